"""Reads the groups of a list: how many rows stand together, and what their numbers come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.query import ListGroup, Query, SumOf
from desktop_app.domain.record import list_fields
from desktop_app.storage.dialect import among_ids
from desktop_app.storage.matching import among, is_narrowed
from desktop_app.storage.queries import matches, titles
from desktop_app.storage.repository import chunks
from desktop_app.storage.rows import decoder
from desktop_app.storage.tables import TABLES, key_column, keyed_fields

MOST_GROUPS = 2_000
"""More groups help nobody, and would take their time."""

_YEAR = 4
_BY_YEAR = frozenset({Kind.DATE, Kind.TIMESTAMP})


def groups(connection: Connection, query: Query, sums: Sequence[SumOf]) -> list[ListGroup]:
    """Return the groups of a list by the field that it is sorted by first, in the order in which they stand there."""
    table = TABLES[query.record]
    fields = {field.name: field for field in list_fields(TYPES[query.record])}
    first = query.order[0]
    field = fields[first.field]
    key = _group_key(table, query, field)
    order = key.desc().nulls_last() if first.descending else key.asc().nulls_first()
    statement = select(key, func.count(), func.min(table.c.id)).where(*_rows(connection, table, query))
    found = [tuple(row) for row in connection.execute(statement.group_by(key).order_by(order).limit(MOST_GROUPS + 1))]
    if len(found) > MOST_GROUPS:
        raise UserError(
            N_("By {field} there would be more than {most} groups. Choose another field, or narrow the filter."),
            field=translate(field.label),
            most=MOST_GROUPS,
        )
    values = _values(connection, table, field, [row[2] for row in found])
    added = [_sums(connection, table, query, key, fields, each) for each in sums]
    return [
        ListGroup(
            values.get(row[2]) if row[0] not in (None, "") else None,
            row[1],
            tuple(tuple(each.get(row[0], ())) for each in added),
        )
        for row in found
    ]


def _rows(connection: Connection, table: Table, query: Query) -> list[ColumnElement[bool]]:
    conditions = [among(table, query)]
    if is_narrowed(query):
        conditions.append(among_ids(table.c.id, matches(connection, query)))
    return conditions


def _group_key(table: Table, query: Query, field: Field) -> ColumnElement[Any]:
    """Return what rows of a group have in common: the key that they are sorted by, so that they stand together."""
    if field in keyed_fields(TYPES[query.record]):
        return table.c[key_column(field.name)]
    column = table.c[field.name]
    return func.substr(column, 1, _YEAR) if field.kind in _BY_YEAR else column


def _values(connection: Connection, table: Table, field: Field, ids: Sequence[int]) -> dict[int, Any]:
    """Return the value of a field of some records as a list shows it."""
    found: dict[int, Any] = {}
    for part in chunks(ids):
        rows = connection.execute(select(table.c.id, table.c[field.name]).where(table.c.id.in_(part)))
        found.update((row[0], row[1]) for row in rows)
    if field.kind is Kind.LINK:
        names = titles(connection, field.target, {value for value in found.values() if value is not None})
        return {number: names.get(value, "") for number, value in found.items()}
    decode = decoder(field)
    return {number: decode(value) for number, value in found.items()} if decode else found


def _sums(
    connection: Connection, table: Table, query: Query, key: ColumnElement[Any], fields: dict[str, Field], wanted: SumOf
) -> dict[Any, list[tuple[tuple[str, ...], Any]]]:
    """Return what a field comes to in each group, apart for each value of the fields that it depends on."""
    column = table.c[wanted.field]
    per = [table.c[name] for name in wanted.per]
    statement = select(key, *per, func.sum(column)).where(column.is_not(None), *_rows(connection, table, query))
    decode = decoder(fields[wanted.field])
    found: dict[Any, list[tuple[tuple[str, ...], Any]]] = {}
    for row in connection.execute(statement.group_by(key, *per).order_by(*per)):
        total = int(row[-1])
        found.setdefault(row[0], []).append((tuple(row[1:-1]), decode(total) if decode else total))
    return found
