"""Days that are counted from today, so that a saved filter stays right tomorrow."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

from desktop_app.domain.partial_date import PartialDate

_DAYS_OF_A_WEEK = 7
_MONTHS_OF_A_YEAR = 12


class Unit(StrEnum):
    """What days are counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class FromToday:
    """The day that lies so many days, weeks, months or years ahead of today; before today where negative."""

    count: int = 0
    unit: Unit = Unit.DAY

    def on(self, today: date) -> PartialDate:
        """Return the day, as it is counted from `today`: a month after 31 January is the last of February."""
        return PartialDate.of(_moved(today, self.count, self.unit))


def period(today: date, unit: Unit, offset: int) -> tuple[PartialDate, PartialDate]:
    """Return the first and last day of the whole week, month … that is `offset` of them ahead of the present one.

    Weeks begin on Monday; months and years come as such, which holds what is known no better.
    """
    day = _moved(today, offset, unit)
    if unit is Unit.YEAR:
        whole = PartialDate(day.year)
        return whole, whole
    if unit is Unit.MONTH:
        whole = PartialDate(day.year, day.month)
        return whole, whole
    first = day - timedelta(days=day.weekday() if unit is Unit.WEEK else 0)
    last = first + timedelta(days=_DAYS_OF_A_WEEK - 1 if unit is Unit.WEEK else 0)
    return PartialDate.of(first), PartialDate.of(last)


def _moved(day: date, count: int, unit: Unit) -> date:
    """Return the day so much later; the first or last one that a calendar knows where that lies beyond."""
    if unit in {Unit.DAY, Unit.WEEK}:
        try:
            return day + timedelta(days=count * (_DAYS_OF_A_WEEK if unit is Unit.WEEK else 1))
        except OverflowError:
            return date(MAXYEAR, 12, 1) if count > 0 else date(MINYEAR, 1, 31)
    months = day.year * _MONTHS_OF_A_YEAR + day.month - 1 + count * (_MONTHS_OF_A_YEAR if unit is Unit.YEAR else 1)
    year, month = divmod(months, _MONTHS_OF_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        year, month = (MAXYEAR, 11) if count > 0 else (MINYEAR, 0)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
