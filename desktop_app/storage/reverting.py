"""Takes an operation back: what it made goes, what it took away returns, what it changed gets its old values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.errors import UserError
from desktop_app.domain.fields import TEXT_KINDS, Kind
from desktop_app.domain.record import BOOKKEEPING, Child, Record, changed, child_fields, field_map
from desktop_app.storage.journal import POSITION, TRASHED, VERSION
from desktop_app.storage.links import leads_nowhere
from desktop_app.storage.numbers import hand_over
from desktop_app.storage.past import last_title
from desktop_app.storage.repository import chunks, load
from desktop_app.storage.rows import decoder, history_text
from desktop_app.storage.tables import CHANGE, stored_fields
from desktop_app.storage.unit_of_work import UnitOfWork

_BEGINNINGS, _ENDS = frozenset({"create"}), frozenset({"delete"})

Row = tuple[str, int]
"""The type and id of a record or child row."""


@dataclass(frozen=True, slots=True)
class Left:
    """A record that was left as it is, since it has been changed since or is needed by others."""

    record: str
    record_id: int
    title: str


@dataclass(slots=True)
class _RowStep:
    """What happened to one row, from its first change to its last."""

    existed: bool = True
    exists: bool = True
    was_in_trash: bool | None = None
    is_in_trash: bool | None = None
    fields: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    held: dict[str, str | None] = field(default_factory=dict)

    @property
    def net(self) -> bool:
        """Say whether the row is another one than before."""
        return (
            self.existed != self.exists
            or self.was_in_trash != self.is_in_trash
            or any(old != new for old, new in self.fields.values())
        )

    def add(self, action: str, name: str, old: str | None, new: str | None, *, first: bool) -> None:
        """Go one change on."""
        if action in _BEGINNINGS | _ENDS:
            self.existed = (action in _ENDS) if first else self.existed
            self.exists = action in _BEGINNINGS
        elif action in {"trash", "restore"}:
            if self.was_in_trash is None:
                self.was_in_trash = action == "restore"
            self.is_in_trash = action == "trash"
        elif action == "field":
            self.fields[name] = (self.first(name) if name in self.fields else old, new)
        elif action == "held":
            self.held[name] = old

    def first(self, name: str) -> str | None:
        """Return what a field held before, of a row that was changed or went."""
        return self.fields[name][0] if name in self.fields else self.held.get(name)


_Steps = dict[Row, dict[Row, _RowStep]]
"""What happened, by record and by row."""


def revert(unit: UnitOfWork, operation_id: int) -> tuple[Left, ...]:
    """Take an operation back and return what was left as it is.

    A record that was changed since in the same place is left whole; so is one that others link to and that would go.
    """
    done = _steps(unit.connection, CHANGE.c.operation_id == operation_id)
    since = _since(unit.connection, operation_id, done)
    left: list[Left] = []
    for name, ids in _runs(reversed(done)):
        stored = load(unit.connection, name, ids)
        for record_id in ids:
            root = (name, record_id)
            item = stored.get(record_id)
            try:
                reverted = _revert(unit, root, item, done[root], since.get(root, {}))
            except UserError:
                reverted = False
            if not reverted:
                title = item.title if item is not None else last_title(unit.connection, name, record_id)
                left.append(Left(name, record_id, title))
    return tuple(left)


def _revert(
    unit: UnitOfWork, root: Row, item: Record | None, done: Mapping[Row, _RowStep], since: Mapping[Row, _RowStep]
) -> bool:
    """Take back what was done to one record; return False where that cannot be, and then nothing was written."""
    step = done.get(root, _RowStep())
    if not step.existed:
        untouched = not any(row.net for row in since.values())
        return not step.exists or (item is not None and untouched and unit.remove(item))
    if not step.exists:
        return item is None and unit.put_back(_returned(root, done))
    if item is None or (item.trashed_at is not None) != _lay_in_trash(item, step, since.get(root)):
        return False
    if any(row.fields or row.existed != row.exists for row in done.values()):
        before = _before(item, done, since)
        if before is None or leads_nowhere(before, unit.lookup):
            return False
        hand_over(unit.connection, before)
        if item.trashed_at is None:
            unit.save(before, item)
        else:
            unit.rewrite(item, before)
    if step.was_in_trash != step.is_in_trash:
        (unit.trash if step.was_in_trash else unit.restore)(item.NAME, [root[1]])
    return True


def _lay_in_trash(item: Record, step: _RowStep, since: _RowStep | None) -> bool:
    """Say whether a record is to lie in the trash for an operation to be taken back: it did when that was done."""
    if step.is_in_trash is not None:
        return step.is_in_trash
    return item.trashed_at is not None and (since is None or since.is_in_trash is None)


# -- what was done -----------------------------------------------------------------------------------------------------


def _steps(connection: Connection, which: Any) -> _Steps:
    names = ("record_type", "record_id", "row_type", "row_id", "action", "field", "old", "new")
    columns = [CHANGE.c[name] for name in names]
    found: _Steps = {}
    for row in connection.execute(select(*columns).where(which).order_by(CHANGE.c.id)):
        root_type, root_id, row_type, row_id, action, name, old, new = tuple(row)
        rows = found.setdefault((root_type, root_id), {})
        first = (row_type, row_id) not in rows
        rows.setdefault((row_type, row_id), _RowStep()).add(action, name, old, new, first=first)
    return found


def _since(connection: Connection, operation_id: int, done: _Steps) -> _Steps:
    """Return what happened after an operation to the records that it touched."""
    by_type: dict[str, list[int]] = {}
    for name, record_id in done:
        by_type.setdefault(name, []).append(record_id)
    found: _Steps = {}
    for name, ids in by_type.items():
        for some in chunks(ids):
            of_these = (CHANGE.c.record_type == name) & CHANGE.c.record_id.in_(some)
            found |= _steps(connection, of_these & (CHANGE.c.operation_id > operation_id))
    return found


def _runs(roots: Iterable[Row]) -> Iterable[tuple[str, list[int]]]:
    """Put neighbours of one type together, in the order that they come in."""
    name = ""
    ids: list[int] = []
    for root_type, root_id in roots:
        if root_type != name and ids:
            yield name, ids
            ids = []
        name = root_type
        ids.append(root_id)
    if ids:
        yield name, ids


# -- how it was --------------------------------------------------------------------------------------------------------


def _before(item: Record, done: Mapping[Row, _RowStep], since: Mapping[Row, _RowStep]) -> Record | None:
    """Return a record as it was in the places that were changed; None where one of them was changed since."""
    values = _old_values(item, done.get((item.NAME, item.id or 0), _RowStep()))
    if values is None:
        return None
    for children in child_fields(type(item)):
        rows = _rows_before(children.target, getattr(item, children.name), done, since)
        if rows is None:
            return None
        values[children.name] = rows
    return changed(item, **values)


def _rows_before(
    name: str, rows: Iterable[Child], done: Mapping[Row, _RowStep], since: Mapping[Row, _RowStep]
) -> tuple[Child, ...] | None:
    now = {row.id: row for row in rows}
    kept: list[tuple[int, Child]] = []
    steps = {row_id: step for (row_type, row_id), step in done.items() if row_type == name}
    if any(step.exists and row_id not in now for row_id, step in steps.items()):
        return None
    for row_id, row in now.items():
        step = steps.pop(row_id or 0, _RowStep())
        if not step.existed:
            if (name, row_id or 0) in since and since[name, row_id or 0].net:
                return None
            continue
        if not step.exists or (values := _old_values(row, step)) is None:
            return None
        place = step.first(POSITION)
        kept.append((row.position if place is None else json.loads(place), changed(row, **values)))
    for row_id, step in steps.items():
        if step.existed and not step.exists:
            child = _made(name, row_id, step)
            kept.append((child.position, child))
    return tuple(row for _, row in sorted(kept, key=lambda each: (each[0], each[1].id or 0)))


def _old_values(item: Record, step: _RowStep) -> dict[str, Any] | None:
    """Return the values that fields had; None where one of them has another value now than the operation gave it."""
    fields = field_map(type(item))
    values = {}
    for name, (old, new) in step.fields.items():
        if name in fields:
            if history_text(fields[name], getattr(item, name)) != new:
                return None
            values[name] = value_of(type(item), name, old)
    return values


def _returned(root: Row, done: Mapping[Row, _RowStep]) -> Record:
    """Return a record that was taken away, with its child rows."""
    item: Record = _made(*root, done[root])
    owned: dict[str, Any] = {}
    for children in child_fields(type(item)):
        rows = [
            _made(row_type, row_id, step)
            for (row_type, row_id), step in done.items()
            if row_type == children.target and step.existed
        ]
        owned[children.name] = tuple(
            changed(row, owner_id=item.id) for row in sorted(rows, key=lambda row: row.position)
        )
    return changed(item, **owned)


def _made(name: str, row_id: int, step: _RowStep) -> Any:
    record_type = TYPES[name]
    kept = [each.name for each in stored_fields(record_type) if not each.derived or each.name in BOOKKEEPING]
    values = {key: value_of(record_type, key, step.first(key)) for key in kept}
    for key in (POSITION, VERSION):
        if (text := step.first(key)) is not None:
            values[key] = json.loads(text)
    if (moment := step.first(TRASHED)) is not None:
        values[TRASHED] = datetime.fromisoformat(moment)
    return record_type(id=row_id, **values)


def value_of(record_type: type[Record], name: str, text: str | None) -> Any:
    """Return the value that the history keeps as a text."""
    declared = field_map(record_type)[name]
    if text is None:
        return "" if declared.kind in TEXT_KINDS | {Kind.CHOICE} else () if declared.kind is Kind.CHOICES else None
    decode = decoder(declared)
    texts = TEXT_KINDS | {Kind.CHOICE, Kind.CHOICES, Kind.DATE, Kind.TIMESTAMP}
    stored = text if declared.kind in texts else json.loads(text)
    return decode(stored) if decode else stored
