"""Makes child rows and links of the columns that a list shows but no form has: sides, donors, mail addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.delivery import Donor
from desktop_app.domain.partnership import GERMAN, THIRD, UKRAINIAN, Milestone, Party, status_of
from desktop_app.domain.person import ContactPoint
from desktop_app.exchange.reading import Cell, cell_text
from desktop_app.services.import_findings import TableRow
from desktop_app.services.import_links import LinkFinder, Ref
from desktop_app.services.import_places import PlaceRef
from desktop_app.services.import_values import ValueReader

_SIDES = {"german_side": GERMAN, "ukrainian_side": UKRAINIAN, "third_side": THIRD}
_SEPARATORS = (r"\s*[;\n|]\s*", r"\s*,\s*")

Values = dict[str, Any]


@dataclass(slots=True)
class Expanded:
    """What the expanded columns of one row add to its record, once the links have ids."""

    steps: list[Callable[[Values], None]] = field(default_factory=list)

    def add_to(self, values: Values) -> None:
        """Put child rows and links into the values of the record."""
        for step in self.steps:
            step(values)


class Expansions:
    """The columns of lists that stand for child rows, by record type and name."""

    def __init__(self, values: ValueReader, links: LinkFinder) -> None:
        self._values = values
        self._links = links

    def expand(self, name: str, row: TableRow, cell: Cell, expanded: Expanded) -> None:
        """Note what a cell of the column `name` adds to its row; raises UserError."""
        text = cell_text(cell).strip()
        if name in _SIDES:
            self._parties(_SIDES[name], text, row, expanded)
        elif name == "since":
            day = self._values.date(cell)
            expanded.steps.append(lambda values: _append(values, "milestones", Milestone(kind="signing", day=day)))
        elif name == "status":
            self._status(text, expanded)
        elif name == "donor_names":
            for ref in self._bodies(text, row):
                expanded.steps.append(lambda values, ref=ref: _append(values, "donors", Donor(**_link(ref))))
        elif name == "recipient_name":
            self._recipient(text, row, expanded)
        else:
            kind = "email" if name == "main_email" else "phone"
            point = ContactPoint(kind=kind, value=text, preferred=True)
            expanded.steps.append(lambda values: _append(values, "contact_points", point))

    def _parties(self, side: str, text: str, row: TableRow, expanded: Expanded) -> None:
        for ref in self._bodies(text, row):
            expanded.steps.append(lambda values, ref=ref: _append(values, "parties", Party(side=side, **_link(ref))))

    def _status(self, text: str, expanded: Expanded) -> None:
        status = self._values.code("partnership_status", text)
        if status is None:
            raise UserError(N_("“{text}” is no status of a partnership."), text=text)

        def override(values: Values) -> None:
            if status != status_of(values.get("milestones", ())) and not values.get("status_override"):
                values["status_override"] = status
                reason = translate("from the imported list: {status}", status=text)
                values["status_reason"] = values.get("status_reason") or reason

        # After the milestones, whichever column comes first.
        expanded.steps.append(override)

    def _recipient(self, text: str, row: TableRow, expanded: Expanded) -> None:
        try:
            link = _link(self._body(text, row))
        except UserError:
            expanded.steps.append(lambda values: values.setdefault("recipient_text", text))
            return
        expanded.steps.append(lambda values: values.setdefault("recipient", link().get("territory")))
        expanded.steps.append(lambda values: values.setdefault("recipient_organisation", link().get("organisation")))

    def _bodies(self, text: str, row: TableRow) -> list[Ref]:
        """Return the places and organisations of a cell: one, or several with semicolons or commas between."""
        try:
            return [self._body(text, row)]
        except UserError:
            for separator in _SEPARATORS:
                names = [name for name in re.split(separator, text) if name]
                if len(names) > 1:
                    return [self._body(name, row) for name in names]
            raise

    def _body(self, text: str, row: TableRow) -> Ref:
        return self._links.organisation(text) or self._links.place(text, row)
