"""Locks that live as long as a file is open: the system drops them when the program dies, however it dies."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 1 << 30
"""Windows keeps others from reading what is locked: a byte far behind whatever the file says."""


def take(descriptor: int) -> bool:
    """Lock an open file for as long as it stays open; False where another holds it, OSError where none can be held.

    Each opening of the file counts for itself, so one program can hold another of its own off.
    """
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            # Not lockf: its locks are those of the whole process, and go when any of its handles is closed.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
