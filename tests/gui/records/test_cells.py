"""Records are changed in the cells of their list: with the keys, the editors and the checks that the form has."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import changed
from desktop_app.gui.records.conflict_dialog import ConflictDialog
from desktop_app.gui.records.form_window import FormWindow
from tests.robots.keyboard import CTRL, SHIFT, Key, focused, press, type_text
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

COLUMNS = ["german_side", "ukrainian_side", "status", "responsible", "group", "legal_form", "valid_until"]


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    page = window.go_to("partnership")
    page.page.table.set_columns(COLUMNS)
    return page


def by_a_colleague(window: WindowRobot, record_id: int, **values: Any) -> None:
    """Change a partnership as somebody else would."""
    register = window.desk.register
    own, register.who = register.who, "Frau Kern"
    try:
        stored = window.desk.records.load("partnership", record_id)
        window.desk.records.save(changed(stored, **values), stored)
    finally:
        register.who = own


def test_that_typing_begins_enter_saves_and_goes_down(page: PageRobot, window: WindowRobot):
    page.go_to_cell("Ahlen", "Responsible in the office")
    type_text("Frau Kern")
    assert focused() == "cell.responsible"
    press(Key.Key_Return)
    assert page.column("Responsible in the office") == ["Frau Kern", "", "", ""]
    assert focused() == "table.partnership"
    assert page.table.currentIndex().row() == 1
    assert page.form.title.startswith("Oberviechtach")
    type_text("Herr Anders")
    press(Key.Key_Return)
    assert page.column("Responsible in the office") == ["Frau Kern", "Herr Anders", "", ""]
    operation = window.desk.history.page()[1]
    assert operation.words == "Partnership Ahlen – Itschnja: Responsible in the office → Frau Kern"
    assert operation.whence == "table"
    press(Key.Key_Z, CTRL)
    assert page.column("Responsible in the office") == ["Frau Kern", "", "", ""]


def test_that_f2_edits_what_stands_there_and_esc_leaves_it(page: PageRobot):
    page.go_to_cell("Ahlen", "Responsible in the office")
    type_text("Kern")
    press(Key.Key_Return)
    page.go_to_cell("Ahlen", "Responsible in the office")
    press(Key.Key_F2)
    press(Key.Key_End)
    type_text("er")
    press(Key.Key_Escape)
    assert focused() == "table.partnership"
    assert page.cell("Ahlen", "Responsible in the office") == "Kern"
    press(Key.Key_F2)
    press(Key.Key_End)
    type_text("er")
    press(Key.Key_Return)
    assert page.cell("Ahlen", "Responsible in the office") == "Kerner"


def test_that_tab_edits_the_next_cell_and_the_form_follows(page: PageRobot):
    page.go_to_cell("Ahlen", "Responsible in the office")
    type_text("Frau Kern")
    press(Key.Key_Tab)
    assert focused() == "cell.group"
    type_text("Dreieck")
    press(Key.Key_Tab)
    assert focused() == "cell.legal_form"
    press(Key.Key_Backtab, SHIFT)
    assert focused() == "cell.group"
    press(Key.Key_Escape)
    assert page.cell("Ahlen", "Group") == "Dreieck"
    assert (page.form.text("responsible"), page.form.text("group")) == ("Frau Kern", "Dreieck")


def test_that_what_is_no_date_is_told_at_the_cell_and_stays_typed(page: PageRobot):
    page.go_to_cell("Ahlen", "Valid until")
    type_text("morgen früh")
    press(Key.Key_Return)
    assert focused() == "cell.valid_until"
    assert "morgen früh" in page.page.table.editing.message
    assert QApplication.focusWidget().text() == "morgen früh"
    page.choose("Zwickau")
    assert page.cell("Ahlen", "Valid until") == "morgen früh"
    index = page.index_of("Ahlen", "Valid until")
    assert "morgen früh" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "is not a date" in index.data(Qt.ItemDataRole.ToolTipRole)
    page.go_to_cell("Ahlen", "Valid until")
    press(Key.Key_F2)
    assert QApplication.focusWidget().text() == "morgen früh"
    press(Key.Key_A, CTRL)
    type_text("31.12.2030")
    press(Key.Key_Return)
    assert "2030" in page.cell("Ahlen", "Valid until")
    assert page.page.table.editing.message == ""


def test_that_a_check_of_the_record_is_told_at_the_cell(page: PageRobot):
    page.go_to_cell("Ahlen", "Legal form")
    press(Key.Key_F2)
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert focused() == "cell.legal_form"
    assert page.page.table.editing.message == "This field is required."
    press(Key.Key_Escape)
    assert page.cell("Ahlen", "Legal form").startswith("partnership")


def test_that_unsaved_text_in_cells_is_asked_about_before_the_page_is_left(page: PageRobot, window: WindowRobot):
    page.go_to_cell("Ahlen", "Valid until")
    type_text("morgen")
    with window.boxes.answer("stay"):
        window.window.show_page("organisation")
    assert window.window.page_name == "partnership"
    assert page.cell("Ahlen", "Valid until") == "morgen"
    with window.boxes.answer("discard"):
        window.window.show_page("organisation")
    assert window.window.page_name == "organisation"
    assert window.desk.records.load("partnership", 1).valid_until is None


def test_that_a_derived_cell_says_why_it_is_not_edited(page: PageRobot):
    page.go_to_cell("Ahlen", "Status")
    for key in (Key.Key_F2, Key.Key_A):
        press(key)
        assert focused() == "table.partnership"
        assert page.page.table.editing.message.startswith("“Status” follows from other fields")


def test_that_a_value_that_two_people_changed_is_asked_about(page: PageRobot, window: WindowRobot):
    page.go_to_cell("Ahlen", "Responsible in the office")
    type_text("Herr Anders")
    by_a_colleague(window, 1, responsible="Frau Kern")

    def choose_theirs(dialog: ConflictDialog) -> None:
        assert dialog.findChild(QPushButton, "action.back").text() == "&Back to the cell"
        dialog.findChild(QRadioButton, "choice.0.1").setChecked(True)
        dialog.findChild(QPushButton, "action.save").click()

    with window.boxes.expect(ConflictDialog, choose_theirs):
        press(Key.Key_Return)
    assert page.cell("Ahlen", "Responsible in the office") == "Frau Kern"


def test_that_a_colleagues_save_does_not_take_the_editor_away(page: PageRobot, window: WindowRobot):
    page.go_to_cell("Ahlen", "Responsible in the office")
    type_text("Herr An")
    by_a_colleague(window, 1, group="Dreieck")
    assert focused() == "cell.responsible"
    type_text("ders")
    press(Key.Key_Return)
    assert page.cell("Ahlen", "Responsible in the office") == "Herr Anders"
    assert page.cell("Ahlen", "Group") == "Dreieck"


def test_that_a_linked_record_is_picked_in_the_cell(window: WindowRobot, qtbot: QtBot):
    page = window.go_to("organisation")
    page.page.table.set_columns(["name_de", "territory"])
    page.go_to_cell("Klinikum Ahlen", "Place")
    type_text("Ahl")
    press(Key.Key_Return)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.cell("Klinikum Ahlen", "Place") == "Ahlen")


def test_that_a_record_that_the_picker_does_not_find_is_made_and_linked(window: WindowRobot, qtbot: QtBot):
    page = window.go_to("task")
    form = page.new()
    form.enter("subject", "Bericht")
    form.save()
    page.page.table.set_columns(["subject", "person"])
    page.go_to_cell("Bericht", "Person")
    type_text("Erika Musterfrau")

    def save(box: FormWindow) -> None:
        assert box.form.save()

    with window.boxes.expect(FormWindow, save):
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: page.cell("Bericht", "Person") == "Musterfrau, Erika")


def test_that_space_ticks_a_box(window: WindowRobot):
    page = window.go_to("code-value")
    page.page.table.set_columns(["label_de", "active"])
    first = page.rows(1)[0][0]
    page.go_to_cell(first, "Offered in forms")
    press(Key.Key_Space)
    assert page.cell(first, "Offered in forms") == "no"
    press(Key.Key_Z, CTRL)
    assert page.cell(first, "Offered in forms") == "yes"


def test_that_a_changed_record_keeps_its_row_until_the_list_begins_anew(page: PageRobot):
    page.sort("Responsible in the office")
    names = page.column("German side")
    page.go_to_cell(names[0], "Responsible in the office")
    type_text("Zander")
    press(Key.Key_Return)
    assert page.column("German side") == names
    page.go_to_cell(names[0], "Responsible in the office")
    press(Key.Key_F5)
    assert page.column("German side") == [*names[1:], names[0]]
    assert page.table.currentIndex().row() == 3


def test_that_a_row_that_no_longer_fits_stays_grey_until_the_next_refresh(page: PageRobot, window: WindowRobot):
    for name in ("Ahlen", "Zwickau"):
        page.go_to_cell(name, "Responsible in the office")
        type_text("Kern")
        press(Key.Key_Return)
    page.filter("responsible", "Kern")
    assert page.count == "4 records, 2 in the filter"
    page.go_to_cell("Ahlen", "Responsible in the office")
    type_text("Anders")
    press(Key.Key_Return)
    assert page.column("German side") == ["Ahlen", "Zwickau"]
    assert page.count == "4 records, 1 in the filter"
    gone, kept = page.index_of("Ahlen", "German side"), page.index_of("Zwickau", "German side")
    assert "No longer in the filter" in gone.data(Qt.ItemDataRole.AccessibleTextRole)
    assert gone.data(Qt.ItemDataRole.FontRole).italic()
    assert kept.data(Qt.ItemDataRole.AccessibleTextRole) == "Zwickau"
    press(Key.Key_F5)
    assert page.column("German side") == ["Zwickau"]
    press(Key.Key_Z, CTRL)
    assert page.column("German side") == ["Ahlen", "Zwickau"]


def test_that_a_selection_stays_when_a_colleague_saves(page: PageRobot, window: WindowRobot):
    page.choose("Ahlen")
    press(Key.Key_Down, SHIFT, 2)
    chosen = page.page.table.block.ids
    assert len(chosen) == 3
    by_a_colleague(window, 1, group="Dreieck")
    assert page.page.table.block.ids == chosen


def test_that_a_double_click_still_opens_the_form_alone(page: PageRobot):
    page.go_to_cell("Ahlen", "Responsible in the office")
    area = page.table.visualRect(page.index_of("Ahlen", "Responsible in the office"))
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, area.center())
    QApplication.processEvents()
    opened = page.page.findChildren(FormWindow)
    assert [window.form.title for window in opened] == ["Ahlen – Itschnja"]
    opened[0].close()
