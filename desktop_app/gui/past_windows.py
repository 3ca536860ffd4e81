"""Opens the windows that look back: the history of the register, and the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.gui.dialogs.register_history import RegisterHistory
    from desktop_app.gui.dialogs.trash import TrashWindow

# Dialogs are imported when they are shown: the window stands sooner without them.
# ruff: noqa: PLC0415


class PastWindows(QObject):
    """The two actions, and at most one window of each kind, which stays beside the window until it is closed."""

    record_chosen = Signal(str, int)
    take_back_requested = Signal(int)

    def __init__(self, desk: Desk, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._runner = runner
        self._window = window
        self._history: RegisterHistory | None = None
        self._trash: TrashWindow | None = None
        self.history_action = self._action("register_history", translate("&History …"), "history", self.show_history)
        self.trash_action = self._action("show_trash", translate("Tras&h …"), "trash", self.show_trash)

    @Slot()
    def show_history(self) -> None:
        """Show what was done in the register."""
        from desktop_app.gui.dialogs.register_history import RegisterHistory

        if self._history is None:
            self._history = RegisterHistory(self._desk.history, self._window)
            self._history.record_chosen.connect(self._on_record_chosen)
            self._history.take_back_requested.connect(self.take_back_requested)
            self._history.finished.connect(self._on_history_closed)
        _bring(self._history)

    @Slot()
    def show_trash(self) -> None:
        """Show what is in the trash."""
        from desktop_app.gui.dialogs.trash import TrashWindow

        if self._trash is None:
            self._trash = TrashWindow(self._desk.trash, self._runner, self._window)
            self._trash.finished.connect(self._on_trash_closed)
        _bring(self._trash)

    @Slot()
    def refresh(self) -> None:
        """Read anew what is shown: something was done in the register."""
        for shown in (self._history, self._trash):
            if shown is not None:
                shown.refresh()

    def tell_of_missing(self, name: str, record_id: int) -> None:
        """Say why a record cannot be shown: it is in the trash, or not in the register any more."""
        if self._desk.records.is_trashed(name, record_id):
            words = translate("“{title}” cannot be opened.", title=self._desk.records.title(name, record_id))
            show_toast(self._window, words, self.trash_action)
        else:
            show_toast(self._window, translate("This record is not in the register any more."))

    def _action(self, verb: str, words: str, icon: str, slot: object) -> QAction:
        action = QAction(words, self._window)
        action.setObjectName(f"action.{verb}")
        set_icon(action, icon)
        action.triggered.connect(slot)
        return action

    @Slot(str, int)
    def _on_record_chosen(self, name: str, record_id: int) -> None:
        self._window.activateWindow()
        self.record_chosen.emit(name, record_id)

    @Slot()
    def _on_history_closed(self) -> None:
        if self._history is not None:
            self._history.deleteLater()
        self._history = None

    @Slot()
    def _on_trash_closed(self) -> None:
        if self._trash is not None:
            self._trash.deleteLater()
        self._trash = None


def _bring(window: QDialog) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
