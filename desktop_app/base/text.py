"""Brings text into the form that is kept, and into the two that searching and sorting compare."""

import unicodedata
from collections.abc import Callable

APOSTROPHES = frozenset("'`´‘’‛′ʹʻʼʽʾʿˈ＇")
"""Every sign that people type for the apostrophe of a Ukrainian word."""

_PLAIN_LETTERS = {
    "ß": "ss",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ı": "i",
    "ґ": "г",
}
_LETTERS_OF_THEIR_OWN = frozenset("йї")
"""Letters that Unicode takes apart, though their alphabets count them apart from и, і."""

_ALPHABET = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"
"""The Ukrainian alphabet in its order, with the letters of its neighbours where their own alphabets have them."""
_FIRST_CYRILLIC = 0x0430
_ORDER = {letter: chr(_FIRST_CYRILLIC + place) for place, letter in enumerate(_ALPHABET)}


def clean(text: str, *, lines: bool = False) -> str:
    """Return typed text as it is stored: composed (NFC), trimmed, without invisible characters.

    Odd blanks and control characters become blanks; zero-width and soft-hyphen characters vanish.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\u2029", "\n"))
    return "".join(
        character if character.isprintable() or (lines and character in "\n\t") else " "
        for character in composed
        if unicodedata.category(character) != "Cf"
    ).strip()


def fold(text: str) -> str:
    """The form in which text is searched: lower case, accents, apostrophes, hyphens do not count.

    Combining marks are dropped, `ß` becomes `ss`, `ґ` becomes `г`, `ё` becomes `е`; `й`, `ї`, `є`, `і` stay. Hyphens,
    dashes, blanks of any kind become one space each run.
    """
    return " ".join(_composed(text).translate(_SEARCH_FORM).split())


def sort_key(text: str) -> str:
    """The form in which text is sorted by comparing code points (SQLite BINARY, PostgreSQL "C").

    Latin letters follow DIN 5007-1 (`ä` as `a`, `ß` as `ss`), Cyrillic ones the Ukrainian alphabet and come after the
    Latin ones. Case, apostrophes, quotation marks do not count; other signs part words. The key is for comparing, not
    for reading.
    """
    return " ".join(_composed(text).translate(_SORT_FORM).split())


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class _Forms(dict[int, str]):
    """A table for `str.translate` that works out the form of each character once."""

    def __init__(self, form_of: Callable[[str], str]) -> None:
        super().__init__()
        self._form_of = form_of

    def __missing__(self, code: int) -> str:
        form = self[code] = self._form_of(chr(code))
        return form


def _search_form(character: str) -> str:
    if character in APOSTROPHES:
        return ""
    return "".join(map(_search_letter, _lower_letters(character)))


def _search_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf") or letter in APOSTROPHES:
        return ""
    if category == "Pd" or letter == "\N{MINUS SIGN}":
        return " "
    return _PLAIN_LETTERS.get(letter, letter)


def _sort_form(character: str) -> str:
    if character in APOSTROPHES:
        return ""
    letters = [character.lower()] if character.lower() in _ORDER else _lower_letters(character)
    return "".join(map(_sort_letter, letters))


def _sort_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf", "Pi", "Pf") or letter in APOSTROPHES or letter in '"„‚':
        return ""
    if category[0] not in "LN":
        return " "
    return _ORDER.get(letter) or _PLAIN_LETTERS.get(letter, letter)


def _lower_letters(character: str) -> str:
    """The letters and marks that a character consists of, in lower case."""
    lower = character.casefold()
    return lower if lower in _LETTERS_OF_THEIR_OWN else unicodedata.normalize("NFKD", lower).casefold()


_SEARCH_FORM = _Forms(_search_form)
_SORT_FORM = _Forms(_sort_form)
