"""The database tables, derived from the record declarations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.sql.type_api import TypeEngine

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.record import Child, Record, fields_of, once
from desktop_app.domain.twin_rules import TWINS
from desktop_app.storage.letter_index import index_letters

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

KEYED_KINDS = TEXT_KINDS | {Kind.LINK, Kind.CHOICE}
"""Kinds whose order is not that of the stored value: a sort key stands beside it."""

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.INTEGER: BigInteger(),
    Kind.DECIMAL: BigInteger(),
    Kind.BOOLEAN: Boolean(),
    Kind.LINK: BigInteger(),
}
UNIQUE_TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {"code-value": (("code_list", "code"),)}
"""Fields whose values no two records of a type share as a group."""

NULLABLE_KINDS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TIMESTAMP, Kind.LINK})
ID = BigInteger().with_variant(Integer(), "sqlite")
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared by code points on every engine, as sort keys and searching ask for."""


_TWIN = "_twin"

CHECKSUM = "checksum"
"""The column of every record, child row and operation by which damage is noticed; see `checksums`."""


def helped(table: str) -> str:
    """Return the table whose rows a table of search words or marks belongs to; itself where it is none of these."""
    return table.removesuffix("_search").removesuffix(_TWIN)


def table_name(name: str) -> str:
    """Return the table of a record type: `delivery-item` lives in `delivery_item`."""
    return name.replace("-", "_")


