"""Finds the word that somebody most likely meant: for messages about unknown headings, code words, places."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.text import fold

_ALIKE = 70
"""How many per cent of their letters two words share at least, in the same order, to be taken for one another."""
_SHORTEST = 3
"""Letters of a word that says enough to guess another by it."""
_MOST = 5_000
"""Words to compare with at most: a table with thousands of mistakes is not to wait for guesses."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of the `known` words that is most like `word`; empty where none is, or it is one itself."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only messages about mistakes need it

    wanted = _plain(word)
    if len(wanted) < _SHORTEST:
        return ""
    names = list(dict.fromkeys(islice(filter(None, known), _MOST + 1)))
    if word in names or len(names) > _MOST:
        return ""
    plain = [_plain(name) for name in names]
    found = [
        best
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
        if (best := process.extractOne(wanted, plain, scorer=scorer, score_cutoff=_ALIKE))
    ]
    return names[max(found, key=lambda one: one[1])[2]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question after the nearest of the `known` words; empty where none is near."""
    near = nearest(word, known)
    return translate(N_("Did you mean “{word}”?"), word=near) if near else ""


def hinted(msgid: str, hint: str) -> str:
    """Return a sentence, marked with `N_` where it is written, with the question behind it, if there is one."""
    return f"{translate(msgid)} {hint}".rstrip()


class UnknownWord(UserError):
    """A word that nobody knows; the message ends with the question after the word that was meant, if one is near."""

    def __init__(self, msgid: str, hint: str, /, **values: object) -> None:
        super().__init__(msgid, **values)
        self._hint = hint

    def message(self) -> str:
        """Return the sentence and the question in the user's language."""
        return f"{super().message()} {self._hint}".rstrip()


def _plain(word: str) -> str:
    return fold(word).replace("_", " ")
