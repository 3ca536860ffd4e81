"""What a list shows: search words, filters, order; in words of the domain."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from desktop_app.domain.partial_date import PartialDate


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
    first: PartialDate | Decimal | int | None = None
    last: PartialDate | Decimal | int | None = None
    or_empty: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """The field is empty (or, where `empty` is false, filled in)."""

    field: str
    empty: bool = True


Spellings = tuple[tuple[str, tuple[str, ...]], ...]
"""Folded words, each with other spellings of it, folded too."""

Filter = Contains | OneOf | Between | Empty


@dataclass(frozen=True, slots=True)
class Order:
    """One key of the order."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Which records of a type, in which order, with which fields.

    `others` are other spellings of words of the search, by the folded word: a record fits with any of them.
    """

    record: str
    columns: tuple[str, ...] = ("title",)
    search: str = ""
    filters: tuple[Filter, ...] = ()
    order: tuple[Order, ...] = ()
    trashed: bool = False
    others: Spellings = ()


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: the record's id and the values of the columns asked for.

    Links come as the linked record's title, all else as the record has it.
    """

    id: int
    values: tuple[Any, ...] = field(default=())
