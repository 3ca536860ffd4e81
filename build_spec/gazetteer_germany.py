"""Puts together the German places of the gazetteer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from build_spec.gazetteer_entry import Entry, put_in_the_middle
from build_spec.gazetteer_names import usable_spellings
from build_spec.gazetteer_sources import District, GeoName
from build_spec.gazetteer_tables import (
    BAVARIAN_BEZIRKE,
    BERLIN_BEZIRKE,
    DISSOLVED_DISTRICTS,
    DISSOLVED_MUNICIPALITIES,
    ENGLISH_GERMAN_TOWNS,
    LAENDER,
    MUNICIPALITY_NAMES,
)

_SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3")
_POPULATION_DATE = "2018-12-31"
_NAMES_ITS_KIND = re.compile(r"kreis|region|verband", re.IGNORECASE)
_IN_NO_MUNICIPALITY_OF_THEIR_OWN = frozenset({"PPLX", "PPLL"})


def german_entries(country: Entry, geonames: Iterable[GeoName], districts: list[District]) -> list[Entry]:
    """Länder, Bavarian Bezirke, Kreise, municipalities, districts of Berlin and parts of municipalities."""
    laender = {ags: _land(country, ags, names) for ags, names in LAENDER.items()}
    by_ags = defaultdict(list)
    for place in geonames:
        if place.admin4 and place.admin4 not in DISSOLVED_MUNICIPALITIES:
            by_ags[place.admin4].append(place)

    kreise: dict[str, Entry] = {}
    cities: dict[str, Entry] = {}
    for district in districts:
        if district.ags in DISSOLVED_DISTRICTS:
            continue
        land = laender[district.ags[:2]]
        land.population = (land.population or 0) + district.population
        if district.kind in ("Kreisfreie Stadt", "Stadtkreis"):
            cities[district.ags + "000"] = _independent_city(land, district)
        else:
            kreise[district.ags] = _kreis(land, district)

    municipalities = dict(cities)
    parts: list[Entry] = []
    for ags, places in by_ags.items():
        main = _main_place(places)
        entry = municipalities.get(ags) or _municipality(kreise[ags[:5]], ags, main, alone=len(places) == 1)
        municipalities[ags] = entry
        entry.lat, entry.lon = main.lat, main.lon
        entry.weight = max(entry.weight, main.population)
        entry.spellings.update(usable_spellings((main.name, *main.alternates)))
        parts.extend(_part(entry, place) for place in places if place is not main and place.name != entry.name_de)
    bezirke = [_bavarian_bezirk(laender["09"], ags, name) for ags, name in BAVARIAN_BEZIRKE.items()]
    berlin = laender["11"]
    parts = [part for part in parts if not (part.parent is berlin and part.name_de in BERLIN_BEZIRKE)]
    parts.extend(_berlin_bezirk(berlin, name, place) for name, place in BERLIN_BEZIRKE.items())

    for ags, kreis in kreise.items():
        put_in_the_middle(kreis, [entry for code, entry in municipalities.items() if code.startswith(ags)])
    for ags, entry in (laender | dict(zip(BAVARIAN_BEZIRKE, bezirke, strict=True))).items():
        put_in_the_middle(entry, [entry for code, entry in municipalities.items() if code.startswith(ags)])
        entry.weight = entry.population or 0
    return [*laender.values(), *bezirke, *kreise.values(), *municipalities.values(), *parts]


def _land(country: Entry, ags: str, names: tuple[str, str, str]) -> Entry:
    german, ukrainian, english = names
    entry = Entry("DE", "regional", "land", ags, "AGS", country, german, name_uk=ukrainian, name_en=english)
    entry.population_date = _POPULATION_DATE
    entry.spellings = {*names, f"Land {german}"}
    return entry


def _bavarian_bezirk(land: Entry, ags: str, name: str) -> Entry:
    entry = Entry("DE", "district", "bezirk", ags, "AGS", land, f"Bezirk {name}", weight=1_000_000)
    entry.spellings, entry.short_spellings = {entry.name_de}, {name}
    return entry


def _kreis(land: Entry, district: District) -> Entry:
    name = district.name if _NAMES_ITS_KIND.search(district.name) else f"{district.kind} {district.name}"
    entry = Entry("DE", "district", "landkreis", district.ags, "AGS", land, name)
    entry.population, entry.population_date = district.population, _POPULATION_DATE
    entry.weight = district.population
    entry.spellings = {name}
    entry.short_spellings = {district.name, f"Kreis {district.name}", f"Landkreis {district.name}"}
    return entry


def _independent_city(land: Entry, district: District) -> Entry:
    name = district.name.split(",")[0]
    entry = Entry("DE", "municipal", "kreisfreie_stadt", district.ags + "000", "AGS", land, name)
    entry.name_en = ENGLISH_GERMAN_TOWNS.get(name, "")
    entry.population, entry.population_date = district.population, _POPULATION_DATE
    entry.weight = district.population
    entry.spellings = {name, name.split(" (")[0]}
    return entry


def _municipality(kreis: Entry, ags: str, main: GeoName, *, alone: bool) -> Entry:
    """A municipality; GeoNames counts the inhabitants of a place, so they are its own only where it has one place."""
    name = MUNICIPALITY_NAMES.get(ags, main.name)
    entry = Entry("DE", "municipal", "gemeinde", ags, "AGS", kreis, name, name_en=ENGLISH_GERMAN_TOWNS.get(name, ""))
    if alone and main.population and ags not in MUNICIPALITY_NAMES:
        entry.population = main.population
    entry.spellings = {name, name.split(" (")[0]}
    return entry


def _main_place(places: list[GeoName]) -> GeoName:
    def rank(place: GeoName) -> tuple[bool, bool, int, str]:
        own = place.feature not in _IN_NO_MUNICIPALITY_OF_THEIR_OWN
        return place.feature not in _SEATS, not own, -place.population, place.name

    return min(places, key=rank)


def _part(municipality: Entry, place: GeoName) -> Entry:
    land = municipality.parent
    parent = land if land and land.name_de == municipality.name_de else municipality
    entry = Entry("DE", "local", "ortsteil", "", "", parent, place.name, lat=place.lat, lon=place.lon)
    entry.population = place.population or None
    entry.weight = place.population
    entry.spellings = {place.name}
    return entry


def _berlin_bezirk(berlin: Entry, name: str, coordinates: tuple[float, float]) -> Entry:
    entry = Entry("DE", "local", "stadtbezirk", "", "", berlin, f"Bezirk {name}", weight=300_000)
    entry.lat, entry.lon = coordinates
    entry.spellings = {entry.name_de, f"Berlin {entry.name_de}", f"Berlin {name}"}
    entry.short_spellings = {name}
    return entry
