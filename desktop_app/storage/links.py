"""Follows links between records: what leads to one, and what of one leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import Connection, or_, select

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Child, Record, child_fields, typed_fields
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.tables import TABLES


def is_linked(connection: Connection, item: Record) -> bool:
    """Say whether another record, be it in the trash, links to a record."""
    for name, record_type in TYPES.items():
        table = TABLES[name]
        links = [
            table.c[field.name] == item.id
            for field in typed_fields(record_type)
            if field.kind is Kind.LINK and field.target == item.NAME
        ]
        if not links:
            continue
        others = table.c.owner_id if issubclass(record_type, Child) else table.c.id
        own = record_type.OWNER == item.NAME if issubclass(record_type, Child) else name == item.NAME
        statement = select(table.c.id).where(or_(*links), *([others != item.id] if own else []))
        if connection.execute(statement.limit(1)).first():
            return True
    return False


def leads_nowhere(item: Record, lookup: RegisterLookup) -> bool:
    """Say whether a record or one of its child rows links to what is not in the register."""
    for field in typed_fields(type(item)):
        target = getattr(item, field.name) if field.kind is Kind.LINK else None
        itself = (field.target, target) == (item.NAME, item.id)
        if target is not None and not itself and lookup.find(field.target, target) is None:
            return True
    return any(leads_nowhere(row, lookup) for field in child_fields(type(item)) for row in getattr(item, field.name))


def links_to_rows(connection: Connection, rows: Iterable[Child]) -> Iterator[tuple[str, str, list[int]]]:
    """Yield record type, field and ids of the records that link to child rows of others."""
    going: dict[str, list[int | None]] = {}
    for row in rows:
        going.setdefault(row.NAME, []).append(row.id)
    for name, field in _links_to_child_rows():
        if field.target in going:
            table = TABLES[name]
            found = connection.execute(select(table.c.id).where(table.c[field.name].in_(going[field.target])))
            if ids := list(found.scalars()):
                yield name, field.name, ids


@cache
def _links_to_child_rows() -> tuple[tuple[str, Field], ...]:
    return tuple(
        (name, field)
        for name, record_type in TYPES.items()
        for field in typed_fields(record_type)
        if field.kind is Kind.LINK and issubclass(TYPES[field.target], Child)
    )
