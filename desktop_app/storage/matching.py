"""Says in SQL which records the search words and filters of a query leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Table,
    Text,
    and_,
    cast,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.sql import Select

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.query import Between, Contains, Empty, Filter, OneOf, Query, Spellings
from desktop_app.domain.record import list_fields
from desktop_app.domain.spelling import typed_as_heard
from desktop_app.storage.dialect import contains
from desktop_app.storage.letter_index import LEAST_LETTERS, ids_with, question
from desktop_app.storage.rows import encoder, utc_text
from desktop_app.storage.tables import (
    TABLES,
    filter_index,
    key_column,
    keyed_fields,
    list_index,
    narrow_columns,
    search_table,
    title_key,
    trash_index,
)

_LARGEST = 2**63 - 1
"""What a column of whole numbers can hold; no record has more."""

_GHE, _GHE_WITH_UPTURN = sort_key("г"), sort_key("ґ")


def is_narrowed(query: Query) -> bool:
    """Say whether words or filters leave some records out, beside the trash."""
    return bool(query.filters or fold(query.search))


def among(table: FromClause, query: Query) -> ColumnElement[bool]:
    """Return the condition that a record lies in the list's half of the register: in the trash or not."""
    return table.c.trashed_at.is_not(None) if query.trashed else table.c.trashed_at.is_(None)


def found_ids(query: Query, *, in_file: bool) -> Select[Any]:
    """Return the ids that a narrowed query finds: each part reads the one narrow index that holds all it needs.

    Each looks only at what the earlier ones left: codes, dates and numbers first, which are the fastest; words last.
    `in_file` says that the register is a file, which has an index of the letters of words.
    """
    table = TABLES[query.record]
    narrow = [each for each in query.filters if _is_narrow(query, each)]
    keyed = [each for each in query.filters if each not in narrow]
    parts = [_filtered(query, [each], list_index(table, each.field)) for each in keyed]
    if fold(query.search):
        parts.append(_searched(query, in_file=in_file))
    if narrow:
        # What other parts look up is best found in the order of the ids: that of this index, and of one code's records.
        together = len(narrow) > 1 or (bool(parts) and not isinstance(narrow[0], OneOf))
        parts.insert(0, _filtered(query, narrow, filter_index(table) if together else ""))
    found = parts[0]
    for part in parts[1:]:
        found = part.where(part.selected_columns[0].in_(found))
    return found


def _is_narrow(query: Query, each: Filter) -> bool:
    """Say whether the index of all codes, dates, numbers and links holds what a filter reads."""
    by_name = _field(query, each)[0].kind is Kind.LINK and isinstance(each, Contains)
    return each.field in narrow_columns(TYPES[query.record]) and not by_name


def _filtered(query: Query, filters: Sequence[Filter], index: str) -> Select[Any]:
    table = TABLES[query.record].alias()
    found = (_condition(table, *_field(query, each), each) for each in filters)
    statement = select(table.c.id).where(among(table, query), *found)
    if index and not query.trashed:
        return statement.with_hint(table, f"INDEXED BY {index}", "sqlite")
    return statement


def _searched(query: Query, *, in_file: bool) -> Select[Any]:
    words, table = fold(query.search).split(), TABLES[query.record]
    if TYPES[query.record].BROWSED:
        return mentioning(table, words, query.others, trashed=query.trashed, in_file=in_file)
    rows = table.alias()
    return select(rows.c.id).where(among(rows, query), *_with_words(_texts(rows, query), words))


def spelled(parts: Sequence[str], others: Spellings = ()) -> list[tuple[str, ...]]:
    """Return folded parts of words as search words may have them: as they are typed, by their sound, and otherwise."""
    known = dict(others)
    return [(part, *filter(None, [typed_as_heard(part)]), *known.get(part, ())) for part in parts]


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


def lettered(table: Table, asked: str | BindParameter[str], *, trashed: bool = False) -> Select[Any]:
    """Return the ids of a file's records whose search words have what its index of letters is asked for."""
    found = ids_with(search_table(table), asked)
    number = found.selected_columns[0]
    trash = select(table.c.id).where(table.c.trashed_at.is_not(None))
    trash = trash.with_hint(table, f"INDEXED BY {trash_index(table)}")
    return found.where(number.in_(trash) if trashed else number.not_in(trash))


def _texts(table: FromClause, query: Query) -> list[ColumnElement[Any]]:
    fields = list_fields(TYPES[query.record])
    return [func.fold(table.c[field.name]) for field in fields if field.kind in TEXT_KINDS]


