"""Lets openpyxl build a workbook without its rows: styles, widths, filter, print set-up, the sheet "Info"."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop_app.base.i18n import N_, translate_in
from desktop_app.domain.fields import Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.exchange.sheet import Column, Sheet, shown_text
from desktop_app.exchange.xlsx_text import cell_form

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SHEET_PART = "xl/worksheets/sheet1.xml"

_DATE_FORMAT = "dd.mm.yyyy"
_TIMESTAMP_FORMAT = "dd.mm.yyyy hh:mm"
_TEXT_FORMAT = "@"
_AS_TEXT = frozenset({Kind.CODE, Kind.PHONE})
"""Kinds that a spreadsheet program must not turn into numbers when somebody edits the cell."""

_PAPER_A4 = 9
_MOST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_INFO_WIDTHS = (28, 80)
_SAMPLE_ROWS = re.compile(r'<row r="2".*</row>', re.DOTALL)
_DIMENSION = re.compile(r"<dimension [^>]*/>")
_STYLE = re.compile(r'<c r="([A-Z]+)([23])"[^>]*? s="(\d+)"')
_LAST_SAMPLE_ROW = 3

_DOCUMENT_FORMATS: dict[Kind, str] = {Kind.DATE: _DATE_FORMAT, Kind.TIMESTAMP: _TIMESTAMP_FORMAT, Kind.INTEGER: "#,##0"}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A workbook with a gap where the rows of its first sheet go.

    `head` and `tail` stand before and after the rows, header row included in `head`. `styles` gives each column's style
    number and the one that also keeps text from being taken for a formula. `letters` are the columns' names.
    """

    head: str
    tail: str
    styles: tuple[tuple[int, int], ...]
    letters: tuple[str, ...]
    parts: tuple[tuple[str, bytes], ...]

    def tail_for(self, last_row: int) -> str:
        """Return what follows the rows, its filter reaching to `last_row`."""
        last = self.letters[-1]
        tail = self.tail.replace(f'ref="A1:{last}{_LAST_SAMPLE_ROW}"', f'ref="A1:{last}{last_row}"')
        # Codes are text on purpose: without this every one of them carries a warning triangle.
        ignored = f'<ignoredErrors><ignoredError sqref="A1:{last}{last_row}" numberStoredAsText="1"/></ignoredErrors>'
        return tail.replace("</worksheet>", ignored + "</worksheet>")

    def parts_for(self, last_row: int) -> list[tuple[str, bytes]]:
        """Return the other parts of the workbook, the filter's range in them reaching to `last_row`."""
        last = self.letters[-1]
        old, new = f"$A$1:${last}${_LAST_SAMPLE_ROW}".encode(), f"$A$1:${last}${last_row}".encode()
        return [(name, part.replace(old, new) if name == "xl/workbook.xml" else part) for name, part in self.parts]


def build_skeleton(sheet: Sheet, widths: Sequence[float]) -> Skeleton:
    """Build the workbook of `sheet` with columns of `widths` characters, all but its rows."""
    from openpyxl import Workbook  # noqa: PLC0415  a tenth of a second that only an export needs
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  as above

    letters = tuple(get_column_letter(number) for number in range(1, len(sheet.columns) + 1))
    workbook = Workbook()
    page = workbook.active
    page.title = sheet_title(sheet.title)
    _put_header(page, sheet.columns)
    _put_samples(page, sheet.columns)
    for letter, width in zip(letters, widths, strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{letters[-1]}{_LAST_SAMPLE_ROW}"
    _set_up_print(page, sheet)
    page.print_title_rows = "1:1"
    _put_info(workbook.create_sheet("Info"), sheet)
    properties = workbook.properties
    properties.creator, properties.title, properties.language = "Brückenbuch", cell_form(sheet.title), sheet.language
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    return _taken_apart(workbook, letters)


def sheet_title(title: str) -> str:
    """Return the title as Excel allows it for a sheet: 31 characters, no brackets or slashes, not the name "Info"."""
    allowed = " ".join(_NOT_IN_TITLES.sub(" ", cell_form(title)).split()).strip("' ")
    short = allowed.encode("utf-16-le")[: _MOST_TITLE * 2].decode("utf-16-le", "ignore").strip("' ")
    return short if short and short.casefold() not in {"info", "history"} else f"{short or 'Brückenbuch'} 1"


def _put_header(page: Worksheet, columns: tuple[Column, ...]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415  as above

    for number, column in enumerate(columns, start=1):
        cell = page.cell(1, number)
        _put(cell, column.heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7ECF2")
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _put_samples(page: Worksheet, columns: tuple[Column, ...]) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415  as above

    for number, column in enumerate(columns, start=1):
        for row in (2, _LAST_SAMPLE_ROW):
            cell = page.cell(row, number)
            _put(cell, "x")
            cell.number_format = _number_format(column)
            cell.alignment = Alignment(vertical="top", wrap_text=True if column.kind is Kind.LONG_TEXT else None)
            cell.quotePrefix = row == _LAST_SAMPLE_ROW


def _number_format(column: Column) -> str:
    if column.kind in _AS_TEXT:
        return _TEXT_FORMAT
    if column.kind is Kind.DECIMAL:
        return "#,##0." + "0" * column.scale if column.scale else "#,##0"
    return _DOCUMENT_FORMATS.get(column.kind, "General")


def _set_up_print(page: Worksheet, sheet: Sheet) -> None:
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.paperSize = _PAPER_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.left.text = cell_form(sheet.title).replace("&", "&&")[:120]
    page.oddFooter.right.text = translate_in(sheet.language, N_("Page {page} of {pages}"), page="&P", pages="&N")


def _put_info(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415  as above

    for row, (label, value) in enumerate(sheet.info, start=1):
        name, content = page.cell(row, 1), page.cell(row, 2)
        _put(name, label)
        name.font = Font(bold=True)
        _put_typed(content, value, sheet.language)
        for cell in (name, content):
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    for letter, width in zip("AB", _INFO_WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.page_setup.paperSize = _PAPER_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put_typed(cell: Cell, value: object, language: str) -> None:
    if isinstance(value, PartialDate) and value.full:
        value = value.full
    if isinstance(value, datetime):
        cell.value = value.astimezone().replace(tzinfo=None, microsecond=0)
        cell.number_format = _TIMESTAMP_FORMAT
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = _DATE_FORMAT
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        cell.value = value
    elif isinstance(value, str | bool | tuple | PartialDate):
        _put(cell, shown_text(value, Column(""), language))


def _put(cell: Cell, text: str) -> None:
    """Set a text as text, whatever it starts with: openpyxl would make a formula of `=` and an error of `#N/A`."""
    cell.value = cell_form(text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "'")


def _taken_apart(workbook: object, letters: tuple[str, ...]) -> Skeleton:
    packed = io.BytesIO()
    workbook.save(packed)  # type: ignore[attr-defined]
    with zipfile.ZipFile(packed) as archive:
        xml = archive.read(SHEET_PART).decode()
        parts = tuple((name, archive.read(name)) for name in archive.namelist() if name != SHEET_PART)
    numbers = {(letter, row): int(style) for letter, row, style in _STYLE.findall(xml)}
    styles = tuple((numbers.get((letter, "2"), 0), numbers.get((letter, "3"), 0)) for letter in letters)
    samples = _SAMPLE_ROWS.search(xml)
    if samples is None:
        raise ValueError(xml)
    return Skeleton(_DIMENSION.sub("", xml[: samples.start()]), xml[samples.end() :], styles, letters, parts)
