"""Copies all that can still be read of a damaged register into a new one."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, Text, insert, select
from sqlalchemy.exc import DBAPIError

from desktop_app.base.patience import patiently
from desktop_app.domain.catalogue import CHILDREN, RECORDS, TYPES
from desktop_app.storage.backup_contents import take
from desktop_app.storage.dialect import given_ids, insert_rows, keep_given_ids, take_time
from desktop_app.storage.file_store import FolderStore, folder_of
from desktop_app.storage.files import make_register_file, open_register
from desktop_app.storage.inspection.raw_rows import FARTHEST, RawRow, behind_the_unreadable, every_raw_row
from desktop_app.storage.new_file import logs_of
from desktop_app.storage.register import Register
from desktop_app.storage.repository import CHUNK
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import ABOUT, CHANGE, CHECKSUM, COUNTER, GIVEN, IDENTITY, OPERATION, TABLES

Heard = Callable[[], None]
"""Called now and then; may raise to call the work off."""


@contextmanager
def salvaged(register: Register, target: Path, heard: Heard) -> Iterator[Register]:
    """Make a new register file of what can be read of a damaged one, which stays as it is; yield the new one.

    Rows come as they are, damaged ones too, without sort keys and search words: a check of the new register says what
    they lack. Raises StorageError where the file cannot be made; then, and where what is done with it inside fails,
    nothing is left of it.
    """
    store = FolderStore(folder_of(target))
    new = not store.folder.exists()
    with register.reading() as reader:
        take_time(reader.connection)
        make_register_file(target, partial(_copy, reader.connection, heard=heard))
    try:
        take(store, list(register.files.hashes()), register.files, heard, reading=True)
        made = open_register(target, who=register.who)
        try:
            yield made
        finally:
            made.close()
    except BaseException:
        for path in (target, *logs_of(target)):
            patiently(partial(path.unlink, missing_ok=True))
        if new:
            shutil.rmtree(store.folder, ignore_errors=True)
        raise


def _copy(source: Connection, target: Connection, *, heard: Heard) -> None:
    for record_type in (*RECORDS, *CHILDREN):
        table, coder = TABLES[record_type.NAME], codec(record_type)
        for rows in every_raw_row(source, record_type.NAME):
            heard()
            insert_rows(target, table, coder.columns, [_whole(table, row) for row in rows], new=False)
    for table in (OPERATION, CHANGE):
        for some in _readable(source, table):
            heard()
            insert_rows(target, table, table.columns.keys(), [_fitted(table, row) for row in some], new=False)
    for table in (COUNTER, GIVEN, ABOUT):
        with suppress(DBAPIError):
            insert_rows(target, table, table.columns.keys(), source.execute(select(table)).fetchall(), new=False)
    with suppress(DBAPIError):
        keep_given_ids(target, given_ids(source))
    if target.execute(select(ABOUT.c.value).where(ABOUT.c.name == IDENTITY)).first() is None:
        target.execute(insert(ABOUT).values(name=IDENTITY, value=uuid.uuid4().hex))


def _whole(table: Table, row: RawRow) -> tuple[Any, ...]:
    """Return a row of a record type with its checksum and no sort keys."""
    coder = codec(TYPES[row.name])
    values = dict(zip(coder.record_columns, row.values, strict=True)) | {CHECKSUM: row.checksum}
    return tuple(_fitting(table, column, values.get(column, "")) for column in coder.columns)


def _fitted(table: Table, row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(_fitting(table, column, value) for column, value in zip(table.columns.keys(), row, strict=True))


def _fitting(table: Table, name: str, value: Any) -> Any:
    """Return a value that the column takes: what may not be empty and is, or is no text any more, is made so."""
    column = table.c[name]
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if value is None and not column.nullable:
        return "" if isinstance(column.type, Text) else 0
    return value


def _readable(source: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table in the order of their ids, some at a time, past what cannot be read."""

    def after(last: int, size: int = 1) -> Sequence[Any]:
        beyond = select(table).where(table.c.id >= last + 1).order_by(table.c.id).limit(size)
        return source.execute(beyond).fetchall()

    last, size = 0, CHUNK
    while last < FARTHEST:
        try:
            rows = after(last, size)
        except DBAPIError:
            if size > 1:
                size = max(1, size // 4)
            else:
                last = behind_the_unreadable(after, last)
            continue
        if not rows:
            return
        yield rows
        last, size = rows[-1][0], min(CHUNK, size * 4)
