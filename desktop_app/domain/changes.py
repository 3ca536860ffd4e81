"""What changes of the register are called, and what one tells those who show it."""

from __future__ import annotations

from dataclasses import dataclass

UNDO, REDO = "undo", "redo"
"""The verbs of operations that take others back, and of those that take these back."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a committed unit of work touched: record ids by record type."""

    records: dict[str, frozenset[int]]
