"""Changes fields of many records in one step, after trying what would become of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from desktop_app.base.errors import CountedError
from desktop_app.base.i18n import N_, NN_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.errors import Invalid, UserError
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.problems import Problem, wrong
from desktop_app.domain.record import Record, changed, field_map, problems_of, typed_fields
from desktop_app.services.backups import Backups, Reason
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.value_words import linked_in_words
from desktop_app.storage.register import Reader, Register
from desktop_app.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int, str], None]
"""Hears how many records of how many are done, and what is being done; may raise to call the work off."""

MANY = 100
"""A change of so many records is no everyday one: a backup is made before."""

_CHUNK = 100
_MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Change:
    """What shall become of one record: new values by field name, and what stood there when that was decided."""

    record_id: int
    values: Mapping[str, Any]
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of records: why some cannot be changed, and what is doubtful with others, by their ids."""

    refused: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    doubts: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shared:
    """What records have in common: a value of each field, and the fields in which they differ."""

    values: Mapping[str, Any]
    mixed: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What would become of one field, in words: the old values with their counts, most frequent first; the new one.

    `same` is how many records have the new value already, `others` how many have other old values than those told.
    """

    label: str
    old: tuple[tuple[str, int], ...]
    new: str
    same: int
    others: int


class NotChanged(CountedError):
    """Some records cannot be changed as they stand now; nothing was written."""

    def __init__(self, refused: Mapping[int, tuple[Problem, ...]]) -> None:
        forms = NN_(
            "{count} record cannot be changed as it stands now, since somebody changed it meanwhile or a check speaks "
            "against it. Nothing was written. Look at the summary again.",
            "{count} records cannot be changed as they stand now, since somebody changed them meanwhile or a check "
            "speaks against them. Nothing was written. Look at the summary again.",
        )
        super().__init__(*forms, len(refused))
        self.refused = refused


def changeable(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields that many records can be given at once: those that people type and that may be the same."""
    return tuple(
        each
        for each in typed_fields(record_type)
        if each.name not in record_type.UNIQUE and each.kind is not Kind.TIMESTAMP
    )


