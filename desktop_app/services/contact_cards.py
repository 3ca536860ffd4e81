"""Makes cards for address books of people, for vCard files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid5

from desktop_app.base.clock import today
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.person import Person
from desktop_app.exchange.contact_card import ContactCard, PersonName, Reach
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.register import Reader

_AT_ONCE = 200
_KINDS = {"email": "EMAIL", "phone": "TEL", "mobile": "TEL", "fax": "TEL", "web": "URL"}
_TYPES = {"mobile": ("cell",), "fax": ("fax",), "phone": ("voice",)}
_PRIVATE = "private"


class ContactCards:
    """Cards of the people of one register."""

    def __init__(self, codes: CodeLists) -> None:
        self._codes = codes

    def of(self, reader: Reader, ids: Sequence[int]) -> Iterator[ContactCard | None]:
        """Yield the card of each person in turn; None for a protected one, who stands in no file that leaves us."""
        register = UUID(reader.identity())
        for start in range(0, len(ids), _AT_ONCE):
            people = reader.records(Person.NAME, ids[start : start + _AT_ONCE])
            roles = {number: person.role_on(PartialDate.of(today())) for number, person in people.items()}
            bodies = {
                name: reader.titles(name, [getattr(role, name) for role in roles.values() if role])
                for name in ("organisation", "territory")
            }
            for number in ids[start : start + _AT_ONCE]:
                person, role = people[number], roles[number]
                title = organisation = ""
                if role:
                    title = role.function_text or self._codes.label("function", role.function)
                    organisation = next(
                        (bodies[name][each] for name in bodies if (each := getattr(role, name)) in bodies[name]), ""
                    )
                yield (
                    None
                    if person.protected
                    else _card(str(uuid5(register, f"person/{number}")), person, title, organisation)
                )


def _card(uid: str, person: Any, title: str, organisation: str) -> ContactCard:
    return ContactCard(
        uid=uid,
        latin=PersonName(person.family_name, person.given_name, person.patronymic),
        cyrillic=PersonName(person.family_name_uk, person.given_name_uk, person.patronymic_uk),
        prefix=person.academic_title,
        title=title,
        organisation=organisation,
        reaches=tuple(_reach(point) for point in person.contact_points if point.kind in _KINDS),
        changed_at=person.changed_at,
    )


def _reach(point: Any) -> Reach:
    place = "home" if point.purpose == _PRIVATE else "work"
    return Reach(_KINDS[point.kind], point.value, (place, *_TYPES.get(point.kind, ())), point.preferred)
