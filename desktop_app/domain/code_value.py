"""One entry of a code list, which the office may extend, rename or switch off."""

from __future__ import annotations

from typing import Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.fields import boolean, choice, identifier, integer, record, text
from desktop_app.domain.record import Lookup, Record, settled


@record
class CodeValue(Record):
    """A code with its words in three languages."""

    NAME = "code-value"
    LABEL = N_("Code list entry")
    CARRIED = ("code_list",)
    PLURAL = N_("Code lists")
    COUNTED = NN_("{count} code list entry", "{count} code list entries")

    code_list: str = choice(
        N_("Code list"),
        "code_list",
        help=N_("The list that offers this word, such as Legal form or Unit; it cannot be changed once saved."),
        required=True,
        width=24,
    )
    code: str = identifier(
        N_("Code"),
        help=N_("Short and unique in its list, such as FEU; records keep it, so it cannot be changed once saved."),
        required=True,
    )
    label_de: str = text(
        N_("German label"),
        help=N_("The word in German forms and lists; titles of records are made of it in every language."),
        required=True,
    )
    label_uk: str = text(
        N_("Ukrainian label"),
        help=N_("The word in Ukrainian forms and lists; where it is missing, the German one stands in."),
    )
    label_en: str = text(
        N_("English label"),
        help=N_("The word in English forms and lists; where it is missing, the German one stands in."),
    )
    rank: int | None = integer(
        N_("Order"),
        help=N_("A whole number; the entry with the lowest one stands first in forms and sorted lists."),
        width=6,
    )
    active: bool = boolean(
        N_("Offered in forms"),
        help=N_("Untick what is no longer used: forms stop offering it, and older records keep it."),
        default=True,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        return settled(self, title=self.label_de)
