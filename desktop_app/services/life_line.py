"""The life line of a partnership: all that happened or is to happen in it, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from desktop_app.base.clock import today
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.delivery import Delivery
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone, Partnership
from desktop_app.domain.query import OneOf, Query
from desktop_app.domain.record import field_map
from desktop_app.domain.task import Task
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.register import Reader, Register


class LifeKind(Enum):
    """What an event of the life line is; the value names one of the kind."""

    MILESTONE = Milestone.LABEL
    ACTIVITY = Activity.LABEL
    DELIVERY = Delivery.LABEL
    TASK = Task.LABEL
    DEADLINE = N_("Deadline")
    FILE = N_("File")


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something on the life line: its day as far as it is known, what it is, and the record (type, id) that has it.

    `place` is the field or cell of the partnership where it stands; empty for other records.
    """

    kind: LifeKind
    day: PartialDate | None
    until: PartialDate | None
    words: str
    detail: str
    record: tuple[str, int]
    place: str = ""

    @property
    def is_ahead(self) -> bool:
        """Say whether its day is still to come."""
        return self.day is not None and self.day.earliest > today()

    def day_words(self) -> str:
        """Return its day, or its days, as people read them; empty where none is known."""
        if self.day is None:
            return ""
        if self.until is None or self.until == self.day:
            return self.day.shown()
        return translate("{first} to {last}", first=self.day.shown(), last=self.until.shown())


class LifeLines:
    """Gathers the life lines of partnerships; may be asked from any thread."""

    def __init__(self, register: Register, codes: CodeLists) -> None:
        self._register = register
        self._codes = codes

    def of(self, partnership_id: int) -> tuple[LifeEvent, ...]:
        """Return the events of a partnership, the earliest first, those without a day at the end."""
        with self._register.reading() as reader:
            partnership: Any = reader.record(Partnership.NAME, partnership_id)
            if partnership is None:
                return ()
            proved = {step.id: step.day for step in partnership.milestones}
            events = [
                *self._own(partnership),
                *map(self._delivery, _linking(reader, Delivery.NAME, partnership_id)),
                *map(self._task, _linking(reader, Task.NAME, partnership_id)),
                *(
                    _file(each, proved.get(each.milestone))
                    for each in _linking(reader, Attachment.NAME, partnership_id)
                ),
            ]
        return tuple(sorted(events, key=_place))

    def _own(self, partnership: Partnership) -> Iterator[LifeEvent]:
        itself = (Partnership.NAME, partnership.id or 0)
        for row, step in enumerate(partnership.milestones):
            words = self._codes.label("milestone_kind", step.kind)
            detail = _joined(step.event, step.body, step.place)
            yield LifeEvent(LifeKind.MILESTONE, step.day, None, words, detail, itself, f"milestones[{row}].day")
        for row, meeting in enumerate(partnership.activities):
            kind = self._codes.label("activity_kind", meeting.kind)
            words, detail = (meeting.subject, kind) if meeting.subject else (kind, "")
            place = f"activities[{row}].starts"
            yield LifeEvent(LifeKind.ACTIVITY, meeting.starts, meeting.ends, words, detail, itself, place)
        for name in ("valid_until", "review_due"):
            if (day := getattr(partnership, name)) is not None:
                words = translate(field_map(Partnership)[name].label)
                yield LifeEvent(LifeKind.DEADLINE, day, None, words, "", itself, name)

    def _delivery(self, delivery: Delivery) -> LifeEvent:
        """Return a delivery on the day on which it came, left, or took its latest step."""
        steps = [step.day for step in delivery.statuses if step.day is not None]
        day = delivery.arrived or delivery.departed or (max(steps, key=_first) if steps else None)
        status = self._codes.label("delivery_status", delivery.status)
        return LifeEvent(LifeKind.DELIVERY, day, None, delivery.title, status, (Delivery.NAME, delivery.id or 0))

    @staticmethod
    def _task(task: Task) -> LifeEvent:
        detail = _joined(translate("done") if task.done else translate("due"), task.responsible)
        return LifeEvent(LifeKind.TASK, task.done or task.due, None, task.subject, detail, (Task.NAME, task.id or 0))


def _file(file: Attachment, proved: PartialDate | None) -> LifeEvent:
    """Return a file on the day of the milestone that it proves, or else on the day on which it was added."""
    added = PartialDate.of(file.created_at.astimezone().date()) if file.created_at is not None else None
    return LifeEvent(LifeKind.FILE, proved or added, None, file.name, file.remark, (Attachment.NAME, file.id or 0))


def _linking(reader: Reader, record: str, partnership_id: int) -> Sequence[Any]:
    """Return the whole records of a type that link to a partnership."""
    query = Query(record, filters=(OneOf("partnership", (partnership_id,)),))
    return list(reader.records(record, [row.id for row in reader.every(query)]).values())


def _place(event: LifeEvent) -> tuple[bool, str, int, str]:
    """Return what events are ordered by; what is known to the year alone comes before what is known better."""
    kinds = list(LifeKind)
    return event.day is None, event.day.iso if event.day else "", kinds.index(event.kind), event.words


def _first(day: PartialDate) -> str:
    return day.iso


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
