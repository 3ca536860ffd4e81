"""Keeps backups of the open register: when one is due, where they lie, what they hold, how one becomes a register."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import N_, translate
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.comparing import Comparison, Heard, compare
from desktop_app.services.second_place import SecondPlace
from desktop_app.storage.backup_notes import Backup, Reason, notes_in
from desktop_app.storage.backups import FileSource, Source, has_contents, is_whole, make_backup, thin
from desktop_app.storage.files import SUFFIX, is_alone
from desktop_app.storage.homes import Home
from desktop_app.storage.register import Register
from desktop_app.storage.restoring import open_backup, restore

__all__ = [
    "Backup",
    "Backups",
    "Condition",
    "Reason",
    "Standing",
    "condition_in_words",
    "condition_of",
    "lacking_in_words",
    "reason_in_words",
    "restore",
]

_LOG = logging.getLogger(__name__)
_CHANGED_FOR = timedelta(minutes=30)
LATE = timedelta(days=7)
"""After so many days of change without a backup, or without one in the second place, the user is told."""
MOST_SHOWN = 200
"""So many records of a type are compared in full."""

_REASONS = {
    Reason.START: N_("at the start"),
    Reason.CHANGE: N_("after changes"),
    Reason.IMPORT: N_("before an import"),
    Reason.MERGE: N_("before a merge"),
    Reason.MASS_CHANGE: N_("before a mass change"),
    Reason.MIGRATION: N_("before an update"),
    Reason.CHECK: N_("before a repair"),
    Reason.BY_HAND: N_("by hand"),
}


def reason_in_words(backup: Backup) -> str:
    """Return why a backup was made."""
    words = {reason.value: words for reason, words in _REASONS.items()}.get(backup.reason)
    return translate(words) if words else backup.reason


class Condition(StrEnum):
    """How a backup was found."""

    WHOLE = "whole"
    FAULTY = "faulty"
    """Whole, but the register had faults when it was made: links that led nowhere, files without their content."""
    INCOMPLETE = "incomplete"
    """Whole, but contents of files on records are missing beside it, or damaged."""
    DAMAGED = "damaged"


def condition_of(backup: Backup, heard: Heard = lambda: None) -> Condition:
    """Read a backup to its end and say how it is."""
    if not is_whole(backup, heard):
        return Condition.DAMAGED
    if not has_contents(backup, heard, reading=True):
        return Condition.INCOMPLETE
    return Condition.WHOLE if backup.sound else Condition.FAULTY


def condition_in_words(condition: Condition) -> str:
    """Return how a backup was found."""
    words = {
        Condition.WHOLE: N_("checked"),
        Condition.FAULTY: N_("checked; the register had faults"),
        Condition.INCOMPLETE: N_("checked; files are missing"),
        Condition.DAMAGED: N_("damaged"),
    }
    return translate(words[condition])


def lacking_in_words(count: int) -> str:
    """Return how many contents of files a backup could not give back; empty for none."""
    if not count:
        return ""
    return format_count(
        "The content of {count} file is missing or damaged in the backup and could not be brought along.",
        "The contents of {count} files are missing or damaged in the backup and could not be brought along.",
        count,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How well the register is backed up: the last backup, what is wrong with it; all false where all is well.

    `overdue`: there were changes for a week, and none is in a backup. `second_late`: the same of the second place.
    """

    last: Backup | None
    failure: UserError | None
    overdue: bool
    second: Path | None
    second_made: datetime | None
    second_late: bool


def source_of(home: Home) -> Source:
    """Return the home of a register as backups see it; raises UserError for one whose backups are made elsewhere."""
    if isinstance(home.found_at, Path):
        return FileSource(home.found_at, alone=is_alone(home.found_at))
    raise UserError(N_("The register {name} lies on a server. Its backups are made there."), name=home.name)


