"""A table as it was found in a file, before anything is understood of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

Cell = str | float | bool | date | datetime | None
Row = tuple[Cell, ...]

_EXCEL_DIGITS = ".15g"
"""Excel keeps 15 digits; more of them are noise of binary fractions."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet or text file: a header and the rows under it, all of the header's width.

    `rows` keeps empty rows, so that row `rows[i]` is row `first_row_number + i` of the file as a spreadsheet program
    numbers it. `sheet` and `sheets` are empty for text files, `encoding` and `delimiter` for workbooks.
    `encoding_certain` is False where the letters alone spoke for the encoding and spoke softly.
    """

    file: Path
    header: tuple[str, ...]
    rows: list[Row]
    first_row_number: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    encoding_certain: bool = True
    delimiter: str = ""


def cell_text(value: Cell) -> str:
    """Return what a person reads in the cell, in no language: `1067` for 1067.0, dates in ISO, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return f"{Decimal(format(value, _EXCEL_DIGITS)):f}"


def composed(text: str) -> str:
    """Return the text with each letter and its accent as one character (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def header_position(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return the index of the header: the first row with two texts, or with one where the table has one column."""
    width = max((_last_filled(row) for row in rows), default=0)
    needed = min(width, 2)
    for position, row in enumerate(rows):
        if needed and sum(isinstance(value, str) and not value.isspace() for value in row) >= needed:
            return position
    return None


def header_and_rows(rows: list[Row], position: int) -> tuple[tuple[str, ...], list[Row]]:
    """Return the header's texts and the rows under it, without empty columns at the right or empty rows at the end."""
    body = rows[position + 1 :]
    while body and not _last_filled(body[-1]):
        body.pop()
    heading = rows[position]
    widths = {len(row) for row in body}
    width = max(_last_filled(heading), max(map(_last_filled, body), default=0))
    header = tuple(" ".join(cell_text(value).split()) for value in _fitted(heading, width))
    return header, body if widths == {width} else [_fitted(row, width) for row in body]


def _last_filled(row: Sequence[Cell]) -> int:
    for place in range(len(row), 0, -1):
        if row[place - 1] is not None:
            return place
    return 0


def _fitted(row: Row, width: int) -> Row:
    return row[:width] if len(row) >= width else row + (None,) * (width - len(row))
