"""Writes days and tasks as an iCalendar file (RFC 5545) that calendars of every maker take in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desktop_app.base.paths import safe_write

if TYPE_CHECKING:
    from icalendar import Event, Todo


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Something that stands on a day (`until` is the last of several), or a task that is due on one.

    `uid` stays the same as long as it is the same thing, so that a calendar that takes it in again replaces it.
    """

    uid: str
    summary: str
    day: date
    until: date | None = None
    details: str = ""
    place: str = ""
    url: str = ""
    is_task: bool = False
    done: date | None = None
    changed_at: datetime | None = None


def write_calendar(target: Path | IO[bytes], entries: Iterable[CalendarEntry], name: str) -> int:
    """Write entries into a calendar of this name; returns how many. A path is written whole or not at all."""
    from icalendar import Calendar  # noqa: PLC0415  a tenth of a second that only such an export needs

    if isinstance(target, Path):
        with safe_write(target) as file:
            return write_calendar(file, entries, name)
    calendar = Calendar()
    calendar.add("prodid", "-//Brückenbuch//Brückenbuch//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    count = 0
    for entry in entries:
        calendar.add_component(_component(entry))
        count += 1
    target.write(calendar.to_ical())
    return count


def _component(entry: CalendarEntry) -> Event | Todo:
    from icalendar import Event, Todo  # noqa: PLC0415  as above

    made: Event | Todo = Todo() if entry.is_task else Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", entry.changed_at.astimezone(UTC) if entry.changed_at else datetime.now(UTC))
    made.add("summary", entry.summary)
    if entry.is_task:
        made.add("due", entry.day)
        made.add("status", "COMPLETED" if entry.done else "NEEDS-ACTION")
        if entry.done:
            made.add("completed", datetime(entry.done.year, entry.done.month, entry.done.day, 12, tzinfo=UTC))
    else:
        made.add("dtstart", entry.day)
        made.add(
            "dtend", (entry.until or entry.day) + timedelta(days=1)
        )  # the day after the last one (RFC 5545, 3.6.1)
        made.add("transp", "TRANSPARENT")  # nobody is busy because a review is due
    for label, value in (("description", entry.details), ("location", entry.place), ("url", entry.url)):
        if value:
            made.add(label, value)
    return made
