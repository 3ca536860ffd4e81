"""Follows links between records: what leads to one, and what of one leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, Connection, Table, func, select

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Child, Record, child_fields, typed_fields
from desktop_app.domain.relations import Relation
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.repository import chunks
from desktop_app.storage.tables import TABLES


@dataclass(frozen=True, slots=True)
class Hanging:
    """Records of one type that link to another record: their ids, apart from those in the trash."""

    record: str
    ids: frozenset[int]
    in_trash: frozenset[int]


@dataclass(frozen=True, slots=True)
class Linking:
    """How many records link to another one in one way, and the ids of the newest."""

    count: int
    newest: tuple[int, ...]


def is_linked(connection: Connection, item: Record, *, apart_from: str = "") -> bool:
    """Say whether another record, be it in the trash, links to a record; those of one type may be left aside."""
    for name, table, link, linking in _ways_to(item.NAME):
        if name == apart_from:
            continue
        others = (linking != item.id,) if name == item.NAME else ()
        if connection.execute(select(table.c.id).where(link == item.id, *others).limit(1)).first():
            return True
    return False


def hanging_on(connection: Connection, name: str, ids: Sequence[int]) -> dict[int, tuple[Hanging, ...]]:
    """Return what links to some records of a type, itself or by a child row; only for those that others link to."""
    found: dict[int, dict[str, tuple[set[int], set[int]]]] = {}
    for record, table, link, linking in _ways_to(name):
        statement = select(link, linking, table.c.trashed_at.is_not(None)).distinct()
        for some in chunks(ids):
            for target, other, in_trash in connection.execute(statement.where(link.in_(some))):
                if (record, other) != (name, target):
                    live, trashed = found.setdefault(target, {}).setdefault(record, (set(), set()))
                    (trashed if in_trash else live).add(other)
    return {
        target: tuple(Hanging(record, frozenset(live), frozenset(trashed)) for record, (live, trashed) in kinds.items())
        for target, kinds in found.items()
    }


def linking(connection: Connection, relation: Relation, record_id: int, size: int) -> Linking:
    """Return how many records link to one by a relation of its type, and the newest of them; not those in the trash."""
    table = TABLES[relation.row or relation.target]
    number = table.c.owner_id if relation.row else table.c.id
    held = (table.c[relation.field] == record_id, table.c.trashed_at.is_(None))
    count = connection.execute(select(func.count(number.distinct())).where(*held)).scalar_one()
    newest = select(number).where(*held).distinct().order_by(number.desc()).limit(size)
    return Linking(int(count), tuple(connection.execute(newest).scalars()) if count else ())


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


def _ways_to(name: str) -> Iterator[tuple[str, Table, Column[int], Column[int]]]:
    """Yield, for each link that may lead to a type: the type of the linking records, the table, link and their id."""
    for record, record_type in TYPES.items():
        table = TABLES[record]
        owned = issubclass(record_type, Child)
        for field in typed_fields(record_type):
            if field.kind is Kind.LINK and field.target == name:
                yield (
                    record_type.OWNER if owned else record,
                    table,
                    table.c[field.name],
                    table.c.owner_id if owned else table.c.id,
                )
