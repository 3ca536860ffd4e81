"""Makes places of the register from the gazetteer, and proposes forms of their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from desktop_app.base.text import fold
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.place import Place
from desktop_app.domain.query import OneOf, Query, Spellings
from desktop_app.domain.spelling import sound
from desktop_app.domain.territory import Territory, TerritoryName
from desktop_app.domain.translit import german_form, kmu_latin
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register

_MOST_NAMESAKES = 100
_LEAST_NAME, _LEAST_BEGINNING = 3, 5
_MOST_MEANT = 4
"""Places that a word is taken to name: the most important ones."""


class Places:
    """The way from a name that somebody types to a place in the register."""

    def __init__(self, register: Register, gazetteer: Gazetteer) -> None:
        self._register = register
        self._gazetteer = gazetteer

    def search(self, text: str, limit: int = 12) -> list[Place]:
        """Return the places of the gazetteer that a name, in any spelling, or the beginning of a code may mean."""
        return self._gazetteer.search(text, limit)

    def other_spellings(self, text: str) -> Spellings:
        """Return the other names of the places that words of a text name: in other languages, former ones, by sound.

        `Lemberg` is Lwiw, Lviv and Львів as well; so is the beginning of a name, from _LEAST_BEGINNING letters on.
        """
        found = ((word, _other_names(self._gazetteer, word)) for word in dict.fromkeys(fold(text).split()))
        return tuple((word, names) for word, names in found if names)

    def by_code(self, code: str) -> Place | None:
        """Return the place with an official code."""
        return self._gazetteer.by_code(code)

    def known(self, code: str) -> int | None:
        """Return the id of the register's place with an official code, or None."""
        if not code:
            return None
        with self._register.reading() as reader:
            rows = reader.page(Query("territory", filters=(OneOf("code", (code,)),)), 0, 1)
        return rows[0].id if rows else None

    def take(self, place: Place, *, origin: str = "form") -> int:
        """Return the register's place for one of the gazetteer, making it where it is not there yet."""
        if (known := self.known(place.code) or self._known_by_name(place)) is not None:
            return known
        with self._register.changing(origin=origin, verb="save") as unit:
            return unit.add(territory_of(place, self.known)).id or 0

    def _known_by_name(self, place: Place) -> int | None:
        """Return the register's place that stands for one without a code, such as a borough of Berlin.

        Parts of municipalities often share their name, so region, district and coordinates have to agree as well.
        """
        if place.code:
            return None
        wanted = territory_of(place, lambda _: None)
        filters = (OneOf("name_de", (place.name_de,)), OneOf("kind", (place.kind,)), OneOf("country", (place.country,)))
        with self._register.reading() as reader:
            for row in reader.page(Query("territory", filters=filters), 0, _MOST_NAMESAKES):
                if _same_place(reader.record("territory", row.id), wanted):
                    return row.id
        return None

    def propose_names(self, item: Territory) -> Territory:
        """Return the place with the Latin and the German form of its Ukrainian name where they are empty."""
        if not item.name_uk:
            return item
        return replace(
            item,
            name_latin=item.name_latin or kmu_latin(item.name_uk),
            name_de=item.name_de or german_form(item.name_uk),
        )


@lru_cache(maxsize=2_000)
def _other_names(gazetteer: Gazetteer, word: str) -> tuple[str, ...]:
    if len(word) < _LEAST_NAME:
        return ()
    names: dict[str, None] = {}
    for place in gazetteer.search(word, _MOST_MEANT):
        called = [place.name_de, place.name_uk, place.name_lat, place.name_en, *(name for name, _ in place.other_names)]
        folded = [name for name in map(fold, called) if len(name) >= _LEAST_NAME]
        begins = len(word) >= _LEAST_BEGINNING and any(name.startswith(word) for name in folded)
        if begins or word in folded or sound(word) in {*map(sound, folded)} - {""}:
            names.update(dict.fromkeys(name for name in folded if " " not in name and word not in name))
    return tuple(names)


def territory_of(place: Place, known: Callable[[str], int | None]) -> Territory:
    """Return a new place of the register, filled in from the gazetteer; `known` finds its parent by code."""
    parent = next((found for code in place.parent_codes if (found := known(code)) is not None), None)
    district, region = _district_and_region(place.parents, place.name_de, place.level)
    district_uk, region_uk = _district_and_region(place.parents_uk, place.name_uk, place.level)
    return Territory(
        name_de=place.name_de,
        name_uk=place.name_uk,
        name_local=place.official_uk or place.name_de,
        name_latin=place.name_lat,
        name_en=place.name_en,
        country=place.country,
        level=place.level,
        kind=place.kind,
        code=place.code,
        code_system=place.code_system,
        parent=parent,
        district_de=district,
        district_uk=district_uk,
        region_de=region,
        region_uk=region_uk,
        population=place.population,
        population_date=PartialDate.parse_iso(place.population_date) if place.population_date else None,
        latitude=place.lat,
        longitude=place.lon,
        other_names=tuple(TerritoryName(name=name, kind=kind) for name, kind in place.other_names),
    )


def _same_place(known: Territory, wanted: Territory) -> bool:
    here, there = (known.latitude, known.longitude), (wanted.latitude, wanted.longitude)
    around, expected = (known.region_de, known.district_de), (wanted.region_de, wanted.district_de)
    return around == expected and (here == there or None in here)


def _district_and_region(parents: tuple[str, ...], own: str, level: str) -> tuple[str, str]:
    """Return the names of the Kreis or raion and of the Land or oblast; a Land or oblast names itself."""
    if not parents:
        return "", own if level == "regional" else ""
    return (parents[-2] if len(parents) > 1 else ""), parents[-1]
