"""What holds for every option: it is drawn, it takes what it declares, and a spoilt settings file changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.base.i18n import language, set_language, translate
from desktop_app.base.options import OPTIONS, Option
from desktop_app.base.settings import Settings
from desktop_app.gui.dialogs.preferences import Preferences

SHOWN = [option for option in OPTIONS if option.shown]
EACH = pytest.mark.parametrize("option", OPTIONS, ids=[option.name for option in OPTIONS])
WRONG: tuple[Any, ...] = (None, 7, 1.5, True, "\0", [], {}, ["de"], "<script>", "x" * 100_000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def preferences(qtbot: QtBot, file: Path) -> Iterator[Preferences]:
    before = language()
    set_language("en")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Preferences(Settings(file), parent)
    dialog.owner = parent  # keeps it alive as long as the dialog
    yield dialog
    set_language(before)


@pytest.mark.parametrize("option", SHOWN, ids=[option.name for option in SHOWN])
def test_that_the_preferences_draw_an_option_with_its_label_and_help(preferences: Preferences, option: Option):
    editor = preferences.findChild(QWidget, f"option.{option.name}")
    assert editor is not None
    assert editor.accessibleName() == translate(option.label)
    labels = {label.buddy(): label.text() for label in preferences.findChildren(QLabel) if label.buddy() is not None}
    assert labels[editor].replace("&", "") == translate(option.label)
    assert translate(option.help) in {label.text() for label in preferences.findChildren(QLabel)}
    if option.choices:
        assert isinstance(editor, QComboBox)
        assert [editor.itemData(place) for place in range(editor.count())] == [value for value, _ in option.choices]
        assert editor.currentData() == option.default
    else:
        assert isinstance(editor, QLineEdit)


def test_that_the_preferences_draw_nothing_else(preferences: Preferences):
    names = {widget.objectName() for widget in preferences.findChildren(QWidget)}
    assert {name for name in names if name.startswith("option.")} == {f"option.{option.name}" for option in SHOWN}


@EACH
def test_that_an_option_takes_its_default_and_its_choices(file: Path, option: Option):
    settings = Settings(file)
    assert settings.get(option.name) == option.default
    values: list[Any] = [value for value, _ in option.choices] or [option.default]
    for value in values:
        settings.set(option.name, value)
        assert settings.get(option.name) == value
        assert Settings(file).get(option.name) == value


@EACH
@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_that_a_spoilt_value_in_the_file_is_left_aside(file: Path, option: Option, wrong: Any):
    file.write_text(json.dumps({option.name: wrong}), encoding="utf-8")
    value = Settings(file).get(option.name)
    assert value == option.default or (type(wrong) is type(option.default) and not option.choices)
    assert type(value) is type(option.default)


@EACH
def test_that_a_value_of_another_kind_is_refused(file: Path, option: Option):
    other: Any = 7 if isinstance(option.default, str | bool) else "seven"
    with pytest.raises(ValueError, match=option.name):
        Settings(file).set(option.name, other)
    assert not file.exists()


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '"x"', '{"tables": 7}', '{"tables": {"partnership": []}}', "\ufeff{}", '{"x": 1}'],
)
def test_that_a_spoilt_settings_file_means_the_defaults(file: Path, content: str):
    file.write_text(content, encoding="utf-8")
    settings = Settings(file)
    assert {option.name: settings.get(option.name) for option in OPTIONS} == {
        option.name: option.default for option in OPTIONS
    }
    assert settings.table("partnership") == {}
    settings.set("user_name", "Frau Kern")
    assert Settings(file).text("user_name") == "Frau Kern"


@pytest.mark.parametrize(
    "state", [7, "x", {"columns": 7}, {"columns": ["none"], "order": [["none", True], 7], "widths": []}]
)
def test_that_a_spoilt_memory_of_a_table_means_the_usual_columns(file: Path, state: Any, qtbot: QtBot):
    file.write_text(
        json.dumps({"tables": {"partnership": state, "partnership.page": {"splitter": 7}}}), encoding="utf-8"
    )
    found = Settings(file).table("partnership")
    assert isinstance(found, dict)
