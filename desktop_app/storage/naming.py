"""Finds the records that a few typed letters name, as fast in a large register as in a small one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select, true

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import field_map
from desktop_app.storage.dialect import contains, on_file
from desktop_app.storage.matching import mention, mentioning
from desktop_app.storage.rows import decoder
from desktop_app.storage.tables import OPERATION, TABLES, key_column, keyed_fields, list_index, search_table

_WORD = re.compile(r"\w+")
_LAST_CHARACTER = "\U0010ffff"
_FEW = 100
"""So many records are worth being looked at one by one; where more fit, only the best kinds of fit are asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """Records that fit a text, among them the best; `complete` says that no other record fits."""

    ids: frozenset[int]
    complete: bool


class Names:
    """Questions about names, answered from one state of the register and never by reading all of it in order.

    What a name begins with is looked up in the index of its sort key; all else is looked for only until enough is
    found.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> int:
        """Return what is another number after each change of the register."""
        return int(self._connection.execute(select(func.max(OPERATION.c.id))).scalar() or 0)

    def fitting(
        self,
        record: str,
        text: str,
        fields: Mapping[str, bool],
        limit: int,
        among: Collection[int] | None = None,
    ) -> Found:
        """Return the records that a text may mean, where they are few; else those with the best fit in some fields.

        A record fits where its words contain each word of the text. There are at least `limit` of the best where there
        are so many: names that begin with the text come before those with a word that does, those before the others.
        `fields` are looked up for their beginning, and those that are True looked through. `among` are the only records
        that can fit, as a shorter text has shown.
        """
        words = _WORD.findall(fold(text))
        if among is not None:
            return Found(frozenset(self._mentioning(record, words, _FEW, among)), complete=True)
        keyed = [name for name in fields if name in {field.name for field in keyed_fields(TYPES[record])}]
        found = set(self._numbered(record, text, fields))
        for name in keyed:
            found.update(self._beginning(record, name, sort_key(text), limit))
        if len(found) >= limit:
            return Found(frozenset(found), complete=False)
        for name in (each for each in keyed if fields[each]):
            found.update(self._containing(record, name, sort_key(text), limit))
        if len(found) >= limit:
            return Found(frozenset(found), complete=False)
        others = self._mentioning(record, words, _FEW + 1)
        return Found(frozenset({*found, *others}), complete=len(others) <= _FEW)

    def values(self, record: str, ids: Iterable[int], names: Sequence[str]) -> dict[int, dict[str, Any]]:
        """Return the values of some fields by record and field name; links come as titles."""
        table, fields = TABLES[record], field_map(TYPES[record])
        asked = list(dict.fromkeys(names))
        statement = select(table.c.id, *(table.c[name] for name in asked)).where(table.c.id.in_(list(ids)))
        rows = {row[0]: dict(zip(asked, row[1:], strict=True)) for row in self._connection.execute(statement)}
        for name in asked:
            self._decode(fields[name], rows.values())
        return rows

    def having(self, record: str, name: str, values: Sequence[str]) -> dict[str, int]:
        """Return the records that have one of some texts in a field without twins, by that text."""
        table = TABLES[record]
        column, key = table.c[name], table.c[key_column(name)]
        same = and_(key.in_([sort_key(value) for value in values]), column.in_(values))
        statement = select(column, table.c.id).where(same, table.c.trashed_at.is_(None))
        return {row[0]: row[1] for row in self._connection.execute(statement)}

    def child_texts(self, child: str, name: str, owners: Iterable[int]) -> list[tuple[int, str]]:
        """Return the texts that the child rows of some records have in a field, each with its owner."""
        table = TABLES[child]
        statement = select(table.c.owner_id, table.c[name]).where(table.c.owner_id.in_(list(owners)))
        return [(row[0], row[1]) for row in self._connection.execute(statement.where(table.c.trashed_at.is_(None)))]

    def _decode(self, field: Field, rows: Collection[dict[str, Any]]) -> None:
        if field.kind is Kind.LINK:
            linked = TABLES[field.target]
            wanted = {row[field.name] for row in rows if row[field.name] is not None}
            found = self._connection.execute(select(linked.c.id, linked.c.title).where(linked.c.id.in_(wanted)))
            titles = {row[0]: row[1] for row in found}
            for row in rows:
                row[field.name] = titles.get(row[field.name], "")
        elif decode := decoder(field):
            for row in rows:
                row[field.name] = decode(row[field.name])

    def _numbered(self, record: str, text: str, fields: Iterable[str]) -> list[int]:
        """Return the record of which a number is the text."""
        if not (text.isascii() and text.isdigit() and len(text) < len(str(2**63))):
            return []
        table, known = TABLES[record], field_map(TYPES[record])
        numbers = [table.c[name] for name in fields if known[name].kind is Kind.INTEGER]
        return [found for column in numbers for found in self._ids(table, column == int(text), 1)]

    def _beginning(self, record: str, name: str, wanted: str, limit: int) -> list[int]:
        table = TABLES[record]
        key = table.c[key_column(name)]
        after = and_(key >= wanted, key < wanted + _LAST_CHARACTER)
        return self._ids(table, after, limit, name, key) if wanted else []

    def _containing(self, record: str, name: str, wanted: str, limit: int) -> list[int]:
        """Return records of which a field contains all words of a text; among many, those with words that begin so."""
        if not wanted:
            return []
        table = TABLES[record]
        key = table.c[key_column(name)]
        found = self._ids(table, _contains(key, wanted.split()), _FEW + 1, name)
        if len(found) <= _FEW or " " in wanted:
            return found
        return found[:limit] + self._ids(table, _contains(key, [f" {wanted}"]), limit, name)

    def _mentioning(
        self, record: str, words: Sequence[str], limit: int, among: Collection[int] | None = None
    ) -> list[int]:
        if not words:
            return []
        if among is not None:
            table = search_table(TABLES[record])
            fitting = and_(table.c.id.in_(list(among)), mention(table.c.words, words))
            return self._ids(table, fitting, limit)
        found = mentioning(TABLES[record], words, in_file=on_file(self._connection)).limit(limit)
        return [row[0] for row in self._connection.execute(found)]

    def _ids(
        self,
        table: Table,
        condition: ColumnElement[bool],
        limit: int,
        name: str = "",
        order: ColumnElement[Any] | None = None,
    ) -> list[int]:
        statement = select(table.c.id).where(table.c.trashed_at.is_(None), condition).limit(limit)
        if name:
            statement = statement.with_hint(table, f"INDEXED BY {list_index(table, name)}", "sqlite")
        if order is not None:
            statement = statement.order_by(order)
        return [row[0] for row in self._connection.execute(statement)]


def _contains(column: ColumnElement[Any], parts: Sequence[str]) -> ColumnElement[bool]:
    """Say that a column contains each of some texts."""
    return and_(true(), *(contains(column, part) for part in parts))
