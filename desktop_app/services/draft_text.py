"""Turns records, and what forms hold of them, into JSON and back, each value by the kind of its field."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.entered import Entered
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import Record, field_map, once

_MOST_DIGITS = 18
"""Longer whole numbers, which only a form can hold, go as text: Python makes no text of very long ones."""
_UNDECLARED = {"trashed_at": Kind.TIMESTAMP}
"""What a record has beside its fields are whole numbers, but for these."""


class Strange(ValueError):
    """The JSON is not what this program writes of such a record; told without the values."""


def record_to_json(item: Record) -> dict[str, Any]:
    """Return a whole record, its child rows included, as JSON can hold it."""
    return {name: _encode_field(field, getattr(item, name)) for name, field in _declared(type(item)).items()}


def record_from_json(record_type: type[Record], content: Any) -> Any:
    """Return the record; a field that was declared since has its default. Raises Strange."""
    values = _decoded(content, _decoders(record_type))
    for name, value in values.items():
        if value is None and name not in _nullable(record_type):
            raise Strange(name)
    return record_type(**values)


def entered_to_json(record_type: type[Record], entered: Entered) -> dict[str, Any]:
    """Return what a form of a record type holds as JSON can hold it; what is no field is left out."""
    return {"values": _encode_values(record_type, entered.values), "unread": dict(entered.unread)}


def entered_from_json(record_type: type[Record], content: Any) -> Entered:
    """Return what a form of a record type held; raises Strange."""
    values = _decoded(content.get("values") if isinstance(content, dict) else None, _form_decoders(record_type))
    unread = content.get("unread")
    if not isinstance(unread, dict) or not all(isinstance(text, str) for text in unread.values()):
        raise Strange("unread")
    return Entered(values, unread)


@once
def _declared(record_type: type[Record]) -> dict[str, Field]:
    """Return all that a record holds, also what every record has without declaring it, by name."""
    return {
        each.name: each.metadata.get("field") or Field(_UNDECLARED.get(each.name, Kind.INTEGER), "")
        for each in dataclasses.fields(record_type)
    }


@once
def _nullable(record_type: type[Record]) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(record_type) if field.default is None)


def _encode_values(record_type: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    fields = field_map(record_type)
    return {name: _encode_entered(fields[name], value) for name, value in values.items() if name in fields}


def _encode_entered(field: Field, value: Any) -> Any:
    if field.kind is not Kind.CHILDREN:
        return _encode(field.kind, value)
    return [{"id": row.get("id"), **_encode_values(TYPES[field.target], row)} for row in value or ()]


def _encode_field(field: Field, value: Any) -> Any:
    if field.kind is Kind.CHILDREN:
        return [record_to_json(child) for child in value]
    return _encode(field.kind, value)


def _encode(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    encode = _ENCODERS.get(kind)
    return encode(value) if encode else value


def _whole_number(value: int) -> int | str:
    return value if abs(value) < 10**_MOST_DIGITS else str(Decimal(value))


_ENCODERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.INTEGER: _whole_number,
    Kind.DECIMAL: str,
    Kind.DATE: lambda value: value.iso,
    Kind.TIMESTAMP: lambda value: value.isoformat(),
    Kind.CHOICES: list,
}

_Decode = Callable[[Any], Any]


def _decoded(content: Any, decoders: Mapping[str, _Decode]) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise Strange("no mapping")
    values = {}
    for name, value in content.items():
        if name not in decoders:
            raise Strange(name)
        try:
            values[name] = None if value is None else decoders[name](value)
        except (TypeError, ValueError, ArithmeticError):
            raise Strange(name) from None
    return values


@once
def _decoders(record_type: type[Record]) -> dict[str, _Decode]:
    """Return what reads each field of a whole record."""
    fields = _declared(record_type)
    return {name: _Rows(f) if f.kind is Kind.CHILDREN else _DECODERS[f.kind] for name, f in fields.items()}


@once
def _form_decoders(record_type: type[Record]) -> dict[str, _Decode]:
    """Return what reads each value of a form."""
    fields = field_map(record_type).values()
    return {f.name: _FormRows(f) if f.kind is Kind.CHILDREN else _DECODERS[f.kind] for f in fields}


class _Rows:
    """Reads the child rows of a record."""

    def __init__(self, field: Field) -> None:
        self._type = TYPES[field.target]

    def __call__(self, content: Any) -> tuple[Record, ...]:
        return tuple(record_from_json(self._type, row) for row in _list(content))


class _FormRows:
    """Reads the child rows of a form, which may have ids."""

    def __init__(self, field: Field) -> None:
        self._type = TYPES[field.target]

    def __call__(self, content: Any) -> list[dict[str, Any]]:
        decoders = {"id": _integer, **_form_decoders(self._type)}
        return [_decoded(row, decoders) for row in _list(content)]


def _list(content: Any) -> list[Any]:
    if not isinstance(content, list):
        raise TypeError
    return content


def _text(content: Any) -> str:
    if not isinstance(content, str):
        raise TypeError
    return content


def _integer(content: Any) -> int:
    if isinstance(content, str):
        return int(Decimal(content))
    if not isinstance(content, int) or isinstance(content, bool):
        raise TypeError
    return content


def _boolean(content: Any) -> bool:
    if not isinstance(content, bool):
        raise TypeError
    return content


def _decimal(content: Any) -> Decimal:
    try:
        return Decimal(_text(content))
    except InvalidOperation:
        raise ValueError from None


def _moment(content: Any) -> datetime:
    moment = datetime.fromisoformat(_text(content))
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _codes(content: Any) -> tuple[str, ...]:
    return tuple(_text(code) for code in _list(content))


def _date(content: Any) -> PartialDate:
    return PartialDate.parse_iso(_text(content))


_DECODERS: dict[Kind, _Decode] = {
    **dict.fromkeys(TEXT_KINDS | {Kind.CHOICE}, _text),
    Kind.INTEGER: _integer,
    Kind.LINK: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TIMESTAMP: _moment,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICES: _codes,
}
