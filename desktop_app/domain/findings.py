"""What a check of the register can find: the kinds of faults, and one fault in one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a fault is: something saved is not there as it was, something has to be put right, worth knowing."""

    DAMAGE = "damage"
    FAULT = "fault"
    NOTE = "note"


class Fault(StrEnum):
    """What kind of thing is wrong, the gravest first."""

    FILE = "file"
    DAMAGED = "damaged"
    LOST = "lost"
    HISTORY = "history"
    SEAL = "seal"
    LINK = "link"
    ORPHAN = "orphan"
    CODE = "code"
    CHECKSUM = "checksum"
    INDEX = "index"
    DERIVED = "derived"
    SEARCH = "search"
    SORTING = "sorting"
    NUMBER = "number"
    SEQUENCE = "sequence"
    TRASHED_LINK = "trashed-link"
    FILE_MISSING = "file-missing"
    FILE_CHANGED = "file-changed"
    FILE_ORPHANED = "file-orphaned"

    @property
    def severity(self) -> Severity:
        """Return how grave it is."""
        if self in _DAMAGES:
            return Severity.DAMAGE
        return Severity.NOTE if self is Fault.TRASHED_LINK else Severity.FAULT


_DAMAGES = frozenset(
    {Fault.FILE, Fault.DAMAGED, Fault.LOST, Fault.HISTORY, Fault.SEAL, Fault.FILE_MISSING, Fault.FILE_CHANGED}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not the one that was saved; both as the history keeps values, None where nothing stands."""

    row: str
    row_id: int
    field: str
    found: str | None
    known: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where.

    `record` and `record_id` are the record concerned; 0 and "" where none is. `said` is what tells more, in no
    language: a message of the database, a file, a number. `curable` says whether the program can put it right by
    itself.
    """

    fault: Fault
    record: str = ""
    record_id: int = 0
    title: str = ""
    differences: tuple[Difference, ...] = ()
    said: str = ""
    curable: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What a check looked at: how many records, rows and operations; `whole` where nothing was left out."""

    records: int
    rows: int
    operations: int
    whole: bool
