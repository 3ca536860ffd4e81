"""One entry of a code list, which the office may extend, rename or switch off."""

from __future__ import annotations

import dataclasses
from typing import Self

from desktop_app.base.i18n import N_
from desktop_app.domain.fields import boolean, choice, identifier, integer, record, text
from desktop_app.domain.record import Lookup, Record


@record
class CodeValue(Record):
    """A code with its words in three languages."""

    NAME = "code-value"
    LABEL = N_("Code list entry")
    PLURAL = N_("Code lists")

    code_list: str = choice(N_("Code list"), "code_list", required=True, width=24)
    code: str = identifier(N_("Code"), required=True)
    label_de: str = text(N_("German label"), required=True)
    label_uk: str = text(N_("Ukrainian label"))
    label_en: str = text(N_("English label"))
    rank: int | None = integer(N_("Order"), width=6)
    active: bool = boolean(N_("Offered in forms"), default=True)

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        return dataclasses.replace(self, title=self.label_de)
