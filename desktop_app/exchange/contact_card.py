"""A person as address books exchange them, and writing such cards as vCard 3.0 (RFC 2426) or 4.0 (RFC 6350)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal

from desktop_app.base.paths import safe_write

Version = Literal["3.0", "4.0"]

_MOST_OCTETS = 75

CYRILLIC_NAME = "X-CYRILLIC-N"
"""The name in Cyrillic letters where a card has only one place for a name: parts as in N."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in one script; `additional` is the patronymic."""

    family: str = ""
    given: str = ""
    additional: str = ""

    def __bool__(self) -> bool:
        return bool(self.family or self.given)

    def spoken(self) -> str:
        """Return the name as it is said, in either script."""
        return " ".join(part for part in (self.given, self.additional, self.family) if part)


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach a person: `kind` is a property of vCard (EMAIL, TEL, URL, IMPP), `types` its TYPE values."""

    kind: str
    value: str
    types: tuple[str, ...] = ()
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class ContactCard:
    """What an address book knows of a person."""

    uid: str
    latin: PersonName
    cyrillic: PersonName
    prefix: str = ""
    title: str = ""
    organisation: str = ""
    reaches: tuple[Reach, ...] = ()
    changed_at: datetime | None = None


def write_cards(target: Path | IO[bytes], cards: Iterable[ContactCard], version: Version = "4.0") -> int:
    """Write cards as UTF-8 text with CRLF, lines folded at 75 octets; returns how many. A path is written whole."""
    if isinstance(target, Path):
        with safe_write(target) as file:
            return write_cards(file, cards, version)
    count = 0
    for card in cards:
        lines = (_folded(line) for line in _lines(card, version))
        target.write("".join(f"{line}\r\n" for line in lines).encode())
        count += 1
    return count


def _lines(card: ContactCard, version: Version) -> Iterator[str]:
    yield from ("BEGIN:VCARD", f"VERSION:{version}", "PRODID:-//Brückenbuch//Brückenbuch//DE")
    yield f"UID:urn:uuid:{card.uid}" if version == "4.0" else f"UID:{card.uid}"
    yield from _names(card) if version == "4.0" else _one_name(card)
    if card.title:
        yield f"TITLE:{_text(card.title)}"
    if card.organisation:
        yield f"ORG:{_text(card.organisation)}"
    for reach in card.reaches:
        types = reach.types if version == "4.0" else (*reach.types, *(("pref",) if reach.preferred else ()))
        parameters = [f"TYPE={','.join(types)}"] if types else []
        if version == "4.0" and reach.preferred:
            parameters.append("PREF=1")
        value = reach.value if reach.kind in {"URL", "IMPP"} else _text(reach.value)
        yield f"{';'.join((reach.kind, *parameters))}:{value}"
    if card.changed_at:
        yield f"REV:{card.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _names(card: ContactCard) -> Iterator[str]:
    """Yield the name in each of its scripts; both are one property in two forms (RFC 6350, 5.4)."""
    forms = [(name, code) for name, code in ((card.latin, "de"), (card.cyrillic, "uk")) if name]
    for kind in ("FN", "N"):
        for name, code in forms:
            also = f";ALTID=1;LANGUAGE={code}" if len(forms) > 1 else ""
            yield f"{kind}{also}:{_full(name, card.prefix) if kind == 'FN' else _parts(name, card.prefix)}"


def _one_name(card: ContactCard) -> Iterator[str]:
    """Yield the name in Latin letters where there is one, and the Cyrillic one where address books show and find it."""
    name = card.latin or card.cyrillic
    yield f"FN:{_full(name, card.prefix)}"
    yield f"N:{_parts(name, card.prefix)}"
    if card.latin and card.cyrillic:
        yield f"NICKNAME:{_text(card.cyrillic.spoken())}"
        yield f"{CYRILLIC_NAME}:{_parts(card.cyrillic, '')}"


def _full(name: PersonName, prefix: str) -> str:
    return _text(" ".join(part for part in (prefix, name.spoken()) if part))


def _parts(name: PersonName, prefix: str) -> str:
    return ";".join(map(_text, (name.family, name.given, name.additional, prefix, "")))


def _text(value: str) -> str:
    """Return a text as a value of the format: signs that mean something there are taken literally."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        value = value.replace(sign, written)
    return value


def _folded(line: str) -> str:
    """Break a line after 75 octets, between letters; the next one begins with a blank (RFC 6350, 3.2)."""
    parts, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > _MOST_OCTETS:
            parts.append("")
            size = 1 + len(letter.encode())
        parts[-1] += letter
    return "\r\n ".join(parts)
