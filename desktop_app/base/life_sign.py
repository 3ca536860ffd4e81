"""Files that say that a program lives: it holds them locked, and the system drops the lock however the program ends."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from desktop_app.base.file_lock import take

SUFFIX = ".alive"
_TRIES, _PAUSE = 10, 0.02
"""Who looks at a sign holds it for a moment, so that its owner tries more than once; seconds between two tries."""
_BINARY = getattr(os, "O_BINARY", 0)


class LifeSign:
    """The sign of a program, or of a part of it; raises OSError where nothing can be locked."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}{SUFFIX}"
        self._descriptor = self._held()

    def end(self) -> None:
        """Take the sign away."""
        if os.name == "nt":  # no file that is open can be removed there
            os.close(self._descriptor)
        with contextlib.suppress(OSError):
            self._path.unlink()
        if os.name != "nt":
            os.close(self._descriptor)

    def _held(self) -> int:
        for _ in range(_TRIES):
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
            with contextlib.ExitStack() as stack:
                stack.callback(os.close, descriptor)
                if take(descriptor) and self._is_in_place(descriptor):
                    stack.pop_all()
                    return descriptor
            time.sleep(_PAUSE)
        raise BlockingIOError(self._path)

    def _is_in_place(self, descriptor: int) -> bool:
        """Say whether the file that is held is the one that others see: one may have cleared it away meanwhile."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False


def is_alive(folder: Path, name: str) -> bool:
    """Say whether a program holds its sign; where nothing can be locked, none is taken to be alive."""
    try:
        descriptor = os.open(folder / f"{name}{SUFFIX}", os.O_RDWR | _BINARY)
    except OSError:
        return False
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, descriptor)
        try:
            return not take(descriptor)
        except OSError:
            return False


def clear_away(folder: Path) -> None:
    """Remove the signs that nobody holds."""
    for path in folder.glob(f"*{SUFFIX}"):
        if not is_alive(folder, path.stem):
            with contextlib.suppress(OSError):
                path.unlink()
