"""How large a table may be that is read in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold before it is refused: sizes in bytes, counts of rows, columns, cells.

    `cells` is the area from the first cell to the last, filled or not, since the parser keeps room for each.
    `ratio` is how much smaller a packed part may be than its content; `text` bounds what repeated texts grow to.
    `memory` (bytes) and `seconds` are what the process that reads a workbook may take.
    """

    file: int = 100_000_000
    unpacked: int = 300_000_000
    part: int = 200_000_000
    parts: int = 2_000
    ratio: int = 120
    rows: int = 250_000
    columns: int = 500
    cells: int = 10_000_000
    text: int = 500_000_000
    memory: int = 2_000_000_000
    seconds: float = 120


STANDARD = Limits()
