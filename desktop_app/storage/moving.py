"""Copies a whole register from one home to another: every row, id and stage of its history, compared afterwards."""

from __future__ import annotations

from sqlalchemy import Connection, select

from desktop_app.base.i18n import N_
from desktop_app.storage.canonical import canonical_digest
from desktop_app.storage.dialect import given_ids, insert_rows, keep_given_ids, take_time
from desktop_app.storage.failures import StorageError
from desktop_app.storage.files import make_register_file
from desktop_app.storage.homes import Whereabouts
from desktop_app.storage.register import Register
from desktop_app.storage.server import REVISION_NAME
from desktop_app.storage.server_address import ServerAddress
from desktop_app.storage.server_making import make_server_register
from desktop_app.storage.soundness import broken_links
from desktop_app.storage.tables import ABOUT, METADATA

_ROWS = 2_000
"""So many rows are read at once."""


def copy_register(register: Register, target: Whereabouts) -> str:
    """Copy a register into a new file or an empty database and return the checksum that both have.

    All of it or nothing: raises StorageError where the target is taken, cannot be written, or differs in the end.
    The register itself stays as it is.
    """
    with register.reading() as reader:
        source = reader.connection
        take_time(source)
        move = _Move(source)
        if isinstance(target, ServerAddress):
            make_server_register(target, move.write)
        else:
            make_register_file(target, move.write)
        return move.digest


class _Move:
    """One way of all rows, from a connection that reads to one that writes."""

    def __init__(self, source: Connection) -> None:
        self._source = source
        self.digest = ""

    def write(self, target: Connection) -> None:
        """Fill the empty tables of the target; raises StorageError where it is not equal afterwards."""
        for table in METADATA.sorted_tables:
            statement = select(table).order_by(*table.primary_key.columns)
            if table is ABOUT:
                statement = statement.where(ABOUT.c.name != REVISION_NAME)
            rows = self._source.execute(statement, execution_options={"yield_per": _ROWS})
            insert_rows(target, table, table.columns.keys(), rows)
        keep_given_ids(target, given_ids(self._source))
        self.digest = canonical_digest(self._source)
        if canonical_digest(target) != self.digest or next(broken_links(target), None) is not None:
            raise StorageError(
                N_("The copy is not equal to the register. It was not kept; the register was not changed.")
            )
