"""Finds the places that a table names: in the register, then in the gazetteer, each made once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from desktop_app.base.nearest import did_you_mean
from desktop_app.base.text import fold
from desktop_app.domain.checks import CODE_SYSTEM_CHECKS
from desktop_app.domain.place import LEVELS, Place
from desktop_app.domain.territory import Territory, TerritoryName
from desktop_app.services.importing.findings import TableRow
from desktop_app.services.importing.names import WrittenName, folded_names, read_name, without_kind
from desktop_app.services.places import territory_of
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Reader

_SEARCHED = 40
_RANK = {"municipal": 0, "regional": 1, "district": 2, "local": 3, "country": 4}
"""Which level a name without the word for its kind most likely means."""
_JOINT = "samtgemeinde"
"""The kind of municipality that often bears the name of one of its members."""
_MOST_GUESSES, _GUESSED = 200, 40
"""How many names of one import are guessed at, and among how many places for each beginning."""
_PREFIXES = {"DE": 2, "UA": 4}
"""How many characters of an official code tell the Land or oblast."""
_FAR_BIGGER = 10
"""How many times more inhabitants the place has that everybody means: Mykolajiw at the sea, not the one near Lwiw."""

_OWN_COLUMNS = ("country", "level", "kind", "title", "code", "population")
_ABOVE_COLUMNS = ("region_de", "region_uk", "district_de")
_NAME_COLUMNS = ("name_de", "name_uk", "name_local", "name_latin", "name_en")


@dataclass(slots=True, eq=False)
class PlaceRef:
    """A place that is in the register (`id`) or that the import will make there."""

    country: str
    level: str
    kind: str
    title: str
    above: frozenset[str]
    names: frozenset[str]
    code: str = ""
    population: int | None = None
    above_codes: tuple[str, ...] = ()
    id: int | None = None
    row: TableRow | None = None
    place: Place | None = None
    item: Territory | None = None
    variants: list[str] = field(default_factory=list)

    def territory(self, known: Callable[[str], int | None]) -> Territory:
        """Return the record to make, with the list's own spellings among its names."""
        made = territory_of(self.place, known) if self.place else self.item
        if made is None:
            raise ValueError(self.title)
        others = tuple(TerritoryName(name=name, kind="variant") for name in self.variants)
        return dataclasses.replace(made, other_names=(*made.other_names, *others)) if others else made


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table tells of a place: its names as written, and what narrows them down."""

    names: tuple[str, ...]
    country: str = ""
    level: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a name: the place, or None; `others` are the places that it might mean as well."""

    ref: PlaceRef | None
    others: tuple[PlaceRef, ...] = ()


