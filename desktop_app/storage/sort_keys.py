"""Works out the sort keys of a record, which stand beside its fields."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from desktop_app.base.text import sort_key
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Record, once, values_of
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.tables import keyed_fields

_LONG = 64
"""Texts of so many characters hardly come twice."""


def keys_of(item: Record, lookup: RegisterLookup) -> list[str]:
    """Return the sort keys of a record, in the order of their columns."""
    read, fields = _keyed(type(item))
    return [_key(field, value, lookup) if value else "" for field, value in zip(fields, read(item), strict=True)]


def _key(field: Field, value: Any, lookup: RegisterLookup) -> str:
    if field.kind is Kind.CHOICE:
        return lookup.rank_key(field.choices, value)
    if field.kind is Kind.LINK:
        linked = lookup.find(field.target, value)
        return _cached_key(linked.title) if linked else ""
    return _cached_key(value) if len(value) < _LONG else sort_key(value)


@lru_cache(maxsize=50_000)
def _cached_key(text: str) -> str:
    """Return the sort key of a text that comes again and again, such as a place's name."""
    return sort_key(text)


@once
def _keyed(record_type: type[Record]) -> tuple[Callable[[Record], tuple[Any, ...]], tuple[Field, ...]]:
    """Return what reads the fields that have a sort key, and these fields."""
    fields = keyed_fields(record_type)
    return values_of(field.name for field in fields), fields
