"""Names the territory or organisation that takes part, gives or receives."""

from __future__ import annotations

from desktop_app.domain.record import Lookup


def body_title(lookup: Lookup, organisation: int | None, territory: int | None) -> str:
    """Return the title of the organisation, or else of the territory; empty where neither is named."""
    body = lookup.find("organisation", organisation) or lookup.find("territory", territory)
    return str(body.title) if body else ""
