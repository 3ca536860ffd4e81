"""The ways in which people may spell a word that they look for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop_app.base.text import fold
from desktop_app.domain.translit import german_form, kmu_latin

SOUND = "~"
"""Stands before a word that is written by its sound; nobody types it."""

_LEAST_LETTERS = 4
"""Shorter words sound like too many others."""
_LEAST_LATIN = 3
"""Shorter forms stand in too many other words."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff'’ʼ`]+")

_SOUNDS = (
    (re.compile("schtsch|shch|szcz|tsch|zsch|sch|dzh|tch|cz|sh|sz|zh|rz|ts|tz|дж"), "s"),
    (re.compile("kh|ch|gh|[hgхгґ]"), "h"),
    (re.compile("[czxсшщжчцз]"), "s"),
    (re.compile("ph|f|ф"), "f"),
    (re.compile("[vwв]"), "v"),
    (re.compile("q|ck|к"), "k"),
    (re.compile("th|т"), "t"),
    (re.compile("я|[iyj]+a"), "a"),
    (re.compile("[єе]|[iyj]+e"), "e"),
    (re.compile("ю|[iyj]+u"), "u"),
    (re.compile("[iyj]+o"), "o"),
    (re.compile("[yjиіїй]"), "i"),
    (re.compile("ь|ъ"), ""),
)
_LETTERS = str.maketrans("абдлмнопру", "abdlmnopru")
_WRITTEN_OUT = re.compile("([aou])e")
_DOUBLE = re.compile(r"(.)\1+")

_KEYS_LATIN = "qwertzuiopü+asdfghjklöä#yxcvbnm,."
_KEYS_UKRAINIAN = "йцукенгшщзхїфівапролджєґячсмитьбю"
"""The same keys on a German and on a Ukrainian keyboard."""
_TO_UKRAINIAN = str.maketrans(_KEYS_LATIN, _KEYS_UKRAINIAN)
_TO_LATIN = str.maketrans(_KEYS_UKRAINIAN, _KEYS_LATIN)
_TO_LATIN_QWERTY = str.maketrans(_KEYS_UKRAINIAN, _KEYS_LATIN.translate(str.maketrans("yz", "zy")))


def sound(word: str) -> str:
    """Return how a word sounds, in a spelling that Ukrainian, German, English, Polish and Czech letters share.

    Winnyzja, Winniza, Vinnytsia, Vinnica and Вінниця become one; empty for a word too short to tell. Words of one
    sound may be different words: it is for finding, not for telling apart.
    """
    letters = fold(word)
    if len(letters) < _LEAST_LETTERS:
        return ""
    letters = _heard(letters)
    return letters if len(letters) >= _LEAST_LETTERS - 1 else ""


@lru_cache(maxsize=50_000)
def name_sound(name: str) -> str:
    """Return how a name of one word or more sounds, however short: umlauts are as good as written out ones."""
    return " ".join(_heard(_WRITTEN_OUT.sub(r"\1", word)) for word in fold(name).split())


def _heard(letters: str) -> str:
    for pattern, heard in _SOUNDS:
        letters = pattern.sub(heard, letters)
    return _DOUBLE.sub(r"\1", letters.translate(_LETTERS))


def other_spellings(text: str) -> Iterator[str]:
    """Yield the words by which a text is found beside its own: umlauts written out, Cyrillic words in Latin letters."""
    written_out = text.translate(_UMLAUTS)
    if written_out != text:
        yield fold(written_out)
    for word in _CYRILLIC_WORD.findall(text):
        yield from _latin_forms(word)


@lru_cache(maxsize=20_000)
def _latin_forms(word: str) -> tuple[str, ...]:
    heard = sound(word)
    return (fold(german_form(word)), fold(kmu_latin(word)), *([SOUND + heard] if heard else []))


def typed_as_heard(word: str) -> str:
    """Return the beginning of the sound of a word that may not be typed to its end; empty where it tells too little."""
    heard = sound(word).rstrip("i")
    return SOUND + heard if len(heard) >= _LEAST_LETTERS - 1 else ""


def as_typed(word: str) -> tuple[str, ...]:
    """Return what search words may have for a folded word that may not be typed to its end, the word itself first.

    That is its sound and, for a Cyrillic word, its Latin forms: what is written in Latin letters has no other ones.
    """
    latin = (fold(form(word)) for form in (german_form, kmu_latin)) if _CYRILLIC_WORD.search(word) else ()
    heard = typed_as_heard(word)
    told = [each for each in latin if len(each) >= _LEAST_LATIN]
    return tuple(dict.fromkeys((word, *([heard] if heard else []), *told)))


def on_the_other_keyboard(text: str) -> tuple[str, ...]:
    """Return what a text is where it was typed with the wrong keyboard switched on; nothing where that makes no sense.

    `ффсрут` is `aachen` typed on a Ukrainian keyboard, `sxzy` is `ічня` typed on a German one.
    """
    letters = text.casefold()
    if re.search("[\u0400-\u04ff]", letters):
        return tuple(dict.fromkeys((letters.translate(_TO_LATIN), letters.translate(_TO_LATIN_QWERTY))))
    if re.search("[a-zäöü]", letters):
        return (letters.translate(_TO_UKRAINIAN),)
    return ()
