"""Writes a list as shown, filter, order and columns, into a workbook or a text table."""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_timestamp, parse_boolean, parse_decimal
from desktop_app.base.i18n import N_, ntranslate, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import parse_typed
from desktop_app.domain.query import Between, Contains, Empty, Filter, OneOf, Query
from desktop_app.domain.record import list_fields
from desktop_app.exchange.csv_text import write_csv
from desktop_app.exchange.sheet import Column, Sheet
from desktop_app.exchange.workbook import write_xlsx
from desktop_app.services.browsing import Browser
from desktop_app.services.code_lists import CodeLists

FORMATS = (".xlsx", ".csv")
Progress = Callable[[int, int], None]
"""Hears how many of how many records are written; may raise to call the export off."""
_STEP = 500


class Exporter:
    """Puts lists into files that Excel loves."""

    def __init__(self, browser: Browser, who: str) -> None:
        self._browser = browser
        self._who = who or getpass.getuser()

    def export(self, query: Query, path: Path, progress: Progress | None = None) -> int:
        """Write all records that a query finds, with its columns, and return how many; the ending says the format.

        Raises UserError for another ending, and where the file cannot be written; then nothing was changed.
        """
        if path.suffix.lower() not in FORMATS:
            raise UserError(
                N_("{file} ends in none of {endings}. Nothing was written."), file=path.name, endings=", ".join(FORMATS)
            )
        count = self._browser.count(query)
        sheet = self._sheet(query, count, progress)
        if path.suffix.lower() == ".csv":
            write_csv(path, sheet)
        else:
            write_xlsx(path, sheet)
        return count

    def _sheet(self, query: Query, count: int, progress: Progress | None) -> Sheet:
        record_type = TYPES[query.record]
        fields = {field.name: field for field in list_fields(record_type)}
        shown = [fields[name] for name in query.columns]
        return Sheet(
            title=translate(record_type.PLURAL),
            columns=tuple(_column(field) for field in shown),
            rows=self._rows(query, shown) if progress is None else _told(self._rows(query, shown), count, progress),
            info=(
                (translate("List"), translate(record_type.PLURAL)),
                (translate("Filter"), self._browser.words(query) or translate("none: all records")),
                (translate("Day"), format_timestamp(datetime.now(UTC))),
                (translate("Count"), ntranslate("{count} record", "{count} records", count)),
                (translate("Made by"), self._who),
            ),
        )

    def _rows(self, query: Query, fields: list[Field]) -> Iterator[list[Any]]:
        worded = {Kind.CHOICE, Kind.CHOICES, Kind.BOOLEAN}
        for row in self._browser.every(query):
            yield [
                self._browser.shown(field, value) if field.kind in worded else value
                for field, value in zip(fields, row.values, strict=True)
            ]


def _told(rows: Iterator[list[Any]], count: int, progress: Progress) -> Iterator[list[Any]]:
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            progress(number, count)
        yield row


def default_columns(record: str) -> tuple[str, ...]:
    """Return the columns of an export that names none: all that a list can show, but the bookkeeping."""
    skipped = {"created_at", "created_by", "changed_at", "changed_by", "title"}
    return tuple(field.name for field in list_fields(TYPES[record]) if field.listed and field.name not in skipped)


def _column(field: Field) -> Column:
    kind = Kind.TEXT if field.kind in {Kind.CHOICE, Kind.CHOICES, Kind.BOOLEAN, Kind.LINK} else field.kind
    return Column(heading=translate(field.label), kind=kind, width=field.width, scale=field.scale)


_CONDITION = re.compile(r"\s*(?P<name>[^=~]+?)\s*(?P<sign>[=~])\s*(?P<value>.*?)\s*", re.DOTALL)
_PARTLY = TEXT_KINDS | {Kind.LINK}


def parse_columns(record: str, text: str) -> tuple[str, ...]:
    """Read the fields of `--columns A,B`; raises UserError for a field that the record does not have."""
    return tuple(_field(record, name.strip()).name for name in text.split(",") if name.strip())


def parse_conditions(record: str, conditions: Sequence[str], codes: CodeLists) -> tuple[Filter, ...]:
    """Read `--where FIELD=VALUE` conditions; raises UserError for an unknown field or a value that it cannot have."""
    return tuple(_condition(record, condition, codes) for condition in conditions)


def _condition(record: str, condition: str, codes: CodeLists) -> Filter:
    match = _CONDITION.fullmatch(condition)
    if match is None:
        raise UserError(
            N_("“{condition}” is no condition; write it as FIELD=VALUE or FIELD~PART."), condition=condition
        )
    field, value = _field(record, match["name"]), match["value"]
    if match["sign"] == "~":
        if field.kind not in _PARTLY:
            raise UserError(N_("{field} is no text; write FIELD=VALUE."), field=translate(field.label))
        return Contains(field.name, value)
    return _equals(field, value, codes) if value else Empty(field.name)


def _equals(field: Field, value: str, codes: CodeLists) -> Filter:
    if field.choices:
        code = codes.find(field.choices, value)
        if code is None:
            raise UserError(N_("“{value}” is in no code list of {field}."), value=value, field=translate(field.label))
        return OneOf(field.name, (code,))
    if field.kind in {Kind.DATE, Kind.TIMESTAMP}:
        day = parse_typed(value, today())
        return Between(field.name, day, day)
    if field.kind in {Kind.INTEGER, Kind.DECIMAL}:
        number = parse_decimal(value)
        return Between(field.name, number, number)
    if field.kind is Kind.BOOLEAN:
        return OneOf(field.name, (parse_boolean(value),))
    # A link is named by its record's title, of which a part will do; no id is ever asked for.
    return Contains(field.name, value) if field.kind is Kind.LINK else OneOf(field.name, (value,))


def _field(record: str, name: str) -> Field:
    fields = {field.name: field for field in list_fields(TYPES[record])}
    if name not in fields:
        raise UserError(
            N_("{record} has no field “{name}”. It has: {fields}."), record=record, name=name, fields=", ".join(fields)
        )
    return fields[name]
