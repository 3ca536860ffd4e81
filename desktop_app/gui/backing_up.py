"""Backs the open register up beside the window, and says how well it is backed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_moment
from desktop_app.base.i18n import translate
from desktop_app.base.settings import Settings
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.notice import Notice
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.services.backups import Reason, Standing

_AFTER_THE_START = 10_000
_EVERY = 60_000
_PAUSE = 30 * 60_000
"""Milliseconds; the last after a backup that was called off, or could not be made."""


class BackingUp(QObject):
    """Looks now and then whether a backup is due, makes it in another thread, and opens the list of all of them.

    `told` says in words when the last one was made; the notice is there while something is to be done about them.
    """

    told = Signal(str)
    register_chosen = Signal(Path)

    def __init__(self, desk: Desk, settings: Settings, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._runner = runner
        self._window = window
        self._task: Task | None = None
        self._starting = True
        self.action = QAction(translate("&Backups …"), window)
        self.action.setObjectName("action.backups")
        set_icon(self.action, "database")
        self.action.triggered.connect(self._on_backups)
        self.notice = Notice("backup_notice", window, self.action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self.action.setEnabled(desk.backed_up)
        self._automatic = desk.backed_up and not desk.read_only
        if self._automatic:
            self._timer.start(_AFTER_THE_START)

    def stop(self) -> None:
        """Make no more backups; one under way is called off."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()

    @Slot()
    def look(self) -> None:
        """Make a backup where one is due, and copy the last one to a second place that is there again."""
        if self._task is None:
            self._task = self._runner.run(self._find_due, done=self._on_found, failed=self._on_failed)

    def _find_due(self, progress: Progress) -> tuple[Reason | None, Standing]:
        now, backups = datetime.now(UTC), self._desk.backups
        reason = backups.due(now, starting=self._starting)
        if reason is None:
            backups.catch_up(now, heard=progress.check, thorough=self._starting)
        return reason, backups.standing(now)

    def _make(self, reason: Reason, progress: Progress) -> Standing:
        now, backups = datetime.now(UTC), self._desk.backups
        try:
            backups.make(reason, now, heard=progress.check)
        except UserError:
            return backups.standing(now)  # which tells of it
        return backups.standing(now)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_found(self, found: tuple[Reason | None, Standing]) -> None:
        reason, standing = found
        self._starting = False
        self._end(standing, _EVERY)
        if reason is not None:
            self._task = self._runner.run(
                partial(self._make, reason),
                done=self._on_made,
                failed=self._on_failed,
                cancelled=self._on_cancelled,
                name=translate("Backup"),
            )

    @Slot(object)
    def _on_made(self, standing: Standing) -> None:
        self._end(standing, _PAUSE if standing.failure else _EVERY)

    @Slot()
    def _on_cancelled(self) -> None:
        self._task = None
        self._timer.start(_PAUSE)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self._timer.start(_PAUSE)
        if not isinstance(error, UserError):
            raise error

    @Slot()
    def _on_backups(self) -> None:
        from desktop_app.gui.dialogs.backups import BackupsDialog  # noqa: PLC0415  seldom shown, and not at the start

        dialog = BackupsDialog(self._desk, self._settings, self._runner, self._window)
        self.told.connect(dialog.refresh)
        dialog.exec()
        dialog.deleteLater()
        if dialog.chosen is not None:
            self.register_chosen.emit(dialog.chosen)
        else:
            self.look()

    def _end(self, standing: Standing, pause: int) -> None:
        self._task = None
        if self._automatic:
            self._timer.start(pause)
        if standing.last is not None:
            self.told.emit(translate("Last backup {time}", time=_short(standing.last.made)))
        self.notice.show_text("\n".join(_warnings(standing)))


def _short(moment: datetime) -> str:
    """Return the time of today, or the day as well."""
    local = moment.astimezone()
    return f"{local:%H:%M}" if local.date() == today() else format_moment(moment)


def _warnings(standing: Standing) -> Iterator[str]:
    """Yield what the user should know and do about the backups; nothing where all is well."""
    if standing.failure is not None:
        yield standing.failure.message()
    elif standing.overdue and standing.last is not None:
        yield translate(
            "The last backup was made {time}, and there were changes since. Make one now.",
            time=format_moment(standing.last.made),
        )
    if not standing.second_late:
        return
    if standing.second_made is None:
        yield translate(
            "No backup could be copied to the second place {folder} yet. Connect the disk, or choose another place.",
            folder=standing.second,
        )
    else:
        yield translate(
            "The second place {folder} has no backup newer than {time}. Connect the disk, or choose another place.",
            folder=standing.second,
            time=format_moment(standing.second_made),
        )
