"""Writes a text so that every spreadsheet program reads it back as the same text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

MOST_CHARACTERS = 32_767
"""What a cell holds; the program that opens a longer one cuts it or calls the file damaged."""

_LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]|^ | $|  |_x")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell_form(text: str) -> str:
    """Return the text as a cell can hold it: line feeds for all line ends, no control or half characters."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text)) if _SPECIAL.search(text) else text


def inline_string(text: str) -> str:
    """Return the `<is>` element for a text; the text `_x0041_` is parted in two runs, as it would be read as `A`."""
    if not _SPECIAL.search(text):
        return f"<is><t>{text}</t></is>"
    runs = _parted(cell_form(text))
    if len(runs) == 1:
        return f"<is>{_element(runs[0])}</is>"
    return "<is>" + "".join(f"<r>{_element(run)}</r>" for run in runs) + "</is>"


def is_too_long(text: str) -> bool:
    """Say whether a cell cannot hold the text; a character beyond the first 65,536 of Unicode counts twice."""
    if len(text) <= MOST_CHARACTERS // 2:
        return False
    return len(cell_form(text).encode("utf-16-le")) // 2 > MOST_CHARACTERS


def _parted(text: str) -> list[str]:
    runs, start = [], 0
    for match in _ESCAPE_LOOKALIKE.finditer(text):
        runs.append(text[start : match.end()])
        start = match.end()
    return [*runs, text[start:]]


def _element(run: str) -> str:
    return f'<t xml:space="preserve">{escape(run)}</t>'
