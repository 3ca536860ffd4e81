"""Reads sorted and filtered lists, page by page, from the stored sort keys."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from itertools import chain
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.sql import Select

from desktop_app.base.text import fold
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.query import ListRow, Query
from desktop_app.domain.record import list_fields
from desktop_app.storage.matching import among, conditions, found_ids, is_narrowed
from desktop_app.storage.ordering import before, order_of
from desktop_app.storage.repository import chunks
from desktop_app.storage.rows import decoder
from desktop_app.storage.tables import OPERATION, TABLES, list_index

FEW = 2_000
"""Up to so many matches are kept, and sorted for each page."""

NEAR = 5_000
"""Up to so many rows are looked at one by one on a walk along the sorted index; further away all is sorted at once."""

_KNOWN = "known"
_KEPT_COUNTS = 100


def count(connection: Connection, query: Query) -> int:
    """Return how many records the query finds."""
    known = _known(connection)
    asked = _asked(query)
    if asked not in known.counts:
        known.make_room()
        known.counts[asked] = _count(connection, query)
    return known.counts[asked]


def page(connection: Connection, query: Query, first: int, size: int) -> list[ListRow]:
    """Return `size` rows from the row `first` (counted from 0), by the way that meets the fewest rows."""
    found = count(connection, query)
    wanted = min(size, found - first)
    if wanted <= 0:
        return []
    behind = found - first - wanted
    backwards = behind < first
    ids: Sequence[int]
    if _is_near(connection, query, min(first, behind) + wanted):
        statement = _sorted_ids(query, backwards=backwards).where(*conditions(TABLES[query.record], query))
        ids = list(connection.execute(statement.offset(min(first, behind)).limit(wanted)).scalars())
        ids = ids[::-1] if backwards else ids
    else:
        ids = _all_sorted(connection, query)[first : first + wanted]
    return _rows(connection, query, ids)


def _is_near(connection: Connection, query: Query, distance: int) -> bool:
    """Say whether a walk along the sorted index meets enough matches soon."""
    if not is_narrowed(query):
        return True
    everything = count(connection, replace(query, search="", filters=()))
    found = count(connection, query)
    return found > FEW and distance * everything <= NEAR * found


def position(connection: Connection, query: Query, record_id: int) -> int | None:
    """Return the place of a record in the list (counted from 0), or None where the query does not find it."""
    source, keys = order_of(query)
    table = TABLES[query.record]
    listed = among(table, query)
    statement = select(*(key.column for key in keys)).select_from(source)
    values = connection.execute(statement.where(table.c.id == record_id, listed, *conditions(table, query))).first()
    if values is None:
        return None
    matches = [(table.c.id + 0).in_(found_ids(query))] if is_narrowed(query) else []
    earlier = select(func.count()).select_from(source).where(listed, *matches, before(keys, tuple(values)))
    return int(connection.execute(earlier).scalar_one())


def every(connection: Connection, query: Query) -> Iterator[ListRow]:
    """Yield all rows in order, reading them in chunks."""
    ids = _all_sorted(connection, query) if is_narrowed(query) else _whole_list(connection, query)
    for part in chunks(ids):
        yield from _rows(connection, query, part)


def titles(connection: Connection, name: str, ids: set[int]) -> dict[int, str]:
    """Return the titles of records by id."""
    table = TABLES[name]
    found: dict[int, str] = {}
    for part in chunks(sorted(ids)):
        statement = select(table.c.id, table.c.title).where(table.c.id.in_(part))
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return found


@dataclass(slots=True)
class _Known:
    """What a connection has found out since the last change of the register."""

    operation: int | None
    counts: dict[str, int] = dataclass_field(default_factory=dict)
    few: dict[str, array[int]] = dataclass_field(default_factory=dict)
    """The ids that a query finds, in no order, where they are few."""
    all_sorted: tuple[str, array[int]] = ("", array("q"))
    """The ids of the last query that was leafed through, in its order."""
    whole_list: tuple[str, array[int]] = ("", array("q"))
    """The ids of the last list that was leafed through, in its order, without filters."""

    def make_room(self) -> None:
        """Forget all once there is too much, as after long typing in a search field."""
        if len(self.counts) > _KEPT_COUNTS:
            self.counts.clear()
            self.few.clear()


def _known(connection: Connection) -> _Known:
    """Return what is known of the present state; the last operation tells whether anybody changed the register."""
    operation = connection.execute(select(func.max(OPERATION.c.id))).scalar()
    known: _Known | None = connection.info.get(_KNOWN)
    if known is None or known.operation != operation:
        known = connection.info[_KNOWN] = _Known(operation)
    return known


def _asked(query: Query) -> str:
    return repr((query.record, query.trashed, fold(query.search), query.filters))


def _count(connection: Connection, query: Query) -> int:
    if not is_narrowed(query):
        table = TABLES[query.record]
        return int(connection.execute(select(func.count()).select_from(table).where(among(table, query))).scalar_one())
    found = found_ids(query)
    record_id = found.selected_columns[0]
    ids = _fetched(connection, found.order_by(record_id).limit(FEW + 1) if query.search else found.limit(FEW + 1))
    if len(ids) <= FEW:
        _known(connection).few[_asked(query)] = ids
        return len(ids)
    # Words are looked for in the order of the ids: the search goes on where it stopped.
    rest = found.where(record_id > ids[-1]) if query.search else found
    counted = int(connection.execute(select(func.count()).select_from(rest.subquery())).scalar_one())
    return counted + len(ids) if query.search else counted


def _all_sorted(connection: Connection, query: Query) -> array[int]:
    """Return the ids of all matches in order, as kept from the last time or found now.

    Few are looked up and sorted. Many are picked from the whole list in order, which serves the next filter as well:
    that is twice as fast as to let the engine do it.
    """
    known = _known(connection)
    asked = repr((_asked(query), query.order))
    if known.all_sorted[0] == asked:
        return known.all_sorted[1]
    found = count(connection, query)
    if found <= FEW:
        given = func.json_each(json.dumps(known.few[_asked(query)].tolist())).table_valued("value")
        few = _sorted_ids(query, along=False).where(TABLES[query.record].c.id.in_(select(given.c.value)))
        ids = _fetched(connection, few)
    else:
        matches = set(_fetched(connection, found_ids(query)))
        ids = array("q", filter(matches.__contains__, _whole_list(connection, query)))
    known.all_sorted = (asked, ids)
    return ids


def _whole_list(connection: Connection, query: Query) -> array[int]:
    """Return all ids of the list without its filters, in order, as kept from the last time or read now."""
    known = _known(connection)
    asked = repr((query.record, query.trashed, query.order))
    if known.whole_list[0] != asked:
        known.whole_list = (asked, _fetched(connection, _sorted_ids(query)))
    return known.whole_list[1]


def _fetched(connection: Connection, statement: Select[Any]) -> array[int]:
    """Return the ids that a statement gives, without a row object for each."""
    result = connection.execute(statement)
    return array("q", chain.from_iterable(result.cursor.fetchall()))


def _sorted_ids(query: Query, *, along: bool = True, backwards: bool = False) -> Select[Any]:
    """Return the statement for ids in order; `along` makes the engine walk the index of the first key."""
    source, keys = order_of(query)
    table = TABLES[query.record]
    order = [key.column.desc() if key.descending != backwards else key.column.asc() for key in keys]
    statement = select(table.c.id).select_from(source).where(among(table, query)).order_by(*order)
    index = list_index(table, query.order[0].field) if query.order else ""
    if along and index and not query.trashed:
        return statement.with_hint(table, f"INDEXED BY {index}", "sqlite")
    return statement


def _rows(connection: Connection, query: Query, ids: Sequence[int]) -> list[ListRow]:
    """Read the asked columns of some records, in the order of the ids."""
    table = TABLES[query.record]
    fields = {field.name: field for field in list_fields(TYPES[query.record])}
    shown = [fields[name] for name in query.columns]
    statement = select(table.c.id, *(table.c[field.name] for field in shown))
    found = {}
    for part in chunks(ids):
        for row in connection.execute(statement.where(table.c.id.in_(part))):
            found[row[0]] = list(row[1:])
    for index, field in enumerate(shown):
        _decode_column(connection, field, index, found)
    return [ListRow(record_id, tuple(found[record_id])) for record_id in ids if record_id in found]


def _decode_column(connection: Connection, field: Field, index: int, rows: dict[int, list[Any]]) -> None:
    if field.kind is Kind.LINK:
        names = titles(connection, field.target, {row[index] for row in rows.values() if row[index] is not None})
        for row in rows.values():
            row[index] = names.get(row[index], "")
    elif decode := decoder(field):
        for row in rows.values():
            row[index] = decode(row[index])
