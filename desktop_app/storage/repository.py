"""Reads whole records, one generic way for every record type."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.sql import Select

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.record import child_fields
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import TABLES

T = TypeVar("T")

CHUNK = 500
"""Ids asked for in one statement."""


def chunks(values: Iterable[T]) -> Iterable[list[T]]:
    """Cut ids or other values into lists of at most CHUNK."""
    every = list(values)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def load_flat(connection: Connection, name: str, ids: Iterable[int]) -> dict[int, Any]:
    """Return records by id, without their child rows."""
    decode = codec(TYPES[name]).decode
    found = {}
    for part in chunks(ids):
        for row in connection.execute(_by_column(name, "id"), {"ids": part}):
            item = decode(row)
            found[item.id] = item
    return found


def load(connection: Connection, name: str, ids: Sequence[int]) -> dict[int, Any]:
    """Return whole records by id, each with its child rows in their order."""
    found = load_flat(connection, name, ids)
    record_type = TYPES[name]
    rows = {field.name: load_children(connection, field.target, found) for field in child_fields(record_type)}
    if not rows:
        return found
    return {
        record_id: dataclasses.replace(item, **{field: owned.get(record_id, ()) for field, owned in rows.items()})
        for record_id, item in found.items()
    }


def load_children(connection: Connection, name: str, owners: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """Return the child rows of a type by owner id, in their order."""
    decode = codec(TYPES[name]).decode
    found: dict[int, list[Any]] = {}
    for part in chunks(owners):
        for row in connection.execute(_by_column(name, "owner_id"), {"ids": part}):
            item = decode(row)
            found.setdefault(item.owner_id, []).append(item)
    return {owner: tuple(sorted(items, key=lambda item: (item.position, item.id))) for owner, items in found.items()}


@cache
def _by_column(name: str, column: str) -> Select[Any]:
    table = TABLES[name]
    return select(*(table.c[field] for field in codec(TYPES[name]).record_columns)).where(
        table.c[column].in_(bindparam("ids", expanding=True))
    )
