"""A table in the form of a list that people keep, read by the names that a profile gives its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.nearest import did_you_mean, hinted
from desktop_app.domain.partial_date import PartialDate
from desktop_app.exchange.profiles import Profile
from desktop_app.exchange.reading import RawTable
from desktop_app.services.importing.findings import NO_COLUMN, Findings, TableRow, filled_rows
from desktop_app.services.importing.values import ValueReader


class ListTable:
    """The rows of a list by the paths of a profile, and what goes into the remarks."""

    def __init__(self, table: RawTable, profile: Profile, values: ValueReader, findings: Findings) -> None:
        self.rows = filled_rows(table)
        self._header = table.header
        self._values = values
        self._findings = findings
        self._words = profile.value_maps
        self._maps = {
            path: {text.casefold(): own for text, own in values.items()} for path, values in profile.value_maps.items()
        }
        self._places = {path: place for place, path in reversed(profile.match(table.header).items())}
        known = set(self._places.values())
        self._others = tuple(place for place, heading in enumerate(table.header) if heading and place not in known)
        unused = [heading for heading, path in profile.columns.items() if path not in self._places]
        for place in self._others:
            unknown = N_("This column is not known; its values are kept in the remarks.")
            findings.note(None, place, hinted(unknown, did_you_mean(table.header[place], unused)), error=False)
        self._kept: set[int] = set(self._others)

    def column(self, path: str) -> int:
        """Return the column of a path, or NO_COLUMN."""
        return self._places.get(path, NO_COLUMN)

    def text(self, row: TableRow, path: str) -> str:
        """Return the cell of a path as text; empty where the table has no such column."""
        return row.text(self._places.get(path, NO_COLUMN))

    def mapped(self, path: str, text: str) -> str | None:
        """Return what a profile says that a text means."""
        return self._maps.get(path, {}).get(text.casefold())

    def words_of(self, path: str) -> Iterable[tuple[str, str]]:
        """Return the words of a value map, in small letters, with what each means, in the order of the profile."""
        return self._maps.get(path, {}).items()

    def doubt_word(self, row: TableRow, path: str, msgid: str, known: Iterable[str] = ()) -> None:
        """Note that the word of a cell is not known, with the nearest of the profile's and the other `known` words."""
        hint = did_you_mean(self.text(row, path), (*self._words.get(path, ()), *known))
        self.doubt_said(row, path, hinted(msgid, hint))

    def doubt(self, row: TableRow, path: str, msgid: str, /, **values: object) -> None:
        """Note a doubt at the column of a path."""
        self._findings.doubt(row, self.column(path), msgid, **values)

    def doubt_said(self, row: TableRow, path: str, message: str) -> None:
        """Note a doubt, whose sentence is complete, at the column of a path."""
        self._findings.note(row, self.column(path), message, error=False)

    def doubt_file(self, msgid: str) -> None:
        """Note a doubt about the table as a whole."""
        self._findings.doubt(None, NO_COLUMN, msgid)

    def error(self, row: TableRow, path: str, msgid: str, /, **values: object) -> None:
        """Note an error at the column of a path."""
        self._findings.error(row, self.column(path), msgid, **values)

    def is_wrong(self, row: TableRow) -> bool:
        """Say whether an error was found in a row."""
        return self._findings.is_wrong(row)

    def day(self, row: TableRow, path: str) -> PartialDate | None:
        """Return the date of a cell; None for an empty one, and for one that is no date, which is an error."""
        column = self.column(path)
        if not row.text(column):
            return None
        try:
            return self._values.date(row.cells[column])
        except UserError as failure:
            self._findings.unreadable(row, column, failure)
            return None

    def amount(self, row: TableRow, path: str, scale: int) -> Decimal | None:
        """Return the number of a cell, with `scale` decimal places at most.

        It is None for an empty cell, and for one that holds no such number, which is an error.
        """
        column = self.column(path)
        if not row.text(column):
            return None
        try:
            number = self._values.decimal(
                row.cells[column], scale, lambda message: self._findings.note(row, column, message, error=False)
            )
        except UserError as failure:
            self._findings.unreadable(row, column, failure)
            return None
        if number < 0:
            self.error(row, path, N_("The smallest value here is {limit}."), limit=0)
        return number

    def labelled(self, row: TableRow, path: str) -> str:
        """Return a cell with its heading, as it is kept in the remarks; empty where the cell is."""
        place = self.column(path)
        text = row.text(place)
        if not text:
            return ""
        self._kept.add(place)
        return f"{self._header[place]}: {text}"

    def plain(self, row: TableRow, path: str) -> str:
        """Return a cell as it is kept in the remarks without its heading."""
        place = self.column(path)
        if text := row.text(place):
            self._kept.add(place)
        return text

    def number(self, row: TableRow) -> str:
        """Return the list's own number as it is kept in the remarks."""
        place = self.column("number")
        text = row.text(place)
        if not text:
            return ""
        self._kept.add(place)
        return translate("No. {number} of the list", number=text)

    def remarks(self, row: TableRow, lines: Sequence[str]) -> list[str]:
        """Return lines for the remarks, with the columns that nobody knows behind."""
        unknown = [f"{self._header[place]}: {text}" for place in self._others if (text := row.text(place))]
        return [line for line in (*lines, *unknown) if line]

    def kept(self) -> tuple[str, ...]:
        """Return the headings of the columns that were kept in the remarks."""
        return tuple(self._header[place] for place in sorted(self._kept))
