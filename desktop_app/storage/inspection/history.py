"""Reads what the history knows of records, and whether the history itself is as it was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import DBAPIError

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.findings import Difference, Fault, Finding
from desktop_app.domain.record import BOOKKEEPING, Child, Record, changed, child_fields, field_map
from desktop_app.storage.checksums import operation_checksum
from desktop_app.storage.inspection.raw_rows import Row
from desktop_app.storage.journal import CHANGE_COLUMNS, OPERATION_COLUMNS, POSITION, VERSION
from desktop_app.storage.past import last_title
from desktop_app.storage.repository import CHUNK, chunks
from desktop_app.storage.reverting import value_of
from desktop_app.storage.rows import history_text
from desktop_app.storage.tables import CHANGE, CHECKSUM, OPERATION, TABLES

R = TypeVar("R", bound=Record)

_NOT_COMPARED = frozenset({VERSION, *BOOKKEEPING})


@dataclass(slots=True)
class Told:
    """What the history tells of one record: its last version, whether it is there, its rows and their last values."""

    version: int | None = None
    exists: bool | None = None
    in_trash: bool = False
    title: str = ""
    values: dict[Row, dict[str, str | None]] = field(default_factory=dict)
    rows: dict[Row, bool] = field(default_factory=dict)

    def add(self, row: Row, *, is_root: bool, action: str, name: str, old: str | None, new: str | None) -> None:
        """Go one change on."""
        if action == "field":
            self.values.setdefault(row, {})[name] = new
        elif action == "held":
            self.values.setdefault(row, {})[name] = old
        elif is_root:
            self._go_on(action, new)
        else:
            self.rows[row] = action == "create"
            self.values.get(row, {}).pop(POSITION, None)  # it returns to another place

    def _go_on(self, action: str, version: str | None) -> None:
        self.exists = action != "delete"
        self.version = int(version) if version and version.isdecimal() else None
        if action in {"create", "trash", "restore"}:
            self.in_trash = action == "trash"


def told_of(connection: Connection, name: str, ids: Sequence[int], unsound: set[int]) -> dict[int, Told]:
    """Return what the history tells of some records; of those that an unsound operation touched, nothing."""
    columns = (CHANGE.c.operation_id, *(CHANGE.c[column] for column in CHANGE_COLUMNS if column != "record_type"))
    statement = select(*columns).where(CHANGE.c.record_type == name, CHANGE.c.record_id.in_(ids)).order_by(CHANGE.c.id)
    found: dict[int, Told] = {}
    doubtful: set[int] = set()
    try:
        rows = connection.execute(statement).fetchall()
    except DBAPIError:
        if len(ids) == 1:
            return {}
        return {number: told for each in ids for number, told in told_of(connection, name, [each], unsound).items()}
    for operation, record_id, row_type, row_id, action, field_name, old, new in rows:
        if operation in unsound:
            doubtful.add(record_id)
        is_root = row_type == name
        row = (row_type, row_id)
        found.setdefault(record_id, Told()).add(row, is_root=is_root, action=action, name=field_name, old=old, new=new)
    return {record_id: told for record_id, told in found.items() if record_id not in doubtful}


def differences(item: Record, told: Told) -> tuple[Difference, ...]:
    """Return where a record or its child rows are not as the history knows them."""
    found = list(_row_differences(item, told))
    there = {(item.NAME, item.id or 0)}
    for children in child_fields(type(item)):
        for row in getattr(item, children.name):
            there.add((row.NAME, row.id or 0))
            found += _row_differences(row, told)
            if told.rows.get((row.NAME, row.id or 0)) is False:
                found.append(Difference(row.NAME, row.id or 0, "", row.title, None))
    missing = [row for row, exists in told.rows.items() if exists and row not in there]
    found += [Difference(*row, "", None, str(row[1])) for row in missing]
    if told.version not in (None, item.version):
        found.append(Difference(item.NAME, item.id or 0, VERSION, str(item.version), str(told.version)))
    if told.in_trash != (item.trashed_at is not None):
        found.append(Difference(item.NAME, item.id or 0, "trashed_at", *_marks(item, told)))
    return tuple(found)


def _marks(item: Record, told: Told) -> tuple[str | None, str | None]:
    return ("1" if item.trashed_at is not None else None, "1" if told.in_trash else None)


def _row_differences(item: Record, told: Told) -> Iterator[Difference]:
    fields = field_map(type(item))
    for name, known in told.values.get((item.NAME, item.id or 0), {}).items():
        if name == POSITION and isinstance(item, Child):
            found = json.dumps(item.position)
        elif name in fields and name not in _NOT_COMPARED:
            found_text = history_text(fields[name], getattr(item, name))
            if found_text != known:
                yield Difference(item.NAME, item.id or 0, name, found_text, known)
            continue
        else:
            continue
        if found != known:
            yield Difference(item.NAME, item.id or 0, name, found, known)


def lost_records(connection: Connection, name: str, unsound: set[int]) -> Iterator[Finding]:
    """Yield the records that the history knows and the register has no more, though nobody removed them."""
    table = TABLES[name]
    gone = (
        select(CHANGE.c.record_id)
        .where(CHANGE.c.record_type == name, ~select(table.c.id).where(table.c.id == CHANGE.c.record_id).exists())
        .distinct()
    )
    for some in chunks([row[0] for row in connection.execute(gone)]):
        for record_id, told in told_of(connection, name, some, unsound).items():
            if told.exists:
                yield Finding(Fault.LOST, name, record_id, last_title(connection, name, record_id))


def unsound_operations(connection: Connection, tell: Callable[[int], None]) -> Iterator[int]:
    """Yield the operations that are not as they were written, or whose changes are not; tell how many were looked at.

    Raises nothing where the history cannot be read: then the operation is unsound.
    """
    last = 0
    while True:
        numbers = select(OPERATION.c.id).where(OPERATION.c.id > last).order_by(OPERATION.c.id).limit(CHUNK)
        ids = [row[0] for row in connection.execute(numbers)]
        if not ids:
            return
        try:
            yield from _unsound_among(connection, ids)
        except DBAPIError:
            for each in ids:
                try:
                    yield from _unsound_among(connection, [each])
                except DBAPIError:
                    yield each
        last = ids[-1]
        tell(len(ids))


def _unsound_among(connection: Connection, ids: Sequence[int]) -> list[int]:
    statement = select(OPERATION.c.id, OPERATION.c[CHECKSUM]).where(OPERATION.c.id.in_(ids))
    stored = {row[0]: row[1] for row in connection.execute(statement)}
    return [number for number, checksum in _checksums(connection, ids) if checksum != stored[number]]


def _checksums(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield operations with the checksum of what the history tells of them; one import may have a million changes."""
    columns = (OPERATION.c.id, *(OPERATION.c[column] for column in OPERATION_COLUMNS))
    operations = connection.execute(select(*columns).where(OPERATION.c.id.in_(ids)).order_by(OPERATION.c.id)).fetchall()
    rows = connection.execute(
        select(CHANGE.c.operation_id, *(CHANGE.c[column] for column in CHANGE_COLUMNS))
        .where(CHANGE.c.operation_id.in_(ids))
        .order_by(CHANGE.c.operation_id, CHANGE.c.id)
    )
    groups = groupby(rows, key=itemgetter(0))
    number, group = next(groups, (None, iter(())))
    for operation, *values in operations:
        changes: Iterator[Sequence[object]] = iter(())
        if number == operation:
            changes = (row[1:] for row in group)
        yield operation, operation_checksum(values, changes)
        if number == operation:
            number, group = next(groups, (None, iter(())))


