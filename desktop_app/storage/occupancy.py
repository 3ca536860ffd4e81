"""Says who has a register open for writing: by a lock beside the file that ends with the program that holds it.

The system itself drops the lock when the program dies, however it dies; what the lock file says is only for people.
A lock file that lies there unlocked was left by a killed program, on this computer or another one, and is taken over.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.base.file_lock import take
from desktop_app.base.formats import format_moment
from desktop_app.base.i18n import N_
from desktop_app.storage.failures import StorageError

LOCK_SUFFIX = ".lock"

_LONGEST = 4_096
"""Bytes of a lock file that are read; a longer one is none of ours."""
_TRIES, _PAUSE = 10, 0.02
"""A look at a lock holds it for a moment, so that one who takes it tries more than once; seconds between two tries."""
_BINARY = getattr(os, "O_BINARY", 0)
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Occupant:
    """Who has a register open, as the lock file says; empty where it does not say."""

    user: str = ""
    computer: str = ""
    pid: int = 0
    since: datetime | None = None

    @property
    def is_named(self) -> bool:
        """Say whether enough is known for a sentence."""
        return bool(self.user and self.computer and self.since)

    def is_here(self, user: str) -> bool:
        """Say whether it is this person at this computer, in another window."""
        return (self.user, self.computer) == (user, platform.node())


class Occupied(StorageError):
    """Another window has the register open for writing; `user` is who finds it so."""

    def __init__(self, path: Path, occupant: Occupant, user: str) -> None:
        since = format_moment(occupant.since) if occupant.since else ""
        values = {"file": path.name, "user": occupant.user, "computer": occupant.computer, "since": since}
        super().__init__(_sentence(occupant, user), **values)
        self.occupant = occupant


def _sentence(occupant: Occupant, user: str) -> str:
    if not occupant.is_named:
        return N_("The register {file} is open in another window.")
    if occupant.is_here(user):
        return N_("You have the register {file} open in another window of this computer, since {since}.")
    return N_("{user} has the register {file} open at the computer {computer}, since {since}.")


class Occupancy:
    """A register held for writing; made by `occupy`, and given up by as many `release` as there were holders."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor
        self._holders = 1

    def share(self, path: Path) -> bool:
        """Take on one more holder, where this is the register that is held; return whether it is.

        A window that is built anew opens its register before the one before it has closed it.
        """
        if self._holders and path == self._path:
            self._holders += 1
            return True
        return False

    def release(self) -> None:
        """Let the register go when its last holder does."""
        self._holders -= 1
        if self._holders:
            return
        lock = _lock_of(self._path)
        if os.name == "nt":  # no file that is open can be removed there
            os.close(self._descriptor)
        with contextlib.suppress(OSError):
            lock.unlink()
        if os.name != "nt":
            os.close(self._descriptor)


def occupy(path: Path, user: str) -> Occupancy:
    """Hold a register for writing; raises Occupied where somebody has it, OSError where nothing can be locked here."""
    lock = _lock_of(path)
    for _ in range(_TRIES):
        descriptor = _open(lock)
        if descriptor is not None:
            with _closed_unless_kept(descriptor) as keep:
                if take(descriptor) and _is_still(lock, descriptor):
                    _sign(descriptor, user)
                    keep()
                    return Occupancy(path, descriptor)
        time.sleep(_PAUSE)
    raise Occupied(path, _read(lock), user)


def occupant_of(path: Path) -> Occupant | None:
    """Return who holds a register now; None where nobody does."""
    lock = _lock_of(path)
    try:
        descriptor = os.open(lock, os.O_RDONLY | _BINARY)
    except FileNotFoundError:
        return None
    with _closed_unless_kept(descriptor):
        return None if take(descriptor) else _read(lock)


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + LOCK_SUFFIX)


def _open(lock: Path) -> int | None:
    """Open the lock file, made where there is none; None where it is going as we look."""
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | _BINARY, 0o666)
    except PermissionError:
        if not lock.exists():
            raise
    # Another account's: where its program was killed, the folder may still let us make our own. Or a scanner's for now.
    with contextlib.suppress(FileNotFoundError, PermissionError):
        descriptor = os.open(lock, os.O_RDONLY | _BINARY)
        with _closed_unless_kept(descriptor):
            if take(descriptor):
                lock.unlink()
    return None


@contextlib.contextmanager
def _closed_unless_kept(descriptor: int) -> Iterator[Callable[[], object]]:
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, descriptor)
        yield stack.pop_all


def _is_still(lock: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


def _sign(descriptor: int, user: str) -> None:
    """Say in the lock file who holds it; a full disk may keep that from being said."""
    since = datetime.now(UTC).replace(microsecond=0).isoformat()
    words = {"user": user, "computer": platform.node(), "pid": os.getpid(), "since": since}
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(words, ensure_ascii=False).encode())


def _read(lock: Path) -> Occupant:
    """Return what a lock file says; it may come from anywhere, so nothing in it is trusted."""
    try:
        with lock.open("rb") as file:
            words = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return Occupant()
    return _occupant(words) if isinstance(words, dict) else Occupant()


def _occupant(words: dict[str, Any]) -> Occupant:
    try:
        since = datetime.fromisoformat(str(words.get("since")))
    except ValueError:
        since = None
    return Occupant(
        user=_name(words.get("user")),
        computer=_name(words.get("computer")),
        pid=pid if isinstance(pid := words.get("pid"), int) else 0,
        since=since if since is not None and since.tzinfo else None,
    )


def _name(word: object) -> str:
    """Return a name in one line of a decent length."""
    return " ".join(word.split())[:_LONGEST_NAME] if isinstance(word, str) else ""
