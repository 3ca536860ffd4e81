"""Brings the open register up to date when a day has come: statuses, roles that have ended, the trash."""

from __future__ import annotations

import logging
from datetime import date

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.settings import Settings
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.desk import Desk

_LOG = logging.getLogger(__name__)
_AFTER_THE_START = 2_000
_EVERY = 15 * 60_000
"""Milliseconds; the program may stay open overnight, and the computer may sleep."""


class NewDay(QObject):
    """Looks soon after the window stands and now and then whether a day has come; works beside the window."""

    def __init__(self, desk: Desk, settings: Settings, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._emptied: date | None = None
        self._runner = runner
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        QTimer.singleShot(_AFTER_THE_START, self, self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Bring the register up to date for today, where that has not been done."""
        self._runner.run(self._renew, failed=self._on_failed)

    def _renew(self, _progress: Progress) -> int:
        # Loads the database layer, which the window does without until a list is shown.
        from desktop_app.services.renewal import renew  # noqa: PLC0415  see above

        renewed = renew(self._desk.register)
        if self._emptied != today():
            self._emptied = today()
            self._desk.trash.empty_by_rule(int(self._settings.text("trash_days")))
        return renewed

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        _LOG.warning("not brought up to date: %s", error.msgid)
