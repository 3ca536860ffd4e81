"""What a person decides about the page of a record type: sections of its form, columns of its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.query import Order, SumOf
from desktop_app.domain.record import Record
from desktop_app.gui.kit.fields_only import FieldsOnly


@dataclass(frozen=True, slots=True)
class FormSection:
    """A heading (an English msgid) and the fields below it.

    Folded sections open by themselves when one of their fields is filled in. `tables` names the columns of child
    tables; without it they show what their declaration lists first. `only` names fields that certain rows have.
    """

    heading: str
    fields: tuple[str, ...]
    folded: bool = False
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only: Mapping[str, tuple[FieldsOnly, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordView:
    """The page of one record type; texts are English msgids."""

    record_type: type[Record]
    icon: str
    new_label: str
    empty_text: str
    columns: tuple[str, ...]
    sections: tuple[FormSection, ...]
    order: tuple[Order, ...] = (Order("title"),)
    prints: bool = False
    sums: tuple[SumOf, ...] = ()
    """What is added up for each group of the list."""

    @property
    def name(self) -> str:
        """Return the record type's name, which object names start with."""
        return self.record_type.NAME
