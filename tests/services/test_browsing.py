"""Lists as people read them: values and filters in words."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.domain.delivery import Delivery
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Partnership
from desktop_app.domain.query import Between, Contains, Empty, Filter, OneOf, Order, Query
from desktop_app.domain.record import field_map
from desktop_app.services.browsing import Browser
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.places import Places
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from tests import builders

FIELDS = field_map(Partnership)


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


@pytest.fixture
def browser(register: Register) -> Browser:
    return Browser(register, CodeLists(register), Places(register, Gazetteer()))


def test_that_pages_and_counts_agree(register: Register, browser: Browser) -> None:
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        made = unit.add_all([builders.partnership(stock, responsible=f"Kraft {number}") for number in range(7)])
    query = Query("partnership", ("title", "responsible"), order=(Order("responsible", descending=True),))
    assert browser.count(query) == 7
    rows = browser.page(query, 2, 3)
    assert [row.values for row in rows] == [("Helsa – Itschnja", f"Kraft {number}") for number in (4, 3, 2)]
    assert list(browser.every(query))[2:5] == rows
    assert browser.position(query, made[0].id or 0) == 6


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (FIELDS["legal_form"], "F", "friendship"),
        (FIELDS["legal_form"], "unknown", "unknown"),
        (FIELDS["labels"], ("KLI", "SOL"), "climate partnership, solidarity partnership"),
        (FIELDS["since"], PartialDate(2022, 12), "12/2022"),
        (FIELDS["network_number"], 1067, "1067"),
        (FIELDS["public"], True, "yes"),
        (FIELDS["public"], False, "no"),
        (FIELDS["title"], "Helsa – Itschnja", "Helsa – Itschnja"),
        (FIELDS["since"], None, ""),
        (field_map(Delivery)["total_value"], Decimal("12500.50"), "12,500.50"),
    ],
)
def test_that_a_value_is_shown_as_people_read_it(browser: Browser, field: object, value: object, shown: str) -> None:
    assert browser.shown(field, value) == shown  # type: ignore[arg-type]


def test_that_codes_are_shown_in_a_language_of_choice(browser: Browser) -> None:
    assert browser.shown(FIELDS["legal_form"], "F", "uk") == "дружні відносини"
    assert browser.shown(FIELDS["legal_form"], "F", "de") == "Freundschaft"


@pytest.mark.parametrize(
    ("each", "sentence"),
    [
        (Contains("title", "Helsa"), "Name contains “Helsa”"),
        (OneOf("status", ("active", "signed")), "Status is active, signed"),
        (Between("since", PartialDate(2022), PartialDate(2023, 5)), "Since from 2022 to 05/2023"),
        (Between("since", None, PartialDate(2023)), "Since until 2023"),
        (Between("since", PartialDate(2023)), "Since from 2023"),
        (Empty("group"), "Group is empty"),
        (Empty("group", empty=False), "Group is filled in"),
        (OneOf("network_number", (17,)), "Network number is 17"),
    ],
)
def test_that_a_filter_is_told_in_words(browser: Browser, each: Filter, sentence: str) -> None:
    assert browser.words(Query("partnership", filters=(each,))) == sentence


def test_that_search_and_filters_are_told_together(browser: Browser) -> None:
    query = Query("partnership", search=" Ічня ", filters=(Empty("group"),))
    assert browser.words(query) == "contains “ Ічня ”; Group is empty"
    assert browser.words(Query("partnership")) == ""


def test_that_moments_filter_by_days_of_the_office(register: Register, browser: Browser) -> None:
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.task())
    today = PartialDate.of(datetime.now(UTC).astimezone().date())
    assert browser.count(Query("task", filters=(Between("created_at", today, today),))) == 1
    assert browser.count(Query("task", filters=(Between("created_at", None, PartialDate(2020)),))) == 0
