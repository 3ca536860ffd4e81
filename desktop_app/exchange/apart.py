"""Has a workbook read by a process of its own, so that no file can take the program's memory, time or life."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange import READER_ARGUMENT
from desktop_app.exchange.failures import NotReadable
from desktop_app.exchange.limits import Limits
from desktop_app.exchange.raw_table import RawTable
from desktop_app.exchange.reader import OUT_OF_MEMORY, question
from desktop_app.exchange.wire import table_from

Progress = Callable[[int, int], None]
"""Hears how many of how many rows are read (0 of 0: not known yet); what it raises calls the reading off."""


_START = (
    "import sys; sys.path[:] = sys.argv[2:]; from desktop_app.exchange.reader import main; sys.exit(main(sys.argv[1]))"
)

_PAUSE = 0.1
"""Seconds between two looks at the deadline and the caller's wishes; the answer itself wakes at once."""

_OUT_OF_MEMORY = (b"memory allocation of ", b"MemoryError")
"""Last words by which calamine's runtime and Python's tell of it when they have no room left to do more."""

_QUIET = {"RUST_BACKTRACE": "0"}
"""Where the memory has run out, a backtrace waits for ever on a lock that it holds itself."""

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


def read_apart(path: Path, limits: Limits, sheet: str | None = None, progress: Progress | None = None) -> RawTable:
    """Read one sheet of a workbook as `read_container` does, within `limits.memory` and `limits.seconds`.

    Raises NotReadable, and whatever `progress` raises; the process has ended in every case.
    """
    with _started(path, question(path, limits, sheet)) as reader:
        try:
            answer, last_words = _heard(path, reader, limits, progress)
        finally:
            reader.kill()
    if reader.returncode == OUT_OF_MEMORY or any(words in last_words for words in _OUT_OF_MEMORY):
        raise NotReadable(_TOO_MUCH_MEMORY, path, megabytes=limits.memory // 1_000_000)
    if reader.returncode:
        raise NotReadable(_BROKEN_OFF, path)
    return table_from(path, answer)


def _started(path: Path, asked: str) -> subprocess.Popen[bytes]:
    """Start the reader with the file as its input: `communicate`, tried again, would lose what a pipe did not take."""
    frozen = getattr(sys, "frozen", False)
    command = [READER_ARGUMENT, asked] if frozen else ["-I", "-c", _START, asked, *sys.path]
    try:
        with path.open("rb") as file:
            return subprocess.Popen(  # noqa: S603  this very program
                [sys.executable, *command],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | _QUIET,
            )
    except OSError as fault:
        raise NotReadable(_BROKEN_OFF, path) from fault


def _heard(
    path: Path, reader: subprocess.Popen[bytes], limits: Limits, progress: Progress | None
) -> tuple[bytes, bytes]:
    """Return what the reader wrote to its two outputs until it ended."""
    end = time.monotonic() + limits.seconds
    while time.monotonic() < end:
        if progress:
            progress(0, 0)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return reader.communicate(timeout=_PAUSE)
    raise NotReadable(_TOO_SLOW, path, seconds=limits.seconds)
