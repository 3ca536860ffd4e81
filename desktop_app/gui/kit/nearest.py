"""Keys for buttons of which there are several: the nearest one to the keyboard is pressed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop_app.gui.kit.shortcuts import Shortcut, listening


class NearestButton(QObject):
    """Presses, where its keys are pressed in a window, the button `action.<verb>` that stands nearest to the focus."""

    def __init__(self, shortcut: Shortcut, window: QWidget) -> None:
        super().__init__(window)
        self._name = f"action.{shortcut.verb}"
        self._window = window
        for each in listening(shortcut, window):
            each.activated.connect(self._on_activated)

    @Slot()
    def _on_activated(self) -> None:
        focus = QApplication.focusWidget()
        around = focus if focus is not None and self._window.isAncestorOf(focus) else self._window
        while not self._press_within(around) and around is not self._window:
            around = around.parentWidget() or self._window

    def _press_within(self, around: QWidget) -> bool:
        for button in around.findChildren(QAbstractButton, self._name):
            if button.isVisible() and button.isEnabled():
                button.click()
                return True
        return False
