"""The one search over everything in the register: what a few typed letters may mean, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.base.i18n import translate
from desktop_app.base.text import fold
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Kind
from desktop_app.domain.record import Child, Record, child_fields, typed_fields
from desktop_app.domain.spelling import on_the_other_keyboard, typed_as_heard
from desktop_app.services.pickers import Pickers
from desktop_app.services.places import Places
from desktop_app.storage.register import Reader, Register

SEARCHED = ("partnership", "territory", "person", "organisation", "delivery", "delivery-item", "task")
"""The record types that are searched, in the order in which they are shown."""

SHOWN = 6
"""Records of a type that are shown first."""

_READ = TEXT_KINDS | {Kind.INTEGER}
_AROUND = 24
"""Letters shown before and after what was found inside a longer text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: what it is called, what tells it apart, and where the words stand if not there.

    `opens` is the record on whose page it is shown: the delivery of an item.
    """

    record: str
    id: int
    title: str
    detail: str
    opens: tuple[str, int]
    found_in: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one type."""

    record: str
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by type.

    `taken_as` is what was looked for instead, where the text was typed with another keyboard switched on; `alike` are
    records with words that differ from what was typed by one letter.
    """

    groups: tuple[Group, ...] = ()
    taken_as: str = ""
    alike: tuple[Group, ...] = ()


class Search:
    """Finds records of every type; may be asked from any thread."""

    def __init__(self, register: Register, pickers: Pickers, places: Places) -> None:
        self._register = register
        self._places = places
        self._pickers = pickers

    def find(self, text: str) -> Found:
        """Return what a text may mean; nothing for a text without a letter or digit.

        What was typed is looked for first, then what the same keys give on the other keyboard. Words with a typing
        error come only where little else was found.
        """
        if not fold(text):
            return Found()
        with self._register.reading() as reader:
            for spelling in (text, *on_the_other_keyboard(text)):
                groups = tuple(self._groups(reader, spelling))
                if groups:
                    taken_as = spelling if spelling != text else ""
                    few = sum(len(group.hits) for group in groups) < SHOWN
                    return Found(groups, taken_as, self._alike(reader, spelling, groups) if few else ())
            return Found(alike=self._alike(reader, text, ()))

    def _groups(self, reader: Reader, text: str) -> Iterator[Group]:
        others = self._places.other_spellings(text)
        for record in SEARCHED:
            first = reader.searching.first(record, text, SHOWN, others)
            if first.ids:
                yield Group(record, tuple(self._hits(reader, record, first.ids, fold(text).split())), first.more)

    def _alike(self, reader: Reader, text: str, known: Sequence[Group]) -> tuple[Group, ...]:
        shown = {(hit.record, hit.id) for group in known for hit in group.hits}
        groups = []
        for record in SEARCHED:
            found = reader.searching.alike(record, text, SHOWN)
            ids = [each for each in found if (record, each) not in shown]
            if ids:
                hits = self._hits(reader, record, ids, [word for each in ids for word in found[each]])
                groups.append(Group(record, tuple(hits), more=False))
        return tuple(groups)

    def _hits(self, reader: Reader, record: str, ids: Sequence[int], words: Sequence[str]) -> Iterator[Hit]:
        hits = [
            Hit(record, candidate.id or 0, candidate.title, candidate.detail, (record, candidate.id or 0))
            for candidate in self._pickers.described(reader, record, ids)
        ]
        hidden = [hit.id for hit in hits if not _shows(f"{hit.title} {hit.detail}", words)]
        record_type = TYPES[record]
        whole: dict[int, Any] = {}
        if issubclass(record_type, Child):
            whole = reader.briefs(record, [hit.id for hit in hits])
            owners = reader.titles(record_type.OWNER, [item.owner_id for item in whole.values()])
        elif hidden:
            whole = reader.briefs(record, hidden)
            if deeper := [number for number, item in whole.items() if not _where(item, words)]:
                whole |= reader.records(record, deeper)
        for hit in hits:
            item = whole.get(hit.id)
            shown = hit
            if isinstance(item, Child) and item.owner_id is not None:
                detail = ", ".join(filter(None, (hit.detail, owners.get(item.owner_id, ""))))
                shown = replace(hit, detail=detail, opens=(type(item).OWNER, item.owner_id))
            if item is not None and hit.id in hidden:
                shown = replace(shown, found_in=_where(item, words))
            yield shown


def _shows(text: str, words: Iterable[str]) -> bool:
    shown = fold(text)
    return all(word in shown for word in words)


def _where(item: Record, words: Sequence[str]) -> str:
    """Return the first field that has a word that the title does not show, with the text around it."""
    title = fold(item.title)
    wanted = [word for word in words if word not in title] or list(words)
    rows = (item, *(child for field in child_fields(type(item)) for child in getattr(item, field.name)))
    fields = [(row, field) for row in rows for field in typed_fields(type(row)) if field.kind in _READ]
    for row, field in sorted(fields, key=lambda each: each[1].kind is Kind.URL):  # addresses tell people the least
        value = getattr(row, field.name)
        if value not in ("", None) and (found := _place(str(value), wanted)):
            return f"{translate(field.label)}: {found}"
    return ""


def _place(text: str, words: Sequence[str]) -> str:
    """Return the part of a text in which one of some folded words stands; empty where none does."""
    if not any(word in fold(text) for word in words):
        return ""
    for match in re.finditer(r"\S+", text):
        if any(word in fold(match.group()) for word in words):
            start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
            part = " ".join(text[start:end].split())
            return f"{'…' if start else ''}{part}{'…' if end < len(text) else ''}"
    return " ".join(text[: 2 * _AROUND].split())


def marks(text: str, searched: str) -> list[tuple[int, int]]:
    """Return where the words that were searched for stand in a shown text, as (start, length) of whole letters."""
    places: list[tuple[int, int]] = []
    words = fold(searched).split()
    for match in re.finditer(r"[^\s–—-]+", text):
        shown = fold(match.group())
        for word in words:
            at = shown.find(word)
            if at >= 0:
                exact = len(shown) == len(match.group())
                places.append((match.start() + at, len(word)) if exact else (match.start(), len(match.group())))
                break
            heard = typed_as_heard(word)
            if heard and typed_as_heard(match.group()).startswith(heard):
                places.append((match.start(), len(match.group())))
                break
    return places
