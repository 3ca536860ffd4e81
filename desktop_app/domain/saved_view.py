"""A view of a list that somebody shared with all who work with the register."""

from __future__ import annotations

from typing import Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.fields import identifier, long_text, record, text
from desktop_app.domain.record import Lookup, Record, settled


@record
class SavedView(Record):
    """A shared view; `definition` is the text of `list_view`."""

    NAME = "saved-view"
    LABEL = N_("View")
    PLURAL = N_("Views")
    COUNTED = NN_("{count} view", "{count} views")

    name: str = text(
        N_("Name of the view"),
        help=N_("What the view shows, such as Verträge ohne Laufzeit; it stands in the menu of views."),
        required=True,
        max_length=80,
    )
    page: str = identifier(
        N_("Page"), help=N_("The list that the view is of, such as partnership."), required=True, max_length=40
    )
    definition: str = long_text(
        N_("Definition"),
        help=N_("Filter, columns, order, grouping and colours, as the program writes them."),
        required=True,
        max_length=100_000,
        listed=False,
        searched=False,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the name."""
        return settled(self, title=self.name)
