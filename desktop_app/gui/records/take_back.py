"""Offers, in a bar after it was done, to take back one operation."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.shortcuts import UNDO


class TakeBackAction(QAction):
    """Offers to take back one operation; says the key that takes back what was done last, and so this one at first."""

    chosen = Signal(int)

    def __init__(self, operation: int, parent: QWidget) -> None:
        super().__init__(translate("Undo ({keys})", keys=UNDO.named()), parent)
        self.setObjectName("action.take_back")
        self._operation = operation
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.chosen.emit(self._operation)
