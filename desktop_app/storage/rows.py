"""Turns records into rows and back; nothing outside storage sees a row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import Child, Record, child_fields, once, values_of
from desktop_app.storage.checksums import checksum
from desktop_app.storage.failures import StorageError
from desktop_app.storage.tables import CHECKSUM, NULLABLE_KINDS, key_column, keyed_fields, stored_fields

Encode = Callable[[Any], Any]


@lru_cache(maxsize=1000)
def utc_text(moment: datetime) -> str:
    """Return a moment as it is stored: ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _decode_utc(text: str) -> datetime:
    return datetime.fromisoformat(text)


def encoder(field: Field) -> Encode | None:
    """Return what turns a field's value into its column's value; None where they are the same."""
    if field.kind is Kind.DECIMAL:
        factor = Decimal(10) ** field.scale
        return lambda value: None if value is None else int((value * factor).to_integral_value())
    if field.kind is Kind.DATE:
        return lambda value: None if value is None else value.iso
    if field.kind is Kind.TIMESTAMP:
        return lambda value: None if value is None else utc_text(value)
    if field.kind is Kind.CHOICES:
        return lambda value: f" {' '.join(value)} " if value else ""
    return None


def decoder(field: Field) -> Encode | None:
    """Return what turns a column's value into the field's value; None where they are the same."""
    if field.kind is Kind.DECIMAL:
        return lambda value: None if value is None else Decimal(value).scaleb(-field.scale)
    if field.kind is Kind.DATE:
        return lambda value: None if value is None else _partial_date(value)
    if field.kind is Kind.TIMESTAMP:
        return lambda value: None if value is None else _decode_utc(value)
    if field.kind is Kind.CHOICES:
        return lambda value: tuple(value.split())
    if field.kind is Kind.BOOLEAN:
        return bool
    return None


@cache
def _partial_date(text: str) -> PartialDate:
    return PartialDate.parse_iso(text)


def history_text(field: Field, value: Any) -> str | None:
    """Return a field's value as the history keeps it: text, or None where empty."""
    encode = encoder(field)
    stored = encode(value) if encode else value
    if stored in (None, ""):
        return None
    return stored if isinstance(stored, str) else json.dumps(stored)


_TRASHED_AT = 1
"""The place of the trash mark among the columns of every record."""


class Damaged(StorageError):
    """A record that is not as it was saved, and is not written over, so that it can be mended."""

    def __init__(self, record_type: type[Record], record_id: object, title: str = "") -> None:
        super().__init__(
            N_(
                "A record is not as it was saved: {kind} “{title}”. Nothing was changed. "
                "Choose “Check the register” in the menu “File”; it says what can be done."
            ),
            kind=translate(record_type.LABEL),
            title=title or f"#{record_id}",
        )


class RowCodec:
    """The columns of one record type and the way from a record to a row and back."""

    def __init__(self, record_type: type[Record]) -> None:
        self.record_type = record_type
        own = ("owner_id", "position") if issubclass(record_type, Child) else ("version",)
        fields = stored_fields(record_type)
        self.record_columns: tuple[str, ...] = ("id", "trashed_at", *own, *(field.name for field in fields))
        self.key_fields = keyed_fields(record_type)
        self.columns: tuple[str, ...] = (
            *self.record_columns,
            *(key_column(field.name) for field in self.key_fields),
            CHECKSUM,
        )
        self._read = values_of(self.record_columns)
        self._encoders = [
            (place, encode)
            for place, field in enumerate(fields, start=len(self.record_columns) - len(fields))
            if (encode := encoder(field))
        ]
        self._decoders = [None, _optional(_decode_utc), *(None for _ in own), *(decoder(field) for field in fields)]
        self._names = self.record_columns
        self._owned = tuple(field.name for field in child_fields(record_type))
        self._shape = "\0".join((*("%r" for _ in ("id", "trashed_at", *own)), *map(_shape, fields)))

    def encode(self, item: Record, keys: Sequence[str]) -> tuple[Any, ...]:
        """Return the row of a record, its sort keys and its checksum behind."""
        values = list(self._read(item))
        if item.trashed_at:
            values[_TRASHED_AT] = utc_text(item.trashed_at)
        for place, encode in self._encoders:
            if values[place] is not None:
                values[place] = encode(values[place])
        owned = [[child.id or 0 for child in getattr(item, name)] for name in self._owned]
        return (*values, *keys, self.checksum(tuple(values), owned))

    def checksum(self, values: tuple[Any, ...], owned: Iterable[Iterable[int]]) -> int:
        """Return the checksum over the stored values of a row and over which child rows it has, by field.

        It holds all that the record says, and not what the program works out anew: sort keys and search words. Raises
        TypeError where yes or no is stored as something else.
        """
        text = self._shape % values
        return checksum(f"{text}\0{[sorted(ids) for ids in owned]}" if self._owned else text)

    def is_sound(self, row: Sequence[Any], owned: Iterable[Iterable[int]]) -> bool:
        """Say whether a row with its checksum behind is as it was saved, with the child rows it had."""
        try:
            return bool(self.checksum(tuple(row[:-1]), owned) == row[-1])
        except TypeError:
            return False

    def decode(self, row: Sequence[Any]) -> Any:
        """Return the record of a row (without child rows); raises Damaged where a value is none of its field."""
        try:
            return self.record_type(
                **{
                    name: value if decode is None else decode(value)
                    for name, decode, value in zip(self._names, self._decoders, row, strict=False)
                }
            )
        except (ValueError, TypeError, ArithmeticError, AttributeError) as error:
            raise Damaged(self.record_type, row[0]) from error

    def decode_readable(self, row: Sequence[Any]) -> Any:
        """Return the record of a damaged row (without child rows): what cannot be read is empty in it."""
        empty = self.record_type()
        values = {}
        for name, decode, value in zip(self._names, self._decoders, row, strict=True):
            blank = getattr(empty, name)
            try:
                read = value if decode is None else decode(value)
            except (ValueError, TypeError, ArithmeticError, AttributeError):
                read = blank
            unlike = blank is not None and not isinstance(read, type(blank))
            values[name] = blank if unlike or isinstance(read, bytes) else read
        return self.record_type(**values)


def _shape(field: Field) -> str:
    """Return how a stored value stands in the text of a checksum: what is missing is told from the word for it."""
    if field.kind in NULLABLE_KINDS:
        return "%r"
    return "%d" if field.kind is Kind.BOOLEAN else "%s"


def _optional(decode: Encode) -> Encode:
    return lambda value: None if value is None else decode(value)


@once
def codec(record_type: type[Record]) -> RowCodec:
    """Return the codec of a record type."""
    return RowCodec(record_type)
