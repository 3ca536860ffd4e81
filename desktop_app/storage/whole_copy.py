"""Writes a whole copy of a register file: of one moment, checked, equal to the register row by row, on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desktop_app.base.i18n import N_
from desktop_app.base.patience import patiently
from desktop_app.storage.disk import sync
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import DAMAGED, StorageError

Heard = Callable[[], object]
"""Is called again and again during long work, in its thread; what it raises ends the work."""


def unheard() -> None:
    """Let the work go on."""


_ATTEMPTS = 5
"""A change between the moments in which copy and comparison begin makes them differ: then the copy is made anew, and
those who write wait until both have begun."""
_STEPS = 100_000
"""Steps of the engine between two calls of a Heard: a few hundredths of a second."""

_CHANGING = N_(
    "The register {file} was changed again and again while it was copied. The register is unharmed. "
    "Try again in a moment."
)


@dataclass(frozen=True, slots=True)
class State:
    """Which register a file holds, up to which operation, and whether all its links lead somewhere.

    `contents` are the hashes of what its files hold, `remembered` of what undo may bring back.
    """

    identity: str
    operation: int
    linked: bool
    contents: frozenset[str]
    remembered: frozenset[str]


def write_copy(source: Path, target: Path, *, alone: bool = False, heard: Heard = unheard) -> State:
    """Write a copy of the register at `source` to `target`, which it overwrites, and say what it holds.

    Others may read and write the register meanwhile. `alone` reads a register in a place where nothing can be written.
    Leaves driver errors as they are; raises StorageError for a register that is damaged or never at rest.
    """
    with closing(connect(source, read_only=alone, alone=alone)) as watcher, hearing(watcher, heard):
        for attempt in range(_ATTEMPTS):
            remove_copy(target)
            with _writers_kept(source, kept=attempt > 0) as let_go, _one_moment(watcher):
                operation = _last_operation(watcher)  # the first thing read sets the moment that is seen from now on
                with (
                    closing(connect(source, read_only=alone, alone=alone)) as mover,
                    hearing(mover, _both(let_go, heard)),
                ):
                    mover.execute("VACUUM INTO ?", (str(target),))
                let_go()
                state = state_of(target, heard)
                if state.operation == operation and _equal(watcher, target):
                    sync(target)
                    return state
    raise StorageError(_CHANGING, file=source.name)


def remove_copy(target: Path) -> None:
    """Remove a copy, whole or begun, where there is one."""
    for path in (target, target.with_name(f"{target.name}-journal")):
        with suppress(FileNotFoundError, NotADirectoryError):
            patiently(path.unlink)


def state_of(path: Path, heard: Heard = unheard) -> State:
    """Check a file that nobody writes and say what it holds; raises StorageError where it is damaged."""
    with closing(connect(path, read_only=True, alone=True)) as connection, hearing(connection, heard):
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise StorageError(DAMAGED, file=path.name)
        linked = connection.execute("PRAGMA foreign_key_check").fetchone() is None
        contents, remembered = _contents(connection)
        return State(_identity(connection), _last_operation(connection), linked, contents, remembered)


@contextmanager
def hearing(connection: Any, heard: Heard) -> Iterator[None]:
    """Call `heard` while the engine works on a connection, and let what it raises end the work."""
    raised: list[BaseException] = []

    def step() -> int:
        try:
            heard()
        except BaseException as error:  # noqa: BLE001  raised again outside of the engine
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(step, _STEPS)
    try:
        yield
    except sqlite.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def _writers_kept(source: Path, *, kept: bool) -> Iterator[Callable[[], object]]:
    """Keep others from writing until what is given is called; one who is writing already, and for long, is let."""
    if not kept:
        yield lambda: None
        return
    with closing(connect(source)) as keeper:
        with suppress(sqlite.OperationalError):
            keeper.execute("BEGIN IMMEDIATE")

        def let_go() -> None:
            if keeper.in_transaction:
                keeper.execute("ROLLBACK")

        yield let_go


def _both(first: Heard, second: Heard) -> Heard:
    def heard() -> None:
        first()
        second()

    return heard


@contextmanager
def _one_moment(watcher: Any) -> Iterator[None]:
    """See the register as it is at the first question, however it is changed meanwhile."""
    watcher.execute("BEGIN")
    try:
        yield
    finally:
        watcher.execute("ROLLBACK")
        for _, name, _ in watcher.execute("PRAGMA database_list").fetchall():
            if name == "copy":
                watcher.execute("DETACH copy")


def _equal(watcher: Any, copy: Path) -> bool:
    """Say whether every row of every table is the same in the register, as the watcher sees it, and in the copy."""
    watcher.execute("ATTACH ? AS copy", (f"{copy.absolute().as_uri()}?mode=ro&immutable=1",))
    described = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
    for question in ("PRAGMA {}.user_version", "PRAGMA {}.application_id", described):
        here, there = (watcher.execute(question.format(side)).fetchall() for side in ("main", "copy"))
        if here != there:
            return False
    return all(_same_rows(watcher, table) for table in _tables(watcher))


def _tables(watcher: Any) -> list[str]:
    return [row[0] for row in watcher.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")]


def _same_rows(watcher: Any, table: str) -> bool:
    """Compare inside the engine, row beside row along the key: in little memory, and other threads go on."""
    now, copied = (f"{side}.{_quoted(table)}" for side in ("main", "copy"))
    count = "SELECT count(*) FROM {}"
    rows = watcher.execute(count.format(now)).fetchone()
    if table.startswith("sqlite") and rows == (0,):
        return True  # the engine leaves out its own tables where there is nothing in them
    if watcher.execute(count.format(copied)).fetchone() != rows:
        return False
    columns = watcher.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)).fetchall()
    keys = [_quoted(name) for name, place in columns if place]
    if not keys:  # the engine's own tables are small
        question = f"SELECT * FROM {now} EXCEPT SELECT * FROM {copied}"  # noqa: S608  names are the engine's own
    else:
        beside = " AND ".join(f"now.{key} = copied.{key}" for key in keys)
        others = [_quoted(name) for name, place in columns if not place]
        differs = " OR ".join([f"copied.{keys[0]} IS NULL", *(f"now.{each} IS NOT copied.{each}" for each in others)])
        question = f"SELECT 1 FROM {now} AS now LEFT JOIN {copied} AS copied ON {beside} WHERE {differs} LIMIT 1"  # noqa: S608  as above
    return watcher.execute(question).fetchone() is None


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _identity(connection: Any) -> str:
    if not _has(connection, "about"):
        return ""
    row = connection.execute("SELECT value FROM about WHERE name = 'identity'").fetchone()
    return str(row[0]) if row else ""


def _last_operation(connection: Any) -> int:
    if not _has(connection, "operation"):
        return 0
    return int(connection.execute("SELECT ifnull(max(id), 0) FROM operation").fetchone()[0])


def _contents(connection: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Return the hashes of what the files of a register hold, and of what its history can bring back."""
    if not _has(connection, "attachment"):
        return frozenset(), frozenset()
    of_files = connection.execute("SELECT DISTINCT content FROM attachment")
    contents = frozenset(row[0] for row in of_files)
    of_history = connection.execute("SELECT old, new FROM change WHERE row_type = 'attachment' AND field = 'content'")
    return contents, frozenset(each for row in of_history for each in row if each) - contents


def _has(connection: Any, table: str) -> bool:
    question = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(question, (table,)).fetchone() is not None
