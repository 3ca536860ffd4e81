"""What links to a record, in each way that its kind knows: how many, the newest, and the list that has them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.query import Filter, Linked, OneOf, Query
from desktop_app.domain.record import child_fields, field_map
from desktop_app.domain.relations import Relation, Way, relations_of
from desktop_app.services.filter_words import relation_words
from desktop_app.services.pickers import Pickers
from desktop_app.storage.register import Reader, Register

SHOWN = 3
"""Records of a kind that are named; the list has the others."""


@dataclass(frozen=True, slots=True)
class LinkedRecord:
    """A record that links to another one; `detail` tells it from others of its title."""

    record: str
    id: int
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LinkedKind:
    """The records that link to another one in one way, the relation.

    `words` name them, `query` is the list that has them all.
    """

    relation: str
    words: str
    count: int
    query: Query
    newest: tuple[LinkedRecord, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A new record of a type that links to another one from the start, by these values."""

    record: str
    values: dict[str, Any] = field(default_factory=dict)


class Links:
    """Answers what links to a record; may be asked from any thread."""

    def __init__(self, register: Register, pickers: Pickers) -> None:
        self._register = register
        self._pickers = pickers

    def to(self, record: str, record_id: int) -> tuple[LinkedKind, ...]:
        """Return the kinds of records that link to one, without those of which there are none."""
        found = []
        with self._register.reading() as reader:
            for relation in _ways_here(record):
                linking = reader.linking(relation, record_id, SHOWN)
                if linking.count:
                    newest = tuple(self._described(reader, relation.target, linking.newest))
                    query = Query(relation.target, filters=(_leading_here(relation, record_id),))
                    found.append(
                        LinkedKind(relation.name, relation_words(record, relation), linking.count, query, newest)
                    )
        return tuple(found)

    def _described(self, reader: Reader, record: str, ids: Sequence[int]) -> Iterator[LinkedRecord]:
        for each in self._pickers.described(reader, record, ids):
            if each.id is not None:
                yield LinkedRecord(record, each.id, each.title, each.detail)

    def beginnings(self, record: str, record_id: int) -> tuple[Beginning, ...]:
        """Return the new records that can link to one from the start, one for each type."""
        found: dict[str, Beginning] = {}
        for relation in _ways_here(record):
            if relation.target != record and relation.target not in found:
                found[relation.target] = Beginning(relation.target, _values(relation, record_id))
        return tuple(found.values())


def _ways_here(record: str) -> Iterator[Relation]:
    """Yield the ways in which others lead to records of a type; files are shown by themselves."""
    for relation in relations_of(TYPES[record]).values():
        if relation.way in {Way.LINKING, Way.LINKING_ROW} and relation.target != Attachment.NAME:
            source = TYPES[relation.row or relation.target]
            if not field_map(source)[relation.field].derived:
                yield relation


def _leading_here(relation: Relation, record_id: int) -> Filter:
    direct = OneOf(relation.field, (record_id,))
    return Linked(_rows(relation), (direct,)) if relation.row else direct


def _values(relation: Relation, record_id: int) -> dict[str, Any]:
    values: dict[str, Any] = {relation.field: record_id}
    return {_rows(relation): (TYPES[relation.row](**values),)} if relation.row else values


def _rows(relation: Relation) -> str:
    """Return the field of the linking record that holds the rows by which it links."""
    return next(each.name for each in child_fields(TYPES[relation.target]) if each.target == relation.row)
