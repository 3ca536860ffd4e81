"""How records hang together: links, child rows, what links here, and the history, each under a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from desktop_app.base.i18n import N_
from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Child, Record, child_fields, list_fields, once

DEED = "operation"
"""The name under which conditions ask of what was done to a record."""

_DEED_FIELDS = (
    Field(Kind.TIMESTAMP, N_("Done on"), name="done_at"),
    Field(Kind.TEXT, N_("Done by"), name="done_by"),
    Field(Kind.TEXT, N_("About"), name="title"),
)


class Way(Enum):
    """How a relation leads from a record to others."""

    LINK = auto()
    """The record links to it."""
    ROWS = auto()
    """It is one of the record's child rows."""
    LINKING = auto()
    """It links to the record."""
    LINKING_ROW = auto()
    """One of its child rows links to the record."""
    HISTORY = auto()
    """It was done to the record."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One way from a record to others.

    `target` is the type that conditions are about, `field` the link, or the field of the child rows, that leads there;
    `row` the type of child row that holds the link, where it is one.
    """

    name: str
    way: Way
    target: str
    field: str = ""
    row: str = ""


@once
def relations_of(record_type: type[Record]) -> dict[str, Relation]:
    """Return the relations of a type by name: its links and child rows, what links to it, its history."""
    return {each.name: each for each in _relations(record_type)}


def _relations(record_type: type[Record]) -> Iterator[Relation]:
    for field in child_fields(record_type):
        yield Relation(field.name, Way.ROWS, field.target, field.name)
    for field in list_fields(record_type):
        if field.kind is Kind.LINK and field.name != "owner_id":
            yield Relation(field.name, Way.LINK, field.target, field.name)
    for other in RECORDS:
        yield from _links_from(other, record_type)
    if not issubclass(record_type, Child):
        yield Relation("history", Way.HISTORY, DEED)


def _links_from(other: type[Record], record_type: type[Record]) -> Iterator[Relation]:
    for field in list_fields(other):
        if field.target == record_type.NAME:
            yield Relation(f"{other.NAME}.{field.name}", Way.LINKING, other.NAME, field.name)
    for rows in child_fields(other):
        for field in list_fields(TYPES[rows.target]):
            if field.target == record_type.NAME and field.name != "owner_id":
                yield Relation(f"{rows.target}.{field.name}", Way.LINKING_ROW, other.NAME, field.name, rows.target)


def condition_fields(name: str) -> dict[str, Field]:
    """Return the fields of a record type, or of what was done to one, that conditions can ask of."""
    fields = _DEED_FIELDS if name == DEED else list_fields(TYPES[name])
    return {field.name: field for field in fields}


def condition_relations(name: str) -> dict[str, Relation]:
    """Return the relations of a record type by name; what was done to a record has none."""
    return {} if name == DEED else relations_of(TYPES[name])
