"""Proposes records to link to while somebody types, and makes the missing one in place."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.base.i18n import language
from desktop_app.base.text import fold, sort_key
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.person import Person
from desktop_app.domain.place import LEVELS, Place
from desktop_app.domain.query import Order, Query
from desktop_app.domain.record import Record, field_map
from desktop_app.domain.territory import Territory
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.places import Places
from desktop_app.services.value_words import in_words
from desktop_app.storage.naming import Names
from desktop_app.storage.register import Reader, Register

_LIMIT = 12
_EXACT, _BEGINS, _WORD_BEGINS, _CONTAINS, _ELSEWHERE = range(5)
"""How well a name fits what is typed, the best first; the last is a fit of other fields only, such as the region."""

_WORD = re.compile(r"\w+")
_ADDITION = re.compile(r"(?: (?:a[.n]|am|auf|b[.]|bei|i[.]|im|in|ob|unter|v[.]|vor) ?|[,(/]).*")
"""What the name of a place has only to tell it apart, as in "Frankfurt am Main", "Neustadt (Hessen)"."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True)
class _Naming:
    """How people name the records of a type, and what tells twins apart.

    `names` are fields, or several of them that make one name. `details` are fields, the most telling first, and `kind`
    is the one that tells no more than the kind; `spare` is shown only where the others leave twins alike.
    """

    names: tuple[str, ...] = ("title",)
    child: tuple[str, str] | None = None
    details: tuple[str, ...] = ()
    kind: str = ""
    spare: str = ""
    size: tuple[str, ...] = ()

    def columns(self) -> list[str]:
        """Return the fields that say how a record is called and how large it is."""
        parts = [part for name in self.names for part in name.split()]
        return list(dict.fromkeys(("title", *parts, *self.size)))

    def called(self, values: Mapping[str, Any]) -> list[str]:
        """Return the names that the values of these fields make."""
        return [" ".join(str(values[part] or "") for part in name.split()) for name in self.names]