class Backups:
    """The backups of one register, in its own folder and in the second place that `second` names, "" for none.

    All methods may be called from any thread; one backup is made at a time.
    """

    def __init__(self, register: Register, codes: CodeLists, second: Callable[[], str], state: Path) -> None:
        self._register = register
        self._codes = codes
        self._source = source_of(register.home)
        with register.reading() as reader:
            self._identity = reader.identity()
        self._second = SecondPlace(self._source, second, state / self._identity / "second-place.json")
        self._one_at_a_time = threading.Lock()
        self._failure: UserError | None = None
        self._changed_since: datetime | None = None

    @property
    def folder(self) -> Path:
        """Return where the backups lie."""
        return self._source.folder

    def proposed(self, backup: Backup) -> Path:
        """Return where a backup may be restored to, beside the present register."""
        name = f"{self._source.name} {backup.made.astimezone():%Y-%m-%d %H-%M}{SUFFIX}"
        return self.folder.with_name(name)

    def all(self) -> list[Backup]:
        """Return the backups of the own folder, then those of the second place, each the latest first."""
        return [*notes_in(self.folder, self._identity), *self._second.all(self._identity)]

    def latest(self, now: datetime) -> Backup | None:
        """Return a backup of the register as it is now, or the last one; only such whose file is there count.

        One that a wrong clock dated in the future is the last only where there is no other.
        """
        own = [backup for backup in notes_in(self.folder, self._identity) if backup.in_place]
        operation = self._operation()
        own.sort(key=lambda backup: (backup.operation != operation, backup.made > now))
        return own[0] if own else None

    def due(self, now: datetime, *, starting: bool = False) -> Reason | None:
        """Return why a backup is due; None where none is.

        At the start it is due where anything was changed since the last one, or where that is damaged; later when
        changes have been without a backup for half an hour.
        """
        if self._register.read_only:
            return None
        last = self.latest(now)
        if last is not None and last.operation == self._operation():
            self._changed_since = None
            return Reason.START if starting and not (is_whole(last) and has_contents(last)) else None
        if starting or last is None:
            return Reason.START
        if self._changed_since is None or self._changed_since > now:  # or the clock was set back
            self._changed_since = now
        return Reason.CHANGE if now - self._changed_since >= _CHANGED_FOR else None

    def make(self, reason: Reason, now: datetime, *, heard: Heard = lambda: None, place: Path | None = None) -> Backup:
        """Make a backup, thin out those made before, and copy it to the second place, where that is there.

        With a `place` it goes into a folder there and nowhere else. Raises StorageError where it cannot be made.
        """
        with self._alone(heard):
            if place is not None:
                return make_backup(self._source, place / self.folder.name, reason, heard=heard)
            try:
                made = make_backup(self._source, self.folder, reason, heard=heard)
            except UserError as error:
                self._failure = error
                _LOG.warning("no backup: %s", error.msgid)
                raise
            self._failure = self._changed_since = None
            thin(self.folder, self._identity, now, heard=heard)
            self._second.follow(made, now, heard)
            return made

    def before(self, reason: Reason, now: datetime, *, heard: Heard = lambda: None) -> UserError | None:
        """Make a backup unless the last one has all there is; return why none could be made, None where all is well.

        What the backup is made for goes on in any case: it can be taken back as well.
        """
        last = self.latest(now)
        if self._register.read_only or (last is not None and last.operation == self._operation()):
            return None
        try:
            self.make(reason, now, heard=heard)
        except UserError as error:
            return error
        return None

    def catch_up(self, now: datetime, *, heard: Heard = lambda: None, thorough: bool = True) -> None:
        """Copy the last backup to the second place, where that is there again and lacks it.

        What is known to have been copied is looked for only when it has to be done thoroughly.
        """
        last = self.latest(now)
        if last is not None:
            with self._alone(heard):
                self._second.follow(last, now, heard, thorough=thorough)

    def standing(self, now: datetime) -> Standing:
        """Return how well the register is backed up."""
        last, operation = self.latest(now), self._operation()
        changed = last is None or last.operation != operation
        return Standing(
            last=last,
            failure=self._failure,
            overdue=changed and last is not None and now - last.made >= LATE,
            second=self._second.place,
            second_made=self._second.made,
            second_late=self._second.is_late(operation, now, LATE),
        )

    def compare(self, path: Path, *, heard: Heard = lambda: None) -> Comparison:
        """Say how a backup, or any other state of the register, differs from the register now."""
        backup = open_backup(path, heard=heard)
        try:
            with backup.reading() as then, self._register.reading() as now:
                return compare(then, now, self._codes, MOST_SHOWN, heard)
        finally:
            backup.close()

    def _operation(self) -> int:
        with self._register.reading() as reader:
            return reader.names.state()

    @contextmanager
    def _alone(self, heard: Heard) -> Iterator[None]:
        while not self._one_at_a_time.acquire(timeout=0.1):
            heard()
        try:
            yield
        finally:
            self._one_at_a_time.release()
