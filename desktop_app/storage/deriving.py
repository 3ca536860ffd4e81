"""Works out the derived fields of a record and its child rows."""

from __future__ import annotations

from typing import TypeVar

from desktop_app.domain.record import Child, Lookup, Record, changed, child_fields, fields_of, settled

R = TypeVar("R", bound=Record)


def derived(item: R, lookup: Lookup) -> R:
    """Return the record with all derived fields computed, those of its child rows first."""
    owned = {
        field.name: tuple(
            _placed(child.derive(lookup), position) for position, child in enumerate(getattr(item, field.name))
        )
        for field in child_fields(type(item))
    }
    whole = settled(item, **owned).derive(lookup)
    untitled = {
        name: tuple(child if child.title else child.derive(lookup) for child in getattr(whole, name))
        for name in owned
        if not all(child.title for child in getattr(whole, name))
    }
    return changed(whole, **untitled) if untitled else whole


def is_outdated(item: Record, lookup: Lookup) -> bool:
    """Say whether a stored record shows names or figures that would be others if it were saved now."""
    again = derived(item, lookup)
    if any(getattr(item, field.name) != getattr(again, field.name) for field in fields_of(type(item)) if field.derived):
        return True
    return any(is_outdated(child, lookup) for field in child_fields(type(item)) for child in getattr(item, field.name))


def _placed(child: Child, position: int) -> Child:
    return child if child.position == position else changed(child, position=position)