def operation_count(connection: Connection) -> int:
    """Return how many operations the history has."""
    return int(connection.execute(select(func.count()).select_from(OPERATION)).scalar_one())


def seal(connection: Connection, ids: Sequence[int]) -> None:
    """Give operations the checksum of what the history tells of them now."""
    for some in chunks(ids):
        for number, checksum in list(_checksums(connection, sorted(some))):
            mine = OPERATION.c.id == number
            connection.execute(update(OPERATION).where(mine).values({CHECKSUM: checksum}))


def as_told(item: R, told: Told) -> R:
    """Return a record with the values that the history knows otherwise."""
    owned = {
        children.name: tuple(as_told(row, told) for row in getattr(item, children.name))
        for children in child_fields(type(item))
    }
    fields = field_map(type(item))
    known: dict[str, Any] = {}
    for name, text in told.values.get((item.NAME, item.id or 0), {}).items():
        if name == POSITION and text is not None:
            known[name] = json.loads(text)
        elif name in fields and name not in _NOT_COMPARED:
            known[name] = value_of(type(item), name, text)
    return changed(item, **known, **owned)


def rows_gone_past(item: Record, told: Told) -> Iterator[tuple[Child, str]]:
    """Yield the child rows that came or went without the history, with what it is to say of them."""
    there = {(row.NAME, row.id or 0): row for field in child_fields(type(item)) for row in getattr(item, field.name)}
    for place, row in there.items():
        if told.rows.get(place) is False:
            yield row, "create"
    for (name, row_id), exists in told.rows.items():
        if exists and (name, row_id) not in there:
            yield TYPES[name](id=row_id, owner_id=item.id), "delete"  # type: ignore[call-arg,misc]
