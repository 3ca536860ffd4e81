"""Writes a register down line by line, the same wherever it lives, so that two can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Connection, select

from desktop_app.storage.dialect import given_ids
from desktop_app.storage.server import REVISION_NAME
from desktop_app.storage.tables import ABOUT, CONTENT, METADATA

_ROWS = 2_000
"""So many rows are asked for at once."""


def canonical_lines(connection: Connection) -> Iterator[str]:
    """Yield every row of every table in the order of its key, then the highest id that each table ever gave.

    The format number is left out: a file has it in its header, a server among the facts about the register. So are the
    contents of files, which lie in a folder there and in a table here.
    """
    for table in sorted(METADATA.tables.values(), key=lambda table: table.name):
        if table is CONTENT:
            continue
        yield json.dumps([table.name, *table.columns.keys()])
        rows = select(table).order_by(*table.primary_key.columns)
        if table is ABOUT:
            rows = rows.where(ABOUT.c.name != REVISION_NAME)
        for row in connection.execute(rows, execution_options={"yield_per": _ROWS}):
            yield json.dumps(list(row), ensure_ascii=False, default=_digest)
    given = given_ids(connection)
    for name in sorted(METADATA.tables.keys() & given.keys()):
        yield json.dumps([name, given[name]])


def canonical_digest(connection: Connection) -> str:
    """Return the checksum of a register: two with the same one are equal in every row, id and stage of history."""
    told = sha256()
    for line in canonical_lines(connection):
        told.update(line.encode())
        told.update(b"\n")
    return told.hexdigest()


def _digest(content: bytes) -> str:
    """Return what stands for bytes, which JSON does not know."""
    return sha256(content).hexdigest()
