"""The example register: whole, without errors and doubts, and of nothing that exists."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from desktop_app.base.clock import today
from desktop_app.base.text import fold
from desktop_app.domain.catalogue import RECORDS
from desktop_app.domain.choices import CODE_LISTS
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.errors import UserError
from desktop_app.domain.fields import Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Query
from desktop_app.domain.record import child_fields, fields_of, problems_of
from desktop_app.services.attachments import Attachments, Condition
from desktop_app.services.example import _Example, fill_example
from desktop_app.services.overview import silent_query
from desktop_app.storage.files import create_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register

ADMISSION = "network_admission"
CODES = {code_list.name: {choice.code for choice in code_list.codes} for code_list in CODE_LISTS}
KINDS = [record_type.NAME for record_type in RECORDS if record_type is not CodeValue]


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    made = create_register(tmp_path_factory.mktemp("example") / "Beispiel.bruecke", who="Prüferin")
    fill_example(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def everything(register):
    return everything_in(register)


def everything_in(register: Register) -> dict[str, list[Any]]:
    with register.reading() as reader:
        return {
            name: list(reader.records(name, [row.id for row in reader.every(Query(name))]).values()) for name in KINDS
        }


def all_rows(everything: dict[str, list[Any]]) -> Iterator[Any]:
    for records in everything.values():
        for item in records:
            yield item
            for field in child_fields(type(item)):
                yield from getattr(item, field.name)


def moved(days: int) -> PartialDate:
    return PartialDate.of(today() + timedelta(days=days))


def test_that_the_example_has_something_of_every_kind(everything):
    assert {name: len(records) for name, records in everything.items()} == {
        "territory": 32,
        "organisation": 12,
        "partnership": 24,
        "person": 20,
        "delivery": 10,
        "task": 13,
        "attachment": 3,
        "saved-view": 1,
        "record-template": 2,
        "kept-apart": 1,
    }


def test_that_the_files_of_the_example_are_whole(register, everything):
    files = Attachments(register, 0)
    assert {files.condition(file) for file in everything["attachment"]} == {Condition.WHOLE}
    assert [bool(file.milestone) for file in everything["attachment"]] == [
        file.partnership is not None for file in everything["attachment"]
    ]


def test_that_the_example_is_one_entry_of_the_history(register, everything):
    with register.reading() as reader:
        latest, first = reader.operations(3)
    assert (latest["origin"], latest["verb"]) == ("example", "example")
    assert latest["records"] == sum(len(records) for records in everything.values())
    assert first["verb"] == "create"


def test_that_a_second_example_is_refused_and_leaves_nothing_behind(tmp_path):
    register = create_register(tmp_path / "Beispiel.bruecke", who="Prüferin")
    fill_example(register)
    before = everything_in(register)
    with pytest.raises(UserError):
        fill_example(register)
    assert everything_in(register) == before
    register.close()


def test_that_nothing_in_it_is_wrong_or_doubtful(everything):
    found = {
        item.title: [(problem.field, problem.text()) for problem in problems]
        for records in everything.values()
        for item in records
        if (problems := problems_of(item))
    }
    assert found == {}


def test_that_every_code_is_in_its_list(everything):
    for item in all_rows(everything):
        for field in fields_of(type(item)):
            value = getattr(item, field.name)
            codes = value if field.kind is Kind.CHOICES else (value,) if field.kind is Kind.CHOICE and value else ()
            assert set(codes) <= CODES.get(field.choices, set()), (item.title, field.name)


def test_that_every_party_donor_and_recipient_is_named(everything):
    for partnership in everything["partnership"]:
        assert all(party.title for party in partnership.parties), partnership.title
        assert partnership.german_side
        assert partnership.ukrainian_side
        assert partnership.region_german
        assert partnership.region_ukrainian
    for delivery in everything["delivery"]:
        assert all(donor.title for donor in delivery.donors), delivery.title
        assert delivery.recipient_name
        assert delivery.partnership
    for person in everything["person"]:
        assert all(role.organisation or role.territory for role in person.roles), person.title


def test_that_all_forms_labels_levels_and_statuses_occur(everything):
    pairs = everything["partnership"]
    assert {pair.legal_form for pair in pairs} == CODES["legal_form"]
    assert {label for pair in pairs for label in pair.labels} == CODES["programme_label"]
    assert {pair.partnership_level for pair in pairs} == CODES["partnership_level"]
    assert {pair.status for pair in pairs} == CODES["partnership_status"]
    assert {pair.third_side for pair in pairs} == {"", "Beispielów"}


def test_that_only_those_admitted_to_the_network_have_a_number_in_the_order_of_admission(everything):
    pairs = everything["partnership"]
    admitted = [(pair.network_number, step.day) for pair in pairs for step in pair.milestones if step.kind == ADMISSION]
    numbers = [number for number, _ in admitted]
    assert sorted(numbers) == list(range(1, len(admitted) + 1))
    assert sorted(numbers) == sorted(pair.network_number for pair in pairs if pair.network_number)
    assert sorted(admitted) == sorted(admitted, key=lambda each: each[1])


def test_that_there_is_something_to_look_after_in_the_partnerships(register, everything):
    pairs = everything["partnership"]
    assert sum(moved(0) < pair.valid_until < moved(130) for pair in pairs if pair.valid_until) >= 3
    assert any(pair.review_due < moved(0) for pair in pairs if pair.review_due)
    assert any(moved(0) < pair.review_due < moved(30) for pair in pairs if pair.review_due)
    with register.reading() as reader:
        assert reader.count(silent_query(today())) >= 3


def test_that_an_ended_contact_leads_to_the_partnership_it_became(everything):
    by_id = {pair.id: pair for pair in everything["partnership"]}
    (converted,) = [pair for pair in by_id.values() if pair.status == "converted"]
    assert by_id[converted.successor].status == "active"
    assert by_id[converted.successor].title == converted.title


def test_that_no_place_exists_and_none_has_a_code(everything):
    gazetteer = Gazetteer()
    for place in everything["territory"]:
        assert not place.code
        for name in filter(None, (place.name_de, place.name_uk, place.name_latin)):
            namesakes = [
                found for found in gazetteer.search(name) if fold(name) in {fold(found.name_de), fold(found.name_uk)}
            ]
            assert namesakes == [], name
    gazetteer.close()


def test_that_the_regions_of_places_are_those_of_the_gazetteer(everything):
    gazetteer = Gazetteer()
    real = {(place.name_de, place.name_uk) for place in gazetteer.iter(level="regional")}
    gazetteer.close()
    regions = {(place.region_de, place.region_uk) for place in everything["territory"] if place.country != "PL"}
    assert regions - {("", "")} <= real
    assert len(regions) > 15


def test_that_nobody_real_can_be_reached(everything):
    bodies = everything["organisation"]
    points = [point for person in everything["person"] for point in person.contact_points]
    mails = [point.value for point in points if point.kind == "email"] + [body.email for body in bodies]
    phones = [point.value for point in points if point.kind == "phone"] + [body.phone for body in bodies]
    assert len(mails) == len(set(mails)) == len(phones) == len(set(phones)) == 32
    assert all(mail.endswith("@example.org") for mail in mails)
    assert all(phone.startswith("+49 30 23125 ") and len(phone) == 16 for phone in phones)
    assert all(body.website.endswith(".example.org") for body in bodies)
    assert all(point.normalised for point in points)


def test_that_people_of_both_countries_have_their_names_in_the_right_letters(everything):
    cyrillic = {person.title: person.family_name_uk for person in everything["person"] if person.family_name_uk}
    assert cyrillic["Zrazkovyi, Ivan"] == "Зразковий"
    assert len(cyrillic) == 9
    assert "Musterfrau, Erika" in {person.title for person in everything["person"]} - cyrillic.keys()


def test_that_one_report_is_overdue_one_due_soon_and_one_delivery_at_customs(everything):
    waiting = [item for item in everything["delivery"] if item.report_due and not item.reported]
    assert sum(item.report_due < moved(0) for item in waiting) == 1
    assert sum(moved(0) < item.report_due < moved(14) for item in waiting) == 1
    assert [item.status for item in everything["delivery"]].count("at_customs") == 1


def test_that_deliveries_show_a_device_a_vehicle_a_training_and_a_difference(everything):
    items = [item for delivery in everything["delivery"] for item in delivery.items]
    (device,) = [item for item in items if item.device_manufacturer]
    assert all(getattr(device, f.name) for f in dataclasses.fields(device) if f.name.startswith("device_"))
    assert isinstance(device.device_next_check, PartialDate)
    engine = next(item for item in items if item.category == "FEU")
    assert all(getattr(engine, f.name) for f in dataclasses.fields(engine) if f.name.startswith("vehicle_"))
    assert {delivery.kind for delivery in everything["delivery"]} >= {"goods", "vehicle", "education"}
    (short,) = [item for item in items if item.difference_reason]
    assert short.received_quantity < short.quantity


def test_that_delivery_numbers_are_of_last_and_this_year(everything):
    assert {delivery.number[:4] for delivery in everything["delivery"]} >= {str(today().year - 1)}
    assert all(delivery.statuses[-1].status == delivery.status for delivery in everything["delivery"])
    for delivery in everything["delivery"]:
        days = [step.day for step in delivery.statuses]
        assert days == sorted(days), delivery.title


def test_that_tasks_are_done_due_and_overdue(everything):
    waiting = [task.due for task in everything["task"] if not task.done and task.due]
    assert moved(0) in waiting
    assert any(due < moved(0) for due in waiting)
    assert any(due > moved(0) for due in waiting)
    assert any(task.done for task in everything["task"])


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2028, 2, 29), date(2028, 12, 31)])
def test_that_the_example_holds_on_every_day_of_the_year(tmp_path, day):
    register = create_register(tmp_path / "Beispiel.bruecke", who="Prüferin")
    with register.changing(origin="example", verb="example") as unit:
        _Example(unit, day, register.files).fill()
    made = everything_in(register)
    register.close()
    assert [problems_of(item) for records in made.values() for item in records if problems_of(item)] == []
    past = [delivery.reported or delivery.handed_over for delivery in made["delivery"]]
    past += [activity.ends or activity.starts for pair in made["partnership"] for activity in pair.activities]
    assert max(each for each in past if each) <= PartialDate.of(day)
    assert {delivery.number[:4] for delivery in made["delivery"]} <= {str(day.year - 1), str(day.year)}
