"""Fills a new register with a small example; every place, body and person in it is made up."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from desktop_app.base.clock import today
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.delivery import Beneficiary, Delivery, DeliveryItem, Donor, StatusChange
from desktop_app.domain.fields import Kind
from desktop_app.domain.kept_apart import kept_apart
from desktop_app.domain.list_view import ListView, view_text
from desktop_app.domain.organisation import Address, Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import GERMAN, THIRD, UKRAINIAN, Activity, Milestone, Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, PersonLanguage, Role
from desktop_app.domain.query import Empty, OneOf, Order
from desktop_app.domain.record import Record, changed, field_map
from desktop_app.domain.record_template import RecordTemplate
from desktop_app.domain.saved_view import SavedView
from desktop_app.domain.task import Task
from desktop_app.domain.territory import Territory, TerritoryName
from desktop_app.domain.translit import german_form, kmu_latin
from desktop_app.services.example_words import (
    ALIKE,
    BODIES,
    GERMAN_PLACES,
    JOBS,
    LAENDER,
    LEVEL_OF_KIND,
    OBLASTS,
    OFFICE,
    PAIRS,
    PAPERS,
    PEOPLE,
    SHIPMENTS,
    TEMPLATES,
    THIRD_PLACE,
    UKRAINIAN_PLACES,
    VIEWS,
    Body,
    Day,
    GermanPlace,
    Job,
    Meeting,
    Pair,
    Paper,
    Shipment,
    Someone,
    Step,
    Thing,
    UkrainianPlace,
)
from desktop_app.services.templates import template_text
from desktop_app.storage.file_store import FileStore, put
from desktop_app.storage.register import Reader, Register
from desktop_app.storage.unit_of_work import UnitOfWork

L = TypeVar("L")

_DRAMA_NUMBER = "+49 30 23125 {end}"
"""Phone numbers kept free for films and examples (Bundesnetzagentur), also for people in Ukraine."""
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_FICTITIOUS = "Erfundenes Beispiel."
_COUNCILS = {"council_resolution": "Rat", "council_resolution_ua": "Рада"}


_UNENDING = ListView(
    filters=(OneOf("status", ("active", "signed")), Empty("valid_until")),
    columns=("german_side", "ukrainian_side", "legal_form", "since", "responsible"),
    order=(Order("since"),),
)
"""What the shared view of the example shows."""


def fill_example(register: Register) -> None:
    """Fill a new register with the example, in one transaction: all of it, or, on any error, nothing."""
    with register.changing(origin="example", verb="example") as unit:
        _Example(unit, today(), register.files).fill()


class _Example:
    """What was made so far, by its key in the tables: a name, a key or a subject."""

    def __init__(self, unit: UnitOfWork, day: date, files: FileStore) -> None:
        self._unit = unit
        self._files = files
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
        self._added(PAPERS, self._file, lambda line: line.name)
        self._added(TEMPLATES.items(), self._template, lambda line: line[0])
        self._unit.add_all(
            [SavedView(name=name, page="partnership", definition=view_text(_UNENDING)) for name in VIEWS]
        )

        alike = [self._pairs[line.key] or 0 for line in PAIRS if line.key in ALIKE]
        self._unit.add(kept_apart(Partnership.NAME, *alike))

    def _template(self, line: tuple[str, str]) -> RecordTemplate:
        """Return the template of a name, taken from a delivery."""
        name, subject = line
        delivery = Reader(self._unit.connection).record(Delivery.NAME, self._deliveries[subject] or 0)
        return RecordTemplate(name=name, page=Delivery.NAME, definition=template_text(delivery))

    def _added(
        self, lines: Iterable[L], build: Callable[[L], Record], key: Callable[[L], str]
    ) -> dict[str, int | None]:
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

    # -- places and bodies -------------------------------------------------------------------------------------

    def _fill_places(self) -> None:
        """Add districts and regions before the municipalities that belong to them."""
        for municipal in (False, True):
            german = [line for line in GERMAN_PLACES if _is_municipal(line.kind) is municipal]
            self._places |= self._added(german, self._german_place, lambda line: line.name)
            ukrainian = [line for line in UKRAINIAN_PLACES if _is_municipal(line.kind) is municipal]
            self._places |= self._added(ukrainian, self._ukrainian_place, lambda line: line.name)
        self._places |= self._added([THIRD_PLACE], _third_place, str)

    def _german_place(self, line: GermanPlace) -> Territory:
        return Territory(
            name_de=line.name,
            name_uk=line.uk,
            name_local=line.name,
            country=GERMAN,
            level=LEVEL_OF_KIND[line.kind],
            kind=line.kind,
            parent=self._places.get(line.district),
            district_de=line.district,
            region_de=line.land,
            region_uk=LAENDER[line.land],
            population=line.population,
            population_date=PartialDate(self._today.year - 1),
            member=bool(line.member),
            member_number=line.member,
            remarks=_FICTITIOUS,
        )

    def _ukrainian_place(self, line: UkrainianPlace) -> Territory:
        variants = (TerritoryName(name=line.variant, kind="variant"),) if line.variant else ()
        return Territory(
            name_de=_GERMAN_NAMES[line.name],
            name_uk=line.name,
            name_local=line.name,
            name_latin=kmu_latin(line.name),
            country=UKRAINIAN,
            level=LEVEL_OF_KIND[line.kind],
            kind=line.kind,
            parent=self._places.get(line.district),
            district_de=_GERMAN_NAMES.get(line.district, ""),
            district_uk=line.district,
            region_de=OBLASTS.get(line.oblast, ""),
            region_uk=line.oblast,
            population=line.population,
            population_date=PartialDate(self._today.year - 2),
            situation=line.situation,
            situation_date=self._day(-45) if line.situation else None,
            remarks=_FICTITIOUS,
            other_names=variants,
        )

    def _body(self, line: Body) -> Organisation:
        return Organisation(
            name_de=line.de,
            name_uk=line.uk,
            short_name=line.short,
            kind=line.kind,
            territory=self._places[line.place],
            phone=_DRAMA_NUMBER.format(end=line.phone),
            email=f"{line.mail}@example.org",
            website=f"https://{line.mail}.example.org",
            addresses=(_address(line),),
            register_number=line.register_number,
            remarks=_FICTITIOUS,
        )

    # -- partnerships ------------------------------------------------------------------------------------------

    def _partnership(self, line: Pair) -> Partnership:
        responsible = OFFICE[PAIRS.index(line) % len(OFFICE)]
        status, reason = line.override
        return Partnership(
            network_number=line.number,
            partnership_level=line.level,
            legal_form=line.form,
            labels=line.labels,
            status_override=status,
            status_reason=reason,
            parties=tuple(self._parties(line)),
            milestones=tuple(self._milestone(step) for step in line.steps),
            activities=tuple(self._activity(meeting) for meeting in line.meetings),
            valid_until=self._day(line.valid_until),
            unlimited=line.form == "P" and line.valid_until is None,
            review_due=self._day(line.review_due),
            topics=line.topics,
            group=line.group,
            brought_about_by=line.brought_about_by,
            successor=self._pairs[line.successor] if line.successor else None,
            responsible=responsible,
            summary_de=line.summary[0],
            summary_uk=line.summary[1],
            verified_on=self._day(-90) if line.number else None,
            verified_by=responsible if line.number else "",
            remarks=line.remarks,
        )

    def _parties(self, line: Pair) -> Iterable[Party]:
        for side, keys in ((GERMAN, line.german), (UKRAINIAN, line.ukrainian)):
            for key in keys:
                yield Party(side=side, organisation=self._bodies.get(key), territory=self._places.get(key))
        if line.third:
            yield Party(side=THIRD, territory=self._places[THIRD_PLACE])

    def _milestone(self, step: Step) -> Milestone:
        yes, no, abstained = step.votes or (None, None, None)
        return Milestone(
            kind=step.kind,
            day=self._day(step.day),
            place=step.place,
            body=_COUNCILS.get(step.kind, ""),
            paper_number=step.paper,
            votes_yes=yes,
            votes_no=no,
            votes_abstain=abstained,
        )

    def _activity(self, meeting: Meeting) -> Activity:
        return Activity(
            kind=meeting.kind,
            starts=self._day(meeting.day),
            ends=self._day(meeting.day + meeting.days) if meeting.days else None,
            subject=meeting.subject,
            place=meeting.place,
            participants_de=meeting.people[0],
            participants_ua=meeting.people[1],
            result=meeting.result,
        )

    # -- people and tasks --------------------------------------------------------------------------------------

    def _person(self, line: Someone) -> Person:
        latin = [kmu_latin(name) for name in (line.given, line.family, line.patronymic)]
        cyrillic = latin[1] != line.family
        given, family, patronymic = (line.given, line.family, line.patronymic) if cyrillic else ("", "", "")
        role = Role(
            function=line.function,
            organisation=self._bodies.get(line.at),
            territory=self._places.get(line.at),
            partnership=self._pairs[line.pair] if line.pair else None,
            since=self._day(line.since),
            until=self._day(line.until),
            main=True,
        )
        return Person(
            salutation=line.salutation,
            academic_title=line.title,
            given_name=latin[0],
            family_name=latin[1],
            patronymic=latin[2],
            given_name_uk=given,
            family_name_uk=family,
            patronymic_uk=patronymic,
            contact_points=(
                ContactPoint(kind="email", value=_mail(*latin[:2]), purpose="office", preferred=True),
                ContactPoint(kind="phone", value=_DRAMA_NUMBER.format(end=line.phone), purpose="office"),
            ),
            roles=(role,),
            languages=tuple(PersonLanguage(language=code, language_level=level) for code, level in line.languages),
            basis="public_task",
            informed_on=self._day(-200),
            review_due=self._day(530),
            protected=line.protected,
            remarks=_FICTITIOUS,
        )

    def _task(self, line: Job) -> Task:
        return Task(
            subject=line.subject,
            due=self._day(line.due),
            done=self._day(line.done),
            responsible=line.who,
            partnership=self._pairs[line.pair] if line.pair else None,
            delivery=self._deliveries[line.delivery] if line.delivery else None,
            organisation=self._bodies[line.body] if line.body else None,
        )

    # -- deliveries --------------------------------------------------------------------------------------------

    def _fill_deliveries(self) -> None:
        """Add the deliveries in the order in which they were planned, so that their numbers rise with the days."""
        given: Counter[int] = Counter()
        planned = sorted(SHIPMENTS, key=self._planned)
        numbers = {}
        for line in planned:
            year = self._planned(line).year
            given[year] += 1
            numbers[line.subject] = f"{year}-{given[year]:04}"
        self._deliveries = self._added(
            planned, lambda line: self._delivery(line, numbers[line.subject]), lambda line: line.subject
        )

    def _leaves(self, line: Shipment) -> date:
        if line.last_year:
            return date(self._today.year - 1, *line.last_year)
        return self._today + timedelta(days=line.leaves)

    def _planned(self, line: Shipment) -> date:
        return self._leaves(line) + timedelta(days=line.steps[0][1])

    def _delivery(self, line: Shipment, number: str) -> Delivery:
        start = self._leaves(line)
        days = {status: PartialDate.of(start + timedelta(days=after)) for status, after in line.steps}
        declared = "at_customs" in days
        return Delivery(
            number=number,
            subject=line.subject,
            kind=line.kind,
            status=line.steps[-1][0],
            donors=tuple(
                Donor(organisation=self._bodies.get(key), territory=self._places.get(key)) for key in line.givers
            ),
            recipient=self._places.get(line.to),
            recipient_organisation=self._bodies.get(line.to),
            beneficiaries=(Beneficiary(name_text=line.users),) if line.users else (),
            partnership=self._pairs[line.pair],
            need=line.need,
            funding=line.funding,
            handed_over=days.get("handed_over"),
            items=tuple(self._item(thing, confirmed="receipt_confirmed" in days) for thing in line.things),
            statuses=tuple(StatusChange(status=status, day=day) for status, day in days.items()),
            carrier=self._bodies["spedition"] if line.carried else None,
            driver="Bernd Beispielfahrer" if line.carried else "",
            border_crossing=line.crossing,
            departed=days.get("in_transit"),
            at_border=days.get("at_customs"),
            arrived=days.get("arrived"),
            mrn=f"{start:%y}DEBEISPIEL{number[:4]}{number[-2:]}" if declared else "",
            declaration_codes=f"BEISPIEL-{number}" if "arrived" in days else "",
            cleared=_after(start, line.cleared),
            reported=_after(start, line.reported),
            remarks=line.remarks,
        )

    def _item(self, thing: Thing, *, confirmed: bool) -> DeliveryItem:
        received = thing.quantity if thing.received is None and confirmed else thing.received
        item = DeliveryItem(
            category=thing.category,
            name_de=thing.de,
            name_uk=thing.uk,
            quantity=Decimal(thing.quantity),
            unit=thing.unit,
            condition=thing.condition,
            value=Decimal(thing.value),
            value_kind=thing.value_kind,
            hs_code=thing.hs_code,
            weight=Decimal(thing.weight) if thing.weight else None,
            export_control="free" if thing.hs_code else "",
            received_quantity=None if received is None else Decimal(received),
            difference_reason=thing.reason,
        )
        return changed(item, **{name: self._detail(name, value) for name, value in thing.details})

    def _detail(self, name: str, value: str | int) -> Any:
        return self._day(value) if field_map(DeliveryItem)[name].kind is Kind.DATE else value

    # -- files -------------------------------------------------------------------------------------------------

    def _file(self, line: Paper) -> Attachment:
        stored = put(self._files, io.BytesIO(line.text.encode()))
        pair = self._pairs.get(line.pair)
        steps = Reader(self._unit.connection).record("partnership", pair).milestones if pair is not None else ()
        return Attachment(
            name=line.name,
            content=stored.hash,
            size=stored.size,
            partnership=pair,
            milestone=next((step.id for step in steps if step.kind == line.milestone), None),
            delivery=self._deliveries.get(line.delivery),
        )


def _is_municipal(kind: str) -> bool:
    return LEVEL_OF_KIND[kind] == "municipal"


def _german_name(line: UkrainianPlace) -> str:
    return f"{_GERMAN_WORDS.get(line.kind, '')} {german_form(line.short or line.name)}".strip()


_GERMAN_WORDS = {"oblast": "Oblast", "rajon": "Rajon"}
_GERMAN_NAMES = {line.name: _german_name(line) for line in UKRAINIAN_PLACES}


def _third_place(name: str) -> Territory:
    return Territory(
        name_de=name,
        name_local=name,
        country="PL",
        level="municipal",
        kind="gemeinde",
        region_de="Woiwodschaft Lublin",
        population=19_300,
        remarks=_FICTITIOUS,
    )


def _address(line: Body) -> Address:
    """Return the address; no place has a postal code that starts with two noughts."""
    city, country = (_GERMAN_NAMES[line.place], UKRAINIAN) if line.place in _GERMAN_NAMES else (line.place, GERMAN)
    return Address(
        kind="office",
        street=line.street,
        postal_code=f"00{line.phone}",
        city=city,
        country=country,
        lines_uk=line.address_uk,
    )


def _mail(given: str, family: str) -> str:
    return f"{given}.{family}@example.org".lower().translate(_ASCII)


def _after(start: date, days: int | None) -> PartialDate | None:
    return None if days is None else PartialDate.of(start + timedelta(days=days))
