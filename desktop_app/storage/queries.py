"""Reads sorted and filtered lists, page by page, from the stored sort keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, not_, or_, select
from sqlalchemy.sql import Select

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Between, Contains, Filter, ListRow, OneOf, Query
from desktop_app.domain.record import list_fields
from desktop_app.storage.repository import CHUNK, chunks
from desktop_app.storage.rows import decoder, encoder
from desktop_app.storage.tables import METADATA, TABLES, key_column, keyed_fields


def count(connection: Connection, query: Query) -> int:
    """Return how many records the query finds."""
    table = TABLES[query.record]
    return int(connection.execute(select(func.count()).select_from(table).where(_condition(query))).scalar_one())


def page(connection: Connection, query: Query, first: int, size: int) -> list[ListRow]:
    """Return `size` rows from the row `first` (counted from 0)."""
    ids = [row[0] for row in connection.execute(ordered_ids(query).offset(first).limit(size))]
    return _rows(connection, query, ids)


def position(connection: Connection, query: Query, record_id: int) -> int | None:
    """Return the place of a record in the list, or None where the query does not find it."""
    for place, row in enumerate(connection.execute(ordered_ids(query))):
        if row[0] == record_id:
            return place
    return None


def every(connection: Connection, query: Query) -> Iterator[ListRow]:
    """Yield all rows in order, reading them in chunks."""
    ids = [row[0] for row in connection.execute(ordered_ids(query))]
    for part in chunks(ids):
        yield from _rows(connection, query, part)


def ordered_ids(query: Query) -> Select[Any]:
    """Return the statement that walks the index of the first order key; ids break ties."""
    table = TABLES[query.record]
    order = [_sorted(table, query, each.field, descending=each.descending) for each in query.order]
    last = table.c.id.desc() if query.order and query.order[-1].descending else table.c.id
    return select(table.c.id).where(_condition(query)).order_by(*order, last)


def _sorted(table: Table, query: Query, name: str, *, descending: bool) -> ColumnElement[Any]:
    column = _order_column(table, TYPES[query.record], name)
    return column.desc() if descending else column.asc()


def _order_column(table: Table, record_type: Any, name: str) -> ColumnElement[Any]:
    keyed = {field.name for field in keyed_fields(record_type)}
    return table.c[key_column(name)] if name in keyed else table.c[name]


def _condition(query: Query) -> ColumnElement[bool]:
    table = TABLES[query.record]
    parts: list[ColumnElement[bool]] = [
        table.c.trashed_at.is_not(None) if query.trashed else table.c.trashed_at.is_(None)
    ]
    if words := fold(query.search).split():
        searched = METADATA.tables[f"{table.name}_search"]
        matches = and_(*(_contains(searched.c.words, word) for word in words))
        parts.append(table.c.id.in_(select(searched.c.id).where(matches)))
    parts += [_filter(table, query, each) for each in query.filters]
    return and_(*parts)


def _filter(table: Table, query: Query, each: Filter) -> ColumnElement[bool]:
    fields = {field.name: field for field in list_fields(TYPES[query.record])}
    field, column = fields[each.field], table.c[each.field]
    if isinstance(each, Contains):
        return _text_filter(table, query, field, each.text)
    if isinstance(each, OneOf):
        return _one_of(field, column, each.values)
    if isinstance(each, Between):
        return _between(field, column, each)
    empty = (
        or_(column.is_(None), column == "")
        if field.kind not in {Kind.INTEGER, Kind.DECIMAL, Kind.LINK, Kind.BOOLEAN}
        else column.is_(None)
    )
    return empty if each.empty else not_(empty)


def _text_filter(table: Table, query: Query, field: Field, text: str) -> ColumnElement[bool]:
    """Compare with the sort key, which is folded already; its index is the narrowest thing to read."""
    if field in keyed_fields(TYPES[query.record]):
        inner = table.alias()
        column = inner.c[key_column(field.name)]
        return table.c.id.in_(select(inner.c.id).where(_contains(column, sort_key(text))))
    return _contains(func.lower(table.c[field.name]), text.lower())


def _one_of(field: Field, column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    if field.kind is Kind.CHOICES:
        return or_(*(column.contains(f" {value} ", autoescape=True) for value in values))
    return column.in_(values)


def _between(field: Field, column: ColumnElement[Any], each: Between) -> ColumnElement[bool]:
    """Dates compare as text; `2022` as an upper end includes all of 2022."""
    parts: list[ColumnElement[bool]] = [column.is_not(None)]
    if each.first is not None:
        parts.append(column >= _bound(field, each.first))
    if each.last is not None:
        parts.append(column <= _bound(field, each.last) + ("\uffff" if isinstance(each.last, PartialDate) else 0))
    return or_(column.is_(None), and_(*parts)) if each.or_empty else and_(*parts)


def _bound(field: Field, value: Any) -> Any:
    if field.kind is Kind.TIMESTAMP:
        return value.iso
    encode = encoder(field)
    return encode(value) if encode else value


def _contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return func.instr(column, text) > 0


def _rows(connection: Connection, query: Query, ids: list[int]) -> list[ListRow]:
    """Read the asked columns of some records, in the order of the ids."""
    if not ids:
        return []
    table = TABLES[query.record]
    fields = {field.name: field for field in list_fields(TYPES[query.record])}
    shown = [fields[name] for name in query.columns]
    statement = select(table.c.id, *(table.c[field.name] for field in shown))
    found = {}
    for start in range(0, len(ids), CHUNK):
        for row in connection.execute(statement.where(table.c.id.in_(ids[start : start + CHUNK]))):
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


def titles(connection: Connection, name: str, ids: set[int]) -> dict[int, str]:
    """Return the titles of records by id."""
    table = TABLES[name]
    found: dict[int, str] = {}
    for part in chunks(sorted(ids)):
        found.update(
            (row[0], row[1])
            for row in connection.execute(select(table.c.id, table.c.title).where(table.c.id.in_(part)))
        )
    return found
