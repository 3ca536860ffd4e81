"""Lays the partnerships out as a printed list: by state, by oblast or by name, short or long."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from desktop_app.base.i18n import N_, translate_in
from desktop_app.base.text import sort_key
from desktop_app.reports.document import ListColumn, ListDocument, ListGroup

Order = Literal["land", "oblast", "name"]
Language = Literal["de", "uk", "en"]

_ORDER_LINES: dict[Order, str] = {
    "land": N_("Grouped by German state, sorted by name"),
    "oblast": N_("Grouped by oblast, sorted by name"),
    "name": N_("Sorted by name"),
}
_NO_GROUP = {"land": N_("(no German state)"), "oblast": N_("(no oblast)")}
_ONCE = {
    "land": N_("Each partnership stands here once, with all its parties: under the state of the first German one."),
    "oblast": N_(
        "Each partnership stands here once, with all its parties: under the oblast of the first Ukrainian one."
    ),
}


@dataclass(frozen=True, slots=True)
class PartnershipLine:
    """One partnership as the list shows it, every value in words of the list's language.

    `land` and `oblast` are those of the first German and the first Ukrainian party; several parties of a side stand in
    one text, in their order. `summary` is what is written for others, in the list's language: remarks are notes of the
    office and stay in the house.
    """

    number: str
    german_names: str = ""
    ukrainian_names: str = ""
    ukrainian_names_uk: str = ""
    third_names: str = ""
    land: str = ""
    oblast: str = ""
    legal_form: str = ""
    labels: str = ""
    status: str = ""
    since: str = ""
    valid_until: str = ""
    contact: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the list: heading, width, what it says of a line, and whether it is left out when it says nothing."""

    heading: str
    weight: float
    text: Callable[[PartnershipLine], str]
    optional: bool = False
    language: str = ""


def partnership_list(
    lines: Iterable[PartnershipLine],
    *,
    by: Order = "land",
    long: bool = False,
    language: Language = "de",
    filter_words: str = "",
    day: date,
    office: str = "",
) -> ListDocument:
    """Return the list with every line exactly once.

    `language` ("de", "uk" or "en") is that of all headings and decides which form of the Ukrainian names is shown.
    """
    ordered = sorted(lines, key=_sorting(by, language))
    columns = [column for column in _columns(by, language, long=long) if _is_used(column, ordered)]
    order_line = translate_in(language, _ORDER_LINES[by])
    once = (translate_in(language, _ONCE[by]),) if by in _ONCE and ordered else ()
    empty = N_("There is no partnership in the register yet.")
    if filter_words:
        empty = N_("No partnership fits this filter.")
    return ListDocument(
        title=translate_in(language, N_("German–Ukrainian municipal partnerships")),
        language=language,
        day=day,
        columns=tuple(
            ListColumn(translate_in(language, column.heading), column.weight, language=column.language)
            for column in columns
        ),
        groups=_groups(ordered, columns, by, language),
        subtitle_lines=(order_line, _filter_line(filter_words, language), *once),
        count_text=translate_in(language, N_("Partnerships: {count}"), count=len(ordered)),
        office=office,
        empty_text=translate_in(language, empty),
        landscape=long,
    )


def _groups(ordered: list[PartnershipLine], columns: list[_Column], by: Order, language: str) -> tuple[ListGroup, ...]:
    groups = []
    for region, members in groupby(ordered, key=_region(by)):
        rows = tuple(tuple(column.text(line) for column in columns) for line in members)
        name = region or (translate_in(language, _NO_GROUP[by]) if by in _NO_GROUP else "")
        groups.append(ListGroup(f"{name} · {len(rows)}" if name else None, rows))
    return tuple(groups)


def _filter_line(filter_words: str, language: str) -> str:
    if filter_words:
        return translate_in(language, N_("Filter: {words}"), words=filter_words)
    return translate_in(language, N_("All partnerships of the register"))


