"""What every record has: an id that never changes, a version, who made and changed it, and a trash mark."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Protocol, Self, TypeVar

from desktop_app.base.formats import format_decimal, format_integer
from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.fields import Field, Kind, record, text, timestamp
from desktop_app.domain.problems import Problem, doubtful, wrong

A = TypeVar("A")
V = TypeVar("V")


def once(function: Callable[[A], V]) -> Callable[[A], V]:
    """Let a function of one argument, such as a record type, be computed once for each."""
    return cache(function)


class Lookup(Protocol):
    """What a record may ask about the rest of the register while it derives its own fields."""

    @property
    def today(self) -> date:
        """Return the day of the change."""

    def find(self, name: str, record_id: int | None) -> Any:
        """Return the linked record without its child rows, or None."""

    def label(self, code_list: str, code: str) -> str:
        """Return the German word of a code, as it stands in stored titles."""


@record
class Record:
    """Base of all record types; `NAME` is the record's name in tables, commands and object names."""

    NAME: ClassVar[str] = ""
    LABEL: ClassVar[str] = ""
    PLURAL: ClassVar[str] = ""
    COUNTED: ClassVar[tuple[str, str]] = NN_("{count} record", "{count} records")
    """Some of them in words, `{count}` and the name of the type: one and many, as `format_count` takes them."""
    OWNER: ClassVar[str] = ""
    """The record type whose child rows these are; empty for records of their own."""
    UNIQUE: ClassVar[tuple[str, ...]] = ()
    """Fields whose values no two records share, where they are not empty."""
    NUMBERED: ClassVar[tuple[str, ...]] = ()
    """Unique fields whose values are given once and never again, even after the record is gone."""
    FOR_ONE: ClassVar[tuple[str, ...]] = ()
    """Fields, beside the unique ones, that tell of one record alone: its numbers, what happened to it."""
    CARRIED: ClassVar[tuple[str, ...]] = ()
    """Fields that a new record takes over from the one entered before: what stays the same while several are."""
    BROWSED: ClassVar[bool] = True
    """Whether there is a sorted and filtered list of these records, so that sort keys are stored."""

    id: int | None = None
    version: int = 0
    trashed_at: datetime | None = None
    title: str = text(N_("Name"), derived=True, max_length=400, width=32)
    created_at: datetime | None = timestamp(N_("Created"), derived=True)
    created_by: str = text(N_("Created by"), derived=True, searched=False)
    changed_at: datetime | None = timestamp(N_("Changed"), derived=True)
    changed_by: str = text(N_("Changed by"), derived=True, searched=False)

    def __repr__(self) -> str:
        # Without values: what is logged or printed by chance must not tell of people.
        return f"{type(self).__name__}(id={self.id}, version={self.version})"

    def derive(self, lookup: Lookup) -> Self:
        """Return the record with its derived fields, `title` among them, computed anew."""
        raise NotImplementedError

    def check(self) -> tuple[Problem, ...]:
        """Return what is wrong or doubtful beyond the single fields."""
        return ()


@record
class Child(Record):
    """Base of records that belong to another one, are edited in its form and versioned with it."""

    BROWSED: ClassVar[bool] = False

    owner_id: int | None = None
    position: int = 0


_LARGEST_NUMBER = 2**63 - 1
"""Databases hold whole numbers of 64 bits, and decimals as such."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside are asked about: they are typing errors more often than history."""

R = TypeVar("R", bound=Record)

_Checked = tuple[str, bool, int, tuple[Any, ...]]
"""The name of a field, whether it has to be filled in, its longest text (0 for any), its checks."""

BOOKKEEPING = ("created_at", "created_by", "changed_at", "changed_by")


