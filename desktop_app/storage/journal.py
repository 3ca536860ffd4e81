"""Keeps what a unit of work does, row by row and field by field, and writes it into the history with the commit."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from desktop_app.domain.changes import Committed
from desktop_app.domain.record import BOOKKEEPING, Child, Record
from desktop_app.storage.checksums import operation_checksum
from desktop_app.storage.dialect import insert_announced, insert_rows
from desktop_app.storage.rows import history_text, utc_text
from desktop_app.storage.tables import CHANGE, OPERATION, stored_fields

POSITION, VERSION, TRASHED = "position", "version", "trashed_at"
"""Kept beside the declared fields: the place of a child row among its like; how often a record was saved, and since
when it has been in the trash.
"""

OPERATION_COLUMNS = (
    "done_at", "done_by", "origin", "verb", "record_type", "record_id", "title", "records", "undoes", "uid", "touched",
)  # fmt: skip
CHANGE_COLUMNS = ("record_type", "record_id", "row_type", "row_id", "action", "field", "old", "new")
"""What the checksum of an operation is worked out from: its own values, and those of its changes in their order."""


def new_uid() -> str:
    """Return what no other operation is named by."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class About:
    """What a change of many records is about: a type of records, and what it is called, such as the file read in."""

    record: str
    title: str


class Journal:
    """The history of one unit of work.

    `undoes` is the operation that the unit takes back, None for any other unit; `about` tells what the unit is about,
    where the first record does not. `uid` names the operation beforehand, `number` once it is written.
    """

    def __init__(
        self,
        *,
        who: str,
        origin: str,
        verb: str,
        now: datetime,
        undoes: int | None = None,
        about: About | None = None,
        uid: str = "",
    ) -> None:
        self._uid = uid or new_uid()
        self.number: int | None = None
        self._about = about
        self._who = who
        self._origin = origin
        self._verb = verb
        self._now = now
        self._undoes = undoes
        self._rows: list[tuple[Any, ...]] = []
        self._first: Record | None = None
        self._noted: dict[str, set[int]] = {}
        self._row_counts: Counter[str] = Counter()
        self._touched: dict[str, set[int]] = {}

    @property
    def has_changes(self) -> bool:
        """Say whether anything was noted."""
        return bool(self._rows)

    def touch(self, item: Record) -> None:
        """Let those who show a record know that it is another one now."""
        self._touched.setdefault(item.NAME, set()).add(item.id or 0)

    def note(self, item: Record, action: str) -> None:
        """Keep what was done to a record as a whole: create, change, trash, restore, delete, renew.

        The version that it has since is kept as the new value: it tells a record from an older state of it.
        """
        self._first = self._first or item
        self._noted.setdefault(item.NAME, set()).add(item.id or 0)
        self.touch(item)
        version = None if action == "delete" else str(item.version)
        self._rows.append((*_place(item), action, "", None, version))

    def note_row(self, row: Child, action: str) -> None:
        """Keep that a child row was made or deleted."""
        self._row_counts[row.NAME] += 1
        self._rows.append((*_place(row), action, "", None, None))

    def note_fields(self, before: Record, after: Record | None) -> None:
        """Keep the fields that changed; `after` is None where the row is deleted: then all that it held is kept."""
        place, action = _place(before), "held" if after is None else "field"
        self._rows += [(*place, action, name, old, new) for name, old, new in _differences(before, after)]

    def write(self, connection: Connection) -> None:
        """Write the operation and its changes; nothing where nothing was done."""
        if self._first is None and self._undoes is None:
            return
        operation = {
            "done_at": utc_text(self._now),
            "done_by": self._who,
            "origin": self._origin,
            "verb": self._verb,
            "undoes": self._undoes,
            "uid": self._uid,
            "touched": f" {' '.join(sorted(self._touched))} ",
            **self._summary(),
        }
        seal = operation_checksum((operation[name] for name in OPERATION_COLUMNS), self._rows)
        self.number = insert_announced(connection, OPERATION, {**operation, "checksum": seal})
        if self._rows:
            columns = ("operation_id", *CHANGE_COLUMNS)
            insert_rows(connection, CHANGE, columns, [(self.number, *row) for row in self._rows])

    def _summary(self) -> dict[str, Any]:
        """Return what the operation is about: one record, many of one type or of several, or what it was told."""
        records = sum(map(len, self._noted.values()))
        if (about := self._about) is not None:
            count = len(self._noted.get(about.record, ())) or self._row_counts[about.record]
            return {"record_type": about.record, "record_id": None, "title": about.title, "records": count}
        if self._first is not None and records == 1:
            one = self._first
            return {"record_type": one.NAME, "record_id": one.id, "title": one.title, "records": 1}
        name = next(iter(self._noted)) if len(self._noted) == 1 else ""
        return {"record_type": name, "record_id": None, "title": "", "records": records}

    def committed(self) -> Committed:
        """Return which records were touched."""
        return Committed({name: frozenset(ids) for name, ids in self._touched.items()}, self.number)


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
        if before.trashed_at is not None:
            yield TRASHED, utc_text(before.trashed_at), None
