"""Makes child rows and links of the columns that a list shows but no form has: sides, donors, mail addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.nearest import UnknownWord, did_you_mean
from desktop_app.domain.delivery import Donor
from desktop_app.domain.partnership import GERMAN, THIRD, UKRAINIAN, Milestone, Party, status_of
from desktop_app.domain.person import ContactPoint
from desktop_app.domain.record import Child
from desktop_app.exchange.reading import Cell, cell_text
from desktop_app.services.importing.findings import TableRow
from desktop_app.services.importing.links import LinkFinder, Ref
from desktop_app.services.importing.places import PlaceRef
from desktop_app.services.importing.values import ValueReader

_SIDES = {"german_side": GERMAN, "ukrainian_side": UKRAINIAN, "third_side": THIRD}
_CONTACTS = {"main_email": "email", "main_phone": "phone"}
_BETWEEN_CONTACTS = re.compile(r"\s*[;\n|]\s*")
_SEPARATORS = (re.compile(r"\s*[;\n|]\s*"), re.compile(r"\s*,\s*"))

Values = dict[str, Any]
Step = Callable[[Values], None]
"""Puts what a column says into the values of its record; called when all links have their ids."""

LAST = ("status",)
"""Columns that are understood after all others, since they are compared with what those say."""


class Expansions:
    """The columns of lists that stand for child rows and links."""

    def __init__(self, values: ValueReader, links: LinkFinder) -> None:
        self._values = values
        self._links = links

    def steps(self, name: str, row: TableRow, cell: Cell) -> list[Step]:
        """Return what a cell of the column `name` adds to its record; raises UserError."""
        text = cell_text(cell).strip()
        if name in _SIDES:
            return [_party(_SIDES[name], ref) for ref in self._bodies(text, row)]
        if name == "donor_names":
            return [_donor(ref) for ref in self._bodies(text, row)]
        if name == "recipient_name":
            return [self._recipient(text, row)]
        if name == "since":
            return [_appending("milestones", Milestone(kind="signing", day=self._values.date(cell)))]
        if name in _CONTACTS:
            values = filter(None, _BETWEEN_CONTACTS.split(text))
            points = (
                ContactPoint(kind=_CONTACTS[name], value=each, preferred=not at) for at, each in enumerate(values)
            )
            return [_appending("contact_points", point) for point in points]
        return [self._status(text)]

    def _status(self, text: str) -> Step:
        status = self._values.code("partnership_status", text)
        if status is None:
            hint = did_you_mean(text, self._values.words("partnership_status"))
            raise UnknownWord(N_("“{text}” is no status of a partnership."), hint, text=text)
        today = self._values.today

        def override(values: Values) -> None:
            if status != status_of(values.get("milestones", ()), today) and not values.get("status_override"):
                reason = translate("from the imported list: {status}", status=text)
                values.update(status_override=status, status_reason=values.get("status_reason") or reason)

        return override

    def _recipient(self, text: str, row: TableRow) -> Step:
        try:
            ref = self._body(text, row)
        except UserError:
            return lambda values: values.update(recipient_text=values.get("recipient_text") or text)
        name = "recipient" if isinstance(ref, PlaceRef) else "recipient_organisation"
        return lambda values: values.update({name: ref.id})

    def _bodies(self, text: str, row: TableRow) -> list[Ref]:
        """Return the places and organisations of a cell: one, or several with semicolons or commas between."""
        try:
            return [self._body(text, row)]
        except UserError:
            for separator in _SEPARATORS:
                names = [name for name in separator.split(text) if name]
                if len(names) > 1:
                    return [self._body(name, row) for name in names]
            raise

    def _body(self, text: str, row: TableRow) -> Ref:
        return self._links.organisation(text) or self._links.place(text, row)


def _party(side: str, ref: Ref) -> Step:
    return lambda values: _append(values, "parties", Party(side=side, territory=_place(ref), organisation=_body(ref)))


def _donor(ref: Ref) -> Step:
    return lambda values: _append(values, "donors", Donor(territory=_place(ref), organisation=_body(ref)))


def _appending(name: str, child: Child) -> Step:
    return lambda values: _append(values, name, child)


def _append(values: Values, name: str, child: Child) -> None:
    values[name] = (*values.get(name, ()), child)


def _place(ref: Ref) -> int | None:
    return ref.id if isinstance(ref, PlaceRef) else None


def _body(ref: Ref) -> int | None:
    return None if isinstance(ref, PlaceRef) else ref.id
