"""Changing many partnerships of the association's real list: one person for another, ten rows from a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.records.change_many import ChangeManyDialog
from desktop_app.gui.records.paste_dialog import PasteDialog
from tests.robots.dialogs import ImportRobot, part
from tests.robots.keyboard import CTRL, SHIFT, Key, press, type_text
from tests.robots.office import Office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

WHO, GROUP, UNTIL = "Responsible in the office", "Group", "Valid until"


@pytest.fixture
def window(office: Office, qtbot: QtBot, shared: Path) -> WindowRobot:
    """A register with the association's partnerships."""
    window = office.new_register()
    window.go_to("partnership")
    ImportRobot(qtbot, office.boxes).import_table(shared / "register" / "partnerships.csv")
    return window


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    page = window.go_to("partnership")
    page.page.table.set_columns(["german_side", "ukrainian_side", "status", "responsible", "group", "valid_until"])
    return page


def give_to(name: str, window: WindowRobot, qtbot: QtBot, count: int) -> None:
    """Change the responsible person of the selected partnerships."""

    def meeting(dialog: ChangeManyDialog) -> None:
        field = part(dialog, QWidget, "many.responsible")
        qtbot.waitUntil(field.isEnabled)
        field.setFocus()
        press(Key.Key_A, CTRL)
        type_text(name)
        part(dialog, QPushButton, "action.summary").click()
        change = part(dialog, QPushButton, "action.change")
        qtbot.waitUntil(change.isEnabled)
        assert change.text() == f"&Change {count} records"
        change.click()
        qtbot.waitUntil(lambda: not dialog.isVisible())

    with window.boxes.expect(ChangeManyDialog, meeting):
        press(Key.Key_F2, SHIFT)


def test_that_forty_partnerships_get_another_person_and_it_is_taken_back(
    page: PageRobot, window: WindowRobot, qtbot: QtBot
):
    page.page.focus_list()
    page.page.table._table.go_to(0)
    press(Key.Key_Down, SHIFT, 39)
    chosen = page.page.table.block.ids
    assert len(chosen) == 40
    give_to("Frau Kern", window, qtbot, 40)
    assert page.column(WHO) == ["Frau Kern"] * 40 + [""] * 41

    page.filter("responsible", "Kern")
    assert page.count == "81 records, 40 in the filter"
    page.page.focus_list()
    press(Key.Key_A, CTRL)
    give_to("Herr Anders", window, qtbot, 40)
    qtbot.waitUntil(lambda: page.count == "81 records, 0 in the filter")
    assert page.column(WHO) == ["Herr Anders"] * 40
    assert window.desk.history.page()[0].words == f"40 partnerships: {WHO} → Herr Anders"

    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.column(WHO) == ["Frau Kern"] * 40)
    assert page.count == "81 records, 40 in the filter"
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.count == "81 records, 0 in the filter")
    with window.desk.register.reading() as reader:
        assert {item.responsible for item in reader.records("partnership", chosen).values()} == {""}


def test_that_ten_rows_of_a_sheet_are_pasted_and_taken_back(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    lines = [f'Frau Kern\t"Runde {n}\nOst"\t31.12.{2027 + n}' for n in range(10)]
    lines[3] = "Herr Weiß\t\tunbefristet"
    QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    page.page.focus_list()
    before = page.rows()
    first = page.rows()[0][0]

    def meeting(dialog: PasteDialog) -> None:
        write = part(dialog, QPushButton, "action.paste_fitting")
        qtbot.waitUntil(write.isEnabled)
        model = part(dialog, QTableView, "table.unfit").model()
        assert model.rowCount() == 1
        told = [model.index(0, column).data() for column in range(4)]
        assert told[:3] == ["4", UNTIL, "unbefristet"]
        assert "is not a date" in told[3]
        assert page.rows() == before
        write.click()
        qtbot.waitUntil(lambda: not dialog.isVisible())

    page.go_to_cell(first, WHO)
    with window.boxes.expect(PasteDialog, meeting):
        press(Key.Key_V, CTRL)
    assert page.column(WHO)[:11] == ["Frau Kern"] * 3 + ["Herr Weiß"] + ["Frau Kern"] * 6 + [""]
    assert page.column(GROUP)[:5] == ["Runde 0 Ost", "Runde 1 Ost", "Runde 2 Ost", "", "Runde 4 Ost"]
    assert [each[-4:] for each in page.column(UNTIL)[:5]] == ["2027", "2028", "2029", "", "2031"]
    assert window.desk.history.page()[0].words == "10 partnerships were changed"
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.rows() == before)
