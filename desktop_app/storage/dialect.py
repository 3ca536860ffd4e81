"""Says what the two engines, SQLite's file and PostgreSQL's server, put into other words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    Update,
    bindparam,
    cast,
    func,
    insert,
    inspect,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

SQLITE, POSTGRESQL = "sqlite", "postgresql"

_SEQUENCE = "_id_seq"
"""What a server adds to a table's name to name the sequence of its ids."""
_AT_ONCE = 20_000
_CONDITION: Any = NullType()
"""The type of a condition: a boolean one would be compared with 1 for SQLite, which then uses no index."""
THE_ROW = "the_row"
"""The parameter of `row_update` that is the row's id; the others are its columns."""
_GLOB_SIGNS = re.compile(r"([*?\[])")


def on_file(connection: Connection) -> bool:
    """Say whether the register is a file, not on a server."""
    return connection.dialect.name == SQLITE


def contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Say that a column contains a text, letter by letter."""
    return _Contains(column, literal(text), literal(_pattern(text))) if text else true()


def contains_asked(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Say the same of a text that `asked_text` gives under a name when the statement is run."""
    return _Contains(column, bindparam(name, type_=Text), bindparam(f"{name}_pattern", type_=Text))


def asked_text(name: str, text: str) -> dict[str, str]:
    """Return the parameters of a text that `contains_asked` looks for."""
    return {name: text, f"{name}_pattern": _pattern(text)}


def _pattern(text: str) -> str:
    signs = _GLOB_SIGNS.sub(r"[\1]", text)
    return f"*{signs}*"


def among_ids(column: ColumnElement[Any], ids: Iterable[int] | str) -> ColumnElement[bool]:
    """Say that a column is one of some ids, which may be very many; or of those that `asked_ids` gives under a name."""
    asked = bindparam(ids, type_=Text) if isinstance(ids, str) else literal(_id_list(ids))
    return _AmongIds(column, asked)


def asked_ids(name: str, ids: Iterable[int]) -> dict[str, str]:
    """Return the parameter of ids that `among_ids` looks for by a name."""
    return {name: _id_list(ids)}


def _id_list(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))


def gathered_ids(connection: Connection, statement: Select[Any]) -> list[int]:
    """Return the ids that a statement gives; as one JSON text they take a third of the time of a row for each."""
    together = select(_AsJson(statement.subquery().c.id))
    ids: list[int] = json.loads(connection.execute(together).scalar_one())
    return ids


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, new: bool = True
) -> None:
    """Write rows as the driver takes them: twice as fast as through statements; not `new`, those there already stay."""
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == POSTGRESQL and new:
        _copy_rows(connection, f'COPY "{table.name}" ({names}) FROM STDIN', rows)
        return
    mark = "?" if connection.dialect.name == SQLITE else "%s"
    marks = ", ".join([mark] * len(columns))
    otherwise = "" if new else " ON CONFLICT DO NOTHING"
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks}){otherwise}'  # noqa: S608  names are declared
    rest = iter(rows)
    while some := [tuple(row) for row in islice(rest, _AT_ONCE)]:
        connection.exec_driver_sql(statement, some)