class PlaceFinder:
    """The places of the register and of the gazetteer, as one import asks for them."""

    def __init__(self, reader: Reader, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_code: dict[str, PlaceRef | None] = {}
        self._by_name: dict[str, list[PlaceRef]] = {}
        self._searched: dict[tuple[str, str], list[PlaceRef]] = {}
        self._of_gazetteer: dict[Place, PlaceRef] = {}
        self._guesses: dict[tuple[str, str], str] = {}
        self._regions: dict[str, list[Place]] = {}
        self.new: list[PlaceRef] = []
        self._read(reader)

    def _read(self, reader: Reader) -> None:
        others: dict[int, list[str]] = {}
        for _, owner, name in reader.values("territory-name", ("owner_id", "name")):
            others.setdefault(owner, []).append(name)
        columns = (*_OWN_COLUMNS, *_ABOVE_COLUMNS, *_NAME_COLUMNS)
        for record_id, country, level, kind, title, code, population, *rest in reader.values("territory", columns):
            names = (title, *rest[3:], *others.get(record_id, ()))
            self._remember(
                PlaceRef(
                    country,
                    level,
                    kind,
                    title,
                    folded_names(rest[:3]),
                    folded_names(names),
                    code=code,
                    population=population,
                    id=record_id,
                )
            )

    def _remember(self, ref: PlaceRef) -> None:
        if ref.code:
            self._by_code[ref.code] = ref
        for name in ref.names:
            self._by_name.setdefault(name, []).append(ref)

    # -- asking ------------------------------------------------------------------------------------------------

    def by_code(self, code: str) -> PlaceRef | None:
        """Return the place with an official code; one of the gazetteer is not taken by asking."""
        wanted = "".join(code.split()).upper()
        if wanted not in self._by_code:
            place = self._gazetteer.by_code(wanted)
            self._by_code[wanted] = self._of_place(place) if place else None
        return self._by_code[wanted]

    def is_name(self, text: str) -> bool:
        """Say whether a text as a whole, brackets included, is the name of a place: Halle (Saale)."""
        key = fold(text)
        return key in self._by_name or any(key in ref.names for ref in self._listed(read_name(text), ""))

    def by_name(self, wanted: Wanted, prefer: Callable[[PlaceRef], bool] | None = None) -> Found:
        """Return the place of a name; the register's places come first, among them those that `prefer` likes."""
        written = [read_name(name) for name in wanted.names if name.strip()]
        known = _fitting(self._known(written), wanted, written)
        if prefer and (liked := [ref for ref in known if prefer(ref)]):
            known = liked
        if known:
            return _choose(known, known)
        listed = [ref for name in written for ref in self._listed(name, wanted.country)]
        return _choose(_fitting(listed, wanted, written), listed)

    def region(self, country: str, written: str, code: str) -> tuple[str, str]:
        """Return the German and the Ukrainian name of the Land or oblast that a table names, or that a code begins."""
        if country not in self._regions:
            self._regions[country] = list(self._gazetteer.iter("regional", country))
        wanted = fold(without_kind(written)[0])
        length = _PREFIXES.get(country, 0)
        for place in self._regions[country]:
            names = (place.name_de, place.name_uk, place.official_uk)
            if any(wanted in (fold(name), fold(without_kind(name)[0])) for name in names if wanted and name):
                return place.name_de, place.name_uk
        if not written and length and len(code) > length:
            begun = (place for place in self._regions[country] if place.code.startswith(code[:length]))
            return next(((place.name_de, place.name_uk) for place in begun), ("", ""))
        return (written, "") if country == "DE" else ("", written)

    def hint(self, name: str, country: str = "") -> str:
        """Return the question after the known place that is most like a name; empty where none is like it."""
        key = (name, country)
        if key not in self._guesses and len(self._guesses) < _MOST_GUESSES:
            bare = read_name(name).bare
            alike = (refs for spelling, refs in self._by_name.items() if spelling[:1] == fold(bare)[:1])
            known = [ref.title for refs in alike for ref in refs if country in ("", ref.country)]
            for beginning in dict.fromkeys((bare[:4], bare[:3])):
                for place in self._gazetteer.search(beginning, _GUESSED, country or None):
                    known += (place.name_de, place.name_uk, place.name_lat)
            self._guesses[key] = did_you_mean(bare, known)
        return self._guesses.get(key, "")

    def take(self, ref: PlaceRef, row: TableRow) -> PlaceRef:
        """Let the import make a place that is not in the register yet, and return it."""
        if ref.id is None and ref.row is None:
            ref.row = row
            self.new.append(ref)
            for name in ref.names:
                self._by_name.setdefault(name, []).append(ref)
        return ref

    def create(self, item: Territory, row: TableRow) -> PlaceRef:
        """Let the import make a place that no list knows."""
        names = (item.name_de, item.name_uk, item.name_latin, *(other.name for other in item.other_names))
        ref = PlaceRef(
            item.country,
            item.level,
            item.kind,
            item.name_de or item.name_uk or item.name_latin,
            folded_names((item.region_de, item.region_uk)),
            folded_names(names),
            code=item.code,
            item=item,
        )
        if item.code:
            self._by_code[item.code] = ref
        return self.take(ref, row)

    def learn(self, ref: PlaceRef, spelling: str) -> None:
        """Remember one more spelling of a place; a place that is being made gets it as another name."""
        key = fold(spelling)
        if not key or key in ref.names:
            return
        ref.names |= {key}
        if ref.id is None:
            ref.variants.append(spelling)
        self._by_name.setdefault(key, []).append(ref)

    def waves(self) -> Iterable[list[PlaceRef]]:
        """Return the places to make, the bigger levels first, so that each finds what it belongs to."""
        for level in LEVELS:
            if wave := [ref for ref in self.new if ref.level == level]:
                yield wave

    def known(self, code: str) -> int | None:
        """Return the id of the place with a code, once it is in the register."""
        ref = self._by_code.get(code)
        return ref.id if ref else None

    # -- looking -----------------------------------------------------------------------------------------------

    def _known(self, written: Sequence[WrittenName]) -> list[PlaceRef]:
        found = (
            ref for name in written for spelling in name.spellings for ref in self._by_name.get(fold(spelling), ())
        )
        return list(dict.fromkeys(found))

    def _listed(self, name: WrittenName, country: str) -> list[PlaceRef]:
        """Return the places of the gazetteer that bear a name, perhaps with another word for their kind."""
        key = (name.bare, country)
        if key not in self._searched:
            places = self._gazetteer.search(name.bare, _SEARCHED, country or None)
            self._searched[key] = [self._of_place(place) for place in places]
        wanted = folded_names(name.spellings)
        return [ref for ref in self._searched[key] if ref.names & wanted or (name.level and _bare(ref) & wanted)]

    def _of_place(self, place: Place) -> PlaceRef:
        if place.code and (ref := self._by_code.get(place.code)):
            return ref
        if place not in self._of_gazetteer:
            ref = _ref_of(place)
            self._of_gazetteer[place] = ref
            if place.code:
                self._by_code[place.code] = ref
        return self._of_gazetteer[place]


def _ref_of(place: Place) -> PlaceRef:
    names = (place.name_de, place.name_uk, place.name_lat, place.name_en, place.official_uk)
    return PlaceRef(
        place.country,
        place.level,
        place.kind,
        place.name_de or place.name_uk,
        folded_names((*place.parents, *place.parents_uk)),
        folded_names((*names, *(name for name, _ in place.other_names))),
        code=place.code,
        population=place.population,
        above_codes=place.parent_codes,
        place=place,
    )


def _bare(ref: PlaceRef) -> frozenset[str]:
    return frozenset(without_kind(name)[0] for name in ref.names)


def _fitting(refs: Iterable[PlaceRef], wanted: Wanted, written: Sequence[WrittenName]) -> list[PlaceRef]:
    """Return the places that agree with all that the table tells, those that agree best."""
    told = next((name.level for name in written if name.level), "")
    joint = any(name.kind == _JOINT for name in written)
    level = "" if any(name.within for name in written) else told or wanted.level
    within = {fold(name.within) for name in written if name.within}
    region = {fold(wanted.region)} if wanted.region else set()
    fit = [
        ref
        for ref in dict.fromkeys(refs)
        if (not wanted.country or ref.country == wanted.country)
        and (not level or ref.level == level)
        and (not joint or ref.kind == _JOINT)
        and (not within or within & ref.above)
        and (not region or not ref.above or _lies_in(ref, region))
    ]
    best = min((_RANK[ref.level] for ref in fit), default=0)
    return [ref for ref in fit if _RANK[ref.level] == best]


def _lies_in(ref: PlaceRef, region: set[str]) -> bool:
    names = ref.above | {without_kind(name)[0] for name in ref.above}
    return bool(region & names) or bool(region & ref.names)


def _choose(fit: list[PlaceRef], seen: Sequence[PlaceRef]) -> Found:
    if len(fit) <= 1:
        return Found(fit[0] if fit else None)
    sizes = sorted(((_inhabitants(ref, seen), index) for index, ref in enumerate(fit)), reverse=True)
    (most, biggest), (next_most, _) = sizes[0], sizes[1]
    others = tuple(ref for index, ref in enumerate(fit) if index != biggest)
    if most > _FAR_BIGGER * next_most:
        return Found(fit[biggest], others)
    return Found(None, tuple(fit))


def _inhabitants(ref: PlaceRef, seen: Sequence[PlaceRef]) -> int:
    """Return the population of a place; of a hromada without a figure, that of its centre."""
    if ref.population:
        return ref.population
    centres = (other.population or 0 for other in seen if ref.code and ref.code in other.above_codes[:1])
    return max(centres, default=0)


def code_system_of(code: str, country: str) -> str:
    """Return the code system in which a code is right for its country; empty where there is none."""
    systems = {"DE": ("AGS", "ARS"), "UA": ("KATOTTG",)}.get(country, ())
    return next((system for system in systems if CODE_SYSTEM_CHECKS[system](code) is None), "")
