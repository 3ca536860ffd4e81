"""Whoever looks for something finds it, however it is spelled, and comes to it with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.domain.delivery import DeliveryItem
from desktop_app.domain.partnership import Party
from desktop_app.domain.place import Place
from desktop_app.gui.dialogs.search_everything import SearchDialog
from desktop_app.gui.kit.found_list import FoundEntry, FoundList
from tests import builders
from tests.robots.keyboard import CTRL, Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    """A register with the partnership of Karlsruhe and Winnyzja, as the gazetteer has them, and with a delivery."""
    made = office.new_register()
    desk = made.desk
    ids = {}
    for name in ("Karlsruhe", "Winnyzja"):
        place: Place = next(each for each in desk.places.search(name) if each.level == "municipal")
        ids[name] = desk.places.take(place)
    parties = (Party(side="DE", territory=ids["Karlsruhe"]), Party(side="UA", territory=ids["Winnyzja"]))
    stock = builders.stock(desk.register)
    desk.records.save(builders.partnership(stock, parties=parties))
    item = DeliveryItem(category="MED", name_de="Ultraschallgerät", device_serial="SN-4711-08")
    desk.records.save(builders.delivery(stock, items=(item,)))
    return made


class Search:
    """The window of the search in the user's words."""

    def __init__(self, dialog: SearchDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        self._qtbot = qtbot

    def look_for(self, text: str) -> list[str]:
        """Type over what is there; return what is found, without headings."""
        field = self.dialog.findChild(QLineEdit, "search.everything")
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        type_text(text)
        self._qtbot.waitUntil(lambda: not self.dialog._latest.asking)
        return [entry.title for entry in self.entries() if not entry.is_heading]

    def entries(self) -> list[FoundEntry]:
        """All entries with their headings."""
        found = self.dialog.findChild(FoundList, "found.everything")
        assert isinstance(found, FoundList)
        model = found._entries
        return [entry for row in range(model.rowCount()) if (entry := model.entry(row)) is not None]

    def said(self) -> str:
        """The line under the field."""
        return self.dialog._said.text()


def search(window: WindowRobot, qtbot: QtBot, meeting: Callable[[Search], None]) -> None:
    """Open the search with its key, do something there, and leave it with Esc if it is still there."""

    def met(dialog: SearchDialog) -> None:
        meeting(Search(dialog, qtbot))
        if dialog.isVisible():
            press(Key.Key_Escape)

    with window.boxes.expect(SearchDialog, met):
        press(Key.Key_K, CTRL)


@pytest.mark.parametrize("spelling", ["Winnyzja", "Winniza", "Vinnytsia", "Vinnica", "Вінниця", "winny", "ВІННИЦ"])
def test_that_winnyzja_is_found_under_every_spelling(window: WindowRobot, qtbot: QtBot, spelling: str):
    def look(found: Search) -> None:
        titles = found.look_for(spelling)
        assert "Karlsruhe – Winnyzja" in titles
        assert "Winnyzja" in titles
        press(Key.Key_Return)

    search(window, qtbot, look)
    assert window.window.page_name == "partnership"
    assert PageRobot(window.window.record_page("partnership")).form.title == "Karlsruhe – Winnyzja"


@pytest.mark.parametrize(("typed", "meant"), [("лфкдыкгру", ""), ("лфкдікгру", "karlsruhe"), ("dszzbwy", "вінниця")])
def test_that_what_was_typed_on_the_other_keyboard_is_found(window: WindowRobot, qtbot: QtBot, typed: str, meant: str):
    def look(found: Search) -> None:
        titles = found.look_for(typed)
        assert ("Karlsruhe – Winnyzja" in titles) == bool(meant)
        assert meant in found.said()

    search(window, qtbot, look)


@pytest.mark.parametrize("typed", ["Зразкова", "Musterenko", "зразк", "Мустеренко", "Srazkowa", "Zrazkova"])
def test_that_a_person_is_found_in_both_scripts(window: WindowRobot, qtbot: QtBot, typed: str):
    window.desk.records.save(builders.person(given_name="Olena", family_name="Musterenko", family_name_uk="Зразкова"))

    def look(found: Search) -> None:
        assert any("Musterenko" in title for title in found.look_for(typed))

    search(window, qtbot, look)


def test_that_a_typing_error_is_forgiven_and_said(window: WindowRobot, qtbot: QtBot):
    def look(found: Search) -> None:
        assert "Karlsruhe – Winnyzja" in found.look_for("Karlsurhe")
        assert all("spelled alike" in entry.title for entry in found.entries() if entry.is_heading)
        assert found.said() == "Nothing is spelled “Karlsurhe”; this is alike."

    search(window, qtbot, look)


def test_that_a_part_of_a_serial_number_leads_to_its_delivery(window: WindowRobot, qtbot: QtBot):
    def look(found: Search) -> None:
        assert "Ultraschallgerät" in found.look_for("4711-0")
        entry = next(entry for entry in found.entries() if entry.title == "Ultraschallgerät")
        assert "SN-4711-08" in entry.second
        press(Key.Key_Down, times=[each.title for each in found.entries() if not each.is_heading].index(entry.title))
        press(Key.Key_Return)

    search(window, qtbot, look)
    assert window.window.page_name == "delivery"


def test_that_an_action_is_found_and_done(window: WindowRobot, qtbot: QtBot):
    def look(found: Search) -> None:
        assert found.look_for("new deliv")[0] == "New aid delivery"
        press(Key.Key_Return)

    search(window, qtbot, look)
    assert window.window.page_name == "delivery"
    assert window.window.record_page("delivery").form.is_new


def test_that_nothing_found_is_said_and_nothing_happens(window: WindowRobot, qtbot: QtBot):
    def look(found: Search) -> None:
        assert found.look_for("qqqxyz") == []
        assert found.said() == "Nothing is found for “qqqxyz”."
        press(Key.Key_Return)
        assert found.dialog.isVisible()

    search(window, qtbot, look)
    assert window.window.page_name == "overview"


def test_that_the_search_of_a_page_finds_a_place_by_its_other_names(window: WindowRobot, qtbot: QtBot):
    page = window.go_to("partnership")
    for spelling in ("Winniza", "Vinnytsia", "Вінниця"):
        press(Key.Key_F, CTRL)
        type_text(spelling)
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: page.model.rowCount() == 1)
