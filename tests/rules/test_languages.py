"""What is read on the screen is in the language that was asked for."""

from __future__ import annotations

from functools import cache

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from build_spec import translations
from desktop_app.base.i18n import language, set_language, translate_in
from desktop_app.gui.dialogs.import_file import ImportDialog
from desktop_app.gui.dialogs.preferences import Preferences
from desktop_app.gui.dialogs.welcome import WelcomePage
from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests.robots.looking import words_in
from tests.robots.office import Office, office
from tests.robots.past import looking_back
from tests.robots.showroom import translated
from tests.robots.twins import about_twins
from tests.robots.window import WindowRobot

__all__ = ["office", "translated"]


@cache
def english_words(code: str) -> frozenset[str]:
    """The program's English texts that read differently in a language."""
    with translations.po_path("en").open("rb") as file:
        catalogue = read_po(file)
    texts = [message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id]
    return frozenset(
        without_mnemonic(text)
        for text in texts
        if "{" not in text and without_mnemonic(text) != without_mnemonic(translate_in(code, text))
    )


def english_in(window: QWidget, code: str) -> set[tuple[str, str]]:
    """What stands in a window in English although it has words of its own."""
    return {(where, words) for where, words in words_in(window) if words in english_words(code)}


def also_in_the_language(code: str) -> frozenset[str]:
    """English words that are words of the language too, said for something else."""
    with translations.po_path("en").open("rb") as file:
        catalogue = read_po(file)
    texts = [message.id for message in catalogue if isinstance(message.id, str) and message.id]
    return frozenset(without_mnemonic(translate_in(code, text)) for text in texts if "{" not in text)


def test_that_the_window_speaks_the_language_on_every_page(translated: WindowRobot):
    code = language()
    for view in RECORD_VIEWS:
        page = translated.go_to(view.name).page
        page.show_record(page.table.current_id() or 0)
        page.new()
    translated.window.show_page("overview")
    found = english_in(translated.window, code)
    assert {each for each in found if each[1] not in also_in_the_language(code)} == set()


@pytest.mark.parametrize(
    "kind",
    ["import", "preferences", "welcome", "history", "trash", "record history", "values", "duplicates", "merge"],
)
def test_that_a_dialog_speaks_the_language(translated: WindowRobot, kind: str, qtbot: QtBot):
    code = language()
    window = translated.window
    made: QWidget
    if kind == "import":
        made = ImportDialog(translated.desk, window._sheets._runner, "partnership", window)
    elif kind == "preferences":
        made = Preferences(window._settings, window)
    elif kind == "welcome":
        made = WelcomePage(Registers(window._settings, Gazetteer()))
    elif kind in {"duplicates", "merge"}:
        made = about_twins(translated, kind)
    else:
        made = looking_back(translated, kind)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    assert any(words for _, words in words_in(made))
    found = english_in(made, code)
    assert {each for each in found if each[1] not in also_in_the_language(code)} == set()
    if isinstance(made, QDialog):
        made.reject()


@pytest.mark.parametrize(("code", "words"), [("de", "Partnerschaften"), ("uk", "Партнерства"), ("en", "Partnerships")])
def test_that_the_program_starts_in_the_language_of_the_settings(office: Office, code: str, words: str):
    set_language(code)
    window = office.new_register()
    assert words in {text for _, text in words_in(window.window)}
