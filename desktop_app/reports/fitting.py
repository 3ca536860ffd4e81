"""Fits text into the columns of a table: how wide each column is, and where a word too wide for it is divided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from desktop_app.reports.document import ListColumn
from desktop_app.reports.glyphs import DIVISION, printable, width

_PIECE_ENDS = re.compile(rf"(?<=-)|{DIVISION}")
_OUTER_SIGNS = re.compile(r"^\W+|\W+$")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_HEADING_WIDENS = 1.06
"""Headings are semibold, and this much wider than the regular font."""
_MOST_WIDENING = 1.4
"""A column grows for what cannot be divided to this multiple of its share; what is longer yet, is divided."""
_WIDENING_FOR_WORDS = 1.15
"""A column grows for a word with hyphenation to this multiple of its share."""
_MOST_NARROWING = 0.8
"""A wide column keeps at least this part of its share where others grow."""
_TOO_LITTLE_TO_SEE = 1e-6
_LETTERS_OF_THE_LONGEST_WORD = 45
"""What has more letters is no word that hyphenation knows."""


def column_widths(
    columns: Sequence[ListColumn], language: str, lines: Iterable[Sequence[str]], total: float, padding: float
) -> list[float]:
    """Return the widths of columns that together take `total`, in the unit of the font size.

    They follow the columns' weights, but that a column takes from the others what its longest word needs. `language` is
    that of columns which name none; `padding` is what a cell leaves free left and right together.
    """
    share = total / sum(column.width_weight for column in columns)
    shares = [column.width_weight * share for column in columns]
    texts = list(zip(*lines, strict=True)) or [() for _ in columns]
    needs = [
        _need(column, column.language or language, cells, own_share - padding) + padding
        for column, cells, own_share in zip(columns, texts, shares, strict=True)
    ]
    return _shared_out(shares, _met_together(needs, shares, total), total)


def _met_together(needs: list[float], shares: list[float], total: float) -> list[float]:
    """Return needs that fit into `total`: where they do not, wide columns give way before narrow ones."""
    met = list(needs)
    for place in sorted(range(len(met)), key=shares.__getitem__, reverse=True):
        over = sum(met) - total
        if over > 0:
            met[place] = min(met[place], max(met[place] - over, _MOST_NARROWING * shares[place]))
    too_much = max(sum(met) / total, 1.0)
    return [need / too_much for need in met]


def _shared_out(shares: list[float], needs: list[float], total: float) -> list[float]:
    """Return widths that follow the shares, but that none is below its need."""
    widths = shares
    while any(now < need - _TOO_LITTLE_TO_SEE for now, need in zip(widths, needs, strict=True)):
        at_need = [now <= need for now, need in zip(widths, needs, strict=True)]
        left = total - sum(need for need, is_kept in zip(needs, at_need, strict=True) if is_kept)
        weight = sum(share for share, is_kept in zip(shares, at_need, strict=True) if not is_kept)
        widths = [
            need if is_kept else share * left / weight
            for share, need, is_kept in zip(shares, needs, at_need, strict=True)
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
    word = _OUTER_SIGNS.sub("", piece)
    is_word = word.isalpha() and len(word) <= _LETTERS_OF_THE_LONGEST_WORD
    return is_word and bool(_CYRILLIC.search(word)) == (language == "uk")


def _need(column: ListColumn, language: str, cells: Iterable[str], room: float) -> float:
    """Return the room that the longest words of a column need; `room` is its share."""
    words = {piece for cell in set(cells) for word in cell.split(" ") for piece in _PIECE_ENDS.split(word)}
    need = max(width(word) for word in printable(column.heading).split(" ")) * _HEADING_WIDENS
    for word in words:
        wanted = width(word)
        if wanted > need:
            most = _WIDENING_FOR_WORDS if _has_hyphenation(word, language) else _MOST_WIDENING
            need = max(need, min(wanted, most * room))
    return min(need, _MOST_WIDENING * room)
