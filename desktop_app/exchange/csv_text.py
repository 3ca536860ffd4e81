"""Writes a table as CSV text that Excel opens by a double click."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO

from desktop_app.base.paths import safe_write
from desktop_app.exchange.sheet import Column, Sheet, Value, shown_text
from desktop_app.exchange.text_guard import with_guard
from desktop_app.exchange.xlsx_text import cell_form

_DECIMAL_POINTS = {"de": ",", "uk": ",", "en": "."}


def write_csv(target: Path | IO[bytes], sheet: Sheet) -> int:
    """Write the table as UTF-8 with byte order mark, `;` between values, CRLF; returns the number of rows.

    All dates are ISO, whole (`2022-12-14`) or known in part (`2022-12`), so that one rule holds for the column and
    nothing is completed by guessing; moments are local (`2022-12-14 09:30`). Numbers are ungrouped, with the decimal
    sign of the sheet's language. Text that starts like a formula gets an apostrophe, which reading takes away again.
    The lines of "Info" are left out. A path is written whole or not at all.
    """
    if isinstance(target, Path):
        with safe_write(target) as file:
            return _write(file, sheet)
    return _write(target, sheet)


def _write(file: IO[bytes], sheet: Sheet) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([with_guard(cell_form(column.heading)) for column in sheet.columns])
        as_texts = [_text_of(column, sheet.language) for column in sheet.columns]
        count = 0
        for row in sheet.rows:
            writer.writerow([as_text(value) for as_text, value in zip(as_texts, row, strict=True)])
            count += 1
        text.flush()
    finally:
        text.detach()
    return count


def _text_of(column: Column, language: str) -> Callable[[Value], str]:
    point = _DECIMAL_POINTS[language]

    def as_text(value: Value) -> str:
        if isinstance(value, str):
            return with_guard(cell_form(value))
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", point)
        if isinstance(value, datetime):
            return value.astimezone().strftime("%Y-%m-%d %H:%M")
        if isinstance(value, date):
            return value.isoformat()
        text = shown_text(value, column, language)
        return text if isinstance(value, int) and not isinstance(value, bool) else with_guard(cell_form(text))

    return as_text
