"""Says of one damaged record what can be read of it, what it held when it was saved, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.findings import Difference
from desktop_app.domain.record import Child, Record, child_fields, field_map
from desktop_app.storage.deriving import derived
from desktop_app.storage.inspection.healing import derived_values, healed
from desktop_app.storage.inspection.history import Told, differences
from desktop_app.storage.inspection.raw_rows import RawRow, Row, raw_children, raw_rows, record_of
from desktop_app.storage.inspection.rows import RowsSeen, owner_of
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.reverting import value_of
from desktop_app.storage.rows import encoder, history_text
from desktop_app.storage.tables import stored_fields


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A damaged record as far as it can be read, and as it was saved (None where that is not known)."""

    before: Record
    after: Record | None
    differences: tuple[Difference, ...]


class Diagnostics:
    """Looks at damaged records one by one, with all that was seen and all that the history tells."""

    def __init__(self, connection: Connection, lookup: RegisterLookup, seen: RowsSeen) -> None:
        self._connection = connection
        self._lookup = lookup
        self._seen = seen

    def of(self, root: Row, told: Told) -> Diagnosis | None:
        """Return the diagnosis of a record; None where its row is not there or cannot be read."""
        name, record_id = root
        row = raw_rows(self._connection, name, [record_id]).get(record_id)
        if row is None:
            return None
        owned = [
            child
            for children in child_fields(TYPES[name])
            for child in raw_children(self._connection, children.target, [record_id])
        ]
        before = record_of(row, owned)
        rows = [self._mended(child, root, row, told) for child in owned]
        own = [child for child in rows if child is not None and owner_of(child) == root]
        own += self._seen.strays(root).values()
        whole = None if None in rows else self._mended_root(row, own, told)
        after = None if whole is None else record_of(whole, own)
        found = differences(before, told) if after is None else tuple(_differences(before, after))
        return Diagnosis(before, after, found)

    def _mended(self, child: RawRow, root: Row, owner: RawRow, told: Told) -> RawRow | None:
        """Return a child row as it was saved, None where that is not known."""
        place = (child.name, child.id)
        if place not in self._seen.damaged:
            return child
        if place in self._seen.healed:
            return self._seen.healed[place]
        guesses = self._guesses(child, told, lambda: derived_values(record_of(child, ()).derive(self._lookup)))
        return healed(child, (), ({"trashed_at": owner.value("trashed_at"), "owner_id": root[1]}, *guesses))

    def _mended_root(self, row: RawRow, own: Sequence[RawRow], told: Told) -> RawRow | None:
        ids = [[child.id for child in own if child.name == field.target] for field in child_fields(TYPES[row.name])]
        if row.is_sound(ids) or (row.name, row.id) in self._seen.bad_checksums:
            return row
        if (back := self._seen.healed.get((row.name, row.id))) is not None:
            return back if back.id == row.id else None  # a record under another id is a fault of the file
        guesses = self._guesses(row, told, lambda: derived_values(derived(record_of(row, own), self._lookup)))
        return healed(row, ids, guesses)

    def _guesses(self, row: RawRow, told: Told, derive: Any) -> Iterator[Mapping[str, Any]]:
        known = _stored_values(row.name, told.values.get((row.name, row.id), {}))
        yield known
        for column, value in known.items():
            yield {column: value}
        try:
            worked_out = derive()
        except (ValueError, TypeError, AttributeError):  # what it links to cannot be read
            return
        yield worked_out
        yield known | worked_out


def _stored_values(name: str, texts: Mapping[str, str | None]) -> dict[str, Any]:
    fields = field_map(TYPES[name])
    found = {}
    for column, text in texts.items():
        if column in fields:
            value, encode = value_of(TYPES[name], column, text), encoder(fields[column])
            found[column] = encode(value) if encode else value
    return found


def _differences(before: Record, after: Record) -> Iterator[Difference]:
    yield from _row_differences(before, after)
    for children in child_fields(type(before)):
        rows = {row.id: row for row in getattr(before, children.name)}
        for row in getattr(after, children.name):
            if (earlier := rows.pop(row.id, None)) is None:
                yield Difference(row.NAME, row.id or 0, "", None, row.title)
            else:
                yield from _row_differences(earlier, row)
        for row in rows.values():
            yield Difference(row.NAME, row.id or 0, "", row.title, None)


def _row_differences(before: Record, after: Record) -> Iterator[Difference]:
    for field in stored_fields(type(before)):
        found, known = (history_text(field, getattr(item, field.name)) for item in (before, after))
        if found != known:
            yield Difference(before.NAME, before.id or 0, field.name, found, known)
    for name in ("trashed_at", "position" if isinstance(before, Child) else "version"):
        found, known = (str(getattr(item, name)) for item in (before, after))
        if found != known:
            yield Difference(before.NAME, before.id or 0, name, found, known)
