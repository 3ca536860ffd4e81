"""Says in SQL which records the search words and filters of a query leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from desktop_app.base.text import fold
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Contains,
    Filter,
    Linked,
    Not,
    OfField,
    OneOf,
    Query,
    Spellings,
)
from desktop_app.domain.record import list_fields
from desktop_app.domain.relations import condition_fields
from desktop_app.domain.spelling import as_typed
from desktop_app.storage.dialect import contains
from desktop_app.storage.field_matching import asked
from desktop_app.storage.letter_index import LEAST_LETTERS, ids_with, question
from desktop_app.storage.tables import (
    TABLES,
    filter_index,
    keyed_fields,
    list_index,
    narrow_columns,
    search_table,
    trash_index,
)


def is_narrowed(query: Query) -> bool:
    """Say whether words or filters leave some records out, beside the trash."""
    return bool(query.filters or fold(query.search))


def among(table: FromClause, query: Query) -> ColumnElement[bool]:
    """Return the condition that a record lies in the list's half of the register: in the trash or not."""
    return table.c.trashed_at.is_not(None) if query.trashed else table.c.trashed_at.is_(None)


def found_ids(query: Query, *, in_file: bool) -> Select[Any]:
    """Return the ids that search words and direct filters find: each part reads the one narrow index that has all.

    Each looks only at what the earlier ones left: codes, dates and numbers first, which are the fastest; words last.
    Without any, all records are found. `in_file` says that the register is a file, which has an index of the letters of
    words. A server is asked for all filters at once: until it has counted its rows, it takes each part for one row.
    """
    table = TABLES[query.record]
    narrow = [each for each in query.filters if in_file and _is_narrow(query.record, each)]
    others = [each for each in query.filters if each not in narrow]
    if TYPES[query.record].BROWSED and in_file:
        parts = [_filtered(query, [each], _list_index(table, each)) for each in others]
    else:
        parts = [_filtered(query, others, "")] if others else []
    if fold(query.search):
        parts.append(_searched(query, in_file=in_file))
    if narrow:
        # What other parts look up is best found in the order of the ids: that of this index, and of one code's records.
        together = len(narrow) > 1 or (bool(parts) and not isinstance(narrow[0], OneOf))
        together = together or not isinstance(narrow[0], OfField)
        parts.insert(0, _filtered(query, narrow, filter_index(table) if together else ""))
    found = parts[0] if parts else _filtered(query, (), "")
    for part in parts[1:]:
        found = part.where(part.selected_columns[0].in_(found))
    return found


def is_direct(record: str, each: Filter) -> bool:
    """Say whether one statement finds what a filter asks for, by an index or in a table that has none."""
    if record in TYPES and TYPES[record].BROWSED:
        return isinstance(each, OfField) or _is_narrow(record, each)
    return _is_of_fields(each)


def _is_narrow(record: str, each: Filter) -> bool:
    """Say whether the index of all codes, dates, numbers and links holds what a filter reads."""
    match each:
        case AllOf() | AnyOf():
            return all(_is_narrow(record, one) for one in each.conditions)
        case Not():
            return _is_narrow(record, each.condition)
        case Linked() | AsOn():
            return False
    by_name = _field(record, each).kind is Kind.LINK and isinstance(each, Contains)
    return each.field in narrow_columns(TYPES[record]) and not by_name


def _is_of_fields(each: Filter) -> bool:
    """Say whether a filter asks only of the record's own fields."""
    match each:
        case AllOf() | AnyOf():
            return all(_is_of_fields(one) for one in each.conditions)
        case Not():
            return _is_of_fields(each.condition)
    return isinstance(each, OfField)


def _list_index(table: Table, each: Filter) -> str:
    return list_index(table, each.field) if isinstance(each, OfField) else ""


def _filtered(query: Query, filters: Sequence[Filter], index: str) -> Select[Any]:
    table = TABLES[query.record].alias()
    statement = select(table.c.id).where(
        among(table, query), *(condition(table, query.record, each) for each in filters)
    )
    if index and not query.trashed:
        return statement.with_hint(table, f"INDEXED BY {index}", "sqlite")
    return statement


def condition(table: FromClause, record: str, each: Filter) -> ColumnElement[bool]:
    """Return the condition that a filter of fields puts on the rows of a table; raises TypeError for any other."""
    match each:
        case AllOf():
            return and_(true(), *(condition(table, record, one) for one in each.conditions))
        case AnyOf():
            return or_(false(), *(condition(table, record, one) for one in each.conditions))
        case Not():
            return not_(func.coalesce(condition(table, record, each.condition), false()))
        case Linked() | AsOn():
            raise TypeError(each)
    field = _field(record, each)
    return asked(table, field, each, keyed=record in TYPES and field in keyed_fields(TYPES[record]))


def _searched(query: Query, *, in_file: bool) -> Select[Any]:
    words, table = fold(query.search).split(), TABLES[query.record]
    if TYPES[query.record].BROWSED:
        return mentioning(table, words, query.others, trashed=query.trashed, in_file=in_file)
    rows = table.alias()
    return select(rows.c.id).where(among(rows, query), *_with_words(_texts(rows, query), words))


def spelled(parts: Sequence[str], others: Spellings = ()) -> list[tuple[str, ...]]:
    """Return folded parts of words as search words may have them: as they are typed, by their sound, and otherwise."""
    known = dict(others)
    return [(*as_typed(part), *known.get(part, ())) for part in parts]


def mention(column: ColumnElement[Any], parts: Sequence[str], others: Spellings = ()) -> ColumnElement[bool]:
    """Say that search words have each of some folded parts of words."""
    said = (or_(*(contains(column, each) for each in spellings)) for spellings in spelled(parts, others))
    return and_(true(), *said)


def mentioning(
    table: Table, parts: Sequence[str], others: Spellings = (), *, trashed: bool = False, in_file: bool
) -> Select[Any]:
    """Return the ids of the records in whose search words each of some folded parts of words stands."""
    searched = search_table(table)
    long = [part for part in parts if len(part) >= LEAST_LETTERS]
    if not (in_file and long):
        state = searched.c.trashed_at.is_not(None) if trashed else searched.c.trashed_at.is_(None)
        return select(searched.c.id).where(state, mention(searched.c.words, parts, others))
    found = lettered(table, question(spelled(long, others)), trashed=trashed)
    short = [part for part in parts if part not in long]
    if not short:
        return found
    return select(searched.c.id).where(searched.c.id.in_(found), mention(searched.c.words, short))


def lettered(table: Table, wanted: str | BindParameter[str], *, trashed: bool = False) -> Select[Any]:
    """Return the ids of a file's records whose search words have what its index of letters is asked for."""
    found = ids_with(search_table(table), wanted)
    number = found.selected_columns[0]
    trash = select(table.c.id).where(table.c.trashed_at.is_not(None))
    trash = trash.with_hint(table, f"INDEXED BY {trash_index(table)}")
    return found.where(number.in_(trash) if trashed else number.not_in(trash))


def _texts(table: FromClause, query: Query) -> list[ColumnElement[Any]]:
    fields = list_fields(TYPES[query.record])
    return [func.fold(table.c[field.name]) for field in fields if field.kind in TEXT_KINDS]


def _with_words(columns: Sequence[ColumnElement[Any]], words: Sequence[str]) -> list[ColumnElement[bool]]:
    return [or_(*(contains(column, word) for column in columns)) for word in words]


def _field(record: str, each: OfField) -> Field:
    """Return the field that a filter is about; raises KeyError."""
    return condition_fields(record)[each.field]
