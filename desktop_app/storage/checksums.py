"""Works out the checksums that tell a row as it was saved from one that was changed in any other way."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

_BYTES = 8
"""As many as a whole number of a database has: no two states of a row meet by chance, and no bit flips unseen."""


def checksum(text: str) -> int:
    """Return the checksum of a text, a whole number of 64 bits with a sign."""
    return int.from_bytes(blake2b(text.encode(), digest_size=_BYTES).digest(), "big", signed=True)


def operation_checksum(operation: Iterable[Any], changes: Iterable[Iterable[Any]]) -> int:
    """Return the checksum of an operation and its changes: their values without the ids that the database gives."""
    return checksum("\n".join(_line(row) for row in (operation, *changes)))


def _line(values: Iterable[Any]) -> str:
    return "\0".join(["" if value is None else f"={value}" for value in values])
