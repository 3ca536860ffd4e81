"""Minimal valid records of every type; keywords override what a test is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.delivery import Beneficiary, Delivery, DeliveryItem, Donor, StatusChange
from desktop_app.domain.kept_apart import KeptApart
from desktop_app.domain.organisation import Address, Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone, Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, PersonLanguage, Role
from desktop_app.domain.record import Child, Record
from desktop_app.domain.record_template import RecordTemplate
from desktop_app.domain.saved_view import SavedView
from desktop_app.domain.task import Task
from desktop_app.domain.territory import Territory, TerritoryName
from desktop_app.storage.register import Register

R = TypeVar("R", bound=Record)

EMPTY_CONTENT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of nothing (FIPS 180-4)."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Ids of saved records that others link to."""

    german: int
    ukrainian: int
    organisation: int


def stock(register: Register) -> Stock:
    """Save a German and a Ukrainian place and an organisation."""
    with register.changing(origin="test", verb="save") as unit:
        german = unit.add(territory(name_de="Helsa", region_de="Hessen", code="06633012", code_system="AGS"))
        ukrainian = unit.add(
            territory(
                name_de="Itschnja",
                name_uk="Ічня",
                name_latin="Ichnia",
                country="UA",
                region_de="Oblast Tschernihiw",
                code="UA74080030000040714",
                code_system="KATOTTG",
            )
        )
        body = unit.add(organisation(territory=german.id))
    return Stock(_saved(german), _saved(ukrainian), _saved(body))


def _made(record_type: type[R], values: dict[str, Any], **minimal: Any) -> R:
    return record_type(**minimal | values)


def _saved(item: Record) -> int:
    assert item.id is not None
    return item.id


def code_value(**values: Any) -> CodeValue:
    return _made(CodeValue, values, code_list="topic", code="archives", label_de="Archive", rank=99)


def territory(**values: Any) -> Territory:
    return _made(Territory, values, name_de="Musterstadt", country="DE", level="municipal")


def organisation(**values: Any) -> Organisation:
    return _made(Organisation, values, name_de="Klinikum Musterstadt", kind="hospital")


def person(**values: Any) -> Person:
    return _made(Person, values, given_name="Erika", family_name="Musterfrau")


def partnership(place: Stock, **values: Any) -> Partnership:
    parties = (Party(side="DE", territory=place.german), Party(side="UA", territory=place.ukrainian))
    return _made(Partnership, values, parties=parties)


def delivery(place: Stock, **values: Any) -> Delivery:
    minimal: dict[str, Any] = {
        "number": "2026-0001",
        "donors": (Donor(territory=place.german),),
        "recipient": place.ukrainian,
        "items": (item(),),
    }
    return _made(Delivery, values, **minimal)


def item(**values: Any) -> DeliveryItem:
    return _made(DeliveryItem, values, category="MED", name_de="Ultraschallgerät", quantity=Decimal(1))


def task(**values: Any) -> Task:
    return _made(Task, values, subject="Bericht anfordern")


def attachment(**values: Any) -> Attachment:
    return _made(Attachment, values, name="Vertrag.pdf", content=EMPTY_CONTENT, size=0)


def saved_view(**values: Any) -> SavedView:
    return _made(SavedView, values, name="Läuft aus", page="partnership", definition="{}")


def record_template(**values: Any) -> RecordTemplate:
    return _made(RecordTemplate, values, name="Feuerwehrfahrzeug", page="delivery", definition="{}")


def kept_apart(**values: Any) -> KeptApart:
    return _made(KeptApart, values, record="person", first=1, second=2)


RECORDS: dict[str, Callable[..., Record]] = {
    "code-value": lambda _, **values: code_value(**values),
    "territory": lambda _, **values: territory(**values),
    "organisation": lambda _, **values: organisation(**values),
    "person": lambda _, **values: person(**values),
    "partnership": partnership,
    "delivery": delivery,
    "task": lambda _, **values: task(**values),
    "attachment": lambda place, **values: attachment(**{"territory": place.german} | values),
    "saved-view": lambda _, **values: saved_view(**values),
    "record-template": lambda _, **values: record_template(**values),
    "kept-apart": lambda _, **values: kept_apart(**values),
}
"""A builder for every record type that stands on its own; the first argument is a stock to link to."""

CHILDREN: dict[str, Callable[..., Child]] = {
    "territory-name": lambda _, **values: _made(TerritoryName, values, name="Musterhausen"),
    "address": lambda _, **values: _made(Address, values, street="Hauptstraße 1", postal_code="01067", city="Dresden"),
    "party": lambda place, **values: _made(Party, values, side="DE", territory=place.german),
    "milestone": lambda _, **values: _made(Milestone, values, kind="signing", day=PartialDate(2022, 12)),
    "activity": lambda _, **values: _made(Activity, values, kind="visit", subject="Besuch im Rathaus"),
    "contact-point": lambda _, **values: _made(ContactPoint, values, kind="phone", value="030 23125 017"),
    "role": lambda place, **values: _made(Role, values, function="mayor", territory=place.german),
    "person-language": lambda _, **values: _made(PersonLanguage, values, language="uk", language_level="C1"),
    "donor": lambda place, **values: _made(Donor, values, organisation=place.organisation),
    "beneficiary": lambda place, **values: _made(Beneficiary, values, territory=place.ukrainian),
    "delivery-item": lambda _, **values: item(**values),
    "status-change": lambda _, **values: _made(StatusChange, values, status="planned"),
}
"""A builder for every type of child row."""
