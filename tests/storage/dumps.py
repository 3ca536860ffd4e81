"""All rows of a register file, to compare two of them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from desktop_app.storage.engine import connect


def tables_of(connection: Any) -> list[str]:
    """Return the names of the tables that hold rows; an index of letters lies in tables of its own."""
    question = "SELECT name FROM sqlite_master WHERE type = 'table' AND instr(name, '_letters') = 0 ORDER BY name"
    return [row[0] for row in connection.execute(question)]


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table in the order of their keys; fails where the file is not whole."""
    with closing(connect(path, read_only=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        tables = tables_of(connection)
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}
