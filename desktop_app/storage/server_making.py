"""Makes registers on a server: schema, functions, and what every new register begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, update
from sqlalchemy.schema import CreateSchema

from desktop_app.base.i18n import N_
from desktop_app.base.text import fold, sort_key
from desktop_app.storage.dialect import learn_sizes, take_time
from desktop_app.storage.failures import StorageError
from desktop_app.storage.filling import furnish, make_tables
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.server import REVISION_NAME, connect, refuse_unfit, revision_on_server, server_engine
from desktop_app.storage.server_address import ServerAddress
from desktop_app.storage.server_failures import speaking_of
from desktop_app.storage.tables import ABOUT, METADATA
from desktop_app.storage.upgrade import Migration, migrate, migrations

LETTERS = (
    range(0x1, 0x600),
    range(0x1C80, 0x1C90),
    range(0x1E00, 0x2300),
    range(0xFB00, 0xFB07),
    range(0xFF00, 0xFF60),
)
"""Latin, Greek, Cyrillic and their neighbours, signs of punctuation; other letters are compared as they are."""


def create_on_server(address: ServerAddress, *, who: str) -> None:
    """Make a new register with the shipped code lists; see `make_server_register`."""
    make_server_register(address, lambda connection: furnish(connection, who))


def make_server_register(address: ServerAddress, write: Callable[[Connection], None]) -> None:
    """Make a register whose empty tables `write` fills, all of it or nothing.

    Raises StorageError, and changes nothing, where the database has a register or other tables of the same names.
    """
    with _writing(address) as connection:
        _make_schema(connection, address)
        write(connection)


def upgrade_server_register(address: ServerAddress, through: Sequence[Migration] | None = None) -> None:
    """Bring a register up to date through all migrations, in one transaction; raises StorageError.

    Nobody does this in passing: desks whose program is older cannot work with the register afterwards.
    """
    through = migrations() if through is None else through
    with _writing(address) as connection:
        migrate(connection, through[revision_on_server(connection.connection.driver_connection, address) :])
        known = update(ABOUT).where(ABOUT.c.name == REVISION_NAME)
        connection.execute(known.values(value=str(len(through))))


@contextmanager
def _writing(address: ServerAddress) -> Iterator[Connection]:
    """Write for as long as it takes, all of it or nothing."""
    with speaking_of(address.host, address.database):
        with connect(address) as raw:
            refuse_unfit(raw, address)
        engine = server_engine(address)
        try:
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                take_time(connection)
                yield connection
                learn_sizes(connection)
        finally:
            engine.dispose()


def _make_schema(connection: Connection, address: ServerAddress) -> None:
    """Make tables, indexes and functions in a schema that has none of them yet."""
    inspected = inspect(connection)
    if set(inspected.get_table_names(schema=address.schema)) & METADATA.tables.keys():
        raise StorageError(
            N_("The database {database} on {host} holds a register or other tables already. Nothing was changed."),
            database=address.database,
            host=address.host,
        )
    if address.schema not in inspected.get_schema_names():
        connection.execute(CreateSchema(address.schema))
    for name, form in (("fold", fold), ("sort_key", sort_key)):
        connection.exec_driver_sql(_function(name, form))
    make_tables(connection)
    connection.execute(ABOUT.insert().values(name=REVISION_NAME, value=str(REVISION)))


def _function(name: str, form: Callable[[str], str]) -> str:
    """Return the SQL of a function that brings text into a form as the program does, letter by letter."""
    single: dict[str, str] = {}
    gone: list[str] = []
    body = "normalize($1, NFC)"
    for letter in (chr(code) for codes in LETTERS for code in codes):
        shown = form(f"x{letter}x")[1:-1]
        if shown == letter:
            continue
        if len(shown) == 1:
            single[letter] = shown
        elif shown:
            body = f"replace({body}, {_quoted(letter)}, {_quoted(shown)})"
        else:
            gone.append(letter)
    taken = _quoted("".join((*single, *gone)))
    body = f"btrim(regexp_replace(translate({body}, {taken}, {_quoted(''.join(single.values()))}), ' +', ' ', 'g'))"
    head = f"CREATE FUNCTION {name}(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
    return f"{head} RETURN {body}".replace("%", "%%")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
