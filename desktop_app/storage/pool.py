"""Makes SQLAlchemy engines on register files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import QueuePool


class _Compiler(SQLiteCompiler):
    """Writes hints such as INDEXED BY, which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002
        """Return what stands behind the table's name."""
        return text


def pooled(connect: Callable[[], Any]) -> Engine:
    """Return an engine that keeps a few connections; units that write begin IMMEDIATE, readers plain."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlite,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the next question meets the connection that knows the answer to the last
        hide_parameters=True,
    )
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
