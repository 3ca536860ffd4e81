"""Reads sorted and filtered lists, page by page, from the stored sort keys."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.sql import Select

from desktop_app.base.text import fold
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import as_it_stood
from desktop_app.domain.query import ListRow, Query, day_shown
from desktop_app.domain.record import list_fields
from desktop_app.storage.dialect import among_ids, gathered_ids
from desktop_app.storage.finding import Finder
from desktop_app.storage.matching import among, is_narrowed
from desktop_app.storage.ordering import before, can_go_on, from_on, order_of
from desktop_app.storage.repository import chunks, load
from desktop_app.storage.rows import decoder
from desktop_app.storage.tables import OPERATION, TABLES, list_index

FEW = 10_000
"""Up to so many matches are looked up and sorted; more are picked from the whole list in order."""

NEAR = 10_000
"""So many rows from either end of the whole list are looked through for the first and the last matches."""

_FAR, _KEPT_PLACES = 2_000, 1_000
"""A place in a list is kept where it is so many rows from the one before, and at most so many are."""

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
    """Return `size` rows from the row `first` (counted from 0)."""
    found = count(connection, query)
    wanted = min(size, found - first)
    if wanted <= 0:
        return []
    behind = found - first - wanted
    if behind < first:
        ids = _ids(connection, query, behind, wanted, backwards=True)[::-1]
    else:
        ids = _ids(connection, query, first, wanted, backwards=False)
    return _coloured(connection, query, _rows(connection, query, ids))


def _ids(connection: Connection, query: Query, skipped: int, wanted: int, *, backwards: bool) -> list[int]:
    """Return some ids counted from one end of the list, by the way that meets the fewest rows."""
    if _finds_all(connection, query):
        return _read_along(connection, query, skipped, wanted, backwards=backwards)
    along = _sorted_ids(query, backwards=backwards)
    if _known(connection).all_sorted[0] != _asked_in_order(query):
        # Where the matches are spread evenly, twice as many rows as needed are looked through.
        everything = count(connection, _unfiltered(query))
        if 2 * (skipped + wanted) * everything <= NEAR * count(connection, query):
            near = filter(matches(connection, query).__contains__, gathered_ids(connection, along.limit(NEAR)))
            ids = list(islice(near, skipped, skipped + wanted))
            if len(ids) == wanted:
                return ids
    every_id = _all_sorted(connection, query)
    end = len(every_id) - skipped
    return every_id[end - wanted : end][::-1] if backwards else every_id[skipped : skipped + wanted]


def _read_along(connection: Connection, query: Query, skipped: int, wanted: int, *, backwards: bool) -> list[int]:
    """Return ids along the whole list, from the last place before them where somebody was: not from its end.

    So a jump into a long list reads what lies between two such places, and jumps leave more and more of them behind.
    """
    source, keys = order_of(query)
    along = _sorted_ids(query, backwards=backwards)
    places = _known(connection).places.setdefault(repr((_asked_in_order(query), backwards)), [])
    nearest = bisect_right(places, skipped, key=itemgetter(0)) - 1
    passed, values = places[nearest] if nearest >= 0 else (0, ())
    if values:
        along = along.where(from_on(keys, values, backwards=backwards))
    ids = gathered_ids(connection, along.offset(skipped - passed).limit(wanted))
    if ids and skipped - passed >= _FAR and len(places) < _KEPT_PLACES:
        found = select(*(key.column for key in keys)).select_from(source).where(TABLES[query.record].c.id == ids[0])
        there = tuple(connection.execute(found).one())
        if can_go_on(keys, there, backwards=backwards):
            places.insert(nearest + 1, (skipped, there))
    return ids


def position(connection: Connection, query: Query, record_id: int) -> int | None:
    """Return the place of a record in the list (counted from 0), or None where the query does not find it."""
    if not _finds_all(connection, query):
        found = record_id in matches(connection, query)
        return _all_sorted(connection, query).index(record_id) if found else None
    source, keys = order_of(query)
    table = TABLES[query.record]
    listed = among(table, query)
    statement = select(*(key.column for key in keys)).select_from(source)
    values = connection.execute(statement.where(table.c.id == record_id, listed)).first()
    if values is None:
        return None
    earlier = _along_index(select(func.count()).select_from(source).where(listed), query)
    return sum(int(connection.execute(earlier.where(case)).scalar_one()) for case in before(keys, tuple(values)))


def positions(connection: Connection, query: Query, ids: Collection[int]) -> dict[int, int]:
    """Return the places of some records in the list, by their ids, of those that the query finds."""
    if len(ids) <= 1:
        return {each: place for each in ids if (place := position(connection, query, each)) is not None}
    wanted = set(ids)
    return {each: place for place, each in enumerate(_sorted_list(connection, query)) if each in wanted}


def rows(connection: Connection, query: Query, ids: Collection[int]) -> list[ListRow]:
    """Return rows of some records that the list has, or would have without its words and filters."""
    table = TABLES[query.record]
    listed = select(table.c.id).where(among(table, query))
    kept = [row[0] for part in chunks(ids) for row in connection.execute(listed.where(table.c.id.in_(part)))]
    return _coloured(connection, query, _rows(connection, query, kept))


def ids(connection: Connection, query: Query, first: int, size: int) -> list[int]:
    """Return `size` ids from the row `first` (counted from 0), in the order of the list."""
    return _sorted_list(connection, query)[first : first + size]


def every(connection: Connection, query: Query) -> Iterator[ListRow]:
    """Yield all rows in order, reading them in chunks."""
    for part in chunks(_sorted_list(connection, query)):
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
    matches: tuple[str, frozenset[int]] = ("", frozenset())
    """The ids that the last query found."""
    all_sorted: tuple[str, list[int]] = ("", [])
    """The ids of the last query that was leafed through, in its order."""
    whole_list: tuple[str, list[int]] = ("", [])
    """The ids of the last list that was leafed through, in its order, without filters."""
    places: dict[str, list[tuple[int, tuple[Any, ...]]]] = dataclass_field(default_factory=dict)
    """Rows in whole lists, counted from an end, with what they are sorted by."""

    def make_room(self) -> None:
        """Forget the counts once there are too many, as after long typing in a search field."""
        if len(self.counts) > _KEPT_COUNTS:
            self.counts.clear()


def _known(connection: Connection) -> _Known:
    """Return what is known of the present state; the last operation tells whether anybody changed the register."""
    operation = connection.execute(select(func.max(OPERATION.c.id))).scalar()
    known: _Known | None = connection.info.get(_KNOWN)
    if known is None or known.operation != operation:
        known = connection.info[_KNOWN] = _Known(operation)
    return known


def _asked(query: Query) -> str:
    return repr((query.record, query.trashed, fold(query.search), query.others, query.filters))


def _asked_in_order(query: Query) -> str:
    return repr((_asked(query), query.order))


def _unfiltered(query: Query) -> Query:
    return replace(query, search="", filters=())


def _finds_all(connection: Connection, query: Query) -> bool:
    """Say whether words and filters leave nothing out, so that the order alone tells what stands where."""
    return not is_narrowed(query) or count(connection, query) == count(connection, _unfiltered(query))


def _count(connection: Connection, query: Query) -> int:
    if is_narrowed(query):
        return len(matches(connection, query))
    table = TABLES[query.record]
    return int(connection.execute(select(func.count()).select_from(table).where(among(table, query))).scalar_one())


def matches(connection: Connection, query: Query) -> frozenset[int]:
    """Return the ids of all matches, as kept from the last time or found now."""
    known = _known(connection)
    asked = _asked(query)
    if known.matches[0] != asked:
        known.matches = (asked, Finder(connection).found(query))
    return known.matches[1]


def _sorted_list(connection: Connection, query: Query) -> list[int]:
    """Return all ids of the list in order."""
    return _whole_list(connection, query) if _finds_all(connection, query) else _all_sorted(connection, query)


def _all_sorted(connection: Connection, query: Query) -> list[int]:
    """Return the ids of all matches in order, as kept from the last time or found now.

    Few are looked up and sorted. Many are picked from the whole list in order, which serves the next filter as well:
    that is faster than to let the engine do it.
    """
    known = _known(connection)
    asked = _asked_in_order(query)
    if known.all_sorted[0] == asked:
        return known.all_sorted[1]
    found = matches(connection, query)
    if len(found) <= FEW:
        few = _sorted_ids(query, along=False).where(among_ids(TABLES[query.record].c.id, found))
        ids = gathered_ids(connection, few)
    else:
        ids = list(filter(found.__contains__, _whole_list(connection, query)))
    known.all_sorted = (asked, ids)
    return ids


def _whole_list(connection: Connection, query: Query) -> list[int]:
    """Return all ids of the list without its filters, in order, as kept from the last time or read now."""
    known = _known(connection)
    asked = repr((query.record, query.trashed, query.order))
    if known.whole_list[0] != asked:
        known.whole_list = (asked, gathered_ids(connection, _sorted_ids(query)))
    return known.whole_list[1]


def _sorted_ids(query: Query, *, along: bool = True, backwards: bool = False) -> Select[Any]:
    """Return the statement for ids in order; `along` makes the engine walk the index of the first key."""
    source, keys = order_of(query)
    table = TABLES[query.record]
    order = [key.sorted(backwards=backwards) for key in keys]
    statement = select(table.c.id).select_from(source).where(among(table, query)).order_by(*order)
    return _along_index(statement, query) if along else statement


def _along_index(statement: Select[Any], query: Query) -> Select[Any]:
    """Let the engine read the index of the first key, where there is one of what is not in the trash."""
    table = TABLES[query.record]
    index = list_index(table, query.order[0].field) if query.order and not query.trashed else ""
    return statement.with_hint(table, f"INDEXED BY {index}", "sqlite") if index else statement


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
    if (day := day_shown(query)) is not None:
        _put_back(connection, query, day, found)
    return [ListRow(record_id, tuple(found[record_id])) for record_id in ids if record_id in found]


def _coloured(connection: Connection, query: Query, rows: list[ListRow]) -> list[ListRow]:
    """Say of each row which colour rule holds for it first."""
    rules: dict[int, int] = {}
    for place, each in enumerate(query.colours):
        others = frozenset(row.id for row in rows if row.id not in rules)
        ruled = replace(query, search="", filters=each.filters)
        rules |= dict.fromkeys(Finder(connection).of(ruled, others) if others else (), place)
    return [replace(row, rule=rules[row.id]) if row.id in rules else row for row in rows]


def _put_back(connection: Connection, query: Query, day: PartialDate, rows: dict[int, list[Any]]) -> None:
    """Put what the partnerships of a list were on a day into their rows, instead of what they are now."""
    told = {name: place for place, name in enumerate(query.columns) if name in {"status", "since", "last_contact"}}
    for part in chunks(rows) if told else ():
        for record_id, item in load(connection, query.record, part).items():
            values = as_it_stood(item, day)
            for name, place in told.items():
                rows[record_id][place] = values[name]


def _decode_column(connection: Connection, field: Field, index: int, rows: dict[int, list[Any]]) -> None:
    if field.kind is Kind.LINK:
        names = titles(connection, field.target, {row[index] for row in rows.values() if row[index] is not None})
        for row in rows.values():
            row[index] = names.get(row[index], "")
    elif decode := decoder(field):
        for row in rows.values():
            row[index] = decode(row[index])
