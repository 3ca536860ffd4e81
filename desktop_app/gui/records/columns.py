"""The columns of a record table, their filter fields, and what these mean for the query."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Between, Contains, Filter, OfField, OneOf
from desktop_app.domain.record import Record, list_fields
from desktop_app.gui.kit.filter_row import ColumnFilter, FilterKind, FilterValue, Range
from desktop_app.gui.kit.tokens import Tone
from desktop_app.gui.models.record_table import TableColumn
from desktop_app.services.desk import Desk

_KINDS = {
    Kind.CHOICE: FilterKind.CHOICE,
    Kind.CHOICES: FilterKind.CHOICE,
    Kind.BOOLEAN: FilterKind.CHOICE,
    Kind.DATE: FilterKind.DATE,
    Kind.TIMESTAMP: FilterKind.DATE,
    Kind.INTEGER: FilterKind.NUMBER,
    Kind.DECIMAL: FilterKind.NUMBER,
}
_YES, _NO = "yes", "no"

STATUS_TONES: dict[str, dict[str, Tone]] = {
    "partnership_status": {
        "request": Tone.INFO,
        "initiation": Tone.INFO,
        "resolved": Tone.INFO,
        "signed": Tone.SUCCESS,
        "active": Tone.SUCCESS,
        "dormant": Tone.WARNING,
        "ended": Tone.NEUTRAL,
        "abandoned": Tone.NEUTRAL,
        "converted": Tone.NEUTRAL,
    },
    "delivery_status": {
        "planned": Tone.INFO,
        "preparing": Tone.INFO,
        "ready": Tone.INFO,
        "in_transit": Tone.INFO,
        "at_customs": Tone.WARNING,
        "arrived": Tone.SUCCESS,
        "handed_over": Tone.SUCCESS,
        "receipt_confirmed": Tone.SUCCESS,
        "closed": Tone.NEUTRAL,
        "cancelled": Tone.NEUTRAL,
        "lost": Tone.DANGER,
    },
}
"""The colour of each status, by code list; the word is always shown, too."""


def listable(record_type: type[Record]) -> dict[str, Field]:
    """Return the fields that the column chooser offers, by name."""
    return {field.name: field for field in list_fields(record_type) if field.listed}


def table_column(field: Field, desk: Desk) -> TableColumn:
    """Return the table column of a field."""
    return TableColumn(field, desk.browser.shown, STATUS_TONES.get(field.choices, {}))


def column_filter(field: Field, desk: Desk) -> ColumnFilter:
    """Return the filter field that stands under a column's heading."""
    options: tuple[tuple[str, str], ...] = ()
    if field.kind is Kind.BOOLEAN:
        options = ((_YES, translate("yes")), (_NO, translate("no")))
    elif field.choices:
        options = tuple(desk.codes.options(field.choices))
    return ColumnFilter(field.name, translate(field.label), _KINDS.get(field.kind, FilterKind.TEXT), options)


def filters_of(values: Mapping[str, FilterValue], fields: Mapping[str, Field]) -> tuple[Filter, ...]:
    """Return the query's filters for what stands in the filter fields."""
    return tuple(_filter(fields[name], value) for name, value in values.items() if value is not None)


def _filter(field: Field, value: FilterValue) -> Filter:
    if isinstance(value, str):
        return Contains(field.name, value)
    if isinstance(value, Range):
        return Between(field.name, _bound(value.low), _bound(value.high))
    if field.kind is Kind.BOOLEAN:
        return OneOf(field.name, tuple(code == _YES for code in value or ()))
    return OneOf(field.name, tuple(value or ()))


def _bound(end: PartialDate | Decimal | None) -> PartialDate | Decimal | int | None:
    if isinstance(end, Decimal) and end == end.to_integral_value():
        return int(end)
    return end


def filter_values(
    filters: tuple[Filter, ...], fields: Mapping[str, Field]
) -> tuple[dict[str, FilterValue], tuple[Filter, ...]]:
    """Return what the filter fields of these columns show of some filters, and the filters that none of them can."""
    shown: dict[str, FilterValue] = {}
    others: list[Filter] = []
    for each in filters:
        value = _value(each, fields)
        if value is None or not isinstance(each, OfField) or each.field in shown:
            others.append(each)
        else:
            shown[each.field] = value
    return shown, tuple(others)


def _value(each: Filter, fields: Mapping[str, Field]) -> FilterValue:
    """Return what the filter field of a column shows for a filter; None where it cannot."""
    field = fields.get(each.field) if isinstance(each, OfField) else None
    kind = _KINDS.get(field.kind, FilterKind.TEXT) if field is not None else None
    match each:
        case Contains() if kind is FilterKind.TEXT:
            return each.text
        case OneOf() if kind is FilterKind.CHOICE and each.values:
            return tuple((_YES if value else _NO) if isinstance(value, bool) else str(value) for value in each.values)
        case Between(first=first, last=last, or_empty=False) if kind is FilterKind.DATE and (first or last):
            days = tuple(end for end in (first, last) if isinstance(end, PartialDate))
            if len(days) == sum(end is not None for end in (first, last)):
                return Range(days[0] if first else None, days[-1] if last else None)
    return None
