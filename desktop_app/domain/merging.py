"""Puts two people's changes of one record together, field by field and, of child rows, row by row."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, cast

from desktop_app.domain.record import Child, Record, child_fields, once, typed_fields, values_of

R = TypeVar("R", bound=Record)


class Place(NamedTuple):
    """A field of a record (`row` None), a field of one of its child rows, or (`name` empty) the child row itself."""

    field: str
    row: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """What two people made of one value; of a whole child row, None stands for its removal."""

    place: Place
    before: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merge(Generic[R]):
    """A record with both people's changes; in the places of `conflicts` it has the editor's own values."""

    record: R
    conflicts: tuple[FieldConflict, ...]


def merge(item: R, base: R, stored: R, theirs: Collection[Place] = frozenset()) -> Merge[R]:
    """Put the changes that an editor made to `base` onto what is stored now.

    In the places `theirs`, the other's value was chosen: it stays and is no conflict any more.
    """
    found = _Conflicts(theirs)
    values = _merged_values(item, base, stored, found, "")
    for field in child_fields(type(item)):
        mine, before, now = (getattr(each, field.name) for each in (item, base, stored))
        values[field.name] = _merged_rows(field.name, (mine, before, now), found)
    return Merge(dataclasses.replace(stored, **values), tuple(found.kept))


def typed_rows(rows: Iterable[Child]) -> list[tuple[Any, ...]]:
    """Return child rows as people typed them: their ids and what is not derived."""
    return [(row.id, *_typed(row)) for row in rows]


class _Conflicts:
    """The places where both changed the same; those where the other's value was chosen are settled."""

    def __init__(self, theirs: Collection[Place]) -> None:
        self._theirs = theirs
        self.kept: list[FieldConflict] = []

    def chosen(self, place: Place, before: Any, mine: Any, theirs: Any) -> Any:
        """Return the value to go on with."""
        if place in self._theirs:
            return theirs
        self.kept.append(FieldConflict(place, before, mine, theirs))
        return mine


def _merged_values(item: Record, base: Record, stored: Record, found: _Conflicts, children: str) -> dict[str, Any]:
    """Return the typed values of a record, or of a row of its `children`, in which the stored one has to change."""
    values = {}
    for field in typed_fields(type(item)):
        mine, before, now = (getattr(each, field.name) for each in (item, base, stored))
        if mine in (before, now):
            continue
        place = Place(children, base.id, field.name) if children else Place(field.name)
        values[field.name] = mine if now == before else found.chosen(place, before, mine, now)
    return values


def _merged_rows(
    children: str, rows: tuple[Sequence[Child], Sequence[Child], Sequence[Child]], found: _Conflicts
) -> tuple[Child, ...]:
    mine, before, now = rows
    if typed_rows(mine) == typed_rows(before):
        return tuple(now)
    if typed_rows(now) == typed_rows(before):
        return tuple(mine)
    kept: dict[int | None, Child] = {}
    my_rows, their_rows = ({row.id: row for row in each} for each in (mine, now))
    for row in before:
        merged = _merged_row(children, row, my_rows.get(row.id), their_rows.get(row.id), found)
        if merged is not None:
            kept[row.id] = merged
    known = {row.id for row in before}
    added = [row for row in now if row.id not in known]
    own = _without([row for row in mine if row.id not in known], added)
    ordered: Iterable[Child]
    if _order(mine, my_rows.keys() & known) != _order(before, my_rows.keys() & known):
        ordered = (*(row for row in mine if row.id in kept or row in own), *added)
    else:
        ordered = (*(row for row in now if row.id in kept or row in added), *own)
    whole = [kept.get(row.id, row) for row in ordered]
    placed = {row.id for row in whole}
    return (*whole, *(row for row_id, row in kept.items() if row_id not in placed))


def _merged_row(
    children: str, before: Child, mine: Child | None, theirs: Child | None, found: _Conflicts
) -> Child | None:
    if mine is not None and theirs is not None:
        return dataclasses.replace(theirs, **_merged_values(mine, before, theirs, found, children))
    remaining = mine or theirs
    if remaining is None or _typed(remaining) == _typed(before):
        return None
    return cast("Child | None", found.chosen(Place(children, before.id), before, mine, theirs))


def _without(rows: Sequence[Child], others: Sequence[Child]) -> list[Child]:
    """Return the rows that nobody else has added just so: a row that two people added is there once."""
    there = [_typed(row) for row in others]
    left = []
    for row in rows:
        if _typed(row) in there:
            there.remove(_typed(row))
        else:
            left.append(row)
    return left


def _order(rows: Iterable[Child], among: Collection[int | None]) -> list[int | None]:
    return [row.id for row in rows if row.id in among]


def _typed(row: Record) -> tuple[Any, ...]:
    return _reader(type(row))(row)


@once
def _reader(record_type: type[Record]) -> Callable[[Record], tuple[Any, ...]]:
    return values_of(field.name for field in typed_fields(record_type))
