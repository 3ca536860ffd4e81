"""A window of its own around a list that is filtered: Enter in a filter filters, and presses no button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog


class ListWindow(QDialog):
    """A dialog in which Enter presses the button in focus and no other one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the button that a dialog presses by itself: here it might delete or take back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)
