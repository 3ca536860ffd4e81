"""Names fields of a child table that only some of its rows have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldsOnly:
    """Fields of a child table that are offered only in rows where `field` has one of `codes`, or none.

    What is filled in is shown in any case.
    """

    fields: tuple[str, ...]
    field: str
    codes: frozenset[str]
