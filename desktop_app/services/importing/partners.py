"""Finds or makes the places that a partnership list names on its sides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.base.i18n import N_, translate
from desktop_app.base.nearest import hinted
from desktop_app.base.text import fold
from desktop_app.domain.territory import Territory
from desktop_app.domain.translit import german_form, kmu_latin
from desktop_app.services.importing.findings import TableRow
from desktop_app.services.importing.links import listed
from desktop_app.services.importing.list import ListTable
from desktop_app.services.importing.names import WrittenName, folded_names, read_name
from desktop_app.services.importing.places import PlaceFinder, PlaceRef, Wanted, code_system_of

_PARTNER = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<note>[^()]*)\)\s*(?P<tail>[^()]*))?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_MEDIATOR = ("vermittel", "посередни", "mediat")
_COMMON_PARTNER = ("gemeinsame partner", "спільн", "common partner")
_TRIANGLE = ("dreieck", "трикутник", "тристорон", "triang")


@dataclass(frozen=True, slots=True)
class SidePaths:
    """The paths of one side of a partnership list, and the country that the side lies in."""

    country: str
    names: tuple[str, ...]
    code: str
    kind: str
    region: str


GERMAN_SIDE = SidePaths("DE", ("german.name",), "german.code", "german.kind", "german.region")
UKRAINIAN_SIDE = SidePaths(
    "UA",
    ("ukrainian.name_de", "ukrainian.name_uk", "ukrainian.name_latin"),
    "ukrainian.code",
    "ukrainian.kind",
    "ukrainian.region",
)


@dataclass(frozen=True, slots=True)
class ThirdPartner:
    """A further partner of a list: the place, None where its country is not known, with what the list says of it."""

    place: PlaceRef | None
    role: str
    common: bool
    triangle: bool
    said_more: bool


class Partners:
    """The places of a partnership list."""

    def __init__(self, rows: ListTable, places: PlaceFinder, countries: frozenset[str]) -> None:
        self._rows = rows
        self._places = places
        self._countries = countries
        self._agreeing: set[tuple[str, ...]] = set()

    def side(self, row: TableRow, side: SidePaths) -> PlaceRef | None:
        """Return the place of a side, found by its code, then by its names, then made; None where nothing is said."""
        names = tuple(self._rows.text(row, path) for path in side.names)
        code = self._rows.text(row, side.code)
        if not code and not any(names):
            return None
        if code and (ref := self._by_code(row, side, code, names)):
            return self._places.take(ref, row)
        return self._by_name(row, side, code, names)

    def _by_code(self, row: TableRow, side: SidePaths, code: str, names: tuple[str, ...]) -> PlaceRef | None:
        ref = self._places.by_code(code)
        if ref is None and code.isdigit() and (ref := self._places.by_code("0" + code)):
            self._rows.doubt(
                row, side.code, N_("The code lost its zero in front; it was read as {code}."), code=ref.code
            )
        if ref is None:
            return None
        if ref.country != side.country:
            self._rows.doubt(row, side.code, N_("The code belongs to {place} in another country."), place=ref.title)
            return None
        self._compare(row, side, ref, (code, *names))
        return ref

    def _compare(self, row: TableRow, side: SidePaths, ref: PlaceRef, told: tuple[str, ...]) -> None:
        """List a doubt where no name of the list is one of the place's; keep a further spelling of its name."""
        if told in self._agreeing:
            return
        self._agreeing.add(told)
        names = tuple(name for name in told[1:] if name)
        spellings = [spelling for name in names for spelling in read_name(name).spellings]
        if names and not folded_names(spellings) & self._spellings(ref):
            self._rows.doubt(
                row,
                side.code,
                N_("The code belongs to {place}; the list calls it {name}."),
                place=ref.title,
                name=names[0],
            )
        elif names and fold(read_name(names[0]).full) not in ref.names and len(names) > 1:
            self._places.learn(ref, names[0])

    @staticmethod
    def _spellings(ref: PlaceRef) -> frozenset[str]:
        return ref.names | folded_names(spelling for name in ref.names for spelling in read_name(name).spellings)

    def _by_name(self, row: TableRow, side: SidePaths, code: str, names: tuple[str, ...]) -> PlaceRef:
        level, kind = self._kind(row, side)
        region = self._rows.text(row, side.region)
        found = self._places.by_name(Wanted(tuple(filter(None, names)), side.country, level, region))
        path = next((path for path in side.names if self._rows.text(row, path)), side.code)
        if found.ref:
            if code:
                self._rows.doubt(
                    row,
                    side.code,
                    N_("Nothing has this code; {place} was found by name."),
                    place=listed((found.ref,)),
                )
            elif found.others:
                self._rows.doubt(
                    row,
                    path,
                    N_("{place} is taken among several: {others}."),
                    place=listed((found.ref,)),
                    others=listed(found.others),
                )
            return self._places.take(found.ref, row)
        if found.others:
            self._rows.doubt(
                row,
                path,
                N_("Several places have this name ({places}); a new one without a code is made."),
                places=listed(found.others),
            )
        else:
            self._rows.doubt_said(
                row,
                path,
                hinted(
                    N_("No place of this name is known; a new one is made of what the list tells."),
                    self._places.hint(next(filter(None, names), ""), side.country),
                ),
            )
        return self._places.create(self._made(side, level, kind, code, names, region), row)

    def _kind(self, row: TableRow, side: SidePaths) -> tuple[str, str]:
        said = self._rows.text(row, side.kind)
        meant = (self._rows.mapped(side.kind, said) or self._rows.mapped("kind", said) or "").split()
        return (meant[0], meant[1]) if len(meant) == 2 else ("", "")

    def _made(
        self, side: SidePaths, level: str, kind: str, code: str, names: tuple[str, ...], region: str
    ) -> Territory:
        region_de, region_uk = self._places.region(side.country, region, code)
        written = read_name(names[0])
        ukrainian = names[1] if len(names) > 1 else ""
        system = code_system_of(code, side.country) if code else ""
        local = written.kind == "stadtbezirk"
        return Territory(
            name_de=_short_name(written) or german_form(ukrainian),
            name_uk=ukrainian,
            name_latin=(names[2] if len(names) > 2 else "") or kmu_latin(ukrainian),
            name_local=ukrainian,
            country=side.country,
            level="local" if local else level or written.level or "municipal",
            kind="stadtbezirk" if local else kind or written.kind,
            code=code if system else "",
            code_system=system,
            region_de=region_de,
            region_uk=region_uk,
            remarks=_code_in_words(code) if code and not system else "",
        )

    # -- third partners ----------------------------------------------------------------------------------------

    def third(self, row: TableRow, level: str) -> list[ThirdPartner]:
        """Return the further partners of a row; without a word of their own they are of the German side's level."""
        said = self._rows.text(row, "third")
        return [self._third(row, part.strip(), level) for part in said.split(";") if part.strip()]

    def _third(self, row: TableRow, said: str, level: str) -> ThirdPartner:
        match = _PARTNER.fullmatch(said)
        name = match["name"].strip() if match else said
        notes = [note.strip() for note in (match["note"] or "").split(",")] if match else []
        tail = (match["tail"] or "").strip() if match else ""
        country = notes.pop(0) if notes and _COUNTRY.fullmatch(notes[0]) and notes[0] in self._countries else ""
        words = " ".join([*notes, tail]).casefold()
        return ThirdPartner(
            place=self._third_place(row, name, country, level),
            role="mediator" if any(word in words for word in _MEDIATOR) else "partner",
            common=any(word in words for word in (*_COMMON_PARTNER, *_MEDIATOR)),
            triangle=any(word in words for word in _TRIANGLE),
            said_more=bool(words.strip()),
        )

    def _third_place(self, row: TableRow, name: str, country: str, level: str) -> PlaceRef | None:
        wanted = Wanted((name,), country, level if country not in {"", "DE", "UA"} else "")
        found = self._places.by_name(wanted)
        if found.ref:
            return self._places.take(found.ref, row)
        country = country or self._rows.mapped("country", name) or ("DE" if found.others else "")
        if not country:
            self._rows.doubt(
                row, "third", N_("The country of {name} is not known; the partner is kept in the remarks."), name=name
            )
            return None
        self._rows.doubt(row, "third", N_("New place: {name}; check its level and names."), name=name)
        written = read_name(name)
        item = Territory(name_de=written.full, country=country, level=written.level or level or "municipal")
        return self._places.create(item, row)


def _short_name(written: WrittenName) -> str:
    """Return the name to make a place of: `Berlin: Bezirk Pankow` is Bezirk Pankow, `Ukraine (Staat)` Ukraine."""
    return written.full.split(" (")[0] if written.note and written.level == "" and written.within else written.full


def _code_in_words(code: str) -> str:
    return translate("Code in the imported list: {code}", code=code)
