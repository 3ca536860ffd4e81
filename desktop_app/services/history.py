"""What was done in the register, in words, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.base.formats import format_count
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Kind
from desktop_app.domain.record import field_map
from desktop_app.services.browsing import in_words
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.register import REDO, UNDO, Reader, Register
from desktop_app.storage.reverting import Left, revert, value_of

_MOST_FIELDS = 3
"""So many changed fields are named in the words of an operation."""

_VERBS = {
    "create": N_("{what} was added"),
    "trash": N_("{what} was moved to the trash"),
    "restore": N_("{what} was taken out of the trash"),
    "delete": N_("{what} was deleted"),
    "import": N_("{what} was imported"),
    "renew": N_("{what} was brought up to date"),
    "repair": N_("Check: {what} was put right"),
    UNDO: N_("{what} was set back"),
    REDO: N_("{what} was changed again"),
}
_CHANGED = N_("{what} was changed")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record, or of one of its child rows, that an operation changed; values as people read them."""

    row: str
    label: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that somebody did: who, when, from where, in words, and the changes where one record is concerned."""

    id: int
    at: datetime
    by: str
    origin: str
    verb: str
    words: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking back or doing again did; `left` are records that were changed since, left as they are."""

    words: str
    left: tuple[Left, ...] = ()


class History:
    """The operations of one register, and the way back."""

    def __init__(self, register: Register, codes: CodeLists) -> None:
        self._register = register
        self._codes = codes

    def of_record(self, name: str, record_id: int) -> tuple[Operation, ...]:
        """Return what was done to a record, newest first, with all its changes."""
        with self._register.reading() as reader:
            rows = reader.record_changes(name, record_id)
            operations = {row["id"]: row for row in reader.operations_by_id({row["operation_id"] for row in rows})}
            by_operation: dict[int, list[Mapping[str, Any]]] = {}
            for row in rows:
                by_operation.setdefault(row["operation_id"], []).append(row)
            return tuple(
                self._operation(reader, operations[number], by_operation[number])
                for number in sorted(by_operation, reverse=True)
            )

    def latest(self, limit: int, *, by: str = "", day: str = "", verb: str = "") -> tuple[Operation, ...]:
        """Return the latest operations, newest first; of one person, one day (ISO), one kind, where these are given."""
        with self._register.reading() as reader:
            rows = reader.operations(limit, by=by, day=day, verb=verb)
            return tuple(self._operation(reader, row, reader.changes_of(row["id"], _ENOUGH)) for row in rows)

    def next_undo(self) -> str:
        """Return in words what is taken back next; empty where there is nothing."""
        return self._next(UNDO)[1]

    def next_redo(self) -> str:
        """Return in words what is done again next; empty where there is nothing."""
        return self._next(REDO)[1]

    def undo(self) -> Outcome | None:
        """Take back the last thing that this user did; None where there is nothing."""
        return self._turn(UNDO)

    def redo(self) -> Outcome | None:
        """Do again what was last taken back; None where there is nothing."""
        return self._turn(REDO)

    def _turn(self, verb: str) -> Outcome | None:
        number, words = self._next(verb)
        if number is None:
            return None
        with self._register.changing(origin="form", verb=verb, undoes=number) as unit:
            left = revert(unit, number)
        return Outcome(words, left)

    def _next(self, verb: str) -> tuple[int | None, str]:
        with self._register.reading() as reader:
            who = self._register.who
            number = reader.next_undo(who) if verb == UNDO else reader.next_redo(who)
            if number is None:
                return None, ""
            source = reader.origin_of(number)
            (row,) = reader.operations_by_id({source})
            return number, self._operation(reader, row, reader.changes_of(source, _ENOUGH)).words

    def _operation(self, reader: Reader, row: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> Operation:
        shown = tuple(self._changes(reader, changes)) if row["records"] == 1 else ()
        return Operation(
            id=row["id"],
            at=datetime.fromisoformat(row["done_at"]),
            by=row["done_by"],
            origin=row["origin"],
            verb=row["verb"],
            words=_words(row, changes, shown),
            changes=shown,
        )

    def _changes(self, reader: Reader, rows: Iterable[Mapping[str, Any]]) -> Iterable[Change]:
        for row in rows:
            fields = field_map(TYPES[row["row_type"]])
            if row["action"] not in {"field", "held"} or row["field"] not in fields:
                continue
            old, new = (self._shown(reader, row["row_type"], row["field"], row[side]) for side in ("old", "new"))
            row_label = TYPES[row["row_type"]].LABEL
            where = "" if row["row_type"] == row["record_type"] else translate(row_label)
            label = fields[row["field"]].label
            yield Change(where, translate(label), row["field"], old, new)

    def _shown(self, reader: Reader, row_type: str, name: str, text: str | None) -> str:
        field = field_map(TYPES[row_type])[name]
        if text is None:
            return ""
        if field.kind is Kind.LINK:
            target = json.loads(text)
            return reader.titles(field.target, [target]).get(target, "")
        return in_words(field, value_of(TYPES[row_type], name, text), self._codes)


_ENOUGH = 20
"""So many rows of changes are read to put an operation into words."""


def _words(row: Mapping[str, Any], changes: Sequence[Mapping[str, Any]], shown: Sequence[Change]) -> str:
    """Return an operation in words: `Aid delivery 2025-0014: Status → handed over`."""
    record_type = TYPES.get(row["record_type"])
    if record_type is None:
        return translate(N_("nothing"))
    if row["records"] != 1:
        count = format_count("{count} record", "{count} records", row["records"])
        what = f"{translate(record_type.PLURAL)} ({count})"
    else:
        what = f"{translate(record_type.LABEL)} {row['title']}".strip()
    root = next((each["action"] for each in changes if each["row_type"] == each["record_type"]), "change")
    verb = row["verb"] if row["verb"] in _VERBS else root
    own = [change for change in shown if change.new or change.old]
    if verb in _VERBS or not own:
        return translate(_VERBS.get(verb, _CHANGED), what=what)
    named = ", ".join(
        translate(N_("{field} → {value}"), field=change.label, value=change.new)
        if change.new
        else translate(N_("{field} emptied"), field=change.label)
        for change in own[:_MOST_FIELDS]
    )
    more = " …" if len(own) > _MOST_FIELDS else ""
    return f"{what}: {named}{more}"
