"""Opens, checks, saves and trashes records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from desktop_app.base.clock import today
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.errors import Unanswered
from desktop_app.domain.merging import typed_rows
from desktop_app.domain.problems import Problem, doubtful
from desktop_app.domain.record import Child, Record, changed, child_fields, duplicate, problems_of
from desktop_app.services.hanging import together, warning
from desktop_app.storage.numbers import number_series
from desktop_app.storage.register import Reader, Register

R = TypeVar("R", bound=Record)

_FAR = 500


class Records:
    """What the user can do with single records."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be saved here."""
        return self._register.read_only

    def load(self, name: str, record_id: int) -> Any:
        """Return a whole record, or None where it is gone or in the trash."""
        with self._register.reading() as reader:
            item = reader.record(name, record_id)
        return None if item is None or item.trashed_at is not None else item

    def blank(self, name: str, **values: Any) -> Any:
        """Return a new record with proposals filled in, such as the next delivery number."""
        return self.proposed(TYPES[name](**values))

    def duplicate(self, name: str, record_id: int) -> Any:
        """Return a new record that begins with what another one has and may share; None where that is gone."""
        item = self.load(name, record_id)
        return None if item is None else self.proposed(duplicate(item))

    def proposed(self, item: Any) -> Any:
        """Return a new record with what is proposed for it, such as the next delivery number."""
        if item.NAME == "delivery" and not item.number:
            return changed(item, number=self.next_delivery_number(today().year))
        return item

    def next_network_number(self) -> int:
        """Return the number that follows the highest ever given."""
        with self._register.reading() as reader:
            return reader.last_number("partnership") + 1

    def next_delivery_number(self, year: int) -> str:
        """Return the next delivery number of a year, such as `2026-0042`."""
        with self._register.reading() as reader:
            return f"{year}-{reader.last_number(f'delivery.{year}') + 1:04}"

    def check(self, item: Record) -> tuple[Problem, ...]:
        """Return what is wrong or doubtful with a record as it stands in a form."""
        return (*problems_of(item), *self._leaps(item))

    def _leaps(self, item: Record) -> Iterator[Problem]:
        """Doubt a number far beyond the last one given: numbers go on from the highest, and none is given twice."""
        for name in item.NUMBERED:
            series, number = number_series(item.NAME, getattr(item, name))
            with self._register.reading() as reader:
                last = reader.last_number(series)
            if number > last + _FAR:
                yield doubtful(N_("The last number given was {last}; this one leaps far ahead."), name, last=str(last))

    def save(self, item: R, base: R | None = None, *, origin: str = "form", tried: Unanswered | None = None) -> R:
        """Save a record; raises Invalid, Conflict, NotFound or StorageError, and then nothing was written.

        Raises Unanswered where it is not known whether it was. What the last try raised is given as `tried` to the
        next one: what was saved after all is not saved a second time.
        """
        with self._register.changing(origin=origin, verb="save") as unit:
            if tried is not None:  # asked when nobody else writes any more, not even the try itself
                item, base = _after(tried, Reader(unit.connection), item, base)
            return unit.save(item, base)

    def trash(self, name: str, ids: Sequence[int], *, origin: str = "form") -> int | None:
        """Move records to the trash and return the number of the operation; None where all were there before."""
        with self._register.changing(origin=origin, verb="trash") as unit:
            unit.trash(name, ids)
        return unit.operation

    def restore(self, name: str, ids: Sequence[int]) -> int | None:
        """Take records of one type out of the trash and return the number of the operation."""
        with self._register.changing(origin="form", verb="restore") as unit:
            unit.restore(name, ids)
        return unit.operation

    def what_hangs_on(self, name: str, ids: Sequence[int]) -> str:
        """Return in words which records link to some others and keep their links; empty where none do."""
        with self._register.reading() as reader:
            found = reader.hanging_on(name, ids)
        return warning(together(found.values(), frozenset((name, number) for number in ids)))

    def title(self, name: str, record_id: int) -> str:
        """Return a record's title, of one in the trash with a mark; empty where there is none."""
        return self.titles(name, [record_id]).get(record_id, "")

    def titles(self, name: str, ids: Sequence[int]) -> dict[int, str]:
        """Return the titles of records by id, those in the trash with a mark."""
        with self._register.reading() as reader:
            found = reader.briefs(name, ids)
        return {
            number: item.title if item.trashed_at is None else translate("{title} (in the trash)", title=item.title)
            for number, item in found.items()
        }

    def is_trashed(self, name: str, record_id: int) -> bool:
        """Say whether a record is in the trash."""
        with self._register.reading() as reader:
            item = reader.brief(name, record_id)
        return item is not None and item.trashed_at is not None


def _after(tried: Unanswered, reader: Reader, item: R, base: R | None) -> tuple[R, R | None]:
    """Return what to save, and upon what, where an earlier try may have been kept."""
    saved = reader.saved_by(tried.uid)
    stored: R | None = reader.record(item.NAME, saved[0]) if saved is not None else None
    if saved is None or stored is None:
        return item, base
    if stored.version != saved[1]:  # others have gone on since
        return changed(item, id=stored.id), base
    rows = {
        field.name: getattr(stored, field.name)
        for field in child_fields(type(item))
        if _without_ids(getattr(item, field.name)) == _without_ids(getattr(stored, field.name))
    }
    return changed(item, id=stored.id, **rows), stored


def _without_ids(rows: Iterable[Child]) -> list[tuple[object, ...]]:
    return [row[1:] for row in typed_rows(rows)]
