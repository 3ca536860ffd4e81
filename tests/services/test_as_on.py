"""The partnership list as it stood on a day."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone
from desktop_app.domain.query import AsOn, Order, Query
from desktop_app.domain.record import changed
from desktop_app.services.browsing import Browser
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.places import Places
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from tests import builders

FIRST, SECOND, THIRD = PartialDate(2020, 5, 1), PartialDate(2022, 6, 1), PartialDate(2024, 7, 1)


def listed(register: Register, day: PartialDate) -> list[tuple[Any, ...]]:
    """The partnerships of a day: who is responsible, status, since, last contact."""
    browser = Browser(register, CodeLists(register), Places(register, Gazetteer()))
    columns = ("responsible", "status", "since", "last_contact")
    query = Query("partnership", columns, filters=(AsOn(day),), order=(Order("responsible"),))
    rows = browser.page(query, 0, 10)
    assert list(browser.every(query)) == rows
    assert browser.count(query) == len(rows)
    return [row.values for row in rows]


@pytest.fixture
def stock(register: Register) -> builders.Stock:
    return builders.stock(register)


def save(register: Register, stock: builders.Stock, name: str, *milestones: Milestone, **values: Any) -> Any:
    with register.changing(origin="test", verb="save") as unit:
        return unit.add(builders.partnership(stock, responsible=name, milestones=milestones, **values))


def test_that_a_partnership_stands_from_its_formal_beginning_to_its_end(
    register: Register, stock: builders.Stock
) -> None:
    contact, signed = Milestone(kind="first_contact", day=FIRST), Milestone(kind="signing", day=SECOND)
    save(register, stock, "Anna", contact, signed, Milestone(kind="termination", day=THIRD))
    assert listed(register, PartialDate(2021, 1, 1)) == []
    assert listed(register, PartialDate(2022, 5, 31)) == []
    assert listed(register, SECOND) == [("Anna", "active", SECOND, SECOND)]
    assert listed(register, PartialDate(2024, 6, 30)) == [("Anna", "active", SECOND, SECOND)]
    assert listed(register, THIRD) == []


def test_that_status_beginning_and_contact_are_those_of_the_day(register: Register, stock: builders.Stock) -> None:
    milestones = (
        Milestone(kind="memorandum", day=FIRST),
        Milestone(kind="signing", day=SECOND),
        Milestone(kind="dormancy", day=THIRD),
    )
    visits = (Activity(kind="visit", starts=PartialDate(2021, 3)), Activity(kind="call", starts=PartialDate(2023)))
    save(register, stock, "Anna", *milestones, activities=visits)
    assert listed(register, PartialDate(2020, 6, 1)) == [("Anna", "signed", FIRST, FIRST)]
    assert listed(register, PartialDate(2021, 6, 1)) == [("Anna", "signed", FIRST, PartialDate(2021, 3))]
    assert listed(register, PartialDate(2023, 6, 1)) == [("Anna", "active", SECOND, PartialDate(2023))]
    assert listed(register, PartialDate(2025, 1, 1)) == [("Anna", "dormant", SECOND, PartialDate(2023))]


def test_that_what_was_revived_stands_again(register: Register, stock: builders.Stock) -> None:
    ended, again = Milestone(kind="termination", day=SECOND), Milestone(kind="reactivation", day=THIRD)
    save(register, stock, "Anna", Milestone(kind="network_admission", day=FIRST), ended, again)
    assert len(listed(register, PartialDate(2021, 1, 1))) == 1
    assert len(listed(register, PartialDate(2023, 1, 1))) == 0
    assert len(listed(register, PartialDate(2025, 1, 1))) == 1


def test_that_what_was_converted_stands_until_its_successor_does(register: Register, stock: builders.Stock) -> None:
    later = save(register, stock, "Later", Milestone(kind="signing", day=SECOND))
    save(register, stock, "Before", Milestone(kind="memorandum", day=FIRST), successor=later.id)
    assert [row[0] for row in listed(register, PartialDate(2021, 1, 1))] == ["Before"]
    assert [row[0] for row in listed(register, PartialDate(2023, 1, 1))] == ["Later"]


def test_that_what_was_closed_by_hand_does_not_stand_unless_a_later_end_is_told(
    register: Register, stock: builders.Stock
) -> None:
    by_hand = {"status_override": "ended", "status_reason": "Anruf"}
    one = save(register, stock, "Anna", Milestone(kind="signing", day=FIRST), **by_hand)
    assert listed(register, SECOND) == []
    with register.changing(origin="test", verb="save") as unit:
        unit.save(changed(one, milestones=(*one.milestones, Milestone(kind="termination", day=THIRD))), one)
    assert len(listed(register, SECOND)) == 1
