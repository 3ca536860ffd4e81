"""Says which backups may go: of the last 2 days all stay, then the last of 14 days, then the last of 8 weeks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

ALL_FOR = timedelta(days=2)
DAYS, WEEKS = 14, 8


def thinned(made: Mapping[K, datetime], bad: Collection[K], now: datetime, precious: Collection[K] = ()) -> dict[K, K]:
    """Return which backups may go, each with the one that stays in its place, a good one.

    `made` tells when each was made (aware; the later key of two made at once counts as later), `bad` which of them
    cannot be relied on; those that are `precious` stay in any case. The days and weeks are the latest that have a good
    backup, however long ago they are, so that a clock that is wrong for a while takes little away; what was made in
    the future stays. The last good one stays.
    """
    good = sorted((key for key in made if key not in bad), key=lambda key: made[key])
    if not good:
        return {}
    past = [key for key in good if made[key] <= now]
    days, weeks = _latest(past, made, _day, DAYS), _latest(past, made, _week, WEEKS)
    kept = {key for key in made if made[key] > now - ALL_FOR} | {good[-1], *days.values(), *weeks.values(), *precious}
    places = {}
    for key in made:
        if key in bad:
            if key not in kept and made[key] < made[good[-1]]:
                places[key] = good[-1]
        elif key not in kept:
            places[key] = days.get(_day(made[key]), weeks.get(_week(made[key]), good[-1]))
    return places


P = TypeVar("P", date, tuple[int, int])


def _latest(past: list[K], made: Mapping[K, datetime], part: Callable[[datetime], P], most: int) -> dict[P, K]:
    """Return the last backup of each of the latest days or weeks that have one."""
    last = {part(made[key]): key for key in past}
    return {each: last[each] for each in sorted(last)[-most:]}


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def _week(moment: datetime) -> tuple[int, int]:
    year, week, _ = _day(moment).isocalendar()
    return year, week
