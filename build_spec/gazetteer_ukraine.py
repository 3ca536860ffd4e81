"""Puts together the Ukrainian places of the gazetteer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import nsmallest
from math import hypot

from build_spec.gazetteer_entry import Entry, put_in_the_middle
from build_spec.gazetteer_names import loosely_spelt, ukrainian_spellings, usable_spellings
from build_spec.gazetteer_sources import GeoName, Unit
from build_spec.gazetteer_tables import EXONYMS, FORMER_NAMES, KYIV_QUARTERS, OBLAST_CAPITALS, OBLASTS, RAIONS
from desktop_app.base.text import fold
from desktop_app.domain.translit import german_form, kmu_latin

_KINDS = {"M": "city", "X": "settlement", "C": "village", "B": "city_district"}
_HROMADA = {"city": "міська", "settlement": "селищна", "village": "сільська"}
_WEIGHTS = {"city": 3000, "settlement": 900, "village": 100, "city_district": 50}
_DIGITS_OF_A_RAION = 6
_SIGNS_OF_AN_OBLAST = 4
_SEATS_OF_A_REGION = ("PPLC", "PPLA")
_NEIGHBOURS = 5
_LONGITUDE_TO_LATITUDE = 0.66
"""How long a degree of longitude is beside one of latitude, in the middle of Ukraine."""


def ukrainian_entries(country: Entry, units: list[Unit], geonames: Iterable[GeoName]) -> list[Entry]:
    """Oblasts, raions, hromadas, settlements, districts of cities: the whole codifier, in its order."""
    entries: dict[str, Entry] = {}
    settlements: dict[Entry, list[Entry]] = defaultdict(list)
    for unit in units:
        parent = entries[unit.path[-2]] if len(unit.path) > 1 else country
        entry = _ENTRY_OF[unit.category](parent, unit)
        entries[entry.code] = entry
        if entry.level == "local" and parent.kind == "hromada":
            settlements[parent].append(entry)
    seats = {hromada: min(parts, key=lambda part: part.code) for hromada, parts in settlements.items()}
    towns = [entry for entry in entries.values() if entry.kind in ("city", "city_special")]

    _add_names_in_use([*towns, *seats.values()])
    _add_what_geonames_knows(entries, geonames, set(seats.values()))
    for hromada, seat in seats.items():
        _name_hromada(hromada, seat)
    _name_raions(entries, seats)
    _name_districts_of_kyiv(entries)
    _place_regions(entries, towns, settlements)
    return list(entries.values())


def _place_regions(entries: dict[str, Entry], towns: list[Entry], settlements: dict[Entry, list[Entry]]) -> None:
    """Give an oblast the coordinates of its capital; raions have those of their seats by now.

    What has none yet, a hromada too, gets the middle of its settlements, as far as they are known.
    """
    for entry in entries.values():
        if entry.kind in ("oblast", "republic"):
            capital = _town_named(OBLAST_CAPITALS[entry.code[:_SIGNS_OF_AN_OBLAST]], _by_name(towns))
            entry.lat, entry.lon = capital.lat, capital.lon
        elif entry.kind == "rajon" and entry.lat is None:
            put_in_the_middle(entry, _settlements_below(entry, settlements))
        elif entry.kind == "hromada" and entry.lat is None:
            put_in_the_middle(entry, settlements[entry])


def _settlements_below(region: Entry, settlements: dict[Entry, list[Entry]]) -> list[Entry]:
    found = []
    for hromada, places in settlements.items():
        raion = hromada.parent
        if raion is not None and region in (raion, raion.parent):
            found.extend(places)
    return found


def _oblast(country: Entry, unit: Unit) -> Entry:
    german, ukrainian, english, exonyms = OBLASTS[unit.path[-1][:4]]
    is_oblast = not ukrainian
    entry = Entry("UA", "regional", "oblast" if is_oblast else "republic", unit.path[-1], "KATOTTG", country, german)
    entry.weight = 2_000_000
    if is_oblast:
        entry.name_de, entry.name_en = f"Oblast {german}", f"{english} Oblast"
        entry.name_uk = entry.official_uk = f"{unit.name} область"
        entry.short_spellings = {german, english, unit.name, *exonyms}
        entry.other_names = [(f"Oblast {name}", "exonym") for name in exonyms]
    else:
        entry.name_uk, entry.name_en = ukrainian, english
        entry.official_uk = ukrainian
        entry.short_spellings = set(exonyms)
        entry.other_names = [(name, "exonym") for name in exonyms]
    entry.name_lat = kmu_latin(entry.name_uk)
    entry.spellings = {entry.name_de, entry.name_en, *ukrainian_spellings(entry.name_uk)}
    return entry


def _city_of_the_state(country: Entry, unit: Unit) -> Entry:
    entry = _oblast(country, unit)
    entry.kind = "city_special"
    entry.official_uk = f"місто {entry.name_uk}"
    return entry


def _raion(oblast: Entry, unit: Unit) -> Entry:
    entry = Entry("UA", "district", "rajon", unit.path[-1], "KATOTTG", oblast, "", weight=200_000)
    entry.name_uk = entry.official_uk = f"{unit.name} район"
    entry.name_lat = kmu_latin(entry.name_uk)
    entry.spellings = {entry.name_uk, entry.name_lat}
    entry.short_spellings = ukrainian_spellings(unit.name)
    return entry


def _hromada(raion: Entry, unit: Unit) -> Entry:
    entry = Entry("UA", "municipal", "hromada", unit.path[-1], "KATOTTG", raion, "")
    entry.official_uk = unit.name
    return entry


def _settlement(parent: Entry, unit: Unit) -> Entry:
    kind = _KINDS[unit.category]
    entry = Entry("UA", "local", kind, unit.path[-1], "KATOTTG", parent, german_form(unit.name), weight=_WEIGHTS[kind])
    entry.name_uk = unit.name
    entry.name_lat = entry.name_en = kmu_latin(unit.name)
    entry.spellings = ukrainian_spellings(unit.name)
    return entry


_ENTRY_OF = {
    "O": _oblast,
    "K": _city_of_the_state,
    "P": _raion,
    "H": _hromada,
    "M": _settlement,
    "X": _settlement,
    "C": _settlement,
    "B": _settlement,
}


def _add_names_in_use(towns: list[Entry]) -> None:
    """Add exonyms and former names, each to its town."""
    by_name = _by_name(towns)
    for name, exonyms in EXONYMS.items():
        town = _town_named(name, by_name)
        new = [exonym for exonym in exonyms if exonym != town.name_de]
        town.other_names.extend((exonym, "exonym") for exonym in new if (exonym, "exonym") not in town.other_names)
        town.spellings.update(new)
    for name, formers in FORMER_NAMES.items():
        town = _town_named(name, by_name)
        for former in formers:
            town.other_names.extend([(former, "former"), (german_form(former), "former")])
            town.spellings.update(ukrainian_spellings(former))


def _by_name(towns: list[Entry]) -> dict[str, list[Entry]]:
    by_name = defaultdict(list)
    for town in dict.fromkeys(towns):
        by_name[town.name_uk].append(town)
    return by_name


def _town_named(name_in_table: str, by_name: dict[str, list[Entry]]) -> Entry:
    name, _, oblast = name_in_table.partition("/")
    found = [town for town in by_name[name] if town.code.startswith(oblast)]
    weight = max((town.weight for town in found), default=0)
    found = [town for town in found if town.weight == weight]
    if len(found) != 1:
        raise SystemExit(f"{name_in_table} names {len(found)} towns")
    return found[0]


def _add_what_geonames_knows(entries: dict[str, Entry], geonames: Iterable[GeoName], seats: set[Entry]) -> None:
    """Add coordinates, inhabitants, spellings to the settlements that can be told from each other.

    GeoNames gives the raion by the digits of its code. A settlement is taken for a place of GeoNames where its name is
    among the spellings, and where it is the only such one in the raion, the only seat of a hromada, or the only town.
    What is left is compared again, loosely spelt and with the raions of the places nearby: some rows of GeoNames have
    only names in Russian or in other Latin letters, some lie in the wrong raion.
    """
    cities_of_the_state = [entry for entry in entries.values() if entry.kind == "city_special"]
    settlements = [entry for entry in entries.values() if entry.kind in ("city", "settlement", "village")]
    strict, loose = _by_raion_and_name(settlements, _names), _by_raion_and_name(settlements, _loose_names)
    taken: dict[Entry, GeoName] = {}
    left = []
    for place in sorted(geonames, key=lambda place: (-place.population, place.name, place.lat)):
        spellings = {fold(name) for name in (place.name, *place.alternates)}
        if place.feature in _SEATS_OF_A_REGION and not place.admin2:
            candidates = {city for city in cities_of_the_state if fold(city.name_uk) in spellings}
        else:
            candidates = {entry for name in spellings for entry in strict[f"UA{place.admin2}", name]}
        if town := _only_one(candidates - taken.keys(), seats):
            taken[town] = place
        else:
            left.append(place)
    placed = {(place.lat, place.lon): town.code[:_DIGITS_OF_A_RAION] for town, place in taken.items()}
    for place in left:
        raions = {f"UA{place.admin2}", *_raions_nearby(place, placed)}
        names = {loosely_spelt(name) for name in (place.name, *place.alternates)}
        candidates = {entry for raion in raions for name in names for entry in loose[raion, name]}
        if town := _only_one(candidates - taken.keys(), seats):
            taken[town] = place
    for town, place in taken.items():
        town.lat, town.lon = place.lat, place.lon
        town.population = place.population or None
        town.weight = max(town.weight, place.population)
        town.spellings.update(usable_spellings((place.name, *place.alternates)))


def _by_raion_and_name(
    settlements: list[Entry], names_of: Callable[[Entry], set[str]]
) -> defaultdict[tuple[str, str], list[Entry]]:
    found = defaultdict(list)
    for entry in settlements:
        for name in names_of(entry):
            found[entry.code[:_DIGITS_OF_A_RAION], name].append(entry)
    return found


def _names(entry: Entry) -> set[str]:
    return {fold(name) for name in (entry.name_uk, *(name for name, kind in entry.other_names if kind == "former"))}


def _loose_names(entry: Entry) -> set[str]:
    return {loosely_spelt(name) for name in _names(entry)}


def _raions_nearby(place: GeoName, placed: dict[tuple[float, float], str]) -> set[str]:
    """The raions of the nearest places that are known."""

    def distance(other: tuple[float, float]) -> float:
        return hypot(place.lat - other[0], (place.lon - other[1]) * _LONGITUDE_TO_LATITUDE)

    return {placed[other] for other in nsmallest(_NEIGHBOURS, placed, key=distance)}


def _only_one(candidates: set[Entry], seats: set[Entry]) -> Entry | None:
    towns = {entry for entry in candidates if entry.kind == "city"}
    for choice in (candidates, candidates & seats, towns):
        if len(choice) == 1:
            return next(iter(choice))
    return None


def _name_hromada(hromada: Entry, seat: Entry) -> None:
    """Call a hromada by the place it is governed from; the codifier gives only its adjective."""
    adjective = hromada.official_uk
    hromada.official_uk = f"{adjective} {_HROMADA[seat.kind]} громада"
    hromada.name_de, hromada.name_uk = seat.name_de, seat.name_uk
    hromada.name_lat, hromada.name_en = seat.name_lat, seat.name_en
    hromada.lat, hromada.lon = seat.lat, seat.lon
    hromada.weight = seat.weight
    hromada.other_names = list(seat.other_names)
    hromada.spellings = {*seat.spellings, hromada.official_uk, *ukrainian_spellings(adjective)}


def _name_raions(entries: dict[str, Entry], seats: dict[Entry, Entry]) -> None:
    """Name each raion in German and English by the town in its adjective."""
    by_adjective = {(hromada.parent, _stem(hromada.official_uk)): seat for hromada, seat in seats.items()}
    for raion in entries.values():
        if raion.kind != "rajon":
            continue
        if raion.code[:_DIGITS_OF_A_RAION] in RAIONS:
            german, english = RAIONS[raion.code[:_DIGITS_OF_A_RAION]]
        else:
            seat = by_adjective[raion, _stem(raion.name_uk)]
            german, english = seat.name_de, seat.name_en
            raion.lat, raion.lon = seat.lat, seat.lon
            raion.short_spellings.update({seat.name_uk, *(name for name, _ in seat.other_names)})
        raion.name_de, raion.name_en = f"Rajon {german}", f"{english} Raion"
        raion.short_spellings.update({german, english})
        raion.spellings.update({raion.name_de, raion.name_en})


def _name_districts_of_kyiv(entries: dict[str, Entry]) -> None:
    """Let a district of Kyiv be found by the quarter that it is called after: Kyjiw-Petschersk, Печерськ."""
    for entry in entries.values():
        city = entry.parent
        if city is None or entry.kind != "city_district" or city.kind != "city_special":
            continue
        if quarter := KYIV_QUARTERS.get(entry.name_uk):
            variant = f"{city.name_de}-{german_form(quarter)}"
            entry.other_names.append((variant, "variant"))
            entry.short_spellings |= ukrainian_spellings(quarter)
            entry.spellings |= {variant, f"Kiew-{german_form(quarter)}", *ukrainian_spellings(f"Київ-{quarter}")}


def _stem(adjective: str) -> str:
    """The adjective without its ending: "калуськ" for "Калуський район" as for "Калуська міська громада"."""
    return fold(adjective.split(" ", maxsplit=1)[0]).removesuffix("ий").removesuffix("а")
