"""Has a workbook read by a process of its own, so that no file can take the program's memory, time or life."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange.failures import NotReadable
from desktop_app.exchange.limits import Limits
from desktop_app.exchange.raw_table import RawTable
from desktop_app.exchange.reader import OUT_OF_MEMORY, question
from desktop_app.exchange.wire import table_from

Progress = Callable[[int, int], None]
"""Hears how many of how many rows are read (0 of 0: not known yet); what it raises calls the reading off."""

READER_ARGUMENT = "--read-workbook"
"""The one argument by which a frozen program is asked to be the reader: it has no Python to call."""

_START = "import sys; sys.path[:] = sys.argv[1:]; from desktop_app.exchange.reader import main; sys.exit(main())"

_PAUSE = 0.1
"""Seconds between two looks at the deadline and the caller's wishes; the answer itself wakes at once."""

_RUST_OUT_OF_MEMORY = b"memory allocation of "
"""How calamine's runtime begins its last words, before it aborts."""

_TOO_MUCH_MEMORY = N_(
    "The workbook “{name}” needs more memory than it may take ({megabytes} MB). Nothing was read."
    " Copy the rows that you need into a new workbook and try again."
)
_TOO_SLOW = N_(
    "The workbook “{name}” took longer than {seconds} seconds to read. Nothing was read."
    " Copy the rows that you need into a new workbook and try again."
)
_BROKEN_OFF = N_(
    "The reading of the workbook “{name}” broke off. Nothing was read."
    " Try again; if that does not help, save it anew in a spreadsheet program."
)


def read_apart(
    path: Path, data: bytes, limits: Limits, sheet: str | None = None, progress: Progress | None = None
) -> RawTable:
    """Read one sheet of the bytes of `path` as `read_container` does, within `limits.memory` and `limits.seconds`.

    Raises NotReadable, and whatever `progress` raises; the process has ended in every case.
    """
    with _started(path) as reader:
        try:
            answer, last_words = _heard(path, reader, question(path, data, limits, sheet), limits, progress)
        finally:
            reader.kill()
    if reader.returncode == OUT_OF_MEMORY or _RUST_OUT_OF_MEMORY in last_words:
        raise NotReadable(_TOO_MUCH_MEMORY, path, megabytes=limits.memory // 1_000_000)
    if reader.returncode:
        raise NotReadable(_BROKEN_OFF, path)
    return table_from(path, answer)


def _started(path: Path) -> subprocess.Popen[bytes]:
    frozen = getattr(sys, "frozen", False)
    command = [READER_ARGUMENT] if frozen else ["-I", "-c", _START, *sys.path]
    try:
        return subprocess.Popen(  # noqa: S603  this very program
            [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except OSError as fault:
        raise NotReadable(_BROKEN_OFF, path) from fault


def _heard(
    path: Path, reader: subprocess.Popen[bytes], asked: bytes, limits: Limits, progress: Progress | None
) -> tuple[bytes, bytes]:
    """Return what the reader wrote to its two outputs until it ended."""
    end = time.monotonic() + limits.seconds
    to_send: bytes | None = asked
    while time.monotonic() < end:
        if progress:
            progress(0, 0)
        try:
            return reader.communicate(to_send, timeout=_PAUSE)
        except subprocess.TimeoutExpired:
            to_send = None  # what is left of it goes on being sent
    raise NotReadable(_TOO_SLOW, path, seconds=limits.seconds)
