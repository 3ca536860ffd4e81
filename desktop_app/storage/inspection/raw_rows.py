"""Reads rows as they lie in their tables, damaged ones too, and what can be made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Text,
    cast,
    select,
    type_coerce,
)
from sqlalchemy.exc import DBAPIError

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.record import Child, changed, child_fields
from desktop_app.storage.repository import CHUNK
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import CHECKSUM, TABLES

Row = tuple[str, int]
"""The type and id of a record or child row."""

FARTHEST = 2**40
"""Beyond this no id is looked for behind a page that cannot be read."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a record type as it is stored; text that is no text any more comes as bytes."""

    name: str
    values: tuple[Any, ...]
    checksum: Any

    @property
    def id(self) -> int:
        """Return the id of the row."""
        return int(self.values[0])

    @property
    def title(self) -> str:
        """Return the title as far as it can be read."""
        return str(self.value("title"))

    def value(self, column: str) -> Any:
        """Return the stored value of a column."""
        return self.values[codec(TYPES[self.name]).record_columns.index(column)]

    def is_sound(self, owned: Iterable[Iterable[int]]) -> bool:
        """Say whether the checksum is that of the values, and of which child rows there are."""
        return bool(checksum_of(self.name, self.values, owned) == self.checksum)


def checksum_of(name: str, values: tuple[Any, ...], owned: Iterable[Iterable[int]]) -> int | None:
    """Return the checksum of stored values; None where they cannot be those of any record."""
    try:
        return codec(TYPES[name]).checksum(values, owned)
    except (TypeError, ValueError, OverflowError):
        return None


def raw_rows(connection: Connection, name: str, ids: Sequence[int]) -> dict[int, RawRow]:
    """Return some rows by id; those that cannot be read are left out."""
    return {row.id: row for row in _readable(connection, name, TABLES[name].c.id.in_(ids))}


def raw_children(connection: Connection, name: str, owner_ids: Sequence[int]) -> list[RawRow]:
    """Return the child rows of some owners."""
    return list(_readable(connection, name, TABLES[name].c.owner_id.in_(owner_ids)))


def every_raw_row(connection: Connection, name: str, most: int = CHUNK) -> Iterator[list[RawRow]]:
    """Yield all rows of a table in the order of their ids, some at a time, past what cannot be read."""
    column = TABLES[name].c.id
    last, size = 0, most
    while last < FARTHEST:
        try:
            rows = _fetch(connection, _statement(name).where(column >= last + 1).order_by(column).limit(size))
        except DBAPIError:
            if size > 1:
                size = max(1, size // 4)
                continue
            rows, last = _past_the_unreadable(connection, name, last)
            yield rows
            continue
        if not rows:
            return
        yield [RawRow(name, tuple(row[:-1]), row[-1]) for row in rows]
        last, size = rows[-1][0], most


def _past_the_unreadable(connection: Connection, name: str, last: int) -> tuple[list[RawRow], int]:
    """Return the next row byte by byte, or skip what cannot be read; and the last id looked at."""
    column = TABLES[name].c.id

    def after(last: int) -> int | None:
        beyond = select(column).where(column >= last + 1).order_by(column).limit(1)
        return connection.execute(beyond).scalar()

    try:
        found = after(last)
    except DBAPIError:
        return [], behind_the_unreadable(after, last)
    if found is None:
        return [], FARTHEST
    return list(_readable(connection, name, column == found)), found


def behind_the_unreadable(after: Callable[[int], object], last: int) -> int:
    """Return the lowest id after `last` behind which rows can be read again; the farthest where there is none.

    `after` reads the next row behind an id, asked for as `>=`: for `>` the engine opens the page of the id itself.
    """
    step = 1
    while last + step < FARTHEST and not _answers(after, last + step):
        step *= 2
    low, high = last + step // 2, min(last + step, FARTHEST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _answers(after, middle) else (middle, high)
    return high


def _answers(after: Callable[[int], object], last: int) -> bool:
    try:
        after(last)
    except DBAPIError:
        return False
    return True


def _readable(connection: Connection, name: str, which: ColumnElement[bool]) -> Iterator[RawRow]:
    rows: Sequence[Any] = ()
    for as_bytes in (False, True):
        try:
            rows = _fetch(connection, _statement(name, as_bytes=as_bytes).where(which))
            break
        except DBAPIError:
            continue
    for row in rows:
        yield RawRow(name, tuple(_text(value) for value in row[:-1]), row[-1])


def _fetch(connection: Connection, statement: Select[Any]) -> Sequence[Any]:
    return connection.execute(statement).fetchall()


def _text(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def _statement(name: str, *, as_bytes: bool = False) -> Select[Any]:
    table = TABLES[name]
    columns = []
    for column_name in (*codec(TYPES[name]).record_columns, CHECKSUM):
        column: ColumnElement[Any] = table.c[column_name]
        if isinstance(column.type, Boolean):
            column = type_coerce(column, Integer)  # a damaged yes or no may be any number
        elif as_bytes and isinstance(column.type, Text):
            column = cast(column, LargeBinary)
        columns.append(column.label(column_name))
    return select(*columns)


# -- records of raw rows -----------------------------------------------------------------------------------------------


def record_of(row: RawRow, owned: Iterable[RawRow]) -> Any:
    """Return the record of a row with its child rows; what cannot be read is empty in it."""
    record_type = TYPES[row.name]
    children: dict[str, list[Child]] = {field.target: [] for field in child_fields(record_type)}
    for child in owned:
        children[child.name].append(_read(child))
    fields = {
        field.name: tuple(sorted(children[field.target], key=lambda each: (each.position, each.id or 0)))
        for field in child_fields(record_type)
    }
    return changed(_read(row), **fields)


def _read(row: RawRow) -> Any:
    return codec(TYPES[row.name]).decode_readable(row.values)