class MassChange:
    """Changes of many records of one register."""

    def __init__(self, register: Register, codes: CodeLists, backups: Callable[[], Backups] | None) -> None:
        self._register = register
        self._codes = codes
        self._backups = backups

    def values(
        self, name: str, ids: Sequence[int], fields: Collection[str], progress: Progress | None = None
    ) -> dict[int, dict[str, Any]]:
        """Return what records have in some fields, by their ids; those that are gone or in the trash are left out."""
        found: dict[int, dict[str, Any]] = {}
        with self._register.reading() as reader:
            for start in range(0, len(ids), _CHUNK):
                for record_id, item in reader.briefs(name, ids[start : start + _CHUNK]).items():
                    if item.trashed_at is None:
                        found[record_id] = {each: getattr(item, each) for each in fields}
                if progress is not None:
                    progress(start, len(ids), translate("Records are being read …"))
        return found

    def shared(self, name: str, ids: Sequence[int], progress: Progress | None = None) -> Shared:
        """Return what records have in common in the fields that many can be given at once."""
        fields = [each.name for each in changeable(TYPES[name])]
        found = self.values(name, ids, fields, progress)
        values: dict[str, Any] = {}
        mixed = set()
        for name_of_field in fields:
            several = iter(found.values())
            first = next(several, {name_of_field: None})[name_of_field]
            if all(each[name_of_field] == first for each in several):
                values[name_of_field] = first
            else:
                mixed.add(name_of_field)
        return Shared(values, frozenset(mixed))

    def changes(
        self, name: str, ids: Sequence[int], values: Mapping[str, Any], progress: Progress | None = None
    ) -> list[Change]:
        """Return the changes that give the same values to many records; those that have them all are left out."""
        found = self.values(name, ids, values, progress)
        return [
            Change(record_id, values, before)
            for record_id, before in found.items()
            if any(before[each] != value for each, value in values.items())
        ]

    def summary(self, name: str, ids: Sequence[int], values: Mapping[str, Any]) -> tuple[FieldChange, ...]:
        """Return in words what giving the same values to many records would change, field by field."""
        found = self.values(name, ids, values)
        fields = field_map(TYPES[name])
        with self._register.reading() as reader:
            return tuple(
                self._field_change(reader, fields[each], [before[each] for before in found.values()], value)
                for each, value in values.items()
            )

    def shown(self, name: str, field_name: str, values: Iterable[Any]) -> dict[Any, str]:
        """Return values of a field as people read them, links by their titles."""
        fields = field_map(TYPES[name])
        with self._register.reading() as reader:
            return {each: linked_in_words(reader, fields[field_name], each, self._codes) for each in set(values)}

    def attempt(self, name: str, changes: Sequence[Change], progress: Progress | None = None) -> Trial:
        """Try changes exactly as they would be written, and keep nothing."""
        if not changes:
            return Trial()
        with self._register.changing(origin="table", verb="save", dry_run=True) as unit:
            return self._run(unit, name, changes, progress, translate("The changes are being checked …"))

    def write(
        self,
        name: str,
        changes: Sequence[Change],
        *,
        origin: str,
        verb: str = "save",
        progress: Progress | None = None,
    ) -> int | None:
        """Write changes as one operation and return its number; None where there was nothing to change.

        Raises NotChanged where any record cannot be changed, and then nothing was written.
        """
        if len(changes) >= MANY:
            self._back_up(progress)
        with self._register.changing(origin=origin, verb=verb) as unit:
            trial = self._run(unit, name, changes, progress, translate("The changes are being written …"))
            if trial.refused:
                raise NotChanged(trial.refused)
        return unit.operation

    def _run(
        self, unit: UnitOfWork, name: str, changes: Sequence[Change], progress: Progress | None, words: str
    ) -> Trial:
        refused: dict[int, tuple[Problem, ...]] = {}
        doubts: dict[int, tuple[Problem, ...]] = {}
        titles: dict[int, str] = {}
        reader = Reader(unit.connection)
        for start in range(0, len(changes), _CHUNK):
            some = changes[start : start + _CHUNK]
            stored = reader.records(name, [each.record_id for each in some])
            for each in some:
                item = stored.get(each.record_id)
                found = _save(unit, item, each)
                if errors := tuple(problem for problem in found if problem.error):
                    refused[each.record_id] = errors
                elif found:
                    doubts[each.record_id] = found
                titles[each.record_id] = item.title if item is not None else ""
            if progress is not None:
                progress(min(start + _CHUNK, len(changes)), len(changes), words)
        return Trial(refused, doubts, titles)

    def _back_up(self, progress: Progress | None) -> None:
        """Back the register up; a change that can be taken back waits for nothing that stands in the way of that."""
        if self._backups is not None:
            words = translate("The register is being backed up …")
            heard = partial(progress, 0, 0, words) if progress is not None else lambda: None
            self._backups().before(Reason.MASS_CHANGE, datetime.now(UTC), heard=heard)

    def _field_change(self, reader: Reader, each: Field, before: Sequence[Any], value: Any) -> FieldChange:
        counted = Counter(old for old in before if old != value)
        told = counted.most_common(_MOST_TOLD)
        return FieldChange(
            label=translate(each.label),
            old=tuple((self._words(reader, each, old), count) for old, count in told),
            new=self._words(reader, each, value),
            same=len(before) - counted.total(),
            others=counted.total() - sum(count for _, count in told),
        )

    def _words(self, reader: Reader, each: Field, value: Any) -> str:
        return linked_in_words(reader, each, value, self._codes) or translate("(empty)")


def _save(unit: UnitOfWork, item: Any, change: Change) -> tuple[Problem, ...]:
    """Save the changed record; return why that cannot be, or what is doubtful with the changed fields."""
    if item is None or item.trashed_at is not None:
        return (wrong(N_("This record is not in the register any more.")),)
    for name, value in change.values.items():
        if getattr(item, name) not in (change.before[name], value):
            return (wrong(N_("{who} has changed this meanwhile."), name, who=item.changed_by),)
    try:
        saved = unit.save(changed(item, **change.values), item)
    except Invalid as error:
        return error.problems
    except UserError as error:
        return (wrong(error.msgid, "", **{each: str(value) for each, value in error.values.items()}),)
    return tuple(each for each in problems_of(saved) if not each.error and each.field in change.values)
