"""Finds codes that no code list of the register has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from desktop_app.base.i18n import N_
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.problems import Problem, wrong
from desktop_app.domain.record import Record, child_fields, once, typed_fields, values_of
from desktop_app.storage.lookup import RegisterLookup


def unknown_codes(item: Record, lookup: RegisterLookup) -> Iterator[Problem]:
    """Yield a problem for each code of a record and its child rows that is in no code list."""
    if isinstance(item, CodeValue):
        return
    read, fields = _coded(type(item))
    for field, value in zip(fields, read(item), strict=True):
        for code in (value,) if field.kind is Kind.CHOICE else value:
            if code and not lookup.has_code(field.choices, code):
                yield wrong(N_("The code list has no “{code}”."), field.name, code=code)
    for children in child_fields(type(item)):
        for place, child in enumerate(getattr(item, children.name)):
            for problem in unknown_codes(child, lookup):
                yield problem.at(f"{children.name}[{place}].{problem.field}")


@once
def _coded(record_type: type[Record]) -> tuple[Callable[[Record], tuple[Any, ...]], tuple[Field, ...]]:
    """Return what reads the typed fields that hold codes, and these fields."""
    fields = tuple(field for field in typed_fields(record_type) if field.kind in {Kind.CHOICE, Kind.CHOICES})
    return values_of(field.name for field in fields), fields
