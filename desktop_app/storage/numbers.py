"""Keeps apart the values that no two records may share, and the numbers that are given only once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Text, delete, insert, literal_column, select, update

from desktop_app.base.i18n import N_
from desktop_app.domain.problems import Problem, wrong
from desktop_app.domain.record import Record
from desktop_app.storage.dialect import insert_rows
from desktop_app.storage.repository import chunks
from desktop_app.storage.tables import COUNTER, GIVEN, TABLES, UNIQUE_TOGETHER


def clashes(connection: Connection, items: Sequence[Record]) -> dict[int, tuple[Problem, ...]]:
    """Return, by index, which values of some records of one type another record has, or had as its number."""
    found: dict[int, tuple[Problem, ...]] = {}
    record_type = type(items[0])
    groups = [(name,) for name in record_type.UNIQUE if name not in record_type.NUMBERED]
    for names in (*groups, *UNIQUE_TOGETHER.get(record_type.NAME, ())):
        for index, problem in _taken(connection, items, names):
            found[index] = (*found.get(index, ()), problem)
    for name in record_type.NUMBERED:
        for index, problem in _given_before(connection, items, name):
            found[index] = (*found.get(index, ()), problem)
    return found


def give(connection: Connection, items: Sequence[Record]) -> None:
    """Remember the numbers of saved records as given, and the highest of each series."""
    for name in type(items[0]).NUMBERED:
        numbered = [item for item in items if getattr(item, name) not in (None, "")]
        rows = [(series_name(type(item), name), str(getattr(item, name)), item.id) for item in numbered]
        if rows:
            insert_rows(connection, GIVEN, ("name", "value", "record_id"), rows, new=False)
            _count(connection, (number_series(item.NAME, getattr(item, name)) for item in numbered))


def hand_over(connection: Connection, item: Record) -> None:
    """Let a record have the numbers that it holds now, though others were given them, where none of these has them."""
    for name in item.NUMBERED:
        value = getattr(item, name)
        if value not in (None, ""):
            table = TABLES[item.NAME]
            held = select(table.c.id).where(table.c[name] == value, table.c.id != item.id)
            mine = (GIVEN.c.name == series_name(type(item), name)) & (GIVEN.c.value == str(value))
            connection.execute(update(GIVEN).where(mine, ~held.exists()).values(record_id=item.id))


def take_back(connection: Connection, item: Record) -> None:
    """Forget that a record, as if it had never been made, was given its numbers; the highest of a series stays."""
    for name in item.NUMBERED:
        mine = (GIVEN.c.name == series_name(type(item), name)) & (GIVEN.c.record_id == item.id)
        connection.execute(delete(GIVEN).where(mine))


def number_series(name: str, value: Any) -> tuple[str, int]:
    """Return the series that a number belongs to and its place there: `2026-0042` is 42 in `delivery.2026`."""
    if isinstance(value, int):
        return name, value
    head, _, tail = (value or "").rpartition("-")
    return (f"{name}.{head}", int(tail)) if head and tail.isascii() and tail.isdigit() else (name, 0)


def _count(connection: Connection, numbers: Iterable[tuple[str, int]]) -> None:
    highest: dict[str, int] = {}
    for series, number in numbers:
        highest[series] = max(highest.get(series, 0), number)
    for series, number in highest.items():
        last = connection.execute(select(COUNTER.c.last).where(COUNTER.c.name == series)).scalar()
        if last is None:
            connection.execute(insert(COUNTER).values(name=series, last=number))
        elif number > last:
            connection.execute(update(COUNTER).where(COUNTER.c.name == series).values(last=number))


def _taken(connection: Connection, items: Sequence[Record], names: tuple[str, ...]) -> Iterable[tuple[int, Problem]]:
    """Find the values that another record has now, be it in the trash, or an earlier one of these records."""
    table = TABLES[items[0].NAME]
    columns = [table.c[name] for name in names]
    filled = [columns[-1] != literal_column("''")] if isinstance(columns[-1].type, Text) else []
    wanted = {
        index: values for index, item in enumerate(items) if (values := _values(item, names))[-1] not in (None, "")
    }
    known: dict[tuple[Any, ...], tuple[int | None, str, bool]] = {}
    for part in chunks({values[-1] for values in wanted.values()}):
        statement = select(table.c.id, table.c.title, table.c.trashed_at, *columns)
        for row in connection.execute(statement.where(columns[-1].in_(part), *filled)):
            known[tuple(row[3:])] = (row[0], row[1], row[2] is not None)
    for index, values in wanted.items():
        item = items[index]
        owner = known.setdefault(values, (item.id, item.title, False))
        if owner[0] != item.id:
            message = (
                N_("“{value}” already belongs to “{title}”, which is in the trash.")
                if owner[2]
                else N_("“{value}” already belongs to “{title}”.")
            )
            yield index, wrong(message, names[-1], value=str(values[-1]), title=owner[1])


def _given_before(connection: Connection, items: Sequence[Record], name: str) -> Iterable[tuple[int, Problem]]:
    wanted = {index: str(value) for index, item in enumerate(items) if (value := getattr(item, name)) not in (None, "")}
    known: dict[str, int | None] = {}
    for part in chunks(set(wanted.values())):
        statement = select(GIVEN.c.value, GIVEN.c.record_id)
        mine = GIVEN.c.name == series_name(type(items[0]), name)
        known.update((row[0], row[1]) for row in connection.execute(statement.where(mine, GIVEN.c.value.in_(part))))
    for index, value in wanted.items():
        if known.setdefault(value, items[index].id) != items[index].id:
            yield index, wrong(N_("The number {number} was given before and is never given again."), name, number=value)


def _values(item: Record, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(item, name) for name in names)


def series_name(record_type: type[Record], name: str) -> str:
    """Return under which name the numbers of a field are kept as given."""
    return f"{record_type.NAME}.{name}"
