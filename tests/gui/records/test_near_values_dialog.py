"""A clerk makes one value of several spellings, and takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.organisation import Organisation
from desktop_app.domain.query import Query
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.records.near_values_dialog import NearValuesDialog
from tests import builders
from tests.robots.dialogs import part
from tests.robots.keyboard import CTRL, SHIFT, Key, press
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    """A register with tasks of one colleague, whose name three people write."""
    window = office.new_register()
    for name in ("Erika Musterfrau",) * 3 + ("Musterfrau, Erika", "Erika Mustrefrau", "Max Mustermann"):
        window.desk.records.save(builders.task(responsible=name))
    window.desk.records.save(Organisation(name_de="Klinikum Ahlen", kind="hospital"))
    return window


def responsible(window: WindowRobot) -> list[str]:
    with window.desk.register.reading() as reader:
        return sorted(name for _, name in reader.values("task", ("responsible",)))


def rows(dialog: NearValuesDialog) -> list[str]:
    model = part(dialog, PlainTable, "table.near_values").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_that_values_become_one_with_the_keyboard_and_come_back(office: Office, window: WindowRobot, qtbot: QtBot):
    page = window.go_to("task")
    before = responsible(window)
    page.go_to_cell("Erika Mustrefrau", "Responsible")

    def meet(dialog: NearValuesDialog) -> None:
        qtbot.waitUntil(lambda: not dialog.is_busy)
        assert part(dialog, QComboBox, "near_values.column").currentData() == "responsible"
        assert rows(dialog) == ["Erika Musterfrau (3) · Musterfrau, Erika (1) · Erika Mustrefrau (1)"]
        assert part(dialog, QComboBox, "near_values.wanted").currentText() == "Erika Musterfrau"
        values = part(dialog, QListWidget, "near_values.values")
        press(Key.Key_Return)
        assert values.hasFocus()
        values.setCurrentRow(1)
        press(Key.Key_Space)
        assert values.item(1).checkState() is Qt.CheckState.Unchecked
        part(dialog, QPushButton, "action.unify").setFocus()
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: not dialog.is_busy)
        assert rows(dialog) == []
        press(Key.Key_Escape)

    with office.boxes.expect(NearValuesDialog, meet):
        press(Key.Key_F2, CTRL | SHIFT)
    assert responsible(window) == ["Erika Musterfrau"] * 4 + ["Max Mustermann", "Musterfrau, Erika"]
    press(Key.Key_Z, CTRL)
    assert responsible(window) == before


def test_that_a_new_value_can_be_written(office: Office, window: WindowRobot, qtbot: QtBot):
    window.go_to("task").go_to_cell("Max Mustermann", "Responsible")

    def meet(dialog: NearValuesDialog) -> None:
        qtbot.waitUntil(lambda: not dialog.is_busy)
        unify = part(dialog, QPushButton, "action.unify")
        part(dialog, QComboBox, "near_values.wanted").setEditText("  ")
        assert not unify.isEnabled()
        part(dialog, QComboBox, "near_values.wanted").setEditText("Dr. Erika Musterfrau")
        unify.click()
        qtbot.waitUntil(lambda: not dialog.is_busy)
        dialog.reject()

    with office.boxes.expect(NearValuesDialog, meet):
        press(Key.Key_F2, CTRL | SHIFT)
    assert responsible(window) == ["Dr. Erika Musterfrau"] * 5 + ["Max Mustermann"]


def test_that_a_column_without_similar_values_says_so(office: Office, window: WindowRobot, qtbot: QtBot):
    window.go_to("organisation").choose("Klinikum Ahlen")
    window.window.record_page("organisation").table.focus_table()

    def meet(dialog: NearValuesDialog) -> None:
        qtbot.waitUntil(lambda: not dialog.is_busy)
        assert rows(dialog) == []
        assert not part(dialog, QPushButton, "action.unify").isEnabled()
        dialog.reject()

    with office.boxes.expect(NearValuesDialog, meet):
        press(Key.Key_F2, CTRL | SHIFT)
    with window.desk.register.reading() as reader:
        assert reader.count(Query("organisation")) == 1
