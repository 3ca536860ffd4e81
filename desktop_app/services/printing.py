"""Prints the partnership list: for the preview, the printer and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.base.i18n import N_
from desktop_app.base.paths import safe_write
from desktop_app.domain.partnership import GERMAN, UKRAINIAN, UNCLEAR
from desktop_app.domain.query import Query
from desktop_app.reports.pages import Pages
from desktop_app.reports.partnership_list import Language, PartnershipLine, partnership_list
from desktop_app.reports.partnership_list import Order as ListOrder
from desktop_app.reports.typst_pdf import render
from desktop_app.services.browsing import Browser
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.register import Reader, Register

GROUPINGS = (("land", N_("by German state")), ("oblast", N_("by oblast")), ("name", N_("alphabetical")))
PRINT_LANGUAGES = (("de", N_("German")), ("uk", N_("Ukrainian")))
_COLUMNS = (
    "network_number", "german_side", "ukrainian_side", "third_side", "region_german", "region_ukrainian",
    "legal_form", "labels", "status", "since", "valid_until", "responsible", "summary_de", "summary_uk", "summary_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How the partnership list is printed."""

    by: ListOrder = "land"
    long: bool = False
    language: Language = "de"


class Printer:
    """Puts lists on paper."""

    def __init__(self, register: Register, browser: Browser, codes: CodeLists, office: str) -> None:
        self._register = register
        self._browser = browser
        self._codes = codes
        self._office = office

    def partnership_list(self, query: Query, options: PrintOptions, day: date) -> bytes:
        """Return the PDF of the partnerships that a query finds."""
        lines = self._lines(replace(query, columns=_COLUMNS), options.language)
        document = partnership_list(
            lines,
            by=options.by,
            long=options.long,
            language=options.language,
            filter_words=self._browser.words(query),
            day=day,
            office=self._office,
        )
        return render(document)

    def save(self, pdf: bytes, path: Path) -> None:
        """Write a PDF; raises UserError, and leaves an older file as it was, where that fails."""
        with safe_write(path) as file:
            file.write(pdf)

    def pages(self, pdf: bytes) -> Pages:
        """Return the pages of a PDF as pictures, for the preview and the printer."""
        return Pages(pdf)

    def _lines(self, query: Query, language: str) -> list[PartnershipLine]:
        with self._register.reading() as reader:
            rows = list(reader.every(query))
            words = _Words(reader, local=language == "uk")
            contacts = _contacts(
                reader.values("role", ("owner_id", "partnership")), reader.values("person", ("title", "protected"))
            )
        return [self._line(row.id, row.values, words, contacts.get(row.id, ""), language) for row in rows]

    def _line(
        self, partnership: int, values: Sequence[Any], words: _Words, contact: str, language: str
    ) -> PartnershipLine:
        found = dict(zip(_COLUMNS, values, strict=True))
        form, labels = self._form(found["legal_form"], found["labels"], language)
        return PartnershipLine(
            number=str(found["network_number"] or ""),
            land=words.region(partnership, GERMAN, found["region_german"]),
            oblast=words.region(partnership, UKRAINIAN, found["region_ukrainian"]),
            german_names=found["german_side"],
            ukrainian_names=found["ukrainian_side"],
            ukrainian_names_uk=words.names(partnership),
            third_names=found["third_side"],
            legal_form=form,
            labels=labels,
            status=self._codes.label("partnership_status", found["status"], language),
            since=found["since"].shown() if found["since"] else "",
            valid_until=found["valid_until"].shown() if found["valid_until"] else "",
            contact=contact or found["responsible"],
            summary=found[f"summary_{language}"],
        )

    def _form(self, legal_form: str, labels: Sequence[str], language: str) -> tuple[str, str]:
        """Return legal form and labels in words; where only labels are known, they stand for the form."""
        words = ", ".join(self._codes.label("programme_label", code, language) for code in labels)
        if legal_form == UNCLEAR and words:
            return words, ""
        return self._codes.label("legal_form", legal_form, language), words


class _Words:
    """What the parties of the partnerships are called, and the one word for each state and oblast.

    The places of a state may call it by its German name, its Ukrainian one or both; what some place of the register
    says of both joins them, so that no state stands on a list under two words.
    """

    def __init__(self, reader: Reader, *, local: bool) -> None:
        self._local = local
        self._german: dict[tuple[str, str], str] = {}
        self._ukrainian: dict[tuple[str, str], str] = {}
        self._names: dict[int, list[str]] = {}
        self._said: dict[tuple[int, str], str] = {}
        places = {}
        for place, country, name, region, region_uk in reader.values(
            "territory", ("country", "name_uk", "region_de", "region_uk")
        ):
            places[place] = (name, region_uk)
            if region and region_uk:
                self._german.setdefault((country, _bare(region_uk)), region)
                self._ukrainian.setdefault((country, region), region_uk)
        bodies = {body: (name, place) for body, name, place in reader.values("organisation", ("name_uk", "territory"))}
        parties = reader.values("party", ("owner_id", "position", "side", "territory", "organisation", "title"))
        for _, owner, _, side, place, body, title in sorted(parties, key=lambda party: (party[1], party[2])):
            name, at = bodies.get(body, ("", place))
            own, region_uk = places.get(place or at, ("", ""))
            if side == UKRAINIAN:
                self._names.setdefault(owner, []).append((name if body else own) or title)
            if region_uk:
                self._said.setdefault((owner, side), region_uk)

    def names(self, partnership: int) -> str:
        """Return the Ukrainian parties in Ukrainian; one without a Ukrainian name by the name that it has."""
        return ", ".join(name for name in self._names.get(partnership, ()) if name)

    def region(self, partnership: int, side: str, german: str) -> str:
        """Return the state or oblast of a side, of which `german` is the German name, if it is known."""
        said = self._said.get((partnership, side), "")
        key = german or self._german.get((side, _bare(said)), said)
        return self._ukrainian.get((side, key), key) if self._local else key


def _bare(region_uk: str) -> str:
    """Return the name of an oblast as lists shorten it: Чернігівська."""
    return region_uk.removesuffix(" область")


def _contacts(roles: Iterable[Sequence[Any]], people: Iterable[Sequence[Any]]) -> dict[int, str]:
    """Return the people who care for each partnership; protected ones stand on no list that leaves the house."""
    titles = {person: title for person, title, protected in people if not protected}
    found: dict[int, list[str]] = {}
    for _, person, partnership in roles:
        if partnership is not None and person in titles:
            found.setdefault(partnership, []).append(titles[person])
    return {partnership: "; ".join(dict.fromkeys(names)) for partnership, names in found.items()}
