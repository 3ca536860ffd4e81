"""Something that somebody in the office has to do by a day."""

from __future__ import annotations

from typing import Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.fields import date, link, long_text, record, text
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import Lookup, Record, settled


@record
class Task(Record):
    """A task with its deadline, for any record."""

    NAME = "task"
    LABEL = N_("Task")
    PLURAL = N_("Tasks")
    COUNTED = NN_("{count} task", "{count} tasks")
    CARRIED = ("responsible",)
    FOR_ONE = ("done",)

    subject: str = text(
        N_("Task"),
        help=N_("What is to be done, beginning with the thing, such as handover protocol: ask Chotyn."),
        required=True,
        max_length=300,
        width=36,
    )
    due: PartialDate | None = date(N_("Due"), help=N_("The last day for it; +7 stands for a week from now."))
    done: PartialDate | None = date(
        N_("Done on"), help=N_("The day on which it was finished, such as today; empty while it is open.")
    )
    responsible: str = text(N_("Responsible"), help=N_("Name or initials of the colleague who does it."))
    partnership: int | None = link(
        N_("Partnership"),
        "partnership",
        help=N_("Where it is about one, so that it can be found from there."),
        width=32,
    )
    delivery: int | None = link(
        N_("Aid delivery"),
        "delivery",
        help=N_("Where it is about one, such as a report that is due or a paper that is missing."),
        width=28,
    )
    person: int | None = link(N_("Person"), "person", help=N_("Whom to call or write to for it."))
    organisation: int | None = link(
        N_("Organisation"),
        "organisation",
        help=N_("The body that it is about, such as the hospital that has to sign."),
        listed=False,
    )
    territory: int | None = link(
        N_("Place"),
        "territory",
        help=N_("The municipality or region that it is about, where no partnership says so already."),
        listed=False,
    )
    remarks: str = long_text(
        N_("Remarks"), help=N_("What was tried already, and what the next one has to know."), listed=False
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        return settled(self, title=self.subject)
