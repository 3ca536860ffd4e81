"""Finds places in the gazetteer that ships with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from desktop_app.base.paths import resource
from desktop_app.base.text import fold
from desktop_app.domain.place import Place
from desktop_app.domain.translit import german_form, kmu_latin, mixed_scripts, unmix

_CODE = re.compile(r"\d{2,12}|UA\d{1,17}", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\s,:;()/.-]+")
_AGS_OF_DISTRICT = 5
_ARS = re.compile(r"\d{12}")
_LAST_CHARACTER = "\U0010ffff"
_KIND_WORDS = frozenset(
    {
        "amt", "bezirk", "freistaat", "gemeinde", "hromada", "kreis", "land", "landkreis", "markt", "oblast",
        "ortsteil", "raion", "rajon", "region", "regierungsbezirk", "stadt", "stadtbezirk", "stadtrajon",
        "stadtteil", "district", "city", "community", "town", "village", "громада", "земля", "м", "місто", "область",
        "район", "р", "н", "с", "селище", "селищна", "сільська", "міська", "село", "смт",
    }
)  # fmt: skip
"""Words that tell the kind of a place and that people write where its name has none."""
_MOST_WORDS = 6
_SHORTEST_NAME = 3
_MOST_NAMESAKES = 400

_PLACES = """
SELECT id, country, level, kind, code, code_system, parent, name_de, name_uk, name_lat, name_en, official_uk,
lat, lon, population, population_date FROM place
"""
_EXACT = """
SELECT place FROM spelling JOIN place ON place.id = spelling.place
WHERE key = :key AND part < 2 AND (:country IS NULL OR spelling.country = :country)
ORDER BY CASE WHEN part = 0 AND level <> 'local' THEN 0 WHEN part = 1 THEN 1 ELSE 2 END, place LIMIT :limit
"""
_BY_PREFIX = """
SELECT DISTINCT place FROM spelling
WHERE key >= :key AND key < :end AND (part = 2) = :later AND (:country IS NULL OR country = :country)
ORDER BY place LIMIT :limit
"""
_BY_CODE = """
SELECT id FROM place
WHERE code >= :key AND code < :end AND (:country IS NULL OR country = :country) ORDER BY id LIMIT :limit
"""
_NAMED = "SELECT place FROM spelling WHERE key = :key AND part < 2 LIMIT :limit"


@dataclass(frozen=True, slots=True)
class _Parent:
    """What a place needs to know of the one that it belongs to."""

    name_de: str
    name_uk: str
    code: str
    level: str
    parent: int | None


class Gazetteer:
    """The places of Germany and Ukraine, read-only, opened at the first question."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or resource("gazetteer", "gazetteer.sqlite")
        self._parents: dict[int, _Parent] = {}

    def search(self, text: str, limit: int = 12, country: str | None = None) -> list[Place]:
        """The places of which a name, in any spelling, or an official code begins with `text`.

        Whole names come before beginnings, those before beginnings of a later word; then bigger levels, then more
        inhabitants. Where that finds nothing, `text` may be a name with the word for its kind ("Hromada Itschnja")
        or with what the place lies in ("Neustadt, Hessen", "Berlin: Bezirk Pankow"). `country` is "DE" or "UA".
        """
        typed = " ".join(text.split())
        for word in mixed_scripts(typed):
            typed = typed.replace(word, unmix(word))
        found = self._starting_with_code(typed, limit, country)
        if not found and (key := fold(typed)):
            found = self._starting_with(key, limit, country) or self._in_parts(key, limit, country)
        return [self._place(number) for number in found[:limit]]

    def by_code(self, code: str) -> Place | None:
        """The place with an AGS of 2, 3, 5 or 8 digits, an ARS of a municipality (12), a KATOTTG code or "DE", "UA".

        The five digits of an independent city stand for the city.
        """
        number = self._number_of("".join(code.split()).upper())
        return None if number is None else self._place(number)

    def iter(self, level: str | None = None, country: str | None = None) -> Iterator[Place]:
        """All places, or those of a level or a country, the most important first."""
        rows = self._database.execute(
            _PLACES + "WHERE ? IN ('', level) AND ? IN ('', country) ORDER BY id",
            (level or "", country or ""),
        )
        for row in rows:
            yield self._filled(row)

    def close(self) -> None:
        """Let go of the file; the next question opens it again."""
        if "_database" in self.__dict__:
            self._database.close()
            del self.__dict__["_database"]

    def _starting_with_code(self, typed: str, limit: int, country: str | None) -> list[int]:
        code = typed.replace(" ", "").upper()
        if not _CODE.fullmatch(code):
            return []
        whole = self._number_of(code)
        wanted = {"key": code, "end": code + _LAST_CHARACTER, "country": country, "limit": limit}
        numbers = [number for (number,) in self._database.execute(_BY_CODE, wanted)]
        if whole is not None and country in (None, self._place(whole).country):
            numbers.insert(0, whole)
        return list(dict.fromkeys(numbers))

    def _starting_with(self, key: str, limit: int, country: str | None) -> list[int]:
        wanted = {"key": key, "end": key + _LAST_CHARACTER, "country": country, "limit": limit}
        found: dict[int, None] = {}
        for question, later in ((_EXACT, False), (_BY_PREFIX, False), (_BY_PREFIX, True)):
            if len(found) < limit:
                rows = self._database.execute(question, wanted | {"later": later})
                found |= dict.fromkeys(number for (number,) in rows)
        return list(found)

    def _in_parts(self, key: str, limit: int, country: str | None) -> list[int]:
        """The places of a text that has more than a name: the word for a kind, what the place lies in."""
        every = [word for word in _BETWEEN_WORDS.split(key) if word]
        words = [word for word in every if word not in _KIND_WORDS]
        if len(every) > _MOST_WORDS * 2 or not words:
            return []
        if " ".join(words) != key and (found := self._starting_with(" ".join(words), limit, country)):
            return found
        if len(words) > _MOST_WORDS:
            return []
        numbers: dict[int, None] = {}
        for place in range(1, len(words)):
            first, second = " ".join(words[:place]), " ".join(words[place:])
            for inner, outer in ((first, second), (second, first)):
                numbers |= dict.fromkeys(self._within(inner, outer, country))
        return list(numbers)

    def _within(self, inner: str, outer: str, country: str | None) -> list[int]:
        """The places of which a name begins with `inner` and which lie in one that is called `outer`."""
        if len(inner) < _SHORTEST_NAME:
            return []
        rows = self._database.execute(_NAMED, {"key": outer, "limit": _MOST_NAMESAKES})
        around = {number for (number,) in rows}
        if not around:
            return []
        inside = self._starting_with(inner, _MOST_NAMESAKES, country)
        return [number for number in inside if around.intersection(self._numbers_above(number))]

    def _numbers_above(self, number: int) -> Iterator[int]:
        above = self._parent(number).parent
        while above is not None:
            yield above
            above = self._parent(above).parent

    def _number_of(self, code: str) -> int | None:
        if _ARS.fullmatch(code):
            code = code[:5] + code[9:]
        candidates = (code, code + "000") if len(code) == _AGS_OF_DISTRICT else (code,)
        for candidate in candidates:
            row = self._database.execute("SELECT id FROM place WHERE code = ?", (candidate,)).fetchone()
            if row:
                return int(row[0])
        return None

    @cached_property
    def _database(self) -> Any:
        address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite.connect(address, uri=True, check_same_thread=False)

    def _place(self, number: int) -> Place:
        return self._filled(self._database.execute(_PLACES + "WHERE id = ?", (number,)).fetchone())

    def _filled(self, row: Any) -> Place:
        (number, country, level, kind, code, code_system, parent, name_de, name_uk, name_lat, name_en, official_uk,
         lat, lon, population, population_date) = row  # fmt: skip
        parents = list(self._chain(parent))
        latin = kmu_latin(name_uk) if name_lat is None else name_lat
        return Place(
            country=country,
            level=level,
            kind=kind,
            code=code or "",
            code_system=code_system,
            name_de=german_form(name_uk) if name_de is None else name_de,
            name_uk=name_uk,
            name_lat=latin,
            name_en=latin if name_en is None else name_en,
            official_uk=official_uk,
            parents=tuple(above.name_de for above in parents),
            parents_uk=tuple(above.name_uk for above in parents),
            parent_codes=tuple(above.code for above in parents),
            lat=None if lat is None else Decimal(str(lat)),
            lon=None if lon is None else Decimal(str(lon)),
            population=population,
            population_date=population_date,
            other_names=tuple(
                self._database.execute("SELECT name, kind FROM other_name WHERE place = ? ORDER BY number", (number,))
            ),
        )

    def _chain(self, number: int | None) -> Iterator[_Parent]:
        while number is not None:
            above = self._parent(number)
            if above.level == "country":
                return
            yield above
            number = above.parent

    def _parent(self, number: int) -> _Parent:
        if number not in self._parents:
            name_de, name_uk, official_uk, code, level, kind, parent = self._database.execute(
                "SELECT name_de, name_uk, official_uk, code, level, kind, parent FROM place WHERE id = ?", (number,)
            ).fetchone()
            name = german_form(name_uk) if name_de is None else name_de
            shown = f"Hromada {name}" if kind == "hromada" else name
            self._parents[number] = _Parent(shown, official_uk or name_uk, code or "", level, parent)
        return self._parents[number]
