"""Blocks of cells and many records at once: copy, paste, fill down, change, all in one step that is taken back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.records.change_many import ChangeManyDialog
from desktop_app.gui.records.paste_dialog import PasteDialog
from tests.robots.keyboard import CTRL, SHIFT, Key, focused, press, type_text
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

COLUMNS = ["german_side", "responsible", "group", "valid_until", "status"]
WHO = "Responsible in the office"


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    page = window.go_to("partnership")
    page.page.table.set_columns(COLUMNS)
    return page


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def table_of(dialog: QWidget, name: str) -> list[list[str]]:
    """What a table of a dialog shows."""
    view = dialog.findChild(QTableView, name)
    assert view is not None
    model = view.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def button(dialog: QWidget, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def test_that_a_block_is_copied_as_excel_expects_it(page: PageRobot):
    page.go_to_cell("Ahlen", WHO)
    type_text("Frau Kern")
    press(Key.Key_Return)
    page.go_to_cell("Ahlen", "German side")
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_C, CTRL)
    assert clipboard().splitlines() == ["Ahlen\tFrau Kern", "Oberviechtach\t"]
    assert "<td" in QGuiApplication.clipboard().mimeData().html()
    press(Key.Key_C, CTRL | SHIFT)
    assert clipboard().splitlines()[0] == f"German side\t{WHO}"


def test_that_one_cell_is_copied_and_pasted_without_a_question(page: PageRobot, window: WindowRobot):
    QGuiApplication.clipboard().setText("Frau Kern\r\n")
    page.go_to_cell("Ahlen", WHO)
    press(Key.Key_V, CTRL)
    assert page.cell("Ahlen", WHO) == "Frau Kern"
    assert window.desk.history.page()[0].whence == "paste"
    QGuiApplication.clipboard().setText("morgen")
    page.go_to_cell("Ahlen", "Valid until")
    press(Key.Key_V, CTRL)
    assert focused() == "cell.valid_until"
    assert "is not a date" in page.page.table.editing.message
    press(Key.Key_Escape)


def test_that_a_pasted_block_is_shown_first_and_what_does_not_fit_is_left_out(
    page: PageRobot, window: WindowRobot, qtbot: QtBot
):
    block = 'Kern\t"Drei\neck"\t31.12.2030\r\nAnders\t\tbald\r\nWeiß\t\t2031\tended\r\nKern\t\t2032\r\nzu viel\r\n'
    QGuiApplication.clipboard().setText(block)
    before = window.desk.history.page()[0].id

    def meeting(dialog: PasteDialog) -> None:
        write = button(dialog, "action.paste_fitting")
        qtbot.waitUntil(write.isEnabled)
        shown = table_of(dialog, "table.pasted")
        assert [row[:2] for row in shown[:2]] == [["Ahlen – Itschnja", "Kern"], [shown[1][0], "Anders"]]
        assert shown[1][3] == "✕ bald"
        assert shown[4] == ["", "✕ zu viel", "", "", ""]
        why = table_of(dialog, "table.unfit")
        assert [row[:3] for row in why] == [
            ["2", "Valid until", "bald"],
            ["3", "Status", "ended"],
            ["5", WHO, "zu viel"],
        ]
        assert window.desk.history.page()[0].id == before
        assert write.text() == "&Paste 8 values"
        write.click()
        qtbot.waitUntil(lambda: not dialog.isVisible())

    page.go_to_cell("Ahlen", WHO)
    with window.boxes.expect(PasteDialog, meeting):
        press(Key.Key_V, CTRL)
    assert page.column(WHO) == ["Kern", "Anders", "Weiß", "Kern"]
    assert page.column("Group") == ["Drei eck", "", "", ""]
    assert [each[-4:] for each in page.column("Valid until")] == ["2030", "", "2031", "2032"]
    operation = window.desk.history.page()[0]
    assert (operation.words, operation.whence) == ("4 partnerships were changed", "paste")
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.column(WHO) == ["", "", "", ""])


def test_that_one_value_is_pasted_into_all_selected_rows(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    QGuiApplication.clipboard().setText("Kern")

    def meeting(dialog: PasteDialog) -> None:
        write = button(dialog, "action.paste_fitting")
        qtbot.waitUntil(write.isEnabled)
        write.click()

    page.go_to_cell("Ahlen", WHO)
    press(Key.Key_Down, SHIFT, 2)
    with window.boxes.expect(PasteDialog, meeting):
        press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: page.column(WHO) == ["Kern", "Kern", "Kern", ""])


def test_that_filling_down_repeats_the_first_row(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    page.go_to_cell("Ahlen", WHO)
    type_text("Kern")
    press(Key.Key_Return)
    page.go_to_cell("Ahlen", WHO)
    press(Key.Key_Down, SHIFT, 3)
    press(Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: page.column(WHO) == ["Kern"] * 4)
    assert window.desk.history.page()[0].words == f"3 partnerships: {WHO} → Kern"
    assert len(page.page.table.block.ids) == 4
    press(Key.Key_Z, CTRL)
    assert page.column(WHO) == ["Kern", "", "", ""]
    page.go_to_cell("Oberviechtach", WHO)
    press(Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: page.column(WHO) == ["Kern", "Kern", "", ""])


def test_that_only_touched_fields_change_in_many_records(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    page.go_to_cell("Ahlen", WHO)
    type_text("Kern")
    press(Key.Key_Tab)
    type_text("Dreieck")
    press(Key.Key_Return)
    press(Key.Key_A, CTRL)

    def meeting(dialog: ChangeManyDialog) -> None:
        assert dialog.windowTitle() == "Change: 4 partnerships"
        field = dialog.findChild(QWidget, "many.responsible")
        qtbot.waitUntil(lambda: field.placeholderText() == "various")
        assert not button(dialog, "action.summary").isEnabled()
        field.setFocus()
        type_text("Anders")
        button(dialog, "action.summary").click()
        qtbot.waitUntil(button(dialog, "action.change").isEnabled)
        assert table_of(dialog, "table.summary") == [[WHO, "(empty)", "3", "Anders"], [WHO, "Kern", "1", "Anders"]]
        assert dialog.findChild(PlainLabel, "change_many.said").text() == "4 records change."
        assert button(dialog, "action.change").text() == "&Change 4 records"
        button(dialog, "action.change").click()

    with window.boxes.expect(ChangeManyDialog, meeting):
        press(Key.Key_F2, SHIFT)
    qtbot.waitUntil(lambda: page.column(WHO) == ["Anders"] * 4)
    assert page.column("Group") == ["Dreieck", "", "", ""]
    assert window.desk.history.page()[0].words == f"4 partnerships: {WHO} → Anders"
    toast = window.window.findChild(Toast)
    assert toast is not None
    assert toast.text() == "4 records changed"
    button(toast, "action.take_back").click()
    assert page.column(WHO) == ["Kern", "", "", ""]


def test_that_backspace_empties_a_field_in_all(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    page.go_to_cell("Ahlen", WHO)
    type_text("Kern")
    press(Key.Key_Return)
    press(Key.Key_A, CTRL)

    def meeting(dialog: ChangeManyDialog) -> None:
        field = dialog.findChild(QWidget, "many.responsible")
        qtbot.waitUntil(lambda: field.placeholderText() == "various")
        field.setFocus()
        press(Key.Key_Backspace)
        button(dialog, "action.summary").click()
        qtbot.waitUntil(button(dialog, "action.change").isEnabled)
        assert table_of(dialog, "table.summary") == [[WHO, "Kern", "1", "(empty)"]]
        said = dialog.findChild(PlainLabel, "change_many.said").text()
        assert said == "1 record changes. 3 have these values already."
        button(dialog, "action.change").click()

    with window.boxes.expect(ChangeManyDialog, meeting):
        press(Key.Key_F2, SHIFT)
    qtbot.waitUntil(lambda: page.column(WHO) == [""] * 4)


def test_that_records_that_a_check_keeps_from_changing_are_named(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    form = page.choose("Öhringen")
    form.table("milestones").add(kind="signing", day="1.5.2024")
    form.save()
    press(Key.Key_A, CTRL)
    page.page.focus_list()
    press(Key.Key_A, CTRL)

    def meeting(dialog: ChangeManyDialog) -> None:
        field = dialog.findChild(QWidget, "many.valid_until")
        qtbot.waitUntil(field.isEnabled)
        field.setFocus()
        type_text("2020")
        button(dialog, "action.summary").click()
        qtbot.waitUntil(button(dialog, "action.change").isEnabled)
        (refused,) = table_of(dialog, "table.refused")
        assert refused[0].startswith("Öhringen")
        assert "lies before" in refused[1]
        assert button(dialog, "action.change").text() == "&Change 3 records"
        dialog.reject()

    with window.boxes.expect(ChangeManyDialog, meeting):
        press(Key.Key_F2, SHIFT)
    assert set(page.column("Valid until")) == {""}


def test_that_a_record_is_duplicated_without_its_number_and_history(page: PageRobot, window: WindowRobot):
    form = page.choose("Öhringen")
    form.enter("network_number", "84")
    form.enter("responsible", "Frau Kern")
    form.save()
    press(Key.Key_D, CTRL | SHIFT)
    assert form.panel.is_new
    assert form.text("responsible") == "Frau Kern"
    assert form.text("network_number") == ""
    assert form.table("parties").rows()[0][0] == "Öhringen"
    assert form.table("milestones").rows() == []
    form.save()
    assert form.problems() == []
    assert page.count == "5 records"
