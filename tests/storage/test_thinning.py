"""Which backups stay, for any history of them: enough of each time, never none, and the same ones when asked again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.storage.thinning import thinned

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
MINUTES = 60 * 24 * 120
"""A history of four months, the last two weeks of them in the future."""

moments = st.integers(0, MINUTES).map(lambda minutes: NOW + timedelta(days=14, minutes=-minutes))
histories = st.lists(moments, max_size=150).map(lambda made: dict(enumerate(sorted(made))))
histories_with_bad = histories.flatmap(
    lambda made: st.tuples(st.just(made), st.sets(st.sampled_from(sorted(made))) if made else st.just(set()))
)
later = st.integers(0, 60 * 24 * 100).map(lambda minutes: NOW + timedelta(minutes=minutes))


def kept(made: dict[int, datetime], bad: set[int], now: datetime = NOW) -> dict[int, datetime]:
    gone = thinned(made, bad, now)
    return {key: moment for key, moment in made.items() if key not in gone}


def day(moment: datetime) -> date:
    return moment.astimezone().date()


def week(moment: datetime) -> tuple[int, int]:
    year, number, _ = day(moment).isocalendar()
    return year, number


@given(histories_with_bad)
def test_that_enough_of_each_time_stays(history: tuple[dict[int, datetime], set[int]]) -> None:
    made, bad = history
    stays = kept(made, bad)
    assert all(key in stays for key, moment in made.items() if moment > NOW - timedelta(days=2))
    good = {key: moment for key, moment in made.items() if key not in bad and moment <= NOW}
    for key, moment in good.items():
        later_that_day = [one for one in good if one > key and day(made[one]) == day(moment)]
        later_days = {day(other) for one, other in good.items() if day(other) > day(moment)}
        if not later_that_day and len(later_days) < 14:
            assert key in stays
        later_that_week = [one for one in good if one > key and week(made[one]) == week(moment)]
        later_weeks = {week(other) for one, other in good.items() if one > key} - {week(moment)}
        if not later_that_week and len(later_weeks) < 8:
            assert key in stays


@given(histories_with_bad)
def test_that_no_more_than_that_stays(history: tuple[dict[int, datetime], set[int]]) -> None:
    made, bad = history
    stays = kept(made, bad)
    assert len([key for key in stays if key not in bad and made[key] <= NOW - timedelta(days=2)]) <= 14 + 8


@given(histories_with_bad)
def test_that_what_goes_has_a_good_one_in_its_place(history: tuple[dict[int, datetime], set[int]]) -> None:
    made, bad = history
    places = thinned(made, bad, NOW)
    for gone, place in places.items():
        assert place not in bad
        assert place not in places
        assert made[place] >= made[gone]


@given(histories_with_bad)
def test_that_the_last_good_one_stays_whatever_the_clock_says(history: tuple[dict[int, datetime], set[int]]) -> None:
    made, bad = history
    for now in (NOW, NOW - timedelta(days=4000), NOW + timedelta(days=40_000)):
        stays = kept(made, bad, now)
        good = [key for key in made if key not in bad]
        assert not good or good[-1] in stays
        if not good:
            assert stays == made


@given(histories_with_bad)
def test_that_thinning_twice_is_thinning_once(history: tuple[dict[int, datetime], set[int]]) -> None:
    made, bad = history
    once = kept(made, bad)
    assert kept(once, bad & once.keys()) == once


@given(histories_with_bad, later)
def test_that_what_stays_later_stays_now(history: tuple[dict[int, datetime], set[int]], then: datetime) -> None:
    made, bad = history
    now = kept(made, bad)
    assert kept(now, bad & now.keys(), then) == kept(made, bad, then)


@given(histories)
def test_that_a_clock_set_back_takes_nothing_away(made: dict[int, datetime]) -> None:
    assert kept(made, set(), NOW - timedelta(days=365)) == made


@given(histories)
def test_that_a_clock_set_forward_leaves_days_and_weeks(made: dict[int, datetime]) -> None:
    stays = kept(made, set(), NOW + timedelta(days=27_000))
    days = sorted({day(moment) for moment in made.values()})
    assert {day(moment) for moment in stays.values()} >= set(days[-14:])
