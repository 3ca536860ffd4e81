"""Builds the gazetteer that ships with the program: `python -m build_spec.build_gazetteer`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from build_spec.gazetteer_entry import Entry
from build_spec.gazetteer_germany import german_entries
from build_spec.gazetteer_names import keys, keys_of_later_words
from build_spec.gazetteer_sources import districts, fetch, geonames, units
from build_spec.gazetteer_ukraine import ukrainian_entries
from desktop_app.domain.translit import german_form, kmu_latin

TARGET = Path(__file__).parent.parent / "resources" / "gazetteer" / "gazetteer.sqlite"
LEVELS = ("country", "regional", "district", "municipal", "local")
WHOLE, WITHOUT_KIND, LATER_WORD = 0, 1, 2

_SCHEMA = """
PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = 1;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, country TEXT NOT NULL, level TEXT NOT NULL, kind TEXT NOT NULL, code TEXT, code_system TEXT,
    parent INTEGER REFERENCES place, name_de TEXT, name_uk TEXT, name_lat TEXT, name_en TEXT, official_uk TEXT,
    lat REAL, lon REAL, population INTEGER, population_date TEXT);
CREATE TABLE other_name (
    place INTEGER NOT NULL REFERENCES place, number INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (place, number)) WITHOUT ROWID;
CREATE TABLE spelling (
    key TEXT NOT NULL, place INTEGER NOT NULL REFERENCES place, country TEXT NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
_INSERT_PLACE = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def main(folder: Path) -> None:
    """Fetch the packages into `folder` and write the gazetteer."""
    fetch(folder)
    write(TARGET, collect(folder))


def collect(folder: Path) -> list[Entry]:
    """All places, the most important first: bigger levels, then more inhabitants."""
    germany = Entry("DE", "country", "state", "DE", "ISO", None, "Deutschland", "Німеччина", "", "Germany")
    germany.official_uk = "Федеративна Республіка Німеччина"
    germany.spellings = {"Deutschland", "Bundesrepublik Deutschland", "Німеччина", "Germany"}
    ukraine = Entry("UA", "country", "state", "UA", "ISO", None, "Ukraine", "Україна", "Ukraina", "Ukraine", "Україна")
    ukraine.spellings = {"Ukraine", "Україна", "Ukraina", "Ukrajina"}
    places = list(geonames(folder, frozenset({"DE", "UA"})))
    entries = [germany, ukraine]
    entries += german_entries(germany, (place for place in places if place.country == "DE"), districts(folder))
    entries += ukrainian_entries(ukraine, units(folder), (place for place in places if place.country == "UA"))
    return sorted(entries, key=_importance)


def write(target: Path, entries: list[Entry]) -> None:
    """Write the places as a file that is the same for the same places."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    ids = {entry: number for number, entry in enumerate(entries, start=1)}
    database = sqlite.connect(str(target), isolation_level=None)
    database.executescript(_SCHEMA)
    database.execute("BEGIN")
    database.executemany(_INSERT_PLACE, [_place_row(entry, ids) for entry in entries])
    database.executemany(
        "INSERT INTO other_name VALUES (?, ?, ?, ?)",
        [(ids[entry], number, *name) for entry in entries for number, name in enumerate(entry.other_names)],
    )
    database.executemany("INSERT INTO spelling VALUES (?, ?, ?, ?)", sorted(_spelling_rows(ids)))
    database.execute("CREATE UNIQUE INDEX place_code ON place (code) WHERE code IS NOT NULL")
    database.execute("COMMIT")
    database.execute("VACUUM")
    database.close()
    print(f"{len(entries)} places, {target.stat().st_size} bytes")


def _importance(entry: Entry) -> tuple[int, int, str, str]:
    return LEVELS.index(entry.level), -entry.weight, entry.code, entry.name_de


def _place_row(entry: Entry, ids: dict[Entry, int]) -> tuple[object, ...]:
    """The row of a place; NULL in a Latin form of a Ukrainian name means the form that the rules give."""
    derived = entry.country == "UA" and entry.name_uk != ""
    name_lat = None if derived and entry.name_lat == kmu_latin(entry.name_uk) else entry.name_lat
    name_en = None if derived and entry.name_en == entry.name_lat else entry.name_en
    name_de = None if derived and entry.name_de == german_form(entry.name_uk) else entry.name_de
    parent = ids[entry.parent] if entry.parent else None
    return (
        ids[entry], entry.country, entry.level, entry.kind, entry.code or None, entry.code_system, parent,
        name_de, entry.name_uk, name_lat, name_en, entry.official_uk,
        entry.lat, entry.lon, entry.population, entry.population_date,
    )  # fmt: skip


def _spelling_rows(ids: dict[Entry, int]) -> list[tuple[str, int, str, int]]:
    rows: list[tuple[str, int, str, int]] = []
    for entry, number in ids.items():
        found = dict.fromkeys(keys(entry.short_spellings), WITHOUT_KIND) | dict.fromkeys(keys(entry.spellings), WHOLE)
        for key in keys({entry.name_de, entry.name_uk, entry.name_lat}):
            for later in keys_of_later_words(key):
                found.setdefault(later, LATER_WORD)
        rows.extend((key, number, entry.country, part) for key, part in found.items())
    return rows


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
