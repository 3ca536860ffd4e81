"""What a register must hold after each operation, worked out in plain Python: the measure for random users."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Kind
from desktop_app.domain.record import Record, child_fields, problems_of, typed_fields

Key = tuple[str, int]
"""A record's type and id."""

UNDO, REDO = "undo", "redo"
_PLACE = "position"


@dataclass(frozen=True)
class Kept:
    """What people typed into a record, and whether it is in the trash; child rows by type and id, with their places."""

    key: Key
    trashed: bool
    values: dict[str, Any]
    rows: dict[str, dict[int, dict[str, Any]]]

    @property
    def name(self) -> str:
        """Return the record's type."""
        return self.key[0]

    def links(self) -> set[Key]:
        """Return what the record and its child rows link to."""
        found = set(_links(self.name, self.values))
        for name, rows in self.rows.items():
            for row in rows.values():
                found.update(_links(name, row))
        return found

    def codes(self) -> set[tuple[str, str]]:
        """Return the codes that the record and its child rows have, each with its list."""
        found = set(_codes(self.name, self.values))
        for name, rows in self.rows.items():
            for row in rows.values():
                found.update(_codes(name, row))
        return found

    def is_wrong(self) -> bool:
        """Say whether the record's own rules refuse it."""
        owned: dict[str, Any] = {
            field.name: tuple(
                TYPES[field.target](**{name: value for name, value in row.items() if name != _PLACE})
                for row in self.rows[field.target].values()
            )
            for field in child_fields(TYPES[self.name])
        }
        return any(problem.error for problem in problems_of(TYPES[self.name](**self.values, **owned)))


def kept(item: Record) -> Kept:
    """Return what is to be compared of a record."""
    rows = {
        field.target: {row.id: _typed(row) | {_PLACE: row.position} for row in getattr(item, field.name)}
        for field in child_fields(type(item))
    }
    return Kept((item.NAME, item.id or 0), item.trashed_at is not None, _typed(item), rows)


def _typed(item: Record) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in typed_fields(type(item))}


def _links(name: str, values: dict[str, Any]) -> Iterator[Key]:
    for field in typed_fields(TYPES[name]):
        if field.kind is Kind.LINK and values[field.name] is not None:
            yield field.target, values[field.name]


