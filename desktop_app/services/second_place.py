"""Copies backups to a second place, such as a USB stick or another disk, and remembers how far that has come."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.paths import safe_write
from desktop_app.services.comparing import Heard
from desktop_app.storage.backup_notes import Backup, notes_in
from desktop_app.storage.backups import Source, copy_backup, thin

_LOG = logging.getLogger(__name__)


class SecondPlace:
    """The second place of one register's backups; `memory` is the file that remembers what was copied there.

    The place may be gone at any time: what does not work is told by `is_late`, days later, and not at once.
    """

    def __init__(self, source: Source, chosen: Callable[[], str], memory: Path) -> None:
        self._source = source
        self._chosen = chosen
        self._memory = memory

    @property
    def place(self) -> Path | None:
        """Return the folder that the user chose; None where there is none."""
        return Path(self._chosen()) if self._chosen() else None

    @property
    def made(self) -> datetime | None:
        """Return when the last backup that was copied there was made."""
        return _moment(self._remembered().get("made"))

    def all(self, register: str) -> list[Backup]:
        """Return the backups that are there, the latest first."""
        return notes_in(self._folder, register) if self.place is not None else []

    def follow(self, backup: Backup, now: datetime, heard: Heard, *, thorough: bool = True) -> None:
        """Copy a backup there, unless it is there already, and thin out those before it."""
        if self.place is None or (not thorough and self.made == backup.made):
            return
        self._begin(now)
        if not self.place.is_dir():
            return
        try:
            there = notes_in(self._folder, backup.register)
            if not any(each.digest == backup.digest and each.in_place for each in there):
                copy_backup(backup, self._folder, self._source.name, heard=heard)
            thin(self._folder, backup.register, now, heard=heard)
        except (UserError, OSError) as error:
            _LOG.warning("not copied to the second place: %s", getattr(error, "msgid", type(error).__name__))
            return
        self._remember(made=backup.made.isoformat(), operation=backup.operation)

    def is_late(self, operation: int, now: datetime, patience: timedelta) -> bool:
        """Say whether changes up to an operation have waited for so long to come there."""
        known = self._remembered()
        since = _moment(known.get("made")) or _moment(known.get("since"))
        return since is not None and known.get("operation") != operation and now - since >= patience

    @property
    def _folder(self) -> Path:
        return Path(self._chosen()) / self._source.folder.name

    def _begin(self, now: datetime) -> None:
        """Count from now on when a place is new."""
        if not self._remembered():
            self._remember(since=now.isoformat())

    def _remembered(self) -> dict[str, Any]:
        """Return what is known of the place that is chosen now; nothing of another one."""
        try:
            known = json.loads(self._memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) and known.get("place") == self._chosen() != "" else {}

    def _remember(self, **facts: object) -> None:
        try:
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            with safe_write(self._memory) as file:
                file.write(json.dumps(self._remembered() | {"place": self._chosen()} | facts).encode())
        except (UserError, OSError):
            _LOG.warning("what was copied to the second place could not be remembered")


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
