"""The vocabulary in which record types declare their fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, dataclass_transform

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.problems import Problem

T = TypeVar("T")


class Kind(StrEnum):
    """What a field holds, and so which column, editor and cell carry it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"
    CHILDREN = "children"


TEXT_KINDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.EMAIL, Kind.PHONE, Kind.URL})


_NOTHING: dict[Kind, Any] = {
    Kind.INTEGER: None,
    Kind.DECIMAL: None,
    Kind.DATE: None,
    Kind.TIMESTAMP: None,
    Kind.LINK: None,
    Kind.BOOLEAN: False,
    Kind.CHOICES: (),
    Kind.CHILDREN: (),
}


def nothing(kind: Kind) -> Any:
    """Return what a field holds that is not filled in."""
    return _NOTHING.get(kind, "")


Check = Callable[[Any], Problem | None]
"""Looks at one value that is not empty; returns what is wrong with it, or None."""


@dataclass(frozen=True, slots=True)
class Field:
    """Everything a table, form, list, workbook and check must know of one field.

    `label` and `help` are English msgids (mark them with `N_`). `choices` names a code list, `target`
    a record type, `scale` the decimal places, `unit` a short unit shown behind the editor. `reverse` says what the
    records that link by this field are to the one they link to, where the plural of their type does not say it.
    `derived` fields are computed by the record's own `derive` and never typed. `listed` fields can be
    columns of a table; `searched` ones feed the page's search. `width` is in characters. `name` and `default` are set
    from the class body.
    """

    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    max_length: int = 200
    choices: str = ""
    target: str = ""
    reverse: str = ""
    scale: int = 2
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    derived: bool = False
    listed: bool = True
    searched: bool = True
    width: int = 24
    checks: tuple[Check, ...] = ()
    name: str = ""
    default: Any = ""


def text(label: str, *, default: str = "", **limits: Any) -> Any:
    """Declare a line of text."""
    return _declare(Field(Kind.TEXT, label, **limits), default)


def long_text(label: str, *, default: str = "", **limits: Any) -> Any:
    """Declare text of several lines."""
    return _declare(Field(Kind.LONG_TEXT, label, **({"max_length": 20_000, "width": 48} | limits)), default)


def identifier(label: str, *, default: str = "", **limits: Any) -> Any:
    """Declare an identifier: text everywhere, so that leading zeros stay."""
    return _declare(Field(Kind.CODE, label, **({"max_length": 40, "width": 14} | limits)), default)


def mail_address(label: str, *, default: str = "", **limits: Any) -> Any:
    """Declare an e-mail address."""
    return _declare(Field(Kind.EMAIL, label, **limits), default)


def phone_number(label: str, *, default: str = "", **limits: Any) -> Any:
    """Declare a phone number as people write it."""
    return _declare(Field(Kind.PHONE, label, **({"max_length": 80, "width": 20} | limits)), default)


def web_address(label: str, *, default: str = "", **limits: Any) -> Any:
    """Declare a web address."""
    return _declare(Field(Kind.URL, label, **({"max_length": 1000, "width": 36, "listed": False} | limits)), default)


def integer(label: str, *, default: int | None = None, **limits: Any) -> Any:
    """Declare a whole number."""
    return _declare(Field(Kind.INTEGER, label, **({"width": 10, "searched": False} | limits)), default)


def decimal(label: str, *, default: Decimal | None = None, **limits: Any) -> Any:
    """Declare an exact decimal with `scale` places."""
    return _declare(Field(Kind.DECIMAL, label, **({"width": 12, "searched": False} | limits)), default)


def date(label: str, *, default: PartialDate | None = None, **limits: Any) -> Any:
    """Declare a date that may be known to the year or month only."""
    return _declare(Field(Kind.DATE, label, **({"width": 12, "searched": False} | limits)), default)


def timestamp(label: str, *, default: datetime | None = None, **limits: Any) -> Any:
    """Declare a moment in UTC."""
    return _declare(Field(Kind.TIMESTAMP, label, **({"width": 17, "searched": False} | limits)), default)


def boolean(label: str, *, default: bool = False, **limits: Any) -> Any:
    """Declare yes or no."""
    return _declare(Field(Kind.BOOLEAN, label, **({"width": 8, "searched": False} | limits)), default)


def choice(label: str, choices: str, *, default: str = "", **limits: Any) -> Any:
    """Declare one code of a code list."""
    return _declare(
        Field(Kind.CHOICE, label, choices=choices, **({"max_length": 40, "searched": False} | limits)), default
    )


def choices(label: str, choices: str, **limits: Any) -> Any:
    """Declare any number of codes of a code list."""
    return _declare(
        Field(Kind.CHOICES, label, choices=choices, **({"max_length": 400, "searched": False} | limits)), ()
    )


def link(label: str, target: str, **limits: Any) -> Any:
    """Declare a link to another record, held as its id."""
    return _declare(Field(Kind.LINK, label, target=target, **({"searched": True} | limits)), None)


def children(label: str, target: str, **limits: Any) -> Any:
    """Declare rows that belong to this record and live and die with it."""
    return _declare(Field(Kind.CHILDREN, label, target=target, **({"listed": False} | limits)), ())


def _declare(field: Field, default: Any) -> Any:
    return dataclasses.field(default=default, metadata={"field": dataclasses.replace(field, default=default)})


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a frozen, keyword-only record type of a class body."""
    return dataclass(frozen=True, kw_only=True, slots=True, repr=False)(cls)
