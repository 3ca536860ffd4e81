"""A place with a government of its own: country, Land, Kreis, municipality; oblast, raion, hromada."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Self

from desktop_app.base.i18n import N_
from desktop_app.domain import checks
from desktop_app.domain.fields import (
    boolean,
    children,
    choice,
    date,
    decimal,
    identifier,
    integer,
    link,
    long_text,
    record,
    text,
    web_address,
)
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.problems import Problem, doubtful, in_order, wrong
from desktop_app.domain.record import Child, Lookup, Record

_MUNICIPALITY_KEY = ("AGS", "municipal")
_AGS_DIGITS = 8


@record
class TerritoryName(Child):
    """Another name of a territory: former, exonym or spelling."""

    NAME = "territory-name"
    LABEL = N_("Other name")
    PLURAL = N_("Other names")
    OWNER = "territory"

    name: str = text(N_("Name"), required=True, checks=(checks.one_script,))
    kind: str = choice(N_("Kind of name"), "name_kind", default="variant")
    valid_from: PartialDate | None = date(N_("From"))
    valid_to: PartialDate | None = date(N_("To"))

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        return dataclasses.replace(self, title=self.name)

    def check(self) -> tuple[Problem, ...]:
        """Check that the name did not end before it began."""
        return in_order(self.valid_from, self.valid_to, "valid_to")


@record
class Territory(Record):
    """A place, on whichever level, with its names and codes."""

    NAME = "territory"
    LABEL = N_("Place")
    PLURAL = N_("Places")
    UNIQUE = ("code",)

    name_de: str = text(
        N_("German name"), help=N_("The form used in the house, such as Tscherniwzi."), checks=(checks.one_script,)
    )
    name_uk: str = text(N_("Ukrainian name"), checks=(checks.one_script,))
    name_local: str = text(
        N_("Official local form"),
        help=N_("As the place calls itself in documents."),
        listed=False,
        checks=(checks.one_script,),
    )
    name_latin: str = text(
        N_("Passport form"),
        help=N_("In Latin letters by the Ukrainian rules of 2010, such as Chernivtsi."),
        checks=(checks.one_script,),
    )
    name_en: str = text(N_("English name"), listed=False)
    country: str = choice(N_("Country"), "country", required=True, width=14)
    level: str = choice(N_("Level of government"), "territory_level", required=True, width=14)
    kind: str = choice(N_("Kind of place"), "territory_kind", width=18)
    code: str = identifier(
        N_("Official code"), help=N_("AGS for Germany (8 digits), KATOTTG for Ukraine (UA and 17 digits)."), width=20
    )
    code_system: str = choice(N_("Code system"), "code_system", width=12, listed=False)
    parent: int | None = link(N_("Belongs to"), "territory", listed=False)
    district_de: str = text(N_("District (Kreis, raion)"))
    district_uk: str = text(N_("District in Ukrainian"), listed=False)
    region_de: str = text(N_("State or oblast"))
    region_uk: str = text(N_("State or oblast in Ukrainian"), listed=False)
    population: int | None = integer(N_("Population"), minimum=0)
    population_date: PartialDate | None = date(N_("Population as of"), listed=False)
    latitude: Decimal | None = decimal(N_("Latitude"), scale=6, minimum=-90, maximum=90, listed=False, unit="°")
    longitude: Decimal | None = decimal(N_("Longitude"), scale=6, minimum=-180, maximum=180, listed=False, unit="°")
    website: str = web_address(N_("Website"), checks=(checks.url,))
    member: bool = boolean(N_("Member of our association"))
    member_number: str = identifier(N_("Member number"))
    member_since: PartialDate | None = date(N_("Member since"), listed=False)
    situation: str = choice(
        N_("Situation"), "situation", help=N_("Near the front or occupied, with the day of this information."), width=16
    )
    situation_date: PartialDate | None = date(N_("Situation as of"), listed=False)
    remarks: str = long_text(N_("Remarks"), listed=False)
    other_names: tuple[TerritoryName, ...] = children(N_("Other names"), "territory-name")

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the German name, or the first that there is."""
        name = self.name_de or self.name_latin or self.name_uk or self.name_local or self.name_en
        return dataclasses.replace(self, title=name)

    def check(self) -> tuple[Problem, ...]:
        """Check that there is a name and that the code fits its system."""
        found = []
        if not (self.name_de or self.name_uk or self.name_local or self.name_latin):
            found.append(wrong(N_("A place needs a name, in German or in Ukrainian."), "name_de"))
        if self.code and (problem := checks.official_code(self.code, self.code_system, self.kind)):
            found.append(problem.at("code"))
        if self.code and not self.code_system:
            found.append(doubtful(N_("The code belongs to no code system."), "code_system"))
        if self.code and checks.COUNTRY_OF_CODES.get(self.code_system, self.country) != self.country:
            found.append(wrong(N_("Codes of this system are for places of another country."), "code_system"))
        if (self.code_system, self.level) == _MUNICIPALITY_KEY and 0 < len(self.code) < _AGS_DIGITS:
            found.append(doubtful(N_("A municipality has all 8 digits of the key."), "code"))
        return tuple(found)
