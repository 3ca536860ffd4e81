"""A date that may be known to the year or the month only."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_MONTH = re.compile(r"(\d{1,2})[./-](\d{4})")
_OFFSET = re.compile(r"([+-])(\d{1,4})")
_TODAY_WORDS = frozenset({"heute", "today", "сьогодні", "."})
_CENTURY_PIVOT = 30
"""Two-digit years up to this many years ahead of today belong to this century."""


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day; never completed to the first of January.

    Raises ValueError for a day that the calendar does not have.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError(self)
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def iso(self) -> str:
        """Return `2022`, `2022-12` or `2022-12-14`; these texts sort as the dates do."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    @property
    def full(self) -> date | None:
        """Return the day where it is known, else None."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def earliest(self) -> date:
        """Return the first day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last day that this date can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is None:
            return date(self.year, self.month, monthrange(self.year, self.month)[1])
        return date(self.year, self.month, self.day)

    def shown(self) -> str:
        """Return `2022`, `12/2022` or `14.12.2022`, as it is known."""
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.month:02}/{self.year:04}"
        return f"{self.day:02}.{self.month:02}.{self.year:04}"

    def is_after(self, other: PartialDate) -> bool:
        """Say whether this date lies after `other` however the unknown parts are filled in."""
        return self.earliest > other.latest

    def __lt__(self, other: PartialDate) -> bool:
        """Order by what is known; a year comes before its months."""
        return self.iso < other.iso

    def __str__(self) -> str:
        """Return the ISO text."""
        return self.iso

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the partial date that is this whole day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse_iso(cls, text: str) -> PartialDate:
        """Read `2022`, `2022-12` or `2022-12-14`; raises ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(text)
        return cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]


def parse_typed(text: str, today: date) -> PartialDate:
    """Read a date as people type it: `12.3.19`, `12032019`, `3/2019`, `2019`, `heute`, `+7`.

    Raises UserError for what is no date, and for a day that the calendar does not have.
    """
    typed = text.strip().casefold()
    try:
        found = _parse(typed, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise UserError(
            N_("“{text}” is not a date. Write it as 12.3.2019, 3/2019 or 2019, or today, or +7 for a week from now."),
            text=text.strip(),
        )
    return found


def _parse(typed: str, today: date) -> PartialDate | None:
    if typed in _TODAY_WORDS:
        return PartialDate.of(today)
    if match := _OFFSET.fullmatch(typed):
        days = int(match[2]) if match[1] == "+" else -int(match[2])
        return PartialDate.of(today + timedelta(days=days))
    if match := _ISO.fullmatch(typed):
        return PartialDate.parse_iso(typed)
    if match := _DAY.fullmatch(typed) or _DIGITS.fullmatch(typed):
        return PartialDate(_full_year(match[3], today), int(match[2]), int(match[1]))
    if match := _MONTH.fullmatch(typed):
        return PartialDate(int(match[2]), int(match[1]))
    return None


def _full_year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    year += today.year // 100 * 100
    return year - 100 if year > today.year + _CENTURY_PIVOT else year
