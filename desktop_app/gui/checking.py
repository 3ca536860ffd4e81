"""Checks the open register when asked, and by itself after a session that broke off."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.base.paths import state_dir
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.notice import Notice
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner
from desktop_app.gui.session_mark import SessionMark
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.services.checking import Report

_LOG = logging.getLogger(__name__)
_AFTER_THE_START = 3_000
"""Milliseconds; the window is there first, and one that it replaces has let go of its mark."""
_LONGEST_REST = 0.05


class Checking(QObject):
    """Looks whether the last session broke off, then checks in another thread; opens the check that is asked for.

    `told` says in words that all is well; the notice is there where it is not. `register_chosen` is a salvaged register
    that the user wants to open.
    """

    told = Signal(str)
    register_chosen = Signal(Path)

    def __init__(self, desk: Desk, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._runner = runner
        self._window = window
        self._mark: SessionMark | None = None
        self._task: Task | None = None
        self.action = QAction(translate("Chec&k the register …"), window)
        self.action.setObjectName("action.check_register")
        set_icon(self.action, "checklist")
        self.action.triggered.connect(self._on_check)
        self.notice = Notice("check_notice", window, self.action)
        if desk.backed_up and not desk.read_only:  # what a window leaves undone harms no server
            QTimer.singleShot(_AFTER_THE_START, self, self.begin)

    @Slot()
    def begin(self) -> None:
        """Set the mark of this session; where the last one left its own behind, check."""
        self._task = self._runner.run(self._identify, done=self._on_identified, failed=self._on_failed)

    def end(self) -> None:
        """Take the mark away; a check under way is called off."""
        if self._task is not None:
            self._task.cancel()
        if self._mark is not None:
            self._mark.end()
            self._mark = None

    # -- work, in threads of its own ---------------------------------------------------------------------------

    def _identify(self, _progress: Progress) -> str:
        return self._desk.checker.identity()

    def _check(self, progress: Progress) -> Report:
        return self._desk.checker.check(Gently(progress).tell, quick=True)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_identified(self, identity: str) -> None:
        self._task = None
        if self._mark is not None:
            return
        self._mark = SessionMark(state_dir(), identity)
        if self._mark.begin():
            _LOG.warning("the last session did not end in order; the register is checked")
            self._task = self._runner.run(
                self._check, done=self._on_checked, failed=self._on_failed, name=translate("Check of the register")
            )

    @Slot(object)
    def _on_checked(self, report: Report) -> None:
        self._task = None
        if report.faults:
            words = translate(
                "The last session did not end in order, and the register has faults now. Nothing was changed yet."
            )
            self.notice.show_text(words)
        else:
            self.told.emit(translate("Checked after a session that broke off: all is well"))

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, UserError):
            raise error
        _LOG.warning("not checked: %s", error.msgid)
        self.notice.show_text(error.message())

    @Slot()
    def _on_check(self) -> None:
        from desktop_app.gui.dialogs.check_register import CheckDialog  # noqa: PLC0415  seldom shown

        dialog = CheckDialog(self._desk, self._runner, self._window)
        dialog.exec()
        report, chosen = dialog.report, dialog.chosen
        dialog.deleteLater()
        if chosen is not None:
            self.register_chosen.emit(chosen)
            return
        if report is not None and not report.faults:
            self.notice.show_text("")


class Gently:
    """Passes progress on and rests as long as was worked, so that typing stays quick."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = time.monotonic()

    def tell(self, done: int, total: int) -> None:
        """Report progress; raises Cancelled when the work was called off."""
        self._progress.tell(done, total)
        time.sleep(min(_LONGEST_REST, time.monotonic() - self._last))
        self._last = time.monotonic()
