"""Dates known to the year or month: typed, stored, ordered, shown."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.base import i18n
from desktop_app.base.errors import UserError
from desktop_app.domain.partial_date import PartialDate, parse_typed

TODAY = date(2026, 3, 5)


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


years = st.integers(1, 9999).map(PartialDate)
months = st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12))
days = st.dates().map(PartialDate.of)
partial_dates = years | months | days


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("12.3.19", "2019-03-12"),
        ("12.03.2019", "2019-03-12"),
        ("12/3/2019", "2019-03-12"),
        ("12-3-2019", "2019-03-12"),
        ("12032019", "2019-03-12"),
        ("120319", "2019-03-12"),
        ("3/2019", "2019-03"),
        ("03.2019", "2019-03"),
        ("2019", "2019"),
        ("2019-03", "2019-03"),
        ("2019-03-12", "2019-03-12"),
        ("  12.3.19 ", "2019-03-12"),
        ("29.2.24", "2024-02-29"),
        ("heute", "2026-03-05"),
        ("Heute", "2026-03-05"),
        ("today", "2026-03-05"),
        ("Сьогодні", "2026-03-05"),
        (".", "2026-03-05"),
        ("+7", "2026-03-12"),
        ("-5", "2026-02-28"),
        ("+0", "2026-03-05"),
        ("1.1.56", "2056-01-01"),
        ("1.1.57", "1957-01-01"),
        ("1.1.88", "1988-01-01"),
    ],
)
def test_that_a_date_is_read_as_people_type_it(typed: str, iso: str) -> None:
    assert parse_typed(typed, TODAY).iso == iso


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "bald", "12", "31.2.2019", "29.2.23", "0.3.2019", "12.0.2019", "12.13.2019", "0/2019", "13/2019",
        "2019-00", "2019-13", "2019-03-00", "0000", "00002019", "12.3.019", "12..3.2019", "12.3.2019 10:00",
        "+", "+99999", "++7", "1.1.2019–2.1.2019", "Q3/2019",
    ],
)  # fmt: skip
def test_that_what_is_no_date_is_refused_in_words_that_repeat_it(typed: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_typed(typed, TODAY)
    assert typed.strip() in refusal.value.message()


@pytest.mark.parametrize(
    "text", ["19", "2022-1", "2022-00", "2022-13", "2022-12-00", "2022-12-32", "2022-02-30", "2022-12-14T00", "heute"]
)
def test_that_only_whole_iso_texts_are_read_from_storage(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse_iso(text)


@pytest.mark.parametrize(
    "parts", [(2022, None, 3), (2022, 0), (2022, 13), (2022, 2, 30), (2022, 1, 0), (0,), (10_000,)]
)
def test_that_a_day_the_calendar_does_not_have_cannot_be_made(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


@given(partial_dates)
def test_that_a_date_survives_storing_and_typing_what_is_shown(day: PartialDate) -> None:
    assert PartialDate.parse_iso(day.iso) == day
    assert str(day) == day.iso
    assert parse_typed(day.shown(), TODAY) == day
    assert parse_typed(day.iso, TODAY) == day


@given(partial_dates, partial_dates)
def test_that_dates_sort_as_their_texts_do(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (one.iso < other.iso)
    assert (one <= other) == (one.iso <= other.iso)
    assert (one > other) == (one.iso > other.iso)


@given(st.dates(), st.dates())
def test_that_whole_days_sort_as_days(one: date, other: date) -> None:
    assert (PartialDate.of(one) < PartialDate.of(other)) == (one < other)


def test_that_a_year_comes_before_its_months_and_a_month_before_its_days() -> None:
    shuffled = ["2023", "2022-12-14", "2022", "2022-12", "2022-01-31", "2021-12-31", "2022-02"]
    ordered = [day.iso for day in sorted(map(PartialDate.parse_iso, shuffled))]
    assert ordered == ["2021-12-31", "2022", "2022-01-31", "2022-02", "2022-12", "2022-12-14", "2023"]


@given(partial_dates)
@example(PartialDate(2024, 2))
@example(PartialDate(9999, 12))
def test_that_a_date_spans_exactly_what_it_leaves_open(day: PartialDate) -> None:
    assert day.earliest <= day.latest
    for edge in (day.earliest, day.latest):
        assert PartialDate.of(edge).iso.startswith(day.iso)
    if day.latest < date.max:
        assert not PartialDate.of(day.latest + timedelta(days=1)).iso.startswith(day.iso)
    if day.earliest > date.min:
        assert not PartialDate.of(day.earliest - timedelta(days=1)).iso.startswith(day.iso)
    assert (day.full is not None) == (day.earliest == day.latest)


@given(partial_dates, partial_dates)
def test_that_one_date_is_after_another_only_where_no_reading_says_otherwise(
    one: PartialDate, other: PartialDate
) -> None:
    if one.is_after(other):
        assert one > other
        assert not other.is_after(one)
    if one.iso.startswith(other.iso):
        assert not one.is_after(other)
        assert not other.is_after(one)


@pytest.mark.parametrize(
    ("iso", "shown"), [("2022", "2022"), ("2022-03", "03/2022"), ("2022-03-04", "04.03.2022"), ("0988", "0988")]
)
def test_that_a_date_is_shown_as_far_as_it_is_known(iso: str, shown: str) -> None:
    assert PartialDate.parse_iso(iso).shown() == shown


@given(st.text(max_size=12))
def test_that_whatever_is_typed_gives_a_date_or_an_error_for_the_user(typed: str) -> None:
    try:
        found = parse_typed(typed, TODAY)
    except UserError:
        return
    assert PartialDate.parse_iso(found.iso) == found
