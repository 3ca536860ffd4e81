"""Gathers the words by which search finds a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop_app.base.text import fold
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.record import Child, Lookup, Record, fields_of, once
from desktop_app.domain.spelling import other_spellings

_SEARCHED_KINDS = TEXT_KINDS | {Kind.LINK, Kind.CHILDREN, Kind.INTEGER}
_NAMES = ("title", "name_uk", "name_latin", "name_en")


def words_of(item: Record, lookup: Lookup) -> str:
    """Return the folded words of a record, its child rows and the names it links to, each once.

    Behind them stand other spellings of all but the long texts.
    """
    texts = list(_texts(item, lookup))
    words = dict.fromkeys(fold(" ".join(text for text, _ in texts)).split())
    for text, is_long in texts:
        if not (is_long or text.isascii()):
            words.update(dict.fromkeys(" ".join(other_spellings(text)).split()))
    return " ".join(words)


def _texts(item: Record, lookup: Lookup) -> Iterator[tuple[str, bool]]:
    """Yield the texts, each with whether it is of several lines."""
    for field in _searched(type(item)):
        value = getattr(item, field.name)
        if field.kind is Kind.CHILDREN:
            for child in value:
                yield from _texts(child, lookup)
        elif field.kind is Kind.LINK:
            yield from ((name, False) for name in _names(lookup.find(field.target, value)))
        elif value not in ("", None):
            yield str(value), field.kind is Kind.LONG_TEXT


def _names(linked: Any) -> list[str]:
    return [] if linked is None else [getattr(linked, name) for name in _NAMES if hasattr(linked, name)]


@once
def _searched(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields that search reads; what the title of a child row says, its own fields say as well."""
    return tuple(
        field
        for field in fields_of(record_type)
        if field.searched
        and field.kind in _SEARCHED_KINDS
        and not (field.name == "title" and issubclass(record_type, Child))
    )
