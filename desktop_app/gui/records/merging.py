"""Merges two records of a page: the two that are selected, or the one in the form and its likely twin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.twin_rules import TWINS
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.shortcuts import MERGE, give_keys
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.gui.records.merge_dialog import MergeDialog
from desktop_app.gui.records.take_back import TakeBackAction
from desktop_app.gui.records.twin_line import TwinLine
from desktop_app.services.desk import Desk

_TWO = 2


class Merging(QObject):
    """The action of one page, and what the hints of its forms lead to; the page says which records are `selected`."""

    take_back_requested = Signal(int)

    def __init__(
        self, name: str, desk: Desk, runner: TaskRunner, selected: Callable[[], list[int]], page: QWidget
    ) -> None:
        super().__init__(page)
        self._name = name
        self._desk = desk
        self._runner = runner
        self._selected = selected
        self._page = page
        self.action = QAction(translate("Co&mpare and merge …"), page)
        self.action.setObjectName("action.merge")
        give_keys(self.action, MERGE)
        self.action.setEnabled(not desk.read_only)
        self.action.setVisible(name in TWINS)
        set_icon(self.action, "link")
        self.action.triggered.connect(self._on_merge)
        page.addAction(self.action)

    def follow(self, line: TwinLine) -> None:
        """Compare what the hints of a form name."""
        line.compare_requested.connect(self.compare)

    @Slot(int, int)
    def compare(self, first: int, second: int) -> None:
        """Set two records side by side; say what was done with them, and offer to take it back."""
        dialog = MergeDialog(self._name, first, second, self._desk.twins, self._runner, self._page)
        dialog.exec()
        dialog.deleteLater()
        tell_outcome(dialog, self._page.window(), self.take_back_requested.emit)

    @Slot()
    def _on_merge(self) -> None:
        ids = self._selected()
        if len(ids) == _TWO:
            self.compare(*ids)
        else:
            show_toast(self._page.window(), translate("Select the two records that are to be merged."))


def tell_outcome(dialog: MergeDialog, window: QWidget, take_back: Callable[[int], None]) -> None:
    """Say what became of two records that were compared, and offer to take it back."""
    operation = dialog.operation or dialog.apart
    if operation is None:
        return
    words = translate("Merged: {title}", title=dialog.title)
    if dialog.operation is None:
        words = translate("Remembered: these two are not the same.")
    action = TakeBackAction(operation, window)
    action.chosen.connect(take_back)
    show_toast(window, words, action)
