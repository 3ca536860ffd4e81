"""What changes of the register are called, and what one tells those who show it."""

from __future__ import annotations

from dataclasses import dataclass

UNDO, REDO = "undo", "redo"
"""The verbs of operations that take others back, and of those that take these back."""

FILL = "fill"
"""The verb of operations that give the same values to many records, so that their words can tell which."""

MERGE, KEEP_APART = "merge", "keep_apart"
"""The verbs of operations that make one record of two, and of those that say that two are not the same."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a committed unit of work touched: record ids by record type; `operation` is its number in the history.

    What was done `elsewhere`, in another window or by a command, is told as well: several operations at once, where
    `by` names the people, and a type without ids has records that may look different now.
    """

    records: dict[str, frozenset[int]]
    operation: int | None = None
    elsewhere: bool = False
    by: tuple[str, ...] = ()
