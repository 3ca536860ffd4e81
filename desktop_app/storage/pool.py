"""Makes SQLAlchemy engines on register files and on servers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from desktop_app.base.meanwhile import GivenUp, meanwhile, pause

_SEEN = "seen"
_LIVELY = 6
"""So many times longer a thread waits for its turn to write that has something to do meanwhile."""
_PAUSE = 0.02
"""Seconds between two tries."""
_KEPT: dict[str, Any] = {
    "poolclass": QueuePool,
    "pool_size": 4,
    "pool_use_lifo": True,  # the next question meets the connection that knows the answer to the last
    "hide_parameters": True,
}


class _Compiler(SQLiteCompiler):
    """Writes hints such as INDEXED BY, which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002
        """Return what stands behind the table's name."""
        return text


def pooled(connect: Callable[[], Any], seen: Callable[[], object] | None = None) -> Engine:
    """Return an engine on a file that keeps a few connections; units that write begin IMMEDIATE, readers plain.

    A connection is given up as soon as what is `seen` of the file is not what it was when it was made.
    """
    engine = create_engine("sqlite+pysqlite://", module=sqlite, creator=connect, **_KEPT)
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin)
    if seen is not None:
        _watch(engine, seen)
    return engine


def _watch(engine: Engine, seen: Callable[[], object]) -> None:
    def made(_driver: Any, record: ConnectionPoolEntry) -> None:
        record.info[_SEEN] = seen()

    def taken(_driver: Any, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        if record.info[_SEEN] != seen():
            raise DisconnectionError

    event.listen(engine, "connect", made)
    event.listen(engine, "checkout", taken)


def server_pool(connect: Callable[[], Any], turn: str) -> Engine:
    """Return an engine on a server that keeps a few connections.

    Units that write take turns, as they do on a file, by the statement `turn`, but for those that say that they need
    none; readers see the state of one moment. `connect` gives connections that begin no transaction by themselves.
    """
    engine = create_engine(
        "postgresql+psycopg://", creator=connect, pool_pre_ping=True, use_native_hstore=False, **_KEPT
    )

    # Who has waited for a turn sees what was saved meanwhile.
    alone = "BEGIN ISOLATION LEVEL READ COMMITTED"
    write = f"{alone}; {turn}"
    read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        began = read
        if options.get("writes", False):
            began = write if options.get("takes_turns", True) else alone
        # Two statements are one question to the server; the driver takes them so where it is not to prepare them.
        driver: Any = connection.connection.driver_connection
        driver.patience = driver.PATIENCE
        driver.execute(began, prepare=False)

    event.listen(engine, "begin", begin)
    return engine


def _begin(connection: Connection) -> None:
    if not _writes(connection):
        connection.exec_driver_sql("BEGIN")
    elif meanwhile() is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        _begin_in_turn(connection.connection.driver_connection)


def _begin_in_turn(driver: Any) -> None:
    """Wait until nobody else writes, as long as somebody wants to; raises the driver's error where nobody does."""
    patience = driver.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    until = time.monotonic() + patience * _LIVELY
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                _pause_or_raise(error)
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")


def _pause_or_raise(error: Exception) -> None:
    try:
        pause(_PAUSE)
    except GivenUp:
        raise error from None


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))
