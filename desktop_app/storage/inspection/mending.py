"""Puts right what a look at the register found, in the one transaction of a unit of work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Kind
from desktop_app.domain.findings import Fault, Finding
from desktop_app.domain.record import Record, changed, child_fields, typed_fields
from desktop_app.domain.twin_rules import TWINS
from desktop_app.storage.dialect import keep_given_ids
from desktop_app.storage.inspection.diagnosis import Diagnosis, Diagnostics
from desktop_app.storage.inspection.history import Told, as_told, differences, rows_gone_past, seal, told_of
from desktop_app.storage.inspection.lost_links import may_lose_links, without_lost_links
from desktop_app.storage.inspection.numbers import keep_numbers
from desktop_app.storage.inspection.raw_rows import Row, raw_rows, record_of
from desktop_app.storage.inspection.rows import RowInspection, RowsSeen
from desktop_app.storage.repository import chunks, load
from desktop_app.storage.soundness import build_index
from desktop_app.storage.tables import TABLES, search_table, twin_table
from desktop_app.storage.unit_of_work import UnitOfWork

Tell = Callable[[int, int], None]
"""Told how many of how many findings are dealt with; may raise to call the work off."""

_WRITTEN_AT_ONCE = 50
"""So many records take some tenths of a second; between them the work may be called off."""


class Mending:
    """Cures findings one kind after the other; what was cured stands in `cured`, in their order.

    What a finding says may be out of date: each is looked at anew before anything is written.
    """

    def __init__(self, unit: UnitOfWork, tell: Tell) -> None:
        self._unit = unit
        self._tell = tell
        self._seen = RowsSeen()
        self._wanted = 0
        self.cured: list[Finding] = []

    def cure(self, findings: Sequence[Finding]) -> None:
        """Put right what can be put right without anybody's decision."""
        mine = [finding for finding in findings if finding.curable]
        self._wanted = len(mine)
        if any(finding.fault in {Fault.DAMAGED, Fault.ORPHAN} for finding in mine):
            self._seen = RowInspection(self._unit.connection).look_at_all(self._go_on)
        steps: tuple[tuple[set[Fault], Callable[[Sequence[Finding]], Iterable[Finding]]], ...] = (
            ({Fault.INDEX}, self._indexes),
            ({Fault.DAMAGED}, self._damaged),
            ({Fault.ORPHAN}, self._orphans),
            ({Fault.LINK}, self._links),
            ({Fault.HISTORY}, self._history),
            ({Fault.DERIVED}, self._derived),
            ({Fault.SEARCH, Fault.SORTING, Fault.CHECKSUM}, self._written_anew),
            ({Fault.NUMBER}, self._numbers),
            ({Fault.SEQUENCE}, self._sequences),
        )
        for faults, cure in steps:
            for finding in cure([finding for finding in mine if finding.fault in faults]):
                self.cured.append(finding)
                self._go_on()

    def accept(self, findings: Sequence[Finding]) -> None:
        """Take as right what a person has looked at: damaged records as they can be read, a changed history, a loss."""
        self._wanted = len(findings)
        damaged = [finding for finding in findings if finding.fault is Fault.DAMAGED]
        if damaged:
            self._seen = RowInspection(self._unit.connection).look_at_all(self._go_on)
            for finding, found in self._diagnosed(damaged):
                self._take(found.before)
                self.cured.append(finding)
        for finding in findings:
            if finding.fault is Fault.ORPHAN:
                self.cured += self._dropped(finding)
            elif finding.fault is Fault.LOST:
                self._unit.note_loss(finding.record, finding.record_id)
                self.cured.append(finding)
            elif finding.fault is Fault.SEAL and finding.said.isdecimal():
                seal(self._unit.connection, [int(finding.said)])
                self.cured.append(finding)

    def _go_on(self, _looked_at: int = 0) -> None:
        """Tell how far it is, and hear whether it is called off: looking at all rows once more takes its time."""
        self._tell(len(self.cured), self._wanted)

    # -- one kind after the other ------------------------------------------------------------------------------

    def _indexes(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        for finding in findings:
            try:
                build_index(self._unit.connection, finding.said)
            except DBAPIError:  # two rows hold what only one may: their records are found as damaged, or a backup helps
                continue
            yield finding

    def _damaged(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        whole = [(finding, found) for finding, found in self._diagnosed(findings) if found.after is not None]
        for finding, _ in whole:
            for name, row_id in self._seen.strays((finding.record, finding.record_id)):
                self._unit.connection.execute(delete(TABLES[name]).where(TABLES[name].c.id == row_id))
        for finding, found in whole:
            if found.after is not None:
                self._unit.mend(found.before, found.after)
                self._unit.write_anew(finding.record, [finding.record_id])
                yield finding

    def _diagnosed(self, findings: Sequence[Finding]) -> list[tuple[Finding, Diagnosis]]:
        """Return what damaged records held, before any of them is written: mending one touches its neighbours."""
        diagnostics = Diagnostics(self._unit.connection, self._unit.lookup, self._seen)
        found = []
        for finding in findings:
            root = (finding.record, finding.record_id)
            diagnosis = diagnostics.of(root, self._told(root)) if root in self._seen.harmed else None
            if diagnosis is not None:
                found.append((finding, diagnosis))
        return found

    def _orphans(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        for finding in findings:
            if (finding.record, finding.record_id) not in self._seen.damaged:
                yield from self._dropped(finding)

    def _dropped(self, finding: Finding) -> Iterator[Finding]:
        for row in raw_rows(self._unit.connection, finding.record, [finding.record_id]).values():
            child = record_of(row, ())
            if self._unit.lookup.find(child.OWNER, child.owner_id) is None:
                self._unit.drop_row(child)
                yield finding

    def _links(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        emptied: dict[Row, tuple[Record, Record]] = {}
        cured = []
        for finding, item in self._sound(findings):
            if may_lose_links(item, self._unit.lookup):
                emptied[finding.record, finding.record_id] = item, without_lost_links(item, self._unit.lookup)
                cured.append(finding)
        for before, after in emptied.values():  # all of them first: mending one writes others, which must be writable
            self._empty_links(before, after)
        for before, after in emptied.values():
            self._unit.mend(before, after)
            self._unit.write_anew(before.NAME, [before.id or 0])
        yield from cured

    def _empty_links(self, before: Record, after: Record) -> None:
        gone = [
            field.name
            for field in typed_fields(type(before))
            if field.kind is Kind.LINK and getattr(before, field.name) != getattr(after, field.name)
        ]
        if gone:
            table = TABLES[before.NAME]
            self._unit.connection.execute(update(table).where(table.c.id == before.id).values(dict.fromkeys(gone)))
        for children in child_fields(type(before)):
            for pair in zip(getattr(before, children.name), getattr(after, children.name), strict=True):
                self._empty_links(*pair)

    def _history(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        for finding, item in self._sound(findings):
            told = self._told((finding.record, finding.record_id))
            if differences(item, told):
                self._take(item)
                yield finding

    def _take(self, item: Record) -> None:
        """Keep a record as it stands, and what the history knew otherwise as a change."""
        told = self._told((item.NAME, item.id or 0))
        action = "change"
        if told.exists and told.in_trash != (item.trashed_at is not None):
            action = "trash" if item.trashed_at is not None else "restore"
        before = changed(as_told(item, told), version=max(item.version, told.version or 0))
        self._unit.mend(before, item, action=action, rows=rows_gone_past(item, told))
        self._unit.write_anew(item.NAME, [item.id or 0])

    def _derived(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        for name, some in _by_type(findings):
            sound = [finding for finding, _ in self._sound(some)]
            self._unit.renew(name, [finding.record_id for finding in sound])
            yield from sound

    def _written_anew(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        for name, some in _by_type(findings):
            self._drop_superfluous_words(name)
            for part in chunks(sorted(some, key=lambda finding: finding.record_id), _WRITTEN_AT_ONCE):
                ids = sorted({finding.record_id for finding in part})
                harmed = RowInspection(self._unit.connection).look_at(name, ids).harmed
                self._unit.write_anew(name, [number for number in ids if (name, number) not in harmed])
                yield from (finding for finding in part if (name, finding.record_id) not in harmed)

    def _drop_superfluous_words(self, name: str) -> None:
        if TYPES[name].BROWSED:
            words = search_table(TABLES[name])
            self._unit.connection.execute(delete(words).where(words.c.id.not_in(select(TABLES[name].c.id))))
        if name in TWINS:
            marks = twin_table(TABLES[name])
            self._unit.connection.execute(delete(marks).where(marks.c.id.not_in(select(TABLES[name].c.id))))

    def _numbers(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        for finding, item in self._sound(findings):
            keep_numbers(self._unit.connection, [item])
            yield finding

    def _sequences(self, findings: Sequence[Finding]) -> Iterator[Finding]:
        for finding in findings:
            keep_given_ids(self._unit.connection, {TABLES[finding.record].name: int(finding.said)})
            yield finding

    # -- what is asked again and again -------------------------------------------------------------------------

    def _sound(self, findings: Sequence[Finding]) -> Iterator[tuple[Finding, Record]]:
        """Yield findings with their records where these are as they were saved."""
        for name, some in _by_type(findings):
            for part in chunks(some):
                damaged: set[int] = set()
                found = load(self._unit.connection, name, [finding.record_id for finding in part], damaged)
                for finding in part:
                    if finding.record_id in found and finding.record_id not in damaged:
                        yield finding, found[finding.record_id]

    def _told(self, root: Row) -> Told:
        return told_of(self._unit.connection, root[0], [root[1]], set()).get(root[1], Told())


def _by_type(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    for name in dict.fromkeys(finding.record for finding in findings):
        yield name, [finding for finding in findings if finding.record == name]
