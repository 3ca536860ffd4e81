"""Which records are taken for twins, and which are not."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from desktop_app.domain.delivery import Delivery, DeliveryItem, Donor
from desktop_app.domain.kept_apart import TWINNED
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, Role
from desktop_app.domain.record import Record, changed
from desktop_app.domain.territory import Territory, TerritoryName
from desktop_app.domain.twin_rules import TWINS, marks_of
from desktop_app.domain.twins import WORTH_A_HINT, WORTH_A_LOOK, is_near, likeness, near_marks


def score(one: Any, other: Any) -> int:
    assert likeness(TWINS[one.NAME], one, other) == likeness(TWINS[one.NAME], other, one)
    return likeness(TWINS[one.NAME], one, other).score


def person(family: str, given: str, *, place: int | None = None, mail: str = "", **values: Any) -> Person:
    points = (ContactPoint(kind="email", value=mail).normalised_for("DE"),) if mail else ()
    roles = (Role(function="mayor", territory=place),) if place else ()
    return Person(family_name=family, given_name=given, contact_points=points, roles=roles, **values)


def test_that_what_may_be_kept_apart_has_rules():
    assert set(TWINS) == set(TWINNED)


@pytest.mark.parametrize(
    "other",
    [
        person("Morgunow", "Serhij", place=7),
        person("Morhunov", "Serhiy", place=7),
        Person(family_name_uk="Моргунов", given_name_uk="Сергій", roles=(Role(function="mayor", territory=7),)),
        person("Serhii", "Morhunov", place=7),
        person("Morhunow", "S.", place=7),
        person("Morhunow", "", place=7),
        person("Morhulow", "Serhii", place=7),
    ],
    ids=["German letters", "English letters", "Cyrillic", "the other way round", "initial", "no given name", "slip"],
)
def test_that_one_person_in_two_spellings_is_worth_a_look(other: Person):
    one = person("Morhunow", "Serhii", place=7)
    assert score(one, other) >= WORTH_A_LOOK
    assert marks_of(one) & marks_of(other)


@pytest.mark.parametrize(
    "other",
    [
        person("Müller", "Petra", place=7, mail="rathaus@teltow.example"),
        person("Müller", "Thomas", place=8),
        person("Möller", "Heike", place=7),
    ],
    ids=["a colleague with the same mail box", "a namesake elsewhere", "somebody else of the town hall"],
)
def test_that_other_people_are_not_worth_a_look(other: Person):
    assert score(person("Müller", "Thomas", place=7, mail="rathaus@teltow.example"), other) < WORTH_A_LOOK


def test_that_a_mail_address_of_ones_own_makes_up_for_another_place():
    one = person("Müller", "Thomas", place=7, mail="t.mueller@post.example")
    assert score(one, person("Mueller", "Thomas", place=8, mail="T.Mueller@post.example")) >= WORTH_A_LOOK


def test_that_a_name_alone_is_worth_a_hint():
    assert WORTH_A_HINT <= score(Person(family_name="Weiß", given_name="Eva"), person("Weiss", "Eva")) < WORTH_A_LOOK


def place(name: str, **values: Any) -> Territory:
    return Territory(**{"name_de": name, "country": "UA", "level": "municipal", "region_de": "Winnyzja"} | values)


@pytest.mark.parametrize(
    "other",
    [
        place("Winniza"),
        place("", name_latin="Vinnytsia"),
        place("", name_uk="Вінниця"),
        place("Winnyzja", region_de="Oblast Winnyzja"),
        place("Stadt X", other_names=(TerritoryName(name="Vinnica"),)),
    ],
)
def test_that_a_place_is_known_under_all_its_spellings(other: Territory):
    one = place("Winnyzja", code="UA05020030010063857", code_system="KATOTTG")
    assert score(one, other) >= WORTH_A_LOOK
    assert marks_of(one) & marks_of(other)


@pytest.mark.parametrize(
    "other",
    [
        place("Winnyzja", code="UA05020030000000000", code_system="KATOTTG"),
        place("Winnyzja", level="district"),
        place("Winnyzja", region_de="Sumy"),
    ],
    ids=["another code", "the raion", "another oblast"],
)
def test_that_namesakes_of_a_place_are_other_places(other: Territory):
    assert score(place("Winnyzja", code="UA05020030010063857", code_system="KATOTTG"), other) < WORTH_A_LOOK


def test_that_the_municipality_key_is_seen_in_the_regional_key():
    short = place("Teltow", country="DE", region_de="", code="12069616", code_system="AGS")
    long = place("Teltow (Stadt)", country="DE", region_de="", code="120690616616", code_system="ARS")
    assert marks_of(short) & marks_of(long)
    assert score(short, long) >= WORTH_A_LOOK


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Organisation(name_de="Zentralkrankenhaus Chotyn", kind="hospital", territory=3), True),
        (Organisation(name_de="Chotyn Zentralkrankenhaus", kind="hospital", territory=3), True),
        (Organisation(name_de="Zentralkrankenhaus Chotin", kind="hospital", territory=3), True),
        (Organisation(name_uk="КНП", kind="hospital", edrpou="00032129"), True),
        (Organisation(name_de="Zentralkrankenhaus Chotyn", kind="hospital", territory=4), False),
        (Organisation(name_de="Zentralkrankenhaus Chotyn", kind="hospital", territory=3, edrpou="14360570"), False),
    ],
)
def test_that_an_organisation_is_known_by_name_number_and_place(other: Organisation, alike: bool):
    one = Organisation(name_de="Zentralkrankenhaus Chotyn", kind="hospital", territory=3, edrpou="00032129")
    assert (score(one, other) >= WORTH_A_LOOK) == alike
    assert marks_of(one) & marks_of(other) or not alike


def partnership(*bodies: int, **values: Any) -> Partnership:
    sides = ["DE", *["UA"] * (len(bodies) - 1)]
    return Partnership(parties=tuple(Party(side=s, territory=b) for s, b in zip(sides, bodies, strict=True)), **values)


def test_that_partnerships_are_known_by_their_parties():
    assert score(partnership(1, 2), partnership(1, 2)) >= WORTH_A_LOOK
    assert score(partnership(1, 2), partnership(1, 2, 3)) >= WORTH_A_LOOK
    assert score(partnership(1, 2), partnership(1, 3)) < WORTH_A_LOOK
    assert score(partnership(1, 2, id=5), partnership(1, 2, id=6, successor=5)) < WORTH_A_LOOK
    assert score(partnership(1, 2, network_number=4), partnership(1, 2, 3, network_number=5)) < WORTH_A_LOOK


def delivery(**values: Any) -> Delivery:
    item = DeliveryItem(name_de="Feuerwehrauto", quantity=Decimal(1))
    held: dict[str, Any] = {
        "donors": (Donor(territory=1),),
        "recipient": 2,
        "content": "Feuerwehrauto",
        "items": (item,),
    }
    return Delivery(**held | {"handed_over": PartialDate(2023, 11, 16)} | values)


def test_that_deliveries_are_known_by_what_went_when_from_whom_to_whom():
    assert score(delivery(), delivery()) >= WORTH_A_LOOK
    assert score(delivery(), delivery(handed_over=None, mrn="26DE123456789012A0", recipient=None)) < WORTH_A_LOOK
    assert score(delivery(mrn="26DE123456789012A0"), delivery(mrn="26de123456789012a0")) == 100
    assert score(delivery(), delivery(handed_over=PartialDate(2023, 12, 24))) < WORTH_A_LOOK
    assert score(delivery(), delivery(recipient=3)) < WORTH_A_LOOK


def test_that_the_marks_of_a_value_do_not_depend_on_how_it_is_written():
    typed, read = (delivery(total_value=Decimal(text)) for text in ("1200", "1200.00"))
    assert marks_of(typed) == marks_of(read)


def test_that_one_typing_error_is_near_and_found_by_a_half():
    assert is_near("musterenko", "mustrenko")
    assert is_near("musterenko", "mustreenko")
    assert not is_near("musterenko", "musterenko")
    assert not is_near("musterenko", "musternka")
    assert not is_near("eva", "ewa")
    word = "musterenko"
    slips = {word[:at] + word[at + 1 :] for at in range(len(word))}
    slips |= {word[:at] + "q" + word[at:] for at in range(len(word) + 1)}
    slips |= {word[:at] + "q" + word[at + 1 :] for at in range(len(word))}
    for slip in slips:
        assert is_near(word, slip)
        assert set(near_marks("name", word)) & set(near_marks("name", slip)), slip


def test_that_records_with_nothing_in_them_are_like_nothing():
    for name, rules in TWINS.items():
        empty: Record = {
            "person": Person(), "territory": Territory(), "organisation": Organisation(),
            "partnership": Partnership(), "delivery": Delivery(),
        }[name]  # fmt: skip
        assert marks_of(empty) == frozenset()
        assert likeness(rules, empty, changed(empty)).score < WORTH_A_HINT


def test_that_the_order_of_the_words_of_a_body_does_not_matter():
    names = [" ".join(words) for words in permutations(["Freunde", "der", "Ukraine"])]
    marks = [marks_of(Organisation(name_de=name)) for name in names]
    assert all(each & marks[0] for each in marks)
