"""Compares the CPU time of an export of 10,000 rows × 12 with plain openpyxl in write-only mode, in one run."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from desktop_app.domain.fields import Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.exchange.sheet import Column, Sheet, Value
from desktop_app.exchange.workbook import write_xlsx

ROWS = 10_000
ROUNDS = 3
MOST_ALLOWED = 1.1

COLUMNS = (
    Column("Nr.", Kind.INTEGER, 8),
    Column("Gemeinde", Kind.TEXT, 24),
    Column("Hromada", Kind.TEXT, 26),
    Column("Oblast", Kind.TEXT, 24),
    Column("Anschrift", Kind.TEXT, 34),
    Column("KATOTTG", Kind.CODE, 24),
    Column("Menge", Kind.INTEGER, 9),
    Column("Wert", Kind.DECIMAL, 12),
    Column("Datum", Kind.DATE, 12),
    Column("Geändert", Kind.TIMESTAMP, 17),
    Column("Status", Kind.CHOICE, 12),
    Column("Bemerkung", Kind.LONG_TEXT, 60),
)
FORMATS = {
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.DATE: "dd.mm.yyyy",
    Kind.TIMESTAMP: "dd.mm.yyyy hh:mm",
}


def rows() -> list[tuple[Value, ...]]:
    first, moment = date(2014, 3, 1), datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    return [
        (
            number,
            f"Gemeinde Grünbach an der Größe {number}",
            f"Чернігівська громада {number % 1700}",
            "Івано-Франківська область",
            f"Straße der Freundschaft {number % 200}, {10_000 + number % 80_000} Tübingen",
            f"UA{74_100_390_000_000_000 + number}",
            number % 500,
            Decimal(number * 37 % 1_000_000) / 100,
            PartialDate.of(first + timedelta(days=number % 4000)),
            moment + timedelta(minutes=number),
            ("aktiv", "ruht", "beendet")[number % 3],
            f"Vereinbarung Nr. {number}: Hilfsgüter & Begegnung, verlängert am Tag der Partnerschaft {number * 7}",
        )
        for number in range(1, ROWS + 1)
    ]


def plain_openpyxl(values: Sequence[Sequence[Value]]) -> None:
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet("Liste")
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:L{len(values) + 1}"
    heading = []
    for column in COLUMNS:
        cell = WriteOnlyCell(page, column.heading)
        cell.font = Font(bold=True)
        heading.append(cell)
    page.append(heading)
    formatted = [(place, FORMATS[column.kind]) for place, column in enumerate(COLUMNS) if column.kind in FORMATS]
    for row in values:
        cells: list[object] = list(row)
        cells[8] = row[8].full if isinstance(row[8], PartialDate) else row[8]
        cells[9] = row[9].replace(tzinfo=None) if isinstance(row[9], datetime) else row[9]
        for place, number_format in formatted:
            cell = WriteOnlyCell(page, cells[place])
            cell.number_format = number_format
            cells[place] = cell
        page.append(cells)
    workbook.save(io.BytesIO())


def ours(values: Sequence[Sequence[Value]]) -> None:
    write_xlsx(io.BytesIO(), Sheet("Liste", COLUMNS, values, info=(("Anzahl", len(values)),)))


def cpu_seconds(work: Callable[[Sequence[Sequence[Value]]], None], values: Sequence[Sequence[Value]]) -> float:
    start = time.process_time()
    work(values)
    return time.process_time() - start


def main() -> None:
    values = rows()
    pairs = [(cpu_seconds(ours, values), cpu_seconds(plain_openpyxl, values)) for _ in range(ROUNDS)]
    own, plain = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    print(f"export of {ROWS} rows x {len(COLUMNS)}: {own:.2f} s, openpyxl write-only {plain:.2f} s")
    print(f"ratio {own / plain:.2f} (at most {MOST_ALLOWED})")
    if own > MOST_ALLOWED * plain:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
