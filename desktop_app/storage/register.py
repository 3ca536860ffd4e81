"""An open register: the one thing through which services read and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, func, or_, select

from desktop_app.base.clock import today
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import Committed
from desktop_app.domain.fields import Kind
from desktop_app.domain.query import ListRow, Query
from desktop_app.domain.record import child_fields, typed_fields
from desktop_app.storage import queries, repository
from desktop_app.storage.deriving import is_outdated
from desktop_app.storage.dialect import engine_faults, link_faults
from desktop_app.storage.homes import Home
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.naming import Names
from desktop_app.storage.tables import ABOUT, CHANGE, COUNTER, DERIVED_ON, IDENTITY, OPERATION, TABLES, search_table
from desktop_app.storage.unit_of_work import UnitOfWork

UNDO, REDO = "undo", "redo"
"""The verbs of operations that take others back, and of those that take these back."""

Listener = Callable[[Committed], None]


class Register:
    """A register that is open; made by the home in which it was found."""

    def __init__(self, home: Home, engine: Engine, *, who: str) -> None:
        self.home = home
        self.read_only = home.read_only
        self.who = who
        self._engine = engine
        self._listeners: list[Listener] = []

    def close(self) -> None:
        """Close all connections; the write-ahead log is folded into the file."""
        self._engine.dispose()

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` after each commit, in the thread that committed."""
        self._listeners.append(listener)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read several things as they stood at one moment."""
        with self.home.speaking(), self._engine.begin() as connection:
            yield Reader(connection)

    @contextmanager
    def changing(
        self, *, origin: str, verb: str, dry_run: bool = False, undoes: int | None = None
    ) -> Iterator[UnitOfWork]:
        """Change records in one transaction: all of it is kept, or, on any error, none.

        `origin` is where the change comes from (form, import, command, example), `verb` what was done (save, import,
        trash). A dry run checks and derives everything, then keeps nothing. `undoes` is the operation taken back.
        """
        now = datetime.now(UTC).replace(microsecond=0)
        with (
            self.home.speaking(),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin() as transaction,
        ):
            unit = UnitOfWork(connection, who=self.who, origin=origin, verb=verb, now=now, undoes=undoes)
            yield unit
            committed = unit.finish()
            if dry_run:
                transaction.rollback()
        if committed.records and not dry_run:
            for listener in self._listeners:
                listener(committed)


class Reader:
    """Questions to the register, all answered from one state of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """Return the connection that is read from."""
        return self._connection

    def record(self, name: str, record_id: int) -> Any:
        """Return a whole record with its child rows, or None."""
        return self.records(name, [record_id]).get(record_id)

    def records(self, name: str, ids: Sequence[int]) -> dict[int, Any]:
        """Return whole records by id."""
        return repository.load(self._connection, name, ids)

    @property
    def names(self) -> Names:
        """Return the questions about names."""
        return Names(self._connection)

    def count(self, query: Query) -> int:
        """Return how many records a query finds."""
        return queries.count(self._connection, query)

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        """Return some rows of a list."""
        return queries.page(self._connection, query, first, size)

    def every(self, query: Query) -> Iterator[ListRow]:
        """Yield all rows of a list."""
        return queries.every(self._connection, query)

    def position(self, query: Query, record_id: int) -> int | None:
        """Return the place of a record in a list."""
        return queries.position(self._connection, query, record_id)

    def titles(self, name: str, ids: Iterable[int]) -> dict[int, str]:
        """Return the titles of records by id."""
        return queries.titles(self._connection, name, set(ids))

    def values(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the id and the stored values of some columns of every record that is not in the trash."""
        table = TABLES[name]
        statement = select(table.c.id, *(table.c[column] for column in columns)).where(table.c.trashed_at.is_(None))
        return (tuple(row) for row in self._connection.execute(statement))

    def owner_ids(self, name: str, field: str, target: int) -> list[int]:
        """Return the owners of child rows that link to a record."""
        table = TABLES[name]
        statement = select(table.c.owner_id).where(table.c[field] == target, table.c.trashed_at.is_(None)).distinct()
        return [row[0] for row in self._connection.execute(statement)]

    def last_number(self, series: str) -> int:
        """Return the highest number ever given in a series."""
        return int(self._connection.execute(select(COUNTER.c.last).where(COUNTER.c.name == series)).scalar() or 0)

    def operations(self, limit: int, *, by: str = "", day: str = "", verb: str = "") -> list[dict[str, Any]]:
        """Return the latest operations, newest first, as mappings of their columns.

        Of one person, of one day (in UTC, as ISO text) and of one verb, where these are given.
        """
        wanted = [column == value for column, value in ((OPERATION.c.done_by, by), (OPERATION.c.verb, verb)) if value]
        wanted += [OPERATION.c.done_at.startswith(day, autoescape=True)] if day else []
        return self._mappings(select(OPERATION).where(*wanted).order_by(OPERATION.c.id.desc()).limit(limit))

    def operations_by_id(self, ids: set[int]) -> list[dict[str, Any]]:
        """Return operations as mappings of their columns."""
        return self._mappings(select(OPERATION).where(OPERATION.c.id.in_(ids)))

    def changes_of(self, operation_id: int, limit: int) -> list[dict[str, Any]]:
        """Return the first changes of an operation as mappings of their columns."""
        mine = select(CHANGE).where(CHANGE.c.operation_id == operation_id)
        return self._mappings(mine.order_by(CHANGE.c.id).limit(limit))

    def record_changes(self, name: str, record_id: int) -> list[dict[str, Any]]:
        """Return all changes of a record and its child rows, oldest first, as mappings of their columns."""
        mine = select(CHANGE).where(CHANGE.c.record_type == name, CHANGE.c.record_id == record_id)
        return self._mappings(mine.order_by(CHANGE.c.id))

    def origin_of(self, operation_id: int) -> int:
        """Return the operation that was taken back and done again up to this one; itself where it took nothing back."""
        while (undone := self._connection.execute(_undone_by(operation_id)).scalar()) is not None:
            operation_id = undone
        return operation_id

    def _mappings(self, statement: Select[Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(statement).mappings()]

    def next_undo(self, who: str) -> int | None:
        """Return the latest operation of a person that can be taken back, one done again among them."""
        statement = select(func.max(OPERATION.c.id)).where(
            OPERATION.c.done_by == who, OPERATION.c.verb != UNDO, OPERATION.c.origin != "program", _not_taken_back()
        )
        return self._connection.execute(statement).scalar()

    def next_redo(self, who: str) -> int | None:
        """Return the latest undoing of a person that can be taken back: nothing new was done since."""
        mine = (OPERATION.c.done_by == who) & (OPERATION.c.origin != "program")
        undone = select(func.max(OPERATION.c.id)).where(mine, OPERATION.c.verb == UNDO, _not_taken_back())
        latest = self._connection.execute(undone).scalar()
        newer = mine & OPERATION.c.undoes.is_(None) & (OPERATION.c.id > (latest or 0))
        if latest is None or self._connection.execute(select(OPERATION.c.id).where(newer).limit(1)).first():
            return None
        return int(latest)

    def identity(self) -> str:
        """Return what tells this register from all others, wherever it is moved."""
        return str(self._connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == IDENTITY)).scalar_one())

    def counts(self, names: Iterable[str] = TYPES) -> dict[str, int]:
        """Return how many records of some types, or of all, there are outside the trash."""
        return {name: self.count(Query(name)) for name in names}

    def change_count(self) -> int:
        """Return how many changes the history has."""
        return int(self._connection.execute(select(func.count()).select_from(CHANGE)).scalar_one())

    def file_faults(self) -> list[str]:
        """Return what the engine finds wrong with the file; empty when all is well."""
        return engine_faults(self._connection)

    def link_faults(self) -> list[str]:
        """Return links that lead nowhere, as `table row → table`."""
        return link_faults(self._connection)

    def outdated(self, name: str, most: int) -> list[int]:
        """Return records whose derived fields would be others if they were saved now, among at most `most` of a type.

        Where there are more, every so-manyth is looked at.
        """
        table = TABLES[name]
        step = 1 + self.count(Query(name)) // most
        statement = select(table.c.id).where(table.c.trashed_at.is_(None), table.c.id % step == 0)
        return self._outdated(name, [row[0] for row in self._connection.execute(statement)])

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
        lookup = RegisterLookup(self._connection, today())
        found: list[int] = []
        for some in repository.chunks(ids):
            items = self.records(name, some).values()
            lookup.prefetch(items)
            found += [item.id for item in items if item.trashed_at is None and is_outdated(item, lookup)]
        return found

    def unsearchable(self, name: str) -> int:
        """Return how many records of a type the search knows nothing of."""
        table, words = TABLES[name], search_table(TABLES[name])
        joined = table.outerjoin(words, table.c.id == words.c.id)
        statement = select(func.count()).select_from(joined).where(words.c.id.is_(None))
        return int(self._connection.execute(statement).scalar_one())


def _came(column: ColumnElement[Any], since: date) -> ColumnElement[bool]:
    """Say of a column of partial dates whether its day, month or year has begun, and was not long over before."""
    day = since.isoformat()
    known_to_the_day = and_(column >= day, func.length(column) == len(day))
    vague = and_(column >= day[:4], func.length(column) < len(day))
    return and_(or_(known_to_the_day, vague), column <= today().isoformat())


def _undone_by(operation_id: int) -> Select[Any]:
    return select(OPERATION.c.undoes).where(OPERATION.c.id == operation_id)


def _not_taken_back() -> ColumnElement[bool]:
    later = OPERATION.alias()
    return ~select(later.c.id).where(later.c.undoes == OPERATION.c.id).exists()
