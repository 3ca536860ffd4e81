"""Works out where rows stand in a list of which some keep their place although the query has another one for them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping


class HeldRows:
    """Held records in their rows, all others around them in the order of the query.

    Rows are counted from 0 as they are shown, places as the query has them. `rows` are the rows of the held records by
    their ids, `places` the places that the query has for them; those that it does not find any more have none. `found`
    is how many records the query finds.
    """

    def __init__(self, found: int, rows: Mapping[int, int], places: Mapping[int, int]) -> None:
        self.found = found
        self.count = found - len(places) + len(rows)
        self._gaps = sorted(places.values())
        ordered = sorted(rows, key=lambda record_id: (rows[record_id], record_id))
        last = self.count
        by_id: dict[int, int] = {}
        for record_id in reversed(ordered):  # a list that has grown shorter has them at its end
            last = by_id[record_id] = min(rows[record_id], last - 1)
        self._by_id = by_id
        self._ids = {row: record_id for record_id, row in by_id.items()}
        self._rows = sorted(self._ids)
        self.gone = frozenset(rows.keys() - places.keys())
        """The ids of the records that the query does not find any more."""

    @property
    def rows(self) -> Mapping[int, int]:
        """Return the rows of the held records by their ids."""
        return self._by_id

    def held_at(self, row: int) -> int | None:
        """Return the id of the record that is held in a row, or None."""
        return self._ids.get(row)

    def place_of(self, row: int) -> int:
        """Return the place that the query has for what stands in a row that is not held."""
        place = row - bisect_left(self._rows, row)
        for gap in self._gaps:
            if gap > place:
                break
            place += 1
        return place

    def row_of(self, place: int) -> int:
        """Return the row of a record that is not held, by its place."""
        row = place - bisect_left(self._gaps, place)
        for held in self._rows:
            if held > row:
                break
            row += 1
        return row
