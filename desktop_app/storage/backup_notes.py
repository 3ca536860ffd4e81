"""What is known of each backup, in a note beside it, and the name that tells when and why it was made."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.base.paths import safe_write

REGISTER_SUFFIX, NOTE_SUFFIX = ".bruecke", ".json"
_LONGEST_STEM = 120
"""Bytes of a register's name that go into the names of its backups; file systems take 255."""
_LONGEST_NOTE = 64_000_000
_HASH = re.compile(r"[0-9a-f]{64}")


class Reason(StrEnum):
    """Why a backup was made; stands in its name."""

    START = "start"
    CHANGE = "change"
    IMPORT = "import"
    MERGE = "merge"
    MASS_CHANGE = "mass-change"
    MIGRATION = "migration"
    CHECK = "check"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as its note tells it: of which register, up to which operation, how large, with which SHA-256.

    `contents` are the hashes of what files on records hold, which lies beside it. `sound` says that all links lead
    somewhere and all contents are there; where not, the register itself had that fault.
    """

    path: Path
    made: datetime
    reason: str
    register: str
    operation: int
    size: int
    digest: str
    sound: bool
    contents: tuple[str, ...] = ()

    @property
    def in_place(self) -> bool:
        """Say whether a file of the right size is there; its bytes are another question."""
        with contextlib.suppress(OSError):
            return self.path.stat().st_size == self.size
        return False


def notes_in(folder: Path, register: str) -> list[Backup]:
    """Return the backups of a register that have a note in a folder, the latest first; none where it cannot be read."""
    found: list[Backup | None] = []
    with contextlib.suppress(OSError):
        found = [read_note(note) for note in folder.glob(f"*{NOTE_SUFFIX}")]
    mine = [backup for backup in found if backup is not None and backup.register == register]
    return sorted(mine, key=lambda backup: (backup.made, backup.operation, backup.path.name), reverse=True)


def every_note_in(folder: Path) -> list[Backup] | None:
    """Return the backups of all registers that a folder has; None where it has one whose note cannot be understood."""
    notes = [read_note(note_of(path)) for path in folder.glob(f"[!.]*{REGISTER_SUFFIX}")]
    known = [note for note in notes if note is not None]
    return known if len(known) == len(notes) else None


def note_of(backup: Path) -> Path:
    """Return where the note of a backup lies."""
    return backup.with_name(backup.name + NOTE_SUFFIX)


def read_note(note: Path) -> Backup | None:
    """Return what a note says; None where there is none, or none that can be understood.

    It may come from anywhere: it is taken only where each of its facts is of the kind that it has to be.
    """
    try:
        if note.stat().st_size > _LONGEST_NOTE:
            return None
        said = json.loads(note.read_text(encoding="utf-8"))
        made = datetime.fromisoformat(said.pop("made"))
        contents = tuple(said.pop("contents"))
        backup = Backup(path=note.with_suffix(""), made=made, contents=contents, **said)
    except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return backup if _is_sensible(backup) else None


def _is_sensible(backup: Backup) -> bool:
    facts: tuple[object, ...] = (backup.reason, backup.register, backup.digest, *backup.contents)
    if not all(isinstance(each, str) for each in facts) or type(backup.sound) is not bool:
        return False
    numbers = (backup.operation, backup.size)
    hashes = (backup.digest, *backup.contents)
    return (
        backup.made.tzinfo is not None
        and all(type(each) is int and each >= 0 for each in numbers)
        and all(map(_HASH.fullmatch, hashes))
    )


def write_note(backup: Backup) -> None:
    """Write the note of a backup; raises NotWritten where the system refuses."""
    said = asdict(backup) | {"made": backup.made.isoformat()}
    del said["path"]
    with safe_write(note_of(backup.path)) as file:
        file.write(json.dumps(said, indent=1).encode())


def named(backup: Backup, folder: Path, stem: str) -> Backup:
    """Return a backup with a free name in a folder: `Register 2026-11-22 14-30-05 start.bruecke`, in local time."""
    short = stem.encode()[:_LONGEST_STEM].decode(errors="ignore").strip()
    name = f"{short} {backup.made.astimezone():%Y-%m-%d %H-%M-%S} {backup.reason}"
    paths = (folder / f"{name}{f' {number}' if number > 1 else ''}{REGISTER_SUFFIX}" for number in range(1, 1000))
    return replace(backup, path=next(path for path in paths if not path.exists() and not note_of(path).exists()))