def insert_announced(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Write a row and return its id; a server tells it, with the commit, to all who listen to the register."""
    statement = _announced(table) if connection.dialect.name == POSTGRESQL else _inserted(table)
    number: int = connection.execute(statement, values).scalar_one()
    return number


@cache
def _announced(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.c.id, func.pg_notify(func.current_schema(), cast(table.c.id, Text)))


@cache
def _inserted(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(table.c.id)


@cache
def row_update(table: Table) -> Update:
    """Return what changes the row whose id is given as THE_ROW; made once, since that takes longer than to run it."""
    return update(table).where(table.c.id == bindparam(THE_ROW))


def _copy_rows(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """Send rows in one stream: as fast as single statements for one row, five times faster for many."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def new_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Return ids that no row of a table has had."""
    if not count:
        return ()
    if connection.dialect.name == SQLITE:
        highest = "SELECT max(coalesce(max(id), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0))"
        first = connection.exec_driver_sql(f'{highest} FROM "{table.name}"', (table.name,)).scalar_one() + 1
        return range(first, first + count)
    taken = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return [row[0] for row in connection.exec_driver_sql(taken, (f'"{table.name}"', count))]


@contextmanager
def broken_links_left(connection: Connection) -> Iterator[None]:
    """Let the next transaction write rows whose links lead nowhere, as they may in a damaged file; a server has none.

    The engine would refuse whatever is written into such a row.
    """
    if connection.dialect.name != SQLITE:
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def given_ids(connection: Connection) -> dict[str, int]:
    """Return, by table, the highest id that it ever gave."""
    if connection.dialect.name == SQLITE:
        if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'").first():
            return {}
        found = "SELECT name, seq FROM sqlite_sequence"
    else:
        found = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"
    rows = connection.exec_driver_sql(found)
    return {row[0].removesuffix(_SEQUENCE): row[1] for row in rows if isinstance(row[1], int)}


def keep_given_ids(connection: Connection, given: Mapping[str, int]) -> None:
    """Let no table give an id again that it gave elsewhere or before; of what is no table any more nothing is kept."""
    now = given_ids(connection)
    tables = set(inspect(connection).get_table_names())
    for name, last in given.items():
        if name not in tables or last <= now.get(name, 0):
            continue
        if connection.dialect.name == SQLITE:
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
        else:
            connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (f'"{name}"', last))


def take_time(connection: Connection) -> None:
    """Let the server wait for a transaction that is known to be long, such as one over all rows."""
    if connection.dialect.name == POSTGRESQL:
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")
        driver: Any = connection.connection.driver_connection
        driver.patience = None


def learn_sizes(connection: Connection) -> None:
    """Let the server count the rows that came all at once, so that it chooses the right indexes from the beginning."""
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql("ANALYZE")


class _Contains(FunctionElement[bool]):
    """A column, the text looked for, and the same as a pattern of GLOB."""

    type = _CONDITION
    inherit_cache = True


@compiles(_Contains, SQLITE)
def _glob(element: _Contains, compiler: SQLCompiler, **how: Any) -> str:
    # GLOB finds the first letter by the C library, which is twice as fast as instr.
    column, _, pattern = (compiler.process(clause, **how) for clause in element.clauses)
    return f"({column} GLOB {pattern})"


@compiles(_Contains, POSTGRESQL)
def _strpos(element: _Contains, compiler: SQLCompiler, **how: Any) -> str:
    column, text, _ = (compiler.process(clause, **how) for clause in element.clauses)
    return f"(strpos({column}, {text}) > 0)"


class _AmongIds(FunctionElement[bool]):
    """A column, and ids as a JSON text."""

    type = _CONDITION
    inherit_cache = True


@compiles(_AmongIds, SQLITE)
def _json_each(element: _AmongIds, compiler: SQLCompiler, **how: Any) -> str:
    column, ids = (compiler.process(clause, **how) for clause in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({ids})))"  # noqa: S608  clauses that were compiled


@compiles(_AmongIds, POSTGRESQL)
def _json_elements(element: _AmongIds, compiler: SQLCompiler, **how: Any) -> str:
    column, ids = (compiler.process(clause, **how) for clause in element.clauses)
    elements = f"json_array_elements_text(CAST({ids} AS json))"
    return f"({column} IN (SELECT value::bigint FROM {elements}))"  # noqa: S608  clauses that were compiled


class _AsJson(FunctionElement[str]):
    """All ids of a column as one JSON text."""

    type = Text()
    inherit_cache = True


@compiles(_AsJson, SQLITE)
def _group_array(element: _AsJson, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **how)})"


@compiles(_AsJson, POSTGRESQL)
def _array_agg(element: _AsJson, compiler: SQLCompiler, **how: Any) -> str:
    return f"coalesce(json_agg({compiler.process(element.clauses, **how)})::text, '[]')"
