"""Collects what is wrong or doubtful while a table is read."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.exchange.reading import Cell, RawTable, cell_text
from desktop_app.services.importing.report import FILE, ImportProblem

NO_COLUMN = -1


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that is not empty, with its number in the file."""

    number: int
    cells: tuple[Cell, ...]

    def text(self, column: int) -> str:
        """Return the cell of a column without blanks around it; empty where there is no such column."""
        if column == NO_COLUMN:
            return ""
        value = self.cells[column]
        return value.strip() if isinstance(value, str) else cell_text(value)


def filled_rows(table: RawTable) -> list[TableRow]:
    """Return the rows of a table that hold anything."""
    first = table.first_row_number
    return [
        TableRow(first + index, cells)
        for index, cells in enumerate(table.rows)
        if any(cell is not None and cell != "" for cell in cells)
    ]


class Findings:
    """The problems of one table, each with its place."""

    def __init__(self, table: RawTable) -> None:
        self._file = table.file.name
        self._header = table.header
        self._found: list[ImportProblem] = []
        self._wrong_rows: set[int] = set()

    @property
    def failed(self) -> bool:
        """Say whether anything blocks the import."""
        return bool(self._wrong_rows)

    def is_wrong(self, row: TableRow) -> bool:
        """Say whether an error was found in a row."""
        return row.number in self._wrong_rows

    def error(self, row: TableRow | None, column: int, msgid: str, /, **values: object) -> None:
        """Note what blocks the import; `msgid` is marked with `N_` where it is written."""
        self._note(row, column, translate(msgid, **values), error=True)

    def doubt(self, row: TableRow | None, column: int, msgid: str, /, **values: object) -> None:
        """Note what is listed and blocks nothing."""
        self._note(row, column, translate(msgid, **values), error=False)

    def unreadable(self, row: TableRow, column: int, failure: UserError) -> None:
        """Note a cell whose value is not of the kind that its field takes."""
        self._note(row, column, failure.message(), error=True)

    def note(self, row: TableRow | None, column: int, message: str, *, error: bool) -> None:
        """Note a problem whose sentence is complete."""
        self._note(row, column, message, error=error)

    def problems(self) -> tuple[ImportProblem, ...]:
        """Return all problems in the order of the rows, those of the file as a whole first."""
        return tuple(sorted(self._found, key=lambda problem: problem.row))

    def _note(self, row: TableRow | None, column: int, message: str, *, error: bool) -> None:
        number = row.number if row else FILE
        heading = self._header[column] if column != NO_COLUMN else ""
        value = row.text(column) if row else ""
        self._found.append(ImportProblem(self._file, number, heading, value, message, error))
        if error:
            self._wrong_rows.add(number)
