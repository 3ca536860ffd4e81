"""What a server refuses is said in one sentence, without any value, and nothing is left half done."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.domain.query import Query
from desktop_app.storage import server
from desktop_app.storage.failures import StorageError
from desktop_app.storage.homes import Barred
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server
from desktop_app.storage.server_address import ServerAddress
from desktop_app.storage.server_connection import WatchedConnection
from desktop_app.storage.server_failures import PasswordNeeded
from desktop_app.storage.server_making import create_on_server, upgrade_server_register
from tests import builders
from tests.line import Line
from tests.postgres import LOCKED_USER, PASSWORD, Postgres

SECRET = "Musterfrau, geheim"
"""A value that must not be told."""

RAISE = """
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = '{secret}', DETAIL = '{secret}', HINT = '{secret}'; END $$
"""


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


@pytest.fixture
def address(postgres: Postgres) -> Iterator[ServerAddress]:
    made = postgres.fresh()
    yield made
    postgres.drop(made)


@pytest.fixture
def register(address: ServerAddress) -> Iterator[Register]:
    opened = find_server(address).open("Anna")
    yield opened
    opened.close()


def add(register: Register, **values: Any) -> Any:
    with register.changing(origin="form", verb="save") as unit:
        return unit.add(builders.task(**values))


def count(register: Register) -> int:
    with register.reading() as reader:
        return reader.count(Query("task"))


def run(postgres: Postgres, register: Register, *statements: str) -> list[tuple[Any, ...]]:
    return postgres.execute(*statements, database=register.home.name)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("53100", "The disk of the server 127.0.0.1 is full"),
        ("53200", "out of room or memory"),
        ("53300", "Too many desks"),
        ("55P03", "Somebody else is writing"),
        ("40P01", "Somebody else is writing"),
        ("57014", "took too long"),
        ("57P01", "is being restarted"),
        ("25006", "can only be read"),
        ("42501", "no right"),
        ("42P01", "not as this program knows them"),
        ("23505", "Another record has"),
        ("23503", "could not be read or written"),
        ("54000", "too long"),
        ("58030", "its disk does not answer"),
        ("XX001", "is damaged"),
        ("08006", "does not answer"),
    ],
)
def test_that_each_refusal_has_its_sentence_and_tells_no_value(
    postgres: Postgres, register: Register, code: str, words: str
) -> None:
    trigger = "CREATE TRIGGER refuse BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION refuse()"
    run(postgres, register, RAISE.format(code=code, secret=SECRET), trigger)
    with pytest.raises(StorageError) as raised:
        add(register, subject=SECRET)
    assert words in raised.value.message()
    assert SECRET not in "".join(traceback.format_exception(raised.value)) + str(raised.value.values)
    run(postgres, register, "DROP TRIGGER refuse ON task")
    assert count(register) == 0
    add(register)


def test_that_a_statement_that_takes_too_long_is_given_up(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(server._SETTINGS, "statement_timeout", "100ms")
    impatient = register.home.open("Anna")
    with pytest.raises(StorageError, match="took too long"), impatient.reading() as reader:
        reader.connection.exec_driver_sql("SELECT pg_sleep(5)")
    assert count(impatient) == 0
    impatient.close()


def test_that_a_desk_that_falls_asleep_in_a_change_keeps_nobody_waiting(
    postgres: Postgres, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(server._SETTINGS, "idle_in_transaction_session_timeout", "100ms")
    asleep = register.home.open("Boris")
    with pytest.raises(StorageError, match="Nothing was changed"):
        fall_asleep(postgres, asleep)
    assert count(asleep) == 0
    add(asleep)
    asleep.close()


def fall_asleep(postgres: Postgres, register: Register) -> None:
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.task())
        while run(postgres, register, "SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction'"):
            pass
        unit.add(builders.task())


def test_that_a_zero_byte_is_refused(register: Register) -> None:
    with pytest.raises(StorageError, match="a sign that no server can keep"), register.reading() as reader:
        reader.count(Query("task", search="a\x00b"))
    assert count(register) == 0


def test_that_who_may_only_read_reads(postgres: Postgres, address: ServerAddress, register: Register) -> None:
    add(register)
    theirs = replace(address, user=LOCKED_USER, password=PASSWORD)
    with pytest.raises(StorageError, match="no right"):
        find_server(theirs)
    run(postgres, register, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {LOCKED_USER}")
    home = find_server(theirs)
    assert home.read_only
    assert home.barred is Barred.RIGHTS
    reader = home.open("Leser")
    assert count(reader) == 1
    with pytest.raises(StorageError, match="no right"):
        add(reader)
    with pytest.raises(StorageError, match="no right"):
        create_on_server(replace(theirs, schema="other"), who="Leser")
    reader.close()


def test_that_who_is_not_let_in_is_told_why(postgres: Postgres, address: ServerAddress) -> None:
    theirs = replace(address, user=LOCKED_USER, password=PASSWORD)
    postgres.allow(address, LOCKED_USER)
    with pytest.raises(StorageError, match="refuses the user or the password"):
        find_server(replace(theirs, password="wrong"))
    with pytest.raises(PasswordNeeded, match="asks for a password"):
        find_server(replace(theirs, password=""))
    with pytest.raises(StorageError, match="There is no database"):
        find_server(replace(theirs, database="nowhere"))
    try:
        postgres.execute(f"ALTER ROLE {LOCKED_USER} CONNECTION LIMIT 0")
        with pytest.raises(StorageError, match="Too many desks"):
            find_server(theirs)
    finally:
        postgres.execute(f"ALTER ROLE {LOCKED_USER} CONNECTION LIMIT -1")
    find_server(theirs)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (f"UPDATE about SET value = '{REVISION + 1}' WHERE name = 'revision'", "newer version"),
        ("UPDATE about SET value = '0' WHERE name = 'revision'", "older version"),
        ("DELETE FROM about WHERE name = 'revision'", "holds no register that this program knows"),
        ("DROP TABLE about", "has no register yet"),
    ],
    ids=["newer", "older", "foreign", "none"],
)
def test_that_only_a_register_of_this_format_is_opened(
    postgres: Postgres, address: ServerAddress, register: Register, statement: str, words: str
) -> None:
    run(postgres, register, statement)
    before = run(postgres, register, "SELECT relname, relfilenode FROM pg_class ORDER BY 1")
    with pytest.raises(StorageError) as raised:
        find_server(address)
    assert words in raised.value.message()
    assert run(postgres, register, "SELECT relname, relfilenode FROM pg_class ORDER BY 1") == before


def test_that_a_register_is_brought_up_to_date_on_the_server(
    postgres: Postgres, address: ServerAddress, register: Register
) -> None:
    from alembic import op

    def further() -> None:
        op.execute("ALTER TABLE task ADD COLUMN colour text")

    def broken() -> None:
        op.execute("ALTER TABLE task ADD COLUMN smell text")
        op.execute("ALTER TABLE nowhere ADD COLUMN smell text")

    with pytest.raises(StorageError, match="not as this program knows them"):
        upgrade_server_register(address, through=[lambda: None] * REVISION + [broken])
    columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'task'"
    assert ("smell",) not in run(postgres, register, columns)
    upgrade_server_register(address, through=[lambda: None] * REVISION + [further])
    assert ("colour",) in run(postgres, register, columns)
    with pytest.raises(StorageError, match="newer version"):
        find_server(address)


def test_that_a_database_that_lacks_letters_is_refused(postgres: Postgres) -> None:
    postgres.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    with pytest.raises(StorageError, match="does not hold all letters"):
        create_on_server(postgres.address("latin"), who="Anna")


@pytest.mark.parametrize("times", [1, pytest.param(50, marks=pytest.mark.nightly)])
def test_that_a_frozen_network_is_given_up_and_work_goes_on_afterwards(
    address: ServerAddress, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    monkeypatch.setattr(WatchedConnection, "PATIENCE", 0.3)
    monkeypatch.setattr(server, "_CONNECT_SECONDS", 2)
    with Line(address) as line:
        far = find_server(line.address).open("Boris")
        for number in range(times):
            with pytest.raises(StorageError, match="does not answer"):
                freeze_while_adding(far, line)
            with pytest.raises(StorageError, match="does not answer"):
                count(far)
            line.mend()
            add(far)
            assert count(far) == number + 1
        far.close()


def freeze_while_adding(register: Register, line: Line) -> None:
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.task())
        line.freeze()
        unit.add(builders.task())


def test_that_a_server_has_to_prove_itself(postgres: Postgres, address: ServerAddress, tmp_path: Path) -> None:
    certificate = postgres.certify(tmp_path)
    try:
        for tls in ("require", "prefer", "disable"):
            find_server(replace(address, tls=tls))
        find_server(replace(address, tls="verify-full", root_certificate=str(certificate)))
        with pytest.raises(StorageError, match="cannot prove"):
            find_server(replace(address, tls="verify-full"))
        with pytest.raises(StorageError, match="cannot prove"):
            find_server(replace(address, tls="verify-full", host="localhost", root_certificate=str(certificate)))
    finally:
        postgres.execute("ALTER SYSTEM SET ssl = off", "SELECT pg_reload_conf()")
