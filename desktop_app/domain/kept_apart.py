"""That two records of one kind look alike and are not the same, as somebody decided."""

from __future__ import annotations

from typing import Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.fields import identifier, integer, record
from desktop_app.domain.record import Lookup, Record, settled

TWINNED = ("partnership", "territory", "person", "organisation", "delivery")
"""The record types that may have twins."""


@record
class KeptApart(Record):
    """A pair that the search for duplicates leaves out; the ids are those of records that may be gone by now."""

    NAME = "kept-apart"
    LABEL = N_("Not the same")
    PLURAL = N_("Not the same")
    COUNTED = NN_("{count} pair that is not the same", "{count} pairs that are not the same")

    record: str = identifier(N_("Kind"), help=N_("The kind of both records, such as person."), required=True)
    first: int | None = integer(N_("First record"), help=N_("The number of the older record."), required=True)
    second: int | None = integer(N_("Second record"), help=N_("The number of the younger record."), required=True)

    @property
    def pair(self) -> tuple[int, int]:
        """Return the ids of both, the lower first."""
        return self.first or 0, self.second or 0

    def derive(self, lookup: Lookup) -> Self:
        """Set the title once: what both were called, or their numbers where they are gone for good."""
        if self.title:
            return self
        found = [lookup.find(self.record, number) if self.record in TWINNED else None for number in self.pair]
        names = [f"#{number}" if each is None else each.title for number, each in zip(self.pair, found, strict=True)]
        return settled(self, title=" / ".join(names)[:400])


def kept_apart(name: str, first: int, second: int) -> KeptApart:
    """Return what keeps two records of a type apart."""
    low, high = sorted((first, second))
    return KeptApart(record=name, first=low, second=high)
