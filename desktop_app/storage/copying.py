"""Copies a register to this computer from where it cannot be opened: a network or cloud folder, a read-only disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.base.patience import patiently
from desktop_app.storage.disk import sync
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import BEING_WRITTEN, DAMAGED, DISK_FULL, StorageError, speaking
from desktop_app.storage.files import refuse_newer
from desktop_app.storage.location import refuse_unsafe
from desktop_app.storage.new_file import give_name, logs_of, part_of
from desktop_app.storage.occupancy import Occupied, occupant_of

Progress = Callable[[int, int], None]
"""Hears how many of how many bytes are copied; what it raises calls the copying off."""

_PIECE = 1 << 20

_NOT_COPIED = N_(
    "{file} could not be copied to {folder} ({reason}). It was not changed. "
    "Check that it may be read there and that the connection stands."
)


def copy_register(source: Path, target: Path, *, user: str, progress: Progress) -> None:
    """Copy a register, with the changes that lie beside it, and check the copy before it gets its name.

    No connection of this program may be open on the source: to close a file drops the locks that they hold. Raises
    StorageError, and whatever `progress` raises; then nothing is left of the copy, and the source is as it was.
    """
    refuse_unsafe(target)
    occupant = occupant_of(source)
    if occupant is not None:
        raise Occupied(source, occupant, user)
    part = part_of(target)
    try:
        with _told(source, target):
            _copy(source, part, progress)
            with _named(source):
                _finish(part)
            sync(part)
            give_name(part, target)
    finally:
        for leftover in (part, *logs_of(part), part.with_name(f"{part.name}-shm")):
            with suppress(OSError):
                patiently(partial(leftover.unlink, missing_ok=True))


def _copy(source: Path, part: Path, progress: Progress) -> None:
    """Copy the file and its logs; raises StorageError where they changed meanwhile."""
    before = _states(source)
    total = sum(size for size, _ in before.values())
    done = 0
    for file, copy in zip((source, *logs_of(source)), (part, *logs_of(part)), strict=True):
        if file not in before:
            continue
        with file.open("rb") as reading, copy.open("wb") as writing:
            while piece := reading.read(_PIECE):
                writing.write(piece)
                done += len(piece)
                progress(done, max(done, total))
    if _states(source) != before:
        raise StorageError(BEING_WRITTEN, file=source.name)


def _states(source: Path) -> dict[Path, tuple[int, int]]:
    """Return what changes when somebody writes the file or a log beside it."""
    found = {file: file.stat() for file in (source, *logs_of(source)) if file == source or file.exists()}
    return {file: (state.st_size, state.st_mtime_ns) for file, state in found.items()}


def _finish(part: Path) -> None:
    """Let the engine bring the logs into the copy; raises StorageError where it is no register, newer or damaged."""
    refuse_newer(part)
    with speaking(part):
        connection = connect(part)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        finally:
            connection.close()
    if not whole:
        raise StorageError(DAMAGED, file=part.name)


@contextmanager
def _named(source: Path) -> Iterator[None]:
    """Let errors name the register that was copied, not the copy that nobody will see."""
    try:
        yield
    except StorageError as error:
        raise type(error)(error.msgid, **{**error.values, "file": source.name}) from error


@contextmanager
def _told(source: Path, target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StorageError(DISK_FULL, file=source.name) from error
        reason = error.strerror or os.strerror(error.errno or 0)
        raise StorageError(_NOT_COPIED, file=source.name, folder=str(target.parent), reason=reason) from error