def _with_words(columns: Sequence[ColumnElement[Any]], words: Sequence[str]) -> list[ColumnElement[bool]]:
    return [or_(*(contains(column, word) for column in columns)) for word in words]


def _field(query: Query, each: Filter) -> tuple[Field, bool]:
    """Return the field that a filter is about, and whether a sort key stands beside it; raises KeyError."""
    field = {field.name: field for field in list_fields(TYPES[query.record])}[each.field]
    return field, field in keyed_fields(TYPES[query.record])


def _condition(table: FromClause, field: Field, keyed: bool, each: Filter) -> ColumnElement[bool]:  # noqa: FBT001
    column = table.c[field.name]
    key = table.c[key_column(field.name)] if keyed and field.kind is not Kind.CHOICE else None
    match each:
        case Contains():
            return _contains_text(column, key, field, each.text)
        case OneOf():
            return _one_of(column, key, field, each.values)
        case Between():
            return _between(column, field, each)
        case Empty():
            empty = _empty(column, key, field)
            return empty if each.empty else not_(empty)


def _contains_text(
    column: ColumnElement[Any], key: ColumnElement[Any] | None, field: Field, text: str
) -> ColumnElement[bool]:
    if key is not None:
        return _contains_key(key, sort_key(text))
    if field.kind is Kind.LINK and not sort_key(text):
        return true()
    if field.kind is Kind.LINK:
        linked = TABLES[field.target].alias()
        return column.in_(select(linked.c.id).where(_contains_key(title_key(linked), sort_key(text))))
    return contains(func.fold(cast(column, Text)), fold(text))


def _contains_key(column: ColumnElement[Any], wanted: str) -> ColumnElement[bool]:
    """Compare sort keys, which are folded but for ґ: who types г means both."""
    if _GHE in wanted or _GHE_WITH_UPTURN in wanted:
        wanted = wanted.replace(_GHE_WITH_UPTURN, _GHE)
        column = func.replace(column, _GHE_WITH_UPTURN, _GHE)
    return contains(column, wanted)


def _one_of(
    column: ColumnElement[Any], key: ColumnElement[Any] | None, field: Field, values: Sequence[Any]
) -> ColumnElement[bool]:
    if field.kind is Kind.CHOICES:
        return or_(false(), *(contains(column, f" {value} ") for value in values))
    encode = encoder(field)
    kept = [encode(value) if encode else value for value in values]
    exact = column.in_([value for value in kept if not isinstance(value, int) or abs(value) <= _LARGEST])
    if key is None or field.kind is Kind.LINK:
        return exact
    return and_(key.in_([sort_key(value) for value in values]), exact)


def _empty(column: ColumnElement[Any], key: ColumnElement[Any] | None, field: Field) -> ColumnElement[bool]:
    """A text without any letter or digit, such as a dash, counts as empty where it is sorted by a key."""
    if field.kind in {Kind.CHOICE, Kind.CHOICES} or (field.kind in TEXT_KINDS and key is None):
        return column == ""
    return column.is_(None) if key is None or field.kind is Kind.LINK else key == ""


def _between(column: ColumnElement[Any], field: Field, each: Between) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [column.is_not(None)]
    if each.first is not None:
        parts.append(column >= _first(field, each.first))
    if each.last is not None:
        parts.append(_until(column, field, each.last))
    return or_(column.is_(None), and_(*parts)) if each.or_empty else and_(*parts)


def _first(field: Field, value: Any) -> Any:
    if field.kind is Kind.TIMESTAMP:
        return _midnight(value.earliest)
    if field.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return _number(field, value, ROUND_CEILING)
    return value.iso


def _number(field: Field, value: Decimal | int, rounding: str) -> int:
    """Return a number as the column has it: the next one inside the range, and one that a database can hold."""
    scaled = Decimal(value).scaleb(field.scale if field.kind is Kind.DECIMAL else 0)
    within = max(min(scaled, Decimal(_LARGEST)), Decimal(-_LARGEST))
    return int(within.to_integral_value(rounding))


def _until(column: ColumnElement[Any], field: Field, value: Any) -> ColumnElement[bool]:
    """Dates compare as text; `2022` as the upper end includes all of 2022."""
    if field.kind is Kind.TIMESTAMP:
        return true() if value.latest == date.max else column < _midnight(value.latest + timedelta(days=1))
    if field.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return column <= _number(field, value, ROUND_FLOOR)
    last = value.iso
    return column <= f"{last}\uffff"


def _midnight(day: date) -> str:
    """Return the moment at which a day of the office begins, as it is stored."""
    return utc_text(datetime.combine(day, time()).astimezone())
