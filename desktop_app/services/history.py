"""What was done in the register, in words, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import FILL, REDO, UNDO
from desktop_app.domain.partial_date import PartialDate
from desktop_app.services.changes import EarlierValue, changes_in_words, earlier_values, first_values
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.deeds import Change, operation_words, origin_words, record_words, taken_back_words
from desktop_app.storage.past import OperationFilter
from desktop_app.storage.register import Reader, Register
from desktop_app.storage.reverting import Left, revert
from desktop_app.storage.rows import utc_text

PAGE = 50
"""Operations read at once."""

_ENOUGH = 20
"""So many rows of changes are read to put an operation into words."""

_LONG = 8
"""Taking back more changes than these is not done while the window waits."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that somebody did: when, who, from where, in words.

    `record` and `record_id` name the one record that it is about, where there is one; `of_many` says that it was done
    to others too. `standing` says that it can be taken back: it was not already, and there is something to take back.
    """

    id: int
    at: datetime
    by: str
    whence: str
    verb: str
    words: str
    record: str
    record_id: int | None
    of_many: bool
    standing: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that an operation touched, and what was done to it; `change_id` is where the next ones follow."""

    record: str
    record_id: int
    title: str
    words: str
    change_id: int


@dataclass(frozen=True, slots=True)
class Step:
    """What undo or redo would do next; `long` says that it takes a while."""

    operation: int
    words: str
    long: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking back or doing again did, in words; `left` are records that were changed since, left as they are.

    `undone` says that anything was set back at all, `again` that something taken back was done again.
    """

    words: str
    left: tuple[Left, ...] = ()
    undone: bool = True
    again: bool = False


class History:
    """The operations of one register, and the way back."""

    def __init__(self, register: Register, codes: CodeLists) -> None:
        self._register = register
        self._codes = codes

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be taken back here."""
        return self._register.read_only

    # -- telling ---------------------------------------------------------------------------------------------------

    def page(
        self,
        before: Operation | None = None,
        *,
        by: str = "",
        verb: str = "",
        first: PartialDate | None = None,
        last: PartialDate | None = None,
    ) -> tuple[Operation, ...]:
        """Return the PAGE latest operations, newest first, or those that follow one of them.

        Of one person, of one verb, from the first day of a period to the last of another, where these are given.
        """
        since = _midnight(first.earliest) if first else ""
        until = _midnight(last.latest + timedelta(days=1)) if last else ""
        wanted = OperationFilter(by=by, verb=verb, since=since, until=until)
        mark = (utc_text(before.at), before.id) if before else None
        with self._register.reading() as reader:
            rows = reader.operations(PAGE, wanted, mark)
            taken = reader.taken_back([row["id"] for row in rows])
            return tuple(self._operation(reader, row, standing=row["id"] not in taken) for row in rows)

    def people(self) -> list[str]:
        """Return who ever did anything in this register."""
        with self._register.reading() as reader:
            return reader.people()

    def of_record(self, name: str, record_id: int, before: Operation | None = None) -> tuple[Operation, ...]:
        """Return the PAGE latest operations on a record, newest first, in words about it; or those that follow one."""
        with self._register.reading() as reader:
            numbers = reader.record_operations(name, record_id, PAGE, before.id if before else None)
            by_operation: dict[int, list[Mapping[str, Any]]] = {number: [] for number in numbers}
            for change in reader.record_changes(name, record_id, numbers):
                by_operation[change["operation_id"]].append(change)
            operations = {row["id"]: row for row in reader.operations_by_id(numbers)}
            taken = reader.taken_back(numbers)
            return tuple(
                self._on_record(reader, operations[number], by_operation[number], standing=number not in taken)
                for number in numbers
            )

    def changes(self, operation_id: int, name: str, record_id: int) -> tuple[Change, ...]:
        """Return all that an operation changed in a record and its child rows, with what new rows held at first."""
        with self._register.reading() as reader:
            rows = reader.record_changes(name, record_id, [operation_id])
            return (*changes_in_words(reader, self._codes, rows), *first_values(reader, self._codes, rows))

    def touched(self, operation_id: int, after: Touched | None = None) -> tuple[Touched, ...]:
        """Return PAGE of the records that an operation touched, or those that follow one."""
        with self._register.reading() as reader:
            rows = reader.touched(operation_id, PAGE, after.change_id if after else 0)
            (operation,) = reader.operations_by_id([operation_id])
            ids: dict[str, list[int]] = {}
            for row in rows:
                ids.setdefault(row["record_type"], []).append(row["record_id"])
            titles = {name: reader.titles(name, some) for name, some in ids.items()}
            return tuple(
                Touched(
                    row["record_type"],
                    row["record_id"],
                    titles[row["record_type"]].get(row["record_id"], ""),
                    record_words(operation, row["action"], ()),
                    row["id"],
                )
                for row in rows
            )

    def earlier_values(
        self, name: str, record_id: int, field: str, row: tuple[str, int] | None = None
    ) -> tuple[EarlierValue, ...]:
        """Return the values that a field had before the present one, newest first; `row` names a child row."""
        with self._register.reading() as reader:
            return earlier_values(reader, self._codes, (name, record_id), row or (name, record_id), field)

    # -- taking back -----------------------------------------------------------------------------------------------

    def next_undo(self) -> Step | None:
        """Return what is taken back next; None where there is nothing."""
        return self._next(UNDO)

    def next_redo(self) -> Step | None:
        """Return what is done again next; None where there is nothing."""
        return self._next(REDO)

    def undo(self) -> Outcome | None:
        """Take back the last thing that this user did; None where there is nothing."""
        step = self.next_undo()
        return self._turn(UNDO, step.operation) if step else None

    def redo(self) -> Outcome | None:
        """Do again what was last taken back; None where there is nothing."""
        step = self.next_redo()
        return self._turn(REDO, step.operation) if step else None

    def step_of(self, operation_id: int) -> Step:
        """Return what taking back one operation would do."""
        with self._register.reading() as reader:
            return self._step(reader, operation_id)

    def take_back(self, operation_id: int) -> Outcome:
        """Take back any operation, whoever did it and whatever was done since; one that took back is done again.

        Raises UserError where it is taken back already.
        """
        with self._register.reading() as reader:
            if reader.taken_back([operation_id]):
                raise UserError(N_("This is taken back already. Nothing was changed."))
            number = reader.standing_for(operation_id)
            (row,) = reader.operations_by_id([number])
        return self._turn(REDO if row["verb"] == UNDO else UNDO, number)

    def _turn(self, verb: str, number: int) -> Outcome:
        with self._register.reading() as reader:
            words = self._step(reader, number).words
        with self._register.changing(origin="form", verb=verb, undoes=number) as unit:
            left = revert(unit, number)
            undone = unit.has_changes
        return Outcome(words, left, undone=undone, again=verb == REDO)

    def _next(self, verb: str) -> Step | None:
        with self._register.reading() as reader:
            who = self._register.who
            number = reader.next_undo(who) if verb == UNDO else reader.next_redo(who)
            return None if number is None else self._step(reader, number)

    def _step(self, reader: Reader, number: int) -> Step:
        source = reader.origin_of(number)
        (row,) = reader.operations_by_id([source])
        return Step(number, self._words(reader, row), long=len(reader.changes_of(source, _LONG + 1)) > _LONG)

    # -- words -----------------------------------------------------------------------------------------------------

    def _operation(self, reader: Reader, row: Mapping[str, Any], *, standing: bool) -> Operation:
        words = self._words(reader, row)
        if row["verb"] in {UNDO, REDO}:
            (source,) = reader.operations_by_id([reader.origin_of(row["id"])])
            words = taken_back_words(row["verb"], self._words(reader, source))
        return _told(row, words, row["record_type"], row["record_id"], standing=standing)

    def _on_record(
        self, reader: Reader, row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, standing: bool
    ) -> Operation:
        if not rows:  # it was done to a file of the record
            return self._operation(reader, row, standing=standing)
        name, record_id = rows[0]["record_type"], rows[0]["record_id"]
        words = record_words(row, _action(rows), changes_in_words(reader, self._codes, rows[:_ENOUGH]))
        return _told(row, words, name, record_id, standing=standing)

    def _words(self, reader: Reader, row: Mapping[str, Any]) -> str:
        if row["record_id"] is None and row["verb"] != FILL:
            return operation_words(row, _action(reader.touched(row["id"], 1)), ())
        rows = reader.changes_of(row["id"], _ENOUGH)
        return operation_words(row, _action(rows), changes_in_words(reader, self._codes, rows))


def _told(row: Mapping[str, Any], words: str, record: str, record_id: int | None, *, standing: bool) -> Operation:
    empty = row["verb"] == "renew" or (row["origin"] == "program" and row["verb"] == "create")
    return Operation(
        id=row["id"],
        at=datetime.fromisoformat(row["done_at"]),
        by=row["done_by"],
        whence=origin_words(row["origin"], row["verb"]),
        verb=row["verb"],
        words=words,
        record=record if record in TYPES else "",
        record_id=record_id,
        of_many=row["record_id"] is None,
        standing=standing and not empty,
    )


def _action(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what was done to the first record of some changes as a whole."""
    whole = (row["action"] for row in rows if row["row_type"] == row["record_type"] and not row["field"])
    return next(whole, "change")


def _midnight(day: date) -> str:
    """Return the moment at which a day of the computer's own time zone begins, as it is stored."""
    return utc_text(datetime.combine(day, time.min).astimezone())