@once
def stored_fields(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields that have a column of their own."""
    return tuple(field for field in fields_of(record_type) if field.kind is not Kind.CHILDREN)


@once
def keyed_fields(record_type: type[Record]) -> tuple[Field, ...]:
    """Return the fields that have a sort key beside them."""
    if not record_type.BROWSED:
        return ()
    return tuple(field for field in stored_fields(record_type) if field.listed and field.kind in KEYED_KINDS)


@once
def narrow_columns(record_type: type[Record]) -> frozenset[str]:
    """Return the codes, dates, numbers and links of a list: one index holds them all, for filters on several."""
    if not record_type.BROWSED:
        return frozenset()
    fields = (field for field in stored_fields(record_type) if field.listed and field.kind not in TEXT_KINDS)
    return frozenset(field.name for field in fields)


def key_column(field_name: str) -> str:
    """Return the name of the sort key column of a field."""
    return f"{field_name}_key"


def title_key(table: FromClause) -> ColumnElement[Any]:
    """Return what titles of a table are sorted by; it is worked out where no key is stored, as of child rows."""
    stored = key_column("title")
    return table.c[stored] if stored in table.c else func.sort_key(table.c.title)


def _table(record_type: type[Record]) -> Table:
    name = table_name(record_type.NAME)
    columns: list[Column[object]] = [Column("id", ID, primary_key=True), Column("trashed_at", TEXT)]
    if issubclass(record_type, Child):
        owner = f"{table_name(record_type.OWNER)}.id"
        columns.append(Column("owner_id", BigInteger, ForeignKey(owner, ondelete="CASCADE"), nullable=False))
        columns.append(Column("position", Integer, nullable=False))
    else:
        columns.append(Column("version", Integer, nullable=False))
    columns += [_column(field) for field in stored_fields(record_type)]
    columns += [Column(key_column(field.name), TEXT, nullable=False) for field in keyed_fields(record_type)]
    columns.append(Column(CHECKSUM, BigInteger, nullable=False))
    table = Table(name, METADATA, *columns, sqlite_autoincrement=True)
    _index(table, record_type)
    if record_type.BROWSED:
        words = Table(
            f"{name}_search",
            METADATA,
            Column("id", ID, ForeignKey(f"{name}.id", ondelete="CASCADE"), primary_key=True),
            Column("trashed_at", TEXT),
            Column("words", TEXT, nullable=False),
        )
        index_letters(words)
    if record_type.NAME in TWINS:
        Table(
            f"{name}{_TWIN}",
            METADATA,
            Column("id", ID, ForeignKey(f"{name}.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
            Column("mark", BigInteger, primary_key=True),
            Index(f"ix_{name}{_TWIN}_mark", "mark", "id"),
        )
    return table


def _column(field: Field) -> Column[object]:
    nullable = field.kind in NULLABLE_KINDS
    if field.kind is Kind.LINK:
        return Column(field.name, BigInteger, ForeignKey(f"{table_name(field.target)}.id"), nullable=True)
    return Column(field.name, _TYPES.get(field.kind, TEXT), nullable=nullable)


def _index(table: Table, record_type: type[Record]) -> None:
    """Index what lists sort and filter by.

    A list index holds all that its questions read, the trash mark too, so that no question goes to the wide rows; it
    leaves the trash out, which keeps counting and paging to a walk along one narrow index.
    """
    keyed = {field.name for field in keyed_fields(record_type)}
    for field in stored_fields(record_type):
        if record_type.BROWSED and field.listed:
            sorted_by = table.c[key_column(field.name)] if field.name in keyed else table.c[field.name]
            code = [table.c[field.name]] if field.kind is Kind.CHOICE else []
            _live_index(f"ix_{table.name}_{field.name}_list", [sorted_by, table.c.id, *code, table.c.trashed_at])
        if field.kind is Kind.LINK:
            Index(f"ix_{table.name}_{field.name}_link", table.c[field.name], table.c.trashed_at)
    if issubclass(record_type, Child):
        asked = [table.c[field.name] for field in stored_fields(record_type) if _is_asked_of_rows(field)]
        Index(f"ix_{table.name}_owner", table.c.owner_id, table.c.trashed_at, table.c.position, *asked)
    if record_type.BROWSED:
        narrow = [table.c[name] for name in sorted(narrow_columns(record_type))]
        _live_index(filter_index(table), [table.c.id, *narrow, table.c.trashed_at])
        in_trash = text("trashed_at IS NOT NULL")
        Index(trash_index(table), table.c.trashed_at, sqlite_where=in_trash, postgresql_where=in_trash)
    for names in (*((name,) for name in record_type.UNIQUE), *UNIQUE_TOGETHER.get(record_type.NAME, ())):
        last = table.c[names[-1]]
        filled = text(f"{last.name} <> ''") if isinstance(last.type, Text) else text(f"{last.name} IS NOT NULL")
        columns = [table.c[name] for name in names]
        name = f"uq_{table.name}_{'_'.join(names)}"
        Index(name, *columns, unique=True, sqlite_where=filled, postgresql_where=filled)


def _is_asked_of_rows(field: Field) -> bool:
    """Say whether filters ask for a field of child rows so often that the index of their owners holds it."""
    return field.listed and field.kind in {Kind.CHOICE, Kind.DATE, Kind.LINK}


def filter_index(table: Table) -> str:
    """Return the name of the index that holds a list's codes, dates, numbers and links together."""
    return f"ix_{table.name}_filters"


def trash_index(table: Table) -> str:
    """Return the name of the index of what of a list is in the trash."""
    return f"ix_{table.name}_trash"


def search_table(table: Table) -> Table:
    """Return the table of the words by which a browsed record type's rows are found."""
    return METADATA.tables[f"{table.name}_search"]


def twin_table(table: Table) -> Table:
    """Return the table of the marks by which records of a type that has twins find these."""
    return METADATA.tables[f"{table.name}{_TWIN}"]


def list_index(table: Table, field_name: str) -> str:
    """Return the name of the index that a list sorted by a field walks along; empty where there is none."""
    name = f"ix_{table.name}_{field_name}_list"
    return name if any(index.name == name for index in table.indexes) else ""


def _live_index(name: str, columns: list[Column[Any]]) -> None:
    live = text("trashed_at IS NULL")
    # SQLite puts what is missing first by itself; lists are sorted so on every engine.
    first = {columns[0].name: "ASC NULLS FIRST"} if columns[0].nullable else {}
    Index(name, *columns, sqlite_where=live, postgresql_where=live, postgresql_ops=first)


TABLES: dict[str, Table] = {name: _table(record_type) for name, record_type in TYPES.items()}
"""The table of every record type, by the record type's name."""

OPERATION = Table(
    "operation",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("done_at", TEXT, nullable=False),
    Column("done_by", TEXT, nullable=False),
    Column("origin", TEXT, nullable=False),
    Column("verb", TEXT, nullable=False),
    Column("record_type", TEXT, nullable=False),
    Column("record_id", BigInteger),
    Column("title", TEXT, nullable=False),
    Column("records", Integer, nullable=False),
    Column("undoes", BigInteger, ForeignKey("operation.id"), index=True),
    Column("uid", TEXT, nullable=False, unique=True),
    Column("touched", TEXT, nullable=False),
    Column(CHECKSUM, BigInteger, nullable=False),
    sqlite_autoincrement=True,
)
"""One row for each thing that somebody did: who, when, from where, to which record, in how many records of its type.

`title` is the record's, or what an operation over many was about, such as the file of an import. `undoes` is the
operation that this one took back. `uid`, 32 hexadecimal digits, is known before the operation is written: it tells
whether that was done when no answer came. `touched` names the types of all records that may look different since, each
between blanks. The checksum holds the changes of the operation too.
"""
for _places in (("done_at",), ("done_by",), ("verb",), ("done_by", "verb")):
    _sorted = [OPERATION.c[name] for name in dict.fromkeys((*_places, "done_at"))]
    Index(f"ix_operation_{'_'.join(_places)}", *_sorted, OPERATION.c.id)
Index("ix_operation_own", OPERATION.c.done_by, OPERATION.c.id)

CHANGE = Table(
    "change",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("operation_id", BigInteger, ForeignKey("operation.id"), nullable=False, index=True),
    Column("record_type", TEXT, nullable=False),
    Column("record_id", BigInteger, nullable=False),
    Column("row_type", TEXT, nullable=False),
    Column("row_id", BigInteger, nullable=False),
    Column("action", TEXT, nullable=False),
    Column("field", TEXT, nullable=False),
    Column("old", TEXT),
    Column("new", TEXT),
    sqlite_autoincrement=True,
)
"""What an operation did: a row for each record or child row made or taken away, and for each field changed.

`row_type` and `row_id` are the row that changed: the record itself or one of its child rows.
"""
Index("ix_change_record", CHANGE.c.record_type, CHANGE.c.record_id, CHANGE.c.operation_id)

COUNTER = Table("counter", METADATA, Column("name", TEXT, primary_key=True), Column("last", BigInteger, nullable=False))
"""The highest number ever given, so that none is given twice."""

GIVEN = Table(
    "given",
    METADATA,
    Column("name", TEXT, primary_key=True),
    Column("value", TEXT, primary_key=True),
    Column("record_id", BigInteger, nullable=False),
)
"""Every number ever given, by record type and field, with the record that has or had it."""

ABOUT = Table("about", METADATA, Column("name", TEXT, primary_key=True), Column("value", TEXT, nullable=False))
"""Facts about the register itself, such as the office that keeps it."""

CONTENT = Table(
    "content",
    METADATA,
    Column("hash", TEXT, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""The contents of files in parts, where the register is no file that has a folder beside it; empty otherwise."""

DERIVED_ON = "derived_on"
"""The fact of ABOUT that is the day for which statuses and the like were last worked out, as ISO text."""

IDENTITY = "identity"
"""The fact of ABOUT that tells one register from all others, wherever it is moved: 32 hexadecimal digits."""
