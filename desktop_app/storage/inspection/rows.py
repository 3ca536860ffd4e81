"""Looks whether every row is as it was saved, by its checksum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from desktop_app.domain.catalogue import CHILDREN, RECORDS, TYPES
from desktop_app.domain.record import Child, child_fields
from desktop_app.storage.inspection.healing import has_bad_checksum, healed
from desktop_app.storage.inspection.raw_rows import RawRow, Row, every_raw_row, raw_children, raw_rows
from desktop_app.storage.tables import TABLES

_MOST_HEALED = 200
"""So many rows are healed bit by bit in one check; more are damaged otherwise, and it would take long."""


@dataclass(slots=True)
class RowsSeen:
    """What was found in the rows.

    `damaged` are those whose checksum is not theirs, `healed` the same as they were saved where that could be found,
    `bad_checksums` those that are right but for the checksum itself, `harmed` the records concerned.
    """

    count: int = 0
    damaged: dict[Row, RawRow] = field(default_factory=dict)
    healed: dict[Row, RawRow] = field(default_factory=dict)
    bad_checksums: set[Row] = field(default_factory=set)
    harmed: set[Row] = field(default_factory=set)

    def strays(self, root: Row) -> dict[Row, RawRow]:
        """Return the child rows of a record that lie under another, as they were saved, by where they lie."""
        return {
            place: row
            for place, row in self.healed.items()
            if owner_of(row) == root and owner_of(self.damaged[place]) != root
        }


class RowInspection:
    """Goes through the rows of the register; child rows come first, since records know which they have."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._unknown: set[Row] = set()
        self.seen = RowsSeen()

    def look_at_all(self, tell: Callable[[int], None]) -> RowsSeen:
        """Look at every row; tell how many were looked at."""
        for record_type in (*CHILDREN, *RECORDS):
            for rows in every_raw_row(self._connection, record_type.NAME):
                if issubclass(record_type, Child):
                    self._look_at_children(rows)
                else:
                    self._look_at_roots(record_type.NAME, rows)
                tell(len(rows))
        return self.seen

    def look_at(self, name: str, ids: Sequence[int]) -> RowsSeen:
        """Look at some records and their child rows."""
        for children in child_fields(TYPES[name]):
            self._look_at_children(raw_children(self._connection, children.target, ids))
        self._look_at_roots(name, list(raw_rows(self._connection, name, ids).values()))
        return self.seen

    def _look_at_children(self, rows: Sequence[RawRow]) -> None:
        self.seen.count += len(rows)
        for row in rows:
            if not row.is_sound(()):
                self._note(row, ())

    def _look_at_roots(self, name: str, rows: Sequence[RawRow]) -> None:
        self.seen.count += len(rows)
        if not rows:
            return
        owned = self._owned(name, [row.id for row in rows])
        for row in rows:
            if (name, row.id) in self._unknown:
                continue
            mine = [owned[children.target].get(row.id, set()) for children in child_fields(TYPES[name])]
            if not row.is_sound(mine):
                self._note(row, mine)

    def _note(self, row: RawRow, owned: Sequence[set[int]]) -> None:
        place = (row.name, row.id)
        if has_bad_checksum(row, owned):
            self.seen.bad_checksums.add(place)
            return
        self.seen.damaged[place] = row
        self.seen.harmed.add(owner_of(row))
        if len(self.seen.healed) < _MOST_HEALED and (back := healed(row, owned, ())) is not None:
            self.seen.healed[place] = back
            self.seen.harmed.add(owner_of(back))

    def _owned(self, name: str, owners: Sequence[int]) -> dict[str, dict[int, set[int]]]:
        """Return the ids of child rows by type and owner, healed ones where they belong."""
        found: dict[str, dict[int, set[int]]] = {}
        for children in child_fields(TYPES[name]):
            table = TABLES[children.target]
            ids: dict[int, set[int]] = found.setdefault(children.target, {})
            for some in (owners, *([owner] for owner in owners)):  # one by one only past what cannot be read
                statement = select(table.c.owner_id, table.c.id).where(table.c.owner_id.in_(some))
                try:
                    rows = self._connection.execute(statement).fetchall()
                except DBAPIError:  # the file's own fault is told; what it hides of a record, nobody knows
                    if len(some) == 1:
                        self._unknown.add((name, some[0]))
                    continue
                for owner_id, row_id in rows:
                    ids.setdefault(owner_id, set()).add(row_id)
                if some is owners:
                    break
        for (child, row_id), row in self.seen.healed.items():
            if child in found:
                found[child].get(owner_of(self.seen.damaged[child, row_id])[1], set()).discard(row_id)
                found[child].setdefault(owner_of(row)[1], set()).add(row.id)
        return found


def owner_of(row: RawRow) -> Row:
    """Return the record that a row is of, or belongs to."""
    if not issubclass(TYPES[row.name], Child):
        return row.name, row.id
    owner_id = row.value("owner_id")
    return TYPES[row.name].OWNER, owner_id if isinstance(owner_id, int) else 0