@once
def fields_of(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the declared fields of a record type, its own first, then title and bookkeeping."""
    declared = [
        dataclasses.replace(field.metadata["field"], name=field.name)
        for field in dataclasses.fields(record_type)
        if "field" in field.metadata
    ]
    inherited = ("title",) if issubclass(record_type, Child) else ("title", *BOOKKEEPING)
    named = {field.name: field for field in declared}
    own = [field for field in declared if field.name not in {"title", *BOOKKEEPING}]
    return (*own, *(named[name] for name in inherited))


@once
def list_fields(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields that can be columns of a table or workbook; child rows start with their owner."""
    listed = tuple(field for field in fields_of(record_type) if field.kind is not Kind.CHILDREN)
    if not issubclass(record_type, Child):
        return listed
    return (Field(Kind.LINK, N_("Belongs to"), target=record_type.OWNER, name="owner_id", width=30), *listed)


@once
def field_map(record_type: type[Record]) -> dict[str, Field]:
    """Return the declared fields by name."""
    return {field.name: field for field in fields_of(record_type)}


@once
def typed_fields(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields that people fill in: neither derived nor child rows."""
    return tuple(f for f in fields_of(record_type) if not f.derived and f.kind is not Kind.CHILDREN)


@once
def child_fields(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields that hold child rows."""
    return tuple(f for f in fields_of(record_type) if f.kind is Kind.CHILDREN)


def changed(item: R, /, **values: Any) -> R:
    """Return the record with other values in some fields: `dataclasses.replace` for rows by the thousand.

    A record computes nothing when it is made, so its slots are copied without going through its constructor.
    """
    record_type = type(item)
    names, read = _slots(record_type)
    copy = object.__new__(record_type)
    put = object.__setattr__
    for name, value in zip(names, read(item), strict=True):
        put(copy, name, value)
    for name, value in values.items():
        put(copy, name, value)
    return copy


def duplicate(item: R) -> R:
    """Return a new record that begins with what another one of its kind may have as well."""
    record_type = type(item)
    own = {*record_type.UNIQUE, *record_type.FOR_ONE}
    values = {field.name: getattr(item, field.name) for field in typed_fields(record_type) if field.name not in own}
    for field in child_fields(record_type):
        if field.name not in own:
            values[field.name] = tuple(duplicate(child) for child in getattr(item, field.name))
    return record_type(**values)


def carried(last: Record, begun: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a new record takes over from the last one, by field; what is empty or usual is left out.

    `begun` are the values that the new record begins with: where the last one had others, it was about something else,
    and nothing is taken over. Of child rows, what another record may have as well is.
    """
    if any(getattr(last, name) != value for name, value in begun.items()):
        return {}
    usual, again = type(last)(), duplicate(last)
    values = {name: getattr(again, name) for name in last.CARRIED}
    return {name: value for name, value in values.items() if value != getattr(usual, name)}


def settled(item: R, /, **values: Any) -> R:
    """Return the record with what was worked out for it; itself where it says so already, as most do."""
    for name, value in values.items():
        if getattr(item, name) != value:
            return changed(item, **values)
    return item


@once
def _slots(record_type: type[Record]) -> tuple[tuple[str, ...], Callable[[Record], tuple[Any, ...]]]:
    names = tuple(field.name for field in dataclasses.fields(record_type))
    return names, values_of(names)


def problems_of(item: Record) -> tuple[Problem, ...]:
    """Return all that is wrong or doubtful with a record and its child rows, in the order of the fields."""
    return tuple(_problems(item))


def _problems(item: Record) -> list[Problem]:
    found: list[Problem] = []
    read, fields = _checked_fields(type(item))
    for value, (field, required, limit, checks) in zip(read(item), fields, strict=True):
        if value in ("", None, ()):
            if required:
                found.append(wrong(N_("This field is required."), field))
            continue
        if limit and len(value) > limit:
            found.append(_too_long(field, value, limit))
        found += [problem.at(field) for check in checks if (problem := check(value))]
    for children in child_fields(type(item)):
        for index, child in enumerate(getattr(item, children.name)):
            found += [problem.at(f"{children.name}[{index}].{problem.field}") for problem in _problems(child)]
    found += item.check()
    return found


@once
def _checked_fields(record_type: type[Record]) -> tuple[Callable[[Record], tuple[Any, ...]], tuple[_Checked, ...]]:
    """Return what reads the values of the fields that can be wrong, and how each of them is checked."""
    fields = [
        (f.name, f.required, f.max_length if _is_text(f) else 0, (*f.checks, *_kind_checks(f)))
        for f in typed_fields(record_type)
    ]
    fields += [(f.name, False, 0, _range_checks(f)) for f in fields_of(record_type) if f.derived]
    checked = tuple(each for each in fields if any(each[1:]))
    return values_of(name for name, *_ in checked), checked


def values_of(names: Iterable[str]) -> Callable[[Record], tuple[Any, ...]]:
    """Return what reads several fields of a record at once, far faster than one by one."""
    wanted = tuple(names)
    if len(wanted) > 1:
        return attrgetter(*wanted)
    return lambda item: tuple(getattr(item, name) for name in wanted)


def _is_text(field: Field) -> bool:
    return field.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.CHOICE}


def _kind_checks(field: Field) -> tuple[Any, ...]:
    if field.kind is Kind.DATE:
        return (_usual_year,)
    return (_storable,) if _is_text(field) else _range_checks(field)


def _storable(value: str) -> Problem | None:
    """Half a character, as broken programs paste it, and the character zero are kept by no database."""
    try:
        whole = "\0" not in value and value.encode()
    except UnicodeEncodeError:
        whole = False
    return None if whole else wrong(N_("This text has characters that cannot be kept. Write it anew."))


def _range_checks(field: Field) -> tuple[Any, ...]:
    if field.kind not in {Kind.INTEGER, Kind.DECIMAL}:
        return ()
    scale = field.scale if field.kind is Kind.DECIMAL else 0
    most = Decimal(_LARGEST_NUMBER).scaleb(-scale)
    smallest = -most if field.minimum is None else field.minimum
    largest = most if field.maximum is None else field.maximum

    def within(value: Any) -> Problem | None:
        if isinstance(value, Decimal) and not value.is_finite():
            return wrong(N_("“{text}” is not a number."), text=str(value))
        if value < smallest:
            return wrong(N_("The smallest value here is {limit}."), limit=format_integer(int(smallest)))
        if value > largest:
            return wrong(N_("The largest value here is {limit}."), limit=format_integer(int(largest)))
        return None

    def few_places(value: Decimal) -> Problem | None:
        if value.is_finite() and abs(value) <= most and value != round(value, scale):
            shown = format_decimal(value, len(f"{value:f}".partition(".")[2]))
            return wrong(N_("“{text}” has more than {scale} decimal places."), text=shown, scale=str(scale))
        return None

    return (within, few_places) if field.kind is Kind.DECIMAL else (within,)


def _usual_year(value: Any) -> Problem | None:
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        return None
    return doubtful(N_("The year {year} is unusual."), year=str(value.year))


def _too_long(field: str, value: str, limit: int) -> Problem:
    return wrong(
        N_("At most {limit} characters fit here; these are {count}."), field, limit=str(limit), count=str(len(value))
    )
