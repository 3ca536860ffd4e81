"""Asks the database itself whether it is sound: its pages and indexes, its links, the ids it gives next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, FromClause, Table, select
from sqlalchemy.exc import DBAPIError

from desktop_app.storage.dialect import given_ids, on_file
from desktop_app.storage.letter_index import comparing, letter_indexes, rebuilding
from desktop_app.storage.tables import METADATA, TABLES

_INDEX = re.compile(r"(?:row \d+ missing from|wrong # of entries in|non-unique entry in) index (\w+)")
"""What SQLite says of an index that does not fit its table; any other words tell of the table or of the file itself."""
_LETTERS = re.compile(r"fts5: .* (?:table|from table) \"(\w+)\".*", re.DOTALL)
"""What it says of an index of letters."""
_ONLY_A_ROW = re.compile(r"(?:NULL|NUMERIC|TEXT|non-[A-Z]+) value in \w+\.\w+")
_MOST_SAID = 100
_STEPS_UNHEARD = 5_000
"""Of the engine, which counts a page of the file as one while it looks at these."""

Heard = Callable[[], None]


@dataclass(frozen=True, slots=True)
class FileFaults:
    """What is wrong with the file: `said` of its pages, `indexes` that have to be built anew."""

    said: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A row whose link leads nowhere: table, row, column and the id that is not there."""

    table: str
    row_id: int
    column: str
    target: str
    target_id: int


def file_faults(connection: Connection, *, quick: bool = False) -> FileFaults:
    """Return what the engine finds wrong with the file; a quick look leaves out whether indexes fit their tables."""
    if not on_file(connection):
        return FileFaults()
    pragma = "quick_check" if quick else "integrity_check"
    try:
        said = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {pragma}({_MOST_SAID})")]
    except DBAPIError as error:
        said = [str(error.orig)]
    indexes = {match[1] for words in said if (match := _INDEX.fullmatch(words) or _LETTERS.fullmatch(words))}
    known = (_INDEX.fullmatch, _LETTERS.fullmatch, _ONLY_A_ROW.match)
    others = [words for words in said if words != "ok" and not any(match(words) for match in known)]
    return FileFaults(tuple(others), tuple(sorted(indexes)))


@contextmanager
def interruptible(connection: Connection, heard: Heard) -> Iterator[None]:
    """Let what a file's engine does for long be called off: `heard` is called now and then, and may raise."""
    if not on_file(connection):
        yield
        return
    driver = connection.connection.dbapi_connection
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            heard()
        except BaseException as error:  # noqa: BLE001  raised again where the engine has stopped
            raised.append(error)
            return 1
        return 0

    driver.set_progress_handler(ask, _STEPS_UNHEARD)  # type: ignore[union-attr]
    try:
        yield
    except DBAPIError as error:
        if raised:
            raise raised[0] from error
        raise
    finally:
        driver.set_progress_handler(None, 0)  # type: ignore[union-attr]


def wrong_letter_indexes(connection: Connection) -> Iterator[str]:
    """Yield the names of indexes of letters that do not hold the search words, on a connection that may write."""
    for name in letter_indexes(METADATA) if on_file(connection) else ():
        try:
            connection.exec_driver_sql(comparing(name))
        except DBAPIError:
            yield name


def build_index(connection: Connection, name: str) -> None:
    """Build an index anew from its table; raises DBAPIError where two rows share what none may share."""
    if name in letter_indexes(METADATA):
        connection.exec_driver_sql(rebuilding(name))
    if name in {index.name for table in METADATA.tables.values() for index in table.indexes}:
        connection.exec_driver_sql(f"REINDEX {name}")


def broken_links(connection: Connection) -> Iterator[BrokenLink]:
    """Yield the rows of all tables that link to what is not there."""
    for table in METADATA.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            column, target = key.parent, beside(key.column.table, table)
            row = table.c.id
            statement = (
                select(row, column)
                .select_from(table.outerjoin(target, column == target.c[key.column.name]))
                .where(column.is_not(None), target.c[key.column.name].is_(None))
                .order_by(row)
            )
            for row_id, target_id in connection.execute(statement):
                yield BrokenLink(table.name, row_id, column.name, key.column.table.name, target_id)


def beside(linked: Table, *others: Table) -> FromClause:
    """Return a table for a statement that has others too: under another name where it is one of them.

    An alias of a wide table takes longer to make than the question takes to answer.
    """
    return linked.alias() if linked in others else linked


def late_ids(connection: Connection) -> dict[str, int]:
    """Return the tables, with their highest id, that would give an id again."""
    given = given_ids(connection)
    late = {}
    for table in TABLES.values():
        highest = connection.execute(select(table.c.id).order_by(table.c.id.desc()).limit(1)).scalar()
        if highest is not None and given.get(table.name, 0) < highest:
            late[table.name] = int(highest)
    return late
