"""Questions about what was done in a register: operations, their changes, and which of them can be taken back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from desktop_app.domain.attachment import OWNERS, Attachment
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import UNDO
from desktop_app.domain.record import child_fields
from desktop_app.storage.repository import chunks, load_children, load_flat
from desktop_app.storage.rows import history_text
from desktop_app.storage.tables import CHANGE, OPERATION, TABLES, stored_fields

WHOLE = ("create", "change", "trash", "restore", "delete", "renew")
"""What is done to a record as a whole; each record that an operation touched has one such change of its own."""

Mark = tuple[str, int]
"""Where the next page of operations begins: the moment and the id of the last one that was read."""


@dataclass(frozen=True, slots=True)
class OperationFilter:
    """Which operations: of one person, of one verb, from a moment on and before another one; all where empty.

    Moments are stored texts (ISO 8601 in UTC, to the second).
    """

    by: str = ""
    verb: str = ""
    since: str = ""
    until: str = ""


_ALL = OperationFilter()


class Past:
    """Answers from one state of a register; rows come as mappings of their columns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def operations(
        self, limit: int, wanted: OperationFilter = _ALL, before: Mark | None = None
    ) -> list[dict[str, Any]]:
        """Return the latest operations, newest first, as they were dated; those `before` a mark for the next page."""
        at = OPERATION.c.done_at
        conditions = [
            condition
            for text, condition in (
                (wanted.by, OPERATION.c.done_by == wanted.by),
                (wanted.verb, OPERATION.c.verb == wanted.verb),
                (wanted.since, at >= wanted.since),
                (wanted.until, at < wanted.until),
            )
            if text
        ]
        if before is not None:
            moment, number = before
            conditions.append(and_(at <= moment, or_(at < moment, OPERATION.c.id < number)))
        newest_first = select(OPERATION).where(*conditions).order_by(at.desc(), OPERATION.c.id.desc())
        return self._mappings(newest_first.limit(limit))

    def operations_by_id(self, ids: Collection[int]) -> list[dict[str, Any]]:
        """Return operations, in no order."""
        return self._mappings(select(OPERATION).where(OPERATION.c.id.in_(list(ids))))

    def operation_by_uid(self, uid: str) -> dict[str, Any] | None:
        """Return the operation that was named so before it was written; None where it was not."""
        return next(iter(self._mappings(select(OPERATION).where(OPERATION.c.uid == uid))), None)

    def saved_by(self, uid: str) -> tuple[int, int] | None:
        """Return the id and version of the record that the operation named `uid` saved; None where it was not done."""
        whole = and_(CHANGE.c.operation_id == OPERATION.c.id, CHANGE.c.action.in_(("create", "change")))
        found = select(CHANGE.c.record_id, CHANGE.c.new).join(OPERATION, whole).where(OPERATION.c.uid == uid)
        row = self._connection.execute(found.where(CHANGE.c.field == "", CHANGE.c.new.is_not(None))).first()
        return None if row is None else (row[0], int(row[1]))

    def people(self) -> list[str]:
        """Return who ever did anything, in the order of the letters' codes; by one look into an index for each."""
        name = OPERATION.c.done_by
        first = select(name.label("name")).order_by(name).limit(1).subquery()
        found = select(first.c.name).cte("found", recursive=True)
        following = select(name).where(name > found.c.name).order_by(name).limit(1).scalar_subquery()
        found = found.union_all(select(following).where(found.c.name.is_not(None)))
        rows = self._connection.execute(select(found.c.name).where(found.c.name.is_not(None)))
        return [row[0] for row in rows]

    def changes_of(self, operation_id: int, limit: int) -> list[dict[str, Any]]:
        """Return the first changes of an operation."""
        mine = select(CHANGE).where(CHANGE.c.operation_id == operation_id)
        return self._mappings(mine.order_by(CHANGE.c.id).limit(limit))

    def touched(self, operation_id: int, limit: int, after: int = 0) -> list[dict[str, Any]]:
        """Return the changes that tell which records an operation touched, from the one after a change on."""
        mine = select(CHANGE).where(
            CHANGE.c.operation_id == operation_id,
            CHANGE.c.id > after,
            CHANGE.c.row_type == CHANGE.c.record_type,
            CHANGE.c.action.in_(WHOLE),
        )
        return self._mappings(mine.order_by(CHANGE.c.id).limit(limit))

    def record_operations(self, name: str, record_id: int, limit: int, before: int | None = None) -> list[int]:
        """Return the latest operations that touched a record or its files, newest first.

        Those `before` one for the next page.
        """
        conditions = [self._concerns(name, record_id)]
        conditions += [CHANGE.c.operation_id < before] if before is not None else []
        statement = select(CHANGE.c.operation_id).where(*conditions).distinct()
        rows = self._connection.execute(statement.order_by(CHANGE.c.operation_id.desc()).limit(limit))
        return [row[0] for row in rows]

    def record_changes(self, name: str, record_id: int, operations: Iterable[int]) -> list[dict[str, Any]]:
        """Return what some operations changed in a record and its child rows, oldest first."""
        found = []
        for some in chunks(operations):
            mine = select(CHANGE).where(_of(name, record_id), CHANGE.c.operation_id.in_(some))
            found += self._mappings(mine.order_by(CHANGE.c.id))
        return found

    def _concerns(self, name: str, record_id: int) -> ColumnElement[bool]:
        """Say of a change that it is one of a record, or of a file that it has or had until that was removed."""
        own = _of(name, record_id)
        if name not in OWNERS:
            return own
        table = TABLES[Attachment.NAME]
        has = self._connection.execute(select(table.c.id).where(table.c[name] == record_id)).scalars()
        removed = and_(CHANGE.c.record_type == Attachment.NAME, CHANGE.c.field == name)
        before = select(CHANGE.c.record_id).where(removed, CHANGE.c.old == json.dumps(record_id))
        files = sorted({*has, *self._connection.execute(before).scalars()})
        of_files = and_(CHANGE.c.record_type == Attachment.NAME, CHANGE.c.record_id.in_(files))
        return or_(own, of_files) if files else own

    def field_changes(
        self, name: str, record_id: int, row: tuple[str, int], field: str, limit: int
    ) -> list[dict[str, Any]]:
        """Return the latest changes of one field of a record or of one of its child rows, newest first."""
        of_field = and_(_of_row(row), CHANGE.c.field == field, CHANGE.c.action == "field")
        newest_first = (CHANGE.c.operation_id.desc(), CHANGE.c.id.desc())
        return self._mappings(select(CHANGE).where(_of(name, record_id), of_field).order_by(*newest_first).limit(limit))

    def begun(self, name: str, record_id: int, row: tuple[str, int]) -> int | None:
        """Return the operation that made a child row, or else the record itself."""
        for made in (row, (name, record_id)):
            first = select(func.min(CHANGE.c.operation_id)).where(_of(name, record_id), _of_row(made))
            if number := self._connection.execute(first.where(CHANGE.c.action == "create")).scalar():
                return int(number)
        return None

    def first_values(self, name: str, record_id: int, row: tuple[str, int], made: int) -> dict[str, str | None]:
        """Return what a row held when an operation made it, as the history keeps values, by field."""
        values: dict[str, str | None] = {}
        later = and_(_of(name, record_id), _of_row(row), CHANGE.c.operation_id > made)
        for change in self._mappings(select(CHANGE).where(later).order_by(CHANGE.c.id)):
            if change["action"] == "delete":
                return values
            if change["field"]:
                values.setdefault(change["field"], change["old"])
        row_type, row_id = row
        for item in load_flat(self._connection, row_type, [row_id]).values():
            for field in stored_fields(TYPES[row_type]):
                values.setdefault(field.name, history_text(field, getattr(item, field.name)))
        return values

    def held(self, name: str, record_id: int, row: tuple[str, int]) -> dict[str, str | None]:
        """Return what a child row held when it was last taken away, as the history keeps values, by field."""
        last = and_(_of(name, record_id), _of_row(row), CHANGE.c.action == "held")
        rows = self._connection.execute(select(CHANGE.c.field, CHANGE.c.old).where(last).order_by(CHANGE.c.id))
        return {row[0]: row[1] for row in rows}

    def first_rows(self, name: str, record_id: int, made: int) -> list[tuple[str, int]]:
        """Return the child rows that a record had when an operation made it."""
        whole = and_(_of(name, record_id), CHANGE.c.operation_id >= made, CHANGE.c.row_type != name)
        statement = select(CHANGE.c.row_type, CHANGE.c.row_id, CHANGE.c.action).where(whole, CHANGE.c.field == "")
        since = [tuple(row) for row in self._connection.execute(statement.order_by(CHANGE.c.id))]
        added = {(row_type, row_id) for row_type, row_id, action in since if action == "create"}
        removed = [(row_type, row_id) for row_type, row_id, action in since if action == "delete"]
        present = [
            (field.target, row.id)
            for field in child_fields(TYPES[name])
            for rows in load_children(self._connection, field.target, [record_id]).values()
            for row in rows
        ]
        return [row for row in dict.fromkeys((*present, *removed)) if row not in added]

    def last_with(self, name: str, ids: Sequence[int], action: str) -> dict[int, int]:
        """Return, by record, the last operation that did something to it as a whole."""
        found: dict[int, int] = {}
        for some in chunks(ids):
            mine = select(CHANGE.c.record_id, CHANGE.c.operation_id).where(
                CHANGE.c.record_type == name, CHANGE.c.record_id.in_(some), CHANGE.c.action == action
            )
            found.update((row[0], row[1]) for row in self._connection.execute(mine.order_by(CHANGE.c.operation_id)))
        return found

    def change_count(self) -> int:
        """Return how many changes the history has."""
        return int(self._connection.execute(select(func.count()).select_from(CHANGE)).scalar_one())

    # -- the way back ----------------------------------------------------------------------------------------------

    def origin_of(self, operation_id: int) -> int:
        """Return the operation that was taken back and done again up to this one; itself where it took nothing back."""
        while (undone := self._connection.execute(_undone_by(operation_id)).scalar()) is not None:
            operation_id = undone
        return operation_id

    def taken_back(self, ids: Collection[int]) -> dict[int, int]:
        """Return those of some operations that are taken back now, each with the operation that did it last."""
        return {number: chain[-1] for number, chain in self._chains(ids).items() if len(chain) % 2}

    def standing_for(self, operation_id: int) -> int:
        """Return the operation to take back instead of one that was done again: the last doing again, or itself."""
        chain = self._chains([operation_id]).get(operation_id, [])
        return chain[-1] if chain else operation_id

    def next_undo(self, who: str) -> int | None:
        """Return the latest operation of a person that can be taken back, one done again among them."""
        return self._latest(_own(who), OPERATION.c.verb != UNDO, _not_taken_back())

    def next_redo(self, who: str) -> int | None:
        """Return the latest undoing of a person that can be taken back: nothing new was done since."""
        fresh = self._latest(_own(who), OPERATION.c.undoes.is_(None)) or 0
        return self._latest(_own(who), OPERATION.c.id > fresh, OPERATION.c.verb == UNDO, _not_taken_back())

    def _latest(self, *conditions: ColumnElement[bool]) -> int | None:
        # Not max(id): that would look at every operation of the person.
        statement = select(OPERATION.c.id).where(*conditions).order_by(OPERATION.c.id.desc()).limit(1)
        return self._connection.execute(statement).scalar()

    def _chains(self, ids: Collection[int]) -> dict[int, list[int]]:
        """Return, by operation, what took it back, what took that back, and so on."""
        chains: dict[int, list[int]] = {}
        sources = {number: number for number in ids}
        while sources:
            statement = select(OPERATION.c.undoes, OPERATION.c.id).where(OPERATION.c.undoes.in_(list(sources)))
            following = {}
            for undone, number in self._connection.execute(statement.order_by(OPERATION.c.id)):
                following[number] = sources[undone]
            for number, source in following.items():
                chains.setdefault(source, []).append(number)
            sources = following
        return chains

    def _mappings(self, statement: Select[Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(statement).mappings()]


def _of(name: str, record_id: int) -> ColumnElement[bool]:
    return and_(CHANGE.c.record_type == name, CHANGE.c.record_id == record_id)


def _of_row(row: tuple[str, int]) -> ColumnElement[bool]:
    return and_(CHANGE.c.row_type == row[0], CHANGE.c.row_id == row[1])


def _own(who: str) -> ColumnElement[bool]:
    return and_(OPERATION.c.done_by == who, OPERATION.c.origin != "program")


def _undone_by(operation_id: int) -> Select[Any]:
    return select(OPERATION.c.undoes).where(OPERATION.c.id == operation_id)


def _not_taken_back() -> ColumnElement[bool]:
    later = OPERATION.alias()
    return ~select(later.c.id).where(later.c.undoes == OPERATION.c.id).exists()


def last_title(connection: Connection, name: str, record_id: int) -> str:
    """Return the title that a record had when it was last changed alone; empty where that is not known."""
    mine = select(OPERATION.c.title).where(OPERATION.c.record_type == name, OPERATION.c.record_id == record_id)
    return str(connection.execute(mine.order_by(OPERATION.c.id.desc()).limit(1)).scalar() or "")
