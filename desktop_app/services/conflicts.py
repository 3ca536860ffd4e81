"""Tells the values that two people gave to one field, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.errors import Conflict
from desktop_app.domain.fields import Field
from desktop_app.domain.merging import FieldConflict, Place
from desktop_app.domain.record import Child, Record, field_map
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.value_words import linked_in_words, row_in_words
from desktop_app.storage.register import Reader, Register

_EMPTY = N_("(empty)")
_REMOVED = N_("(row removed)")


@dataclass(frozen=True, slots=True)
class Disputed:
    """A value in dispute as people read it: where it stands, what it was, what each made of it."""

    place: Place
    label: str
    before: str
    mine: str
    theirs: str


class Conflicts:
    """Puts conflicts into the words of one register."""

    def __init__(self, register: Register, codes: CodeLists) -> None:
        self._register = register
        self._codes = codes

    def in_words(self, conflict: Conflict) -> tuple[Disputed, ...]:
        """Return the values in dispute, in the order of the record's fields."""
        with self._register.reading() as reader:
            return tuple(self._disputed(reader, conflict.stored, each) for each in conflict.conflicts)

    def _disputed(self, reader: Reader, stored: Record, each: FieldConflict) -> Disputed:
        fields = field_map(type(stored))
        field = fields[each.place.field]
        label = translate(field.label)
        if each.place.row is None:
            shown = [self._value(reader, field, value) for value in (each.before, each.mine, each.theirs)]
            return Disputed(each.place, label, *shown)
        rows = getattr(stored, field.name)
        row = next((row for row in rows if row.id == each.place.row), each.before)
        if not each.place.name:
            shown = [self._row(reader, value) for value in (each.before, each.mine, each.theirs)]
            return Disputed(each.place, label, *shown)
        cell = field_map(TYPES[field.target])[each.place.name]
        shown = [self._value(reader, cell, value) for value in (each.before, each.mine, each.theirs)]
        return Disputed(each.place, f"{label}, {row.title}: {translate(cell.label)}", *shown)

    def _row(self, reader: Reader, row: Child | None) -> str:
        return translate(_REMOVED) if row is None else row_in_words(reader, row, self._codes)

    def _value(self, reader: Reader, field: Field, value: Any) -> str:
        return linked_in_words(reader, field, value, self._codes) or translate(_EMPTY)
