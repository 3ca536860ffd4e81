"""Opens the search for duplicates from the menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.gui.dialogs.find_twins import FindTwinsWindow


class FindingTwins(QObject):
    """The action, and at most one window, which stays beside the main one; it begins with the page in front."""

    take_back_requested = Signal(int)

    def __init__(self, desk: Desk, runner: TaskRunner, in_front: Callable[[], str], window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._runner = runner
        self._in_front = in_front
        self._window = window
        self._shown: FindTwinsWindow | None = None
        self.action = QAction(translate("Find d&uplicates …"), window)
        self.action.setObjectName("action.find_twins")
        set_icon(self.action, "users")
        self.action.triggered.connect(self.show)

    @Slot()
    def show(self) -> None:
        """Search, and show what is found."""
        from desktop_app.gui.dialogs.find_twins import FindTwinsWindow  # noqa: PLC0415  the window stands sooner

        if self._shown is None:
            self._shown = FindTwinsWindow(self._desk.twins, self._in_front(), self._runner, self._window)
            self._shown.take_back_requested.connect(self.take_back_requested)
            self._shown.finished.connect(self._on_closed)
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    @Slot()
    def _on_closed(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = None
