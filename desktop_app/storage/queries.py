"""Reads sorted and filtered lists, page by page, from the stored sort keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, func, or_, select
from sqlalchemy.sql import Select

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.query import ListRow, Order, Query
from desktop_app.domain.record import Child, list_fields
from desktop_app.storage.matching import MATCHES, among, is_narrowed, match
from desktop_app.storage.repository import chunks
from desktop_app.storage.rows import decoder
from desktop_app.storage.tables import TABLES, key_column, keyed_fields

FEW = 2_000
"""Up to so many matches are looked up and sorted; more are met soon on a walk along the sorted index."""


def count(connection: Connection, query: Query) -> int:
    """Return how many records the query finds."""
    if is_narrowed(query):
        return match(connection, query)
    table = TABLES[query.record]
    return int(connection.execute(select(func.count()).select_from(table).where(among(table, query))).scalar_one())


def page(connection: Connection, query: Query, first: int, size: int) -> list[ListRow]:
    """Return `size` rows from the row `first` (counted from 0)."""
    ids = connection.execute(_sorted_ids(connection, query).offset(first).limit(size)).scalars()
    return _rows(connection, query, list(ids))


def position(connection: Connection, query: Query, record_id: int) -> int | None:
    """Return the place of a record in the list (counted from 0), or None where the query does not find it."""
    source, keys = _order(query)
    table = TABLES[query.record]
    found = and_(*_found(connection, query))
    values = connection.execute(select(*(key.column for key in keys)).select_from(source).where(found, table.c.id == record_id)).first()
    if values is None:
        return None
    before = select(func.count()).select_from(source).where(found, _before(keys, tuple(values)))
    return int(connection.execute(before).scalar_one())


def every(connection: Connection, query: Query) -> Iterator[ListRow]:
    """Yield all rows in order, reading them in chunks."""
    ids = list(connection.execute(_sorted_ids(connection, query)).scalars())
    for part in chunks(ids):
        yield from _rows(connection, query, part)


def titles(connection: Connection, name: str, ids: set[int]) -> dict[int, str]:
    """Return the titles of records by id."""
    table = TABLES[name]
    found: dict[int, str] = {}
    for part in chunks(sorted(ids)):
        statement = select(table.c.id, table.c.title).where(table.c.id.in_(part))
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return found


@dataclass(frozen=True, slots=True)
class _Key:
    """One thing to sort by."""

    column: ColumnElement[Any]
    descending: bool


def _sorted_ids(connection: Connection, query: Query) -> Select[tuple[int]]:
    source, keys = _order(query)
    order = [key.column.desc() if key.descending else key.column.asc() for key in keys]
    return select(TABLES[query.record].c.id).select_from(source).where(*_found(connection, query)).order_by(*order)


def _found(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    table = TABLES[query.record]
    conditions = [among(table, query)]
    if not is_narrowed(query):
        return conditions
    few = match(connection, query) <= FEW
    # With + 0 the engine does not look the matches up one by one, but meets them in the order asked for.
    record_id = table.c.id if few else table.c.id + 0
    return [*conditions, record_id.in_(select(MATCHES.c.id))]


def _order(query: Query) -> tuple[FromClause, list[_Key]]:
    """Return where to read and what to sort by: the index of the first key; ids break ties, in its direction."""
    table = TABLES[query.record]
    record_type = TYPES[query.record]
    source: FromClause = table
    keys: list[_Key] = []
    for each in query.order:
        field = {field.name: field for field in list_fields(record_type)}[each.field]
        if field.name == "owner_id" and issubclass(record_type, Child):
            owner = TABLES[record_type.OWNER]
            source = source.join(owner, owner.c.id == table.c.owner_id)
            keys += [_Key(owner.c.title_key, each.descending), _Key(owner.c.id, each.descending)]
        else:
            keys.append(_Key(_order_column(query, field), each.descending))
    return source, [*keys, _Key(table.c.id, bool(query.order) and query.order[-1].descending)]


def _order_column(query: Query, field: Field) -> ColumnElement[Any]:
    """Return what to sort by; without a stored key it is worked out row by row."""
    table = TABLES[query.record]
    if field in keyed_fields(TYPES[query.record]):
        return table.c[key_column(field.name)]
    column = table.c[field.name]
    if field.kind is Kind.LINK:
        linked = TABLES[field.target].alias()
        return select(linked.c.title_key).where(linked.c.id == column).scalar_subquery()
    if field.kind is Kind.CHOICE:
        codes = TABLES["code-value"].alias()
        return select(codes.c.rank).where(codes.c.code_list == field.choices, codes.c.code == column).scalar_subquery()
    return func.sort_key(column) if field.kind in TEXT_KINDS else column


def _before(keys: list[_Key], values: tuple[Any, ...]) -> ColumnElement[bool]:
    """Return the condition that a row comes before the one with these values; nothing (NULL) is the smallest."""
    cases = []
    for index, (key, value) in enumerate(zip(keys, values, strict=True)):
        same = [earlier.column.is_not_distinct_from(known) for earlier, known in zip(keys[:index], values, strict=False)]
        cases.append(and_(*same, _precedes(key, value)))
    return or_(*cases)


def _precedes(key: _Key, value: Any) -> ColumnElement[bool]:
    if value is None:
        return key.column.is_not(None) if key.descending else false()
    return key.column > value if key.descending else or_(key.column < value, key.column.is_(None))


def _rows(connection: Connection, query: Query, ids: list[int]) -> list[ListRow]:
    """Read the asked columns of some records, in the order of the ids."""
    table = TABLES[query.record]
    fields = {field.name: field for field in list_fields(TYPES[query.record])}
    shown = [fields[name] for name in query.columns]
    statement = select(table.c.id, *(table.c[field.name] for field in shown))
    found = {}
    for part in chunks(ids):
        for row in connection.execute(statement.where(table.c.id.in_(part))):
            found[row[0]] = list(row[1:])
    for index, field in enumerate(shown):
        _decode_column(connection, field, index, found)
    return [ListRow(record_id, tuple(found[record_id])) for record_id in ids if record_id in found]


def _decode_column(connection: Connection, field: Field, index: int, rows: dict[int, list[Any]]) -> None:
    if field.kind is Kind.LINK:
        names = titles(connection, field.target, {row[index] for row in rows.values() if row[index] is not None})
        for row in rows.values():
            row[index] = names.get(row[index], "")
    elif decode := decoder(field):
        for row in rows.values():
            row[index] = decode(row[index])
