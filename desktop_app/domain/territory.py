"""A place with a government of its own: country, Land, Kreis, municipality; oblast, raion, hromada."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from desktop_app.base.i18n import N_, NN_
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
from desktop_app.domain.record import Child, Lookup, Record, settled

_MUNICIPALITY_KEY = ("AGS", "municipal")
_AGS_DIGITS = 8


@record
class TerritoryName(Child):
    """Another name of a territory: former, exonym or spelling."""

    NAME = "territory-name"
    LABEL = N_("Other name")
    PLURAL = N_("Other names")
    OWNER = "territory"

    name: str = text(
        N_("Name"),
        help=N_("One name in each row, in Latin or Cyrillic letters, such as Lemberg or Новомосковськ."),
        required=True,
        checks=(checks.one_script,),
    )
    kind: str = choice(
        N_("Kind of name"),
        "name_kind",
        help=N_("Why the name differs: given up by law (former), used abroad (exonym) or only spelled otherwise."),
        default="variant",
    )
    valid_from: PartialDate | None = date(
        N_("From"), help=N_("The first day of the name; a year will do, and empty means always.")
    )
    valid_to: PartialDate | None = date(
        N_("To"), help=N_("The last day of the name, such as 2024 for Nowomoskowsk; empty while it is in use.")
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        return settled(self, title=self.name)

    def check(self) -> tuple[Problem, ...]:
        """Check that the name did not end before it began."""
        return in_order(self.valid_from, self.valid_to, "valid_to")


@record
class Territory(Record):
    """A place, on whichever level, with its names and codes."""

    NAME = "territory"
    LABEL = N_("Place")
    PLURAL = N_("Places")
    COUNTED = NN_("{count} place", "{count} places")
    UNIQUE = ("code",)
    CARRIED = ("country", "level")
    FOR_ONE = (
        "code_system", "other_names", "population", "population_date", "member", "member_number", "member_since",
        "situation", "situation_date",
    )  # fmt: skip

    name_de: str = text(
        N_("German name"),
        help=N_("The form used in the house, such as Tscherniwzi; lists and titles show it first."),
        checks=(checks.one_script,),
    )
    name_uk: str = text(
        N_("Ukrainian name"),
        help=N_("In Cyrillic letters as in the official codifier, where hromadas are adjectives, such as Чернівецька."),
        checks=(checks.one_script,),
    )
    name_local: str = text(
        N_("Official local form"),
        help=N_("As the place calls itself in documents, such as Чернівецька міська територіальна громада."),
        listed=False,
        checks=(checks.one_script,),
    )
    name_latin: str = text(
        N_("Passport form"),
        help=N_(
            "In Latin letters by the Ukrainian rules of 2010, such as Chernivtsi; English letters and maps use it."
        ),
        checks=(checks.one_script,),
    )
    name_en: str = text(
        N_("English name"), help=N_("Only where English has a name of its own, such as Munich or Kyiv."), listed=False
    )
    country: str = choice(
        N_("Country"),
        "country",
        help=N_("The state in which it lies; it decides which official codes fit."),
        required=True,
        width=14,
    )
    level: str = choice(
        N_("Level of government"),
        "territory_level",
        help=N_("Municipality or hromada, district or raion, state or oblast; partners may differ in it."),
        required=True,
        width=14,
    )
    kind: str = choice(
        N_("Kind of place"),
        "territory_kind",
        help=N_(
            "What it is by law, such as Kreis, Samtgemeinde or Hromada; the proposal of the gazetteer is mostly right."
        ),
        width=18,
    )
    code: str = identifier(
        N_("Official code"),
        help=N_("AGS for Germany (8 digits, with leading zeros), KATOTTG for Ukraine (UA and 17 digits)."),
        width=20,
    )
    code_system: str = choice(
        N_("Code system"),
        "code_system",
        help=N_("Where the code comes from; the code is checked by the rules of this system."),
        width=12,
        listed=False,
    )
    parent: int | None = link(
        N_("Belongs to"),
        "territory",
        reverse=N_("Places that belong to it"),
        help=N_("The next larger one, such as the Kreis of a municipality or the oblast of a raion."),
        listed=False,
    )
    district_de: str = text(
        N_("District (Kreis, raion)"),
        help=N_("In German, without the word Kreis, such as Steinfurt; empty for cities that belong to none."),
    )
    district_uk: str = text(
        N_("District in Ukrainian"),
        help=N_("As on Ukrainian papers, such as Дністровський, without the word район."),
        listed=False,
    )
    region_de: str = text(
        N_("State or oblast"),
        help=N_("In German, such as Brandenburg or Tscherniwzi; lists are sorted and grouped by it."),
    )
    region_uk: str = text(
        N_("State or oblast in Ukrainian"),
        help=N_("As on Ukrainian papers, such as Чернівецька or Бранденбург; Ukrainian lists print it."),
        listed=False,
    )
    population: int | None = integer(
        N_("Population"),
        help=N_(
            "The latest official number, digits only, such as 26450; an estimate will do where the war left no other."
        ),
        minimum=0,
    )
    population_date: PartialDate | None = date(
        N_("Population as of"),
        help=N_("The day to which the number refers; mostly a year, such as 2022, is all that is known."),
        listed=False,
    )
    latitude: Decimal | None = decimal(
        N_("Latitude"),
        help=N_("In degrees north with decimals, such as 48.291500 for Tscherniwzi."),
        scale=6,
        minimum=-90,
        maximum=90,
        listed=False,
        unit="°",
    )
    longitude: Decimal | None = decimal(
        N_("Longitude"),
        help=N_("In degrees east with decimals, such as 25.940300 for Tscherniwzi."),
        scale=6,
        minimum=-180,
        maximum=180,
        listed=False,
        unit="°",
    )
    website: str = web_address(
        N_("Website"),
        help=N_("The address of the town hall's own site, such as https://www.teltow.de."),
        checks=(checks.url,),
    )
    member: bool = boolean(
        N_("Member of our association"),
        help=N_("Tick it for members of the association that keeps this register; taking part alone is not enough."),
    )
    member_number: str = identifier(
        N_("Member number"), help=N_("As in the list of members, with leading zeros, such as 0417.")
    )
    member_since: PartialDate | None = date(
        N_("Member since"), help=N_("The day of joining the association; a year, such as 1995, will do."), listed=False
    )
    situation: str = choice(
        N_("Situation"),
        "situation",
        help=N_(
            "Near the front, occupied or liberated; empty where it is none of them. Add the day of this information."
        ),
        width=16,
    )
    situation_date: PartialDate | None = date(
        N_("Situation as of"),
        help=N_("The day on which this was so, as it changes quickly: an old date asks for a new look."),
        listed=False,
    )
    remarks: str = long_text(
        N_("Remarks"),
        help=N_("Notes for the office, such as a merger to come or who may be called; they are not printed in lists."),
        listed=False,
    )
    other_names: tuple[TerritoryName, ...] = children(
        N_("Other names"),
        "territory-name",
        help=N_(
            "What it is or was called elsewhere, such as Lemberg or Nowomoskowsk; search and import find it by them."
        ),
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the German name, or the first that there is."""
        name = self.name_de or self.name_latin or self.name_uk or self.name_local or self.name_en
        return settled(self, title=name)

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
