"""What a list shows: search words, filters, order; in words of the domain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.relative_day import FromToday, Unit, period

Bound = PartialDate | FromToday | Decimal | int
"""An end of a range."""


@dataclass(frozen=True, slots=True)
class Contains:
    """The field's text contains these words, whatever their case or accents."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field is one of these values (codes, ids, numbers, yes or no)."""

    field: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The date or number lies in this range, its ends included; None leaves an end open.

    `or_empty` lets records pass whose field is not filled in.
    """

    field: str
    first: Bound | None = None
    last: Bound | None = None
    or_empty: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """The field is empty (or, where `empty` is false, filled in)."""

    field: str
    empty: bool = True


Spellings = tuple[tuple[str, tuple[str, ...]], ...]
"""Folded words, each with other spellings of it, folded too."""


@dataclass(frozen=True, slots=True)
class During:
    """The date lies in the whole week, month or year (or on the day) that is `offset` ahead of the present one."""

    field: str
    unit: Unit
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ByMe:
    """The field names whoever asks."""

    field: str


@dataclass(frozen=True, slots=True)
class AsOn:
    """The partnership stood on this day: admitted or formalised by then, and not ended, as its milestones tell."""

    day: PartialDate | FromToday


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of these hold; none of them leaves nothing out."""

    conditions: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these holds; of none, none does."""

    conditions: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold."""

    condition: Filter


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that a relation (see `relations`) leads to fulfils all of these; without `exists`, nothing does."""

    relation: str
    conditions: tuple[Filter, ...] = ()
    exists: bool = True


@dataclass(frozen=True, slots=True)
class SumOf:
    """A number that is added up; apart for each value of the fields `per`, such as the currency of an amount."""

    field: str
    per: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Rows that stand together in a list since a field has the same value; of dates, the same year.

    `value` is one of them as the list shows it (links as titles); `sums` are, for each sum asked for, the values of its
    `per` fields with the amount.
    """

    value: Any
    count: int
    sums: tuple[tuple[tuple[tuple[str, ...], Any], ...], ...] = ()


OfField = Contains | OneOf | Between | Empty | During | ByMe
"""What is asked of one field."""
Filter = OfField | AsOn | AllOf | AnyOf | Not | Linked


@dataclass(frozen=True, slots=True)
class Order:
    """One key of the order."""

    field: str
    descending: bool = False


class Colour(StrEnum):
    """The ground on which a row stands out."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class ColourRule:
    """Rows that all these conditions hold for have a colour."""

    filters: tuple[Filter, ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Query:
    """Which records of a type, in which order, with which fields; of colour rules the first that holds counts.

    `others` are other spellings of words of the search, by the folded word: a record fits with any of them.
    """

    record: str
    columns: tuple[str, ...] = ("title",)
    search: str = ""
    filters: tuple[Filter, ...] = ()
    order: tuple[Order, ...] = ()
    trashed: bool = False
    others: Spellings = ()
    colours: tuple[ColourRule, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: the record's id and the values of the columns asked for.

    Links come as the linked record's title, all else as the record has it. `rule` is the place of the colour rule that
    holds for the record.
    """

    id: int
    values: tuple[Any, ...] = field(default=())
    rule: int | None = None


def day_shown(query: Query) -> PartialDate | None:
    """Return the day on which the list of a query is shown as it stood; None where that is today."""
    days = (each.day for each in query.filters if isinstance(each, AsOn))
    return next((day for day in days if isinstance(day, PartialDate)), None)


def meant(query: Query, today: date, who: str) -> Query:
    """Return a query in which what counts from today, or is said of whoever asks, is put as it is meant now."""
    filters = _all_meant(query.filters, today, who)
    colours = tuple(replace(each, filters=_all_meant(each.filters, today, who)) for each in query.colours)
    same = (filters, colours) == (query.filters, query.colours)
    return query if same else replace(query, filters=filters, colours=colours)


def _all_meant(filters: tuple[Filter, ...], today: date, who: str) -> tuple[Filter, ...]:
    return tuple(_meant(each, today, who) for each in filters)


def _meant(each: Filter, today: date, who: str) -> Filter:  # noqa: PLR0911  one for each kind
    match each:
        case Between():
            return replace(each, first=_end(each.first, today), last=_end(each.last, today))
        case During():
            return Between(each.field, *period(today, each.unit, each.offset))
        case ByMe():
            return OneOf(each.field, (who,))
        case AsOn():
            return AsOn(each.day.on(today)) if isinstance(each.day, FromToday) else each
        case AllOf() | AnyOf() | Linked():
            return replace(each, conditions=tuple(_meant(one, today, who) for one in each.conditions))
        case Not():
            return Not(_meant(each.condition, today, who))
        case Contains() | OneOf() | Empty():
            return each


def _end(end: Bound | None, today: date) -> Bound | None:
    return end.on(today) if isinstance(end, FromToday) else end
