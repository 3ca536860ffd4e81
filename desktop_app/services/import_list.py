"""A table in the form of a list that people keep, read by the names that a profile gives its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.problems import Problem
from desktop_app.exchange.profiles import Profile
from desktop_app.exchange.reading import RawTable
from desktop_app.services.import_findings import NO_COLUMN, Findings, TableRow


class ListTable:
    """The rows of a list by the paths of a profile, and what goes into the remarks."""

    def __init__(self, table: RawTable, profile: Profile, findings: Findings) -> None:
        self._header = table.header
        self._findings = findings
        self._maps = {
            path: {text.casefold(): own for text, own in values.items()} for path, values in profile.value_maps.items()
        }
        self._places = {path: place for place, path in reversed(profile.match(table.header).items())}
        known = set(self._places.values())
        self._others = tuple(place for place, heading in enumerate(table.header) if heading and place not in known)
        for place in self._others:
            findings.doubt(None, place, N_("This column is not known; its values are kept in the remarks."))
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

    def doubt(self, row: TableRow, path: str, msgid: str, /, **values: object) -> None:
        """Note a doubt at the column of a path."""
        self._findings.doubt(row, self.column(path), msgid, **values)

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

    def remarks(self, row: TableRow, lines: Sequence[str]) -> str:
        """Return lines for the remarks, with the columns that nobody knows behind."""
        unknown = [f"{self._header[place]}: {text}" for place in self._others if (text := row.text(place))]
        return "\n".join(line for line in (*lines, *unknown) if line)

    def kept(self) -> tuple[str, ...]:
        """Return the headings of the columns that were kept in the remarks."""
        return tuple(self._header[place] for place in sorted(self._kept))


def first_problem(problems: Iterable[Problem]) -> str:
    """Return the first error of some problems in words; empty where there is none."""
    return next((problem.text() for problem in problems if problem.error), "")
