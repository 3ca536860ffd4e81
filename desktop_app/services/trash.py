"""The trash: what is in it, what hangs on that; taking records out of it and deleting them for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.catalogue import RECORDS
from desktop_app.services import hanging
from desktop_app.storage.links import Hanging
from desktop_app.storage.register import Reader, Register
from desktop_app.storage.trashed import InTrash

PAGE = 100
"""Records read at once."""

_PART = 500
"""So many records are deleted between two reports of progress."""

Key = tuple[str, int]
"""The type and id of a record."""

Progress = Callable[[int, int], None]
"""Hears how many of how many records are done."""


@dataclass(frozen=True, slots=True)
class TrashedRecord:
    """A record in the trash, who moved it there and when, and in words what hangs on it."""

    place: InTrash
    by: str
    hangs: str

    @property
    def key(self) -> Key:
        """Return the type and id of the record."""
        return self.place.record, self.place.id


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that stays in the trash, since others link to it; `by` says in words what does."""

    record: str
    record_id: int
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many records were deleted for good, in which operation (None where nothing was), and which stay."""

    count: int
    operation: int | None
    refused: tuple[Refused, ...] = ()


class Trash:
    """What the user can do with the trash of one register."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be changed here."""
        return self._register.read_only

    def count(self, record: str = "", text: str = "") -> int:
        """Return how many records are in the trash: of one type and with some words, where these are given."""
        with self._register.reading() as reader:
            return reader.trashed.count(record, text)

    def page(self, before: TrashedRecord | None = None, *, record: str = "", text: str = "") -> list[TrashedRecord]:
        """Return the PAGE records moved to the trash last, or those that follow one of them."""
        with self._register.reading() as reader:
            places = reader.trashed.page(PAGE, record, text, before.place if before else None)
            who, hangs = _movers(reader, places), _hanging(reader, [(each.record, each.id) for each in places])
        return [
            TrashedRecord(
                each,
                who.get((each.record, each.id), ""),
                hanging.counted(hangs.get((each.record, each.id), ())),
            )
            for each in places
        ]

    def restore(self, keys: Sequence[Key]) -> int | None:
        """Take records of any types out of the trash, in one operation, and return its number."""
        with self._register.changing(origin="form", verb="restore") as unit:
            for name, ids in _by_type(keys).items():
                unit.restore(name, ids)
        return unit.operation

    def delete(self, keys: Sequence[Key], progress: Progress | None = None) -> Deleted:
        """Delete records that are in the trash for good, and their files; what others link to stays and is named."""
        return self._delete(keys, "form", progress)

    def empty(self, progress: Progress | None = None) -> Deleted:
        """Delete for good all that is in the trash and that nothing outside of it links to."""
        return self._delete(self._older_than(None), "form", progress)

    def empty_by_rule(self, days: int) -> Deleted:
        """Delete for good what has been in the trash for more than some days, as the program itself; 0: nothing."""
        due = self._older_than(datetime.now(UTC) - timedelta(days=days)) if days > 0 else []
        with self._register.reading() as reader:
            hangs = _hanging(reader, due)
        leaving = frozenset(due)
        free = [key for key in due if not _outside(hangs.get(key, ()), leaving)]
        return self._delete(free, "program", None) if free else Deleted(0, None)

    def _older_than(self, moment: datetime | None) -> list[Key]:
        with self._register.reading() as reader:
            return [(each.record, each.id) for each in reader.trashed.older(moment)]

    def _delete(self, keys: Sequence[Key], origin: str, progress: Progress | None) -> Deleted:
        waiting = _by_type(keys)
        total = left = sum(map(len, waiting.values()))
        with self._register.changing(origin=origin, verb="delete") as unit:
            before = 0
            while before != left and left:
                # Again and again: what links to a record may go first.
                before = left
                for name, ids in waiting.items():
                    stays: list[int] = []
                    for start in range(0, len(ids), _PART):
                        part = ids[start : start + _PART]
                        stays += unit.purge(name, part)
                        left -= len(part)
                        if progress:
                            progress(total - left - len(stays), total)
                    left += len(stays)
                    waiting[name] = stays
        refused = self._refused([(name, number) for name, ids in waiting.items() for number in ids])
        return Deleted(total - left, unit.operation, refused)

    def _refused(self, keys: Sequence[Key]) -> tuple[Refused, ...]:
        if not keys:
            return ()
        with self._register.reading() as reader:
            hangs = _hanging(reader, keys)
            titles = {name: reader.titles(name, ids) for name, ids in _by_type(keys).items()}
        return tuple(
            Refused(name, number, titles[name].get(number, ""), hanging.counted(_others(hangs.get((name, number), ()))))
            for name, number in keys
        )


def _by_type(keys: Iterable[Key]) -> dict[str, list[int]]:
    """Return the ids by type, the types that others link to last."""
    found: dict[str, list[int]] = {record_type.NAME: [] for record_type in reversed(RECORDS)}
    for name, number in keys:
        found[name].append(number)
    return {name: ids for name, ids in found.items() if ids}


def _hanging(reader: Reader, keys: Sequence[Key]) -> dict[Key, tuple[Hanging, ...]]:
    return {
        (name, number): found
        for name, ids in _by_type(keys).items()
        for number, found in reader.hanging_on(name, ids).items()
    }


def _others(hangs: Iterable[Hanging]) -> list[Hanging]:
    """Return what hangs on a record apart from its own files, which go with it."""
    return [each for each in hangs if each.record != Attachment.NAME]


def _outside(hangs: Iterable[Hanging], leaving: frozenset[Key]) -> bool:
    """Say whether anything hangs on a record that does not leave with it."""
    others = _others(hangs)
    return any((each.record, number) not in leaving for each in others for number in each.ids | each.in_trash)


def _movers(reader: Reader, places: Sequence[InTrash]) -> dict[Key, str]:
    """Return who moved records to the trash."""
    operations: dict[Key, int] = {}
    for name, ids in _by_type((each.record, each.id) for each in places).items():
        operations |= {(name, number): last for number, last in reader.last_with(name, ids, "trash").items()}
    people = {row["id"]: row["done_by"] for row in reader.operations_by_id(set(operations.values()))}
    return {key: people.get(number, "") for key, number in operations.items()}
