"""Cells are changed in a list that is in groups: the lines of the groups are no records, and rows keep their place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.robots.keyboard import ALT, CTRL, SHIFT, Key, focused, press, type_text
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

BEFORE = ["▾ request · 2", "Ahlen", "Oberviechtach", "▾ active · 2", "Öhringen", "Zwickau"]


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    page = window.go_to("partnership")
    page.page.table.set_columns(["german_side", "responsible", "status"])
    page.page.table.group_by("status")
    return page


def first_cells(page: PageRobot) -> list[str]:
    return [row[0] for row in page.rows()]


def responsible(page: PageRobot) -> dict[str, str]:
    return {row[0]: row[1] for row in page.rows() if "·" not in row[0]}


def test_that_enter_in_a_cell_goes_on_below_the_line_of_the_next_group(page: PageRobot):
    assert first_cells(page) == BEFORE
    page.go_to_cell("Oberviechtach", "Responsible in the office")
    type_text("Frau Kern")
    press(Key.Key_Return)
    assert page.form.title.startswith("Öhringen")
    type_text("Herr Anders")
    press(Key.Key_Return, SHIFT)
    assert page.form.title.startswith("Oberviechtach")
    assert responsible(page) == {
        "Ahlen": "",
        "Oberviechtach": "Frau Kern",
        "Öhringen": "Herr Anders",
        "Zwickau": "",
    }
    assert focused() == "table.partnership"


def test_that_a_record_that_goes_to_another_group_keeps_its_row_until_the_list_is_read_anew(page: PageRobot):
    page.page.table.group_by("responsible")
    page.go_to_cell("Oberviechtach", "Responsible in the office")
    type_text("Frau Kern")
    press(Key.Key_Return)
    assert first_cells(page) == ["▾ (empty) · 3", "Ahlen", "Oberviechtach", "Öhringen", "Zwickau", "▾ Frau Kern · 1"]
    assert page.form.title.startswith("Öhringen")
    press(Key.Key_F5)
    assert first_cells(page) == ["▾ (empty) · 3", "Ahlen", "Öhringen", "Zwickau", "▾ Frau Kern · 1", "Oberviechtach"]


def test_that_a_block_over_two_groups_is_copied_and_filled_without_the_line_between(page: PageRobot, qtbot: QtBot):
    page.go_to_cell("Oberviechtach", "Responsible in the office")
    type_text("Frau Kern")
    press(Key.Key_Return)
    press(Key.Key_Up)
    press(Key.Key_Up)
    assert page.form.title.startswith("Oberviechtach")
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text().splitlines() == ["Frau Kern", ""]
    press(Key.Key_D, CTRL)
    qtbot.waitUntil(
        lambda: responsible(page) == {"Ahlen": "", "Oberviechtach": "Frau Kern", "Öhringen": "Frau Kern", "Zwickau": ""}
    )


def test_that_filling_one_cell_takes_what_stands_above_the_line_of_its_group(page: PageRobot, qtbot: QtBot):
    page.go_to_cell("Oberviechtach", "Responsible in the office")
    type_text("Frau Kern")
    press(Key.Key_Return)
    press(Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: responsible(page)["Öhringen"] == "Frau Kern")


def test_that_rows_are_pasted_past_the_line_of_a_group(page: PageRobot, window: WindowRobot):
    ids = page.page.table.block.ids_from(2, 4)
    titles = [window.desk.records.load("partnership", each or 0).title.split(" ")[0] for each in ids[:3]]
    assert titles == ["Oberviechtach", "Öhringen", "Zwickau"]
    assert ids[3] is None


def test_that_a_row_saved_in_the_form_stays_grey_in_its_group_and_the_way_goes_on_from_there(page: PageRobot):
    for name in ("Ahlen", "Oberviechtach", "Zwickau"):
        page.go_to_cell(name, "Responsible in the office")
        type_text("Kern")
        press(Key.Key_Return)
    page.filter("responsible", "Kern")
    assert first_cells(page) == ["▾ request · 2", "Ahlen", "Oberviechtach", "▾ active · 1", "Zwickau"]
    page.choose("Oberviechtach")
    page.form.enter("responsible", "Anders")
    page.form.save()
    assert first_cells(page) == ["▾ request · 1", "Ahlen", "Oberviechtach", "▾ active · 1", "Zwickau"]
    gone = page.index_of("Oberviechtach", "German side")
    assert "No longer in the filter" in gone.data(Qt.ItemDataRole.AccessibleTextRole)
    page.form.go_to("responsible")
    press(Key.Key_Down, ALT)
    assert page.form.title.startswith("Zwickau")
    press(Key.Key_Up, ALT, 2)
    assert page.form.title.startswith("Ahlen")
    press(Key.Key_F5)
    assert "Oberviechtach" not in first_cells(page)
