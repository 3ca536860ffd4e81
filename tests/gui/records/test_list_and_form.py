"""List and form go together: what is selected is shown, and what is shown can be found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.chips import FilterChips
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from tests.robots.keyboard import CTRL, Key, focused, press, type_text
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("partnership")


def selected(page: PageRobot) -> list[str]:
    """The first cell of each row that is drawn as selected."""
    rows = page.table.selectionModel().selectedRows()
    return [str(index.siblingAtColumn(0).data()) for index in rows]


def search(page: PageRobot, words: str, qtbot: QtBot) -> None:
    """Type into the search field and wait until the list has followed."""
    press(Key.Key_F, CTRL)
    type_text(words)
    qtbot.waitUntil(lambda: page.page.query.search == words)


def drop_chip(page: PageRobot, name: str) -> None:
    """Press the chip of a filter."""
    page.page.findChild(QPushButton, f"chip.{name}").click()


def absent(page: PageRobot) -> QWidget:
    """The line that says that a filter keeps the record out of the list."""
    found = page.page.form.findChild(QWidget, "not_in_list")
    assert found is not None
    return found


def test_that_the_row_found_is_selected_when_the_list_is_entered_and_when_the_search_ends(
    page: PageRobot, qtbot: QtBot
):
    search(page, "zwick", qtbot)
    assert selected(page) == ["Zwickau"]
    press(Key.Key_Down)
    assert focused() == "table.partnership"
    assert selected(page) == ["Zwickau"]
    press(Key.Key_F, CTRL)
    press(Key.Key_Escape)
    assert page.count == "4 records"
    assert selected(page) == ["Zwickau"]
    assert page.form.title.startswith("Zwickau")


def test_that_a_filter_leaves_the_record_selected_that_it_finds(page: PageRobot):
    page.choose("Öhringen")
    page.filter("german_side", "ring")
    assert selected(page) == ["Öhringen"]
    drop_chip(page, "german_side")
    assert page.count == "4 records"
    assert selected(page) == ["Öhringen"]


def test_that_the_form_shows_the_first_hit_and_nothing_where_nothing_is_found(page: PageRobot, qtbot: QtBot):
    assert page.form.title.startswith("Ahlen")
    search(page, "zwick", qtbot)
    assert page.form.title.startswith("Zwickau")
    search(page, "nowhere", qtbot)
    assert page.form.panel.is_empty
    assert not page.form.panel.findChild(QPushButton, "action.trash").isVisible()


def test_that_unsaved_text_stays_and_is_said_not_to_be_in_the_list(page: PageRobot, qtbot: QtBot):
    page.form.enter("responsible", "Frau Kern")
    search(page, "zwick", qtbot)
    assert page.form.title.startswith("Ahlen")
    assert page.form.text("responsible") == "Frau Kern"
    assert absent(page).isVisible()
    assert selected(page) == []
    absent(page).findChild(QPushButton, "action.show_all").click()
    assert page.count == "4 records"
    assert page.search_field.text() == ""
    assert not absent(page).isVisible()
    assert selected(page) == ["Ahlen"]
    assert page.form.text("responsible") == "Frau Kern"


def test_that_the_keyboard_may_come_into_the_list_beside_unsaved_text_without_a_question(
    page: PageRobot, window: WindowRobot, qtbot: QtBot
):
    page.form.enter("responsible", "Frau Kern")
    search(page, "zwick", qtbot)
    page.page.focus_list()
    assert focused() == "table.partnership"
    assert page.form.text("responsible") == "Frau Kern"
    with window.boxes.answer("stay"):
        press(Key.Key_Down)
    assert page.form.title.startswith("Ahlen")
    assert selected(page) == []


def test_that_enter_in_the_search_goes_to_the_first_hit(page: PageRobot):
    page.choose("Zwickau")
    press(Key.Key_F, CTRL)
    type_text("i")
    press(Key.Key_Return)
    assert focused() == "table.partnership"
    assert page.table.currentIndex().row() == 0
    assert selected(page) == page.column("German side")[:1]
    press(Key.Key_F, CTRL)
    type_text("nowhere")
    press(Key.Key_Return)
    assert focused() == "search.partnership"


def test_that_a_new_record_which_the_filter_does_not_find_is_said_so(window: WindowRobot, qtbot: QtBot):
    page = window.go_to("organisation")
    search(page, "klinikum", qtbot)
    form = page.new()
    form.enter("name_de", "Feuerwehr Ahlen")
    form.enter("kind", form.editor("kind").itemText(1))
    form.save()
    assert form.problems() == []
    assert form.title == "Feuerwehr Ahlen"
    assert page.count == "2 records, 1 in the filter"
    assert absent(page).isVisible()
    absent(page).findChild(QPushButton, "action.show_all").click()
    assert page.count == "2 records"
    assert selected(page) == ["Feuerwehr Ahlen"]


def test_that_saving_with_ctrl_held_down_keeps_the_row_selected(page: PageRobot):
    page.choose("Öhringen")
    page.form.enter("responsible", "Frau Kern")
    page.form.save()
    assert selected(page) == ["Öhringen"]


def test_that_filter_fields_stay_where_they_are_when_chips_come_and_go(page: PageRobot):
    before = page.table.mapTo(page.page, QPoint(0, 0))
    page.filter("german_side", "a")
    assert page.page.findChild(FilterChips).isVisible()
    assert page.table.mapTo(page.page, QPoint(0, 0)) == before
    drop_chip(page, "german_side")
    assert not page.page.findChild(FilterChips).isVisible()
    assert page.table.mapTo(page.page, QPoint(0, 0)) == before


def test_that_columns_are_offered_in_their_order_where_the_menu_is(page: PageRobot, window: WindowRobot):
    header = page.table.horizontalHeader()
    header.moveSection(2, 0)
    menu = page.page.columns_action.menu()
    assert isinstance(menu, LetteredMenu)
    menu.aboutToShow.emit()
    offered = [action.text().replace("&", "") for action in menu.actions()]
    assert offered[: len(page.headings())] == page.headings()
    views = next(one.menu() for one in window.window.menuBar().actions() if one.text() == "&View")
    assert page.page.columns_action in views.actions()


def test_that_a_label_leads_into_its_table_and_a_letter_begins_the_first_row(page: PageRobot):
    form = page.new()
    label = next(row for row in form.panel._grid._rows.values() if row.name == "parties").label
    form.go_to("group")
    letter = label.text()[label.text().index("&") + 1]
    press(Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)
    assert focused() == "partnership.parties.table"
    type_text("Ahl")
    parties = form.table("parties")
    assert len(parties.rows()) == 1
    press(Key.Key_Return)
    press(Key.Key_Tab)
    assert parties.cell(0, "territory") == "Ahlen"


def test_that_the_list_of_problems_follows_their_correction(page: PageRobot, qtbot: QtBot):
    form = page.new()
    form.save()
    assert len(form.problems()) == 1
    parties = form.table("parties")
    parties.add(territory=("Ahlen", "Ahlen"))
    parties.add(territory=("Itschnja", "Itschnja"))
    form.go_to("group")
    qtbot.waitUntil(lambda: form.problems() == [])


def test_that_device_and_vehicle_fields_are_offered_where_they_belong(window: WindowRobot):
    form = window.go_to("delivery").new()
    items = form.table("items")
    items.add(category="medical device", name_de="Ultraschall")
    fields = {name: form.widget(f"items.{name}") for name in ("device_emdn", "device_model", "vehicle_make")}
    table = form.widget("items")
    shown = lambda: [name for name, field in fields.items() if field.isVisibleTo(table._details._content)]  # noqa: E731
    assert shown() == ["device_emdn", "device_model"]
    items.add(category="ambulance", name_de="RTW")
    assert shown() == ["vehicle_make"]
    items.detail(1, vehicle_make="VW")
    table.set_cell(1, "category", "LEB")
    assert shown() == ["vehicle_make"]
    table.set_cell(1, "category", "SON")
    assert shown() == list(fields)
    table.set_cell(1, "category", "")
    assert shown() == list(fields)
