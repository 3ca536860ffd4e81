"""Puts values into words: as people read them, with the words of code lists and the titles of links."""

from __future__ import annotations

from typing import Any

from desktop_app.base.formats import format_decimal, format_integer, format_timestamp
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import Child, typed_fields
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.register import Reader


def in_words(field: Field, value: Any, codes: CodeLists, language: str | None = None) -> str:
    """Return a value as people read it, codes by the words of their lists; links come as their titles."""
    if value is None or value == "":
        return ""
    if field.kind is Kind.CHOICE:
        return codes.label(field.choices, str(value), language)
    if field.kind is Kind.CHOICES:
        return ", ".join(codes.label(field.choices, code, language) for code in value)
    return shown_value(field, value)


def linked_in_words(reader: Reader, field: Field, value: Any, codes: CodeLists) -> str:
    """Return a value as people read it, a link by the title of what it leads to."""
    if field.kind is Kind.LINK and value is not None:
        value = reader.titles(field.target, [value]).get(value, "")
    return in_words(field, value, codes)


def row_in_words(reader: Reader, row: Child, codes: CodeLists) -> str:
    """Return what a child row holds, each value with the name of its field."""
    typed = [(field, getattr(row, field.name)) for field in typed_fields(type(row))]
    return "; ".join(
        f"{translate(field.label)}: {linked_in_words(reader, field, value, codes)}"
        for field, value in typed
        if value not in (None, "", (), False)
    )


def row_briefly(reader: Reader, row: Child, codes: CodeLists) -> str:
    """Return what a child row holds; only ticks, days and numbers are named by their fields."""
    parts = []
    for field in typed_fields(type(row)):
        value = getattr(row, field.name)
        if field.kind is Kind.BOOLEAN:
            parts += [translate(field.label)] if value else []
        elif words := linked_in_words(reader, field, value, codes):
            told = field.kind in TEXT_KINDS | {Kind.CHOICE, Kind.LINK}
            parts.append(words if told else f"{translate(field.label)}: {words}")
    return "; ".join(parts)


def shown_value(field: Field, value: object) -> str:
    """Return a value that needs no code list as people read it."""
    if isinstance(value, bool):
        return translate(N_("yes")) if value else translate(N_("no"))
    if isinstance(value, PartialDate):
        return value.shown()
    if field.kind is Kind.INTEGER and isinstance(value, int):
        return str(value) if "number" in field.name or "year" in field.name else format_integer(value)
    if field.kind is Kind.DECIMAL:
        return format_decimal(value, field.scale)  # type: ignore[arg-type]
    if field.kind is Kind.TIMESTAMP:
        return format_timestamp(value)  # type: ignore[arg-type]
    return str(value)
