"""Understands the names of places as lists write them: Kreis Lippe, Rajon Lwiw, Berlin: Bezirk Pankow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.base.text import fold

_WITHIN = re.compile(r"(?P<within>[^:()]{3,}): (?P<name>.+)")
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s*\((?P<note>[^()]*)\)")

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

_KINDS_IN_FRONT = {
    "land": ("regional", "land"),
    "freistaat": ("regional", "land"),
    "oblast": ("regional", "oblast"),
    "landkreis": ("district", "landkreis"),
    "kreis": ("district", "landkreis"),
    "region": ("district", "landkreis"),
    "bezirk": ("district", "bezirk"),
    "rajon": ("district", "rajon"),
    "raion": ("district", "rajon"),
    "samtgemeinde": ("municipal", "samtgemeinde"),
    "verbandsgemeinde": ("municipal", "samtgemeinde"),
    "verwaltungsgemeinschaft": ("municipal", "samtgemeinde"),
    "amt": ("municipal", "samtgemeinde"),
    "gemeinde": ("municipal", "gemeinde"),
    "stadt": ("municipal", "gemeinde"),
    "hromada": ("municipal", "hromada"),
    "громада": ("municipal", "hromada"),
    "район": ("district", "rajon"),
    "область": ("regional", "oblast"),
}
_KINDS_BEHIND = {
    "район": ("district", "rajon"),
    "raion": ("district", "rajon"),
    "область": ("regional", "oblast"),
    "oblast": ("regional", "oblast"),
    "міська громада": ("municipal", "hromada"),
    "селищна громада": ("municipal", "hromada"),
    "сільська громада": ("municipal", "hromada"),
    "громада": ("municipal", "hromada"),
    "hromada": ("municipal", "hromada"),
}


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as a list has it, taken apart.

    `full` is the name without what it lies in; `bare` also without the word for its kind and without brackets. `level`
    and `kind` are what the word for the kind tells, `within` what is before a colon, `note` what is in brackets.
    """

    full: str
    bare: str
    level: str = ""
    kind: str = ""
    within: str = ""
    note: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return what to look for, the fullest first."""
        plain = self.full.split(" (")[0] if self.note else self.full
        return tuple(dict.fromkeys((self.full, plain, self.bare)))


def read_name(text: str) -> WrittenName:
    """Take a written name apart."""
    full, within, note = " ".join(text.split()), "", ""
    if match := _WITHIN.fullmatch(full):
        within, full = match["within"], match["name"]
    name = full
    if match := _IN_BRACKETS.fullmatch(name):
        name, note = match["name"], match["note"].strip()
    bare, (level, kind) = without_kind(name)
    if within and kind == "bezirk":
        level, kind = "local", "stadtbezirk"
    return WrittenName(full, bare, level, kind, within, note)


def without_kind(name: str) -> tuple[str, tuple[str, str]]:
    """Return a name without the word for its kind, with the level and kind that the word tells."""
    first, _, rest = name.partition(" ")
    if rest and (told := _KINDS_IN_FRONT.get(first.casefold())):
        return rest, told
    folded = name.casefold()
    for words, told in _KINDS_BEHIND.items():
        if folded.endswith(" " + words):
            return name[: -len(words) - 1], told
    return name, ("", "")


def folded_names(names: Iterable[str]) -> frozenset[str]:
    """Return names in the forms in which they are compared: Grevesmühlen also as Grevesmuehlen."""
    folded = set()
    for name in names:
        if name:
            folded.add(fold(name))
            if not name.isascii() and (spelt_out := name.translate(_SPELT_OUT)) != name:
                folded.add(fold(spelt_out))
    return frozenset(folded)
