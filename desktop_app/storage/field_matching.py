"""Says in SQL what one filter asks of one field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, and_, cast, false, func, not_, or_, select, true

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.query import Between, Contains, Empty, OfField, OneOf
from desktop_app.storage.dialect import contains
from desktop_app.storage.rows import encoder, utc_text
from desktop_app.storage.tables import TABLES, key_column, title_key

_LARGEST = 2**63 - 1
"""What a column of whole numbers can hold; no record has more."""

_GHE, _GHE_WITH_UPTURN = sort_key("г"), sort_key("ґ")


def asked(table: FromClause, field: Field, each: OfField, *, keyed: bool) -> ColumnElement[bool]:
    """Return the condition that a filter puts on a field; `keyed` where a sort key stands beside it.

    Raises TypeError for a filter that counts from today: what it means has to be put in before (`query.meant`).
    """
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
        case _:
            raise TypeError(each)


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
