"""Keeps what a unit of work does, row by row and field by field, and writes it into the history with the commit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from desktop_app.domain.changes import Committed
from desktop_app.domain.record import BOOKKEEPING, Child, Record
from desktop_app.storage.checksums import operation_checksum
from desktop_app.storage.dialect import insert_rows
from desktop_app.storage.rows import history_text, utc_text
from desktop_app.storage.tables import CHANGE, OPERATION, stored_fields

POSITION, VERSION = "position", "version"
"""Kept beside the declared fields: the place of a child row among its like, and how often a record was saved."""

OPERATION_COLUMNS = (
    "done_at", "done_by", "origin", "verb", "record_type", "record_id", "title", "records", "undoes",
)  # fmt: skip
CHANGE_COLUMNS = ("record_type", "record_id", "row_type", "row_id", "action", "field", "old", "new")
"""What the checksum of an operation is worked out from: its own values, and those of its changes in their order."""


class Journal:
    """The history of one unit of work; `undoes` is the operation that the unit takes back, None for any other unit."""

    def __init__(self, *, who: str, origin: str, verb: str, now: datetime, undoes: int | None = None) -> None:
        self._who = who
        self._origin = origin
        self._verb = verb
        self._now = now
        self._undoes = undoes
        self._rows: list[tuple[Any, ...]] = []
        self._first: Record | None = None
        self._count = 0
        self._touched: dict[str, set[int]] = {}
        self._number: int | None = None

    def touch(self, item: Record) -> None:
        """Let those who show a record know that it is another one now."""
        self._touched.setdefault(item.NAME, set()).add(item.id or 0)

    def note(self, item: Record, action: str) -> None:
        """Keep what was done to a record as a whole: create, change, trash, restore, delete, renew.

        The version that it has since is kept as the new value: it tells a record from an older state of it.
        """
        self._first = self._first or item
        self._count += 1
        self.touch(item)
        version = None if action == "delete" else str(item.version)
        self._rows.append((*_place(item), action, "", None, version))

    def note_row(self, row: Child, action: str) -> None:
        """Keep that a child row was made or deleted."""
        self._rows.append((*_place(row), action, "", None, None))

    def note_fields(self, before: Record, after: Record | None) -> None:
        """Keep the fields that changed; `after` is None where the row is deleted: then all that it held is kept."""
        place, action = _place(before), "held" if after is None else "field"
        self._rows += [(*place, action, name, old, new) for name, old, new in _differences(before, after)]

    def write(self, connection: Connection) -> None:
        """Write the operation and its changes; nothing where nothing was done."""
        if self._first is None and self._undoes is None:
            return
        single = self._first if self._first is not None and self._count == 1 else None
        operation = {
            "done_at": utc_text(self._now),
            "done_by": self._who,
            "origin": self._origin,
            "verb": self._verb,
            "record_type": self._first.NAME if self._first is not None else "",
            "record_id": single.id if single is not None else None,
            "title": single.title if single is not None else "",
            "records": self._count,
            "undoes": self._undoes,
        }
        seal = operation_checksum((operation[name] for name in OPERATION_COLUMNS), self._rows)
        written = connection.execute(insert(OPERATION).values(**operation, checksum=seal)).inserted_primary_key
        self._number = written[0] if written else None
        if self._rows:
            columns = ("operation_id", *CHANGE_COLUMNS)
            insert_rows(connection, CHANGE, columns, [(self._number, *row) for row in self._rows])

    def committed(self) -> Committed:
        """Return which records were touched."""
        return Committed({name: frozenset(ids) for name, ids in self._touched.items()}, self._number)


def _place(item: Record) -> tuple[str, int, str, int]:
    """Return the record that a row belongs to, and the row."""
    if isinstance(item, Child):
        return item.OWNER, item.owner_id or 0, item.NAME, item.id or 0
    return item.NAME, item.id or 0, item.NAME, item.id or 0


def _differences(before: Record, after: Record | None) -> Iterator[tuple[str, str | None, str | None]]:
    for field in stored_fields(type(before)):
        if field.derived and not (after is None and field.name in BOOKKEEPING):
            continue
        old = history_text(field, getattr(before, field.name))
        new = history_text(field, getattr(after, field.name)) if after is not None else None
        if old != new:
            yield field.name, old, new
    if isinstance(before, Child):
        place = after.position if isinstance(after, Child) else None
        if before.position != place:
            yield POSITION, json.dumps(before.position), None if place is None else json.dumps(place)
    elif after is None:
        yield VERSION, json.dumps(before.version), None
