"""Fills in, in a form, what follows from what was just entered; never over what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtWidgets import QLineEdit

from desktop_app.base.i18n import translate
from desktop_app.domain.partnership import GERMAN, THIRD, UKRAINIAN, Partnership
from desktop_app.domain.record import Record
from desktop_app.domain.territory import Territory
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.records.drafts import with_values
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


class PartnershipFollowing(Following):
    """A party's side follows its place; the next network number is named, and taken at admission to the network."""

    def __init__(self, grid: FormGrid, desk: Desk) -> None:
        super().__init__(grid, desk)
        self._places: list[int | None] = []
        self._admissions = 0

    def shown(self, item: Record) -> None:
        """Note the parties, and name the next network number where there is none yet."""
        self._places = self._places_now()
        self._admissions = self._admissions_now()
        editor = self.grid.editor("network_number").widget()
        free = cast("Partnership", item).network_number is None
        words = translate("next: {number}", number=self.desk.records.next_network_number()) if free else ""
        if isinstance(editor, QLineEdit):
            editor.setPlaceholderText(words)

    def entered(self, item: Record, name: str) -> None:
        """Set the side of a place just chosen; propose the number when the admission is entered."""
        if name == "parties":
            before, self._places = self._places, self._places_now()
            for row, place in enumerate(self._places):
                if place is not None and (row >= len(before) or before[row] != place):
                    self._set_side(row, place)
        elif name == "milestones":
            before_admissions, self._admissions = self._admissions, self._admissions_now()
            if self._admissions > before_admissions and not self.grid.editor("network_number").typed():
                self.grid.set_field("network_number", self.desk.records.next_network_number())

    def _set_side(self, row: int, place: int) -> None:
        rows = self.grid.editor("parties").value()
        territory = self.desk.records.load("territory", place)
        if territory is None or row >= len(rows) or rows[row].get("side", GERMAN) != GERMAN:
            return
        side = _SIDES.get(territory.country, THIRD)
        if side != GERMAN:
            self.grid.set_field(f"parties[{row}].side", side)

    def _places_now(self) -> list[int | None]:
        return [row.get("territory") for row in self._rows("parties")]

    def _admissions_now(self) -> int:
        return sum(row.get("kind") == _ADMISSION for row in self._rows("milestones"))

    def _rows(self, name: str) -> list[Mapping[str, Any]]:
        return list(self.grid.editor(name).value())


_FOLLOWINGS: dict[str, type[Following]] = {"territory": PlaceFollowing, "partnership": PartnershipFollowing}


def following(record: str, grid: FormGrid, desk: Desk) -> Following:
    """Return what follows from what in the form of a record type."""
    return _FOLLOWINGS.get(record, Following)(grid, desk)
