"""Places come from the gazetteer by name, once each, with the forms of their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.place import KINDS, Place
from desktop_app.domain.query import Query
from desktop_app.domain.record import problems_of
from desktop_app.domain.territory import Territory
from desktop_app.services.importing.places import PlaceFinder, Wanted
from desktop_app.services.places import Places, territory_of
from desktop_app.storage.files import create_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    yield opened
    opened.close()


@pytest.fixture
def places(register: Register) -> Iterator[Places]:
    gazetteer = Gazetteer()
    yield Places(register, gazetteer)
    gazetteer.close()


def load(register: Register, number: int) -> Territory:
    with register.reading() as reader:
        found: Territory = reader.record("territory", number)
    return found


@pytest.mark.parametrize("typed", ["Itschn", "Ichnia", "Ічня", "UA74080030000040714"])
def test_that_a_place_is_taken_once_however_it_is_typed(register: Register, places: Places, typed: str) -> None:
    first = places.take(places.search("Itschnja")[0])
    assert places.take(places.search(typed)[0]) == first
    with register.reading() as reader:
        assert reader.count(Query("territory")) == 1


def test_that_a_taken_place_is_filled_in(register: Register, places: Places) -> None:
    helsa = load(register, places.take(places.search("helsa")[0]))
    assert (helsa.name_de, helsa.code, helsa.code_system) == ("Helsa", "06633012", "AGS")
    assert (helsa.country, helsa.level) == ("DE", "municipal")
    assert (helsa.district_de, helsa.region_de) == ("Landkreis Kassel", "Hessen")
    ichnia = load(register, places.take(places.search("Ічня")[0]))
    assert (ichnia.name_de, ichnia.name_uk, ichnia.name_latin) == ("Itschnja", "Ічня", "Ichnia")
    assert ichnia.region_de == "Oblast Tschernihiw"
    assert ichnia.latitude is not None


def test_that_a_place_belongs_to_the_one_above_it_in_the_register(register: Register, places: Places) -> None:
    district = places.by_code("06633")
    assert district is not None
    above = places.take(district)
    assert load(register, places.take(places.search("helsa")[0])).parent == above


def test_that_a_place_is_known_by_its_code(places: Places) -> None:
    assert places.known("06633012") is None
    assert places.known("") is None
    number = places.take(places.search("helsa")[0])
    assert places.known("06633012") == number


def test_that_forms_of_a_ukrainian_name_are_proposed_and_never_overwritten(places: Places) -> None:
    proposed = places.propose_names(Territory(name_uk="Запоріжжя", country="UA", level="municipal"))
    assert (proposed.name_latin, proposed.name_de) == ("Zaporizhzhia", "Saporischschja")
    kept = places.propose_names(Territory(name_uk="Чернівці", name_de="Czernowitz", country="UA", level="municipal"))
    assert (kept.name_latin, kept.name_de) == ("Chernivtsi", "Czernowitz")
    german = Territory(name_de="Helsa", country="DE", level="municipal")
    assert places.propose_names(german) == german


def test_that_every_place_of_the_gazetteer_makes_a_right_record_with_its_region_in_both_languages() -> None:
    gazetteer = Gazetteer()
    wrong, without_region = [], []
    for place in gazetteer.iter():
        made = territory_of(place, lambda _: None)
        wrong += [(place.code, problem) for problem in problems_of(made) if problem.error]
        if place.level != "country" and not (made.region_de and made.region_uk):
            without_region.append(place)
    gazetteer.close()
    assert wrong == []
    assert without_region == []


def test_that_places_of_every_kind_can_be_taken(register: Register, places: Places) -> None:
    by_kind: dict[str, list[Place]] = {}
    gazetteer = Gazetteer()
    for place in gazetteer.iter():
        by_kind.setdefault(place.kind, []).append(place)
    gazetteer.close()
    assert by_kind.keys() == {kind.code for kind in KINDS} - {"samtgemeinde"}
    chosen = [place for found in by_kind.values() for place in found[:: len(found) // 8 + 1]]
    assert {place.code for place in by_kind["bezirk"]} <= {place.code for place in chosen}
    for place in chosen:
        taken = load(register, places.take(place))
        assert [problem for problem in problems_of(taken) if problem.error] == []
        assert (taken.name_de, taken.code, taken.kind) == (place.name_de, place.code, place.kind)
    with register.reading() as reader:
        assert reader.count(Query("territory")) == len(chosen)


def test_that_a_bezirk_is_taken(register: Register, places: Places) -> None:
    bezirk = load(register, places.take(places.search("Oberbayern")[0]))
    assert (bezirk.name_de, bezirk.code, bezirk.kind, bezirk.level) == (
        "Bezirk Oberbayern",
        "091",
        "bezirk",
        "district",
    )
    assert (bezirk.region_de, bezirk.region_uk) == ("Bayern", "Баварія")


def test_that_parts_of_municipalities_with_one_name_are_not_taken_for_each_other(places: Places) -> None:
    namesakes: dict[str, list[Place]] = {}
    gazetteer = Gazetteer()
    for place in gazetteer.iter(level="local", country="DE"):
        namesakes.setdefault(place.name_de, []).append(place)
    gazetteer.close()
    assert len(namesakes["Reuth"]) > 1
    for name in ("Reuth", "Zscherben"):
        numbers = [places.take(place) for place in namesakes[name]]
        assert len(set(numbers)) == len(numbers)
        assert [places.take(place) for place in namesakes[name]] == numbers


def test_that_a_borough_without_a_code_is_taken_once(places: Places) -> None:
    spandau = places.search("Berlin-Spandau")[0]
    assert spandau.code == ""
    assert places.take(spandau) == places.take(spandau)


@pytest.mark.parametrize(
    "written", ["Kyjiw-Petschersk", "Berlin: Bezirk Pankow", "Hromada Itschnja", "Bezirk Oberbayern", "091", "06633"]
)
def test_that_the_search_offers_what_an_import_takes_for_the_name(
    register: Register, places: Places, written: str
) -> None:
    gazetteer = Gazetteer()
    with register.reading() as reader:
        finder = PlaceFinder(reader, gazetteer)
        found = finder.by_code(written) or finder.by_name(Wanted((written,))).ref
    gazetteer.close()
    offered = places.search(written)[0]
    assert found is not None
    assert found.place == offered
