"""Tells which records the forms of this desk have open, and learns who else has them open."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Lock

from desktop_app.storage.newcomers import Newcomers, Place

_EVERY = 0.4
"""Seconds between two looks at the same records."""


class Presence:
    """Knows the records that are open in forms; `look` is for the thread that watches the register."""

    def __init__(self, who: str) -> None:
        self._who = who
        self._lock = Lock()
        self._open: dict[object, Place] = {}
        self._looked_at: frozenset[Place] = frozenset()
        self._next = 0.0
        self._others: Mapping[Place, tuple[str, ...]] = {}
        self._listeners: list[Callable[[], None]] = []

    def enter(self, form: object, record: str, record_id: int) -> None:
        """Note that a form shows a record now, and no other one."""
        with self._lock:
            self._open[form] = (record, record_id)

    def leave(self, form: object) -> None:
        """Note that a form shows no record any more."""
        with self._lock:
            self._open.pop(form, None)

    def others(self, record: str, record_id: int) -> tuple[str, ...]:
        """Return the names of those who have a record open elsewhere, as last seen."""
        return self._others.get((record, record_id), ())

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener`, in the thread that looks, whenever the others are different ones."""
        self._listeners.append(listener)

    def look(self, newcomers: Newcomers) -> None:
        """Say what is open here, and tell where somebody else came or went."""
        with self._lock:
            places = frozenset(self._open.values())
        if places == self._looked_at and (not places or time.monotonic() < self._next):
            return
        found = newcomers.meet(self._who, places)
        self._looked_at = places
        self._next = time.monotonic() + _EVERY
        if found != self._others:
            self._others = found
            for listener in self._listeners:
                listener()
