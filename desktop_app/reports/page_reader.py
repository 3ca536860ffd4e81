"""The program of the process that draws one page of a foreign PDF: limits itself, draws, answers, ends."""

from __future__ import annotations

import json
import sys
from typing import Any

from desktop_app.reports.pages import Pages

if sys.platform == "linux":
    import resource

OUT_OF_MEMORY = 3
"""The exit code that tells of it."""
_POINTS_PER_INCH = 72
_MOST_SIZES = 2_000
"""Pages whose sizes are told; of a longer document the others are taken to be like the last of them."""


def main(asked: str) -> int:
    """Draw what `asked` (JSON: place, dpi, pixels, memory, seconds) says of the PDF on standard input.

    Writes a line of JSON (count, sizes in points, width, height, bytes_per_line) and the pixels behind it; nothing
    where the PDF cannot be read. Returns 0, 1 for such a PDF, OUT_OF_MEMORY where the memory does not suffice.
    """
    wish = json.loads(asked)
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, wish["memory"])
        _lower(resource.RLIMIT_CPU, wish["seconds"] + 1)
    try:
        return _answer(wish)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:  # noqa: BLE001  whatever the library makes of a broken or hostile file
        return 1


def _answer(wish: dict[str, Any]) -> int:
    pages = Pages(sys.stdin.buffer.read())
    count = pages.count()
    sizes = [pages.size(place) for place in range(min(count, _MOST_SIZES))]
    place = min(max(wish["place"], 0), count - 1)
    width, height = pages.size(place)
    dots = width * height * (wish["dpi"] / _POINTS_PER_INCH) ** 2
    dpi = wish["dpi"] if dots <= wish["pixels"] else wish["dpi"] * (wish["pixels"] / dots) ** 0.5
    picture = pages.picture(place, dpi)
    told = {
        "count": count,
        "sizes": sizes,
        "width": picture.width,
        "height": picture.height,
        "bytes_per_line": picture.bytes_per_line,
    }
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture.pixels)
    sys.stdout.buffer.flush()
    return 0


def _lower(kind: int, most: int) -> None:
    _, allowed = resource.getrlimit(kind)
    value = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (value, value))
