"""Says in SQL in which order a list stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, literal, select, tuple_

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.query import Query
from desktop_app.domain.record import Child, list_fields
from desktop_app.storage.tables import TABLES, key_column, keyed_fields, title_key


@dataclass(frozen=True, slots=True)
class Key:
    """One thing to sort by."""

    column: ColumnElement[Any]
    descending: bool

    def sorted(self, *, backwards: bool) -> ColumnElement[Any]:
        """Return what to order by; nothing (NULL) is the smallest, whatever the engine thinks of it."""
        downwards = self.descending != backwards
        order = self.column.desc() if downwards else self.column.asc()
        if not getattr(self.column, "nullable", True):  # else an index would not be known to stand in this order
            return order
        return order.nulls_last() if downwards else order.nulls_first()


def order_of(query: Query) -> tuple[FromClause, list[Key]]:
    """Return where to read and what to sort by: the index of the first key; ids break ties, in its direction."""
    table = TABLES[query.record]
    record_type = TYPES[query.record]
    source: FromClause = table
    keys: list[Key] = []
    for each in query.order:
        field = {field.name: field for field in list_fields(record_type)}[each.field]
        if field.name == "owner_id" and issubclass(record_type, Child):
            owner = TABLES[record_type.OWNER]
            source = source.join(owner, owner.c.id == table.c.owner_id)
            keys += [Key(owner.c.title_key, each.descending), Key(owner.c.id, each.descending)]
        else:
            keys.append(Key(_order_column(query, field), each.descending))
    return source, [*keys, Key(table.c.id, bool(query.order) and query.order[-1].descending)]


def _order_column(query: Query, field: Field) -> ColumnElement[Any]:
    """Return what to sort by; without a stored key it is worked out row by row."""
    table = TABLES[query.record]
    if field in keyed_fields(TYPES[query.record]):
        return table.c[key_column(field.name)]
    column = table.c[field.name]
    if field.kind is Kind.LINK:
        linked = TABLES[field.target].alias()
        return select(title_key(linked)).where(linked.c.id == column).scalar_subquery()
    if field.kind is Kind.CHOICE:
        codes = TABLES["code-value"].alias()
        return select(codes.c.rank).where(codes.c.code_list == field.choices, codes.c.code == column).scalar_subquery()
    return func.sort_key(column) if field.kind in TEXT_KINDS else column


def before(keys: Sequence[Key], values: Sequence[Any]) -> list[ColumnElement[bool]]:
    """Return conditions of which one holds for each row that comes before the one with these values.

    No two hold for the same row, and each asks for one stretch of an index: an engine counts them apart in a fraction
    of the time that it takes for all at once. Nothing (NULL) is the smallest.
    """
    cases = []
    for index, (key, value) in enumerate(zip(keys, values, strict=True)):
        same = [_is(earlier.column, known) for earlier, known in zip(keys[:index], values, strict=False)]
        cases += [and_(*same, each) for each in _precedes(key, value)]
    return cases


def can_go_on(keys: Sequence[Key], values: Sequence[Any], *, backwards: bool) -> bool:
    """Say whether `from_on` can tell all rows from the one with these values on: nothing (NULL) has no place there."""
    downwards = {key.descending != backwards for key in keys}
    empty = any(getattr(key.column, "nullable", True) for key in keys)
    return len(downwards) == 1 and None not in values and not (empty and downwards == {True})


def from_on(keys: Sequence[Key], values: Sequence[Any], *, backwards: bool) -> ColumnElement[bool]:
    """Return the condition that a row is the one with these values or comes after it, by one stretch of an index."""
    row, known = tuple_(*(key.column for key in keys)), tuple_(*map(_known, values))
    return row <= known if keys[0].descending != backwards else row >= known


def _precedes(key: Key, value: Any) -> list[ColumnElement[bool]]:
    if value is None:
        return [key.column.is_not(None)] if key.descending else []
    if key.descending:
        return [key.column > _known(value)]
    empty = [key.column.is_(None)] if getattr(key.column, "nullable", True) else []
    return [key.column < _known(value), *empty]


def _is(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == _known(value)


def _known(value: Any) -> ColumnElement[Any]:
    return literal(int(value)) if isinstance(value, bool) else literal(value)
