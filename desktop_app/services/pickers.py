"""Proposes records to link to while somebody types, and makes the missing one in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.person import Person
from desktop_app.domain.place import Place
from desktop_app.domain.query import Order, Query
from desktop_app.domain.record import Record, field_map
from desktop_app.domain.territory import Territory
from desktop_app.services.places import Places
from desktop_app.storage.register import Register

_LIMIT = 10
_DETAILS = {
    "territory": ("district_de", "region_de", "code"),
    "organisation": ("territory",),
    "person": ("main_role",),
    "partnership": ("status", "since"),
    "delivery": ("donor_names", "recipient_name"),
}
"""What tells twins apart, by record type."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to link to: a record (`id`), or a place of the gazetteer that is not in the register yet."""

    title: str
    detail: str
    id: int | None = None
    place: Place | None = None


class Pickers:
    """What link editors ask."""

    def __init__(self, register: Register, places: Places) -> None:
        self._register = register
        self._places = places

    def candidates(self, target: str, text: str) -> list[Candidate]:
        """Return records that the text may mean, then places of the gazetteer; for no text the last changed ones."""
        found = self._records(target, text)
        if target != "territory" or not text.strip():
            return found
        with self._register.reading() as reader:
            known = {row.values[0] for row in reader.page(Query("territory", ("code",), search=text), 0, 200)}
        places = [place for place in self._places.search(text, _LIMIT) if place.code not in known]
        return found + [Candidate(place.name_de or place.name_uk, place_detail(place), place=place) for place in places]

    def draft(self, target: str, text: str) -> Record:
        """Return a new, unsaved record named by what was typed."""
        name = text.strip()
        if target == "territory":
            cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
            draft = (
                Territory(name_uk=name, country="UA", level="municipal")
                if cyrillic
                else Territory(name_de=name, country="DE", level="municipal")
            )
            return self._places.propose_names(draft)
        if target == "organisation":
            return Organisation(name_de=name)
        if target == "person":
            given, _, family = name.rpartition(" ")
            return Person(given_name=given, family_name=family)
        subject = "subject" if "subject" in field_map(TYPES[target]) else ""
        values: dict[str, Any] = {subject: name} if subject else {}
        return TYPES[target](**values)

    def _records(self, target: str, text: str) -> list[Candidate]:
        details = _DETAILS.get(target, ())
        order = (Order("title"),) if text.strip() else (Order("changed_at", descending=True),)
        with self._register.reading() as reader:
            rows = reader.page(Query(target, ("title", *details), search=text, order=order), 0, _LIMIT)
        return [Candidate(str(row.values[0]), _joined(row.values[1:]), id=row.id) for row in rows]


def place_detail(place: Place) -> str:
    """Return what tells a place of the gazetteer apart, and that it is not in the register yet."""
    return translate("{place} (from the gazetteer)", place=", ".join(place.parents))


def _joined(values: tuple[Any, ...]) -> str:
    return ", ".join(str(value) for value in values if value)
