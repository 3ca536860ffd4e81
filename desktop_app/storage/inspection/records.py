"""Looks whether a sound record fits the rest: derived fields, sort keys, search words, codes, the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from desktop_app.base.clock import today
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.fields import Kind
from desktop_app.domain.findings import Fault, Finding
from desktop_app.domain.record import Record, child_fields, typed_fields
from desktop_app.storage.deriving import derived
from desktop_app.storage.inspection.history import differences, told_of
from desktop_app.storage.inspection.raw_rows import Row
from desktop_app.storage.known_codes import unknown_codes
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.repository import load
from desktop_app.storage.rows import utc_text
from desktop_app.storage.sort_keys import keys_of
from desktop_app.storage.tables import TABLES, key_column, keyed_fields, search_table
from desktop_app.storage.twin_marks import known_marks, stored_marks
from desktop_app.storage.words import words_of


class RecordInspection:
    """Looks at records whose rows are sound.

    `harmed` are the others: what leans on one of these is not compared with it, since it would be wrong through no
    fault of its own. `unsound` are operations of which the history cannot be believed, `derived_on` the day that
    derived fields stand for.
    """

    def __init__(self, connection: Connection, *, harmed: set[Row], unsound: set[int], derived_on: date) -> None:
        self._connection = connection
        self._harmed = harmed
        self._unsound = unsound
        self._codes_harmed = any(name == CodeValue.NAME for name, _ in harmed)
        self.lookup = RegisterLookup(connection, today())
        self._then = RegisterLookup(connection, derived_on) if date.min < derived_on < today() else None

    def look_at(self, name: str, ids: Sequence[int]) -> Iterator[Finding]:
        """Yield what is wrong with some records; those harmed are left out."""
        sound = [record_id for record_id in ids if (name, record_id) not in self._harmed]
        items = load(self._connection, name, sound)
        told = told_of(self._connection, name, sound, self._unsound)
        leaning = {record_id for record_id, item in items.items() if self._harmed and self._leans_on_harmed(item)}
        upright = [item for record_id, item in items.items() if record_id not in leaning]
        self.lookup.prefetch(upright)
        for record_id, item in items.items():
            if record_id in told and (found := differences(item, told[record_id])):
                yield _finding(Fault.HISTORY, item, differences=found, curable=True)
        if self._codes_harmed:
            return
        for item in upright:
            if self._is_outdated(item):
                yield _finding(Fault.DERIVED, item, curable=True)
            for problem in unknown_codes(item, self.lookup):
                yield _finding(Fault.CODE, item, said=dict(problem.values)["code"])
        for fault, item in self._helpers(upright):
            yield _finding(fault, item, curable=True)

    def _leans_on_harmed(self, item: Record) -> bool:
        for target, target_id in _links(item):
            if (target, target_id) in self._harmed:
                return True
            if target == "organisation":
                body = self.lookup.find(target, target_id)
                if body is not None and ("territory", body.territory) in self._harmed:
                    return True
        return False

    def _is_outdated(self, item: Record) -> bool:
        """Say whether derived fields are others now, but not merely since a day has come that is not dealt with yet."""
        if item.trashed_at is not None or derived(item, self.lookup) == item:
            return False
        return self._then is None or derived(item, self._then) != item

    def _helpers(self, items: Sequence[Record]) -> Iterator[tuple[Fault, Record]]:
        """Yield the records whose sort keys or search words, or those of their child rows, are not right."""
        owners: dict[Row, Record] = {}
        rows: dict[str, list[Record]] = {}
        for item in items:
            for row in (item, *_children(item)):
                if row.BROWSED:
                    owners[row.NAME, row.id or 0] = item
                    rows.setdefault(row.NAME, []).append(row)
        wrong: dict[tuple[Fault, Row], Record] = {}
        for name, some in rows.items():
            ids = [row.id or 0 for row in some]
            keys, words = self._stored_keys(name, ids), self._stored_words(name, ids)
            marks = known_marks(self._connection, name, ids)
            for row in some:
                item = owners[name, row.id or 0]
                root = (item.NAME, item.id or 0)
                if keys.get(row.id or 0) != keys_of(row, self.lookup):
                    wrong[Fault.SORTING, root] = item
                mark = utc_text(row.trashed_at) if row.trashed_at is not None else None
                found = words.get(row.id or 0) == (words_of(row, self.lookup), mark)
                if not found or marks.get(row.id or 0, frozenset()) != stored_marks(row):
                    wrong[Fault.SEARCH, root] = item
        for (fault, _), item in wrong.items():
            yield fault, item

    def _stored_keys(self, name: str, ids: Sequence[int]) -> dict[int, list[Any]]:
        table = TABLES[name]
        columns = [table.c[key_column(field.name)] for field in keyed_fields(TYPES[name])]
        rows = self._connection.execute(select(table.c.id, *columns).where(table.c.id.in_(ids)))
        return {row[0]: list(row[1:]) for row in rows.fetchall()}

    def _stored_words(self, name: str, ids: Sequence[int]) -> dict[int, tuple[str, str | None]]:
        words = search_table(TABLES[name])
        statement = select(words.c.id, words.c.words, words.c.trashed_at).where(words.c.id.in_(ids))
        return {row[0]: (row[1], row[2]) for row in self._connection.execute(statement).fetchall()}


def _finding(fault: Fault, item: Record, **more: Any) -> Finding:
    return Finding(fault, item.NAME, item.id or 0, item.title, **more)


def _children(item: Record) -> Iterator[Record]:
    for field in child_fields(type(item)):
        yield from getattr(item, field.name)


def _links(item: Record) -> Iterator[Row]:
    for row in (item, *_children(item)):
        for field in typed_fields(type(row)):
            if field.kind is Kind.LINK and (target := getattr(row, field.name)) is not None:
                yield field.target, target
