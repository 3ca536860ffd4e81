"""Keeps, while a window has a register open, a mark that a crash leaves behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile


class SessionMark:
    """A lock in the folder of what this computer remembers of registers; it goes with the window that holds it.

    One that is there though its program is gone says that the last session did not end in order.
    """

    def __init__(self, folder: Path, identity: str) -> None:
        self._path = folder / "open" / f"{identity}.lock"
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)

    def begin(self) -> bool:
        """Set the mark, and say whether the last session with this register broke off.

        Where another window holds it, or it cannot be kept, nothing is known and nothing is set.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            left_behind = self._path.exists()
        except OSError:
            return False
        return self._lock.tryLock(0) and left_behind

    def end(self) -> None:
        """Take the mark away: the session ends in order."""
        self._lock.unlock()
