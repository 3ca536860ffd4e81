"""Gives each label of a form a letter of its own to jump to with Alt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def with_mnemonics(labels: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return the labels with an `&` before a letter that no other label and none of `taken` uses.

    First letters of words are preferred, and earlier labels; but as many labels as possible get one at all.
    """
    used = {letter.casefold() for letter in taken}
    places = [_places(label, used) for label in labels]
    owners: dict[str, int] = {}
    for number in range(len(labels)):
        _find_letter(number, places, owners, set())
    letters = {number: letter for letter, number in owners.items()}
    return [_marked(label, places[number].get(letters.get(number, ""))) for number, label in enumerate(labels)]


def letters_of(texts: Iterable[str]) -> str:
    """Return the letters that texts of buttons and menus mark with an `&`."""
    marked = (text.replace("&&", "").partition("&")[2][:1] for text in texts)
    return "".join(marked).casefold()


def _places(label: str, used: set[str]) -> dict[str, int]:
    """Return the letters that a label may have, with their places, the best one first."""
    starts = [place for place in range(len(label)) if place == 0 or not label[place - 1].isalnum()]
    found: dict[str, int] = {}
    for place in (*starts, *range(len(label))):
        letter = label[place].casefold()
        if letter.isalpha() and len(letter) == 1 and letter not in used:
            found.setdefault(letter, place)
    return found


def _find_letter(number: int, places: Sequence[dict[str, int]], owners: dict[str, int], tried: set[str]) -> bool:
    """Give a label a letter; one that has been given away goes to it where its owner finds another one."""
    for letter in places[number]:
        if letter not in owners:
            owners[letter] = number
            return True
    for letter in places[number]:
        if letter not in tried:
            tried.add(letter)
            if _find_letter(owners[letter], places, owners, tried):
                owners[letter] = number
                return True
    return False


def _marked(label: str, place: int | None) -> str:
    if place is None:
        return label.replace("&", "&&")
    return label[:place].replace("&", "&&") + "&" + label[place:].replace("&", "&&")
