"""Lists what is in the trash: records of all types, the last one moved there first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select, true

from desktop_app.base.text import fold
from desktop_app.domain.catalogue import RECORDS
from desktop_app.storage.dialect import contains
from desktop_app.storage.rows import utc_text
from desktop_app.storage.tables import TABLES, search_table


@dataclass(frozen=True, slots=True)
class InTrash:
    """A record in the trash."""

    record: str
    id: int
    title: str
    since: datetime


class Trashed:
    """Questions about the trash, answered from one state of the register.

    `records` are the types to look among, all where empty; `text` are words that a record has.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, record: str = "", text: str = "") -> int:
        """Return how many records are in the trash."""
        return sum(
            int(self._connection.execute(select(func.count()).where(*_among(name, text))).scalar_one())
            for name in _names(record)
        )

    def page(self, limit: int, record: str = "", text: str = "", before: InTrash | None = None) -> list[InTrash]:
        """Return the first records, or those that follow one of them."""
        lists = [self._of_type(name, limit, _among(name, text), before) for name in _names(record)]
        return list(islice(merge(*lists, key=_place), limit))

    def older(self, than: datetime | None) -> list[InTrash]:
        """Return the records that were moved to the trash before a moment; None for all."""
        found = []
        for name in _names(""):
            table = TABLES[name]
            due = [table.c.trashed_at < utc_text(than)] if than else []
            found += self._of_type(name, None, [*_among(name, ""), *due], None)
        return found

    def _of_type(
        self, name: str, limit: int | None, among: Iterable[ColumnElement[bool]], before: InTrash | None
    ) -> list[InTrash]:
        table = TABLES[name]
        since = table.c.trashed_at
        conditions = [*among, *([_follows(name, before)] if before else [])]
        statement = (
            select(table.c.id, table.c.title, since).where(*conditions).order_by(since.desc(), table.c.id.desc())
        )
        rows = self._connection.execute(statement.limit(limit) if limit else statement)
        return [InTrash(name, row[0], row[1], datetime.fromisoformat(row[2])) for row in rows]


def _names(record: str) -> list[str]:
    return [record] if record else [record_type.NAME for record_type in RECORDS]


def _place(each: InTrash) -> tuple[float, str, int]:
    return -each.since.timestamp(), each.record, -each.id


def _follows(name: str, before: InTrash) -> ColumnElement[bool]:
    table = TABLES[name]
    moment = utc_text(before.since)
    later = table.c.id < before.id if name == before.record else true() if name > before.record else false()
    return or_(table.c.trashed_at < moment, and_(table.c.trashed_at == moment, later))


def _among(name: str, text: str) -> list[ColumnElement[bool]]:
    table = TABLES[name]
    conditions: list[ColumnElement[bool]] = [table.c.trashed_at.is_not(None)]
    if words := fold(text).split():
        search = search_table(table)
        found = and_(*(contains(search.c.words, word) for word in words))
        conditions.append(select(search.c.id).where(search.c.id == table.c.id, found).exists())
    return conditions
