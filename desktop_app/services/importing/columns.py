"""Matches the columns of a table to the fields of a record type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.base.i18n import LANGUAGES, translate_in
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field
from desktop_app.domain.record import Child, Record, list_fields
from desktop_app.exchange.profiles import match_columns

EXPANDED: dict[str, tuple[str, ...]] = {
    "partnership": ("german_side", "ukrainian_side", "third_side", "since", "status"),
    "delivery": ("donor_names", "recipient_name"),
    "person": ("main_email", "main_phone"),
}
"""Derived columns of a list from which child rows and links can be made again."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The field of each column (by its place in the header); `unknown` columns have none, `computed` are derived."""

    fields: Mapping[int, Field]
    unknown: tuple[int, ...]
    computed: tuple[int, ...]

    def place_of(self, field_name: str) -> int | None:
        """Return the column of a field."""
        return next((place for place, field in self.fields.items() if field.name == field_name), None)


def field_columns(record_type: type[Record], header: Sequence[str], assigned: Mapping[str, str]) -> Columns:
    """Match headings to fields: by what a profile has `assigned`, by field name, by label in three languages."""
    # What people type in wins over a computed field of the same label.
    by_name = {field.name: field for field in sorted(list_fields(record_type), key=lambda field: field.derived)}
    matched = match_columns(header, tuple(by_name.values()), {**_owner_names(record_type), **assigned})
    expanded = EXPANDED.get(record_type.NAME, ())
    fields = {place: by_name[name] for place, name in matched.items() if name in by_name}
    computed = tuple(place for place, field in fields.items() if field.derived and field.name not in expanded)
    return Columns(
        {place: field for place, field in fields.items() if place not in computed},
        tuple(place for place, heading in enumerate(header) if heading and place not in fields),
        computed,
    )


def _owner_names(record_type: type[Record]) -> dict[str, str]:
    """Return the headings under which a table of child rows names the record that they belong to."""
    if not issubclass(record_type, Child):
        return {}
    owner = TYPES[record_type.OWNER]
    return dict.fromkeys((owner.NAME, *(translate_in(code, owner.LABEL) for code in LANGUAGES)), "owner_id")
