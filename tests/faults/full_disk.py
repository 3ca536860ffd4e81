"""Lets work run into a full disk at every write, on a small disk in memory that only the process itself sees."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.file_failures import NotWritten
from desktop_app.storage.failures import StorageError
from tests.faults.killing import Reference, reference
from tests.faults.states import difference, litter
from tests.faults.work import Work

PAGE = 4096
_DISK = 24 * 1024 * 1024
_FILLER = "filler"
_WHILE_OPEN = ("-wal", "-shm", ".lock")
"""What lies beside an open register, and what the engine could not fold in for want of room: none of it is partial."""

_CLONE_NEWNS, _CLONE_NEWUSER = 0x20000, 0x10000000
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000


class Fills(Enum):
    """When the disk is full: before the work begins, in its middle, or then and until the program has ended."""

    BEFORE = "full before"
    WHILE_OPEN = "fills while open"
    UNTIL_CLOSED = "closed while full"


@dataclass(frozen=True)
class Attempt:
    """What came of doing a step with so many bytes free; `said` is the error's sentence, empty where it was done."""

    fills: Fills
    room: int
    said: str
    faults: tuple[str, ...]


def run_into_full_disk(work: Work, folder: Path, between: int | None, telling: Connection) -> None:
    """Do a step of a work with ever more room, for each way in which the disk fills, and tell of each attempt.

    `between` is how many attempts are spread over the room that the step needs; None: one for each page of it. Tells
    None first where no small disk can be made here.
    """
    disk = folder / "disk"
    disk.mkdir()
    if not _mounted(disk):
        telling.send(None)
        return
    telling.send(disk)
    with reference(work, folder) as (prepared, expected):
        for fills in Fills:
            if work.steps is None or fills is Fills.BEFORE:  # nothing is open before what is done only once
                for attempt in _spread(_Attempts(work, disk, prepared, expected, fills), between):
                    telling.send(attempt)


def _spread(attempt: Callable[[int], Attempt], between: int | None) -> Iterator[Attempt]:
    """Yield attempts with no room, then with twice as much each time until there is enough, then those between."""
    pages = 0
    while True:
        made = attempt(pages * PAGE)
        yield made
        if not made.said:
            break
        pages = max(1, pages * 2)
    step = 1 if between is None else max(1, pages // (between + 1))
    yield from (attempt(some * PAGE) for some in range(step, pages, step))


class _Attempts:
    """Does a step again and again with more or less room, each time from the same beginning."""

    def __init__(self, work: Work, disk: Path, prepared: Path, expected: Reference, fills: Fills) -> None:
        self._work = work
        self._disk = disk
        self._prepared = prepared
        self._expected = expected
        self._fills = fills
        self._number = 0 if fills is Fills.BEFORE or work.steps is not None else 1
        """The step that meets the full disk: one that follows another where the disk fills in the middle of things."""

    def __call__(self, room: int) -> Attempt:
        _clear(self._disk)
        shutil.copytree(self._prepared, self._disk, dirs_exist_ok=True)
        faults: list[str] = []
        try:
            said = self._met(room, faults)
            self._work.start(self._disk)
            faults += [f"left: {name}" for name in self._work.leftovers(self._disk)]
            faults += difference(self._work.state(self._disk), self._expected.after(self._number + 1))
        except Exception:  # noqa: BLE001  whatever a full disk brings about is to be told
            return Attempt(self._fills, room, "", (*faults, traceback.format_exc()))
        return Attempt(self._fills, room, said, tuple(faults))

    def _met(self, room: int, faults: list[str]) -> str:
        """Do the step on the full disk and, where it is refused, again with room; return what was said."""
        said = ""
        if self._fills is Fills.BEFORE:
            _fill(self._disk, room)
            said = _tried(self._whole, faults)
        else:
            with self._work.begun(self._disk) as step:
                for number in range(self._number):
                    step(number)
                _fill(self._disk, room)
                said = _tried(lambda: step(self._number), faults)
                if said and self._fills is Fills.WHILE_OPEN:
                    self._look(faults)
                    step(self._number)
        if said and self._fills is not Fills.WHILE_OPEN:
            self._look(faults)
            self._whole()
        _clear(self._disk, _FILLER)
        return said

    def _whole(self) -> None:
        with self._work.begun(self._disk) as step:
            step(self._number)

    def _look(self, faults: list[str]) -> None:
        """Check what a refused step left, make room, and check that nothing is changed."""
        faults += [f"partial: {name}" for name in litter(self._disk) if not name.endswith(_WHILE_OPEN)]
        _clear(self._disk, _FILLER)
        faults += difference(self._work.state(self._disk), self._expected.after(self._number))


def _tried(do: Callable[[], None], faults: list[str]) -> str:
    try:
        do()
    except UserError as refusal:
        if not isinstance(refusal, (StorageError, NotWritten)):
            faults.append(f"refused by {type(refusal).__name__}")
        if "{" in refusal.message():
            faults.append(f"said with a gap: {refusal.message()}")
        return refusal.msgid
    return ""


def _fill(disk: Path, room: int) -> None:
    with (disk / _FILLER).open("wb") as file:
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        if free > room:
            os.posix_fallocate(file.fileno(), 0, free - room)


def _clear(disk: Path, pattern: str = "*") -> None:
    for entry in disk.glob(pattern):
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _mounted(disk: Path) -> bool:
    """Mount a small disk in a file system of this process's own; return False where that is not allowed."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() == 0:
        apart = libc.unshare(_CLONE_NEWNS) == 0
    else:
        user, group = os.geteuid(), os.getegid()
        apart = libc.unshare(_CLONE_NEWNS | _CLONE_NEWUSER) == 0
        with contextlib.suppress(OSError):
            for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
                Path("/proc/self", name).write_text(text, encoding="ascii")
    return bool(
        apart
        and libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None) == 0
        and libc.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, f"size={_DISK}".encode()) == 0
    )
