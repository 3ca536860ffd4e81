"""Writes a list as shown, filter, order and columns, into a workbook or a text table."""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_timestamp, parse_boolean, parse_decimal
from desktop_app.base.i18n import N_, ntranslate, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import parse_typed
from desktop_app.domain.person import Person
from desktop_app.domain.query import Between, Contains, Empty, Filter, OneOf, Query
from desktop_app.domain.record import list_fields
from desktop_app.exchange.calendar_file import write_calendar
from desktop_app.exchange.contact_card import write_cards
from desktop_app.exchange.csv_text import write_csv
from desktop_app.exchange.sheet import Column, Sheet
from desktop_app.exchange.workbook import write_xlsx
from desktop_app.services.browsing import Browser
from desktop_app.services.calendars import Calendars
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.contact_cards import ContactCards
from desktop_app.storage.register import Register

T = TypeVar("T")

TABLES = (".xlsx", ".csv")
CARDS, CALENDAR = ".vcf", ".ics"
Progress = Callable[[int, int], None]
"""Hears how many of how many records are written; may raise to call the export off."""
_STEP = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """How many records, cards or entries of a calendar were written; protected people stand on no card."""

    count: int
    protected: int = 0


def formats(record: str) -> tuple[str, ...]:
    """Return the endings of the files that a list of a type can be written into."""
    others = (CARDS,) * (record == Person.NAME) + (CALENDAR,) * (record in Calendars.RECORDS)
    return TABLES + others


class Exporter:
    """Puts lists into files that Excel, address books and calendars love."""

    def __init__(self, register: Register, browser: Browser, codes: CodeLists, who: str) -> None:
        self._register = register
        self._browser = browser
        self._codes = codes
        self._who = who or getpass.getuser()

    def export(self, query: Query, path: Path, progress: Progress | None = None) -> Exported:
        """Write all records that a query finds, with its columns, and return how many; the ending says the format.

        Raises UserError for another ending, and where the file cannot be written; then nothing was changed.
        """
        ending, possible = path.suffix.lower(), formats(query.record)
        if ending not in possible:
            raise UserError(
                N_("{file} ends in none of {endings}. Nothing was written."),
                file=path.name,
                endings=", ".join(possible),
            )
        if ending == CARDS:
            return self._write_cards(query, path, progress)
        if ending == CALENDAR:
            return self._write_calendar(query, path, progress)
        count = self._browser.count(query)
        sheet = self._sheet(query, count, progress)
        if ending == ".csv":
            write_csv(path, sheet)
        else:
            write_xlsx(path, sheet)
        return Exported(count)

    def _write_cards(self, query: Query, path: Path, progress: Progress | None) -> Exported:
        with self._register.reading() as reader:
            ids = reader.ids(query, 0, reader.count(query))
            cards = [card for card in _heard(ContactCards(self._codes).of(reader, ids), len(ids), progress) if card]
        return Exported(write_cards(path, cards), len(ids) - len(cards))

    def _write_calendar(self, query: Query, path: Path, progress: Progress | None) -> Exported:
        with self._register.reading() as reader:
            ids = reader.ids(query, 0, reader.count(query))
            entries = Calendars(self._codes).of(reader, query.record, ids)
            found = [entry for some in _heard(entries, len(ids), progress) for entry in some]
        return Exported(write_calendar(path, found, translate(TYPES[query.record].PLURAL)))

    def _sheet(self, query: Query, count: int, progress: Progress | None) -> Sheet:
        record_type = TYPES[query.record]
        fields = {field.name: field for field in list_fields(record_type)}
        shown = [fields[name] for name in query.columns]
        return Sheet(
            title=translate(record_type.PLURAL),
            columns=tuple(_column(field) for field in shown),
            rows=_heard(self._rows(query, shown), count, progress),
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


def _heard(items: Iterator[T], count: int, progress: Progress | None) -> Iterator[T]:
    """Hand items on, and tell how far it is."""
    for number, item in enumerate(items):
        if progress is not None and number % _STEP == 0:
            progress(number, count)
        yield item


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