def _codes(name: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field in typed_fields(TYPES[name]) if name != "code-value" else ():
        if field.kind is Kind.CHOICE and values[field.name]:
            yield field.choices, values[field.name]
        elif field.kind is Kind.CHOICES:
            yield from ((field.choices, code) for code in values[field.name])


@dataclass(frozen=True)
class Done:
    """One operation: by whom, and each record that it touched before and after; None where there was none."""

    number: int
    who: str
    verb: str
    before: dict[Key, Kept | None]
    after: dict[Key, Kept | None]
    undoes: int | None = None


class PlainRegister:
    """All records, and all that was done."""

    def __init__(self, records: dict[Key, Kept]) -> None:
        self.records = records
        self.done: list[Done] = []

    def of(self, name: str, *, trashed: bool = False) -> list[int]:
        """Return the ids of the records of a type, or of those in the trash."""
        return sorted(key[1] for key, item in self.records.items() if key[0] == name and item.trashed is trashed)

    def without(self, gone: Collection[Key]) -> PlainRegister:
        """Return a register that lacks some of the records."""
        return PlainRegister({key: item for key, item in self.records.items() if key not in gone})

    def do(self, number: int, who: str, verb: str, after: dict[Key, Kept | None], undoes: int | None = None) -> None:
        """Let an operation happen."""
        before = {key: self.records.get(key) for key in after}
        self.done.append(Done(number, who, verb, before, after, undoes))
        for key, item in after.items():
            if item is None:
                self.records.pop(key, None)
            else:
                self.records[key] = item

    # -- what hangs together -----------------------------------------------------------------------------------

    def is_linked(self, key: Key) -> bool:
        """Say whether another record links to one."""
        return any(key in item.links() for item in self.records.values() if item.key != key)

    def is_used(self, item: Kept) -> bool:
        """Say whether a record has a code."""
        if item.name != "code-value":
            return False
        code = (item.values["code_list"], item.values["code"])
        return any(code in other.codes() for other in self.records.values())

    def fits(self, item: Kept) -> bool:
        """Say whether all that a record links to, and all its codes, are there."""
        links = item.links() - {item.key}
        offered = (one.values for one in self.records.values() if one.name == "code-value")
        codes = {(values["code_list"], values["code"]) for values in offered}
        return links <= self.records.keys() | self.rows() and item.codes() <= codes and not item.is_wrong()

    def rows(self) -> set[Key]:
        """Return all child rows."""
        return {(name, number) for item in self.records.values() for name, rows in item.rows.items() for number in rows}

    def let_go(self, key: Key, after: Kept | None) -> dict[Key, Kept]:
        """Return the records whose links to child rows are emptied when a record loses these."""
        before = self.records.get(key)
        if before is None or after is None:
            return {}
        gone = {
            (name, number) for name, rows in before.rows.items() for number in rows.keys() - after.rows[name].keys()
        }
        found = {}
        for other, item in self.records.items():
            fields = [field for field in typed_fields(TYPES[item.name]) if field.kind is Kind.LINK]
            lost = [field.name for field in fields if (field.target, item.values[field.name]) in gone]
            if lost:
                found[other] = replace(item, values=item.values | dict.fromkeys(lost))
        return found

    # -- taking back -------------------------------------------------------------------------------------------

    def next_undo(self, who: str) -> Done | None:
        """Return what a person takes back next."""
        taken_back = {each.undoes for each in self.done}
        mine = [each for each in self.done if each.who == who and each.verb != UNDO and each.number not in taken_back]
        return mine[-1] if mine else None

    def next_redo(self, who: str) -> Done | None:
        """Return which taking back a person takes back next; none where the person did something new since."""
        taken_back = {each.undoes for each in self.done}
        mine = [each for each in self.done if each.who == who]
        undone = [each for each in mine if each.verb == UNDO and each.number not in taken_back]
        if not undone or any(each.number > undone[-1].number and each.undoes is None for each in mine):
            return None
        return undone[-1]

    def take_back(self, done: Done) -> tuple[dict[Key, Kept | None], set[Key]]:
        """Return the records that are others when an operation is taken back, and those that are left as they are."""
        trial = PlainRegister(dict(self.records))
        changed: dict[Key, Kept | None] = {}
        left = set()
        for key in reversed(done.before):
            now = trial.records.get(key)
            before, after = done.before[key], done.after[key]
            if before == after:
                continue
            found = trial._taken_back(key, before, after, now)
            if found is _LEFT:
                left.add(key)
            elif found != now:
                both = {**trial.let_go(key, found), key: found}
                changed |= both
                trial.do(0, "", "", both)
        return changed, left

    def _taken_back(self, key: Key, before: Kept | None, after: Kept | None, now: Kept | None) -> Any:
        if before is None:
            untouched = now is not None and now == after
            return None if untouched and now and not self.is_linked(key) and not self.is_used(now) else _LEFT
        if after is None:
            return before if now is None and self.fits(before) else _LEFT
        if now is None or now.trashed is not after.trashed:
            return _LEFT
        if before.trashed is not after.trashed:
            return _LEFT if before.trashed and self.is_used(now) else replace(now, trashed=before.trashed)
        earlier = _fields_before(before, after, now)
        return earlier if earlier is not None and self.fits(earlier) else _LEFT


_LEFT = object()


def _fields_before(before: Kept, after: Kept, now: Kept) -> Kept | None:
    """Return a record with the values it had in the places that were changed; None where they are others by now."""
    values = _values_before(before.values, after.values, now.values)
    rows: dict[str, Any] = {
        name: _rows_before(before.rows[name], after.rows[name], now.rows[name]) for name in now.rows
    }
    return None if values is None or None in rows.values() else replace(now, values=values, rows=rows)


def _values_before(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> dict[str, Any] | None:
    places = [name for name in before if name != _PLACE and before[name] != after[name]]
    if any(now[name] != after[name] for name in places):
        return None
    return now | {name: before[name] for name in places}


def _rows_before(
    before: dict[int, dict[str, Any]], after: dict[int, dict[str, Any]], now: dict[int, dict[str, Any]]
) -> dict[int, dict[str, Any]] | None:
    found: dict[int, dict[str, Any]] = {}
    for row_id, row in now.items():
        old, new = before.get(row_id), after.get(row_id)
        if old is None and new is None:
            found[row_id] = row
        elif old is None:
            if row != new:
                return None
        elif new is None or (values := _values_before(old, new, row)) is None:
            return None
        else:
            found[row_id] = values | {_PLACE: old[_PLACE] if old[_PLACE] != new[_PLACE] else row[_PLACE]}
    if any(row_id not in now and before.get(row_id) != row for row_id, row in after.items()):
        return None
    found |= {row_id: row for row_id, row in before.items() if row_id not in after and row_id not in now}
    ordered = sorted(found.items(), key=lambda each: (each[1][_PLACE], each[0]))
    return {row_id: row | {_PLACE: place} for place, (row_id, row) in enumerate(ordered)}
