"""Lists records: sorted, filtered, counted, and the filter in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from desktop_app.base.formats import format_decimal, format_integer, format_timestamp
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Between, Contains, Empty, Filter, ListRow, Query
from desktop_app.domain.record import Child, list_fields, typed_fields
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.register import Reader, Register


class Browser:
    """Questions that tables and exports ask."""

    def __init__(self, register: Register, codes: CodeLists) -> None:
        self._register = register
        self._codes = codes

    def count(self, query: Query) -> int:
        """Return how many records a query finds."""
        with self._register.reading() as reader:
            return reader.count(query)

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        """Return `size` rows from row `first` (counted from 0)."""
        with self._register.reading() as reader:
            return reader.page(query, first, size)

    def every(self, query: Query) -> Iterator[ListRow]:
        """Yield all rows, read from one state of the register."""
        with self._register.reading() as reader:
            yield from reader.every(query)

    def position(self, query: Query, record_id: int) -> int | None:
        """Return the place of a record in the list, or None."""
        with self._register.reading() as reader:
            return reader.position(query, record_id)

    def positions(self, query: Query, ids: Collection[int]) -> dict[int, int]:
        """Return the places of some records in the list, by their ids, of those that it has."""
        with self._register.reading() as reader:
            return reader.positions(query, ids)

    def rows(self, query: Query, ids: Collection[int]) -> list[ListRow]:
        """Return rows of some records as the list shows them, also of those that its filters leave out."""
        with self._register.reading() as reader:
            return reader.rows(query, ids)

    def ids(self, query: Query, first: int, size: int) -> list[int]:
        """Return `size` ids of the list from row `first` (counted from 0)."""
        with self._register.reading() as reader:
            return reader.ids(query, first, size)

    def shown(self, field: Field, value: object, language: str | None = None) -> str:
        """Return a list value as people read it."""
        return in_words(field, value, self._codes, language)

    def words(self, query: Query) -> str:
        """Return the filter of a query as a sentence for people; empty where nothing is filtered."""
        parts = [translate("contains “{text}”", text=query.search)] if query.search.strip() else []
        fields = {field.name: field for field in list_fields(TYPES[query.record])}
        parts += [self._filter_words(fields[each.field], each) for each in query.filters]
        return "; ".join(parts)

    def _filter_words(self, field: Field, each: Filter) -> str:
        label = translate(field.label)
        if isinstance(each, Contains):
            return translate("{field} contains “{text}”", field=label, text=each.text)
        if isinstance(each, Between):
            first, last = (shown_value(field, end) if end is not None else "" for end in (each.first, each.last))
            if first and last:
                return translate("{field} from {first} to {last}", field=label, first=first, last=last)
            return (
                translate("{field} from {first}", field=label, first=first)
                if first
                else translate("{field} until {last}", field=label, last=last)
            )
        if isinstance(each, Empty):
            return (
                translate("{field} is empty", field=label)
                if each.empty
                else translate("{field} is filled in", field=label)
            )
        values = ", ".join(self._value_words(field, value) for value in each.values)
        return translate("{field} is {values}", field=label, values=values)

    def _value_words(self, field: Field, value: object) -> str:
        return self._codes.label(field.choices, str(value)) if field.choices else shown_value(field, value)


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
