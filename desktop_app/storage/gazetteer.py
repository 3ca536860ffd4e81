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

_CODE = re.compile(r"\d{2,8}|UA\d{17}", re.IGNORECASE)
_AGS_OF_DISTRICT = 5
_ARS = re.compile(r"\d{12}")
_LAST_CHARACTER = "\U0010ffff"

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
        """The places of which a name, in any spelling, begins with `text`; a whole code is understood as well.

        Whole names come before beginnings, those before beginnings of a later word; then bigger levels, then more
        inhabitants. `country` is "DE" or "UA".
        """
        typed = " ".join(text.split())
        if _CODE.fullmatch(typed) and (place := self.by_code(typed)):
            return [place] if country in (None, place.country) else []
        for word in mixed_scripts(typed):
            typed = typed.replace(word, unmix(word))
        key = fold(typed)
        if not key:
            return []
        wanted = {"key": key, "end": key + _LAST_CHARACTER, "country": country, "limit": limit}
        found: dict[int, None] = {}
        for question, later in ((_EXACT, False), (_BY_PREFIX, False), (_BY_PREFIX, True)):
            if len(found) < limit:
                rows = self._database.execute(question, wanted | {"later": later})
                found |= dict.fromkeys(number for (number,) in rows)
        return [self._place(number) for number in list(found)[:limit]]

    def by_code(self, code: str) -> Place | None:
        """The place with an AGS of 2, 3, 5 or 8 digits, an ARS of a municipality (12), a KATOTTG code or "DE", "UA".

        The five digits of an independent city stand for the city.
        """
        wanted = "".join(code.split()).upper()
        if _ARS.fullmatch(wanted):
            wanted = wanted[:5] + wanted[9:]
        candidates = (wanted, wanted + "000") if len(wanted) == _AGS_OF_DISTRICT else (wanted,)
        for candidate in candidates:
            row = self._database.execute("SELECT id FROM place WHERE code = ?", (candidate,)).fetchone()
            if row:
                return self._place(row[0])
        return None

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
