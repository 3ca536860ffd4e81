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


def server_pool(connect: Callable[[], Any], schema: str) -> Engine:
    """Return an engine on a server that keeps a few connections.

    Units that write take turns, as they do on a file, but for those that say that they need none; readers see the
    state of one moment.
    """
    engine = create_engine(
        "postgresql+psycopg://", creator=connect, pool_pre_ping=True, use_native_hstore=False, **_KEPT
    )

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("writes", False):
            if not options.get("takes_turns", True):
                return
            turn = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
            connection.exec_driver_sql(turn, (f"brueckenbuch {schema}",))
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    event.listen(engine, "begin", begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
