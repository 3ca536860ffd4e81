"""Answers the questions of editors from the services of the open register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field
from desktop_app.domain.place import Place
from desktop_app.domain.record import field_map
from desktop_app.gui.kit.editors.protocol import Proposal
from desktop_app.services.contact import Unreachable
from desktop_app.services.desk import Desk
from desktop_app.services.pickers import Candidate


class DeskContext:
    """The editors' way to code lists and other records."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._proposed: dict[str, Place] = {}

    def options(self, list_name: str) -> Sequence[tuple[str, str]]:
        """Return the (code, shown label) pairs of a code list, in its order."""
        return self._desk.codes.options(list_name)

    def proposals(self, target: str, text: str) -> Sequence[Proposal]:
        """Return the records that fit the typed text, then places of the gazetteer; none while no server answers."""
        try:
            return [self._proposal(each) for each in self._desk.pickers.candidates(target, text)]
        except Unreachable:  # the window says so
            return ()

    def adopt(self, proposal: Proposal) -> int:
        """Take a proposed place of the gazetteer into the register and return its id."""
        return self._desk.places.take(self._proposed[proposal.key])

    def _proposal(self, candidate: Candidate) -> Proposal:
        if candidate.place is None:
            return Proposal(candidate.id, candidate.title, candidate.detail)
        key = candidate.place.code or f"{candidate.title}, {candidate.detail}"
        self._proposed[key] = candidate.place
        return Proposal(None, candidate.title, candidate.detail, key)

    def title(self, target: str, record_id: int) -> str:
        """Return the words by which a linked record is shown."""
        return self._desk.records.title(target, record_id)

    def titles(self, target: str, ids: Sequence[int]) -> Mapping[int, str]:
        """Return the words by which linked records are shown, by their ids."""
        return self._desk.records.titles(target, ids)

    def child_fields(self, target: str) -> Mapping[str, Field]:
        """Return the fields of a child record type by name, in their order."""
        return field_map(TYPES[target])
