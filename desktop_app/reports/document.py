"""Describes a printable list in neutral terms, so that reports say what is printed and renderers how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: its heading, its share of the width, its alignment.

    `language` is set where the cells speak another language than the document:
    words are then divided, and read aloud by a screen reader, by that language's rules.
    """

    heading: str
    width_weight: float
    align: Align = "left"
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Rows that stand together under one heading (None: no heading); each row has one text per column."""

    heading: str | None
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListDocument:
    """A list as it goes to paper, all of its words already in `language`.

    `subtitle_lines` stand under the title on the first page (the filter in words, the order),
    `notes` after the last row, `empty_text` in place of a table without rows.
    """

    title: str
    language: str
    day: date
    columns: tuple[ListColumn, ...]
    groups: tuple[ListGroup, ...]
    subtitle_lines: tuple[str, ...] = ()
    count_text: str = ""
    office: str = ""
    empty_text: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False

    def row_count(self) -> int:
        """Return how many rows the list has over all its groups."""
        return sum(len(group.rows) for group in self.groups)
