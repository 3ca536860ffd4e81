"""One place on its way into the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False)
class Entry:
    """A place as the sources give it.

    `population` is what may be shown; `weight` only orders the proposals. `spellings` are whole names,
    `short_spellings` names without the word for the kind of place ("Gießen" for "Landkreis Gießen").
    """

    country: str
    level: str
    kind: str
    code: str
    code_system: str
    parent: Entry | None
    name_de: str
    name_uk: str = ""
    name_lat: str = ""
    name_en: str = ""
    official_uk: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    population_date: str = ""
    weight: int = 0
    spellings: set[str] = field(default_factory=set)
    short_spellings: set[str] = field(default_factory=set)
    other_names: list[tuple[str, str]] = field(default_factory=list)


def put_in_the_middle(entry: Entry, parts: list[Entry]) -> None:
    """Give a region the mean of the coordinates of its places."""
    known = [(part.lat, part.lon) for part in parts if part.lat is not None and part.lon is not None]
    if known:
        entry.lat = round(sum(lat for lat, _ in known) / len(known), 4)
        entry.lon = round(sum(lon for _, lon in known) / len(known), 4)
