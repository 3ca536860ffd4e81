"""Reads a table of any record type whose columns are named after its fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.nearest import did_you_mean, hinted, nearest
from desktop_app.base.text import fold
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Child, Record, list_fields, typed_fields
from desktop_app.exchange.profiles import Profile
from desktop_app.exchange.reading import Cell, RawTable, cell_text
from desktop_app.services.importing.columns import EXPANDED, field_columns
from desktop_app.services.importing.drafts import Draft, Reading
from desktop_app.services.importing.expansions import LAST, Expansions, Step, Values
from desktop_app.services.importing.findings import NO_COLUMN, Findings, TableRow, filled_rows
from desktop_app.services.importing.links import LinkFinder, RecordRef, Ref, spellings_of
from desktop_app.services.importing.profiles import known_headings, missing_columns
from desktop_app.services.importing.report import quoted
from desktop_app.services.importing.values import ValueReader

_SIDES = {"partnership": ("german_side", "ukrainian_side")}
"""The columns that stand for child rows without which there is no record."""
_NAMED = 10
"""Headings that a message names where the table has none that is known."""


class RecordTable:
    """Makes one record of each row."""

    def __init__(
        self,
        record_type: type[Record],
        table: RawTable,
        profile: Profile,
        *,
        values: ValueReader,
        links: LinkFinder,
        findings: Findings,
    ) -> None:
        self._type = record_type
        self._table = table
        self._rows = filled_rows(table)
        self._profile = profile
        self._values = values
        self._links = links
        self._expansions = Expansions(values, links)
        self._findings = findings
        self._columns = field_columns(record_type, table.header, _assigned(profile, table))
        self._maps = {
            path: {text.casefold(): own for text, own in values.items()} for path, values in profile.value_maps.items()
        }
        self._own: dict[str, list[RecordRef]] = {}

    def read(self, progress: Callable[[int], None]) -> Reading:
        """Return one draft for each row that can be read."""
        self._check_columns()
        if self._findings.failed:
            return Reading([])
        read = []
        for done, row in enumerate(self._rows):
            read.append((row, *self._row(row)))
            progress(done)
        for row, values, _ in read:
            self._remember(row, values)
        drafts = [self._draft(row, values, steps) for row, values, steps in read]
        columns = {field.name: place for place, field in self._columns.fields.items()}
        return Reading([draft for draft in drafts if not self._findings.is_wrong(draft.row)], columns)

    # -- columns -----------------------------------------------------------------------------------------------

    def _check_columns(self) -> None:
        known = self._known_headings()
        for place in self._columns.unknown:
            hint = did_you_mean(self._table.header[place], known)
            self._findings.note(None, place, hinted(N_("This column is not known and is left out."), hint), error=False)
        for place in self._columns.computed:
            self._findings.doubt(None, place, N_("This column is computed by the program and is left out."))
        names = {field.name for field in self._columns.fields.values()} | self._profile.constants.keys()
        wrong = [translate(N_("The column “{label}” is missing."), label=label) for label in self._missing(names)]
        if not names:
            headings = ", ".join(map(quoted, self._usual_headings()))
            wrong = [translate(N_("No column is named after a field, such as {names}."), names=headings)]
        if wrong:
            wrong[-1] = " ".join([wrong[-1], *self._ways_out(known)])
        for message in wrong:
            self._findings.note(None, NO_COLUMN, message, error=True)

    def _known_headings(self) -> list[str]:
        """Return the headings that the table might have meant by those that nobody knows."""
        taken = {field.name for field in self._columns.fields.values()}
        fields = [field for field in list_fields(self._type) if field.name not in taken]
        known = [translate(field.label) for field in fields] + [field.name for field in fields]
        return known + known_headings(self._type.NAME)

    def _ways_out(self, known: Sequence[str]) -> Iterator[str]:
        """Yield which headings may be misspelt, and what the table lacks to be read as a list of a known form."""
        for heading in (self._table.header[place] for place in self._columns.unknown):
            if word := nearest(heading, known):
                yield translate(N_("“{heading}” may be meant for “{word}”."), heading=heading, word=word)
        for profile, columns in missing_columns(self._type.NAME, self._table.header):
            yield translate(
                N_("To be read as “{profile}”, the table lacks {columns}."), profile=profile, columns=columns
            )

    def _missing(self, names: Collection[str]) -> list[str]:
        """Return the labels of the columns that a table with the fields `names` still needs."""
        needed = [field for field in typed_fields(self._type) if field.required and _empty(self._blank(field.name))]
        missing = [translate(field.label) for field in needed if field.name not in names]
        if issubclass(self._type, Child) and "owner_id" not in names:
            missing.insert(0, translate(N_("Belongs to")))
        sides = [field for field in list_fields(self._type) if field.name in _SIDES.get(self._type.NAME, ())]
        if not any(field.name in names for field in sides):
            missing += (translate(field.label) for field in sides)
        return missing

    def _usual_headings(self) -> list[str]:
        """Return headings of a table of this kind, those first that it cannot do without."""
        others = (translate(field.label) for field in typed_fields(self._type))
        return list(dict.fromkeys((*self._missing(()), *others)))[:_NAMED]

    def _blank(self, name: str) -> Any:
        return getattr(self._type(), name)

    # -- rows --------------------------------------------------------------------------------------------------

    def _row(self, row: TableRow) -> tuple[Values, list[Step]]:
        """Return the values of a row, links as references, and the steps that add child rows."""
        values: Values = {}
        steps: list[Step] = []
        last: list[Step] = []
        for name, text in self._profile.constants.items():
            if field := self._field(name):
                self._put(row, NO_COLUMN, field, text, values)
        for place, field in self._columns.fields.items():
            cell = self._cell(row, place, field)
            if cell is None or cell == "":
                continue
            if field.name in EXPANDED.get(self._type.NAME, ()):
                (last if field.name in LAST else steps).extend(self._steps(row, place, field, cell))
            else:
                self._put(row, place, field, cell, values)
        return values, steps + last

    def _cell(self, row: TableRow, place: int, field: Field) -> Cell:
        cell = row.cells[place]
        if isinstance(cell, str):
            cell = cell.strip()
        return self._maps[field.name].get(cell_text(cell).casefold(), cell) if field.name in self._maps else cell

    def _field(self, name: str) -> Field | None:
        return next((field for field in typed_fields(self._type) if field.name == name), None)

    def _put(self, row: TableRow, place: int, field: Field, cell: Cell, values: Values) -> None:
        try:
            if field.kind is Kind.LINK:
                values[field.name] = self._link(row, field, cell_text(cell))
            else:
                values[field.name] = self._values.read(
                    field, cell, lambda message: self._findings.note(row, place, message, error=False)
                )
        except UserError as failure:
            self._findings.unreadable(row, place, failure)

    def _steps(self, row: TableRow, place: int, field: Field, cell: Cell) -> list[Step]:
        try:
            return self._expansions.steps(field.name, row, cell)
        except UserError as failure:
            self._findings.unreadable(row, place, failure)
            return []

    def _link(self, row: TableRow, field: Field, text: str) -> Ref | str:
        """Return the linked record; a link to the table's own type waits as text until all rows are read."""
        return text if field.target == self._type.NAME else self._links.find(field.target, text, row)

    def _place(self, name: str) -> int:
        place = self._columns.place_of(name)
        return NO_COLUMN if place is None else place

    # -- records -----------------------------------------------------------------------------------------------

    def _remember(self, row: TableRow, values: Values) -> None:
        """Let rows of the table link to each other."""
        if any(field.target == self._type.NAME for field in self._columns.fields.values()):
            links = self._self_links()
            plain: dict[str, Any] = {
                name: value for name, value in values.items() if not isinstance(value, Ref) and name not in links
            }
            item = self._type(**plain)
            ref = RecordRef(item.title, row=row)
            for spelling in spellings_of(item):
                self._own.setdefault(spelling, []).append(ref)
            self._own.setdefault(f"\n{row.number}", []).append(ref)

    def _self_links(self) -> tuple[str, ...]:
        return tuple(field.name for field in self._columns.fields.values() if field.target == self._type.NAME)

    def _draft(self, row: TableRow, values: Values, steps: list[Step]) -> Draft:
        needs = []
        for name in self._self_links():
            if isinstance(text := values.get(name), str):
                found = [ref for ref in self._own.get(fold(text), ()) if ref.row is not row]
                ref = found[0] if len(found) == 1 else self._elsewhere(row, name, text)
                values[name] = ref
                needs += [ref] if isinstance(ref, RecordRef) and ref in found else []

        def build() -> Record:
            ready: Values = {name: value.id if isinstance(value, Ref) else value for name, value in values.items()}
            for step in steps:
                step(ready)
            return self._type(**ready)

        own = self._own.get(f"\n{row.number}", [None])[0]
        return Draft(row, build, tuple(needs), own)

    def _elsewhere(self, row: TableRow, name: str, text: str) -> Ref | None:
        try:
            return self._links.find(self._type.NAME, text, row)
        except UserError as failure:
            self._findings.unreadable(row, self._place(name), failure)
            return None


def _assigned(profile: Profile, table: RawTable) -> Mapping[str, str]:
    return {table.header[place]: path for place, path in profile.match(table.header).items()}


def _empty(value: Any) -> bool:
    return value in ("", None, ())
