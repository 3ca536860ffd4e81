"""Which texts of a column may be meant for one and the same: `Stadt Köln`, `Köln`, `Koeln`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.base.text import fold

_KIND_WORDS = frozenset(
    {
        "amt", "bezirk", "e", "ev", "gemeinde", "ggmbh", "gmbh", "hansestadt", "hromada", "kreis", "landeshauptstadt",
        "landkreis", "markt", "oblast", "rajon", "raion", "stadt", "v", "verein", "громада", "м", "місто", "область",
        "район", "с", "село", "селище", "смт",
    }
)  # fmt: skip
"""Words that tell the kind of a body, and that people write or leave out."""
_WRITTEN_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_SIGNS = re.compile(r"[^\w\s]")
_NUMBER = re.compile(r"\d+")
_ACCENTED = str.maketrans("äöüáàâéèêíìîóòôúùû", "aouaaaeeeiiiooouuu")
_LEAST_GUESSED = 5
"""Letters of a text that says enough to be taken for another one that differs by one typing error."""

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class NearValues:
    """Texts that may be one, with the number of records of each, the most frequent first."""

    counts: tuple[tuple[str, int], ...]

    @property
    def proposed(self) -> str:
        """Return the text that most records have."""
        return self.counts[0][0]

    @property
    def records(self) -> int:
        """Return how many records have one of the texts."""
        return sum(count for _, count in self.counts)


def near_values(counts: Mapping[str, int], told: Told = lambda _done, _total: None) -> list[NearValues]:
    """Return the groups of near-equal texts, those of the most records first; `told` hears how far it is.

    Texts are near that are equal but for case, accents, umlauts written out, signs, the order of words and words that
    tell a kind; and those that then differ by one typing error. Numbers in them are never taken for others.
    """
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for text in counts:
        if key := _key(text):
            by_key[key].append(text)
    keys = list(by_key)
    groups = _Groups(keys)
    close: defaultdict[str, list[str]] = defaultdict(list)
    for done, key in enumerate(keys):
        told(done, len(keys))
        for part in _with_a_letter_less(key):
            for other in close[part]:
                if _is_nearly(key, other):
                    groups.join(key, other)
            close[part].append(key)
    found = []
    for some in groups.every():
        texts = [text for key in some for text in by_key[key]]
        if len(texts) > 1:
            found.append(NearValues(tuple(sorted(((text, counts[text]) for text in texts), key=_most_frequent))))
    return sorted(found, key=lambda group: (-group.records, group.proposed))


class _Groups:
    """Keys put together step by step."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._leader = {key: key for key in keys}

    def join(self, one: str, other: str) -> None:
        self._leader[self._of(one)] = self._of(other)

    def every(self) -> Iterable[Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._leader:
            found[self._of(key)].append(key)
        return found.values()

    def _of(self, key: str) -> str:
        while self._leader[key] != key:
            self._leader[key] = self._leader[self._leader[key]]
            key = self._leader[key]
        return key


def _key(text: str) -> str:
    """Return what near-equal texts have in common; empty where nothing but signs is left."""
    words = _SIGNS.sub(" ", fold(text).translate(_ACCENTED)).split()
    telling = [word for word in words if word not in _KIND_WORDS] or words
    key = " ".join(sorted(telling))
    for pair, letter in _WRITTEN_OUT:
        key = key.replace(pair, letter)
    return key


def _with_a_letter_less(key: str) -> set[str]:
    """Return the key and what is left of it without one of its letters: keys one error apart have one in common."""
    if len(key) < _LEAST_GUESSED:
        return set()
    return {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}


def _is_nearly(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  not needed before somebody looks for them

    same_numbers = _NUMBER.findall(one) == _NUMBER.findall(other)
    return same_numbers and OSA.distance(one, other, score_cutoff=1) <= 1


def _most_frequent(counted: tuple[str, int]) -> tuple[int, int, str]:
    text, count = counted
    return -count, -len(text), text
