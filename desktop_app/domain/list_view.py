"""A list as somebody arranged it: filter, columns, order, grouping, colours; as JSON, read back with checks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.condition_text import content_of, read_content
from desktop_app.domain.query import Colour, ColourRule, Filter, Order
from desktop_app.domain.record import list_fields

VERSION = 1
"""The form of the text; a program reads those up to its own."""

_NARROWEST, _WIDEST = 20, 2000


@dataclass(frozen=True, slots=True)
class ListView:
    """How a list is arranged; columns stand from left to right, `widths` are in pixels, `group` names a field."""

    filters: tuple[Filter, ...] = ()
    columns: tuple[str, ...] = ()
    order: tuple[Order, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    group: str = ""
    colours: tuple[ColourRule, ...] = ()


def view_text(view: ListView) -> str:
    """Return a view as JSON."""
    content = {
        "version": VERSION,
        "filters": content_of(view.filters),
        "columns": view.columns,
        "order": [[each.field, each.descending] for each in view.order],
        "widths": dict(view.widths),
        "group": view.group,
        "colours": [[rule.colour.value, content_of(rule.filters)] for rule in view.colours],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def read_view(record: str, text: str) -> ListView:
    """Return the view that a text holds for a type of records; columns that the program does not know are left out.

    Raises UserError where it comes from a newer program, is damaged, or filters by what the type does not have.
    """
    known = {field.name for field in list_fields(TYPES[record]) if field.listed}
    try:
        content = json.loads(text)
        version = content["version"]
        if isinstance(version, int) and 0 < version <= VERSION:
            return _read(record, content, known)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UserError(N_("The view cannot be read; it is damaged. The list stays as it was.")) from None
    raise UserError(N_("The view comes from a newer program. Update this one, then choose it again."))


def _read(record: str, content: Any, known: set[str]) -> ListView:
    group = str(content["group"])
    return ListView(
        filters=read_content(record, content["filters"]),
        columns=tuple(name for name in content["columns"] if name in known),
        order=tuple(Order(name, bool(descending)) for name, descending in content["order"] if name in known),
        widths=tuple((name, _width(width)) for name, width in content["widths"].items() if name in known),
        group=group if group in known else "",
        colours=tuple(ColourRule(read_content(record, of), Colour(colour)) for colour, of in content["colours"]),
    )


def _width(content: Any) -> int:
    if not isinstance(content, int) or isinstance(content, bool):
        raise TypeError
    return min(max(content, _NARROWEST), _WIDEST)
