"""Says early that the disk of a register fills up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.storage.homes import Whereabouts
from desktop_app.storage.volume import free_bytes, size_of

LEAST = 500_000_000
"""Bytes that should stay free."""
COPIES = 3
"""A backup, an upgrade and an import each need room for the register once more."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is free on a disk and what should be, in bytes."""

    free: int
    wanted: int

    @property
    def is_low(self) -> bool:
        """Say whether there is less than there should be."""
        return self.free < self.wanted


def room_for(path: Whereabouts) -> Room | None:
    """Return the room on the disk of a register file; None where the disk does not say, and for a server."""
    if not isinstance(path, Path):
        return None
    try:
        return Room(free_bytes(path.parent), max(LEAST, COPIES * size_of(path)))
    except OSError:
        return None
