"""Finds the records that a query asks for: direct filters in one statement, groups and links as sets of ids.

Sets are put together here and not by the engine: each statement stays one whose plan no statistics can spoil.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from desktop_app.base.text import fold
from desktop_app.domain.query import AllOf, AnyOf, AsOn, Filter, Linked, Not, Query
from desktop_app.domain.relations import DEED, Relation, Way, condition_relations
from desktop_app.domain.relative_day import FromToday
from desktop_app.storage.dialect import among_ids, gathered_ids, on_file
from desktop_app.storage.matching import among, condition, found_ids, is_direct
from desktop_app.storage.standing import standing_ids
from desktop_app.storage.tables import CHANGE, OPERATION, TABLES

FEW_OWNERS = 20_000
"""Of so many records the child rows are looked up one by one; of more, all rows are looked through."""

Ids = frozenset[int]


class Finder:
    """Finds ids in one state of a register."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, query: Query, ids: Ids) -> Ids:
        """Return those of some ids, all of the list's half of the register, that the filters of a query find.

        They are looked up one by one: this is for a few rows of a list.
        """
        filters = _apart(query.filters)
        table = TABLES[query.record]
        direct = [condition(table, query.record, each) for each in filters if is_direct(query.record, each)]
        found = frozenset(self._ids(select(table.c.id).where(among_ids(table.c.id, ids), *direct)))
        for each in filters:
            if found and not is_direct(query.record, each):
                straight, negative = _straight(each)
                part = self._woven(query, straight, found)
                found = found - part if negative else found & part
        return found

    def found(self, query: Query) -> frozenset[int]:
        """Return the ids that the words and filters of a query find."""
        filters = _apart(query.filters)
        direct = tuple(each for each in filters if is_direct(query.record, each))
        woven = [_straight(each) for each in filters if each not in direct]
        wanted = [each for each, negative in woven if not negative]
        unwanted = [each for each, negative in woven if negative]
        found: frozenset[int] | None = None
        if direct or fold(query.search) or not wanted:
            found = frozenset(self._ids(found_ids(replace(query, filters=direct), in_file=on_file(self._connection))))
        for each in wanted:
            part = self._woven(query, each, found)
            found = part if found is None else found & part
        found = found or frozenset()
        for each in unwanted:
            found -= self._woven(query, each, found)
        return found

    def _woven(self, query: Query, each: Filter, within: Ids | None) -> frozenset[int]:
        """Return the ids that a group or a link finds; what is not `within` may be left out."""
        match each:
            case AnyOf() | AllOf():
                arms = each.conditions if isinstance(each, AnyOf) else (each,)
                return frozenset().union(
                    *(self.found(Query(query.record, filters=(arm,), trashed=query.trashed)) for arm in arms)
                )
            case Linked():
                return self._among(query, self._linked(query, each, within), within)
            case AsOn(day=day) if not isinstance(day, FromToday):
                return self._among(query, standing_ids(self._ids, day, trashed=query.trashed), within)
            case AsOn():
                raise TypeError(each)  # what it means has to be put in before, see `query.meant`
        return self.found(Query(query.record, filters=(each,), trashed=query.trashed))

    def _among(self, query: Query, ids: Iterable[int], within: Ids | None) -> frozenset[int]:
        """Return those ids that are of the list's half of the register; `within` are nothing but such."""
        if within is not None:
            return within.intersection(ids)
        table = TABLES[query.record]
        return frozenset(self._ids(select(table.c.id).where(among(table, query), among_ids(table.c.id, set(ids)))))

    def _linked(self, query: Query, each: Linked, within: Ids | None) -> list[int]:
        """Return the ids of the records from which a relation leads to what fulfils all conditions."""
        relation = condition_relations(query.record)[each.relation]
        match relation.way:
            case Way.LINK:
                table = TABLES[query.record]
                ids = self.found(Query(relation.target, filters=each.conditions))
                return self._linking(table, table.c.id, table.c[relation.field], ids, trashed=query.trashed)
            case Way.ROWS:
                return self._owners(query, relation, each, within)
            case Way.LINKING:
                table = TABLES[relation.target]
                return self._linking(table, table.c[relation.field], table.c.id, self._fulfilling(relation, each))
            case Way.LINKING_ROW:
                table = TABLES[relation.row]
                owners = self._fulfilling(relation, each)
                return self._linking(table, table.c[relation.field], table.c.owner_id, owners)
            case Way.HISTORY:
                return self._done_to(query.record, each.conditions)

    def _fulfilling(self, relation: Relation, each: Linked) -> Ids | None:
        """Return what fulfils the conditions, or None where there are none: whatever links then, links."""
        return self.found(Query(relation.target, filters=each.conditions)) if each.conditions else None

    def _linking(
        self,
        table: Table,
        wanted: ColumnElement[Any],
        known: ColumnElement[Any],
        ids: Ids | None,
        *,
        trashed: bool = False,
    ) -> list[int]:
        """Return one column of the rows in which another one is among some ids; of all rows where none are given."""
        half = table.c.trashed_at.is_not(None) if trashed else table.c.trashed_at.is_(None)
        statement = select(wanted).where(half, wanted.is_not(None))
        return self._ids(statement if ids is None else statement.where(among_ids(known, ids)))

    def _owners(self, query: Query, relation: Relation, each: Linked, within: Ids | None) -> list[int]:
        """Return whose child rows fulfil all conditions; rows are in the trash with their owner."""
        rows = TABLES[relation.target]
        statement = select(rows.c.owner_id).where(among(rows, query))
        if within is not None and len(within) <= FEW_OWNERS:
            statement = statement.where(among_ids(rows.c.owner_id, within))
        return self._ids(statement.where(*(self._of_row(query, rows, relation.target, one) for one in each.conditions)))

    def _of_row(self, query: Query, rows: Table, name: str, each: Filter) -> ColumnElement[bool]:
        """Return a condition on child rows; what leads to other records names the ids that it found."""
        if is_direct(name, each):
            return condition(rows, name, each)
        if isinstance(each, Linked) and each.exists:
            relation = condition_relations(name)[each.relation]
            if relation.way is Way.LINK:
                ids = self.found(Query(relation.target, filters=each.conditions))
                return among_ids(rows.c[relation.field], ids)
        return among_ids(rows.c.id, self.found(Query(name, filters=(each,), trashed=query.trashed)))

    def _done_to(self, record: str, conditions: Sequence[Filter]) -> list[int]:
        """Return the records to which something was done by people, and not by the program at night."""
        of_them = (condition(OPERATION, DEED, one) for one in conditions)
        deeds = self._ids(select(OPERATION.c.id).where(OPERATION.c.verb != "renew", *of_them))
        touched = select(CHANGE.c.record_id).where(CHANGE.c.record_type == record)
        return self._ids(touched.where(among_ids(CHANGE.c.operation_id, deeds)))

    def _ids(self, statement: Select[Any]) -> list[int]:
        column = statement.selected_columns[0]
        if column.name != "id":
            statement = statement.with_only_columns(column.label("id"))
        return gathered_ids(self._connection, statement)


def _apart(filters: Sequence[Filter]) -> list[Filter]:
    """Return filters with groups of all taken apart: each of their conditions may have an index of its own."""
    flat: list[Filter] = []
    for each in filters:
        flat += _apart(each.conditions) if isinstance(each, AllOf) else [each]
    return flat


def _straight(each: Filter) -> tuple[Filter, bool]:
    """Return a filter without the negation around it, and whether there was one."""
    if isinstance(each, Not):
        inner, negative = _straight(each.condition)
        return inner, not negative
    if isinstance(each, Linked) and not each.exists:
        return replace(each, exists=True), True
    return each, False
