"""Fills in, in a form, what follows from what was just entered; never over what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, cast

from PySide6.QtWidgets import QLineEdit

from desktop_app.base.i18n import translate
from desktop_app.domain.delivery import Delivery
from desktop_app.domain.form_values import with_values
from desktop_app.domain.partnership import GERMAN, THIRD, UKRAINIAN, Partnership
from desktop_app.domain.record import Record
from desktop_app.domain.territory import Territory
from desktop_app.gui.kit.child_model import ChildModel
from desktop_app.gui.kit.child_table import ChildTable
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.services.desk import Desk

_ADMISSION = "network_admission"
_SIDES = {"DE": GERMAN, "UA": UKRAINIAN}


class Following:
    """What the fields of a record type ask of each other; types without such fields have none."""

    def __init__(self, grid: FormGrid, desk: Desk) -> None:
        self.grid = grid
        self.desk = desk

    def shown(self, item: Record) -> None:
        """Note that another record is shown."""

    def entered(self, item: Record, name: str) -> None:
        """Fill in what follows from a change of a field."""

    def settled(self, item: Record, name: str) -> None:
        """Fill in what follows when a field is left."""


class PlaceFollowing(Following):
    """The Latin and German forms follow the Ukrainian name; a form proposed before gives way to a better one."""

    def __init__(self, grid: FormGrid, desk: Desk) -> None:
        super().__init__(grid, desk)
        self._proposed: dict[str, str] = {}

    def shown(self, item: Record) -> None:
        """Forget what was proposed for another place."""
        self._proposed.clear()

    def settled(self, item: Record, name: str) -> None:
        """Propose the forms of a Ukrainian name in the fields that nobody has filled."""
        if name != "name_uk":
            return
        typed = cast("Territory", with_values(item, self.grid.values() | self._withdrawn()))
        proposed = self.desk.places.propose_names(typed)
        for form in ("name_latin", "name_de"):
            new = getattr(proposed, form)
            if new != getattr(typed, form) and self.grid.editor(form).value() != new:
                self._proposed[form] = new
                self.grid.set_field(form, new)

    def _withdrawn(self) -> dict[str, str]:
        return {form: "" for form, text in self._proposed.items() if self.grid.editor(form).value() == text}


@dataclass(slots=True)
class _Party:
    """A row of the parties: its place, its side, and whether the user set the side."""

    place: int | None
    side: str
    by_hand: bool = False

    def says_the_same(self, other: _Party) -> bool:
        """Say whether place and side are the same."""
        return (self.place, self.side) == (other.place, other.side)


class PartnershipFollowing(Following):
    """A party's side follows its place until it is set by hand; the network number is taken at admission."""

    def __init__(self, grid: FormGrid, desk: Desk) -> None:
        super().__init__(grid, desk)
        self._parties: list[_Party] = []
        self._admissions = 0

    def shown(self, item: Record) -> None:
        """Note the parties, and name the next network number where there is none yet."""
        self._parties = self._parties_now()
        self._admissions = self._admissions_now()
        editor = self.grid.editor("network_number").widget()
        free = cast("Partnership", item).network_number is None
        words = translate("next: {number}", number=self.desk.records.next_network_number()) if free else ""
        if isinstance(editor, QLineEdit):
            editor.setPlaceholderText(words)

    def entered(self, item: Record, name: str) -> None:
        """Let the side follow a place just chosen; propose the number when the admission is entered."""
        if name == "parties":
            self._compare_parties()
        elif name == "milestones":
            before_admissions, self._admissions = self._admissions, self._admissions_now()
            if self._admissions > before_admissions and not self.grid.editor("network_number").typed():
                self.grid.set_field("network_number", self.desk.records.next_network_number())

    def _compare_parties(self) -> None:
        earlier, self._parties = self._parties, self._parties_now()
        moved = []
        for row, (was, party) in enumerate(zip(_aligned(earlier, self._parties), self._parties, strict=True)):
            party.by_hand = was.by_hand or (was.place == party.place and was.side != party.side)
            if was.place != party.place and party.place is not None:
                moved.append((row, party, was.place))
        for row, party, place in moved:
            self._follow(row, party, place)

    def _follow(self, row: int, party: _Party, earlier: int | None) -> None:
        """Set the side of a place just chosen, where the side said nothing else than the place chosen before."""
        if party.by_hand or party.side != self._side_of(earlier):
            return
        side = self._side_of(party.place)
        if side != party.side:
            party.side = side
            self.grid.set_field(f"parties[{row}].side", side)

    def _side_of(self, place: int | None) -> str:
        territory = self.desk.records.load("territory", place) if place is not None else None
        return _SIDES.get(territory.country, THIRD) if territory is not None else GERMAN

    def _parties_now(self) -> list[_Party]:
        """Return the parties, also the blank ones that are no value of the field, so that they count as rows."""
        model = cast("ChildModel", cast("ChildTable", self.grid.editor("parties")).view().model())
        return [_Party(row.get("territory"), row.get("side", GERMAN)) for row in model.rows()]

    def _admissions_now(self) -> int:
        rows: list[Mapping[str, Any]] = self.grid.editor("milestones").value()
        return sum(row.get("kind") == _ADMISSION for row in rows)


