"""Makes one record of two: the kept one gets what was chosen and all links of the other, which goes to the trash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import or_, select

from desktop_app.base.i18n import N_
from desktop_app.domain.attachment import OWNERS, Attachment
from desktop_app.domain.errors import NotFound, UserError
from desktop_app.domain.fields import nothing
from desktop_app.domain.joining import Choices, joined, led_to, relinked
from desktop_app.domain.kept_apart import KeptApart, kept_apart
from desktop_app.domain.partnership import Milestone, Partnership
from desktop_app.domain.record import Record, changed, field_map
from desktop_app.storage.links import hanging_on
from desktop_app.storage.numbers import hand_over
from desktop_app.storage.repository import chunks
from desktop_app.storage.tables import TABLES
from desktop_app.storage.twin_marks import TwinMarks
from desktop_app.storage.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)

Heard = Callable[[int, int], None]
"""Told how many of how many linking records lead to the kept one; may raise to call the work off."""

_CHUNK = 100


def join(unit: UnitOfWork, kept: R, other: R, choices: Choices, heard: Heard) -> R:
    """Make one record of two, as they were when somebody chose, and return the kept one as saved.

    Raises NotFound or UserError where one of them is another one by now, Invalid where the result cannot be saved.
    """
    kept, other = _as_chosen(unit, kept, other)
    whole = joined(kept, other, choices)
    _free(unit, other, whole.record)
    hand_over(unit.connection, whole.record)
    saved = unit.save(whole.record, kept)
    if saved is kept:  # the history of the kept one is to tell of it all the same
        saved = unit.rewrite(kept, kept)
    rows = {row: getattr(saved, field)[place].id for row, (field, place) in whole.rows.items()}
    _Moving(unit, saved.NAME, other.id or 0, saved.id or 0, rows).move_all(heard)
    unit.trash(other.NAME, [other.id or 0])
    return saved


def _as_chosen(unit: UnitOfWork, kept: R, other: R) -> tuple[R, R]:
    stored: dict[int, R] = unit.sound(kept.NAME, [kept.id or 0, other.id or 0])
    for item in (kept, other):
        now = stored.get(item.id or 0)
        if now is None or now.trashed_at is not None:
            raise NotFound(N_("“{title}” is not in the register any more. Nothing was saved."), title=item.title)
        if now.version != item.version:
            raise UserError(
                N_("“{title}” was changed by {who} meanwhile. Nothing was merged. Compare both once more."),
                title=now.title,
                who=now.changed_by,
            )
    return stored[kept.id or 0], stored[other.id or 0]


def _free(unit: UnitOfWork, other: Record, whole: Record) -> None:
    """Take from a record the codes and numbers that the kept one shall have: no two records have them."""
    fields = field_map(type(other))
    taken = [name for name in other.UNIQUE if (value := getattr(other, name)) and value == getattr(whole, name)]
    if taken:
        unit.rewrite(other, changed(other, **{name: nothing(fields[name].kind) for name in taken}))


class _Moving:
    """Lets all that leads to one record, or to its rows, lead to another one."""

    def __init__(
        self, unit: UnitOfWork, name: str, before: int, after: int, rows: Mapping[tuple[str, int], int | None]
    ) -> None:
        self._unit = unit
        self._name = name
        self._before = before
        self._after = after
        self._rows = rows

    def move_all(self, heard: Heard) -> None:
        """Move the links, those of records in the trash too; a file that both have goes to the trash."""
        doubles = set(self._double_files())
        self._unit.trash(Attachment.NAME, sorted(doubles))
        linking = list(self._linking(doubles))
        for done, (record, ids) in enumerate(linking):
            heard(done * _CHUNK, len(linking) * _CHUNK)
            for item in self._unit.sound(record, ids).values():
                self._unit.rewrite(item, self._moved(item))
        self._move_what_keeps_apart()

    def _linking(self, left_out: set[int]) -> Iterator[tuple[str, list[int]]]:
        found = hanging_on(self._unit.connection, self._name, [self._before]).get(self._before, ())
        for each in found:
            ids = sorted(each.ids | each.in_trash)
            if each.record == self._name:
                ids = [number for number in ids if number != self._after]
            if each.record == Attachment.NAME:
                ids = [number for number in ids if number not in left_out]
            for some in chunks(ids, _CHUNK):
                yield each.record, some

    def _moved(self, item: Any) -> Any:
        moved = relinked(item, self._name, self._before, self._after)
        if isinstance(item, Attachment) and item.milestone is not None and self._name == Partnership.NAME:
            row = self._rows.get((Milestone.NAME, item.milestone))
            moved = led_to(moved, Milestone.NAME, item.milestone, row)
        return moved

    def _double_files(self) -> Iterator[int]:
        """Yield the files of the one record of which the other one has the same content under the same name."""
        if self._name not in OWNERS:
            return
        mine, theirs = self._files(self._after), self._files(self._before)
        known = {(file.name, file.content) for file in mine}
        for file in theirs:
            if (file.name, file.content) in known and not file.remark and file.milestone is None:
                yield file.id or 0

    def _files(self, owner: int) -> Sequence[Attachment]:
        table = TABLES[Attachment.NAME]
        statement = select(table.c.id).where(table.c[self._name] == owner, table.c.trashed_at.is_(None))
        ids = list(self._unit.connection.execute(statement).scalars())
        return list(self._unit.sound(Attachment.NAME, ids).values())

    def _move_what_keeps_apart(self) -> None:
        """Let what is not the same as the one not be the same as the other."""
        table = TABLES[KeptApart.NAME]
        mine = or_(table.c.first == self._before, table.c.second == self._before)
        statement = select(table.c.id).where(table.c.record == self._name, table.c.trashed_at.is_(None), mine)
        known = set(TwinMarks(self._unit.connection).kept_apart(self._name, [self._after]))
        for item in self._unit.sound(KeptApart.NAME, list(self._unit.connection.execute(statement).scalars())).values():
            third = next(number for number in item.pair if number != self._before)
            pair = kept_apart(self._name, third, self._after)
            if third == self._after or pair.pair in known:
                self._unit.trash(KeptApart.NAME, [item.id])
            else:
                known.add(pair.pair)
                self._unit.rewrite(item, changed(item, first=pair.first, second=pair.second, title=""))
