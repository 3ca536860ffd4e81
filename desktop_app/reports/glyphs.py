"""Knows which characters the font for paper can show, and how wide each of them is."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from desktop_app.base.paths import resource

STAND_IN = "\N{WHITE SQUARE}"
"""Printed for a character that the font has no picture of."""

DIVISION = "\N{ZERO WIDTH SPACE}"
"""Stands where a word may be divided without a hyphen."""

_LONG_WORD = re.compile(r"\S{25,}")
_JOINTS = re.compile(r"(?<=[/.,;:@_?&=+%#|\\-])(?=\w)")


def fonts_folder() -> Path:
    """Return the folder with the fonts that paper uses."""
    return resource("fonts")


def printable(text: str) -> str:
    """Return `text` on one line, each character without a glyph replaced, long addresses divisible at their joints.

    Without this a single character that the font lacks would stop the print: PDF/UA wants a glyph for each.
    """
    if len(text) < 25 and text.isascii() and text.isprintable():
        return text
    line = " ".join(unicodedata.normalize("NFC", text).split())
    line = _unprintable().sub(STAND_IN, line)
    return _LONG_WORD.sub(_divisible, line)


def width(text: str) -> float:
    """Return how wide printable text is on one line, as a multiple of the font size; without kerning."""
    return sum(map(_widths().__getitem__, text))


def _divisible(word: re.Match[str]) -> str:
    return _JOINTS.sub(DIVISION, word.group())


@cache
def _unprintable() -> re.Pattern[str]:
    shown = "".join(map(re.escape, _widths()))
    return re.compile(f"[^{shown}]")


@cache
def _widths() -> dict[str, float]:
    """Return the advance width of each character that the font shows, as a multiple of the font size."""
    font = (fonts_folder() / "SourceSans3-Regular.ttf").read_bytes()
    tables = _tables(font)
    units = struct.unpack_from(">H", font, tables["head"] + 18)[0]
    metric_count = struct.unpack_from(">H", font, tables["hhea"] + 34)[0]
    advances = [struct.unpack_from(">H", font, tables["hmtx"] + 4 * glyph)[0] for glyph in range(metric_count)]
    widths = {
        chr(code): advances[min(glyph, metric_count - 1)] / units
        for code, glyph in _characters(font, tables["cmap"])
        if code >= 0x20
    }
    return widths | {DIVISION: 0.0}


def _tables(font: bytes) -> dict[str, int]:
    """Return where each table of an OpenType font starts."""
    count = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * place) for place in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in entries}


def _characters(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield code points with their glyphs from the full character table (OpenType `cmap`, format 12)."""
    offsets = (
        struct.unpack_from(">L", font, cmap + 8 + 8 * place)[0]
        for place in range(struct.unpack_from(">H", font, cmap + 2)[0])
    )
    full = next(cmap + offset for offset in offsets if struct.unpack_from(">H", font, cmap + offset)[0] == 12)
    for run in range(struct.unpack_from(">L", font, full + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", font, full + 16 + 12 * run)
        for code in range(first, last + 1):
            yield code, glyph + code - first
