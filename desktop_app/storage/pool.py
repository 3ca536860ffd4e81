"""Makes SQLAlchemy engines on register files and on servers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import QueuePool

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


def pooled(connect: Callable[[], Any]) -> Engine:
    """Return an engine on a file that keeps a few connections; units that write begin IMMEDIATE, readers plain."""
    engine = create_engine("sqlite+pysqlite://", module=sqlite, creator=connect, **_KEPT)
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin)
    return engine


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
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))
