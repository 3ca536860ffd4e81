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
from desktop_app.storage.register import Register

GROUPINGS = (("land", N_("by German state")), ("oblast", N_("by oblast")), ("name", N_("alphabetical")))
PRINT_LANGUAGES = (("de", N_("German headings")), ("uk", N_("Ukrainian headings")))
_COLUMNS = (
    "network_number", "german_side", "ukrainian_side", "third_side", "region_german", "region_ukrainian",
    "legal_form", "labels", "status", "since", "valid_until", "responsible", "remarks",
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
            ukrainian = _in_ukrainian(
                reader.values("party", ("owner_id", "side", "territory")),
                reader.values("territory", ("name_uk", "region_uk")),
            )
            contacts = _contacts(
                reader.values("role", ("owner_id", "partnership")), reader.values("person", ("title", "protected"))
            )
        nothing = _InUkrainian()
        return [
            self._line(row.values, ukrainian.get(row.id, nothing), contacts.get(row.id, ""), language) for row in rows
        ]

    def _line(self, values: Sequence[Any], ukrainian: _InUkrainian, contact: str, language: str) -> PartnershipLine:
        found = dict(zip(_COLUMNS, values, strict=True))
        form, labels = self._form(found["legal_form"], found["labels"], language)
        local = language == "uk"
        return PartnershipLine(
            number=str(found["network_number"] or ""),
            land=(local and ukrainian.land) or found["region_german"],
            oblast=(local and ukrainian.oblast) or found["region_ukrainian"],
            german_names=found["german_side"],
            ukrainian_names=found["ukrainian_side"],
            ukrainian_names_uk=ukrainian.names,
            third_names=found["third_side"],
            legal_form=form,
            labels=labels,
            status=self._codes.label("partnership_status", found["status"], language),
            since=found["since"].shown() if found["since"] else "",
            valid_until=found["valid_until"].shown() if found["valid_until"] else "",
            contact=contact or found["responsible"],
            remark=found["remarks"],
        )

    def _form(self, legal_form: str, labels: Sequence[str], language: str) -> tuple[str, str]:
        """Return legal form and labels in words; where only labels are known, they stand for the form."""
        words = ", ".join(self._codes.label("programme_label", code, language) for code in labels)
        if legal_form == UNCLEAR and words:
            return words, ""
        return self._codes.label("legal_form", legal_form, language), words


@dataclass(slots=True)
class _InUkrainian:
    """The Ukrainian words of one partnership."""

    names: str = ""
    land: str = ""
    oblast: str = ""


def _in_ukrainian(parties: Iterable[Sequence[Any]], territories: Iterable[Sequence[Any]]) -> dict[int, _InUkrainian]:
    places = {territory: (name, region) for territory, name, region in territories}
    found: dict[int, _InUkrainian] = {}
    for _, owner, side, territory in parties:
        name, region = places.get(territory, ("", ""))
        words = found.setdefault(owner, _InUkrainian())
        if side == GERMAN:
            words.land = words.land or region
        elif side == UKRAINIAN:
            words.oblast = words.oblast or region
            words.names = ", ".join(part for part in (words.names, name) if part)
    return found


def _contacts(roles: Iterable[Sequence[Any]], people: Iterable[Sequence[Any]]) -> dict[int, str]:
    """Return the people who care for each partnership; protected ones stand on no list that leaves the house."""
    titles = {person: title for person, title, protected in people if not protected}
    found: dict[int, list[str]] = {}
    for _, person, partnership in roles:
        if partnership is not None and person in titles:
            found.setdefault(partnership, []).append(titles[person])
    return {partnership: "; ".join(dict.fromkeys(names)) for partnership, names in found.items()}
