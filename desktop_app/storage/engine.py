"""Opens connections to a register file through the one SQLite engine of the process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, FromClause, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import QueuePool

from desktop_app.base.text import fold, sort_key

APPLICATION_ID = 0x42727563
"""`Bruc` in a register file's header tells it from other SQLite files."""

BUSY_SECONDS = 5.0
_CACHE_KIB = 32_768


class _Compiler(SQLiteCompiler):
    """Writes hints such as INDEXED BY, which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002
        """Return what stands behind the table's name."""
        return text


def connect(path: Path, *, read_only: bool = False, alone: bool = False, foreign_keys: bool = True) -> Any:
    """Return a driver connection with the settings that keep confirmed saves safe.

    Write-ahead log with FULL synchronisation: no confirmed save was lost in simulated power cuts. `alone` reads a file
    that nobody writes meanwhile, without a lock and without any file beside it.
    """
    mode = "ro&immutable=1" if alone else "ro" if read_only else "rw"
    connection = sqlite.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in (
            f"foreign_keys={int(foreign_keys)}",
            "synchronous=FULL",
            f"cache_size=-{_CACHE_KIB}",
            "temp_store=MEMORY",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        for name, function in (("fold", fold), ("sort_key", sort_key)):
            connection.create_function(name, 1, function, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def open_engine(path: Path, *, read_only: bool = False, alone: bool = False, foreign_keys: bool = True) -> Engine:
    """Return an engine on an existing register file; units that write begin IMMEDIATE, readers plain."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlite,
        creator=lambda: connect(path, read_only=read_only, alone=alone, foreign_keys=foreign_keys),
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
