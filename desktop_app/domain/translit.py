"""Writes Ukrainian words in Latin letters."""

import re

from desktop_app.base.text import APOSTROPHES

_VOWELS = frozenset("аеєиіїоуюя")

_KMU = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_KMU_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

_GERMAN = {
    "а": "a", "б": "b", "в": "w", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "je", "ж": "sch", "з": "s", "и": "y",
    "і": "i", "ї": "ji", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ь": "", "ю": "ju",
    "я": "ja",
}  # fmt: skip

_LATIN_OF_CYRILLIC = dict(zip("АВЕІЇКМНОРСТУХЅЈаеіїорсухѕј", "ABEIÏKMHOPCTYXSJaeiïopcyxsj", strict=True))
_CYRILLIC_OF_LATIN = {latin: cyrillic for cyrillic, latin in _LATIN_OF_CYRILLIC.items()}

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`‘′][^\W\d_]+)*")


def kmu_latin(uk: str) -> str:
    """A Ukrainian text in the Latin letters of the passport.

    Source: resolution no. 55 of the Cabinet of Ministers of Ukraine of 27 January 2010.
    """
    return _WORD.sub(_kmu_word, uk)


def german_form(uk: str) -> str:
    """A Ukrainian text in the German transcription that Duden gives for Ukrainian."""
    return _WORD.sub(_german_word, uk)


def mixed_scripts(text: str) -> list[str]:
    """The words of a text that have both Latin and Cyrillic letters, in order, each once."""
    words = (match.group() for match in _WORD.finditer(text))
    return list(dict.fromkeys(word for word in words if _has_latin(word) and _has_cyrillic(word)))


def unmix(word: str) -> str:
    """The word with its letters in one script, as far as the other script has letters that look the same.

    The script is the one whose letters cannot be mistaken for the other's; failing that, the more frequent one,
    Cyrillic on a draw. A word that cannot be brought into one script comes back as it was.
    """
    latin = [letter for letter in word if _is_latin(letter)]
    cyrillic = [letter for letter in word if _is_cyrillic(letter)]
    to_cyrillic = all(letter in _CYRILLIC_OF_LATIN for letter in latin)
    to_latin = all(letter in _LATIN_OF_CYRILLIC for letter in cyrillic)
    if to_cyrillic and to_latin:
        to_cyrillic = len(cyrillic) >= len(latin)
    if to_cyrillic:
        return "".join(_CYRILLIC_OF_LATIN.get(letter, letter) for letter in word)
    if to_latin:
        return "".join(_LATIN_OF_CYRILLIC.get(letter, letter) for letter in word)
    return word


def _kmu_word(match: re.Match[str]) -> str:
    word = match.group()
    if not _has_cyrillic(word):
        return word
    parts = []
    previous = ""
    for letter in word:
        lower = letter.lower()
        if lower in APOSTROPHES:
            continue
        if not previous and lower in _KMU_AT_START:
            latin = _KMU_AT_START[lower]
        elif lower == "г" and previous == "з":
            latin = "gh"
        else:
            latin = _KMU.get(lower, letter)
        parts.append(_in_case_of(letter, latin, word))
        previous = lower
    return "".join(parts)


def _german_word(match: re.Match[str]) -> str:
    word = match.group()
    if not _has_cyrillic(word):
        return word
    parts = []
    letters = [letter for letter in word if letter not in APOSTROPHES]
    lowers = [letter.lower() for letter in letters]
    for place, (letter, lower) in enumerate(zip(letters, lowers, strict=True)):
        before = lowers[place - 1] if place else ""
        after = lowers[place + 1] if place + 1 < len(lowers) else ""
        if lower == "с" and before in _VOWELS and after in _VOWELS:
            german = "ss"
        elif lower == "ь" and after == "о":
            german = "j"
        else:
            german = _GERMAN.get(lower, letter)
        parts.append(_in_case_of(letter, german, word))
    return "".join(parts)


def _in_case_of(letter: str, latin: str, word: str) -> str:
    if not letter.isupper():
        return latin
    return latin.upper() if len(word) > 1 and word.isupper() else latin.capitalize()


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and (letter.isascii() or "\u00c0" <= letter <= "\u024f")


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"


def _has_latin(word: str) -> bool:
    return any(map(_is_latin, word))


def _has_cyrillic(word: str) -> bool:
    return any(map(_is_cyrillic, word))
