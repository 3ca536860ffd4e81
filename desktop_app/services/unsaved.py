"""Tells what waits unsaved since the program ended: of which record, what became of it, what differs in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.entered import Entered
from desktop_app.domain.fields import Field
from desktop_app.domain.form_values import with_values
from desktop_app.domain.merging import merge
from desktop_app.domain.record import Child, Record, child_fields, typed_fields
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.drafts import Draft, Drafts, Unusable, Why
from desktop_app.services.value_words import linked_in_words, row_in_words
from desktop_app.storage.register import Reader, Register

_REMOVED = N_("(row removed)")


class Standing(StrEnum):
    """What became of the record of a draft."""

    NEW = "new"
    AS_IT_WAS = "as it was"
    CHANGED = "changed"
    TRASHED = "trashed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that was typed, and the one that the register has now, as people read them; empty for none."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Told:
    """A draft in words; `who` changed the record last, where somebody did."""

    draft: Draft
    standing: Standing
    title: str
    who: str
    differences: tuple[Difference, ...]

    @property
    def is_of_a_record(self) -> bool:
        """Say whether the record that was typed into is there."""
        return self.standing in {Standing.AS_IT_WAS, Standing.CHANGED}

    def text(self) -> str:
        """Return all that was typed, a line for each field."""
        return "\n".join(f"{each.label}: {each.new}" for each in self.differences)


@dataclass(frozen=True, slots=True)
class LeftUnsaved:
    """All that waits, newest first."""

    told: tuple[Told, ...] = ()
    unusable: tuple[Unusable, ...] = ()

    @property
    def unreadable(self) -> int:
        """Return how many drafts cannot be read."""
        return sum(each.why is Why.UNREADABLE for each in self.unusable)


class Unsaved:
    """Puts the drafts of one register into words and prepares them to be gone on with."""

    def __init__(self, register: Register, codes: CodeLists, drafts: Drafts, blank: Callable[[str], Record]) -> None:
        self._register = register
        self._codes = codes
        self._drafts = drafts
        self._blank = blank

    def found(self) -> LeftUnsaved:
        """Return what waits; drafts that hold nothing more than their records do are cleared away."""
        waiting = self._drafts.waiting()
        told = []
        with self._register.reading() as reader:
            for draft in waiting.drafts:
                one = self._told(reader, draft)
                if one.differences:
                    told.append(one)
                else:
                    self._drafts.forget(draft.key)
        return LeftUnsaved(tuple(told), waiting.unusable)

    def ready(self, told: Told) -> Draft | None:
        """Return the draft as a form can go on with it; None where another program has taken it up meanwhile.

        What was typed into a record that is gone becomes a new one. Numbers that are given once are proposed anew.
        """
        draft = told.draft
        if not self._drafts.still_waits(draft.key):
            return None
        return draft if told.is_of_a_record else self._renewed(draft)

    def _renewed(self, draft: Draft) -> Draft:
        record_type, values = type(draft.base), dict(draft.entered.values)
        blank = self._blank(record_type.NAME)
        numbers = {
            name: getattr(blank, name)
            for name in record_type.NUMBERED
            if values.get(name) == getattr(draft.base, name) and name not in draft.entered.unread
        }
        if draft.base.id is not None:
            for field in child_fields(record_type):
                values[field.name] = [{**row, "id": None} for row in values.get(field.name) or ()]
        base = blank if draft.base.id is not None else draft.base
        return dataclasses.replace(
            draft,
            base=dataclasses.replace(base, **numbers),
            entered=Entered(values | numbers, draft.entered.unread),
        )

    def _told(self, reader: Reader, draft: Draft) -> Told:
        base = draft.base
        stored = None if base.id is None else reader.record(base.NAME, base.id)
        # A copy restored from a backup may have given the number of a record to another one.
        if stored is not None and stored.created_at != base.created_at:
            stored = None
        standing = _standing(base, stored)
        now = stored if standing in {Standing.AS_IT_WAS, Standing.CHANGED} else None
        differences = () if _is_saved(draft, now) else tuple(self._differences(reader, draft, now))
        return Told(draft, standing, base.title, stored.changed_by if stored else "", differences)

    def _differences(self, reader: Reader, draft: Draft, now: Record | None) -> Iterator[Difference]:
        mine = with_values(draft.base, draft.entered.values)
        before = draft.base if now is not None else type(draft.base)()
        yield from self._fields(reader, (before, mine, now), draft.entered.unread, "")
        for field in child_fields(type(mine)):
            yield from self._rows(reader, field, (before, mine, now), draft.entered.unread)

    def _fields(
        self, reader: Reader, states: tuple[Any, Any, Any], unread: Mapping[str, str], row: str, place: str = ""
    ) -> Iterator[Difference]:
        """Tell the fields of a record or of one of its rows that were typed, beside what stands there now."""
        before, mine, now = states
        for field in typed_fields(type(mine)):
            value = getattr(mine, field.name)
            text = unread.get(f"{place}{field.name}")
            if text is None and value == getattr(before, field.name):
                continue
            label = translate(field.label)
            old = self._words(reader, field, getattr(now, field.name)) if now is not None else ""
            new = self._words(reader, field, value) if text is None else text
            yield Difference(f"{row}: {label}" if row else label, old, new)

    def _rows(
        self, reader: Reader, field: Field, states: tuple[Any, Any, Any], unread: Mapping[str, str]
    ) -> Iterator[Difference]:
        before, _mine, now = ({row.id: row for row in getattr(each, field.name)} if each else {} for each in states)
        label = translate(TYPES[field.target].LABEL)
        rows: tuple[Child, ...] = getattr(states[1], field.name)
        for number, row in enumerate(rows):
            place = f"{field.name}[{number}]."
            if row.id in before and row.id is not None:
                name = f"{label} {before[row.id].title}".strip()
                yield from self._fields(reader, (before[row.id], row, now.get(row.id)), unread, name, place)
            else:
                read = row_in_words(reader, row, self._codes)
                texts = [text for at, text in unread.items() if at.startswith(place)]
                yield Difference(label, "", "; ".join(part for part in (read, *texts) if part))
        kept = {row.id for row in rows}
        for row_id, row in before.items():
            if row_id not in kept:
                yield Difference(label, row_in_words(reader, row, self._codes), translate(_REMOVED))

    def _words(self, reader: Reader, field: Field, value: Any) -> str:
        return linked_in_words(reader, field, value, self._codes)


def _is_saved(draft: Draft, now: Record | None) -> bool:
    """Say whether the record has all that was typed: the program may have ended right after it had saved it."""
    if now is None or draft.entered.unread:
        return False
    merged = merge(with_values(draft.base, draft.entered.values), draft.base, now)
    return not merged.conflicts and merged.record == now


def _standing(base: Record, stored: Record | None) -> Standing:
    if base.id is None:
        return Standing.NEW
    if stored is None:
        return Standing.GONE
    if stored.trashed_at is not None:
        return Standing.TRASHED
    return Standing.AS_IT_WAS if stored.version == base.version else Standing.CHANGED
