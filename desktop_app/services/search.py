"""The one search over everything in the register: what a few typed letters may mean, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from desktop_app.base.i18n import translate
from desktop_app.base.text import fold
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
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

    def group(self, reader: Reader, record: str, text: str) -> Group:
        """Return what is shown first of a type."""
        first = reader.searching.first(record, text, SHOWN, self._places.other_spellings(text))
        return Group(record, tuple(self._hits(reader, record, first.ids, fold(text).split())), first.more)

    def _groups(self, reader: Reader, text: str) -> Iterator[Group]:
        return (group for record in SEARCHED if (group := self.group(reader, record, text)).hits)

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
        hidden = {hit.id for hit in hits if not _shows(f"{hit.title} {hit.detail}", words)}
        record_type = TYPES[record]
        if issubclass(record_type, Child):
            yield from _of_owners(reader, record_type, hits, hidden, words)
            return
        places = {number: _where(item, words) for number, item in reader.briefs(record, sorted(hidden)).items()}
        if deeper := [number for number, place in places.items() if not place]:
            places |= {number: _where(item, words) for number, item in reader.records(record, deeper).items()}
        for hit in hits:
            yield replace(hit, found_in=places[hit.id]) if hit.id in places else hit


def _of_owners(
    reader: Reader, record_type: type[Child], hits: Sequence[Hit], hidden: Collection[int], words: Sequence[str]
) -> Iterator[Hit]:
    """Yield hits of child rows with the record that each belongs to."""
    rows = reader.briefs(record_type.NAME, [hit.id for hit in hits])
    owners = reader.titles(record_type.OWNER, [row.owner_id for row in rows.values()])
    for hit in hits:
        row = rows[hit.id]
        detail = ", ".join(filter(None, (hit.detail, owners.get(row.owner_id, ""))))
        place = _where(row, words) if hit.id in hidden else ""
        yield replace(hit, detail=detail, opens=(record_type.OWNER, row.owner_id), found_in=place)


def _shows(text: str, words: Iterable[str]) -> bool:
    shown = fold(text)
    return all(word in shown for word in words)


def _where(item: Record, words: Sequence[str]) -> str:
    """Return the first field that has a word that the title does not show, with the text around it."""
    title = fold(item.title)
    wanted = [word for word in words if word not in title] or list(words)
    rows: list[Record] = [item, *(child for field in child_fields(type(item)) for child in getattr(item, field.name))]
    for fields in (_told_fields, _address_fields):  # addresses tell people the least
        for row in rows:
            texts = [str(getattr(row, field.name) or "") for field in fields(row.NAME)]
            folded = fold(" ".join(texts))
            if any(word in folded for word in wanted):  # soon said of a row that has none of them
                for field, text in zip(fields(row.NAME), texts, strict=True):
                    if found := _place(text, wanted):
                        return f"{translate(field.label)}: {found}"
    return ""


@cache
def _told_fields(record: str) -> tuple[Field, ...]:
    """Return the fields whose text is shown where something was found in it."""
    return tuple(field for field in typed_fields(TYPES[record]) if field.kind in _READ - {Kind.URL})


@cache
def _address_fields(record: str) -> tuple[Field, ...]:
    return tuple(field for field in typed_fields(TYPES[record]) if field.kind is Kind.URL)


def _place(text: str, words: Sequence[str]) -> str:
    """Return the part of a text in which one of some folded words stands; empty where none does."""
    folded = fold(text)
    if not any(word in folded for word in words):
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
