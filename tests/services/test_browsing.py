"""Lists as people read them: values and filters in words."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.domain.delivery import Delivery
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Partnership
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Between,
    ByMe,
    Contains,
    During,
    Empty,
    Filter,
    Linked,
    Not,
    OneOf,
    Order,
    Query,
)
from desktop_app.domain.record import changed, field_map
from desktop_app.domain.relative_day import FromToday, Unit
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
    assert browser.positions(query, [made[0].id or 0]) == {made[0].id: 6}


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
        (Not(Contains("title", "Helsa")), "Name does not contain “Helsa”"),
        (Not(OneOf("status", ("active",))), "Status is not active"),
        (Not(Empty("group")), "Group is filled in"),
        (Not(Between("since", PartialDate(2022))), "not (Since from 2022)"),
        (Between("since", PartialDate(2022), PartialDate(2022)), "Since is 2022"),
        (During("changed_at", Unit.WEEK), "Changed this week"),
        (During("since", Unit.YEAR, -3), "Since 3 years ago"),
        (Between("since", FromToday(-12, Unit.MONTH), FromToday()), "Since in the last 12 months"),
        (Between("valid_until", FromToday(), FromToday(1, Unit.MONTH)), "Valid until in the next 1 month"),
        (Between("last_contact", None, FromToday(-1, Unit.YEAR), True), "Last contact at least 1 year ago or empty"),
        (Between("since", PartialDate(2020), FromToday()), "Since from 2020 to today"),
        (Between("since", FromToday(-2, Unit.DAY)), "Since from 2 days ago"),
        (Between("review_due", None, FromToday()), "Review due until today"),
        (ByMe("changed_by"), "Changed by is me (Anna)"),
        (AsOn(PartialDate(2023, 12, 31)), "as on 31.12.2023"),
        (
            AnyOf((Empty("group"), AllOf((Empty("since"), Empty("title"))))),
            "Group is empty or (Since is empty and Name is empty)",
        ),
        (AnyOf(()), "nothing"),
        (Linked("milestones", (OneOf("kind", ("signing",)),)), "has Milestones (Kind of milestone is signing)"),
        (Linked("delivery.partnership", (), exists=False), "has no Aid deliveries"),
        (Linked("successor", (Empty("group"),)), "Converted into (Group is empty)"),
        (Linked("successor", (), exists=False), "not Converted into"),
        (
            Linked("history", (ByMe("done_by"), During("done_at", Unit.WEEK))),
            "was changed (Done by is me (Anna) and Done on this week)",
        ),
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


def test_that_a_link_is_told_by_its_title(register: Register, browser: Browser) -> None:
    stock = builders.stock(register)
    filters = (OneOf("recipient", (stock.ukrainian,)), Not(OneOf("recipient", (10**6,))))
    told = browser.filter_words("delivery", filters)
    assert told == ["Receiving place is Itschnja", "Receiving place is not ?"]


def test_that_what_leads_to_the_same_is_told_apart(browser: Browser) -> None:
    told = browser.filter_words("territory", (Linked("delivery.recipient"), Linked("donor.territory")))
    assert told == ["has Aid deliveries as recipient", "has Aid deliveries as donor"]


def test_that_what_i_did_is_found_in_the_history(register: Register, browser: Browser) -> None:
    with register.changing(origin="form", verb="save") as unit:
        mine = unit.add(builders.task())
    register.who = "Bohdan"
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.task())
        unit.save(changed(mine, subject="Neu"), mine)
    with register.changing(origin="program", verb="renew") as unit:
        later = unit.add(builders.task())
    register.who = "Anna"
    by_me = Linked("history", (ByMe("done_by"), During("done_at", Unit.WEEK)))
    assert [row.id for row in browser.every(Query("task", filters=(by_me,)))] == [mine.id]
    assert browser.count(Query("task", filters=(ByMe("changed_by"),))) == 0
    assert browser.count(Query("task", filters=(Not(by_me),))) == 2
    assert later.id in [row.id for row in browser.every(Query("task", filters=(Linked("history", (), exists=False),)))]
