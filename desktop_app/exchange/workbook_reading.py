"""Reads one sheet of a workbook (XLSX, XLSM, XLS, ODS) by python-calamine."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.i18n import N_
from desktop_app.exchange.failures import DAMAGED, PROTECTED, NotReadable
from desktop_app.exchange.limits import Limits
from desktop_app.exchange.raw_table import Cell, RawTable, Row, composed, header_and_rows, header_position

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_Value = str | float | bool | date | datetime | time | timedelta

_NO_SUCH_SHEET = N_(
    "The workbook “{name}” has no sheet “{sheet}”. Nothing was read. Its sheets are: {sheets}."
    " Choose one of them and try again."
)
_NO_TABLE = N_(
    "The workbook “{name}” holds no table in its sheet “{sheet}”: no row looks like column headings."
    " Nothing was read. Choose another sheet, or name the columns in the first row."
)
_TOO_LARGE = N_(
    "The sheet “{sheet}” of the workbook “{name}” is too large: more than {rows} rows or {columns} columns."
    " Nothing was read. Split it into smaller sheets and try again."
)


def read_workbook(path: Path, data: bytes, limits: Limits, sheet: str | None = None) -> RawTable:
    """Read one sheet of the bytes of `path`: the one named, or the first that holds a table.

    The bytes of a packed workbook must have passed `check_zip`. Raises NotReadable.
    """
    with _faults_explained(path), _opened(data) as workbook:
        sheets = tuple(composed(name) for name in workbook.sheet_names)
        if sheet is not None and sheet not in sheets:
            raise NotReadable(_NO_SUCH_SHEET, path, sheet=sheet, sheets=", ".join(sheets))
        wanted = [sheets.index(sheet)] if sheet is not None else list(range(len(sheets)))
        for index in wanted:
            rows = _rows(path, workbook, index, limits)
            position = header_position(rows)
            if position is not None and (sheet is not None or _is_table(rows[position])):
                header, body = header_and_rows(rows, position)
                return RawTable(path, header, body, position + 2, sheet=sheets[index], sheets=sheets)
    raise NotReadable(_NO_TABLE, path, sheet=sheet or ", ".join(sheets))


def _is_table(heading: Row) -> bool:
    """Say whether the headings are those of a table; a cover sheet has one text in each row."""
    return sum(value is not None for value in heading) > 1


def _opened(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  few starts of the program read a file

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


@contextlib.contextmanager
def _faults_explained(path: Path) -> Iterator[None]:
    """Turn what the parser raises for a damaged file into NotReadable; it may panic too, below every Exception."""
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415  as above

    try:
        yield
    except PasswordError:
        raise NotReadable(PROTECTED, path) from None
    except (CalamineError, OSError, ValueError) as fault:
        raise NotReadable(DAMAGED, path) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise NotReadable(DAMAGED, path) from None


def _rows(path: Path, workbook: CalamineWorkbook, index: int, limits: Limits) -> list[Row]:
    sheet = workbook.get_sheet_by_index(index)
    if sheet.total_height > limits.rows or sheet.total_width > limits.columns:
        raise NotReadable(_TOO_LARGE, path, sheet=sheet.name, rows=limits.rows, columns=limits.columns)
    return [tuple([_cell(value) for value in row]) for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: _Value) -> Cell:
    if isinstance(value, str):
        return composed(value) or None
    if isinstance(value, int | float | date):
        return value
    if isinstance(value, time):
        return value.isoformat("auto" if value.second else "minutes")
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
