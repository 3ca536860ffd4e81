"""Calendars of others read what is written."""

from __future__ import annotations

import io
from datetime import date

from icalendar import Calendar

from desktop_app.exchange.calendar_file import CalendarEntry, write_calendar


def test_that_days_and_tasks_come_back() -> None:
    entries = [
        CalendarEntry(
            "a", "Підписання: Musterstadt – Зразок", date(2026, 3, 1), date(2026, 3, 3), "Rathaus, Saal; 2", "Ґ"
        ),
        CalendarEntry("b", "Bericht anfordern", date(2026, 4, 1), is_task=True),
        CalendarEntry("c", "Angerufen", date(2026, 4, 1), is_task=True, done=date(2026, 3, 2)),
    ]
    file = io.BytesIO()
    assert write_calendar(file, entries, "Aufgaben") == 3
    assert max(map(len, file.getvalue().split(b"\r\n"))) <= 75
    read = Calendar.from_ical(file.getvalue())
    (event,), todos = read.walk("VEVENT"), read.walk("VTODO")
    assert str(event["summary"]) == entries[0].summary
    assert str(event["description"]) == entries[0].details
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 3, 1), date(2026, 3, 4))
    assert [(str(one["uid"]), one.decoded("due"), str(one["status"])) for one in todos] == [
        ("b", date(2026, 4, 1), "NEEDS-ACTION"),
        ("c", date(2026, 4, 1), "COMPLETED"),
    ]
    assert str(read["x-wr-calname"]) == "Aufgaben"
