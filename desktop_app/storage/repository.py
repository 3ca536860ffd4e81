"""Reads whole records, one generic way for every record type."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.sql import Select

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.record import child_fields
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import CHECKSUM, TABLES

T = TypeVar("T")

CHUNK = 500
"""Ids asked for in one statement."""


def chunks(values: Iterable[T], most: int = CHUNK) -> Iterable[list[T]]:
    """Cut ids or other values into lists of at most so many."""
    every = list(values)
    return (every[start : start + most] for start in range(0, len(every), most))


def load_flat(connection: Connection, name: str, ids: Iterable[int]) -> dict[int, Any]:
    """Return records by id, without their child rows."""
    decode = codec(TYPES[name]).decode
    return {record_id: decode(row) for record_id, row in _rows(connection, name, ids).items()}


def load(connection: Connection, name: str, ids: Iterable[int], damaged: set[int] | None = None) -> dict[int, Any]:
    """Return whole records by id, each with its child rows in their order.

    Where `damaged` is given, the ids of records that are not as they were saved are put there.
    """
    record_type, coder = TYPES[name], codec(TYPES[name])
    own = _rows(connection, name, ids)
    found = {record_id: coder.decode(row) for record_id, row in own.items()}
    rows = {field.name: load_children(connection, field.target, found, damaged) for field in child_fields(record_type)}
    if damaged is not None:
        for record_id, row in own.items():
            owned = [[child.id for child in each.get(record_id, ())] for each in rows.values()]
            if not coder.is_sound(row, owned):
                damaged.add(record_id)
    if not rows:
        return found
    return {
        record_id: dataclasses.replace(item, **{field: owned.get(record_id, ()) for field, owned in rows.items()})
        for record_id, item in found.items()
    }


def load_children(
    connection: Connection, name: str, owners: Iterable[int], damaged: set[int] | None = None
) -> dict[int, tuple[Any, ...]]:
    """Return the child rows of a type by owner id, in their order; owners of damaged rows are put into `damaged`."""
    coder = codec(TYPES[name])
    found: dict[int, list[Any]] = {}
    for part in chunks(owners):
        for row in connection.execute(_by_column(name, "owner_id"), {"ids": part}).fetchall():
            item = coder.decode(row)
            found.setdefault(item.owner_id, []).append(item)
            if damaged is not None and not coder.is_sound(row, ()):
                damaged.add(item.owner_id)
    return {owner: tuple(sorted(items, key=lambda item: (item.position, item.id))) for owner, items in found.items()}


def _rows(connection: Connection, name: str, ids: Iterable[int]) -> dict[int, Any]:
    statement = _by_column(name, "id")
    return {row[0]: row for part in chunks(ids) for row in connection.execute(statement, {"ids": part}).fetchall()}


@cache
def _by_column(name: str, column: str) -> Select[Any]:
    table = TABLES[name]
    return select(*(table.c[field] for field in codec(TYPES[name]).record_columns), table.c[CHECKSUM]).where(
        table.c[column].in_(bindparam("ids", expanding=True))
    )
