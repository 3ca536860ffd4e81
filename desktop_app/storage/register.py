"""An open register: the one thing through which services read and change it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Transaction, and_, func, null, or_, select
from sqlalchemy.exc import DBAPIError

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.base.meanwhile import GivenUp, pause
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import Committed
from desktop_app.domain.errors import Unanswered
from desktop_app.domain.fields import Kind
from desktop_app.domain.query import ListGroup, ListRow, Query, SumOf, meant
from desktop_app.domain.record import Child, child_fields, typed_fields
from desktop_app.domain.relations import Relation
from desktop_app.storage import grouping, queries, repository
from desktop_app.storage.contents import ContentUse, content_uses, remembered_contents
from desktop_app.storage.deriving import is_outdated
from desktop_app.storage.dialect import broken_links_left
from desktop_app.storage.failures import StorageError
from desktop_app.storage.file_store import FileStore
from desktop_app.storage.homes import Home
from desktop_app.storage.journal import About, new_uid
from desktop_app.storage.links import Hanging, Linking, hanging_on, linking
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.naming import Names
from desktop_app.storage.past import Past
from desktop_app.storage.searching import Searching
from desktop_app.storage.soundness import broken_links, file_faults, wrong_letter_indexes
from desktop_app.storage.tables import ABOUT, COUNTER, DERIVED_ON, IDENTITY, TABLES
from desktop_app.storage.trashed import Trashed
from desktop_app.storage.twin_marks import TwinMarks
from desktop_app.storage.unit_of_work import UnitOfWork

_LOG = logging.getLogger(__name__)
_PATIENCE, _PAUSE = 5.0, 0.2
"""Seconds in which a lost connection may come back, and between two tries."""

Listener = Callable[[Committed], None]


class Register:
    """A register that is open; made by the home in which it was found."""

    def __init__(self, home: Home, engine: Engine, *, who: str) -> None:
        self.home = home
        self.read_only = home.read_only
        self.who = who
        self.files: FileStore = home.file_store(engine)
        self._engine = engine
        self._listeners: list[Listener] = []
        self._committing = Lock()
        self._done: set[int | None] = set()

    def close(self) -> None:
        """Close all connections; the write-ahead log is folded into the file."""
        self._engine.dispose()

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` after each commit, in the thread that committed."""
        self._listeners.append(listener)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read several things as they stood at one moment."""
        with self.home.speaking(), self._engine.connect() as connection:
            transaction = connection.begin()
            try:
                yield Reader(connection, self.who)
            finally:
                transaction.rollback()  # a damaged file would not let itself be committed

    @contextmanager
    def changing(
        self,
        *,
        origin: str,
        verb: str,
        dry_run: bool = False,
        undoes: int | None = None,
        about: About | None = None,
        uid: str = "",
        minds_links: bool = True,
    ) -> Iterator[UnitOfWork]:
        """Change records in one transaction: all of it is kept, or, on any error, none.

        `origin` is where the change comes from (form, import, command, example), `verb` what was done (save, import,
        trash). A dry run checks and derives everything, then keeps nothing. `undoes` is the operation taken back,
        `about` what the change is about where the first record touched does not tell, `uid` (32 hexadecimal digits)
        what names the operation beforehand. A repair does not mind links that lead nowhere in a damaged file. Raises
        Unanswered where a server was told to keep the change and cannot be asked any more whether it did.
        """
        uid = uid or new_uid()
        now = datetime.now(UTC).replace(microsecond=0)
        with (
            self.home.speaking(),
            self._engine.connect().execution_options(writes=True) as connection,
            nullcontext() if minds_links else broken_links_left(connection),
            connection.begin() as transaction,
        ):
            unit = UnitOfWork(
                connection, who=self.who, origin=origin, verb=verb, now=now, undoes=undoes, about=about, uid=uid
            )
            yield unit
            committed = unit.finish()
            self.home.refuse_moved()
            if dry_run:
                transaction.rollback()
            else:
                with self._committing:
                    self._commit(transaction, uid)
                    self._done.add(committed.operation)
        if committed.records and not dry_run:
            self.announce(committed)

    def _commit(self, transaction: Transaction, uid: str) -> None:
        """Commit; where the answer is lost, ask anew whether that was done."""
        try:
            transaction.commit()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            if not self._was_kept(uid):
                raise StorageError(
                    N_("The connection to {place} broke off. Nothing was saved in {name}. Try again in a moment."),
                    place=self.home.place,
                    name=self.home.name,
                ) from None

    def _was_kept(self, uid: str) -> bool:
        """Say whether an operation stands in the history, after what wrote it has come to its end; raises Unanswered.

        The turn to write is taken for the question: as long as the lost transaction is under way, it has the turn.
        """
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                    return Past(connection).operation_by_uid(uid) is not None
            except Exception as error:
                with suppress(StorageError), self.home.speaking():  # lets pass what is no error of the driver
                    raise
                unanswered = Unanswered(uid, place=self.home.place, name=self.home.name)
                if time.monotonic() > until:
                    raise unanswered from error
                try:
                    pause(_PAUSE)
                except GivenUp:
                    raise unanswered from error

    def wrong_letter_indexes(self) -> list[str]:
        """Return the names of the indexes of letters that do not hold the search words; nothing is changed.

        The engine compares them only for who may write: others wait for some seconds in a very large register.
        """
        if self.read_only:
            return []
        with (
            self.home.speaking(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin() as transaction,
        ):
            found = list(wrong_letter_indexes(connection))
            transaction.rollback()
            return found

    def announce(self, committed: Committed) -> None:
        """Tell all listeners what was committed, here or elsewhere.

        The last first: what was built upon the register knows it before those who show it. What they fail to read
        then is no failure of the change.
        """
        for listener in reversed(self._listeners):
            try:
                listener(committed)
            except UserError as error:
                _LOG.warning("not shown: %s", error.msgid)

    def has_done(self, operation: int) -> bool:
        """Say whether an operation that stands in the history was done through this register."""
        with self._committing:  # waits until one that was just committed is known as well
            return operation in self._done


class Reader(Past):
    """Questions to the register, all answered from one state of it; `who` asks them."""

    def __init__(self, connection: Connection, who: str = "") -> None:
        super().__init__(connection)
        self._who = who

    @property
    def connection(self) -> Connection:
        """Return the connection that all is read through."""
        return self._connection

    def record(self, name: str, record_id: int) -> Any:
        """Return a whole record with its child rows, or None."""
        return self.records(name, [record_id]).get(record_id)

    def records(self, name: str, ids: Sequence[int]) -> dict[int, Any]:
        """Return whole records by id."""
        return repository.load(self._connection, name, ids)

    def brief(self, name: str, record_id: int) -> Any:
        """Return a record without its child rows, or None."""
        return repository.load_flat(self._connection, name, [record_id]).get(record_id)

    def briefs(self, name: str, ids: Sequence[int]) -> dict[int, Any]:
        """Return records without their child rows, by id."""
        return repository.load_flat(self._connection, name, ids)

    @property
    def names(self) -> Names:
        """Return the questions about names."""
        return Names(self._connection)

    @property
    def searching(self) -> Searching:
        """Return the questions of a search over everything."""
        return Searching(self._connection)

    @property
    def twins(self) -> TwinMarks:
        """Return the questions about marks that records share."""
        return TwinMarks(self._connection)

    @property
    def trashed(self) -> Trashed:
        """Return the questions about the trash."""
        return Trashed(self._connection)

    def count(self, query: Query) -> int:
        """Return how many records a query finds."""
        return queries.count(self._connection, self._meant(query))

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        """Return some rows of a list."""
        return queries.page(self._connection, self._meant(query), first, size)

    def groups(self, query: Query, sums: Sequence[SumOf]) -> list[ListGroup]:
        """Return the groups of a list by the field that it is sorted by first."""
        return grouping.groups(self._connection, self._meant(query), sums)

    def every(self, query: Query) -> Iterator[ListRow]:
        """Yield all rows of a list."""
        return queries.every(self._connection, self._meant(query))

    def positions(self, query: Query, ids: Collection[int]) -> dict[int, int]:
        """Return the places of some records in a list, by their ids, of those that it has."""
        return queries.positions(self._connection, self._meant(query), ids)

    def rows(self, query: Query, ids: Collection[int]) -> list[ListRow]:
        """Return rows of some records as a list shows them, also of those that its filters leave out."""
        return queries.rows(self._connection, self._meant(query), ids)

    def ids(self, query: Query, first: int, size: int) -> list[int]:
        """Return some ids of a list, in its order."""
        return queries.ids(self._connection, self._meant(query), first, size)

    def _meant(self, query: Query) -> Query:
        return meant(query, today(), self._who)

    def titles(self, name: str, ids: Iterable[int]) -> dict[int, str]:
        """Return the titles of records by id."""
        return queries.titles(self._connection, name, set(ids))

    def values(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the id and the stored values of some columns of every record that is not in the trash."""
        table = TABLES[name]
        statement = select(table.c.id, *(table.c[column] for column in columns)).where(table.c.trashed_at.is_(None))
        return (tuple(row) for row in self._connection.execute(statement))

    def typed_rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        """Yield what people typed into every row of a type, the trash included, in the order of their ids.

        Each is the id, the owner's id (None for records of their own), the trash mark, the place, then the values.
        """
        table, record_type = TABLES[name], TYPES[name]
        owned = issubclass(record_type, Child)
        own = (table.c.owner_id, table.c.position) if owned else (null(), null())
        columns = [table.c[field.name] for field in typed_fields(record_type)]
        statement = select(table.c.id, own[0], table.c.trashed_at, own[1], *columns).order_by(table.c.id)
        return (tuple(row) for row in self._connection.execution_options(yield_per=1_000).execute(statement))

    def owner_ids(self, name: str, field: str, target: int) -> list[int]:
        """Return the owners of child rows that link to a record."""
        table = TABLES[name]
        statement = select(table.c.owner_id).where(table.c[field] == target, table.c.trashed_at.is_(None)).distinct()
        return [row[0] for row in self._connection.execute(statement)]

    def linking_ids(self, name: str, field: str, target: int) -> list[int]:
        """Return the records of a type that link to a record by a field, in the order in which they were made."""
        table = TABLES[name]
        statement = select(table.c.id).where(table.c[field] == target, table.c.trashed_at.is_(None))
        return list(self._connection.execute(statement.order_by(table.c.id)).scalars())

    def lookup(self) -> RegisterLookup:
        """Return the answers to what records ask while they are derived."""
        return RegisterLookup(self._connection, today())

    def hanging_on(self, name: str, ids: Sequence[int]) -> dict[int, tuple[Hanging, ...]]:
        """Return what links to some records of a type, by their ids."""
        return hanging_on(self._connection, name, ids)

    def linking(self, relation: Relation, record_id: int, size: int) -> Linking:
        """Return how many records link to one by a relation of its type, and the ids of the newest `size`."""
        return linking(self._connection, relation, record_id, size)

    def last_number(self, series: str) -> int:
        """Return the highest number ever given in a series."""
        return int(self._connection.execute(select(COUNTER.c.last).where(COUNTER.c.name == series)).scalar() or 0)

    def content_uses(self) -> Iterator[ContentUse]:
        """Yield the files of the register with the contents that they need, those in the trash too."""
        return content_uses(self._connection)

    def remembered_contents(self) -> set[str]:
        """Return the contents that undo may ask for again."""
        return remembered_contents(self._connection)

    def identity(self) -> str:
        """Return what tells this register from all others, wherever it is moved."""
        return str(self._connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == IDENTITY)).scalar_one())

    def counts(self, names: Iterable[str] = TYPES) -> dict[str, int]:
        """Return how many records of some types, or of all, there are outside the trash."""
        return {name: self.count(Query(name)) for name in names}

    def file_faults(self) -> list[str]:
        """Return what the engine finds wrong with the file; empty when all is well."""
        faults = file_faults(self._connection)
        return [*faults.said, *faults.indexes]

    def link_faults(self) -> list[str]:
        """Return links that lead nowhere, as `table row → table`."""
        return [f"{link.table} {link.row_id} → {link.target}" for link in broken_links(self._connection)]

    def derived_on(self) -> date:
        """Return the day that derived fields stand for; the first of all where none is known."""
        day = self._connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == DERIVED_ON)).scalar()
        return date.fromisoformat(day) if day else date.min

    def overtaken(self, name: str, since: date) -> list[int]:
        """Return records whose derived fields are others now because a day has come since then."""
        owner = TABLES[name]
        found: set[int] = set()
        for record_type in (TYPES[name], *(TYPES[field.target] for field in child_fields(TYPES[name]))):
            table = TABLES[record_type.NAME]
            came = [_came(table.c[field.name], since) for field in typed_fields(record_type) if field.kind is Kind.DATE]
            if came:
                column = table.c.id if table is owner else table.c.owner_id
                found.update(row[0] for row in self._connection.execute(select(column).where(or_(*came)).distinct()))
        return self._outdated(name, sorted(found))

    def _outdated(self, name: str, ids: Iterable[int]) -> list[int]:
        lookup = self.lookup()
        found: list[int] = []
        for some in repository.chunks(ids):
            items = self.records(name, some).values()
            lookup.prefetch(items)
            found += [item.id for item in items if item.trashed_at is None and is_outdated(item, lookup)]
        return found


def _came(column: ColumnElement[Any], since: date) -> ColumnElement[bool]:
    """Say of a column of partial dates whether its day, month or year has begun, and was not long over before."""
    day = since.isoformat()
    known_to_the_day = and_(column >= day, func.length(column) == len(day))
    vague = and_(column >= day[:4], func.length(column) < len(day))
    return and_(or_(known_to_the_day, vague), column <= today().isoformat())
