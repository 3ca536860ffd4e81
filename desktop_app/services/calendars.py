"""Makes entries for calendars of milestones, joint activities, tasks and reviews, for iCalendar files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid5

from desktop_app.base.i18n import translate
from desktop_app.domain.partnership import Partnership
from desktop_app.domain.person import Person
from desktop_app.domain.record import field_map
from desktop_app.domain.task import Task
from desktop_app.exchange.calendar_file import CalendarEntry
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.register import Reader

_AT_ONCE = 200
_DEADLINES = {Partnership.NAME: ("valid_until", "review_due"), Person.NAME: ("review_due",)}
"""Days of records that somebody has to be reminded of."""


class Calendars:
    """Entries of the records of one register.

    What happened on a day that is not known whole stands in no calendar; the last day of a task or a deadline that is
    known to the month is the last one of that month.
    """

    RECORDS = (Partnership.NAME, Task.NAME, Person.NAME)

    def __init__(self, codes: CodeLists) -> None:
        self._codes = codes

    def of(self, reader: Reader, record: str, ids: Sequence[int]) -> Iterator[tuple[CalendarEntry, ...]]:
        """Yield the entries of each record in turn, in the order of the ids."""
        register = UUID(reader.identity())
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            items = reader.records(record, some)
            for number in some:
                uids = _Uids(register, f"{record}/{number}")
                yield tuple(self._entries(items[number], uids))

    def _entries(self, item: Any, uids: _Uids) -> Iterator[CalendarEntry]:
        if isinstance(item, Task) and item.due is not None:
            yield CalendarEntry(
                uids("due"),
                item.subject,
                item.due.latest,
                details="\n".join(filter(None, (item.responsible, item.remarks))),
                is_task=True,
                done=item.done.earliest if item.done else None,
                changed_at=item.changed_at,
            )
        if isinstance(item, Partnership):
            yield from self._of_partnership(item, uids)
        for name in _DEADLINES.get(item.NAME, ()):
            if (day := getattr(item, name)) is not None:
                words = f"{translate(field_map(type(item))[name].label)}: {item.title}"
                yield CalendarEntry(uids(name), words, day.latest, changed_at=item.changed_at)

    def _of_partnership(self, item: Partnership, uids: _Uids) -> Iterator[CalendarEntry]:
        for step in item.milestones:
            if step.day is not None and step.day.full is not None:
                words = f"{self._codes.label('milestone_kind', step.kind)}: {item.title}"
                details = "\n".join(filter(None, (step.event, step.body, step.remarks)))
                yield CalendarEntry(
                    uids(f"milestone/{step.id}"),
                    words,
                    step.day.full,
                    details=details,
                    place=step.place,
                    url=step.url,
                    changed_at=item.changed_at,
                )
        for meeting in item.activities:
            if meeting.starts is not None and meeting.starts.full is not None:
                kind = self._codes.label("activity_kind", meeting.kind)
                yield CalendarEntry(
                    uids(f"activity/{meeting.id}"),
                    f"{meeting.subject or kind}: {item.title}",
                    meeting.starts.full,
                    meeting.ends.full if meeting.ends else None,
                    details=kind,
                    place=meeting.place,
                    changed_at=item.changed_at,
                )


class _Uids:
    """Names for the entries of one record that stay the same from file to file."""

    def __init__(self, register: UUID, record: str) -> None:
        self._register = register
        self._record = record

    def __call__(self, part: str) -> str:
        return str(uuid5(self._register, f"{self._record}/{part}"))
