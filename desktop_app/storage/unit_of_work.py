"""The one door for every change: derived, checked, versioned, written, kept in the history."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Text, bindparam, case, cast, delete, func, insert, select, update

from desktop_app.base.clock import today
from desktop_app.base.i18n import N_, NN_
from desktop_app.domain.attachment import OWNERS, Attachment
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import Committed
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.errors import Conflict, CountedError, Invalid, NotFound, UserError
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.merging import FieldConflict, merge, typed_rows
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import Child, Record, changed, child_fields, problems_of, typed_fields
from desktop_app.storage.deriving import derived
from desktop_app.storage.dialect import THE_ROW, contains, insert_rows, new_ids, row_update
from desktop_app.storage.journal import About, Journal
from desktop_app.storage.known_codes import unknown_codes
from desktop_app.storage.links import is_linked, leads_nowhere, links_to_rows
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.numbers import clashes, give, hand_over, take_back
from desktop_app.storage.repository import chunks, load
from desktop_app.storage.rows import Damaged, codec
from desktop_app.storage.sort_keys import keys_of
from desktop_app.storage.tables import (
    ABOUT,
    CHECKSUM,
    DERIVED_ON,
    TABLES,
    key_column,
    keyed_fields,
    search_table,
    stored_fields,
)
from desktop_app.storage.twin_marks import add_marks, change_marks, drop_marks
from desktop_app.storage.words import words_of

R = TypeVar("R", bound=Record)

_SHOWN_ELSEWHERE = ("title", "name_uk", "name_latin", "name_en", "country", "level", "region_de", "territory")
"""The fields of a record that others show, search by or derive their own from."""

_ASKED_FOR_THEIR_PLACE = frozenset({"organisation"})
"""Records through which others look further, at the place: these follow even where the title stays."""


class InvalidRows(CountedError):
    """Some of many records cannot be saved; `problems` says which (by index) and why."""

    def __init__(self, problems: dict[int, tuple[Problem, ...]]) -> None:
        forms = NN_("{count} record cannot be saved as it is.", "{count} records cannot be saved as they are.")
        super().__init__(*forms, len(problems))
        self.problems = problems


class UnitOfWork:
    """One transaction that writes; leave it by `finish` or let its connection roll back."""

    def __init__(
        self,
        connection: Connection,
        *,
        who: str,
        origin: str,
        verb: str,
        now: datetime,
        undoes: int | None = None,
        about: About | None = None,
        uid: str = "",
    ) -> None:
        self._connection = connection
        self._who = who
        self._now = now
        self._journal = Journal(who=who, origin=origin, verb=verb, now=now, undoes=undoes, about=about, uid=uid)
        self.lookup = RegisterLookup(connection, today())

    @property
    def connection(self) -> Connection:
        """Return the connection that the transaction runs on."""
        return self._connection

    @property
    def operation(self) -> int | None:
        """Return the number of the operation in the history, once the unit is finished; None where nothing was done."""
        return self._journal.number

    @property
    def has_changes(self) -> bool:
        """Say whether anything was done to any record."""
        return self._journal.has_changes

    # -- adding ------------------------------------------------------------------------------------------------

    def add(self, item: R) -> R:
        """Save a new record with its child rows and return it as saved; raises Invalid."""
        try:
            return self.add_all([item])[0]
        except InvalidRows as error:
            raise Invalid(error.problems[0]) from error

    def add_all(self, items: Sequence[R], doubts: dict[int, tuple[Problem, ...]] | None = None) -> list[R]:
        """Save many new records of one type; raises InvalidRows and writes nothing where any is wrong.

        `doubts` is filled with what is only doubtful, by index.
        """
        if not items:
            return []
        record_type = type(items[0])
        self.lookup.prefetch(items)
        stamp: dict[str, Any] = {
            "version": 1,
            "created_at": self._now,
            "created_by": self._who,
            "changed_at": self._now,
            "changed_by": self._who,
        }
        ids = self._allocate(record_type.NAME, len(items))
        fresh = [derived(item, self.lookup) for item in items]
        pools = {
            field.name: iter(self._allocate(field.target, sum(len(getattr(item, field.name)) for item in fresh)))
            for field in child_fields(record_type)
        }
        saved = [
            changed(item, id=number, **stamp, **_owned(item, number, pools))
            for number, item in zip(ids, fresh, strict=True)
        ]
        self._refuse(saved, {} if doubts is None else doubts)
        self._insert(saved)
        for item in saved:
            self.lookup.remember(item)
            self._journal.note(item, "create")
        give(self._connection, saved)
        if record_type is CodeValue:
            self._reorder({item.code_list for item in saved if isinstance(item, CodeValue)})
        return saved

    def _refuse(self, items: Sequence[Record], doubts: dict[int, tuple[Problem, ...]]) -> None:
        wrong_ones = clashes(self._connection, items)
        for index, item in enumerate(items):
            problems = (*problems_of(item), *unknown_codes(item, self.lookup))
            if not problems:
                continue
            if errors := tuple(problem for problem in problems if problem.error):
                wrong_ones[index] = (*errors, *wrong_ones.get(index, ()))
            if kept := tuple(problem for problem in problems if not problem.error):
                doubts[index] = kept
        if wrong_ones:
            raise InvalidRows(wrong_ones)

    def _errors(self, item: Record) -> tuple[Problem, ...]:
        found = (*problems_of(item), *unknown_codes(item, self.lookup))
        return tuple(problem for problem in found if problem.error)

    def _allocate(self, name: str, count: int) -> Sequence[int]:
        """Return ids that no row of the table has had."""
        return new_ids(self._connection, TABLES[name], count)

    def _insert(self, items: Sequence[Record]) -> None:
        record_type = type(items[0])
        table, coder = TABLES[record_type.NAME], codec(record_type)
        rows = [coder.encode(item, keys_of(item, self.lookup)) for item in items]
        insert_rows(self._connection, table, coder.columns, rows)
        if record_type.BROWSED:
            words = [(item.id, words_of(item, self.lookup)) for item in items]
            insert_rows(self._connection, search_table(table), ("id", "words"), words)
        add_marks(self._connection, items)
        for field in child_fields(record_type):
            children = [child for item in items for child in getattr(item, field.name)]
            if children:
                self._insert(children)

    # -- changing ----------------------------------------------------------------------------------------------

    def save(self, item: R, base: R | None = None) -> R:
        """Save a changed record and return it as saved; `base` is what the editor started from.

        Where somebody else changed other fields meanwhile, both changes stay. Raises Conflict where the same
        field was changed twice, Invalid where the record is wrong, NotFound where it is gone.
        """
        if item.id is None:
            return self.add(item)
        stored: R | None = self.sound(item.NAME, [item.id]).get(item.id)
        if stored is None or stored.trashed_at is not None:
            raise NotFound(N_("“{title}” is not in the register any more. Nothing was saved."), title=item.title)
        if (base or item).version == stored.version:
            return self._replace(stored, item)
        if base is None:
            raise _conflict(stored)
        merged = merge(item, base, stored)
        if merged.conflicts:
            raise _conflict(stored, merged.conflicts)
        return self._replace(stored, merged.record)

    def sound(self, name: str, ids: Sequence[int]) -> dict[int, Any]:
        """Return records that are as they were saved; raises Damaged where one is not, since writing would hide it."""
        damaged: set[int] = set()
        found = load(self._connection, name, ids, damaged)
        for record_id in damaged:
            raise Damaged(TYPES[name], record_id, found[record_id].title)
        return found

    def _replace(self, stored: R, item: R) -> R:
        self.lookup.prefetch([item])
        fresh = derived(item, self.lookup)
        if problems := (*self._errors(fresh), *clashes(self._connection, [fresh]).get(0, ())):
            raise Invalid(problems)
        if self._same(stored, fresh):
            return stored
        if isinstance(stored, CodeValue) and (stored.code_list, stored.code) != _code(fresh):
            self._refuse_used(stored)
        return self._write_over(stored, fresh)

    def rewrite(self, stored: R, item: R) -> R:
        """Save a record that leads elsewhere now, or has again what it had before; one in the trash stays there.

        What its checks say does not matter; raises Invalid only where another record has its code or number.
        """
        self.lookup.prefetch([item])
        fresh = derived(item, self.lookup)
        hand_over(self._connection, fresh)
        if problems := clashes(self._connection, [fresh]).get(0, ()):
            raise Invalid(problems)
        return self._write_over(stored, fresh)

    def _write_over(self, stored: R, fresh: R) -> R:
        saved = dataclasses.replace(
            fresh,
            version=stored.version + 1,
            trashed_at=stored.trashed_at,
            created_at=stored.created_at,
            created_by=stored.created_by,
            changed_at=self._now,
            changed_by=self._who,
        )
        saved = self._write_children(stored, saved)
        self.lookup.remember(saved)  # before its search words are gathered: a record may link to itself
        self._update(saved)
        self._journal.note(saved, "change")
        self._journal.note_fields(stored, saved)
        give(self._connection, [saved])
        if isinstance(saved, CodeValue):
            self._reorder({saved.code_list})
            if stored.title != saved.title:
                self._retitle(saved)
        if _shown_elsewhere(stored) != _shown_elsewhere(saved):
            self._refresh_dependents({saved.NAME: {saved.id or 0}})
        return saved

    def _same(self, stored: Record, fresh: Record) -> bool:
        return all(getattr(stored, f.name) == getattr(fresh, f.name) for f in typed_fields(type(stored))) and all(
            typed_rows(getattr(stored, f.name)) == typed_rows(getattr(fresh, f.name))
            for f in child_fields(type(stored))
        )

    def _write_children(self, stored: R, saved: R) -> R:
        self._let_go(_gone(stored, saved))
        written: dict[str, Any] = {}
        for field in child_fields(type(saved)):
            before = {child.id: child for child in getattr(stored, field.name)}
            rows: list[Child] = getattr(saved, field.name)
            returning = self._free_ids(field.target, {child.id for child in rows if child.id} - before.keys())
            known = before.keys() | returning
            fresh = iter(self._allocate(field.target, sum(1 for child in rows if child.id not in known)))
            kept = [
                dataclasses.replace(child, owner_id=saved.id, id=child.id if child.id in known else next(fresh))
                for child in rows
            ]
            added = [child for child in kept if child.id not in before]
            if added:
                self._insert(added)
            for child in kept:
                earlier = before.get(child.id)
                if earlier is not None and earlier != child:
                    self._update(child)
                    self._journal.note_fields(earlier, child)
            for child in added:
                self._journal.note_row(child, "create")
            self._delete_children([before[gone] for gone in before.keys() - {child.id for child in kept}])
            written[field.name] = tuple(kept)
        return dataclasses.replace(saved, **written) if written else saved

    def _let_go(self, rows: Sequence[Child]) -> None:
        """Empty the links of other records to child rows that go; told before them, it is taken back after them.

        Nobody's version changes.
        """
        for name, field, ids in links_to_rows(self._connection, rows):
            for stored in load(self._connection, name, ids).values():
                later = changed(stored, **{field: None})
                self._update(later)
                self._journal.note_fields(stored, later)
                self._journal.touch(later)

    def _free_ids(self, name: str, ids: set[int]) -> set[int]:
        """Return which ids no row has: those of child rows that return."""
        if not ids:
            return set()
        column = TABLES[name].c.id
        return ids - {row[0] for row in self._connection.execute(select(column).where(column.in_(ids)))}

    def _delete_children(self, rows: Sequence[Child]) -> None:
        for child in rows:
            self._journal.note_fields(child, None)
            self._journal.note_row(child, "delete")
            self._delete_row(child)

    def _update(self, item: Record) -> None:
        coder = codec(type(item))
        stored = zip(coder.columns, coder.encode(item, keys_of(item, self.lookup)), strict=True)
        values = {column: value for column, value in stored if column != "id"}
        self._connection.execute(row_update(TABLES[item.NAME]), {**values, THE_ROW: item.id})
        if item.BROWSED:
            words = words_of(item, self.lookup)
            self._connection.execute(row_update(search_table(TABLES[item.NAME])), {"words": words, THE_ROW: item.id})
        change_marks(self._connection, item)

    # -- going and returning -----------------------------------------------------------------------------------

    def remove(self, item: Record) -> bool:
        """Take a record out of the register for good; the history keeps it. False where others link to it or use it."""
        if is_linked(self._connection, item) or (isinstance(item, CodeValue) and self._is_used(item)):
            return False
        self._journal.note_fields(item, None)
        for field in child_fields(type(item)):
            self._delete_children(getattr(item, field.name))
        self._delete_row(item)
        if item.trashed_at is None:  # out of the trash it was a record like any other, whose numbers stay given
            take_back(self._connection, item)
        self.lookup.forget(item)
        self._journal.note(item, "delete")
        return True

    def put_back(self, item: Record) -> bool:
        """Return a record that was removed, under the ids it had and into the trash where it was there.

        False where it does not fit in any more.
        """
        self.lookup.prefetch([item])
        fresh = derived(item, self.lookup)
        if self._errors(fresh) or clashes(self._connection, [fresh]) or leads_nowhere(fresh, self.lookup):
            return False
        saved = changed(fresh, version=item.version + 1, changed_at=self._now, changed_by=self._who)
        self._insert([saved])
        self.lookup.remember(saved)
        if saved.trashed_at is not None:
            saved = self._mark(saved, saved.trashed_at)
        for field in child_fields(type(saved)):
            for child in getattr(saved, field.name):
                self._journal.note_row(child, "create")
        self._journal.note(saved, "create")
        if saved.trashed_at is not None:
            self._journal.note(saved, "trash")
        give(self._connection, [saved])
        if isinstance(saved, CodeValue):
            self._reorder({saved.code_list})
        return True

    def _delete_row(self, item: Record) -> None:
        table = TABLES[item.NAME]
        if item.BROWSED:
            words = search_table(table)
            self._connection.execute(delete(words).where(words.c.id == item.id))
        drop_marks(self._connection, item)
        self._connection.execute(delete(table).where(table.c.id == item.id))

    # -- trash -------------------------------------------------------------------------------------------------

    def trash(self, name: str, ids: Iterable[int]) -> None:
        """Move records to the trash: they leave every list and keep their links."""
        for item in self.sound(name, list(ids)).values():
            if item.trashed_at is not None:
                continue
            if isinstance(item, CodeValue):
                self._refuse_used(item)
            self._journal.note(self._mark(item, self._now), "trash")

    def restore(self, name: str, ids: Iterable[int]) -> None:
        """Take records out of the trash."""
        for item in self.sound(name, list(ids)).values():
            if item.trashed_at is not None:
                self._journal.note(self._mark(item, None), "restore")

    def purge(self, name: str, ids: Iterable[int]) -> list[int]:
        """Delete records that are in the trash for good, with their files; return those that others link to.

        These stay.
        """
        stays = []
        for item in self.sound(name, list(ids)).values():
            if item.trashed_at is None:
                continue
            if is_linked(self._connection, item, apart_from=Attachment.NAME):
                stays.append(item.id)
                continue
            for file in self._files_of(item):
                self.remove(file)
            if not self.remove(item):
                stays.append(item.id)
        return stays

    def _files_of(self, item: Record) -> Iterable[Attachment]:
        if item.NAME not in OWNERS:
            return ()
        table = TABLES[Attachment.NAME]
        ids = self._connection.execute(select(table.c.id).where(table.c[item.NAME] == item.id)).scalars()
        return load(self._connection, Attachment.NAME, list(ids)).values()

    def _mark(self, item: R, moment: datetime | None) -> R:
        """Set or take off the trash mark of a record and its child rows; return it as marked."""
        owned = {
            field.name: tuple(changed(child, trashed_at=moment) for child in getattr(item, field.name))
            for field in child_fields(type(item))
        }
        marked = changed(item, trashed_at=moment, version=item.version + 1, **owned)
        self._write_marks([marked])
        for rows in owned.values():
            self._write_marks(rows)
        return marked

    def _write_marks(self, rows: Sequence[Record]) -> None:
        if not rows:
            return
        record_type = type(rows[0])
        coder, table = codec(record_type), TABLES[record_type.NAME]
        columns = ("trashed_at", *(() if issubclass(record_type, Child) else ("version",)), CHECKSUM)
        marks: list[dict[str, Any]] = []
        for row in rows:
            stored = dict(zip(coder.columns, coder.encode(row, [""] * len(coder.key_fields)), strict=True))
            marks.append({"row": row.id, **{f"new_{column}": stored[column] for column in columns}})
        new: dict[str, Any] = {column: bindparam(f"new_{column}") for column in columns}
        self._connection.execute(update(table).where(table.c.id == bindparam("row")).values(new), marks)
        if record_type.BROWSED:
            words = search_table(table)
            statement = update(words).where(words.c.id == bindparam("row"))
            self._connection.execute(statement.values(trashed_at=bindparam("new_trashed_at")), marks)

    def _refuse_used(self, item: CodeValue) -> None:
        if self._is_used(item):
            raise UserError(
                N_("“{label}” is in use and stays. Switch it off instead: then forms do not offer it any more."),
                label=item.label_de,
            )

    def _is_used(self, item: CodeValue) -> bool:
        for name, field in _fields_with_list({item.code_list}):
            column = TABLES[name].c[field.name]
            used = column == item.code if field.kind is Kind.CHOICE else contains(column, f" {item.code} ")
            if self._connection.execute(select(TABLES[name].c.id).where(used).limit(1)).first():
                return True
        return False

    def renew(self, name: str, ids: Iterable[int]) -> None:
        """Derive records anew; nobody's version changes."""
        following: dict[str, set[int]] = {}
        for item in self._refresh_all(name, set(ids), following):
            self._journal.note(item, "renew")
        self._refresh_dependents(following)

    def mend(self, found: R, item: R, *, action: str = "change", rows: Iterable[tuple[Child, str]] = ()) -> R:
        """Write a record over one that is damaged or was changed past this door, and keep the differences.

        `found` is what can be read of it, or what the history knows; `item` is what is written. `rows` are child rows
        that came or went past this door, with what the history is to say of them.
        """
        self.lookup.prefetch([item])
        fresh = derived(item, self.lookup)
        version = max(found.version, item.version) + 1
        saved = changed(fresh, version=version, changed_at=self._now, changed_by=self._who)
        saved = self._write_children(found, saved)
        for field in child_fields(type(saved)):
            for child in getattr(saved, field.name):
                self._update(child)
        self._update(saved)
        self.lookup.remember(saved)
        self._journal.note(saved, action)
        self._journal.note_fields(found, saved)
        for row, happened in rows:
            self._journal.note_row(row, happened)
        give(self._connection, [saved])
        if isinstance(saved, CodeValue):
            self._reorder({saved.code_list})
            self._retitle(saved)
        self._refresh_dependents({saved.NAME: {saved.id or 0}})
        return saved

    def write_anew(self, name: str, ids: Iterable[int]) -> None:
        """Write sort keys, search words and checksums of records and their rows anew; nobody's version changes."""
        items = load(self._connection, name, list(ids)).values()
        self.lookup.prefetch(items)
        for item in items:
            for row in (item, *(row for field in child_fields(type(item)) for row in getattr(item, field.name))):
                self._update(row)
                if row.BROWSED:
                    words = search_table(TABLES[row.NAME])
                    self._connection.execute(delete(words).where(words.c.id == row.id))
                    insert_rows(self._connection, words, ("id", "words"), [(row.id, words_of(row, self.lookup))])
                    if row.trashed_at is not None:
                        self._write_marks([row])
            self._journal.touch(item)

    def drop_row(self, child: Child) -> None:
        """Take away a child row that belongs to no record; the history keeps it."""
        self._journal.note_fields(child, None)
        self._journal.note(child, "delete")
        self._delete_row(child)

    def note_loss(self, name: str, record_id: int) -> None:
        """Keep that a record is gone that nobody removed: the history does not wait for it any more."""
        self._journal.note(TYPES[name](id=record_id), "delete")

    def derived_today(self) -> None:
        """Keep that derived fields are up to date for today."""
        self._connection.execute(delete(ABOUT).where(ABOUT.c.name == DERIVED_ON))
        self._connection.execute(insert(ABOUT).values(name=DERIVED_ON, value=self.lookup.today.isoformat()))

    # -- what else depends on a record -------------------------------------------------------------------------

    def _refresh_dependents(self, changed: dict[str, set[int]]) -> None:
        """Derive anew what shows the changed records' names, until nothing changes any more."""
        while changed:
            following: dict[str, set[int]] = {}
            for name, ids in self._dependents(changed).items():
                self._refresh_all(name, ids, following)
            changed = following

    def _refresh_all(self, name: str, ids: set[int], following: dict[str, set[int]]) -> Iterable[Record]:
        damaged: set[int] = set()
        found = load(self._connection, name, sorted(ids), damaged)
        dependents = [item for number, item in found.items() if number not in damaged]  # these wait to be mended
        self.lookup.prefetch(dependents)
        for stored in dependents:
            self._refresh(stored, following)
        return dependents

    def _refresh(self, stored: Record, following: dict[str, set[int]]) -> None:
        fresh = derived(stored, self.lookup)
        for field in child_fields(type(stored)):
            for before, after in zip(getattr(stored, field.name), getattr(fresh, field.name), strict=False):
                if before != after:
                    self._update(after)
        self.lookup.remember(fresh)
        self._update(fresh)
        self._journal.touch(stored)
        if stored.title != fresh.title or stored.NAME in _ASKED_FOR_THEIR_PLACE:
            following.setdefault(stored.NAME, set()).add(stored.id or 0)

    def _dependents(self, changed: dict[str, set[int]]) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for name, record_type in TYPES.items():
            table = TABLES[name]
            for field in stored_fields(record_type):
                if field.kind is not Kind.LINK or field.target not in changed:
                    continue
                is_child = issubclass(record_type, Child)
                id_column = table.c.owner_id if is_child else table.c.id
                ids = found.setdefault(record_type.OWNER if is_child else name, set())
                for part in chunks(changed[field.target]):
                    rows = self._connection.execute(select(id_column).where(table.c[field.name].in_(part)))
                    ids.update(row[0] for row in rows)
        for name in found.keys() & changed.keys():
            found[name] -= changed[name]
        return found

    def _reorder(self, code_lists: set[str]) -> None:
        """Sort anew by the places that codes have in their lists now."""
        self.lookup.forget_codes()
        codes = TABLES["code-value"].alias()
        for name, field in _fields_with_list(code_lists):
            if field in keyed_fields(TYPES[name]):
                table = TABLES[name]
                digits = func.substr(cast(100_000 + func.coalesce(codes.c.rank, 0), Text), 2)
                place = select(digits).where(codes.c.code_list == field.choices, codes.c.code == table.c[field.name])
                key = case(
                    (table.c[field.name] == "", ""),
                    else_=func.coalesce(place.scalar_subquery(), "99999" + table.c[field.name]),
                )
                self._connection.execute(
                    update(table).values({key_column(field.name): key}).where(table.c[key_column(field.name)] != key)
                )

    def _retitle(self, item: CodeValue) -> None:
        """Derive anew the owners of child rows that have a code: its word may stand in their titles."""
        owners: dict[str, set[int]] = {}
        for name, field in _fields_with_list({item.code_list}):
            if issubclass(TYPES[name], Child):
                table = TABLES[name]
                rows = self._connection.execute(select(table.c.owner_id).where(table.c[field.name] == item.code))
                owners.setdefault(TYPES[name].OWNER, set()).update(row[0] for row in rows)
        following: dict[str, set[int]] = {}
        for name, ids in owners.items():
            self._refresh_all(name, ids, following)
        self._refresh_dependents(following)

    # -- history ----------------------------------------------------------------------------------------------

    def finish(self) -> Committed:
        """Write the history of the unit; the caller commits next."""
        self._journal.write(self._connection)
        return self._journal.committed()


