"""Links that lead nowhere: what a record is without them, and whether it may do without."""

from __future__ import annotations

from typing import TypeVar

from desktop_app.domain.fields import Kind
from desktop_app.domain.record import Record, changed, child_fields, problems_of, typed_fields
from desktop_app.storage.lookup import RegisterLookup

R = TypeVar("R", bound=Record)


def without_lost_links(item: R, lookup: RegisterLookup) -> R:
    """Return a record, or a row of one, with those links emptied that lead nowhere."""
    values: dict[str, object] = {}
    for field in typed_fields(type(item)):
        target = getattr(item, field.name)
        if field.kind is Kind.LINK and target is not None and lookup.find(field.target, target) is None:
            values[field.name] = None
    for children in child_fields(type(item)):
        values[children.name] = tuple(without_lost_links(row, lookup) for row in getattr(item, children.name))
    return changed(item, **values)


def may_lose_links(item: Record, lookup: RegisterLookup) -> bool:
    """Say whether a record keeps its rules without the links that lead nowhere."""
    return not any(problem.error for problem in problems_of(without_lost_links(item, lookup)))
