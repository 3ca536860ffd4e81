"""Lets one program at a time work in a folder of backups; the lock ends with the program, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NAME = ".lock"
_PAUSE = 0.1
"""Seconds between two looks at a lock that another program has."""


@contextmanager
def alone_in(folder: Path, heard: Callable[[], object]) -> Iterator[bool]:
    """Wait until no other program works in a folder, and keep others out; `heard` may raise to end the waiting.

    Gives False where the disk knows no locks, as some network folders: then another computer may be at work there.
    """
    descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        while (taken := _take(descriptor)) is False:
            heard()
            time.sleep(_PAUSE)
        yield taken is not None
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool | None:
    """Lock an open file for as long as it stays open; False where another has it, None where locks are unknown."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            # Not lockf: its locks are those of the whole process, and go when any of its handles is closed.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True
