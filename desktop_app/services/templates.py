"""Templates: named beginnings of new records, shared by all who work with the register."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.errors import NotFound
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.query import OneOf, Order, Query
from desktop_app.domain.record import Record, changed, child_fields, duplicate, typed_fields
from desktop_app.domain.record_template import RecordTemplate
from desktop_app.services.draft_text import Strange, record_from_json, record_to_json
from desktop_app.services.records import Records
from desktop_app.storage.register import Reader, Register

_LONGEST_NAME = 80
_GONE = N_("The template is not in the register any more.")


@dataclass(frozen=True, slots=True)
class NamedTemplate:
    """A template by its name; `record` is the type of the records that it begins."""

    id: int
    record: str
    name: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A new record, and the labels of links left empty since what they led to is not in the register any more."""

    item: Record
    lost: tuple[str, ...]


class Templates:
    """The templates of one register; they are records themselves, with history, trash and backups."""

    def __init__(self, register: Register, records: Records) -> None:
        self._register = register
        self._records = records

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be kept, since nothing can be saved here."""
        return self._register.read_only

    def of(self, record: str) -> tuple[NamedTemplate, ...]:
        """Return the templates for new records of a type, by their names."""
        query = Query(RecordTemplate.NAME, columns=("name",), filters=(OneOf("page", (record,)),), order=_BY_NAME)
        with self._register.reading() as reader:
            return tuple(NamedTemplate(row.id, record, row.values[0]) for row in reader.every(query))

    def named(self, template_id: int) -> NamedTemplate:
        """Return one template; raises NotFound where it is not there any more."""
        with self._register.reading() as reader:
            found = reader.brief(RecordTemplate.NAME, template_id)
        if found is None or found.trashed_at is not None:
            raise NotFound(_GONE)
        return NamedTemplate(template_id, found.page, found.name)

    def add(self, record: str, record_id: int, name: str) -> NamedTemplate:
        """Keep what another record of this kind may have as well; raises UserError where the name is none or taken."""
        item = self._records.load(record, record_id)
        if item is None:
            raise NotFound(N_("This record is not in the register any more."))
        name = self._free_name(record, name)
        definition = template_text(item)
        with self._register.changing(origin="form", verb="save") as unit:
            saved = unit.add(RecordTemplate(name=name, page=record, definition=definition))
        return NamedTemplate(saved.id or 0, record, name)

    def begin(self, template: NamedTemplate) -> Begun:
        """Return a new record that begins with what a template has; raises UserError where that cannot be read."""
        with self._register.reading() as reader:
            stored = reader.brief(RecordTemplate.NAME, template.id)
            if stored is None or stored.trashed_at is not None:
                raise NotFound(_GONE)
            try:
                read = record_from_json(TYPES[stored.page], json.loads(stored.definition))
            except (KeyError, ValueError, Strange) as error:
                raise UserError(
                    N_("The template “{name}” cannot be read; another version of the program wrote it."),
                    name=stored.name,
                ) from error
            item, lost = _without_gone(reader, read)
        return Begun(self._records.proposed(item), tuple(dict.fromkeys(lost)))

    def rename(self, template: NamedTemplate, name: str) -> None:
        """Give a template another name; raises UserError where the name is none or taken."""
        if " ".join(name.split()) == template.name:
            return
        name = self._free_name(template.record, name)
        with self._register.changing(origin="form", verb="save") as unit:
            stored = Reader(unit.connection).record(RecordTemplate.NAME, template.id)
            if stored is None or stored.trashed_at is not None:
                raise NotFound(_GONE)
            unit.save(changed(stored, name=name), stored)

    def delete(self, template: NamedTemplate) -> None:
        """Move a template to the trash."""
        with self._register.changing(origin="form", verb="trash") as unit:
            unit.trash(RecordTemplate.NAME, [template.id])

    def _free_name(self, record: str, name: str) -> str:
        name = " ".join(name.split())
        if not name:
            raise UserError(N_("A template needs a name."))
        if len(name) > _LONGEST_NAME:
            raise UserError(
                N_("At most {limit} characters fit here; these are {count}."), limit=_LONGEST_NAME, count=len(name)
            )
        if any(each.name == name for each in self.of(record)):
            raise UserError(N_("There is a template “{name}” already. Choose another name."), name=name)
        return name


_BY_NAME = (Order("name"),)


def template_text(item: Record) -> str:
    """Return what a template keeps of a record: all that another one may have as well."""
    return json.dumps(record_to_json(duplicate(item)), ensure_ascii=False)


def _without_gone(reader: Reader, item: Any) -> tuple[Any, list[str]]:
    """Return a record, and its child rows, without links to what is gone or in the trash, and their labels."""
    links = [field for field in typed_fields(type(item)) if field.kind is Kind.LINK]
    gone = [field for field in links if _is_gone(reader, field, getattr(item, field.name))]
    lost = [field.label for field in gone]
    values: dict[str, Any] = {field.name: None for field in gone}
    for field in child_fields(type(item)):
        rows = [_without_gone(reader, row) for row in getattr(item, field.name)]
        values[field.name] = tuple(row for row, _ in rows)
        lost += [label for _, labels in rows for label in labels]
    return changed(item, **values), lost


def _is_gone(reader: Reader, field: Field, target: int | None) -> bool:
    if target is None:
        return False
    found = reader.brief(field.target, target)
    return found is None or found.trashed_at is not None
