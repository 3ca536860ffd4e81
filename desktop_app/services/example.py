"""Fills a new register with a small example; every place, body and person in it is made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from desktop_app.base.clock import today
from desktop_app.base.text import fold
from desktop_app.domain.delivery import Beneficiary, Delivery, DeliveryItem, Donor, StatusChange
from desktop_app.domain.fields import Kind
from desktop_app.domain.organisation import Address, Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import GERMAN, THIRD, UKRAINIAN, Activity, Milestone, Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, PersonLanguage, Role
from desktop_app.domain.record import Record, field_map
from desktop_app.domain.task import Task
from desktop_app.domain.territory import Territory, TerritoryName
from desktop_app.domain.translit import german_form, kmu_latin
from desktop_app.services.example_words import (
    BODIES,
    GERMAN_PLACES,
    JOBS,
    LAENDER,
    LEVEL_OF_KIND,
    OBLASTS,
    OFFICE,
    PAIRS,
    PEOPLE,
    SHIPMENTS,
    THIRD_PLACE,
    UKRAINIAN_PLACES,
    Body,
    Day,
    GermanPlace,
    Job,
    Meeting,
    Pair,
    Shipment,
    Someone,
    Step,
    Thing,
    UkrainianPlace,
)
from desktop_app.storage.register import Register
from desktop_app.storage.unit_of_work import UnitOfWork

L = TypeVar("L")
R = TypeVar("R", bound=Record)

_DRAMA_NUMBER = "+49 30 23125 {end}"
"""Phone numbers kept free for films and examples (Bundesnetzagentur), also for people in Ukraine."""
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FICTITIOUS = "Erfundenes Beispiel."


def fill_example(register: Register) -> None:
    """Fill a new register with the example, in one transaction: all of it, or, on any error, nothing."""
    with register.changing(origin="example", verb="example") as unit:
        _Example(unit, today()).fill()


class _Example:
    """What was made so far, by its key in the tables: a name, a key or a subject."""

    def __init__(self, unit: UnitOfWork, day: date) -> None:
        self._unit = unit
        self._today = day
        self._places: dict[str, int | None] = {}
        self._bodies: dict[str, int | None] = {}
        self._pairs: dict[str, int | None] = {}
        self._deliveries: dict[str, int | None] = {}

    def fill(self) -> None:
        """Make the records, each kind after those that it links to."""
        self._fill_places()
        self._bodies = self._added(BODIES, self._body, lambda line: line.key)
        for later in (False, True):
            pairs = [line for line in PAIRS if bool(line.successor) is later]
            self._pairs |= self._added(pairs, self._partnership, lambda line: line.key)
        self._added(PEOPLE, self._person, lambda line: line.family)
        self._fill_deliveries()
        self._added(JOBS, self._task, lambda line: line.subject)

    def _added(self, lines: Iterable[L], build: Callable[[L], Record], key: Callable[[L], str]) -> dict[str, int | None]:
        """Add a record for each line and return their ids by key."""
        made = list(lines)
        saved = self._unit.add_all([build(line) for line in made])
        return {key(line): item.id for line, item in zip(made, saved, strict=True)}

    def _day(self, day: Day) -> PartialDate | None:
        if day is None:
            return None
        if isinstance(day, str):
            return PartialDate.parse_iso(day)
        return PartialDate.of(self._today + timedelta(days=day))
