"""Writes a table as an Excel workbook, row by row in constant memory."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.base.paths import safe_write
from desktop_app.domain.fields import Kind
from desktop_app.exchange.sheet import Column, Sheet, Value, shown_text
from desktop_app.exchange.xlsx_cells import CellWriter, TooLong, cell_writer
from desktop_app.exchange.xlsx_skeleton import SHEET_PART, Skeleton, build_skeleton

__all__ = ["TooLong", "TooManyRows", "write_xlsx"]

MOST_ROWS = 1_048_576
"""Rows of a sheet, header included."""

_SAMPLED_ROWS = 200
_CHUNK_ROWS = 500
_PACKING = 4
"""Half the time of zlib's usual 6 for a tenth more bytes."""
_NARROWEST, _WIDEST = 6, 60
_FILTER_ARROW = 3
_FIXED_WIDTHS = {Kind.DATE: 11, Kind.TIMESTAMP: 17}


class TooManyRows(UserError):
    """The table has more rows than a sheet can hold; nothing was written."""


def write_xlsx(target: Path | IO[bytes], sheet: Sheet) -> int:
    """Write the table and its sheet "Info"; returns the number of rows under the header.

    A path is written whole or not at all. Dates that are known to the day become real dates; those known in part stay
    text (`2022-12`), as do days before 1 March 1900 and numbers of more than 15 digits. Text is text whatever it starts
    with. Raises TooManyRows, TooLong (naming the cell), or NotWritten.
    """
    if isinstance(target, Path):
        with safe_write(target) as file:
            return _write(file, sheet)
    return _write(target, sheet)


def _write(file: IO[bytes], sheet: Sheet) -> int:
    rows = iter(sheet.rows)
    sample = list(itertools.islice(rows, _SAMPLED_ROWS))
    widths = [_width(column, place, sample, sheet.language) for place, column in enumerate(sheet.columns)]
    skeleton = build_skeleton(sheet, widths)
    writers = [
        cell_writer(column, letter, styles, sheet.language)
        for column, letter, styles in zip(sheet.columns, skeleton.letters, skeleton.styles, strict=True)
    ]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as archive:
        last_row = _write_rows(archive, skeleton, writers, itertools.chain(sample, rows))
        for name, part in skeleton.parts_for(last_row):
            archive.writestr(name, part)
    return last_row - 1


def _write_rows(
    archive: zipfile.ZipFile, skeleton: Skeleton, writers: list[CellWriter], rows: Iterable[Sequence[Value]]
) -> int:
    last_row = 1
    with archive.open(SHEET_PART, "w", force_zip64=False) as part:
        part.write(skeleton.head.encode())
        lines = _lines(writers, rows)
        while chunk := list(itertools.islice(lines, _CHUNK_ROWS)):
            last_row += len(chunk)
            part.write("".join(chunk).encode())
        part.write(skeleton.tail_for(last_row).encode())
    return last_row


def _lines(writers: list[CellWriter], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise TooManyRows(
                N_(
                    "The table has more than the {most} rows that a sheet holds. Nothing was written."
                    " Narrow the filter or choose CSV, then try again."
                ),
                most=MOST_ROWS - 1,
            )
        cells = "".join([write(value, number) for write, value in zip(writers, row, strict=True) if value is not None])
        yield f'<row r="{number}">{cells}</row>'


def _width(column: Column, place: int, sample: list[Sequence[Value]], language: str) -> float:
    """Return a width that shows the heading and most of the sampled values."""
    heading = max(map(len, column.heading.split()), default=0) + _FILTER_ARROW
    if column.kind in _FIXED_WIDTHS:
        return max(_FIXED_WIDTHS[column.kind], heading)
    if column.kind is Kind.LONG_TEXT or not sample:
        return min(_WIDEST, max(column.width, heading))
    longest = max(_longest_line(shown_text(row[place], column, language)) for row in sample)
    return min(_WIDEST, max(_NARROWEST, longest + 2, heading))


def _longest_line(text: str) -> int:
    return max(map(len, text.splitlines()), default=0)
