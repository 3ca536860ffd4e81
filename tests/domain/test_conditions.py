"""Filters that count from today mean what they meant; saved ones are read back with checks."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import set_language
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.condition_text import conditions_text, read_conditions
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Between,
    ByMe,
    Contains,
    During,
    Filter,
    Linked,
    Not,
    OneOf,
    Query,
    meant,
)
from desktop_app.domain.relations import condition_fields, condition_relations
from desktop_app.domain.relative_day import FromToday, Unit, period

TODAY = date(2024, 3, 31)


@pytest.mark.parametrize(
    ("count", "unit", "day"),
    [
        (0, Unit.DAY, "2024-03-31"),
        (-1, Unit.DAY, "2024-03-30"),
        (2, Unit.WEEK, "2024-04-14"),
        (-1, Unit.MONTH, "2024-02-29"),
        (11, Unit.MONTH, "2025-02-28"),
        (-12, Unit.MONTH, "2023-03-31"),
        (-4, Unit.YEAR, "2020-03-31"),
        (-100_000, Unit.YEAR, "0001-01-31"),
        (100_000, Unit.MONTH, "9999-12-31"),
        (10**9, Unit.DAY, "9999-12-01"),
    ],
)
def test_that_days_are_counted_from_today(count: int, unit: Unit, day: str) -> None:
    assert FromToday(count, unit).on(TODAY).iso == day


@pytest.mark.parametrize(
    ("unit", "offset", "first", "last"),
    [
        (Unit.DAY, -1, "2024-03-30", "2024-03-30"),
        (Unit.WEEK, 0, "2024-03-25", "2024-03-31"),
        (Unit.WEEK, 1, "2024-04-01", "2024-04-07"),
        (Unit.MONTH, -1, "2024-02", "2024-02"),
        (Unit.YEAR, 0, "2024", "2024"),
    ],
)
def test_that_a_week_a_month_and_a_year_are_whole(unit: Unit, offset: int, first: str, last: str) -> None:
    assert tuple(day.iso for day in period(TODAY, unit, offset)) == (first, last)


def test_that_what_counts_from_today_is_put_as_it_is_meant_now() -> None:
    each = AnyOf((During("since", Unit.YEAR, -1), Not(Linked("history", (ByMe("done_by"),))), AsOn(FromToday(-1))))
    query = meant(Query("partnership", filters=(AllOf((each,)),)), TODAY, "Anna")
    last_year = Between("since", PartialDate(2023), PartialDate(2023))
    mine = Not(Linked("history", (OneOf("done_by", ("Anna",)),)))
    assert query.filters == (AllOf((AnyOf((last_year, mine, AsOn(PartialDate(2024, 3, 30)))),)),)


def saved(*filters: Any, version: Any = 1) -> str:
    return json.dumps({"version": version, "filters": filters})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        saved(version="1"),
        saved({"is": "contains", "field": "status", "text": "a"}),
        saved({"is": "contains", "field": "title"}),
        saved({"is": "contains", "field": "title", "text": 7}),
        saved({"is": "one_of", "field": "network_number", "values": ["7"]}),
        saved({"is": "one_of", "field": "network_number", "values": [True]}),
        saved({"is": "between", "field": "title", "first": None, "last": None, "or_empty": False}),
        saved({"is": "between", "field": "since", "first": "2024-13", "last": None, "or_empty": False}),
        saved({"is": "between", "field": "since", "first": None, "last": None, "or_empty": "no"}),
        saved({"is": "during", "field": "since", "unit": "eon", "offset": 0}),
        saved({"is": "during", "field": "since", "unit": "day", "offset": 10**7}),
        saved({"is": "by_me", "field": "since"}),
        saved({"is": "as_on", "day": "2024"}),
        saved({"is": "unheard_of", "field": "title"}),
        saved({"is": "all", "conditions": "none"}),
        saved({"is": "linked", "relation": "milestones", "exists": 1, "conditions": []}),
    ],
)
def test_that_a_damaged_filter_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="damaged"):
        read_conditions("partnership", text)


def test_that_an_endless_filter_is_refused() -> None:
    deep: dict[str, Any] = {"is": "empty", "field": "title", "empty": True}
    for _ in range(50):
        deep = {"is": "not", "condition": deep}
    with pytest.raises(UserError, match="damaged"):
        read_conditions("partnership", saved(deep))
    with pytest.raises(UserError, match="damaged"):
        read_conditions("partnership", "[" * 100_000)


@pytest.mark.parametrize(
    "each",
    [
        {"is": "empty", "field": "shoe_size", "empty": True},
        {"is": "linked", "relation": "shoes", "exists": True, "conditions": []},
        {
            "is": "linked",
            "relation": "milestones",
            "exists": True,
            "conditions": [{"is": "by_me", "field": "shoe_size"}],
        },
    ],
)
def test_that_a_field_which_the_program_does_not_know_is_named(each: dict[str, Any]) -> None:
    set_language("en")
    with pytest.raises(UserError) as failure:
        read_conditions("partnership", saved(each))
    assert "shoe" in failure.value.message()
    assert "Nothing was filtered." in failure.value.message()


def test_that_a_filter_of_a_newer_program_is_told_apart_from_a_damaged_one() -> None:
    with pytest.raises(UserError, match="newer program"):
        read_conditions("partnership", saved(version=2))


@pytest.mark.parametrize("name", TYPES)
def test_that_every_field_and_relation_comes_back_from_its_text(name: str) -> None:
    filters: tuple[Filter, ...] = tuple(Not(each) for each in _asked_of(name))
    filters += tuple(
        Linked(relation, tuple(_asked_of(found.target)), exists=False)
        for relation, found in condition_relations(name).items()
    )
    assert read_conditions(name, conditions_text(filters)) == filters


def _asked_of(name: str) -> list[Filter]:
    fields = condition_fields(name).values()
    texts: list[Filter] = [Contains(field.name, "a “b”") for field in fields if field.kind.value in {"text", "link"}]
    days = [
        Between(field.name, PartialDate(2024), FromToday(-3, Unit.WEEK)) for field in fields if field.kind == "date"
    ]
    return [*texts, *days]
