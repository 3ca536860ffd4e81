"""Works out under which spellings a place is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from desktop_app.base.text import fold
from desktop_app.domain.translit import german_form, kmu_latin, unmix

_SHORTEST_WORD = 4
_SHORTEST_CODE = 3
_ALIKE = str.maketrans({"y": "i", "j": "i", "g": "h"})
_REPEATED = re.compile(r"(.)\1+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def usable_spellings(names: Iterable[str]) -> set[str]:
    """The alternate names of GeoNames that somebody may type: words in Latin or Cyrillic letters, no airport codes."""
    return {name for name in names if name[0].isupper() and not _is_code(name) and _is_latin_or_cyrillic(name)}


def ukrainian_spellings(uk: str) -> set[str]:
    """A Ukrainian name in its own letters, in the passport form, in the German forms in use."""
    german = german_form(uk)
    plain = german_form(uk.replace("ж", "\x00").replace("Ж", "\x01")).replace("\x00", "sh").replace("\x01", "Sh")
    spellings = {uk, kmu_latin(uk), german, plain}
    if "ss" in german:
        spellings.add(german.replace("ss", "s"))
    return spellings


def loosely_spelt(name: str) -> str:
    """A name in Latin or Cyrillic letters without what the ways of transliteration differ in."""
    latin = fold(kmu_latin(unmix(name))).translate(_ALIKE).replace("kh", "h")
    return _REPEATED.sub(r"\1", latin)


def keys(spellings: Iterable[str]) -> set[str]:
    """What the spellings are searched by: folded, umlauts also written out, hyphenated names also in one word."""
    found = set()
    for spelling in spellings:
        found.add(fold(spelling))
        found.add(fold(spelling.translate(_UMLAUTS)))
        if "-" in spelling:
            found.add(fold(spelling.replace("-", "")))
    return found - {""}


def keys_of_later_words(key: str) -> set[str]:
    """A key from each of its later words on: "munden" for "hann. munden"."""
    words = key.split(" ")
    return {" ".join(words[place:]) for place in range(1, len(words)) if len(words[place]) >= _SHORTEST_WORD}


def _is_code(name: str) -> bool:
    return len(name) <= _SHORTEST_CODE and name.isupper()


def _is_latin_or_cyrillic(name: str) -> bool:
    return all(
        not letter.isalpha() or unicodedata.name(letter, "").startswith(("LATIN", "CYRILLIC", "MODIFIER"))
        for letter in name
    )
