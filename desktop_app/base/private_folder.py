"""A folder for files that nobody else reads and that are gone when the program has ended, however it ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PREFIX = "brueckenbuch-"
_LOCK = ".lock"
_BINARY = getattr(os, "O_BINARY", 0)


class PrivateFolder:
    """A folder among the system's temporary ones; those of programs that were killed are removed when one is made.

    A lock says that its program lives: the system drops it when the program dies.
    """

    def __init__(self) -> None:
        remove_left_over()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))  # for this account alone
        self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
        _take(self._lock)

    def close(self) -> None:
        """Remove the folder and what is in it; what another program holds open stays until the next time."""
        with contextlib.suppress(OSError):
            os.close(self._lock)
        _remove(self.path)


def remove_left_over() -> None:
    """Remove the folders of programs that have died."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            lock = os.open(folder / _LOCK, os.O_RDWR | _BINARY)
            try:
                dead = _take(lock)
            finally:
                os.close(lock)
            if dead:
                _remove(folder)


def _take(lock: int) -> bool:
    """Lock an open file for as long as it stays open; return whether it was free."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, onerror=_make_writable)


def _make_writable(remove: Callable[[str], object], path: str, _why: object) -> None:
    """Remove what is read-only, as Windows asks for; leave what is in use."""
    with contextlib.suppress(OSError):
        Path(path).chmod(stat.S_IRWXU)
        remove(path)
