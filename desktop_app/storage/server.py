"""Finds and opens registers on a PostgreSQL server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from desktop_app.base.i18n import N_
from desktop_app.storage.contact import Contact
from desktop_app.storage.engine import APPLICATION_ID
from desktop_app.storage.failures import StorageError, Unreachable
from desktop_app.storage.homes import Ask, Barred
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.newcomers import Newcomers
from desktop_app.storage.server_address import ServerAddress
from desktop_app.storage.server_failures import speaking_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from desktop_app.storage.file_store import FileStore
    from desktop_app.storage.register import Register

# The driver and SQLAlchemy are loaded where they are used: the program starts without them.
# ruff: noqa: PLC0415

OLDEST = 15
"""The oldest PostgreSQL that the program works with."""

REVISION_NAME = "revision"
"""The fact of ABOUT that is the register's format on a server, where no file's header keeps it."""

_CONNECT_SECONDS = 5
_SILENT_SECONDS = 15
"""After so long without a sign of life the system itself looks whether the other side is there."""
_SETTINGS = {
    "statement_timeout": "15s",
    "lock_timeout": "12s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
    "synchronous_commit": "on",
}
"""What the server gives up on our behalf, so that no desk waits for ever for another; what is saved is on its disk."""


@dataclass(frozen=True, slots=True)
class RegisterServer:
    """A place on a server that was found to hold a register of this program's format."""

    at: ServerAddress
    barred: Barred | None
    last: int
    """The latest operation in its history then."""
    contact: Contact = field(default_factory=Contact, compare=False)

    @property
    def read_only(self) -> bool:
        """Say whether it can only be read."""
        return self.barred is not None

    @property
    def name(self) -> str:
        """Return the database's name."""
        return self.at.database

    @property
    def place(self) -> str:
        """Return the server's name."""
        return self.at.host

    @property
    def address(self) -> str:
        """Return the URL without the password."""
        return self.at.url

    @property
    def found_at(self) -> ServerAddress:
        """Return the address with the password."""
        return self.at

    def open(self, who: str) -> Register:
        """Open the register."""
        from desktop_app.storage.register import Register

        with self.speaking():
            return Register(self, server_engine(self.at), who=who)

    def refuse_moved(self) -> None:
        """Do nothing: no connection to a database outlives it."""

    def file_store(self, engine: Engine) -> FileStore:
        """Return the store in the database itself."""
        from desktop_app.storage.table_store import TableStore

        return TableStore(engine, self.speaking)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Let the driver's errors inside leave as StorageError; note whether the server answers."""
        try:
            with speaking_of(self.at.host, self.at.database):
                yield
        except Unreachable:
            self.contact.lost()
            raise
        self.contact.found()

    @contextmanager
    def glancing(self) -> Iterator[Ask]:
        """Read a few things as they stand at one moment."""
        with self.speaking(), connect(self.at) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield lambda statement, values: connection.execute(statement.replace("?", "%s"), values)

    def newcomers(self) -> Newcomers:
        """Return what hears of new operations, from the moment on when the register was found."""
        from desktop_app.storage.server_newcomers import ServerNewcomers

        return ServerNewcomers(lambda: connect(self.at, autocommit=True), self.speaking, self.at.schema, self.last)


def connect(address: ServerAddress, *, autocommit: bool = False) -> Any:
    """Return a driver connection with the settings that keep desks from waiting for each other for ever."""
    from psycopg.conninfo import make_conninfo

    from desktop_app.storage.server_connection import connected

    settings = {"search_path": f'"{address.schema}"'} | _SETTINGS
    options = " ".join(f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in settings.items())
    given = {"user": address.user, "password": address.password, "sslrootcert": _root_certificate(address)}
    return connected(
        conninfo=make_conninfo("", **{name: value for name, value in given.items() if value}),
        host=address.host,
        port=address.port,
        dbname=address.database,
        sslmode=address.tls,
        connect_timeout=_CONNECT_SECONDS,
        keepalives_idle=_SILENT_SECONDS,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=1000 * _SILENT_SECONDS,
        application_name="Brueckenbuch",
        client_encoding="utf8",
        autocommit=autocommit,
        options=options,
    )


