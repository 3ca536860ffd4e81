"""The page of a record type: what the keyboard does, what is asked, what is remembered."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.records.form_window import FormWindow
from tests.robots.form import FormRobot
from tests.robots.keyboard import ALT, CTRL, SHIFT, Key, focused, press, type_text
from tests.robots.office import Office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("partnership")


def test_that_opening_a_page_puts_the_keyboard_into_its_list(page: PageRobot):
    assert focused() == "table.partnership"
    assert page.form.title == "Ahlen – Itschnja"


def test_that_f6_goes_from_the_list_into_the_form_and_back(page: PageRobot):
    press(Key.Key_F6)
    assert focused().startswith("partnership.")
    press(Key.Key_F6)
    assert focused() == "table.partnership"


def test_that_esc_steps_from_the_cell_to_the_form_to_the_list(page: PageRobot):
    view = page.form.table("parties").view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 1))
    press(Key.Key_F2)
    assert focused() != "partnership.parties.table"
    press(Key.Key_Escape)
    assert focused() == "partnership.parties.table"
    assert not page.page.form.is_changed
    press(Key.Key_Escape)
    assert focused() == "table.partnership"


def test_that_esc_empties_the_search_first(page: PageRobot):
    page.search("oehring")
    page.search("Öhringen")
    assert page.count == "4 records, 1 in the filter"
    press(Key.Key_F, CTRL)
    press(Key.Key_Escape)
    assert page.count == "4 records"
    assert focused() == "search.partnership"
    press(Key.Key_Escape)
    assert focused() == "table.partnership"


def test_that_alt_with_an_arrow_goes_to_the_next_record_from_inside_the_form(page: PageRobot):
    page.form.go_to("responsible")
    press(Key.Key_Down, ALT)
    assert page.form.title.startswith("Oberviechtach")
    press(Key.Key_Up, ALT)
    assert page.form.title.startswith("Ahlen")


def test_that_alt_and_down_opens_the_calendar_of_a_date_instead(page: PageRobot):
    page.form.go_to("valid_until")
    press(Key.Key_Down, ALT)
    assert QApplication.activePopupWidget() is not None
    press(Key.Key_Escape)
    assert page.form.title.startswith("Ahlen")


def test_that_german_and_ukrainian_letters_sort_where_readers_look_for_them(page: PageRobot):
    assert page.column("German side") == ["Ahlen", "Oberviechtach", "Öhringen", "Zwickau"]
    page.sort("German side")
    page.sort("German side")
    assert page.column("German side") == ["Zwickau", "Öhringen", "Oberviechtach", "Ahlen"]
    page.sort("Status")
    page.sort("Ukrainian side", SHIFT)
    orders = [each.field for each in page.page.query.order]
    assert orders == ["status", "ukrainian_side"]


def test_that_the_current_record_stays_current_when_the_list_is_sorted_or_read_anew(
    page: PageRobot, window: WindowRobot
):
    page.choose("Öhringen")
    page.sort("Ukrainian side")
    assert page.page.table.current_id() == page.page.form.record_id
    item = window.desk.records.load("territory", 1)
    window.desk.records.save(_renamed(item, "Aalen"), item)
    assert "Aalen" in page.column("German side")
    assert page.form.title.startswith("Öhringen")
    assert page.page.table.current_id() == page.page.form.record_id


def test_that_a_form_shows_a_change_made_elsewhere(page: PageRobot, window: WindowRobot):
    assert page.form.title.startswith("Ahlen")
    item = window.desk.records.load("territory", 1)
    window.desk.records.save(_renamed(item, "Aalen"), item)
    assert page.form.title.startswith("Aalen")
    assert page.form.table("parties").cell(0, "territory") == "Aalen"


def test_that_typed_text_outlives_a_change_made_elsewhere(page: PageRobot, window: WindowRobot):
    page.form.enter("responsible", "Frau Kern")
    item = window.desk.records.load("partnership", page.form.panel.record_id or 0)
    window.desk.records.save(_with(item, group="Dreieck"), item)
    assert page.form.text("responsible") == "Frau Kern"
    page.form.save()
    saved = window.desk.records.load("partnership", item.id)
    assert (saved.responsible, saved.group) == ("Frau Kern", "Dreieck")
    assert page.form.text("group") == "Dreieck"


@pytest.mark.parametrize(
    ("answer", "title", "kept"),
    [("save", "Öhringen", "Frau Kern"), ("discard", "Öhringen", ""), ("stay", "Ahlen", "")],
)
def test_that_leaving_a_changed_form_asks(page: PageRobot, window: WindowRobot, answer: str, title: str, kept: str):
    page.form.enter("responsible", "Frau Kern")
    first = page.form.panel.record_id or 0
    with window.boxes.answer(answer):
        page.choose("Öhringen")
    assert page.form.title.startswith(title)
    assert page.page.table.current_id() == page.form.panel.record_id
    assert window.desk.records.load("partnership", first).responsible == kept
    if answer == "stay":
        assert page.form.text("responsible") == "Frau Kern"


def test_that_another_page_waits_for_the_answer(page: PageRobot, window: WindowRobot):
    page.form.enter("responsible", "Frau Kern")
    with window.boxes.answer("stay"):
        press(Key.Key_3, CTRL)
    assert window.window.page_name == "partnership"
    with window.boxes.answer("discard"):
        press(Key.Key_3, CTRL)
    assert window.window.page_name == "territory"


def test_that_the_window_does_not_close_over_unsaved_text(page: PageRobot, window: WindowRobot):
    page.form.enter("responsible", "Frau Kern")
    with window.boxes.answer("stay"):
        window.window.close()
    assert window.window.isVisible()
    assert page.form.text("responsible") == "Frau Kern"


def test_that_giving_up_a_new_record_shows_the_old_one_again(page: PageRobot, qtbot: QtBot):
    form = page.new()
    assert form.title == "New partnership"
    form.enter("responsible", "Frau Kern")
    press(Key.Key_R, ALT)
    qtbot.waitUntil(lambda: form.title.startswith("Ahlen"))
    assert focused() == "table.partnership"


def test_that_del_asks_and_the_trash_can_be_undone(page: PageRobot, window: WindowRobot):
    page.choose("Öhringen")
    with window.boxes.answer("keep"):
        press(Key.Key_Delete)
    assert page.count == "4 records"
    with window.boxes.answer("trash"):
        press(Key.Key_Delete)
    assert page.count == "3 records"
    assert page.form.title.startswith("Zwickau")
    toast = window.window.findChild(Toast)
    assert toast is not None
    undo = toast.findChild(QPushButton, "action.take_back")
    assert undo is not None
    undo.click()
    assert page.count == "4 records"


def test_that_several_records_go_to_the_trash_at_once(page: PageRobot, window: WindowRobot):
    press(Key.Key_Down, SHIFT)
    with window.boxes.answer("trash"):
        press(Key.Key_Delete)
    assert page.column("German side") == ["Öhringen", "Zwickau"]
    assert "2" in window.boxes.told[-1]


def test_that_a_page_says_when_nothing_is_found_and_clears_the_filter(page: PageRobot):
    page.filter("german_side", "xyz")
    assert page.says() == "Nothing found"
    clear = page.page.findChild(QPushButton, "action.clear_filter.button")
    assert clear is not None
    clear.click()
    assert page.says() == ""
    assert page.count == "4 records"


def test_that_clearing_the_filter_empties_the_search_field(page: PageRobot):
    page.search("xyz")
    assert page.says() == "Nothing found"
    page.page.findChild(QPushButton, "action.clear_filter.button").click()
    assert page.search_field.text() == ""
    assert page.count == "4 records"


def test_that_a_chip_names_each_filter_and_drops_it(page: PageRobot):
    page.filter("german_side", "o")
    page.filter("ukrainian_side", "ch")
    chips = [one for one in page.page.findChildren(QPushButton) if one.objectName().startswith("chip.")]
    assert [chip.text() for chip in chips if chip.isVisible()] == ["German side: o", "Ukrainian side: ch"]
    page.page.findChild(QPushButton, "chip.ukrainian_side").click()
    assert len(page.rows()) > 1


def test_that_the_filter_stays_when_a_record_is_saved(page: PageRobot):
    page.filter("german_side", "o")
    count = page.count
    page.choose("Oberviechtach")
    page.form.enter("responsible", "Frau Kern")
    page.form.save()
    assert page.count == count
    assert page.page.table.current_id() == page.form.panel.record_id


def test_that_columns_are_chosen_by_keyboard_and_remembered(page: PageRobot, window: WindowRobot, office: Office):
    menu = page.page.table.column_menu()
    group = next(action for action in menu.actions() if without_mnemonic(action.text()) == "Group")
    group.trigger()
    assert "Group" in page.headings()
    page.sort("Oblast")
    page.table.horizontalHeader().resizeSection(0, 222)
    headings = page.headings()
    menu.deleteLater()

    path = window.path
    again = office.open(path).go_to("partnership")
    assert again.headings() == headings
    assert again.table.horizontalHeader().sectionSize(0) == 222
    assert again.page.query.order[0].field == "region_ukrainian"


@pytest.mark.parametrize(
    "state",
    [
        {"columns": 7, "order": 7, "widths": 7},
        {
            "columns": ["none", "status", 7],
            "order": [["none", True], 7, [], ["status", "x"]],
            "widths": {"status": "x"},
        },
        {"columns": [], "order": [[["status"], True]], "widths": {"status": -5}},
    ],
)
def test_that_a_spoilt_memory_of_the_list_is_left_aside(window: WindowRobot, office: Office, state: dict[str, Any]):
    office.settings.set_table("partnership", state)
    office.settings.set_table("partnership.page", {"splitter": "###"})
    page = window.go_to("partnership")
    assert page.headings()
    assert page.model.rowCount() == 4
    assert all(page.table.columnWidth(place) >= 20 for place in range(page.model.columnCount()))


def test_that_enter_opens_a_record_in_a_window_of_its_own_once(page: PageRobot):
    press(Key.Key_Return)
    window = page.page.findChild(FormWindow)
    assert window is not None
    assert window.windowTitle() == "Ahlen – Itschnja"
    page.page.activateWindow()
    QApplication.processEvents()
    page.page.focus_list()
    press(Key.Key_Return)
    assert len(page.page.findChildren(FormWindow)) == 1
    window.close()


def test_that_what_is_saved_in_the_window_shows_on_the_page(page: PageRobot, window: WindowRobot):
    press(Key.Key_Return)
    own = page.page.findChild(FormWindow)
    assert own is not None
    QApplication.processEvents()
    form = FormRobot(own.form)
    form.enter("responsible", "Frau Kern")
    form.save()
    press(Key.Key_Escape)
    assert page.form.text("responsible") == "Frau Kern"


def test_that_every_action_of_the_page_is_heard_wherever_the_keyboard_is(page: PageRobot, window: WindowRobot):
    window.window.setFocus()
    press(Key.Key_F, CTRL)
    assert focused() == "search.partnership"
    type_text("zwick")
    press(Key.Key_Down)
    assert focused() == "table.partnership"
    assert page.column("German side") == ["Zwickau"]


def _renamed(item, name: str):
    return _with(item, name_de=name)


def _with(item, **values):
    return dataclasses.replace(item, **values)


def test_that_a_small_window_shows_the_form_alone_until_something_is_searched_for(window: WindowRobot, qtbot: QtBot):
    page = window.go_to("partnership")
    window.window.resize(window.window.minimumSize())
    qtbot.waitUntil(page.page.form.isHidden)
    press(Key.Key_F6)
    assert page.page.form.isVisible()
    assert page.page.table.isHidden()
    press(Key.Key_F, CTRL)
    assert page.page.table.isVisible()
    assert focused() == "search.partnership"
