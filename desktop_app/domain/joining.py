"""Puts two records of one kind that are the same together, field by field, into the one that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Child, Record, changed, child_fields, typed_fields

R = TypeVar("R", bound=Record)


class Choice(StrEnum):
    """Whose value of a field shall stand."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


Choices = Mapping[str, Choice]
"""What was chosen, by field name; a field that is not named keeps its value."""

_NAMING: dict[str, tuple[str, ...]] = {
    "contact-point": ("normalised",),
    "party": ("territory", "organisation"),
    "donor": ("territory", "organisation"),
    "beneficiary": ("territory", "organisation"),
    "territory-name": ("name",),
    "person-language": ("language",),
}
"""Fields by which two child rows are the same, whatever else they say."""

_ONE_AFTER_ANOTHER = frozenset({"statuses"})
"""Rows that tell one course of things: those of two records make no sense together."""


@dataclass(frozen=True, slots=True)
class Joined(Generic[R]):
    """The record as it would be kept, and where its child rows come from.

    `rows` gives, for the child rows of the other record by type and id, the field and the place of the row that stands
    for them.
    """

    record: R
    rows: Mapping[tuple[str, int], tuple[str, int]]


def may_be_both(field: Field) -> bool:
    """Say whether the values of both can stand together: rows, several choices, long texts."""
    return field.name not in _ONE_AFTER_ANOTHER and field.kind in {Kind.CHILDREN, Kind.CHOICES, Kind.LONG_TEXT}


def chosen_fields(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields of which one chooses, those with child rows last."""
    return (*typed_fields(record_type), *child_fields(record_type))


def proposal(kept: R, other: R) -> dict[str, Choice]:
    """Return what is best for each field: what is filled in, what tells more than nothing, both where that can be."""
    return {field.name: _proposed(field, kept, other) for field in chosen_fields(type(kept))}


def _proposed(field: Field, kept: Record, other: Record) -> Choice:
    mine, theirs = getattr(kept, field.name), getattr(other, field.name)
    if _is_empty(field, mine) and not _is_empty(field, theirs):
        return Choice.OTHER
    if may_be_both(field) and not _is_empty(field, theirs) and mine != theirs:
        return Choice.BOTH
    return Choice.KEPT


def _is_empty(field: Field, value: Any) -> bool:
    by_itself = field.kind in {Kind.CHOICE, Kind.BOOLEAN} and value == field.default
    return by_itself or value in ("", None, ())


def joined(kept: R, other: R, choices: Choices) -> Joined[R]:
    """Return a record with what was chosen from it and from the other one; links to the other lead to it.

    Rows of both that say the same stand once, with what only one of them says.
    """
    values: dict[str, Any] = {}
    rows: dict[tuple[str, int], tuple[str, int]] = {}
    for field in typed_fields(type(kept)):
        mine, theirs = getattr(kept, field.name), getattr(other, field.name)
        value = _value(field, mine, theirs, choices.get(field.name, Choice.KEPT))
        if field.kind is Kind.LINK and field.target == kept.NAME and value in (kept.id, other.id):
            value = None
        values[field.name] = value
    for field in child_fields(type(kept)):
        choice = choices.get(field.name, Choice.KEPT)
        own = getattr(kept, field.name) if choice is not Choice.OTHER else ()
        ours = [led_to(row, kept.NAME, other.id, kept.id) for row in own]
        theirs = getattr(other, field.name) if choice is not Choice.KEPT else ()
        places = _add(ours, [led_to(row, kept.NAME, other.id, kept.id) for row in theirs])
        for row, place in zip(theirs, places, strict=True):
            rows[row.NAME, row.id or 0] = (field.name, place)
        values[field.name] = tuple(ours)
    return Joined(changed(kept, **values), rows)


def _value(field: Field, mine: Any, theirs: Any, choice: Choice) -> Any:
    if choice is Choice.KEPT or mine == theirs:
        return mine
    if choice is Choice.OTHER:
        return theirs
    if field.kind is Kind.CHOICES:
        return tuple(dict.fromkeys((*mine, *theirs)))
    return "\n\n".join(text for text in dict.fromkeys((mine.strip(), theirs.strip())) if text)


def _add(rows: list[Any], others: Iterable[Any]) -> list[int]:
    """Add the rows of another record to rows, and return at which place each of them stands now."""
    places = []
    for other in others:
        place = next((at for at, row in enumerate(rows) if are_same_row(row, other)), len(rows))
        if place == len(rows):
            rows.append(changed(other, id=None))
        else:
            rows[place] = _filled(rows[place], other)
        places.append(place)
    return places


def are_same_row(row: Child, other: Child) -> bool:
    """Say whether two child rows name the same, or one of them says nothing that the other does not say."""
    names = _NAMING.get(row.NAME, ())
    named = [getattr(row, name) for name in names]
    if any(value not in ("", None) for value in named) and named == [getattr(other, name) for name in names]:
        return True
    mine, theirs = _said(row), _said(other)
    return bool(mine and theirs) and (mine.items() <= theirs.items() or theirs.items() <= mine.items())


def _said(row: Child) -> dict[str, Any]:
    """Return what a row says, without ticks: these go together."""
    told = {field.name: getattr(row, field.name) for field in typed_fields(type(row)) if field.kind is not Kind.BOOLEAN}
    return {name: value for name, value in told.items() if value not in ("", None, ())}


def _filled(row: Any, other: Any) -> Any:
    values = {
        field.name: theirs
        for field in typed_fields(type(row))
        if _is_empty(field, getattr(row, field.name)) and not _is_empty(field, theirs := getattr(other, field.name))
    }
    return changed(row, **values)


def led_to(item: R, target: str, before: int | None, after: int | None) -> R:
    """Return a record or row with its links to one record of a type leading to another one."""
    moved = {
        field.name: after
        for field in typed_fields(type(item))
        if field.kind is Kind.LINK and field.target == target and getattr(item, field.name) == before
    }
    return changed(item, **moved) if moved else item


def relinked(item: R, target: str, before: int | None, after: int | None) -> R:
    """Return a record of which all links to one record lead to another one; rows that say the same then stand once."""
    values: dict[str, Any] = {}
    for field in child_fields(type(item)):
        rows: list[tuple[Any, bool]] = []
        for row in getattr(item, field.name):
            moved = led_to(row, target, before, after)
            same = (
                at for at, (known, led) in enumerate(rows) if (led or moved is not row) and are_same_row(known, moved)
            )
            if (place := next(same, None)) is None:
                rows.append((moved, moved is not row))
            else:
                rows[place] = (_filled(rows[place][0], moved), True)
        values[field.name] = tuple(row for row, _ in rows)
    return changed(led_to(item, target, before, after), **values)
