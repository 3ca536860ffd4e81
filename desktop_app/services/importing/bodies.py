"""Finds or makes the givers and receivers that a delivery list names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.base.i18n import N_
from desktop_app.base.text import fold
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.territory import Territory
from desktop_app.services.importing.findings import TableRow
from desktop_app.services.importing.links import LinkFinder, RecordRef, listed
from desktop_app.services.importing.list import ListTable
from desktop_app.services.importing.names import read_name
from desktop_app.services.importing.places import PlaceFinder, PlaceRef, Wanted
from desktop_app.storage.register import Reader

_OF_PLACE = re.compile(r"(?P<place>[^()/]+?)\s*(?:\((?P<in_brackets>[^()]+)\)|/\s*(?P<behind>[^/]+))")


@dataclass(frozen=True, slots=True)
class Body:
    """A giver or receiver: a place, an organisation of it, or words where neither is known."""

    place: PlaceRef | None = None
    organisation: RecordRef | None = None
    words: str = ""


class Bodies:
    """The givers and receivers of a delivery list."""

    def __init__(self, rows: ListTable, places: PlaceFinder, links: LinkFinder, reader: Reader) -> None:
        self._rows = rows
        self._places = places
        self._links = links
        self._partnerships: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._partners: dict[int, set[int]] = {}
        self._read(reader)

    def _read(self, reader: Reader) -> None:
        parties: dict[int, list[tuple[int, int]]] = {}
        for _, owner, position, place in reader.values("party", ("owner_id", "position", "territory")):
            if place is not None:
                parties.setdefault(owner, []).append((position, place))
        for partnership, members in sorted(parties.items()):
            for position, place in members:
                self._partners.setdefault(place, set()).update(other for _, other in members if other != place)
                for _, other in members:
                    self._partnerships.setdefault((place, other), []).append((position, partnership))

    def partnership(self, giver: PlaceRef | None, receiver: PlaceRef | None) -> tuple[int | None, int]:
        """Return the partnership of two places, the one that the giver leads before others, and how many they have."""
        if giver is None or receiver is None or giver.id is None or receiver.id is None:
            return None, 0
        found = self._partnerships.get((giver.id, receiver.id), [])
        return (min(found)[1] if found else None), len(found)

    def giver(self, row: TableRow) -> Body:
        """Return who gives; a place that nobody knows is made."""
        said = self._rows.text(row, "donor")
        if not said:
            return Body()
        if organisation := self._links.organisation(said):
            return Body(organisation=organisation)
        match = _OF_PLACE.fullmatch(said)
        if match and not self._places.is_name(said):
            return self._organisation(row, match["place"], (match["in_brackets"] or match["behind"]).strip())
        return Body(self._place(row, "donor", said, None) or self._made(row, said))

    def receiver(self, row: TableRow, giver: Body) -> Body:
        """Return who receives; a name that stands for no place stays in words."""
        said = self._rows.text(row, "recipient")
        if not said:
            return Body()
        if organisation := self._links.organisation(said):
            return Body(organisation=organisation)
        if ref := self._place(row, "recipient", said, giver.place):
            return Body(ref)
        self._rows.doubt(row, "recipient", N_("No one place is meant; the name is kept as the recipient in words."))
        return Body(words=said)

    def _place(self, row: TableRow, path: str, said: str, partner: PlaceRef | None) -> PlaceRef | None:
        """Return the place of a name; the giver's partners come before others."""
        partners = self._partners.get(partner.id or 0, set()) if partner else set()
        found = self._places.by_name(Wanted((said,)), lambda ref: ref.id in partners)
        ref = found.ref
        if ref is None:
            if found.others:
                self._rows.doubt(row, path, N_("Several places have this name: {places}."), places=listed(found.others))
            return None
        if ref.level == "country":
            return None
        if found.others:
            self._rows.doubt(
                row,
                path,
                N_("{place} is taken among several: {others}."),
                place=listed((ref,)),
                others=listed(found.others),
            )
        return self._places.take(ref, row)

    def _made(self, row: TableRow, said: str) -> PlaceRef:
        written = read_name(said)
        self._rows.doubt(row, "donor", N_("New place without a code: {name}; check it."), name=said)
        item = Territory(name_de=written.full, country="DE", level=written.level or "municipal", kind=written.kind)
        return self._places.create(item, row)

    def _organisation(self, row: TableRow, place_name: str, name: str) -> Body:
        """Return a body of a place, such as `Stadtwerke` of Tübingen; made where the register does not know it."""
        place = self._place(row, "donor", place_name, None) or self._made(row, place_name)
        full = name if fold(place_name) in fold(name) else f"{name} {place_name}"
        organisation = self._links.organisation(full)
        if organisation is None:
            kind = next(
                (kind for word, kind in self._rows.words_of("organisation") if word in full.casefold()), "other"
            )
            organisation = self._links.create(Organisation(name_de=full, kind=kind), place, row)
            self._rows.doubt(row, "donor", N_("New organisation: {name}; check its name and kind."), name=full)
        return Body(place, organisation)
