"""A register moves from a file to a server and back, and nothing is another than before."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import insert

from desktop_app.services.example import fill_example
from desktop_app.storage.canonical import canonical_digest, canonical_lines
from desktop_app.storage.failures import StorageError
from desktop_app.storage.file_store import put
from desktop_app.storage.files import create_register, find_register, open_register
from desktop_app.storage.moving import move_register
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server
from desktop_app.storage.tables import COUNTER
from tests import builders
from tests.postgres import Postgres
from tests.storage.histories import live_through, take_back


def lines(register: Register) -> list[str]:
    with register.reading() as reader:
        return list(canonical_lines(reader.connection))


def digest(register: Register) -> str:
    with register.reading() as reader:
        return canonical_digest(reader.connection)


def test_that_a_register_with_a_long_history_moves_there_and_back(postgres: Postgres, tmp_path: Path) -> None:
    old = create_register(tmp_path / "old.bruecke", who="Anna")
    fill_example(old)
    live_through(old, builders.stock(old), random.Random(7), steps=40)
    contents = {put(old.files, BytesIO(data)).hash: data for data in (b"", b"Vertrag", b"\0" * 5_000_000)}
    before = lines(old)
    address = postgres.fresh(furnished=False)
    assert move_register(old, address) == digest(old)
    on_server = find_server(address).open("Anna")
    assert lines(on_server) == before == lines(old)
    move_register(on_server, tmp_path / "back.bruecke")
    back = open_register(tmp_path / "back.bruecke", who="Anna")
    assert lines(back) == before
    with back.reading() as reader, old.reading() as other:
        for register in (on_server, back):
            assert set(register.files.hashes()) == set(old.files.hashes()) >= contents.keys()
            assert all(b"".join(register.files.read(content)) == data for content, data in contents.items())
        assert reader.identity() == other.identity()
        assert reader.link_faults() == reader.file_faults() == []
    for register in (old, on_server, back):
        register.close()
    postgres.drop(address)


def test_that_work_goes_on_where_a_register_has_moved(postgres: Postgres, tmp_path: Path) -> None:
    old = create_register(tmp_path / "old.bruecke", who="Anna")
    with old.changing(origin="form", verb="save") as unit:
        kept, gone = (unit.add(builders.task()) for _ in range(2))
    with old.changing(origin="form", verb="save") as unit:
        unit.remove(gone)
    address = postgres.fresh(furnished=False)
    move_register(old, address)
    new = find_server(address).open("Anna")
    with new.changing(origin="form", verb="save") as unit:
        fresh = unit.add(builders.task())
    assert fresh.id == (gone.id or 0) + 1 == (kept.id or 0) + 2
    take_back(new)
    take_back(new)  # what was removed before the move
    with new.reading() as reader:
        assert reader.record("task", gone.id or 0).subject == gone.subject
        assert reader.record("task", fresh.id or 0) is None
    old.close()
    new.close()
    postgres.drop(address)


@pytest.mark.parametrize("taken", ["by a register", "by a table"])
def test_that_nothing_moves_to_where_something_is(postgres: Postgres, tmp_path: Path, taken: str) -> None:
    old = create_register(tmp_path / "old.bruecke", who="Anna")
    address = postgres.fresh(furnished=taken == "by a register")
    if taken == "by a table":
        postgres.execute(
            "CREATE TABLE person (name text)", "INSERT INTO person VALUES ('x')", database=address.database
        )
    with pytest.raises(StorageError, match="holds a register or other tables already"):
        move_register(old, address)
    if taken == "by a table":
        assert postgres.execute("SELECT name FROM person", database=address.database) == [("x",)]
        assert postgres.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database=address.database)
    else:
        find_server(address)
    with pytest.raises(StorageError, match="exists already"):
        move_register(old, old.home.found_at)
    old.close()
    postgres.drop(address)


def test_that_an_unequal_copy_is_not_kept(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = create_register(tmp_path / "old.bruecke", who="Anna")
    before = lines(old)
    address = postgres.fresh(furnished=False)

    def damage(connection, given) -> None:
        connection.execute(insert(COUNTER).values(name="task", last=1))

    monkeypatch.setattr("desktop_app.storage.moving.keep_given_ids", damage)
    for target in (address, tmp_path / "new.bruecke"):
        with pytest.raises(StorageError, match="not equal"):
            move_register(old, target)
    assert [path.name for path in tmp_path.glob("*new*")] == []
    assert postgres.execute("SELECT * FROM pg_tables WHERE schemaname = 'public'", database=address.database) == []
    assert lines(old) == before
    old.close()
    assert find_register(tmp_path / "old.bruecke").read_only is False
    postgres.drop(address)
