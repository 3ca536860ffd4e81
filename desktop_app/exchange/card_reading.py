"""Reads vCards (2.1 as Outlook writes them, 3.0, 4.0) as a table with one row for each card."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange.contact_card import CYRILLIC_NAME
from desktop_app.exchange.failures import NotReadable
from desktop_app.exchange.raw_table import RawTable, Row, composed

CARD_START = b"begin:vcard"
HEADER = (
    "academic_title", "family_name", "given_name", "patronymic", "family_name_uk", "given_name_uk", "patronymic_uk",
    "main_email", "main_phone", "remarks",
)  # fmt: skip
"""The fields of a person that a card has values for; several addresses stand in lines of one cell."""

_BETWEEN = re.compile(r"(?<!\\)((?:\\\\)*);")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_KEPT_AS_REMARK = frozenset({"TITLE", "ROLE", "ORG", "NOTE", "ADR", "URL"})


@dataclass(frozen=True, slots=True)
class _Property:
    """A line of a card: its name without a group, its parameters in small letters, its value as it is written."""

    name: str
    parameters: dict[str, list[str]]
    value: str

    def parts(self) -> list[str]:
        """Return the parts of a value that has several, with semicolons between."""
        marked = _BETWEEN.sub(lambda found: f"{found[1]}\0", self.value)
        return [_plain(part) for part in marked.split("\0")]

    def has(self, *types: str) -> bool:
        return not set(types).isdisjoint(self.parameters.get("type", ()))


def read_cards(path: Path, data: bytes) -> RawTable:
    """Return a table of the cards in a file; raises NotReadable where there is none."""
    rows = [_row(card) for card in _cards(_decoded(data))]
    if not rows:
        raise NotReadable(
            N_("The file “{name}” holds no whole vCard. Nothing was read. Export the contacts anew, then try again."),
            path,
        )
    return RawTable(path, HEADER, rows, first_row_number=1, encoding="UTF-8")


def _decoded(data: bytes) -> str:
    """Return the text: UTF-8 as the newer versions demand, or what Outlook's older ones are written in."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cards(text: str) -> Iterator[list[_Property]]:
    """Yield the properties of each card that has an end; what stands between cards is left out."""
    card: list[_Property] | None = None
    for line in _unfolded(text):
        mark = line.strip().casefold()
        if mark == "begin:vcard":
            card = []
        elif mark == "end:vcard" and card is not None:
            yield card
            card = None
        elif card is not None and (found := _property(line)):
            card.append(found)


def _unfolded(text: str) -> Iterator[str]:
    """Yield whole lines: one that begins with a blank goes on the one before, as does one after a soft break of 2.1."""
    whole = ""
    for line in text.splitlines():
        if whole.endswith("=") and "quoted-printable" in whole.partition(":")[0].casefold():
            whole = f"{whole[:-1]}{line}"
        elif line[:1] in {" ", "\t"} and whole:
            whole += line[1:]
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def _property(line: str) -> _Property | None:
    head, colon, value = _at_colon(line)
    if not colon:
        return None
    name, *words = head.split(";")
    parameters: dict[str, list[str]] = {}
    for word in words:
        key, equals, values = word.partition("=")
        if not equals:  # a bare word of 2.1, such as TEL;WORK;VOICE
            key, values = ("encoding" if key.casefold() in {"quoted-printable", "base64"} else "type"), key
        known = parameters.setdefault(key.strip().casefold(), [])
        known += [each.strip().strip('"').casefold() for each in values.split(",")]
    if "quoted-printable" in parameters.get("encoding", ()):
        charset = parameters.get("charset", ["utf-8"])[0]
        value = _from_quoted(value, charset)
    return _Property(name.rpartition(".")[2].strip().upper(), parameters, value)


def _at_colon(line: str) -> tuple[str, str, str]:
    """Part a line at the first colon that stands in no quotes."""
    quoted = False
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line, "", ""


def _from_quoted(value: str, charset: str) -> str:
    try:
        return quopri.decodestring(value.encode("ascii", "replace")).decode(charset, errors="replace")
    except LookupError:  # an encoding that nobody knows
        return quopri.decodestring(value.encode("ascii", "replace")).decode("utf-8", errors="replace")


def _plain(value: str) -> str:
    return composed(_ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)).strip()


def _row(card: list[_Property]) -> Row:
    latin, cyrillic = _names(card)
    prefix = next((each.parts()[3] for each in card if each.name == "N" and len(each.parts()) > 3), "")
    mails = _values(card, "EMAIL")
    phones = [_number(value) for value in _values(card, "TEL")]
    remarks = [
        ", ".join(filter(None, (part.replace("\n", ", ") for part in each.parts())))
        for each in card
        if each.name in _KEPT_AS_REMARK
    ]
    values = (prefix, *latin, *cyrillic, "\n".join(mails), "\n".join(phones), "\n".join(filter(None, remarks)))
    return tuple(value or None for value in values)


def _names(card: list[_Property]) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Return the name in Latin and in Cyrillic letters, each as family name, given name and patronymic."""
    latin = cyrillic = ("", "", "")
    for each in card:
        if each.name not in {"N", CYRILLIC_NAME}:
            continue
        family, given, additional = (*each.parts(), "", "", "")[:3]
        if _CYRILLIC.search(f"{family}{given}"):
            cyrillic = cyrillic if any(cyrillic) else (family, given, additional)
        else:
            latin = latin if any(latin) else (family, given, additional)
    if not any((*latin, *cyrillic)):
        shown = next((_plain(each.value) for name in ("FN", "ORG", "EMAIL") for each in card if each.name == name), "")
        given, _, family = shown.rpartition(" ")
        return ((family, given, ""), cyrillic) if not _CYRILLIC.search(shown) else (latin, (family, given, ""))
    return latin, cyrillic


def _values(card: list[_Property], name: str) -> list[str]:
    """Return the values of a property, the preferred one first, each once."""
    found = [each for each in card if each.name == name and _plain(each.value)]
    found.sort(key=lambda each: not (each.has("pref") or "pref" in each.parameters))
    return list(dict.fromkeys(_plain(each.value) for each in found))


def _number(value: str) -> str:
    return value.removeprefix("tel:")
