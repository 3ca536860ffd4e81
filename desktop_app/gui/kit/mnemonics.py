"""Gives each label of a form a letter of its own to jump to with Alt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def with_mnemonics(labels: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return the labels with an `&` before a letter that no other label and none of `taken` uses.

    First letters of words are preferred. Where all letters of a label are gone it gets none.
    """
    used = {letter.casefold() for letter in taken}
    return [_with_mnemonic(label, used) for label in labels]


def letters_of(texts: Iterable[str]) -> str:
    """Return the letters that texts of buttons and menus mark with an `&`."""
    marked = (text.replace("&&", "").partition("&")[2][:1] for text in texts)
    return "".join(marked).casefold()


def _with_mnemonic(label: str, used: set[str]) -> str:
    starts = [place for place, letter in enumerate(label) if place == 0 or not label[place - 1].isalnum()]
    others = [place for place in range(len(label)) if place not in starts]
    for place in starts + others:
        letter = label[place].casefold()
        if letter.isalpha() and len(letter) == 1 and letter not in used:
            used.add(letter)
            return label[:place].replace("&", "&&") + "&" + label[place:].replace("&", "&&")
    return label.replace("&", "&&")