def _owned(item: Record, owner_id: int, pools: Mapping[str, Iterator[int]]) -> dict[str, Any]:
    """Return the child rows of a new record with their owner and ids."""
    return {
        name: tuple(changed(child, id=next(ids), owner_id=owner_id) for child in getattr(item, name))
        for name, ids in pools.items()
        if getattr(item, name)
    }


def _gone(stored: Record, saved: Record) -> list[Child]:
    """Return the child rows that a record has no more."""
    rows: list[Child] = []
    for field in child_fields(type(stored)):
        kept = {child.id for child in getattr(saved, field.name)}
        rows += [child for child in getattr(stored, field.name) if child.id not in kept]
    return rows


def _conflict(stored: Record, conflicts: tuple[FieldConflict, ...] = ()) -> Conflict:
    return Conflict(
        N_(
            "“{title}” was changed by {who} in the same place meanwhile. "
            "Nothing was saved; what you typed is still in the form."
        ),
        stored,
        conflicts,
    )


def _shown_elsewhere(item: Record) -> tuple[Any, ...]:
    """Return what other records show or derive from a record that they link to."""
    return tuple(getattr(item, name, None) for name in _SHOWN_ELSEWHERE)


def _code(item: Record) -> tuple[Any, Any]:
    return getattr(item, "code_list", None), getattr(item, "code", None)


def _fields_with_list(code_lists: set[str]) -> Iterable[tuple[str, Field]]:
    for name, record_type in TYPES.items():
        for field in stored_fields(record_type):
            if field.choices in code_lists:
                yield name, field
