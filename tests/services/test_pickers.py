"""Pickers propose the best fit first, say what tells twins apart, and stay fast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.domain.delivery import Delivery, DeliveryItem
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone, Partnership, Party
from desktop_app.domain.person import Person, Role
from desktop_app.domain.record import Record
from desktop_app.domain.territory import Territory, TerritoryName
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.pickers import Pickers
from desktop_app.services.places import Places
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    before = language()
    set_language("de")
    yield
    set_language(before)


@pytest.fixture
def places(register: Register) -> Iterator[Places]:
    gazetteer = Gazetteer()
    yield Places(register, gazetteer)
    gazetteer.close()


@pytest.fixture
def pickers(register: Register, places: Places) -> Pickers:
    return Pickers(register, places, CodeLists(register))


def add(register: Register, *items: Record) -> list[int]:
    with register.changing(origin="form", verb="save") as unit:
        return [unit.add(item).id or 0 for item in items]


def town(name: str, **values: object) -> Territory:
    return Territory(name_de=name, country="DE", level="municipal", **values)  # type: ignore[arg-type]


def titles(pickers: Pickers, target: str, text: str) -> list[str]:
    return [each.title for each in pickers.candidates(target, text)]


def known(pickers: Pickers, text: str) -> list[str]:
    return [each.title for each in pickers.candidates("territory", text) if each.id is not None]


def test_that_a_name_comes_before_what_lies_in_a_region_of_that_name(register: Register, pickers: Pickers) -> None:
    add(
        register,
        Territory(name_de="Chotyn", country="UA", level="municipal", region_de="Oblast Tscherniwzi"),
        Territory(name_de="Rajon Tscherniwzi", country="UA", level="district", region_de="Oblast Tscherniwzi"),
    )
    offered = pickers.candidates("territory", "Tscherniwzi")
    assert offered[0].title == "Tscherniwzi"
    assert offered[0].place is not None
    fits = [each.title for each in offered]
    assert fits.index("Rajon Tscherniwzi") < fits.index("Chotyn")
    assert fits[-1] == "Chotyn"


@pytest.mark.parametrize("typed", ["au", "AU", " Au "])
def test_that_the_better_fit_comes_first(register: Register, pickers: Pickers, typed: str) -> None:
    add(
        register,
        town("Boll", district_de="Landkreis Au"),
        town("Passau"),
        town("Bad Aussee"),
        town("Aurich"),
        town("Au"),
    )
    assert known(pickers, typed) == ["Au", "Aurich", "Bad Aussee", "Passau", "Boll"]


@pytest.mark.parametrize("typed", ["Чернівці", "Chernivtsi", "Czernowitz", "tscherniwzi"])
def test_that_every_spelling_of_a_name_is_the_name(register: Register, pickers: Pickers, typed: str) -> None:
    other = TerritoryName(name="Czernowitz", kind="exonym")
    names: dict[str, Any] = {"name_uk": "Чернівці", "name_latin": "Chernivtsi", "name_de": "Tscherniwzi"}
    add(
        register,
        town("Andernach", remarks="Chernivtsi, Czernowitz, Tscherniwzi, Чернівці"),
        Territory(country="UA", level="municipal", other_names=(other,), **names),
    )
    assert known(pickers, typed) == ["Tscherniwzi", "Andernach"]


def test_that_an_umlaut_may_be_typed_as_two_letters(places: Places, pickers: Pickers) -> None:
    taken = places.take(places.search("Grevesmühlen")[0])
    first = pickers.candidates("territory", "grevesmuehlen")[0]
    assert (first.id, first.title) == (taken, "Grevesmühlen")


def test_that_a_record_comes_first_only_among_equal_fits(register: Register, pickers: Pickers) -> None:
    add(register, town("Helsalein"), town("Bad Helsa"))
    offered = pickers.candidates("territory", "Helsa")
    assert [each.title for each in offered][:3] == ["Helsa", "Helsalein", "Bad Helsa"]
    assert offered[0].place is not None
    add(register, town("Helsa"))
    first, second = pickers.candidates("territory", "Helsa")[:2]
    assert (first.title, second.title) == ("Helsa", "Helsa")
    assert first.id is not None
    assert second.place is not None


def test_that_larger_places_of_the_gazetteer_come_first(pickers: Pickers) -> None:
    offered = [each.place for each in pickers.candidates("territory", "Frankfurt") if each.place is not None]
    assert offered[0].name_de.startswith("Frankfurt am Main")
    assert offered[1].name_de.startswith("Frankfurt (Oder)")
    order = ["country", "regional", "district", "municipal", "local"]
    exact = [each for each in pickers.candidates("territory", "Neustadt") if each.title.startswith("Neustadt")]
    places = [each.place for each in exact if each.place is not None]
    sizes = [(order.index(place.level), -(place.population or 0)) for place in places]
    assert len(sizes) > 4
    assert sizes == sorted(sizes)


def test_that_a_place_of_the_register_is_not_offered_again_from_the_gazetteer(places: Places, pickers: Pickers) -> None:
    taken = places.take(places.search("helsa")[0])
    offered = [each for each in pickers.candidates("territory", "Helsa") if each.title == "Helsa"]
    assert [each.id for each in offered] == [taken]


def test_that_people_are_found_by_names_in_any_order(register: Register, pickers: Pickers) -> None:
    add(
        register,
        Person(family_name="Petrowa", given_name="Anna"),
        Person(family_name="Bondarenko", given_name="Petro", family_name_uk="Бондаренко", given_name_uk="Петро"),
        Person(family_name="Alt", given_name="Iwan", roles=(Role(function_text="Büro Petro Bondarenko"),)),
    )
    assert titles(pickers, "person", "petro") == ["Bondarenko, Petro", "Petrowa, Anna", "Alt, Iwan"]
    for typed in ("Petro Bondarenko", "bondarenko, petro"):
        assert titles(pickers, "person", typed) == ["Bondarenko, Petro", "Alt, Iwan"]
    assert titles(pickers, "person", "Петро Бондаренко") == ["Bondarenko, Petro", "Alt, Iwan"]


def test_that_organisations_and_partnerships_are_ranked_alike(register: Register, pickers: Pickers) -> None:
    ahlen, ichnia, calw = add(
        register, town("Ahlen"), Territory(name_de="Itschnja", country="UA", level="municipal"), town("Calw")
    )
    add(
        register,
        Organisation(name_de="Bauhof", kind="hospital", territory=ahlen),
        Organisation(name_de="Klinikum Ahlen", kind="hospital"),
        Organisation(name_de="Ahlener Werke", kind="hospital"),
        Organisation(name_de="Stadt", short_name="Ahlen", kind="administration"),
    )
    assert titles(pickers, "organisation", "Ahlen") == ["Stadt", "Ahlener Werke", "Klinikum Ahlen", "Bauhof"]
    pair = (Party(side="DE", territory=ahlen), Party(side="UA", territory=ichnia))
    more = (Party(side="DE", territory=calw), Party(side="UA", territory=ichnia))
    add(register, Partnership(parties=pair, network_number=7), Partnership(parties=more, remarks="17 Ahlen"))
    assert titles(pickers, "partnership", "ahlen") == ["Ahlen – Itschnja", "Calw – Itschnja"]
    assert titles(pickers, "partnership", "7") == ["Ahlen – Itschnja", "Calw – Itschnja"]
    assert set(titles(pickers, "partnership", "Itschnja")) == {"Ahlen – Itschnja", "Calw – Itschnja"}
    item = DeliveryItem(category="MED", name_de="Ultraschall")
    add(register, Delivery(number="2026-0001", subject="Betten", items=(item,)), Delivery(subject="Ultraschallgerät"))
    assert titles(pickers, "delivery", "ultra") == ["Ultraschallgerät", "2026-0001 · Betten"]


@pytest.mark.parametrize("code", ["de", "uk"])
def test_that_codes_are_said_in_words(register: Register, pickers: Pickers, code: str) -> None:
    ahlen, calw = add(register, town("Ahlen"), town("Calw"))
    parties = (Party(side="DE", territory=ahlen), Party(side="UA", territory=calw))
    signed = Milestone(kind="signing", day=PartialDate.parse_iso("2019"))
    add(register, Partnership(parties=parties, milestones=(signed,)))
    set_language(code)
    expected = CodeLists(register).label("partnership_status", "active")
    assert expected != "active"
    detail = pickers.candidates("partnership", "Ahlen")[0].detail
    assert detail == f"{expected}, 2019"
    assert pickers.candidates("partnership", "")[0].detail == detail


def test_that_the_kind_tells_two_places_of_one_name_apart(pickers: Pickers) -> None:
    hromada, city = pickers.candidates("territory", "Itschnja")[:2]
    assert hromada.title == city.title == "Itschnja"
    assert hromada.detail.startswith("Hromada, ")
    assert city.detail.startswith("Stadt (Ort), ")
    set_language("uk")
    hromada, city = pickers.candidates("territory", "Ічня")[:2]
    assert hromada.detail.startswith("територіальна громада, ")
    assert "район" in hromada.detail
    assert city.detail.startswith("місто, ")


def test_that_what_tells_twins_apart_comes_first(register: Register, pickers: Pickers) -> None:
    here = {"kind": "gemeinde", "region_de": "Niedersachsen"}
    add(
        register,
        town("Neudorfhausen", district_de="Heidekreis", **here),
        town("Neudorfhausen", district_de="Landkreis Vechta", **here),
        town("Neudorfhausen", district_de="Landkreis Stade", code="03359099", code_system="AGS", **here),
        town("Neudorfhausen", district_de="Landkreis Stade", code="03359098", code_system="AGS", **here),
        town("Neudorf am Moor", district_de="Heidekreis", **here),
    )
    details = [each.detail for each in pickers.candidates("territory", "neudorf") if each.id is not None]
    kind = CodeLists(register).label("territory_kind", "gemeinde")
    assert details[0] == f"Heidekreis, Niedersachsen, {kind}"
    assert details[1] == f"Heidekreis, {kind}, Niedersachsen"
    assert details[2] == f"Landkreis Vechta, {kind}, Niedersachsen"
    assert details[3].startswith("03359099, Landkreis Stade")
    assert details[4].startswith("03359098, Landkreis Stade")


def test_that_where_nothing_tells_more_the_detail_is_empty(register: Register, pickers: Pickers) -> None:
    add(register, town("Xystadt"))
    assert [each.detail for each in pickers.candidates("territory", "Xystadt")] == [""]
    land = next(each for each in pickers.candidates("territory", "Hessen") if each.title == "Hessen")
    assert land.detail == "Land"


def test_that_for_no_text_those_changed_last_are_proposed(register: Register, pickers: Pickers) -> None:
    add(register, town("Ahlen"), town("Calw"))
    assert sorted(titles(pickers, "territory", " ")) == ["Ahlen", "Calw"]
    assert sorted(titles(pickers, "territory", "–")) == ["Ahlen", "Calw"]


def test_that_what_was_found_for_a_shorter_text_is_not_kept_over_a_change(register: Register, pickers: Pickers) -> None:
    add(register, town("Xystadt"))
    assert known(pickers, "Xy") == ["Xystadt"]
    add(register, town("Xyburg"))
    assert known(pickers, "Xyb") == ["Xyburg"]
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("territory", [1])
    assert known(pickers, "Xy") == ["Xyburg"]
    assert known(pickers, "Xys") == []


def test_that_the_best_fit_is_found_among_very_many(register: Register, pickers: Pickers) -> None:
    add(
        register,
        *(town(f"Gemeinde {number:03}", region_de="Oberland") for number in range(400)),
        town("Bad Oberland"),
        town("Hinteroberland"),
        town("Oberlandau"),
        town("Oberland"),
    )
    assert known(pickers, "Oberland")[:5] == [
        "Oberland",
        "Oberlandau",
        "Bad Oberland",
        "Hinteroberland",
        "Gemeinde 000",
    ]
    assert known(pickers, "Oberland[*?")[:2] == ["Oberland", "Oberlandau"]


def test_that_a_draft_is_named_by_what_was_typed(pickers: Pickers) -> None:
    place = pickers.draft("territory", " Ічня ")
    assert isinstance(place, Territory)
    assert (place.name_uk, place.name_de, place.country) == ("Ічня", "Itschnja", "UA")
    person = pickers.draft("person", "Petro Bondarenko")
    assert isinstance(person, Person)
    assert (person.given_name, person.family_name) == ("Petro", "Bondarenko")
    delivery = pickers.draft("delivery", "Betten")
    assert isinstance(delivery, Delivery)
    assert delivery.subject == "Betten"
    organisation = pickers.draft("organisation", "Klinikum")
    assert isinstance(organisation, Organisation)
    assert organisation.name_de == "Klinikum"
    assert isinstance(pickers.draft("partnership", "x"), Partnership)
