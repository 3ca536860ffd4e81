"""Turns what a form holds into a record, and a record into what a form shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.record import Record, child_fields, field_map

R = TypeVar("R", bound=Record)


def form_values(item: Record) -> dict[str, Any]:
    """Return a record's values by field name; child rows as dictionaries that keep their ids."""
    values = {name: getattr(item, name) for name in field_map(type(item))}
    for field in child_fields(type(item)):
        values[field.name] = [_child_values(child) for child in values[field.name]]
    return values


def with_values(item: R, values: Mapping[str, Any]) -> R:
    """Return the record with what the form holds; derived fields stay as they were."""
    fields = field_map(type(item))
    changes = {name: value for name, value in values.items() if name in fields and not fields[name].derived}
    for field in child_fields(type(item)):
        if field.name in changes:
            earlier = {child.id: child for child in getattr(item, field.name)}
            changes[field.name] = tuple(_child(TYPES[field.target], row, earlier) for row in changes[field.name])
    return dataclasses.replace(item, **changes)


def _child_values(child: Record) -> dict[str, Any]:
    return {"id": child.id} | {name: getattr(child, name) for name in field_map(type(child))}


def _child(record_type: type[Record], row: Mapping[str, Any], earlier: Mapping[Any, Record]) -> Record:
    fields = field_map(record_type)
    values = {name: value for name, value in row.items() if name in fields and not fields[name].derived}
    known = earlier.get(row.get("id"))
    return dataclasses.replace(known, **values) if known is not None else record_type(**values)
