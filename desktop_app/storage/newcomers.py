"""Notices operations that are new in a register, whoever did them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from desktop_app.storage.engine import Outside, connect
from desktop_app.storage.failures import speaking

Place = tuple[str, int]
"""A record: its type and its id."""

_EVERY = 0.3
"""Seconds between two looks at a file."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An operation that is new: its number in the history, who did it, and from where.

    `records` are those that may look different since, by record type; a type without ids has some that are not told.
    """

    number: int
    by: str
    origin: str
    records: Mapping[str, frozenset[int]]


NEW = "SELECT id, done_by, origin, touched, record_type, record_id FROM operation WHERE id > ? ORDER BY id"
"""Asks for what follows an operation; `newcomer` takes the rows."""


def newcomer(number: int, by: str, origin: str, touched: str, record_type: str, record_id: int | None) -> Newcomer:
    """Return the operation of a row."""
    records = dict.fromkeys(touched.split(), frozenset[int]())
    if record_id is not None:
        records[record_type] = frozenset({record_id})
    return Newcomer(number, by, origin, records)


_LATEST = "SELECT coalesce(max(id), 0) FROM operation"


class Newcomers(Protocol):
    """A way to hear of new operations; one thread waits, any other may interrupt it."""

    def wait(self, seconds: float) -> tuple[Newcomer, ...]:
        """Return what is new as soon as anything is; nothing after so many seconds, or when interrupted.

        Raises StorageError where the register does not answer.
        """

    def meet(self, who: str, places: Collection[Place], /) -> dict[Place, tuple[str, ...]]:
        """Say which records `who` has open; return the names of those who have them open too, where anybody has.

        For the thread that waits. Raises StorageError where the register does not answer.
        """

    def interrupt(self) -> None:
        """End the waiting, for good."""

    def close(self) -> None:
        """Give the connection back, when nobody waits any more."""


class FileNewcomers:
    """Asks a register file now and then; knows from the start what is in it.

    Plain SQL on a connection of its own: the window watches its register before SQLAlchemy is there.
    """

    def __init__(self, path: Path, connect: Callable[[], Any]) -> None:
        self._path = path
        self._interrupted = threading.Event()
        with speaking(path):
            self._connection = connect()
            self._state = self._state_now()
            self._last: int = self._connection.execute(_LATEST).fetchone()[0]

    def wait(self, seconds: float) -> tuple[Newcomer, ...]:
        """See `Newcomers`."""
        until = time.monotonic() + seconds
        while not self._interrupted.wait(_EVERY):
            with speaking(self._path):
                if found := self._look():
                    return found
            if time.monotonic() >= until:
                break
        return ()

    def meet(self, _who: str, _places: Collection[Place], /) -> dict[Place, tuple[str, ...]]:
        """See `Newcomers`; of a file one window alone writes, and `storage/occupancy.py` tells whose."""
        return {}

    def interrupt(self) -> None:
        """See `Newcomers`."""
        self._interrupted.set()

    def close(self) -> None:
        """See `Newcomers`."""
        self._connection.close()

    def _look(self) -> tuple[Newcomer, ...]:
        state = self._state_now()
        if state == self._state:
            return ()
        found = tuple(newcomer(*row) for row in self._connection.execute(NEW, (self._last,)))
        self._state = state  # what came between the two is looked for again
        self._last = max((each.number for each in found), default=self._last)
        return found

    def _state_now(self) -> Any:
        """Return a number that changes when another connection changes the file."""
        return self._connection.execute("PRAGMA data_version").fetchone()[0]


class OutsideNewcomers(FileNewcomers):
    """Looks from outside at a register file that may not be written, and into it when it has changed."""

    def __init__(self, path: Path, seen: Callable[[], Outside]) -> None:
        self._seen = seen
        super().__init__(path, self._connect)

    def _connect(self) -> Any:
        return connect(self._path, read_only=True, alone=self._seen().alone)

    def _look(self) -> tuple[Newcomer, ...]:
        if self._state_now() == self._state:
            return ()
        self._connection.close()
        self._connection = self._connect()
        return super()._look()

    def _state_now(self) -> Any:
        """Return what changes when anybody writes the file."""
        return self._seen()
