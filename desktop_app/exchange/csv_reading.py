"""Reads a text file of separated values."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange.failures import NotReadable
from desktop_app.exchange.limits import Limits
from desktop_app.exchange.raw_table import RawTable, Row, composed, header_and_rows, header_position
from desktop_app.exchange.text_encoding import guess_encoding
from desktop_app.exchange.text_guard import without_guard

_DELIMITERS = ";\t,|"
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE_ROWS = 50
_ODD_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_csv(path: Path, data: bytes, limits: Limits, encoding: str = "") -> RawTable:
    """Read the bytes of `path`; without `encoding` the file is looked at for it. Raises NotReadable."""
    certain = True
    if not encoding:
        encoding, certain = guess_encoding(data)
    text = _decoded(path, data, encoding)
    skipped = 0
    if declared := _DECLARED.match(text):
        delimiter, skipped = declared[1], 1
        text = text[declared.end() :]
    else:
        delimiter = _guess_delimiter(text)
    rows = _rows(path, text, delimiter, limits)
    position = header_position(rows)
    if position is None:
        raise NotReadable(
            N_(
                "The file “{name}” holds no table: no row looks like column headings."
                " Nothing was read. Choose a CSV or Excel file whose first row names the columns."
            ),
            path,
        )
    header, body = header_and_rows(rows, position)
    return RawTable(
        file=path,
        header=header,
        rows=body,
        first_row_number=skipped + position + 2,
        encoding=encoding,
        encoding_certain=certain,
        delimiter=delimiter if len(header) > 1 else "",
    )


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise NotReadable(
            N_(
                "The file “{name}” is not text in the encoding {encoding}. Nothing was read."
                " Choose another encoding, or save the file as “CSV UTF-8” and try again."
            ),
            path,
            encoding=encoding,
        ) from None
    if _ODD_SIGNS.search(text):
        raise NotReadable(
            N_(
                "The file “{name}” is neither a workbook nor a text. Nothing was read."
                " Choose a CSV file or a workbook (XLSX, XLS, ODS)."
            ),
            path,
        )
    return composed(text)


def _guess_delimiter(text: str) -> str:
    """Return the separator by which most rows fall into the same number of columns."""
    best, best_score = ";", (0.0, 1)
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in itertools.islice(_lenient(text, delimiter), _SAMPLE_ROWS) if row)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        score = (count / max(1, widths.total()), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _lenient(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def _rows(path: Path, text: str, delimiter: str, limits: Limits) -> list[Row]:
    try:
        return _parsed(path, text, delimiter, limits, strict=True)
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            raise _unclosed(path, text, delimiter) from None
    try:
        return _parsed(path, text, delimiter, limits, strict=False)
    except csv.Error:
        raise _unclosed(path, text, delimiter) from None


def _parsed(path: Path, text: str, delimiter: str, limits: Limits, *, strict: bool) -> list[Row]:
    rows: list[Row] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict):
        if len(rows) >= limits.rows or len(row) > limits.columns:
            raise NotReadable(
                N_(
                    "The file “{name}” is too large: more than {rows} rows or {columns} columns."
                    " Nothing was read. Split it into smaller files and try again."
                ),
                path,
                rows=limits.rows,
                columns=limits.columns,
            )
        rows.append(tuple([without_guard(value) if value else None for value in row]))
    return rows


def _unclosed(path: Path, text: str, delimiter: str) -> NotReadable:
    complete = sum(1 for _ in _lenient(text, delimiter))
    return NotReadable(
        N_(
            "The file “{name}” has a quotation mark that is opened and never closed, in row {row} or before it."
            " Nothing was read. Correct the row in a spreadsheet program or text editor and try again."
        ),
        path,
        row=complete,
    )
