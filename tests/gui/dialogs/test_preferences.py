"""The settings draw themselves from their declarations and are written when they are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from desktop_app.base.i18n import language, set_language, translate
from desktop_app.base.options import OPTIONS
from desktop_app.base.settings import Settings
from desktop_app.gui.dialogs.preferences import Preferences


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def dialog(qapp: QApplication, settings: Settings) -> Iterator[Preferences]:
    before = language()
    set_language("en")
    parent = QWidget()
    made = Preferences(settings, parent)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    parent.deleteLater()
    set_language(before)


@pytest.mark.parametrize("option", [option for option in OPTIONS if option.shown], ids=lambda option: option.name)
def test_that_every_option_for_people_has_an_editor_a_label_and_its_help(dialog: Preferences, option):
    editor = dialog.findChild(QWidget, f"option.{option.name}")
    assert editor is not None
    assert editor.accessibleName() == translate(option.label)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert translate(option.help) in texts
    assert any(text.replace("&", "") == translate(option.label) for text in texts)


def test_that_options_of_the_window_are_not_shown(dialog: Preferences):
    assert dialog.findChild(QWidget, "option.last_register") is None


def test_that_accepting_writes_what_was_changed(dialog: Preferences, settings: Settings, tmp_path: Path):
    look = dialog.findChild(QComboBox, "option.appearance")
    look.setCurrentIndex(look.findData("dark"))
    dialog.findChild(QLineEdit, "option.user_name").setText("  Frau Kern ")
    dialog.accept()
    again = Settings(tmp_path / "settings.json")
    assert (again.text("appearance"), again.text("user_name")) == ("dark", "Frau Kern")


def test_that_calling_off_writes_nothing(dialog: Preferences, tmp_path: Path):
    dialog.findChild(QLineEdit, "option.user_name").setText("Frau Kern")
    dialog.reject()
    assert not (tmp_path / "settings.json").exists()


def test_that_no_two_labels_share_a_letter(dialog: Preferences):
    letters = [
        label.text().partition("&")[2][:1].casefold() for label in dialog.findChildren(QLabel) if "&" in label.text()
    ]
    assert len(letters) == len(set(letters)) == sum(option.shown for option in OPTIONS)
