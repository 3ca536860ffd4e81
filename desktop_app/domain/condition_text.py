"""Writes filters as JSON, and reads them back with checks: a saved filter may be older than the program, or damaged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Between,
    Bound,
    ByMe,
    Contains,
    During,
    Empty,
    Filter,
    Linked,
    Not,
    OneOf,
)
from desktop_app.domain.relations import condition_fields, condition_relations
from desktop_app.domain.relative_day import FromToday, Unit

VERSION = 1
"""The form of the text; a program reads those up to its own."""

_DEEPEST = 12
"""Groups and links within each other; more are no filter that anybody made."""
_MOST_UNITS = 100_000
_DAYS = frozenset({Kind.DATE, Kind.TIMESTAMP})
_RANGED = _DAYS | {Kind.INTEGER, Kind.DECIMAL}
_PARTLY = TEXT_KINDS | {Kind.LINK}


def conditions_text(filters: Iterable[Filter]) -> str:
    """Return filters as JSON."""
    content = {"version": VERSION, "filters": content_of(filters)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def content_of(filters: Iterable[Filter]) -> list[Any]:
    """Return filters as what JSON can hold."""
    return [_written(each) for each in filters]


def read_conditions(record: str, text: str) -> tuple[Filter, ...]:
    """Return the filters that a text holds for a type of records.

    Raises UserError where it comes from a newer program, asks for what the type does not have, or is damaged.
    """
    try:
        content = json.loads(text)
        if _integer(content["version"]) <= VERSION:
            return read_content(record, content["filters"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UserError(N_("The saved filter cannot be read; it is damaged. Nothing was filtered.")) from None
    raise UserError(N_("The saved filter comes from a newer program. Update this one, then choose it again."))


def read_content(record: str, content: Any) -> tuple[Filter, ...]:
    """Return the filters that a part of a JSON text holds; raises ValueError, TypeError or KeyError for what is none.

    Raises UserError for filters by what the type of records does not have.
    """
    return tuple(_read(record, each, 0) for each in _list(content))


_NAMES: dict[type[Any], str] = {
    Contains: "contains",
    OneOf: "one_of",
    Between: "between",
    Empty: "empty",
    During: "during",
    ByMe: "by_me",
    AsOn: "as_on",
    AllOf: "all",
    AnyOf: "any",
    Not: "not",
    Linked: "linked",
}


def _written(content: Any) -> Any:
    """Return a condition, or a value within one, as JSON holds it."""
    if type(content) in _NAMES:
        held = {field.name: _written(getattr(content, field.name)) for field in fields(content)}
        return {"is": _NAMES[type(content)], **held}
    if isinstance(content, FromToday):
        return {"from_today": content.count, "unit": content.unit.value}
    if isinstance(content, tuple):
        return [_written(each) for each in content]
    if isinstance(content, datetime):
        return content.isoformat()
    return str(content) if isinstance(content, PartialDate | Decimal) else content


def _read(record: str, content: Any, depth: int) -> Filter:
    """Read one condition on a type; raises UserError for what that does not have, ValueError … for what is damaged."""
    kind = content["is"]
    if depth > _DEEPEST or not isinstance(kind, str):
        raise ValueError
    if kind in {"all", "any"}:
        within = tuple(_read(record, one, depth + 1) for one in _list(content["conditions"]))
        return AllOf(within) if kind == "all" else AnyOf(within)
    if kind == "not":
        return Not(_read(record, content["condition"], depth + 1))
    if kind == "linked":
        return _read_linked(record, content, depth)
    if kind == "as_on":
        if record != "partnership":
            raise ValueError
        return AsOn(_relative(content["day"]) or _whole_day(content["day"]))
    return _READERS[kind](_field(record, content["field"]), content)


def _read_linked(record: str, content: Any, depth: int) -> Linked:
    name = content["relation"]
    relation = condition_relations(record).get(name)
    if relation is None:
        raise UserError(
            N_(
                "The saved filter asks for “{name}”, which {records} do not have in this program. Nothing was filtered."
            ),
            name=name,
            records=_plural(record),
        )
    within = tuple(_read(relation.target, one, depth + 1) for one in _list(content["conditions"]))
    return Linked(name, within, _flag(content["exists"]))


def _field(record: str, name: Any) -> Field:
    field = condition_fields(record).get(name) if isinstance(name, str) else None
    if field is None:
        raise UserError(
            N_(
                "The saved filter asks for “{name}”, which {records} do not have in this program. Nothing was filtered."
            ),
            name=name,
            records=_plural(record),
        )
    return field


def _plural(record: str) -> str:
    return translate(TYPES[record].PLURAL) if record in TYPES else translate(N_("History"))


def _read_contains(field: Field, content: Any) -> Contains:
    if field.kind not in _PARTLY:
        raise ValueError
    return Contains(field.name, _text(content["text"]))


def _read_one_of(field: Field, content: Any) -> OneOf:
    read = _VALUES[field.kind]
    return OneOf(field.name, tuple(read(value) for value in _list(content["values"])))


def _read_between(field: Field, content: Any) -> Between:
    if field.kind not in _RANGED:
        raise ValueError
    first, last = (_bound(field, content[end]) for end in ("first", "last"))
    return Between(field.name, first, last, _flag(content["or_empty"]))


def _read_empty(field: Field, content: Any) -> Empty:
    return Empty(field.name, _flag(content["empty"]))


def _read_during(field: Field, content: Any) -> During:
    if field.kind not in _DAYS:
        raise ValueError
    return During(field.name, Unit(content["unit"]), _few(content["offset"]))


def _read_by_me(field: Field, _content: Any) -> ByMe:
    if field.kind not in TEXT_KINDS:
        raise ValueError
    return ByMe(field.name)


_READERS: dict[str, Callable[[Field, Any], Filter]] = {
    "contains": _read_contains,
    "one_of": _read_one_of,
    "between": _read_between,
    "empty": _read_empty,
    "during": _read_during,
    "by_me": _read_by_me,
}


def _bound(field: Field, content: Any) -> Bound | None:
    if content is None:
        return None
    if field.kind in _DAYS:
        return _relative(content) or PartialDate.parse_iso(_text(content))
    return _decimal(content) if isinstance(content, str) else _integer(content)


def _relative(content: Any) -> FromToday | None:
    if not isinstance(content, dict):
        return None
    return FromToday(_few(content["from_today"]), Unit(content["unit"]))


def _whole_day(content: Any) -> PartialDate:
    day = PartialDate.parse_iso(_text(content))
    if day.full is None:
        raise ValueError
    return day


def _list(content: Any) -> list[Any]:
    if not isinstance(content, list):
        raise TypeError
    return content


def _flag(content: Any) -> bool:
    if not isinstance(content, bool):
        raise TypeError
    return content


def _text(content: Any) -> str:
    if not isinstance(content, str):
        raise TypeError
    return content


def _integer(content: Any) -> int:
    if not isinstance(content, int) or isinstance(content, bool):
        raise TypeError
    return content


def _few(content: Any) -> int:
    number = _integer(content)
    if abs(number) > _MOST_UNITS:
        raise ValueError
    return number


def _decimal(content: Any) -> Decimal:
    try:
        number = Decimal(_text(content))
    except InvalidOperation:
        raise ValueError from None
    if not number.is_finite():
        raise ValueError
    return number


_VALUES: dict[Kind, Callable[[Any], Any]] = {
    **dict.fromkeys(TEXT_KINDS | {Kind.CHOICE, Kind.CHOICES}, _text),
    Kind.INTEGER: _integer,
    Kind.LINK: _integer,
    Kind.DECIMAL: _decimal,
    Kind.BOOLEAN: _flag,
    Kind.DATE: lambda content: PartialDate.parse_iso(_text(content)),
    Kind.TIMESTAMP: lambda content: datetime.fromisoformat(_text(content)),
}
