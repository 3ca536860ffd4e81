"""What the filter builder offers to ask of one type of records: its fields, and what they are linked with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field
from desktop_app.domain.query import AsOn, Filter, Linked, Not, OfField
from desktop_app.domain.record import BOOKKEEPING
from desktop_app.domain.relations import Relation, Way, condition_fields, condition_relations
from desktop_app.gui.records.context import DeskContext
from desktop_app.gui.records.operators import AS_ON
from desktop_app.services.desk import Desk
from desktop_app.services.filter_words import relation_words

Choice = tuple[str, str]
"""A key and the words shown for it."""

_FIELD, _LINK = "field:", "link:"


@dataclass(frozen=True)
class Scope:
    """A type of records that conditions are about, with the services that editors ask."""

    record: str
    desk: Desk
    context: DeskContext

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Return the fields by name, in the order of their declaration; the owner of a row is what leads to it."""
        found = {name: field for name, field in condition_fields(self.record).items() if name != "owner_id"}
        if self.record == "partnership":
            found[AS_ON.name] = AS_ON
        return found

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """Return what records of the type are linked with, by name."""
        return condition_relations(self.record)

    def choices(self) -> Sequence[Sequence[Choice]]:
        """Return what can be asked of, in groups: fields, bookkeeping, links, rows, what links here."""
        own = [name for name in self.fields if name not in BOOKKEEPING]
        kept = [name for name in self.fields if name in BOOKKEEPING]
        ways = ((Way.ROWS,), (Way.LINK,), (Way.LINKING, Way.LINKING_ROW), (Way.HISTORY,))
        links = [[each for each in self.relations.values() if each.way in some] for some in ways]
        return (
            [(_FIELD + name, translate(self.fields[name].label)) for name in own],
            [(_FIELD + name, translate(self.fields[name].label)) for name in kept],
            *([(_LINK + each.name, f"{relation_words(self.record, each)} …") for each in group] for group in links),
        )

    def field_of(self, key: str) -> Field | None:
        """Return the field of a choice; None where that is a link."""
        return self.fields[key.removeprefix(_FIELD)] if key.startswith(_FIELD) else None

    def relation_of(self, key: str) -> Relation:
        """Return the relation of a choice that is a link."""
        return self.relations[key.removeprefix(_LINK)]

    def key_for(self, each: Filter) -> str:
        """Return the choice that a filter is about; empty for a group."""
        inner = each.condition if isinstance(each, Not) else each
        if isinstance(inner, OfField):
            return _FIELD + inner.field
        if isinstance(inner, AsOn):
            return _FIELD + AS_ON.name
        return _LINK + inner.relation if isinstance(inner, Linked) else ""

    def leading_to(self, relation: Relation) -> Scope:
        """Return the scope of what a relation leads to."""
        return Scope(relation.target, self.desk, self.context)

    def plural(self) -> str:
        """Return what the records are called."""
        return translate(TYPES[self.record].PLURAL) if self.record in TYPES else ""
