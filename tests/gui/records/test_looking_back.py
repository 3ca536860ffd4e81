"""A form looks back: the history of its record, the earlier values of its fields, and giving them again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.record import changed
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.records.record_history import RecordHistory
from desktop_app.services.history import PAGE
from tests.robots.keyboard import ALT, CTRL, Key, focused, press
from tests.robots.page import PageRobot
from tests.robots.past import PastRobot, in_earlier_values, in_record_history
from tests.robots.window import WindowRobot

RESPONSIBLE = "Responsible in the office"


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    """The partnerships, the first of which was changed three times."""
    records = window.desk.records
    item = records.load("partnership", 1)
    item = records.save(changed(item, responsible="Frau Kern"))
    item = records.save(changed(item, milestones=(Milestone(kind="signing", day=PartialDate(2022)),)))
    row = changed(item.milestones[0], day=PartialDate(2023))
    records.save(changed(item, responsible="Herr Bondar", milestones=(row,)))
    page = window.go_to("partnership")
    page.choose("Ahlen")
    return page


def offered(page: PageRobot) -> list[str]:
    """Close the menu that is open and return what it offered."""
    menus = [menu for menu in page.page.form.findChildren(QMenu) if menu.isVisible()]
    names = [action.objectName() for menu in menus for action in menu.actions() if not action.isSeparator()]
    for menu in menus:
        menu.close()
    return names


def test_that_ctrl_h_lists_what_was_done_to_the_record(page: PageRobot, window: WindowRobot):
    def look(past: PastRobot) -> None:
        assert past.dialog.windowTitle() == "History: Ahlen – Itschnja"
        assert focused() == "table.operations"
        assert past.column("operations", 3) == [
            f"{RESPONSIBLE} → Herr Bondar, Milestone Unterzeichnung 2023, Date → 2023",
            "Milestone Unterzeichnung 2023 added",
            f"{RESPONSIBLE} → Frau Kern",
            "Added",
        ]
        assert {row[2] for row in past.rows("operations")} == {"form"}
        assert past.column("operations", 0)[0].startswith("today ")
        assert past.rows("changes") == [
            ["Milestone Unterzeichnung 2023: Date", "2022", "2023"],
            [RESPONSIBLE, "Frau Kern", "Herr Bondar"],
        ]
        past.choose("operations", 3)
        assert ["Party Ahlen: Place", "", "Ahlen"] in past.rows("changes")
        press(Key.Key_Escape)

    in_record_history(window.boxes, look)


def test_that_the_button_at_the_head_shows_it_too(page: PageRobot, window: WindowRobot):
    with window.boxes.expect(RecordHistory, RecordHistory.reject):
        page.form.panel._past.button.click()
    page.new()
    assert not page.form.panel._past.button.isVisible()
    press(Key.Key_H, CTRL)
    assert QApplication.activeModalWidget() is None


def test_that_a_value_restored_from_the_history_is_an_unsaved_change(page: PageRobot, window: WindowRobot):
    def restore(past: PastRobot) -> None:
        past.choose("changes", 1)
        assert past.button("restore_value").text() == "&Restore “Frau Kern”"
        past.do("restore_value")

    in_record_history(window.boxes, restore)
    assert page.form.text("responsible") == "Frau Kern"
    assert page.form.state == "Not saved"
    assert window.window.focusWidget() is page.form.widget("responsible")
    page.form.save()
    assert window.desk.records.load("partnership", 1).responsible == "Frau Kern"
    page.page.focus_list()
    press(Key.Key_Z, CTRL)
    assert page.form.text("responsible") == "Herr Bondar"


def test_that_a_cell_gets_its_earlier_value_back(page: PageRobot, window: WindowRobot):
    def restore(past: PastRobot) -> None:
        past.choose("changes", 0)
        past.do("restore_value")

    in_record_history(window.boxes, restore)
    assert page.form.table("milestones").cell(0, "day") == "2022"
    page.form.save()
    assert window.desk.records.load("partnership", 1).milestones[0].day == PartialDate(2022)


def test_that_an_operation_is_taken_back_from_the_history(page: PageRobot, window: WindowRobot):
    def take_back(past: PastRobot) -> None:
        past.do("take_back")

    in_record_history(window.boxes, take_back)
    assert page.form.text("responsible") == "Frau Kern"
    assert page.form.table("milestones").cell(0, "day") == "2022"
    (toast,) = window.window.findChildren(Toast)
    assert toast.text().startswith("Undone: Partnership Ahlen – Itschnja")

    def look(past: PastRobot) -> None:
        assert past.column("operations", 2)[:2] == ["undone", "form"]
        past.choose("operations", 1)
        assert not past.button("take_back").isEnabled()

    in_record_history(window.boxes, look)


def test_that_taking_back_what_was_done_to_many_asks_first(page: PageRobot, window: WindowRobot):
    ids = [1, 2]
    window.desk.records.trash("partnership", ids)
    window.desk.trash.restore([("partnership", number) for number in ids])
    page.choose("Ahlen")

    def take_back(past: PastRobot) -> None:
        with window.boxes.answer("cancel"):
            past.do("take_back")
        assert window.boxes.told[-1].endswith("2 partnerships were taken out of the trash")
        with window.boxes.answer("take_back"):
            past.do("take_back")

    in_record_history(window.boxes, take_back)
    assert page.count == "2 records"


def test_that_a_key_shows_the_earlier_values_of_the_field(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    page.form.go_to("responsible")

    def restore(past: PastRobot) -> None:
        assert past.dialog.windowTitle() == f"Earlier values: {RESPONSIBLE}"
        assert past.column("earlier_values", 0) == ["Frau Kern", "(empty)"]
        press(Key.Key_Return)

    in_earlier_values(window.boxes, restore)
    assert (page.form.text("responsible"), page.form.state) == ("Frau Kern", "Not saved")
    press(Key.Key_R, ALT)
    qtbot.waitUntil(lambda: page.form.text("responsible") == "Herr Bondar")


def test_that_a_field_without_other_values_says_so(page: PageRobot, window: WindowRobot):
    page.form.go_to("group")

    def look(past: PastRobot) -> None:
        assert past.rows("earlier_values") == []
        assert not past.button("restore_value").isVisible()

    in_earlier_values(window.boxes, look)


def test_that_a_key_shows_the_earlier_values_of_a_cell(page: PageRobot, window: WindowRobot):
    table = page.form.table("milestones")
    page.form.go_to("milestones.table")
    column = [
        table.model.headerData(place, Qt.Orientation.Horizontal) for place in range(table.model.columnCount())
    ].index("Date")
    table.view.setCurrentIndex(table.model.index(0, column))

    def restore(past: PastRobot) -> None:
        assert past.column("earlier_values", 0) == ["2022"]
        past.do("restore_value")

    in_earlier_values(window.boxes, restore)
    assert table.cell(0, "day") == "2022"


def test_that_the_menu_of_a_field_and_of_its_label_offers_earlier_values(page: PageRobot):
    row = page.form.panel._grid.row("responsible")
    for part in (row.editor.widget(), row.label):
        part.customContextMenuRequested.emit(QPoint(1, 1))
        assert offered(page)[-1] == "action.earlier_values"
    page.new()
    row.label.customContextMenuRequested.emit(QPoint(1, 1))
    assert offered(page) == []


def test_that_the_menu_of_a_cell_offers_earlier_values(page: PageRobot):
    view = page.form.table("milestones").view
    place = view.visualRect(view.model().index(0, 0)).center()
    view.customContextMenuRequested.emit(place)
    assert offered(page) == ["action.earlier_values"]


def test_that_a_long_history_is_read_as_it_is_scrolled(page: PageRobot, window: WindowRobot):
    records = window.desk.records
    item = records.load("partnership", 1)
    for number in range(2 * PAGE):
        item = records.save(changed(item, responsible=f"Anna {number}"))

    def scroll(past: PastRobot) -> None:
        table = past.table("operations")
        assert table.model().rowCount() == PAGE
        table.scrollToBottom()
        QApplication.processEvents()
        assert table.model().rowCount() > PAGE

    in_record_history(window.boxes, scroll)
