"""Writes the values of a column as typed cells of a sheet's XML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.domain.fields import Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.exchange.sheet import Column, Value, shown_text
from desktop_app.exchange.text_guard import TRIGGERS
from desktop_app.exchange.xlsx_text import MOST_CHARACTERS, inline_string, is_too_long

CellWriter = Callable[[Value, int], str]
"""Gives the XML of one value in the row of that number."""

_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_SAFE_DAY = date(1900, 3, 1)
"""Before it Excel counts a 29 February 1900 that never was."""
_SECONDS_OF_A_DAY = 86_400
_EXACT_DIGITS = 15
_MOST_EXACT = 999_999_999_999_999
_QUOTED = (*TRIGGERS, "'")


class TooLong(UserError):
    """A text is longer than a cell of a workbook can hold; nothing was written."""


def cell_writer(column: Column, letter: str, styles: tuple[int, int], language: str) -> CellWriter:
    """Return the function that writes the cells of one column.

    `styles` are the column's style and the same with the mark that keeps text from being taken for a formula.
    """
    as_text = _text_writer(column, letter, styles, language)
    typed = {
        Kind.INTEGER: _number_writer,
        Kind.DECIMAL: _number_writer,
        Kind.DATE: _date_writer,
        Kind.TIMESTAMP: _timestamp_writer,
    }.get(column.kind)
    return typed(letter, styles[0], as_text) if typed else as_text


def _text_writer(column: Column, letter: str, styles: tuple[int, int], language: str) -> CellWriter:
    plain, quoted = styles

    def write(value: Value, row: int) -> str:
        text = value if isinstance(value, str) else shown_text(value, column, language)
        if not text:
            return ""
        if is_too_long(text):
            raise TooLong(
                N_(
                    "The text in column “{column}”, row {row} is longer than the {most} characters that a cell of a"
                    " workbook holds. Nothing was written. Leave the column out, or choose CSV, then try again."
                ),
                column=column.heading,
                row=row,
                most=MOST_CHARACTERS,
            )
        style = quoted if text.startswith(_QUOTED) else plain
        return f'<c r="{letter}{row}" s="{style}" t="inlineStr">{inline_string(text)}</c>'

    return write


def _number_writer(letter: str, style: int, as_text: CellWriter) -> CellWriter:
    def write(value: Value, row: int) -> str:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not _is_exact(value):
            return as_text(value, row)
        return f'<c r="{letter}{row}" s="{style}"><v>{value}</v></c>'

    return write


def _is_exact(number: int | Decimal) -> bool:
    """Say whether a spreadsheet program keeps every digit of the number."""
    if isinstance(number, Decimal):
        return number.is_finite() and len(number.as_tuple().digits) <= _EXACT_DIGITS
    return abs(number) <= _MOST_EXACT


def _date_writer(letter: str, style: int, as_text: CellWriter) -> CellWriter:
    def write(value: Value, row: int) -> str:
        day = value.full if isinstance(value, PartialDate) else value
        if not isinstance(day, date) or isinstance(day, datetime) or day < _FIRST_SAFE_DAY:
            return as_text(value, row)
        return f'<c r="{letter}{row}" s="{style}"><v>{day.toordinal() - _DAY_ZERO}</v></c>'

    return write


def _timestamp_writer(letter: str, style: int, as_text: CellWriter) -> CellWriter:
    def write(value: Value, row: int) -> str:
        if not isinstance(value, datetime):
            return as_text(value, row)
        local = value.astimezone()
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        serial = local.toordinal() - _DAY_ZERO + seconds / _SECONDS_OF_A_DAY
        return f'<c r="{letter}{row}" s="{style}"><v>{serial!r}</v></c>'

    return write
