"""Copies a whole register from one home to another: rows, ids, history and files, compared afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

from desktop_app.base.i18n import N_
from desktop_app.storage.canonical import canonical_digest
from desktop_app.storage.dialect import given_ids, insert_rows, keep_given_ids, take_time
from desktop_app.storage.failures import StorageError
from desktop_app.storage.file_store import FileStore, FolderStore, folder_of
from desktop_app.storage.files import make_register_file
from desktop_app.storage.homes import Whereabouts
from desktop_app.storage.register import Register
from desktop_app.storage.server import REVISION_NAME
from desktop_app.storage.server_address import ServerAddress
from desktop_app.storage.server_making import make_server_register
from desktop_app.storage.soundness import broken_links
from desktop_app.storage.table_store import write_within
from desktop_app.storage.tables import ABOUT, CONTENT, METADATA

_ROWS = 2_000
"""So many rows are read at once."""


def move_register(register: Register, target: Whereabouts) -> str:
    """Copy a register into a new file or an empty database and return the checksum that both have.

    All of it or nothing: raises StorageError where the target is taken, cannot be written, or differs in the end.
    The register itself stays as it is.
    """
    with register.reading() as reader:
        source = reader.connection
        take_time(source)
        if isinstance(target, ServerAddress):
            move = _Move(source, register.files)
            make_server_register(target, move.write)
        else:
            move = _Move(source)
            with _files_beside(target, register.files):
                make_register_file(target, move.write)
        return move.digest


@contextmanager
def _files_beside(path: Path, files: FileStore) -> Iterator[None]:
    """Lay the contents of files beside a register file before it is made; they go again where that fails."""
    folder = folder_of(path)
    new = not folder.exists()
    try:
        store = FolderStore(folder)
        for content in files.hashes():
            store.write(content, files.read(content))
        yield
    except BaseException:
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise


class _Move:
    """One way of all rows, from a connection that reads to one that writes; with `files`, of their contents as well."""

    def __init__(self, source: Connection, files: FileStore | None = None) -> None:
        self._source = source
        self._files = files
        self.digest = ""

    def write(self, target: Connection) -> None:
        """Fill the empty tables of the target; raises StorageError where it is not equal afterwards."""
        for table in METADATA.sorted_tables:
            if table is CONTENT:
                continue
            statement = select(table).order_by(*table.primary_key.columns)
            if table is ABOUT:
                statement = statement.where(ABOUT.c.name != REVISION_NAME)
            rows = self._source.execute(statement, execution_options={"yield_per": _ROWS})
            insert_rows(target, table, table.columns.keys(), rows)
        if self._files is not None:
            for content in self._files.hashes():
                write_within(target, content, self._files.read(content))
        keep_given_ids(target, given_ids(self._source))
        self.digest = canonical_digest(self._source)
        if canonical_digest(target) != self.digest or next(broken_links(target), None) is not None:
            raise StorageError(
                N_("The copy is not equal to the register. It was not kept; the register was not changed.")
            )