def _sorting(by: Order, language: str) -> Callable[[PartnershipLine], tuple[bool, str, str, str, str, str]]:
    """Return the key by which lines are sorted; a line without a region comes after all others."""
    region = _region(by)
    sides = [_german, _ukrainian(language)]
    if _is_ukrainian_first(by, language):
        sides.reverse()

    def key(line: PartnershipLine) -> tuple[bool, str, str, str, str, str]:
        name = region(line)
        first, second = (sort_key(side(line)) for side in sides)
        return (not name, sort_key(name), name, first, second, line.number.rjust(12))

    return key


def _is_ukrainian_first(by: Order, language: str) -> bool:
    """Say whether the Ukrainian side leads: in a list by oblast, and in one by name for Ukrainian readers."""
    return by == "oblast" or (by == "name" and language == "uk")


def _columns(by: Order, language: str, *, long: bool) -> list[_Column]:
    """Return the columns of a kind of list; the region by which it is grouped needs none."""
    german = [_Column(N_("German party"), 45, _german, language="de")]
    ukrainian = [_Column(N_("Ukrainian party"), 41, _ukrainian(language))]
    if long and language != "uk" and by != "name":
        ukrainian.append(_Column(N_("In Ukrainian"), 36, _ukrainian_in_ukrainian, optional=True, language="uk"))
    if by != "land":
        german.append(_Column(N_("German state"), 40, _land, optional=True))
    if by != "oblast":
        ukrainian.append(_Column(N_("Oblast"), 31, _oblast, optional=True))
    parties = [*ukrainian, *german] if _is_ukrainian_first(by, language) else [*german, *ukrainian]
    number, since = _Column(N_("No."), 11, _number, optional=True), _Column(N_("Since"), 21, _since)
    if not long:
        return [number, *parties, _Column(N_("Legal form"), 41, _legal_form, optional=True), since]
    return [
        number,
        *parties,
        _Column(N_("Third parties"), 30, _third, optional=True),
        _Column(N_("Legal form"), 41, _form, optional=True),
        _Column(N_("Status"), 23, _status, optional=True),
        since,
        _Column(N_("Valid until"), 22, _valid_until, optional=True),
        _Column(N_("Contact"), 34, _contact, optional=True),
        _Column(N_("Summary"), 66, _summary, optional=True),
    ]


def _is_used(column: _Column, lines: list[PartnershipLine]) -> bool:
    return not column.optional or not lines or any(column.text(line) for line in lines)


def _region(by: Order) -> Callable[[PartnershipLine], str]:
    regions: dict[Order, Callable[[PartnershipLine], str]] = {"land": _land, "oblast": _oblast, "name": _nowhere}
    return regions[by]


def _ukrainian(language: str) -> Callable[[PartnershipLine], str]:
    """Return what gives the Ukrainian parties in the form that readers of `language` use."""
    return _ukrainian_in_ukrainian if language == "uk" else _ukrainian_in_german


def _number(line: PartnershipLine) -> str:
    return line.number


def _german(line: PartnershipLine) -> str:
    return line.german_names


def _ukrainian_in_german(line: PartnershipLine) -> str:
    return line.ukrainian_names or line.ukrainian_names_uk


def _ukrainian_in_ukrainian(line: PartnershipLine) -> str:
    return line.ukrainian_names_uk or line.ukrainian_names


def _third(line: PartnershipLine) -> str:
    return line.third_names


def _land(line: PartnershipLine) -> str:
    return line.land


def _oblast(line: PartnershipLine) -> str:
    return line.oblast


def _nowhere(line: PartnershipLine) -> str:  # noqa: ARG001  a list by name has one group for all lines
    return ""


def _legal_form(line: PartnershipLine) -> str:
    return line.legal_form


def _form(line: PartnershipLine) -> str:
    return ", ".join(words for words in (line.legal_form, line.labels) if words)


def _status(line: PartnershipLine) -> str:
    return line.status


def _since(line: PartnershipLine) -> str:
    return line.since


def _valid_until(line: PartnershipLine) -> str:
    return line.valid_until


def _contact(line: PartnershipLine) -> str:
    return line.contact


def _summary(line: PartnershipLine) -> str:
    """Return the summary in one run of text: a cell of a list has no lines of its own."""
    return " · ".join(filter(None, map(str.strip, line.summary.splitlines())))
