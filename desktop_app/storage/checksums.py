"""Works out the checksums that tell a row as it was saved from one that was changed in any other way."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain
from typing import Any

_BYTES = 8
"""As many as a whole number of a database has: no two states of a row meet by chance, and no bit flips unseen."""


def checksum(text: str) -> int:
    """Return the checksum of a text, a whole number of 64 bits with a sign."""
    return _number(blake2b(text.encode(), digest_size=_BYTES).digest())


def operation_checksum(operation: Iterable[Any], changes: Iterable[Iterable[Any]]) -> int:
    """Return the checksum of an operation and its changes: their values without the ids that the database gives."""
    digest = blake2b(digest_size=_BYTES)
    for row in chain((operation,), changes):
        digest.update(_line(row).encode())
    return _number(digest.digest())


def _line(values: Iterable[Any]) -> str:
    return "\0".join(["" if value is None else f"={value}" for value in values]) + "\n"


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big", signed=True)
