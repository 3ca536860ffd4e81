"""The office's day, to be turned on by a test."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo

import pytest

from desktop_app.base import clock


class Day(datetime):
    """A computer's clock that stands at noon of a day."""

    stands_on = date(2026, 11, 1)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Return noon of the day."""
        return datetime.combine(cls.stands_on, time(12), tz)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> type[Day]:
    """The day, at first 1 November 2026."""
    monkeypatch.setattr(clock, "datetime", Day)
    monkeypatch.setattr(Day, "stands_on", date(2026, 11, 1))
    return Day
