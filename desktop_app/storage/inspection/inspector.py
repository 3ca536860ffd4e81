"""Looks at everything in a register, as it stood at one moment, and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from desktop_app.base.clock import today
from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.domain.fields import Kind
from desktop_app.domain.findings import Fault, Finding, Looked
from desktop_app.domain.record import Child, typed_fields
from desktop_app.storage.inspection.diagnosis import Diagnostics
from desktop_app.storage.inspection.history import (
    Told,
    lost_records,
    operation_count,
    told_of,
    unsound_operations,
)
from desktop_app.storage.inspection.lost_links import may_lose_links
from desktop_app.storage.inspection.numbers import number_faults
from desktop_app.storage.inspection.raw_rows import Row, raw_rows
from desktop_app.storage.inspection.records import RecordInspection
from desktop_app.storage.inspection.rows import RowInspection, RowsSeen, owner_of
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.past import last_title
from desktop_app.storage.register import Reader
from desktop_app.storage.repository import CHUNK, load
from desktop_app.storage.soundness import BrokenLink, beside, broken_links, file_faults, interruptible, late_ids
from desktop_app.storage.tables import CHANGE, OPERATION, TABLES, helped, table_name

Tell = Callable[[int, int], None]
"""Told how many of how many steps are done; may raise to call the work off."""

_TYPES_BY_TABLE = {table_name(name): record_type for name, record_type in TYPES.items()}
_STEPS_OF_A_RECORD = 8
"""A whole record takes about so many times longer to look at than a row of it."""


class Inspector:
    """One look at a register; a quick one leaves out what the program can work out anew, and the history."""

    def __init__(self, reader: Reader, tell: Tell, *, quick: bool = False) -> None:
        self._reader = reader
        self._connection: Connection = reader.connection
        self._tell = tell
        self._quick = quick
        self._done = 0
        self._total = 0
        self._seen = RowsSeen()
        self._unsound: set[int] = set()
        self._derived_on = date.min
        self.looked = Looked(0, 0, 0, whole=not quick)

    def findings(self) -> Iterator[Finding]:
        """Yield all that is wrong; what cannot be read is a fault of the file, and the rest is looked at."""
        for look in (self._file, self._count, self._history, self._rows, self._links, self._records, self._numbers):
            try:
                with interruptible(self._connection, partial(self._step, 0)):
                    yield from look()
            except DBAPIError as error:
                yield Finding(Fault.FILE, said=str(error.orig))

    def _step(self, steps: int) -> None:
        self._done += steps
        self._tell(min(self._done, self._total), self._total)

    def _file(self) -> Iterator[Finding]:
        faults = file_faults(self._connection, quick=self._quick)
        for said in faults.said:
            yield Finding(Fault.FILE, said=said)
        for name in faults.indexes:
            yield Finding(Fault.INDEX, said=name, curable=True)

    def _count(self) -> Iterator[Finding]:
        rows = {name: self._size(name) for name in TYPES}
        records = sum(rows[record_type.NAME] for record_type in RECORDS)
        operations = 0 if self._quick else operation_count(self._connection)
        self.looked = Looked(records, sum(rows.values()), operations, whole=not self._quick)
        self._total = sum(rows.values()) + operations + (0 if self._quick else records * _STEPS_OF_A_RECORD)
        self._derived_on = self._reader.derived_on()
        return iter(())

    def _size(self, name: str) -> int:
        return int(self._connection.execute(select(func.count()).select_from(TABLES[name])).scalar_one())

    def _history(self) -> Iterator[Finding]:
        if self._quick:
            return
        for number in unsound_operations(self._connection, self._step):
            self._unsound.add(number)
            yield Finding(Fault.SEAL, said=str(number))
        for record_type in RECORDS:
            yield from lost_records(self._connection, record_type.NAME, self._unsound)

    def _rows(self) -> Iterator[Finding]:
        self._seen = seen = RowInspection(self._connection).look_at_all(self._step)
        diagnostics = Diagnostics(self._connection, RegisterLookup(self._connection, today()), seen)
        for name, record_id in sorted(seen.harmed):
            yield from self._damage(diagnostics, (name, record_id))
        yield from self._bad_checksums(seen)

    def _damage(self, diagnostics: Diagnostics, root: Row) -> Iterator[Finding]:
        name, record_id = root
        told = told_of(self._connection, name, [record_id], set()).get(record_id, Told())
        found = diagnostics.of(root, told)
        if found is not None:
            curable = found.after is not None
            title = (found.after or found.before).title
            yield Finding(Fault.DAMAGED, name, record_id, title, found.differences, curable=curable)
        elif self._quick and told.exists:
            yield Finding(Fault.LOST, name, record_id, last_title(self._connection, name, record_id))

    def _bad_checksums(self, seen: RowsSeen) -> Iterator[Finding]:
        roots = set()
        for name, row_id in seen.bad_checksums:
            for row in raw_rows(self._connection, name, [row_id]).values():
                roots.add(owner_of(row))
        for name, record_id in sorted(roots - seen.harmed):
            title = next((row.title for row in raw_rows(self._connection, name, [record_id]).values()), "")
            yield Finding(Fault.CHECKSUM, name, record_id, title, curable=True)

    def _links(self) -> Iterator[Finding]:
        lookup = RegisterLookup(self._connection, today())
        for link in broken_links(self._connection):
            if (link.table, link.row_id) not in self._seen.healed:
                yield self._broken_link(link, lookup)
        for table, highest in late_ids(self._connection).items():
            yield Finding(Fault.SEQUENCE, _TYPES_BY_TABLE[table].NAME, said=str(highest), curable=True)
        if not self._quick:
            yield from self._links_into_the_trash()

    def _broken_link(self, link: BrokenLink, lookup: RegisterLookup) -> Finding:
        if link.table in {OPERATION.name, CHANGE.name}:
            return Finding(Fault.SEAL, said=str(link.row_id))
        record_type = _TYPES_BY_TABLE.get(helped(link.table))
        if record_type is None or helped(link.table) != link.table:
            return Finding(Fault.SEARCH, record_type.NAME if record_type else "", link.row_id, curable=True)
        row = raw_rows(self._connection, record_type.NAME, [link.row_id]).get(link.row_id)
        if row is None:
            return Finding(Fault.LINK, record_type.NAME, link.row_id)
        if link.column == "owner_id":
            sound = row.is_sound(())
            return Finding(Fault.ORPHAN, record_type.NAME, link.row_id, row.title, curable=sound)
        root_name, root_id = owner_of(row)
        root = raw_rows(self._connection, root_name, [root_id]).get(root_id)
        item = load(self._connection, root_name, [root_id]).get(root_id)
        curable = (root_name, root_id) not in self._seen.harmed and item is not None and may_lose_links(item, lookup)
        title = root.title if root is not None else row.title
        return Finding(Fault.LINK, root_name, root_id, title, said=link.column, curable=curable)

    def _links_into_the_trash(self) -> Iterator[Finding]:
        found: dict[Row, tuple[str, str]] = {}
        for name, record_type in TYPES.items():
            table = TABLES[name]
            is_child = issubclass(record_type, Child)
            root_id = table.c.owner_id if is_child else table.c.id
            for field in typed_fields(record_type):
                if field.kind is Kind.LINK:
                    root = TABLES[record_type.OWNER] if is_child else table
                    target = beside(TABLES[field.target], table, root)
                    source = table.join(target, target.c.id == table.c[field.name])
                    source = source.join(root, root.c.id == root_id) if is_child else source
                    statement = select(root_id, root.c.title, target.c.title).select_from(source)
                    live = (table.c.trashed_at.is_(None), target.c.trashed_at.is_not(None))
                    for record_id, title, linked in self._connection.execute(statement.where(*live)):
                        found[record_type.OWNER or name, record_id] = (title, linked)
        for (name, record_id), (title, linked) in sorted(found.items()):
            yield Finding(Fault.TRASHED_LINK, name, record_id, title, said=linked)

    def _records(self) -> Iterator[Finding]:
        if self._quick:
            return
        for record_type in RECORDS:
            look = RecordInspection(  # a new one forgets the records that those of the last type link to
                self._connection, harmed=self._seen.harmed, unsound=self._unsound, derived_on=self._derived_on
            )
            column, last = TABLES[record_type.NAME].c.id, 0
            while True:
                some = select(column).where(column > last).order_by(column).limit(CHUNK)
                ids = [row[0] for row in self._connection.execute(some)]
                if not ids:
                    break
                yield from look.look_at(record_type.NAME, ids)
                last = ids[-1]
                self._step(len(ids) * _STEPS_OF_A_RECORD)

    def _numbers(self) -> Iterator[Finding]:
        yield from number_faults(self._connection, self._seen.harmed)
        self._tell(self._total, self._total)
