"""A file on a record: what it is called and which content it has; the content itself lies in the file store."""

from __future__ import annotations

import re
from typing import Self

from desktop_app.base.file_names import LONGEST_NAME, safe_name
from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.fields import identifier, integer, link, long_text, record, text
from desktop_app.domain.file_kinds import file_type
from desktop_app.domain.problems import Problem, wrong
from desktop_app.domain.record import Lookup, Record, settled

OWNERS = ("partnership", "delivery", "organisation", "person", "territory", "task")
"""The record types that have files: each is the target of a link that bears its name."""

_HASH = re.compile(r"[0-9a-f]{64}")


def _content_hash(value: str) -> Problem | None:
    if _HASH.fullmatch(value):
        return None
    return wrong(N_("The checksum of a content is 64 digits and letters from a to f."))


def _file_name(value: str) -> Problem | None:
    safe = safe_name(value)
    if safe == value:
        return None
    return wrong(N_("Not every computer takes this name. Write it like this: {name}"), name=safe)


@record
class Attachment(Record):
    """A file that belongs to one record."""

    NAME = "attachment"
    LABEL = N_("File")
    PLURAL = N_("Files")
    COUNTED = NN_("{count} file", "{count} files")

    name: str = text(
        N_("File name"),
        help=N_("What the file is called here and in copies of it, with its ending, such as Vertrag.pdf."),
        required=True,
        max_length=LONGEST_NAME,
        width=36,
        checks=(_file_name,),
    )
    remark: str = long_text(
        N_("Remark"), help=N_("What the file shows where its name does not say so, such as page 2 of the agreement.")
    )
    milestone: int | None = link(
        N_("Milestone"),
        "milestone",
        help=N_("The milestone of the partnership that the file proves, such as the scanned agreement of a signing."),
        listed=False,
    )
    partnership: int | None = link(
        N_("Partnership"), "partnership", help=N_("The partnership that the file belongs to."), listed=False
    )
    delivery: int | None = link(
        N_("Aid delivery"), "delivery", help=N_("The aid delivery that the file belongs to."), listed=False
    )
    organisation: int | None = link(
        N_("Organisation"), "organisation", help=N_("The organisation that the file belongs to."), listed=False
    )
    person: int | None = link(N_("Person"), "person", help=N_("The person whom the file is about."), listed=False)
    territory: int | None = link(
        N_("Place"), "territory", help=N_("The municipality or region that the file belongs to."), listed=False
    )
    task: int | None = link(N_("Task"), "task", help=N_("The task that the file belongs to."), listed=False)
    size: int | None = integer(N_("Size"), help=N_("How many bytes the content has; 0 for an empty file."), minimum=0)
    content: str = identifier(
        N_("Checksum"),
        help=N_("SHA-256 of the content: files of the same content are kept once, and a changed one is noticed."),
        required=True,
        max_length=64,
        width=64,
        listed=False,
        searched=False,
        checks=(_content_hash,),
    )
    belongs_to: str = text(N_("Belongs to"), derived=True, max_length=400, width=32)
    media_type: str = text(N_("Media type"), derived=True, searched=False)

    @property
    def owner(self) -> tuple[str, int]:
        """Return the type and id of the record that the file belongs to; an empty type where it has none."""
        return next(((name, number) for name in OWNERS if (number := getattr(self, name)) is not None), ("", 0))

    def derive(self, lookup: Lookup) -> Self:
        """Set what the file belongs to, its media type, and a title such as `Vertrag.pdf (Ahlen – Ichnia)`."""
        owner = lookup.find(*self.owner) if self.owner[0] else None
        belongs_to = owner.title if owner is not None else ""
        return settled(
            self,
            belongs_to=belongs_to,
            media_type=file_type(self.name).media_type,
            title=f"{self.name} ({belongs_to})" if belongs_to else self.name,
        )

    def check(self) -> tuple[Problem, ...]:
        """A file belongs to one record, and proves a milestone of a partnership only."""
        if sum(getattr(self, name) is not None for name in OWNERS) != 1:
            return (wrong(N_("A file belongs to exactly one record.")),)
        if self.milestone is not None and self.partnership is None:
            return (wrong(N_("Only a file of a partnership can prove a milestone."), "milestone"),)
        return ()
