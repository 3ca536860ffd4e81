"""Makes a large, plausible register for trials and benchmarks: places that exist, everything else fictitious."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import TypeVar

from desktop_app.base.text import fold
from desktop_app.domain.delivery import Delivery, DeliveryItem, Donor
from desktop_app.domain.organisation import Address, Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone, Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, PersonLanguage, Role
from desktop_app.domain.record import Record
from desktop_app.domain.territory import Territory
from desktop_app.domain.translit import kmu_latin
from desktop_app.services.places import territory_of
from desktop_app.services.sample_words import (
    DRAMA_NUMBERS,
    GERMAN_FAMILY,
    GERMAN_GIVEN,
    GOODS,
    PATRONYMICS,
    UKRAINIAN_FAMILY,
    UKRAINIAN_GIVEN,
    Goods,
)
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register

R = TypeVar("R", bound=Record)

Progress = Callable[[int, int], None]
"""Called with the number of records made and the number wanted."""

CHUNK = 5_000
"""Records saved in one transaction; child rows come on top."""

_ORIGIN, _VERB = "generate", "generate"
_DAYS = 3_600
_LAST_DAY = date(2025, 12, 31)
_PATHS = (
    ("first_contact",),
    ("first_contact", "council_resolution"),
    ("first_contact", "letter_of_intent"),
    ("council_resolution", "memorandum"),
    ("first_contact", "council_resolution", "signing"),
    ("letter_of_intent", "council_resolution", "signing", "visit"),
    ("signing", "extension", "anniversary"),
    ("signing", "dormancy"),
    ("signing", "dormancy", "reactivation"),
    ("signing", "termination"),
)
"""The lives of partnerships: their milestones in order."""
_VENUES = ("Rathaus", "Kreishaus", "Videokonferenz", "Київ", "Львів", "Leipzig", "Stadthalle")
_SUBJECTS = (
    "Austausch der Feuerwehren", "Besuch des Krankenhauses", "Jugendlager am See", "Schulung zur Abwasserreinigung",
    "Videokonferenz zur Lage", "Winterhilfe", "Wiederaufbau der Schule", "Konzert im Stadtpark", "Energieberatung",
)  # fmt: skip
_BODIES = (
    ("hospital", "Klinikum {de}", "Лікарня {uk}"),
    ("fire_service", "Feuerwehr {de}", "Пожежна частина {uk}"),
    ("school", "Schule {de}", "Школа {uk}"),
    ("utility", "Stadtwerke {de}", "Водоканал {uk}"),
    ("ngo", "Partnerschaftsverein {de}", "Громадська організація {uk}"),
    ("carrier", "Spedition {de}", "Перевізник {uk}"),
)
_FUNCTIONS = ("mayor", "deputy_mayor", "partnership_officer", "international_office", "department_head", "fire_service")
_LABELS = ("SOL", "KLI", "BET", "KOM", "WIE", "KLN", "SCH", "FEU")
_TOPICS = ("water", "health", "education_youth", "culture", "civil_protection", "energy", "reconstruction", "sport")
_STATUSES = ("planned", "preparing", "in_transit", "arrived", "handed_over", "receipt_confirmed", "closed", "closed")
_USERS = ("das Krankenhaus", "die Feuerwehr", "die Schulen", "die Stadtwerke")
_DEVICES, _VEHICLES = frozenset({"MED"}), frozenset({"RTW", "FEU", "BUS", "KFZ", "KOM"})
_VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_MAIL_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def generate(
    register: Register,
    gazetteer: Gazetteer,
    partnerships: int,
    deliveries: int,
    seed: int = 1,
    progress: Progress | None = None,
) -> None:
    """Fill a register that has no partnerships yet; the same seed and gazetteer give the same records.

    Every CHUNK records are a transaction of their own: an interrupted run leaves whole records behind, only fewer.
    """
    _Generator(register, gazetteer, Random(seed), progress).run(partnerships, deliveries)  # noqa: S311  trial data, no secrets


class _Generator:
    """The state of one run: what was made so far and can be linked to."""

    def __init__(self, register: Register, gazetteer: Gazetteer, random: Random, progress: Progress | None) -> None:
        self._register = register
        self._gazetteer = gazetteer
        self._random = random
        self._progress = progress
        self._done = self._wanted = 0
        self._places: dict[tuple[str, str], list[Territory]] = {}
        self._bodies: dict[str, list[Organisation]] = {"DE": [], "UA": []}
        self._pairs: list[_Pair] = []

    def run(self, partnerships: int, deliveries: int) -> None:
        """Make the records, each kind after those that it links to."""
        bodies, people = partnerships // 20 + 8, partnerships // 4 + 4
        self._wanted = bodies + people + partnerships + deliveries
        self._take_places(max(24, (partnerships + deliveries) // 12))
        for chunk in self._saved(self._body(number) for number in range(bodies)):
            for body in chunk:
                self._bodies["DE" if body.name_de else "UA"].append(body)
        for part in self._saved(self._partnership(number) for number in range(1, partnerships + 1)):
            self._pairs += [_Pair.of(partnership) for partnership in part]
        for _ in self._saved(self._person(number) for number in range(people)):
            pass
        for _ in self._saved(self._delivery(number) for number in range(1, deliveries + 1)):
            pass

    def _saved(self, items: Iterable[R]) -> Iterator[list[R]]:
        waiting = iter(items)
        while chunk := list(islice(waiting, CHUNK)):
            with self._register.changing(origin=_ORIGIN, verb=_VERB) as unit:
                saved = unit.add_all(chunk)
            self._done += len(saved)
            if self._progress:
                self._progress(min(self._done, self._wanted), self._wanted)
            yield saved

    # -- places ------------------------------------------------------------------------------------------------

    def _take_places(self, count: int) -> None:
        """Take states and districts whole, and the most important municipalities."""
        known: dict[str, int] = {}
        for country, share in (("DE", count), ("UA", count // 4)):
            for level, wanted in (("regional", None), ("district", None), ("municipal", share)):
                places = islice(self._gazetteer.iter(level=level, country=country), wanted)
                territories = [territory_of(place, known.get) for place in places if place.kind != "bezirk"]
                with self._register.changing(origin=_ORIGIN, verb=_VERB) as unit:
                    saved = unit.add_all(territories)
                known.update({territory.code: territory.id for territory in saved if territory.id})
                self._places[country, level] = saved

    def _place(self, country: str, level: str = "municipal") -> Territory:
        """Return a place; the more important, the more often."""
        places = self._places[country, level]
        return places[int(len(places) * self._random.random() ** 2)]

    # -- organisations and people ------------------------------------------------------------------------------

    def _body(self, number: int) -> Organisation:
        country = "DE" if number % 2 else "UA"
        kind, german, ukrainian = self._random.choice(_BODIES)
        place = self._place(country)
        slug = _slug(place)
        return Organisation(
            name_de=german.format(de=place.title) if country == "DE" else "",
            name_uk=ukrainian.format(uk=place.name_uk) if country == "UA" else "",
            kind=kind,
            territory=place.id,
            phone=self._phone() if country == "DE" else "",
            email=f"{kind}@{slug}.example.org".replace("_", "-"),
            addresses=(Address(city=place.title, street=f"Beispielweg {number % 90 + 1}", country=country),),
        )

    def _person(self, number: int) -> Person:
        country = "DE" if number % 2 else "UA"
        place = self._place(country)
        body = self._random.choice(self._bodies[country]) if self._random.random() < 0.3 else None
        role = Role(
            function=self._random.choice(_FUNCTIONS),
            territory=None if body else place.id,
            organisation=body.id if body else None,
            partnership=self._random.choice(self._pairs).id if self._pairs and number % 4 == 0 else None,
            since=self._day(),
            main=True,
        )
        named = self._german() if country == "DE" else self._ukrainian()
        mail = f"{named.given_name}.{named.family_name}@example.org".lower().translate(_MAIL_LETTERS)
        points = [ContactPoint(kind="email", value=mail, purpose="office", preferred=True)]
        if country == "DE":
            points.append(ContactPoint(kind="phone", value=self._phone(), purpose="office"))
        return replace(
            named,
            contact_points=tuple(points),
            roles=(role,),
            languages=(PersonLanguage(language="de" if country == "DE" else "uk", language_level="native"),),
            basis="public_task",
        )

    def _german(self) -> Person:
        return Person(given_name=self._random.choice(GERMAN_GIVEN), family_name=self._random.choice(GERMAN_FAMILY))

    def _ukrainian(self) -> Person:
        given, family = self._random.choice(UKRAINIAN_GIVEN), self._random.choice(UKRAINIAN_FAMILY)
        return Person(
            given_name=kmu_latin(given),
            family_name=kmu_latin(family),
            given_name_uk=given,
            family_name_uk=family,
            patronymic_uk=PATRONYMICS[given],
        )

    def _phone(self) -> str:
        return f"{self._random.choice(DRAMA_NUMBERS)} {self._random.randrange(1000):03}"

    # -- partnerships ------------------------------------------------------------------------------------------

    def _partnership(self, number: int) -> Partnership:
        draw = self._random.random()
        level = (
            "municipal" if draw < 0.86 else "district" if draw < 0.93 else "regional" if draw < 0.95 else "institution"
        )
        path = self._random.choice(_PATHS)
        first = self._day()
        milestones = self._milestones(path, first)
        return Partnership(
            network_number=number if number % 5 else None,
            partnership_level=level,
            legal_form=self._random.choice(("P", "P", "F", "K", "PP", "AE", "U")),
            labels=tuple(sorted({self._random.choice(_LABELS) for _ in range(self._random.randrange(3))})),
            topics=tuple(sorted({self._random.choice(_TOPICS) for _ in range(self._random.randrange(4))})),
            parties=self._parties(level),
            milestones=milestones,
            activities=tuple(self._activity(first) for _ in range(self._random.randrange(3))),
            brought_about_by=self._random.choice(("skew", "rgre", "ngo", "diaspora", "")),
            responsible=self._random.choice(GERMAN_FAMILY),
            verified_on=self._day() if number % 3 == 0 else None,
        )

    def _parties(self, level: str) -> tuple[Party, ...]:
        if level == "institution" and self._bodies["DE"] and self._bodies["UA"]:
            return tuple(
                Party(side=side, organisation=self._random.choice(self._bodies[side]).id) for side in ("DE", "UA")
            )
        where = "municipal" if level == "institution" else level
        sides = ["DE", "UA"] + (["DE"] if self._random.random() < 0.04 else [])
        return tuple(Party(side=side, territory=self._place(side, where).id) for side in sides)

    def _milestones(self, path: Sequence[str], first: PartialDate) -> tuple[Milestone, ...]:
        day = first.earliest
        made = []
        for kind in path:
            made.append(Milestone(kind=kind, day=self._known(day), place=self._random.choice(_VENUES)))
            day = min(day + timedelta(days=self._random.randrange(40, 700)), _LAST_DAY)
        return tuple(made)

    def _activity(self, first: PartialDate) -> Activity:
        starts = min(first.earliest + timedelta(days=self._random.randrange(_DAYS)), _LAST_DAY)
        return Activity(
            kind=self._random.choice(("call", "visit", "delegation", "training", "youth_exchange", "project")),
            starts=self._known(starts),
            subject=self._random.choice(_SUBJECTS),
            participants_de=self._random.randrange(30),
            participants_ua=self._random.randrange(30),
        )

    def _day(self) -> PartialDate:
        return self._known(_LAST_DAY - timedelta(days=self._random.randrange(_DAYS)))

    def _known(self, day: date) -> PartialDate:
        """Return a day as it may be known: some only to the month or the year."""
        draw = self._random.random()
        if draw < 0.05:
            return PartialDate(day.year)
        return PartialDate(day.year, day.month) if draw < 0.12 else PartialDate.of(day)

    # -- deliveries --------------------------------------------------------------------------------------------

    def _delivery(self, number: int) -> Delivery:
        pair = self._random.choice(self._pairs) if self._pairs and self._random.random() < 0.7 else None
        donor = (pair and pair.german) or self._place("DE").id
        recipient = (pair and pair.ukrainian) or self._place("UA").id
        departed = _LAST_DAY - timedelta(days=self._random.randrange(_DAYS // 3))
        arrived = departed + timedelta(days=self._random.randrange(2, 9))
        goods = self._random.choices(GOODS, k=max(1, round(self._random.gauss(10, 4))))
        return Delivery(
            number=f"{departed.year}-{number:04}",
            subject=f"{goods[0].de} für {self._random.choice(_USERS)}",
            status=self._random.choice(_STATUSES),
            donors=(Donor(territory=donor),),
            recipient=recipient,
            partnership=pair.id if pair else None,
            departed=PartialDate.of(departed),
            arrived=PartialDate.of(arrived),
            cleared=PartialDate.of(arrived),
            items=tuple(self._item(each, number) for each in goods),
        )

    def _item(self, goods: Goods, number: int) -> DeliveryItem:
        device, vehicle = goods.category in _DEVICES, goods.category in _VEHICLES
        quantity = 1 if device or vehicle else self._random.randrange(1, 200)
        return DeliveryItem(
            category=goods.category,
            name_de=goods.de,
            name_uk=goods.uk,
            name_en=goods.en,
            quantity=Decimal(quantity),
            unit=goods.unit,
            condition="used_checked" if device or vehicle else "new",
            value=Decimal(goods.value * quantity),
            value_kind="current",
            hs_code=goods.hs_code,
            weight=Decimal(goods.weight * quantity),
            device_manufacturer="Beispielgeräte GmbH" if device else "",
            device_serial=f"SN{number:06}{self._random.randrange(1000):03}" if device else "",
            vehicle_make="Musterwagen" if vehicle else "",
            vehicle_vin="".join(self._random.choices(_VIN_LETTERS, k=17)) if vehicle else "",
        )


@dataclass(frozen=True, slots=True)
class _Pair:
    """What deliveries and people need to know of a partnership."""

    id: int | None
    german: int | None
    ukrainian: int | None

    @classmethod
    def of(cls, partnership: Partnership) -> _Pair:
        first = {party.side: party.territory for party in reversed(partnership.parties)}
        return cls(partnership.id, first.get("DE"), first.get("UA"))


def _slug(place: Territory) -> str:
    return "".join(letter for letter in fold(place.name_latin or place.title) if letter.isascii() and letter.isalnum())
