"""Holding Ctrl shows the keys on the buttons; F1 lists all keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.task import Task
from desktop_app.gui.dialogs.keys import KeysDialog
from desktop_app.gui.dialogs.preferences import Preferences
from desktop_app.gui.kit.found_list import FoundList
from desktop_app.gui.kit.key_hints import HintLayer, hints_in
from tests.robots.keyboard import CTRL, NONE, Key, focused, press, type_text
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    window = office.new_register()
    window.desk.records.save(Task(subject="Bericht"))
    window.go_to("task")
    return window


def front() -> QWindow:
    window = QGuiApplication.focusWindow()
    assert window is not None
    return window


def hints(window: QWidget) -> list[str]:
    layers = [one for one in window.findChildren(HintLayer) if one.isVisible()]
    assert len(layers) <= 1
    return layers[0].words if layers else []


def hold_ctrl() -> None:
    QTest.keyPress(front(), Qt.Key.Key_Control, NONE)


def let_go() -> None:
    QTest.keyRelease(front(), Qt.Key.Key_Control, CTRL)


def test_that_holding_ctrl_shows_keys_and_letting_go_hides_them(window: WindowRobot, qtbot: QtBot):
    hold_ctrl()
    assert hints(window.window) == []
    qtbot.waitUntil(lambda: bool(hints(window.window)))
    assert {"Ctrl+N", "Ctrl+1", "Ctrl+7", "Ctrl+Shift+F", "Ctrl+H"} <= set(hints(window.window))
    let_go()
    assert hints(window.window) == []


def test_that_any_other_key_hides_them_until_ctrl_is_held_again(window: WindowRobot, qtbot: QtBot):
    hold_ctrl()
    qtbot.waitUntil(lambda: bool(hints(window.window)))
    QTest.keyPress(front(), Qt.Key.Key_X, CTRL)
    assert hints(window.window) == []
    QTest.keyRelease(front(), Qt.Key.Key_X, CTRL)
    let_go()
    hold_ctrl()
    qtbot.waitUntil(lambda: bool(hints(window.window)))
    let_go()


def waiting(office: Office) -> bool:
    return office.program._key_hints._timer.isActive()


def test_that_a_chord_shows_nothing(window: WindowRobot, office: Office):
    hold_ctrl()
    assert waiting(office)
    QTest.keyPress(front(), Qt.Key.Key_F, CTRL)  # leads to the search: the key goes no further than its shortcut
    assert focused() == "search.task"
    assert not waiting(office)
    QTest.keyRelease(front(), Qt.Key.Key_F, CTRL)
    let_go()


@pytest.mark.parametrize("other", [Qt.Key.Key_Alt, Qt.Key.Key_Shift])
def test_that_ctrl_with_another_modifier_shows_nothing(window: WindowRobot, office: Office, other: Qt.Key):
    hold_ctrl()
    QTest.keyPress(front(), other, CTRL)  # AltGr comes as Ctrl and Alt on Windows
    assert not waiting(office)
    QTest.keyRelease(front(), other, CTRL)
    let_go()
    QTest.keyPress(front(), Qt.Key.Key_Control, Qt.KeyboardModifier.ShiftModifier)
    assert not waiting(office)
    let_go()


def test_that_a_click_with_ctrl_shows_nothing(window: WindowRobot, office: Office):
    hold_ctrl()
    QTest.mouseClick(front(), Qt.MouseButton.LeftButton, CTRL)
    assert not waiting(office)
    let_go()


def test_that_only_what_is_in_sight_has_a_hint_and_it_stands_inside_the_window(window: WindowRobot):
    found = hints_in(window.window)
    assert found
    assert all(window.window.rect().contains(area.center()) for area, _ in found)
    window.window.show_page("overview")
    QApplication.processEvents()
    assert "Ctrl+H" not in [keys for _, keys in hints_in(window.window)]


def test_that_f1_lists_the_keys_and_typing_finds_one(window: WindowRobot):
    def meeting(dialog: KeysDialog) -> None:
        assert focused() == "search.keys"
        everything = dialog.findChild(FoundList, "found.keys")
        count = everything.model().rowCount()
        type_text("trash")
        assert 0 < everything.model().rowCount() < count
        press(Key.Key_A, CTRL)
        type_text("ctrl+shift+f")
        assert everything.current().verb == "filter"
        dialog.reject()

    with window.boxes.expect(KeysDialog, meeting):
        press(Key.Key_F1)


def test_that_f1_works_in_a_dialog_too(window: WindowRobot):
    def in_settings(dialog: Preferences) -> None:
        with window.boxes.expect(KeysDialog, lambda keys: keys.reject()):
            press(Key.Key_F1)
        dialog.reject()

    with window.boxes.expect(Preferences, in_settings):
        press(Key.Key_Comma, CTRL)


def test_that_f8_leads_to_the_message_below(window: WindowRobot):
    page = window.go_to("task")
    page.choose("Bericht")
    with window.boxes.answer("trash"):
        press(Key.Key_Delete)
    press(Key.Key_F8)
    assert focused() == "action.take_back"


def test_that_a_key_opens_the_menu_behind_the_dots_and_that_of_the_views(window: WindowRobot, qtbot: QtBot):
    for keys, name in ((Key.Key_M, "action.more"), (Key.Key_V, "action.views")):
        button = window.window.findChild(QPushButton, name)
        assert button is not None
        modifiers = CTRL | Qt.KeyboardModifier.ShiftModifier if keys == Key.Key_V else CTRL
        press(keys, modifiers)
        qtbot.waitUntil(button.menu().isVisible)
        button.menu().hide()


def test_that_a_key_adds_a_condition_where_the_keyboard_is(window: WindowRobot):
    from desktop_app.gui.records.condition_rows import ConditionRow
    from desktop_app.gui.records.filter_builder import FilterBuilder

    def meeting(dialog: FilterBuilder) -> None:
        press(Key.Key_N, CTRL)
        assert len(dialog.findChildren(ConditionRow)) == 2
        press(Key.Key_G, CTRL)
        assert len([one for one in dialog.findChildren(ConditionRow) if one.isVisible()]) == 3
        press(Key.Key_Delete, CTRL)
        press(Key.Key_Delete, CTRL)
        assert len([one for one in dialog.findChildren(ConditionRow) if one.isVisible()]) == 1
        dialog.reject()

    with window.boxes.expect(FilterBuilder, meeting):
        press(Key.Key_F, CTRL | Qt.KeyboardModifier.ShiftModifier)


def test_that_more_about_a_row_opens_by_key(window: WindowRobot):
    page = window.go_to("partnership")
    form = page.new()
    table = form.table("parties")
    table.view.setFocus()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    press(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName().startswith("partnership.parties.")
