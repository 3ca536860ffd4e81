"""Types as a person does: keys go to the window in front, which hands them on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Press a key, as often as asked."""
    for _ in range(times):
        QTest.keyClick(_front(), key, modifiers)
        QApplication.processEvents()


def type_text(text: str) -> None:
    """Type letters of any alphabet; Qt's own `keyClicks` ends the process on ü and on Cyrillic ones."""
    for letter in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, _front(), Key.Key_unknown, letter, NONE)
    QApplication.processEvents()


def focused() -> str:
    """Return the object name of the widget that has the keyboard; its parent's name where it has none."""
    widget = QApplication.focusWidget()
    while widget is not None and not widget.objectName():
        widget = widget.parentWidget()
    return widget.objectName() if widget is not None else ""


def _front() -> QWindow:
    window = QGuiApplication.focusWindow()
    if window is None:
        _activate_what_is_left()
        window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    return window


def _activate_what_is_left() -> None:
    """Do what a window manager does when a dialog has closed: give the keyboard to the window behind it."""
    modal = QApplication.activeModalWidget()
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
    for window in [modal] if modal is not None else shown:
        window.activateWindow()
    QApplication.processEvents()
