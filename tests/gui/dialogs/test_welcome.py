"""The first page offers a new register, an old one, an example, and another language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.base.i18n import language
from desktop_app.gui.dialogs.welcome import WelcomePage
from desktop_app.gui.kit.labels import PlainLabel
from tests.robots.office import Office, office

__all__ = ["office"]


@pytest.fixture
def page(office: Office) -> WelcomePage:
    office.program.welcome()
    return shown(office)


def shown(office: Office) -> WelcomePage:
    window = office.program.window
    assert window is not None
    page = window.centralWidget()
    assert isinstance(page, WelcomePage)
    return page


def press(page: WelcomePage, name: str) -> None:
    page.findChild(QPushButton, name).click()


def test_that_a_new_register_is_made_where_the_user_says(page: WelcomePage, office: Office, tmp_path: Path):
    with office.boxes.choose_file(tmp_path / "Neues Register"):
        press(page, "action.create")
    assert office.window().path == tmp_path / "Neues Register.bruecke"


def test_that_an_old_register_is_opened(page: WelcomePage, office: Office, tmp_path: Path):
    path = office.new_register("alt.bruecke").path
    office.program.welcome()
    with office.boxes.choose_file(path):
        press(shown(office), "action.open")
    assert office.window().path == path


def test_that_the_example_is_a_register_of_ones_own(page: WelcomePage, office: Office):
    press(page, "action.example")
    window = office.window()
    assert window.path.suffix == ".bruecke"
    assert window.go_to("partnership").model.rowCount() > 0


def test_that_calling_off_leaves_the_page(page: WelcomePage, qtbot: QtBot):
    with qtbot.assertNotEmitted(page.create_requested):
        page.findChild(QComboBox, "option.language").activated.emit(2)
    assert page.isVisible()


def test_that_the_keyboard_begins_at_the_new_register(page: WelcomePage, office: Office):
    window = office.program.window
    assert window is not None
    assert window.focusWidget().objectName() == "action.create"


@pytest.mark.parametrize(("code", "words"), [("de", "Neues Register"), ("uk", "Новий реєстр")])
def test_that_another_language_is_spoken_at_once_and_next_time(
    page: WelcomePage, office: Office, code: str, words: str
):
    languages = page.findChild(QComboBox, "option.language")
    place = languages.findData(code)
    languages.setCurrentIndex(place)
    languages.activated.emit(place)
    again = shown(office)
    assert words in again.findChild(QPushButton, "action.create").text().replace("&", "")
    assert language() == code == office.settings.text("language")
    assert any(label.text() == "Brückenbuch" for label in again.findChildren(PlainLabel))
