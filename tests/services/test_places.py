"""Places come from the gazetteer by name, once each, with the forms of their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.query import Query
from desktop_app.domain.territory import Territory
from desktop_app.services.places import Places
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
