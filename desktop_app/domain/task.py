"""Something that somebody in the office has to do by a day."""

from __future__ import annotations

import dataclasses
from typing import Self

from desktop_app.base.i18n import N_
from desktop_app.domain.fields import date, link, long_text, record, text
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import Lookup, Record


@record
class Task(Record):
    """A task with its deadline, for any record."""

    NAME = "task"
    LABEL = N_("Task")
    PLURAL = N_("Tasks")

    subject: str = text(N_("Task"), required=True, max_length=300, width=36)
    due: PartialDate | None = date(N_("Due"))
    done: PartialDate | None = date(N_("Done on"))
    responsible: str = text(N_("Responsible"))
    partnership: int | None = link(N_("Partnership"), "partnership", width=32)
    delivery: int | None = link(N_("Aid delivery"), "delivery", width=28)
    person: int | None = link(N_("Person"), "person")
    organisation: int | None = link(N_("Organisation"), "organisation", listed=False)
    territory: int | None = link(N_("Place"), "territory", listed=False)
    remarks: str = long_text(N_("Remarks"), listed=False)

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        return dataclasses.replace(self, title=self.subject)
