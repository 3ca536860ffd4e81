"""Keeps the marks by which records find their twins, and asks them: never is every pair compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations, groupby
from operator import itemgetter

from sqlalchemy import Connection, delete, func, select

from desktop_app.domain.kept_apart import KeptApart
from desktop_app.domain.record import Record
from desktop_app.domain.twin_rules import TWINS, marks_of
from desktop_app.storage.dialect import insert_rows
from desktop_app.storage.repository import chunks
from desktop_app.storage.tables import TABLES, twin_table

Pair = tuple[int, int]
"""Two ids, the lower first."""

MOST_OF_A_KIND = 25
"""A mark that more records share tells nothing of twins, such as the beginning of a very common name."""

_BYTES = 8


def stored_marks(item: Record) -> frozenset[int]:
    """Return the marks of a record as they are stored: numbers of 64 bits that stand for them."""
    return frozenset(
        int.from_bytes(blake2b(mark.encode(errors="replace"), digest_size=_BYTES).digest(), signed=True)
        for mark in marks_of(item)
    )


def add_marks(connection: Connection, items: Sequence[Record]) -> None:
    """Write the marks of new records of one type."""
    if items[0].NAME in TWINS:
        rows = [(item.id, mark) for item in items for mark in sorted(stored_marks(item))]
        insert_rows(connection, twin_table(TABLES[items[0].NAME]), ("id", "mark"), rows)


def change_marks(connection: Connection, item: Record) -> None:
    """Write the marks of a record that was changed, where they are others now."""
    if item.NAME not in TWINS:
        return
    table = twin_table(TABLES[item.NAME])
    known = set(connection.execute(select(table.c.mark).where(table.c.id == item.id)).scalars())
    wanted = stored_marks(item)
    if gone := known - wanted:
        connection.execute(delete(table).where(table.c.id == item.id, table.c.mark.in_(gone)))
    insert_rows(connection, table, ("id", "mark"), [(item.id, mark) for mark in sorted(wanted - known)])


def drop_marks(connection: Connection, item: Record) -> None:
    """Take away the marks of a record that goes for good."""
    if item.NAME in TWINS:
        table = twin_table(TABLES[item.NAME])
        connection.execute(delete(table).where(table.c.id == item.id))


def known_marks(connection: Connection, name: str, ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the marks that stand for some records of a type, by their ids; of a type without twins none."""
    if name not in TWINS:
        return {}
    table = twin_table(TABLES[name])
    found: dict[int, set[int]] = {}
    for record_id, mark in connection.execute(select(table.c.id, table.c.mark).where(table.c.id.in_(ids))):
        found.setdefault(record_id, set()).add(mark)
    return {record_id: frozenset(marks) for record_id, marks in found.items()}


class TwinMarks:
    """Questions about marks that records share, answered from one state of the register."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sharing(self, item: Record, limit: int) -> list[int]:
        """Return the records that share a mark with one, saved or not, those with most first; none of the trash."""
        table, records = twin_table(TABLES[item.NAME]), TABLES[item.NAME]
        statement = (
            select(table.c.id)
            .join(records, records.c.id == table.c.id)
            .where(table.c.mark.in_(sorted(stored_marks(item))), records.c.trashed_at.is_(None))
            .where(table.c.id != (item.id or 0))
            .group_by(table.c.id)
            .order_by(func.count().desc(), table.c.id)
            .limit(limit)
        )
        return list(self._connection.execute(statement).scalars())

    def shared_marks(self, name: str) -> list[int]:
        """Return the marks that several records of a type have, the trash included, and no more than MOST_OF_A_KIND."""
        table = twin_table(TABLES[name])
        statement = select(table.c.mark).group_by(table.c.mark)
        return list(self._connection.execute(statement.having(func.count().between(2, MOST_OF_A_KIND))).scalars())

    def pairs(self, name: str, marks: Sequence[int]) -> Iterator[Pair]:
        """Yield the pairs of records outside the trash that share one of some marks, some more than once."""
        table, records = twin_table(TABLES[name]), TABLES[name]
        live = select(table.c.mark, table.c.id).join(records, records.c.id == table.c.id)
        for some in chunks(marks):
            statement = live.where(table.c.mark.in_(some), records.c.trashed_at.is_(None))
            rows = self._connection.execute(statement.order_by(table.c.mark, table.c.id)).fetchall()
            for _, group in groupby(rows, key=itemgetter(0)):
                yield from combinations([row[1] for row in group], 2)

    def kept_apart(self, name: str, ids: Iterable[int] = ()) -> dict[Pair, int]:
        """Return the pairs of a type that are not the same, by what says so; with `ids` those of these records only."""
        table = TABLES[KeptApart.NAME]
        statement = select(table.c.first, table.c.second, table.c.id)
        statement = statement.where(table.c.record == name, table.c.trashed_at.is_(None))
        if wanted := list(ids):
            statement = statement.where(table.c.first.in_(wanted) | table.c.second.in_(wanted))
        return {(row[0], row[1]): row[2] for row in self._connection.execute(statement)}
