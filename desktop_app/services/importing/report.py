"""What an import found and did, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES

FILE = 0
"""The row number of what concerns the file as a whole."""


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One thing that is wrong (`error`) or doubtful in a table.

    `row` is the row as a spreadsheet program numbers it (`FILE` for the table as a whole), `column` its heading,
    `value` the cell as it is read; `message` is a sentence in the language of the import.
    """

    file: str
    row: int
    column: str
    value: str
    message: str
    error: bool = True

    def text(self) -> str:
        """Return the problem in one line: where it is, what stands there, what is wrong with it."""
        place = [self.file]
        if self.row:
            place.append(translate("row {row}", row=self.row))
        if self.column:
            place.append(translate("column “{column}”", column=self.column))
        value = f" {quoted(self.value)}" if self.value else ""
        line = f"{', '.join(place)}:{value} {self.message}"
        return line if self.error else translate("Doubt: {line}", line=line)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of one import, or of a trial of it.

    `created` counts new records by record type; `skipped` the rows that are in the register already; `joined` those
    that tell of the same record as an earlier row. Of a list, every row makes a record or is one of these two.
    `kept_in_remarks` names the columns whose values were kept as remarks; `profile` the profile by which the table
    was understood, empty for none.
    """

    file: str
    rows_read: int
    created: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    joined: int = 0
    problems: tuple[ImportProblem, ...] = ()
    kept_in_remarks: tuple[str, ...] = ()
    profile: str = ""

    @property
    def errors(self) -> tuple[ImportProblem, ...]:
        """Return what blocks the import."""
        return tuple(problem for problem in self.problems if problem.error)

    @property
    def doubts(self) -> tuple[ImportProblem, ...]:
        """Return what is listed only."""
        return tuple(problem for problem in self.problems if not problem.error)

    def summary(self) -> str:
        """Return what was made, in one line."""
        parts = [f"{translate(TYPES[name].PLURAL)}: {count}" for name, count in self.created.items() if count]
        made = translate("New: {records}.", records=", ".join(parts)) if parts else translate("Nothing is new.")
        if self.joined:
            made += " " + format_count(
                "{count} row tells of the same partnership as another and is joined with it.",
                "{count} rows tell of the same partnership as another and are joined with it.",
                self.joined,
            )
        if self.skipped:
            made += " " + format_count(
                "{count} row is in the register already and is left out.",
                "{count} rows are in the register already and are left out.",
                self.skipped,
            )
        if self.kept_in_remarks:
            columns = ", ".join(map(quoted, self.kept_in_remarks))
            made += " " + translate("Kept in the remarks: {columns}.", columns=columns)
        return made


class ImportFailed(UserError):
    """A table with errors in it: nothing of it was written; `report` lists all of them."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__(N_("“{file}” was not imported, and nothing was changed."), file=report.file)
        self.report = report

    def headline(self) -> str:
        """Return in one sentence that nothing was imported and how many errors stand in the way."""
        count = format_count(
            "{count} error has to be corrected first.",
            "{count} errors have to be corrected first.",
            len(self.report.errors),
        )
        return f"{super().message()} {count}"

    def message(self) -> str:
        """Return the headline with every error in a line below."""
        return "\n".join([self.headline(), *(problem.text() for problem in self.report.errors)])


def quoted(value: str) -> str:
    """Return a text of the user as it stands in a message."""
    return translate("“{value}”", value=value)
