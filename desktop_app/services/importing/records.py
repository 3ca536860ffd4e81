"""Reads a table of any record type whose columns are named after its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.text import fold
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Child, Record, typed_fields
from desktop_app.exchange.profiles import Profile
from desktop_app.exchange.reading import Cell, RawTable, cell_text
from desktop_app.services.importing.columns import EXPANDED, field_columns
from desktop_app.services.importing.drafts import Draft, Reading
from desktop_app.services.importing.expansions import LAST, Expansions, Step, Values
from desktop_app.services.importing.findings import NO_COLUMN, Findings, TableRow, filled_rows
from desktop_app.services.importing.links import LinkFinder, RecordRef, Ref, spellings_of
from desktop_app.services.importing.values import ValueReader


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
        for place in self._columns.unknown:
            self._findings.doubt(None, place, N_("This column is not known and was left out."))
        for place in self._columns.computed:
            self._findings.doubt(None, place, N_("This column is computed by the program and was left out."))
        names = {field.name for field in self._columns.fields.values()} | self._profile.constants.keys()
        if not names:
            self._findings.error(None, NO_COLUMN, N_("No column is known. Name the columns after the fields."))
            return
        needed = [field for field in typed_fields(self._type) if field.required and _empty(self._blank(field.name))]
        missing = [translate(field.label) for field in needed if field.name not in names]
        if issubclass(self._type, Child) and "owner_id" not in names:
            missing.insert(0, translate(N_("Belongs to")))
        for label in missing:
            self._findings.error(None, NO_COLUMN, N_("The column “{label}” is missing."), label=label)

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
