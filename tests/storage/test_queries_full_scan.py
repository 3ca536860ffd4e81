"""Whatever is searched, filtered and sorted by, a list is what a look at every record gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Between,
    Contains,
    Empty,
    Filter,
    Linked,
    Not,
    OneOf,
    Order,
    Query,
)
from desktop_app.domain.spelling import as_typed, other_spellings
from desktop_app.domain.task import Task
from desktop_app.storage import queries
from desktop_app.storage.register import Register
from tests import builders

TASKS = 240
SUBJECTS = ("Bericht Köln", "Anruf", "Übergabe in Ґаньківка", "Дзвінок Київ", "Straße [1]", "Anruf Köln")
PEOPLE = ("", "Müller", "Ждан", "Ilse Groß")
PLACES = ("Mühlheim", "Ґлухів", "Großröhrsdorf")
TEXTS = ("", "o", "KÖLN", "гань", "ґ", "ss", "zzz", "[1]", "mu")


@dataclass(frozen=True, slots=True)
class Stored:
    register: Register
    tasks: list[Task]
    places: dict[int | None, str]


@pytest.fixture(scope="module")
def stored(shared_register: Register) -> Stored:
    register = shared_register
    with register.changing(origin="test", verb="save") as unit:
        people = [unit.add(builders.person(family_name=name)).id or 0 for name in PLACES]
    with register.changing(origin="test", verb="save") as unit:
        unit.add_all([task(number, people) for number in range(TASKS)])
    with register.reading() as reader:
        every = list(reader.records("task", [row.id for row in reader.every(Query("task"))]).values())
    with register.changing(origin="test", verb="trash") as unit:
        unit.trash("task", [item.id or 0 for item in every if (item.id or 0) % 11 == 0])
    with register.reading() as reader:
        tasks = list(reader.records("task", [item.id or 0 for item in every]).values())
        places: dict[int | None, str] = {None: ""}
        places.update(reader.titles("person", people).items())
    return Stored(register, tasks, places)


def task(number: int, people: list[int]) -> Task:
    """Most things follow the number, so that matches of one column stand close together in another."""
    return builders.task(
        subject=f"{SUBJECTS[number * len(SUBJECTS) // TASKS]} {number * 7 % 50}",
        due=PartialDate(2018 + number // 30, 1 + number % 12) if number % 5 else None,
        done=PartialDate(2018 + number // 30) if number > TASKS // 2 else None,
        responsible=PEOPLE[number % len(PEOPLE)],
        person=people[number % 7] if number % 7 < len(people) else None,
    )


FIELDS = ("subject", "due", "done", "responsible", "person", "changed_at")
YEARS = st.none() | st.integers(2017, 2027).map(PartialDate)
FILTERS: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Contains, st.sampled_from(("subject", "responsible", "person")), st.sampled_from(TEXTS)),
    st.builds(Between, st.sampled_from(("due", "done")), YEARS, YEARS, st.booleans()),
    st.builds(Empty, st.sampled_from(("due", "done", "responsible", "person")), st.booleans()),
    st.builds(OneOf, st.just("responsible"), st.lists(st.sampled_from(PEOPLE), max_size=2).map(tuple)),
    st.builds(OneOf, st.just("person"), st.lists(st.integers(1, 3), max_size=2).map(tuple)),
)
WOVEN = st.recursive(
    FILTERS,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=5,
)
QUERIES = st.builds(
    Query,
    st.just("task"),
    search=st.sampled_from(("", "", "köln", "анру", "o 1", "groß", "ганьківка", "zzz", "[1]", "müller 2")),
    filters=st.lists(WOVEN, max_size=3).map(tuple),
    order=st.lists(st.builds(Order, st.sampled_from(FIELDS), st.booleans()), max_size=2).map(tuple),
    trashed=st.booleans(),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=QUERIES, few=st.sampled_from((0, 20, 1000)), near=st.sampled_from((0, 30, 100, 1000)), size=st.integers(1, 60)
)
def test_that_a_list_is_what_a_full_scan_gives(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, query: Query, few: int, near: int, size: int
) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    monkeypatch.setattr(queries, "NEAR", near)
    whole = scanned(stored, query)
    with stored.register.reading() as reader:
        for first in sorted({0, len(whole) // 3, len(whole) // 2, max(0, len(whole) - size), len(whole)}):
            reader._connection.info.clear()
            assert reader.count(query) == len(whole)
            for at in (first, first + size):
                assert [row.id for row in reader.page(query, at, size)] == whole[at : at + size]
        for place in {0, len(whole) // 2, len(whole) - 1} if whole else ():
            assert reader.positions(query, [whole[place]]) == {whole[place]: place}
        left_out = next((item.id for item in stored.tasks if item.id not in whole), 10**9)
        assert reader.positions(query, [left_out or 0]) == {}
        assert [row.id for row in reader.every(query)] == whole


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.lists(st.builds(Order, st.sampled_from(FIELDS), st.booleans()), max_size=2).map(tuple),
    trashed=st.booleans(),
    jumps=st.lists(st.integers(0, TASKS), min_size=2, max_size=12),
    far=st.sampled_from((1, 10, 50)),
)
def test_that_a_jump_goes_on_from_where_somebody_was(
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
    order: tuple[Order, ...],
    jumps: list[int],
    far: int,
    *,
    trashed: bool,
) -> None:
    monkeypatch.setattr(queries, "_FAR", far)
    query = Query("task", order=order, trashed=trashed)
    whole = scanned(stored, query)
    with stored.register.reading() as reader:
        reader._connection.info.clear()
        for first in jumps:
            assert [row.id for row in reader.page(query, first, 7)] == whole[first : first + 7]


CLOSE_TOGETHER = Query("task", filters=(Between("due", PartialDate(2023)),))
"""What was due early, or has no day, stands before all of it."""


@pytest.mark.parametrize("near", range(10, TASKS, 10))
@pytest.mark.parametrize("descending", [False, True])
def test_that_matches_which_stand_close_together_fill_a_page(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, near: int, *, descending: bool
) -> None:
    monkeypatch.setattr(queries, "NEAR", near)
    query = replace(CLOSE_TOGETHER, order=(Order("due", descending),))
    whole = scanned(stored, query)
    with stored.register.reading() as reader:
        for size in (1, 7, 20):
            for first in (0, len(whole) - size):
                reader._connection.info.clear()
                assert [row.id for row in reader.page(query, first, size)] == whole[first : first + size]


def scanned(stored: Stored, query: Query) -> list[int]:
    found = [
        item
        for item in stored.tasks
        if bool(item.trashed_at) == query.trashed
        and all(passes(stored, item, each) for each in query.filters)
        and all(mentions(words(stored, item), word) for word in fold(query.search).split())
    ]
    for each in reversed((*query.order, Order("id", descending=bool(query.order) and query.order[-1].descending))):
        found.sort(key=lambda item: sorted_as(stored, item, each.field), reverse=each.descending)
    return [item.id or 0 for item in found]


def words(stored: Stored, item: Task) -> str:
    typed = f"{item.subject} {item.responsible} {stored.places[item.person]}"
    return " ".join((fold(typed), *other_spellings(typed)))


def mentions(words: str, word: str) -> bool:
    return any(each in words for each in as_typed(word))


def text_of(stored: Stored, item: Task, field: str) -> str:
    return stored.places[item.person] if field == "person" else str(getattr(item, field))


def sorted_as(stored: Stored, item: Task, field: str) -> Any:
    value = getattr(item, field)
    if isinstance(value, PartialDate):
        return value.iso
    if field in {"id", "changed_at"}:
        return value
    return "" if value is None else sort_key(text_of(stored, item, field))


def passes(stored: Stored, item: Task, each: Filter) -> bool:  # noqa: PLR0911  one for each kind
    match each:
        case AllOf():
            return all(passes(stored, item, one) for one in each.conditions)
        case AnyOf():
            return any(passes(stored, item, one) for one in each.conditions)
        case Not():
            return not passes(stored, item, each.condition)
        case AsOn() | Linked():
            raise TypeError(each)
    value = getattr(item, each.field)
    match each:
        case Contains():
            return plain(each.text) in plain(text_of(stored, item, each.field))
        case OneOf():
            return value in each.values
        case Between():
            return lies_between(value, each)
        case Empty():
            return (value in {None, ""}) == each.empty
        case _:
            raise TypeError(each)


def plain(text: str) -> str:
    return sort_key(text.replace("ґ", "г").replace("Ґ", "Г"))


def lies_between(value: PartialDate | None, each: Between) -> bool:
    if value is None:
        return each.or_empty
    first, last = each.first, each.last
    return (not isinstance(first, PartialDate) or value.year >= first.year) and (
        not isinstance(last, PartialDate) or value.year <= last.year
    )