class DeliveryFollowing(Following):
    """Donors and recipient are proposed from the partnership; what was proposed gives way to a better proposal."""

    def __init__(self, grid: FormGrid, desk: Desk) -> None:
        super().__init__(grid, desk)
        self._partnership: int | None = None
        self._proposed: dict[str, Any] = {}

    def shown(self, item: Record) -> None:
        """Note the partnership of another delivery, and forget what was proposed."""
        self._partnership = cast("Delivery", item).partnership
        self._proposed.clear()

    def entered(self, item: Record, name: str) -> None:
        """Propose donors and recipient when a partnership was picked."""
        if name == "partnership":
            self._compare()

    def settled(self, item: Record, name: str) -> None:
        """Propose them as well when a partnership was typed to its end."""
        self.entered(item, name)

    def _compare(self) -> None:
        chosen: int | None = self.grid.editor("partnership").value()
        if chosen is None or chosen == self._partnership:
            return
        self._partnership = chosen
        partnership = self.desk.records.load("partnership", chosen)
        if partnership is None:
            return
        present = [party for party in cast("Partnership", partnership).parties if party.left is None]
        donors = [party for party in present if party.side == GERMAN]
        self._propose(donors=[{"territory": each.territory, "organisation": each.organisation} for each in donors])
        recipients = [party for party in present if party.side == UKRAINIAN]
        if len(recipients) == 1 and not self.grid.editor("recipient_text").value():
            only = recipients[0]
            self._propose(recipient=only.territory, recipient_organisation=only.organisation)

    def _propose(self, **values: Any) -> None:
        """Fill in fields that belong together, unless one of them has something that was not proposed."""
        now = {name: self.grid.editor(name).value() for name in values}
        if any(value and value != self._proposed.get(name) for name, value in now.items()):
            return
        for name, value in values.items():
            if value or now[name]:
                self.grid.set_field(name, value)
        self._proposed |= {name: self.grid.editor(name).value() for name in values}


def _aligned(earlier: Sequence[_Party], now: Sequence[_Party]) -> list[_Party]:
    """Return what each row was before rows came or went; a new row was what it is."""
    more = len(now) - len(earlier)
    alike = zip(earlier, now, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0].says_the_same(pair[1]), alike))
    if more >= 0:
        return [*earlier[:same], *now[same : same + more], *earlier[same:]] if more else list(earlier)
    return [*earlier[:same], *earlier[same - more :]]


_FOLLOWINGS: dict[str, type[Following]] = {
    "territory": PlaceFollowing,
    "partnership": PartnershipFollowing,
    "delivery": DeliveryFollowing,
}


def following(record: str, grid: FormGrid, desk: Desk) -> Following:
    """Return what follows from what in the form of a record type."""
    return _FOLLOWINGS.get(record, Following)(grid, desk)
