"""What a folder with registers holds, as a whole: every row of every table, and the content of every other file."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from desktop_app.storage.engine import connect
from desktop_app.storage.files import SUFFIX
from tests.storage.dumps import tables_of

State = dict[str, Any]
"""By file name: the rows of a register by table, or the checksum of another file."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""When something was done is compared only as far as it is known or not."""
_OF_THEIR_OWN = {"checksum", "uid"}
"""Columns that are others each time: what changes with every moment kept in a row, and what names an operation."""

FACTS_OF_THEIR_OWN = frozenset({"identity", "derived_on"})
"""Facts about a register that no two have alike, or that change with the day."""

LITTER = ("-wal", "-shm", "-journal", ".lock", ".part", ".upgrade", ".new")
"""How the names end of files that are beside a register only while it is open, or something is being written."""


_OF_A_FOLDER = ".lock"
"""What keeps two programs from working in one folder of backups stays there."""


def state(folder: Path) -> State:
    """Return all that a folder holds, but for what a program leaves that was ended while it wrote."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not is_litter(file))
    return {file.relative_to(folder).as_posix(): rows(file) if _is_register(file) else _sum(file) for file in files}


def litter(folder: Path) -> list[str]:
    """Return the names of files that nobody should find after the program has ended."""
    return sorted(file.name for file in folder.rglob("*") if file.is_file() and is_litter(file))


def is_litter(file: Path) -> bool:
    return file.name.endswith(LITTER) and file.name != _OF_A_FOLDER


def rows(path: Path) -> dict[str, Any]:
    """Return the rows of a register by table, with its format number; fails where the engine finds a fault in it."""
    connection = connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
        found: dict[str, Any] = {"": connection.execute("PRAGMA user_version").fetchone()[0], "columns": {}}
        for table in tables_of(connection):
            columns = [
                row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in _OF_THEIR_OWN
            ]
            names = ", ".join(f'"{name}"' for name in columns)
            held = connection.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2").fetchall()
            wanted = [row for row in held if table != "about" or row[0] not in FACTS_OF_THEIR_OWN]
            found["columns"][table] = columns
            found[table] = [tuple(map(_without_moment, row)) for row in wanted]
    finally:
        connection.close()
    return found


def _without_moment(value: Any) -> Any:
    return "a moment" if isinstance(value, str) and len(value) == 20 and _MOMENT.fullmatch(value) else value


def difference(one: State, other: State) -> list[str]:
    """Return in a few words where two states differ."""
    found = []
    for name in sorted(one.keys() | other.keys()):
        if name not in one or name not in other:
            found.append(f"{name}: only in {'one' if name in one else 'the other'}")
        elif isinstance(one[name], dict) and isinstance(other[name], dict):
            for table in one[name].keys() | other[name].keys():
                left, right = (each[name].get(table) or [] for each in (one, other))
                if left != right:
                    found.append(f"{name}, {table}: {_beyond(left, right)} | {_beyond(right, left)}")
        elif one[name] != other[name]:
            found.append(f"{name}: other bytes")
    return found


def _beyond(these: Any, those: Any) -> Any:
    if not isinstance(these, list) or not isinstance(those, list):
        return these
    known = set(those)
    return [row for row in these if row not in known][:2]


def _is_register(file: Path) -> bool:
    return file.suffix == SUFFIX


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
