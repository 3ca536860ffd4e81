"""Fits text into the columns of a table: how wide each column is, and where a word too wide for it is divided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from desktop_app.reports.document import ListColumn
from desktop_app.reports.glyphs import DIVISION, printable, width

_PIECE_ENDS = re.compile(rf"(?<=-)|{DIVISION}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_HEADING_WIDENS = 1.06
"""Headings are semibold, and this much wider than the regular font."""
_MOST_WIDENING = 1.4
"""A column grows for a long word to this multiple of its share; a longer word is divided."""


def column_widths(
    columns: Sequence[ListColumn], lines: Iterable[Sequence[str]], total: float, padding: float
) -> list[float]:
    """Return the widths of columns that together take `total`, in the unit of the font size.

    They follow the columns' weights, but that a column takes from the others what its longest word needs. `padding` is
    what a cell leaves free left and right together.
    """
    share = total / sum(column.width_weight for column in columns)
    shares = [column.width_weight * share for column in columns]
    texts = list(zip(*lines, strict=True)) or [() for _ in columns]
    needs = [
        min(_longest_piece(column.heading, cells) + padding, _MOST_WIDENING * wanted)
        for column, cells, wanted in zip(columns, texts, shares, strict=True)
    ]
    if sum(needs) >= total:
        return [need * total / sum(needs) for need in needs]
    widths = shares
    while any(width_now < need - 1e-6 for width_now, need in zip(widths, needs, strict=True)):
        fixed = [width_now <= need for width_now, need in zip(widths, needs, strict=True)]
        left = total - sum(need for need, is_fixed in zip(needs, fixed, strict=True) if is_fixed)
        weight = sum(wanted for wanted, is_fixed in zip(shares, fixed, strict=True) if not is_fixed)
        widths = [
            need if is_fixed else wanted * left / weight
            for need, wanted, is_fixed in zip(needs, shares, fixed, strict=True)
        ]
    return widths


def fitted(text: str, room: float, language: str) -> str:
    """Return printable text in which every word wider than `room` can be divided.

    A word in the letters of `language` is left to hyphenation; no other would be divided, but run into the next column.
    """
    if width(text) <= room:
        return text
    return " ".join(_divided(word, room, language) for word in text.split(" "))


def _divided(word: str, room: float, language: str) -> str:
    pieces = _PIECE_ENDS.split(word)
    return DIVISION.join(
        piece if width(piece) <= room or _has_hyphenation(piece, language) else DIVISION.join(piece) for piece in pieces
    )


def _has_hyphenation(piece: str, language: str) -> bool:
    return piece.isalpha() and bool(_CYRILLIC.search(piece)) == (language == "uk")


def _longest_piece(heading: str, cells: Iterable[str]) -> float:
    """Return the width of the longest piece of text in a column that is not divided by choice."""
    words = {piece for cell in set(cells) for word in cell.split(" ") for piece in _PIECE_ENDS.split(word)}
    heading_words = printable(heading).split(" ")
    return max(
        max(map(width, words), default=0.0),
        max(map(width, heading_words)) * _HEADING_WIDENS,
    )
