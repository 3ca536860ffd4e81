"""Writes what an import has understood into the register, in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeVar

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.errors import Invalid, UserError
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import Child, Record, child_fields, problems_of
from desktop_app.services.importing.drafts import Draft, Reading
from desktop_app.services.importing.findings import NO_COLUMN, Findings, TableRow
from desktop_app.services.importing.links import LinkFinder
from desktop_app.services.importing.places import PlaceFinder
from desktop_app.storage.unit_of_work import InvalidRows, UnitOfWork

R = TypeVar("R", bound=Record)

_UNSAVED = -1
"""The id of a record that cannot be saved, so that what links to it can be checked all the same."""


class Writing:
    """Makes the records of a table; after the first error it goes on checking and writes nothing more."""

    def __init__(self, unit: UnitOfWork, findings: Findings) -> None:
        self._unit = unit
        self._findings = findings
        self.created: dict[str, int] = {}

    def places(self, places: PlaceFinder) -> None:
        """Make the places that the table needs, the bigger levels first."""
        for wave in places.waves():
            items = [ref.territory(places.known) for ref in wave]
            rows = [ref.row for ref in wave]
            for ref, made in zip(wave, self._add(items, rows, Reading([])), strict=True):
                ref.id = made

    def organisations(self, links: LinkFinder) -> None:
        """Make the organisations that the table needs."""
        refs = [ref for ref in links.new if ref.item]
        items = [
            dataclasses.replace(ref.item, territory=ref.territory.id if ref.territory else None)
            for ref in refs
            if ref.item
        ]
        for ref, made in zip(refs, self._add(items, [ref.row for ref in refs], Reading([])), strict=True):
            ref.id = made

    def records(self, reading: Reading) -> None:
        """Make the table's own records, those that others of them link to first."""
        pending = reading.drafts
        while pending:
            ready = [draft for draft in pending if all(ref.id is not None for ref in draft.needs)]
            if not ready:
                self._refuse_circle(pending)
                return
            ids = self._add([draft.build() for draft in ready], [draft.row for draft in ready], reading)
            for draft, made in zip(ready, ids, strict=True):
                if draft.ref:
                    draft.ref.id = made
            pending = [draft for draft in pending if draft not in ready] if len(ready) < len(pending) else []

    def children(self, record_type: type[Child], reading: Reading, owners: dict[int, Any]) -> None:
        """Add the table's rows to the records that own them; `owners` are those, by id, as they stand."""
        field = next(field.name for field in child_fields(TYPES[record_type.OWNER]) if field.target == record_type.NAME)
        by_owner: dict[int, list[tuple[TableRow, Child]]] = {}
        for draft in reading.drafts:
            child = draft.build()
            if child.owner_id is None:
                column = reading.column_of("owner_id")
                self._findings.error(draft.row, column, N_("What the row belongs to is not in the register."))
            else:
                by_owner.setdefault(child.owner_id, []).append((draft.row, child))
        for owner_id, rows in by_owner.items():
            self._add_children(owners[owner_id], field, rows, reading)

    def _add_children(self, owner: Any, field: str, rows: list[tuple[TableRow, Child]], reading: Reading) -> None:
        before = getattr(owner, field)
        for row, child in rows:
            self._note(row, problems_of(child), reading)
        if any(self._findings.is_wrong(row) for row, _ in rows):
            return
        changed = dataclasses.replace(owner, **{field: (*before, *(child for _, child in rows))})
        try:
            self._unit.save(changed, owner)
        except Invalid as failure:
            for problem in failure.problems:
                self._findings.note(rows[0][0], NO_COLUMN, f"{owner.title}: {problem.text()}", error=problem.error)
        except UserError as failure:
            self._findings.note(rows[0][0], NO_COLUMN, failure.message(), error=True)
        else:
            name = rows[0][1].NAME
            self.created[name] = self.created.get(name, 0) + len(rows)

    def _add(self, items: Sequence[R], rows: Sequence[TableRow | None], reading: Reading) -> list[int]:
        """Save new records and return their ids; list what is wrong or doubtful with them."""
        if not items:
            return []
        doubts: dict[int, tuple[Problem, ...]] = {}
        saved: Sequence[Record] = ()
        try:
            if self._findings.failed:
                doubts = {index: found for index, item in enumerate(items) if (found := problems_of(item))}
            else:
                saved = self._unit.add_all(items, doubts)
        except InvalidRows as failure:
            for index, problems in failure.problems.items():
                self._note(rows[index], problems, reading)
        for index, problems in doubts.items():
            self._note(rows[index], problems, reading)
        if not saved:
            return [_UNSAVED] * len(items)
        name = items[0].NAME
        self.created[name] = self.created.get(name, 0) + len(saved)
        return [item.id or _UNSAVED for item in saved]

    def _note(self, row: TableRow | None, problems: Sequence[Problem], reading: Reading) -> None:
        for problem in problems:
            column = reading.column_of(problem.field)
            self._findings.note(row, column, problem.text(), error=problem.error)

    def _refuse_circle(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            self._findings.note(
                draft.row, NO_COLUMN, translate("This row and others belong to each other in a circle."), error=True
            )
