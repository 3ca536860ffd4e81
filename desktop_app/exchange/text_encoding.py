"""Finds out in which encoding a text file was written."""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from functools import cache

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CANDIDATES = ("cp1252", "cp1251", "koi8-u", "cp850", "cp866")
_EXPECTED = frozenset(
    "äöüßÄÖÜẞéèàçñÉ„“”‚‘’–§€№°²³µ«»…·½"
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ\N{NO-BREAK SPACE}",
)
"""The characters beyond ASCII that German and Ukrainian lists are full of."""
_RUSSIAN = frozenset("ёъыэЁЪЫЭ")
_WORD = re.compile(r"\w+")
_ZERO_SHARE = 0.2
"""ASCII letters in UTF-16 leave a zero in every other byte; a text in any other encoding has none."""
_CERTAIN_LEAD = 0.3
_SAMPLE = 200_000


def guess_encoding(data: bytes) -> tuple[str, bool]:
    """Return the encoding of `data` and whether that is certain enough not to be shown for checking.

    In this order: a byte order mark, the zero bytes of UTF-16, strict UTF-8, the letters that German and Ukrainian
    texts have.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, True
    if encoding := _utf16_by_zeros(data):
        return encoding, True
    if _decodes(data, "utf-8"):
        return "utf-8", True
    scores = sorted(
        ((_score(data, encoding), -place, encoding) for place, encoding in enumerate(_CANDIDATES)), reverse=True
    )
    (best, _, encoding), (second, _, _) = scores[0], scores[1]
    return encoding, best > 0 and best - second >= _CERTAIN_LEAD


def _utf16_by_zeros(data: bytes) -> str:
    if len(data) < 4 or len(data) % 2:
        return ""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= len(sample) * _ZERO_SHARE:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _score(data: bytes, encoding: str) -> float:
    """Return how well the letters fit, from below -1 (not at all) to 1."""
    if not _decodes(data, encoding):
        return float("-inf")
    words = [word for word in _WORD.findall(data[:_SAMPLE].decode(encoding)) if not word.isascii()]
    signs = [sign for sign in data[:_SAMPLE].decode(encoding) if not sign.isascii()]
    points = sum(_sign_points(sign) for sign in signs) - sum(_word_faults(word) for word in words)
    return points / max(1, len(signs))


def _sign_points(sign: str) -> float:
    if sign in _EXPECTED:
        return 1.0
    return -0.2 if sign in _RUSSIAN else -1.0


def _word_faults(word: str) -> int:
    """Count what no real word has: two scripts at once, capitals after small letters."""
    scripts = {_script(letter) for letter in word if letter.isalpha()}
    mixed = len(word) if {"LATIN", "CYRILLIC"} <= scripts else 0
    return mixed + sum(one.islower() and other.isupper() for one, other in itertools.pairwise(word))


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]
