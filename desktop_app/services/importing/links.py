"""Finds the organisations, people, partnerships and deliveries that a table names."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.base.errors import CountedError, UserError
from desktop_app.base.i18n import N_, NN_, translate
from desktop_app.base.nearest import UnknownWord, did_you_mean
from desktop_app.base.text import fold
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.record import Record
from desktop_app.services.importing.findings import TableRow
from desktop_app.services.importing.places import PlaceFinder, PlaceRef, Wanted
from desktop_app.storage.register import Reader

_SPELLINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "organisation": (("title",), ("name_de",), ("name_uk",), ("name_en",), ("short_name",), ("edrpou",)),
    "person": (
        ("title",),
        ("family_name", "given_name"),
        ("given_name", "family_name"),
        ("family_name_uk", "given_name_uk"),
        ("given_name_uk", "family_name_uk"),
        ("family_name_uk", "given_name_uk", "patronymic_uk"),
    ),
    "partnership": (("title",), ("network_number",)),
    "delivery": (("title",), ("number",), ("subject",)),
    "task": (("title",),),
}
"""The fields by which people name a record; several together are written one after the other."""


@dataclass(slots=True, eq=False)
class RecordRef:
    """A record that is in the register (`id`) or that the import will make there (`item`)."""

    title: str
    id: int | None = None
    item: Organisation | None = None
    territory: PlaceRef | None = None
    row: TableRow | None = None


Ref = PlaceRef | RecordRef


def spellings_of(item: Record) -> set[str]:
    """Return the folded spellings by which a table may name a record."""
    names = _SPELLINGS.get(item.NAME, (("code",), ("name_de",), ("name_uk",), ("name_latin",)))
    return {name for fields in names if (name := _joined([getattr(item, field) for field in fields]))}


class LinkFinder:
    """The records that one import may link to; each type is read once, when it is first asked for."""

    def __init__(self, reader: Reader, places: PlaceFinder) -> None:
        self._reader = reader
        self._places = places
        self._known: dict[str, dict[str, list[RecordRef]]] = {}
        self.new: list[RecordRef] = []

    def find(self, target: str, text: str, row: TableRow) -> Ref:
        """Return the record that a text names by its number, code or title.

        A place may come from the gazetteer and is then made. Raises UserError where nothing, or more than one
        record, has the name.
        """
        return self.place(text, row) if target == "territory" else self._record(target, text)

    def place(self, text: str, row: TableRow) -> PlaceRef:
        """Return the place of a code or name; raises UserError."""
        if ref := self._places.by_code(text):
            return self._places.take(ref, row)
        found = self._places.by_name(Wanted((text,)))
        if found.ref is None:
            if found.others:
                raise UserError(
                    N_("“{text}” can mean several places: {places}. Write the official code instead."),
                    text=text,
                    places=listed(found.others),
                )
            raise UnknownWord(
                N_("No place is called “{text}”. Write its official code."), self._places.hint(text), text=text
            )
        return self._places.take(found.ref, row)

    def organisation(self, name: str) -> RecordRef | None:
        """Return the one organisation of a name, or None."""
        found = self._index("organisation").get(fold(name), ())
        return found[0] if len(found) == 1 else None

    def create(self, item: Organisation, territory: PlaceRef | None, row: TableRow) -> RecordRef:
        """Let the import make an organisation that the register does not know."""
        ref = RecordRef(item.name_de, item=item, territory=territory, row=row)
        self.new.append(ref)
        self._index("organisation").setdefault(fold(item.name_de), []).append(ref)
        return ref

    def _record(self, target: str, text: str) -> RecordRef:
        found = self._index(target).get(fold(text), ())
        if len(found) == 1:
            return found[0]
        label = translate(TYPES[target].LABEL)
        if found:
            forms = NN_("{count} record is called “{text}” ({type}).", "{count} records are called “{text}” ({type}).")
            raise CountedError(*forms, len(found), text=text, type=label)
        titles = (ref.title for refs in self._index(target).values() for ref in refs)
        raise UnknownWord(
            N_("“{text}” is not in the register ({type}). Add it there first."),
            did_you_mean(text, titles),
            text=text,
            type=label,
        )

    def _index(self, target: str) -> dict[str, list[RecordRef]]:
        if target not in self._known:
            index: dict[str, list[RecordRef]] = {}
            names = _SPELLINGS[target]
            columns = tuple(dict.fromkeys(column for fields in names for column in fields))
            places = {name: position for position, name in enumerate(columns)}
            for record_id, *values in self._reader.values(target, columns):
                ref = RecordRef(str(values[0]), id=record_id)
                spellings = {_joined([values[places[field]] for field in fields]) for fields in names}
                for spelling in spellings - {""}:
                    index.setdefault(spelling, []).append(ref)
            self._known[target] = index
        return self._known[target]


def _joined(values: list[object]) -> str:
    parts = [str(value) for value in values if value not in (None, "")]
    return fold(" ".join(parts)) if len(parts) == len(values) else ""


def listed(refs: tuple[PlaceRef, ...]) -> str:
    """Return places for a message, each with its code."""
    return "; ".join(f"{ref.title} ({ref.code})" if ref.code else ref.title for ref in refs[:5])
