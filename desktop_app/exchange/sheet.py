"""A table to be written out: columns with their kinds, rows, what the sheet "Info" tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop_app.base.i18n import N_, translate_in
from desktop_app.domain.fields import Kind
from desktop_app.domain.partial_date import PartialDate

Value = str | int | Decimal | bool | PartialDate | date | datetime | tuple[str, ...] | None

LIST_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and kind, a width in characters to start from, decimal places, the words for a boolean.

    `words` are (yes, no). Codes of lists, links, child rows come as the text to be shown.
    """

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 24
    scale: int = 2
    words: tuple[str, str] = (N_("yes"), N_("no"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; `rows` is gone through once and never kept, each row holding one value for each column.

    `info` are the lines of the sheet "Info": label and value. `language` is that of the document.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    info: tuple[tuple[str, Value], ...] = ()
    landscape: bool = True
    language: str = "de"


def shown_text(value: Value, column: Column, language: str) -> str:
    """Return the text of a value that has no cell type of its own: words, lists, dates known in part (as ISO)."""
    if isinstance(value, bool):
        return translate_in(language, column.words[0 if value else 1])
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    return "" if value is None else str(value)