def _root_certificate(address: ServerAddress) -> str:
    """Return what proves a server: a file that is named, the one that libpq looks for by itself, else the system's."""
    if address.root_certificate or address.tls != "verify-full":
        return address.root_certificate
    usual = Path(os.environ.get("APPDATA", ""), "postgresql") if os.name == "nt" else Path.home() / ".postgresql"
    return "" if (usual / "root.crt").is_file() else "system"


def server_engine(address: ServerAddress) -> Engine:
    """Return an engine on a server; units that write take turns, readers see one state."""
    from desktop_app.storage.pool import server_pool

    # A lock that lasts as long as the transaction; only this program's, and only of this register in the database.
    turn = f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, {crc32(address.schema.encode()) - 2**31})"
    return server_pool(lambda: connect(address, autocommit=True), turn)


def find_server(address: ServerAddress) -> RegisterServer:
    """Look whether a register is at an address; raises StorageError, and changes nothing, where it is not."""
    with speaking_of(address.host, address.database), connect(address) as connection:
        refuse_unfit(connection, address)
        if revision_on_server(connection, address) < REVISION:
            raise StorageError(
                N_(
                    "The register {database} on {host} is of an older version. It was not changed. Who keeps the "
                    "server brings it up to date with “brueckenbuch server upgrade”, once every desk has this version."
                ),
                database=address.database,
                host=address.host,
            )
        may_write, last = connection.execute(
            "SELECT has_table_privilege('operation', 'INSERT') AND NOT pg_is_in_recovery(), coalesce(max(id), 0) "
            "FROM operation"
        ).fetchone()
    return RegisterServer(address, None if may_write else Barred.RIGHTS, last)


def knock(address: ServerAddress) -> None:
    """Connect and leave; raises StorageError where that cannot be, PasswordNeeded where only a password is missing."""
    with speaking_of(address.host, address.database):
        connect(address).close()


def revision_on_server(connection: Any, address: ServerAddress) -> int:
    """Return the format number of a register; raises StorageError where there is none, or one newer than the program.

    `connection` is one of the driver's.
    """
    if connection.execute("SELECT to_regclass('about')").fetchone()[0] is None:
        raise StorageError(
            N_("The database {database} on {host} has no register yet. “brueckenbuch server init” makes one there."),
            database=address.database,
            host=address.host,
        )
    row = connection.execute("SELECT value FROM about WHERE name = %s", (REVISION_NAME,)).fetchone()
    if row is None or not row[0].isdigit():
        raise StorageError(
            N_("The database {database} on {host} holds no register that this program knows. It was not changed."),
            database=address.database,
            host=address.host,
        )
    revision = int(row[0])
    if revision > REVISION:
        raise StorageError(
            N_(
                "The register {database} on {host} was made by a newer version of Brückenbuch. It was not "
                "changed. Install the newer version to open it."
            ),
            database=address.database,
            host=address.host,
        )
    return revision


def refuse_unfit(connection: Any, address: ServerAddress) -> None:
    """Raise StorageError where a server is too old, or its database does not hold all letters."""
    if connection.info.server_version < OLDEST * 10_000:
        raise StorageError(
            N_("The server {host} runs PostgreSQL {found}; at least {oldest} is needed."),
            host=address.host,
            found=str(connection.info.server_version // 10_000),
            oldest=str(OLDEST),
        )
    if connection.execute("SHOW server_encoding").fetchone()[0] != "UTF8":
        raise StorageError(
            N_("The database {database} on {host} does not hold all letters. Make one with the encoding UTF8."),
            database=address.database,
            host=address.host,
        )
