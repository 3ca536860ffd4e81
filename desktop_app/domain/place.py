"""A place of the gazetteer, as a new territory can be filled from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop_app.base.i18n import N_

LEVELS = ("country", "regional", "district", "municipal", "local")
"""The levels of government from the biggest on; "local" has none of its own."""


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place with what it is called in the three languages, and its level."""

    code: str
    level: str
    de: str
    uk: str
    en: str


KINDS = (
    PlaceKind("state", "country", "Staat", "держава", "country"),
    PlaceKind("land", "regional", "Land", "земля", "state (Land)"),
    PlaceKind("oblast", "regional", "Oblast", "область", "oblast"),
    PlaceKind("republic", "regional", "Autonome Republik", "автономна республіка", "autonomous republic"),
    PlaceKind(
        "city_special",
        "regional",
        "Stadt mit Sonderstatus",
        "місто зі спеціальним статусом",
        "city with special status",
    ),
    PlaceKind("bezirk", "district", "Bezirk", "округ", "regional district (Bezirk)"),
    PlaceKind("landkreis", "district", "Kreis", "район (Landkreis)", "district (Kreis)"),
    PlaceKind("rajon", "district", "Rajon", "район", "raion"),
    PlaceKind(
        "kreisfreie_stadt", "municipal", "Kreisfreie Stadt", "місто, що не входить до району", "independent city"
    ),
    PlaceKind("gemeinde", "municipal", "Stadt oder Gemeinde", "місто або громада", "town or municipality"),
    PlaceKind(
        "samtgemeinde", "municipal", "Samt- oder Verbandsgemeinde", "об’єднання громад", "collective municipality"
    ),
    PlaceKind("hromada", "municipal", "Hromada", "територіальна громада", "hromada"),
    PlaceKind("city", "local", "Stadt (Ort)", "місто", "city"),
    PlaceKind("settlement", "local", "Siedlung", "селище", "settlement"),
    PlaceKind("village", "local", "Dorf", "село", "village"),
    PlaceKind("ortsteil", "local", "Ortsteil", "частина громади", "part of a municipality"),
    PlaceKind("stadtbezirk", "local", "Stadtbezirk", "міський округ", "borough"),
    PlaceKind("city_district", "local", "Stadtrajon", "район у місті", "city district"),
)

NAME_KINDS = (
    ("former", N_("Former name")),
    ("exonym", N_("Name in another language")),
    ("variant", N_("Other spelling")),
)
"""The kinds of other names: code and label."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its names and codes; texts are "" and figures None where the gazetteer does not know them.

    `country` is ISO 3166-1, `level` one of `LEVELS`, `kind` the code of one of `KINDS`, `code_system` "AGS" or
    "KATOTTG" or "ISO". `parents` are the German names of what the place belongs to, the nearest first and without the
    country; `parents_uk` ("" where there is none) and `parent_codes` go with them. `lat` and `lon` are degrees,
    `population_date` is ISO 8601, `other_names` are names with the code of one of `NAME_KINDS`.
    """

    country: str
    level: str
    kind: str
    code: str
    code_system: str
    name_de: str
    name_uk: str
    name_lat: str
    name_en: str
    official_uk: str
    parents: tuple[str, ...]
    parents_uk: tuple[str, ...]
    parent_codes: tuple[str, ...]
    lat: Decimal | None
    lon: Decimal | None
    population: int | None
    population_date: str
    other_names: tuple[tuple[str, str], ...]