_NAMINGS = {
    "territory": _Naming(
        names=("title", "name_de", "name_uk", "name_latin", "name_local", "name_en"),
        child=("territory-name", "name"),
        details=("district_de", "region_de"),
        kind="kind",
        spare="code",
        size=("level", "population"),
    ),
    "organisation": _Naming(
        names=("title", "name_uk", "name_en", "short_name"), details=("territory",), kind="kind", spare="edrpou"
    ),
    "person": _Naming(
        names=(
            "title",
            "given_name",
            "given_name family_name",
            "family_name_uk",
            "given_name_uk family_name_uk",
            "family_name_uk given_name_uk",
        ),
        details=("main_role",),
        spare="main_email",
    ),
    "partnership": _Naming(
        names=("title", "german_side", "ukrainian_side", "third_side", "network_number"),
        details=("status", "since"),
        spare="network_number",
    ),
    "delivery": _Naming(names=("title", "number", "subject"), details=("donor_names", "recipient_name")),
    "delivery-item": _Naming(details=("category",)),
    "task": _Naming(details=("due", "responsible")),
}
_INDEXED = {
    "territory": {"title": True, "name_de": True, "name_uk": True, "name_latin": True},
    "organisation": {"title": True, "name_uk": True, "short_name": True},
    "person": {"title": True, "given_name": False},
    "partnership": {"title": True, "ukrainian_side": False, "network_number": False},
    "delivery": {"title": True, "subject": False},
}
"""The names that are looked up at once, however many records there are; False are those that the title repeats."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to link to: a record (`id`), or a place of the gazetteer that is not in the register yet."""

    title: str
    detail: str
    id: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A candidate on its way: what it is called, what tells it apart, and where it stands."""

    candidate: Candidate
    details: tuple[str, ...]
    kind: str
    spare: str
    order: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """All records that a text fitted: a longer text fits none but these, until the register changes."""

    target: str
    text: str
    state: int
    ids: frozenset[int]

    def holds(self, target: str, text: str, state: int) -> bool:
        return self.target == target and self.state == state and text.startswith(self.text)


class Pickers:
    """What link editors ask."""

    def __init__(self, register: Register, places: Places, codes: CodeLists) -> None:
        self._register = register
        self._places = places
        self._codes = codes
        self._known: _Known | None = None

    def candidates(self, target: str, text: str) -> list[Candidate]:
        """Return what the text may mean, the best fit first; for no text the records changed last.

        A name that is the text comes before one that begins with it, that before one with a word that does, that before
        one that contains it; last comes what fits in other fields only. Of equal fit, records come before places of the
        gazetteer, and these by level and size.
        """
        with self._register.reading() as reader:
            if not _plain(text):
                last = reader.page(Query(target, order=(Order("changed_at", descending=True),)), 0, _LIMIT)
                order = {row.id: (place,) for place, row in enumerate(last)}
                rows = list(self._rows(reader.names, target, order))
            else:
                rows = self._fitting(reader, target, text)
        return _told_apart(sorted(rows, key=lambda row: row.order)[:_LIMIT])

    def described(self, reader: Reader, target: str, ids: Sequence[int]) -> list[Candidate]:
        """Return records by their titles, in the order of the ids, each with what tells it from its twins here."""
        order = {record_id: (place,) for place, record_id in enumerate(ids)}
        rows = self._rows(reader.names, target, order)
        return _told_apart(sorted(rows, key=lambda row: row.order))

    def draft(self, target: str, text: str) -> Record:
        """Return a new, unsaved record named by what was typed."""
        name = text.strip()
        if target == "territory":
            cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
            draft = (
                Territory(name_uk=name, country="UA", level="municipal")
                if cyrillic
                else Territory(name_de=name, country="DE", level="municipal")
            )
            return self._places.propose_names(draft)
        if target == "organisation":
            return Organisation(name_de=name)
        if target == "person":
            given, _, family = name.rpartition(" ")
            return Person(given_name=given, family_name=family)
        subject = "subject" if "subject" in field_map(TYPES[target]) else ""
        values: dict[str, Any] = {subject: name} if subject else {}
        return TYPES[target](**values)

    # -- finding -----------------------------------------------------------------------------------------------

    def _fitting(self, reader: Reader, target: str, text: str) -> list[_Row]:
        places = self._places.search(text, _LIMIT) if target == "territory" else []
        names = reader.names
        known = names.having("territory", "code", [place.code for place in places if place.code]) if places else {}
        called: defaultdict[int, list[str]] = defaultdict(list)
        for place in places:
            if place.code in known:
                called[known[place.code]] += _place_names(place)
        naming, wanted = _NAMINGS.get(target, _Naming()), _plain(text)
        ids = self._ids(names, target, text) | called.keys()
        for record_id, name in names.child_texts(*naming.child, ids) if naming.child else ():
            called[record_id].append(name)
        orders: dict[int, tuple[Any, ...]] = {}
        for record_id, values in names.values(target, ids, naming.columns()).items():
            every = [*naming.called(values), *called[record_id]]
            rank = _fit(_with_short(every) if naming.size else every, wanted)
            size = _size(*(values[name] for name in naming.size)) if naming.size else ()
            orders[record_id] = (rank, False, sort_key(values["title"]), size, record_id)
        best = sorted(orders, key=lambda record_id: orders[record_id])[:_LIMIT]
        rows = list(self._rows(names, target, {record_id: orders[record_id] for record_id in best}))
        new = [place for place in places if place.code not in known]
        return rows + [self._place_row(place, _fit(_with_short(_place_names(place)), wanted)) for place in new]

    def _ids(self, names: Names, target: str, text: str) -> set[int]:
        state, wanted = names.state(), fold(text)
        known = self._known if self._known and self._known.holds(target, wanted, state) else None
        fields = _INDEXED.get(target, {"title": True})
        found = names.fitting(target, text, fields, _LIMIT, known.ids if known else None)
        self._known = _Known(target, wanted, state, found.ids) if found.complete else None
        return set(found.ids)

    # -- telling apart -----------------------------------------------------------------------------------------

    def _rows(self, names: Names, target: str, orders: Mapping[int, tuple[Any, ...]]) -> Iterator[_Row]:
        naming, fields = _NAMINGS.get(target, _Naming()), field_map(TYPES[target])
        columns = {name: _in_language(name, fields) for name in naming.details}
        wanted = ["title", *columns, *columns.values(), *filter(None, (naming.kind, naming.spare))]
        values = names.values(target, orders, wanted)
        for record_id, row in values.items():
            details = [
                in_words(fields[own], row[own], self._codes) or in_words(fields[name], row[name], self._codes)
                for name, own in columns.items()
            ]
            kind, spare = (
                in_words(fields[each], row[each], self._codes) if each else "" for each in (naming.kind, naming.spare)
            )
            yield _Row(Candidate(row["title"], "", id=record_id), tuple(details), kind, spare, orders[record_id])

    def _place_row(self, place: Place, rank: int) -> _Row:
        around = place.parents
        if language() == "uk":
            around = tuple(place.parents_uk[number] or name for number, name in enumerate(place.parents))
        order = (rank, True, "", _size(place.level, place.population))
        kind = self._codes.label("territory_kind", place.kind)
        return _Row(Candidate(place.name_de or place.name_uk, "", place=place), around, kind, place.code, order)


def _plain(text: str) -> str:
    """Return the words of a text as they are compared."""
    return " ".join(_WORD.findall(fold(text)))


def _place_names(place: Place) -> list[str]:
    others = [name for name, _ in place.other_names]
    return [place.name_de, place.name_uk, place.name_lat, place.name_en, place.official_uk, *others]


def _with_short(names: Sequence[str]) -> list[str]:
    return [*names, *(_ADDITION.sub("", name) for name in names)]


def _fit(names: Iterable[str], wanted: str) -> int:
    """Say how well the best of some names fits; `ä` may be typed `a` or `ae`."""
    spellings = {spelling for name in names if name for spelling in (name, name.translate(_UMLAUTS))}
    return min((_fit_of(_plain(name), wanted) for name in spellings), default=_ELSEWHERE)


def _fit_of(name: str, wanted: str) -> int:
    if name == wanted:
        return _EXACT
    if name.startswith(wanted):
        return _BEGINS
    if f" {wanted}" in name:
        return _WORD_BEGINS
    return _CONTAINS if all(word in name for word in wanted.split()) else _ELSEWHERE


def _size(level: str, population: int | None) -> tuple[int, int]:
    """Return what puts larger places first."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS), -(population or 0)


def _in_language(name: str, fields: Mapping[str, Field]) -> str:
    """Return the field that has in Ukrainian what another has in German, where the user reads Ukrainian."""
    own = name.removesuffix("_de") + "_uk"
    return own if language() == "uk" and name.endswith("_de") and own in fields else name


def _told_apart(rows: Sequence[_Row]) -> list[Candidate]:
    """Return the candidates with their details: what is rarest among those of one title first, as it is cut last."""
    twins: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        twins[row.candidate.title].append(row)
    return [_with_detail(row, twins[row.candidate.title]) for row in rows]


def _with_detail(row: _Row, twins: Sequence[_Row]) -> Candidate:
    alone = len(twins) == 1
    alike = sum((twin.details, twin.kind) == (row.details, row.kind) for twin in twins)
    telling = sorted(
        (*row.details, row.kind) if alone else (row.kind, *row.details),
        key=lambda part: sum(part in (twin.kind, *twin.details) for twin in twins),
    )
    parts = telling if alike == 1 else [row.spare, *telling]
    title = row.candidate.title
    detail = ", ".join(dict.fromkeys(part for part in parts if part and part != title))
    return dataclasses.replace(row.candidate, detail=detail)
