"""Says in SQL in which order a list stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, false, func, literal, or_, select

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


def before(keys: list[Key], values: tuple[Any, ...]) -> ColumnElement[bool]:
    """Return the condition that a row comes before the one with these values; nothing (NULL) is the smallest."""
    cases = []
    for index, (key, value) in enumerate(zip(keys, values, strict=True)):
        same = [
            earlier.column.is_not_distinct_from(known) for earlier, known in zip(keys[:index], values, strict=False)
        ]
        cases.append(and_(*same, _precedes(key, value)))
    return or_(*cases)


def _precedes(key: Key, value: Any) -> ColumnElement[bool]:
    if value is None:
        return key.column.is_not(None) if key.descending else false()
    known = literal(int(value)) if isinstance(value, bool) else literal(value)
    return key.column > known if key.descending else or_(key.column < known, key.column.is_(None))
