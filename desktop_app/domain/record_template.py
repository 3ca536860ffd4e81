"""What new records of a type can begin with, kept under a name."""

from __future__ import annotations

from typing import Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.fields import identifier, long_text, record, text
from desktop_app.domain.record import Lookup, Record, settled


@record
class RecordTemplate(Record):
    """A template; `definition` is a record of the type `page` as JSON, without what only one record can have."""

    NAME = "record-template"
    LABEL = N_("Template")
    PLURAL = N_("Templates")
    COUNTED = NN_("{count} template", "{count} templates")

    name: str = text(
        N_("Name of the template"),
        help=N_("What the template is for, such as Feuerwehrfahrzeug; it stands in the menu of templates."),
        required=True,
        max_length=80,
    )
    page: str = identifier(
        N_("Page"), help=N_("The list that the template is for, such as delivery."), required=True, max_length=40
    )
    definition: str = long_text(
        N_("Definition"),
        help=N_("The values that a new record begins with, as the program writes them."),
        required=True,
        max_length=1_000_000,
        listed=False,
        searched=False,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the name."""
        return settled(self, title=self.name)
