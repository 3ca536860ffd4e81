"""The contents of files: each kept once, whole or not at all, never written over; in a folder or in the database."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from desktop_app.storage.file_store import (
    BLOCK,
    Condition,
    ContentChanged,
    ContentMissing,
    FileStore,
    FolderStore,
    condition,
    folder_of,
    put,
)
from desktop_app.storage.register import Register
from desktop_app.storage.table_store import TableStore
from desktop_app.storage.tables import CONTENT

LARGE = os.urandom(BLOCK) * 2 + b"and a bit more"


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(params=["own", "table"])
def store(request: pytest.FixtureRequest, register: Register) -> FileStore:
    """What a register keeps its files in, and, as a file can have it too, the table that one on a server has."""
    return register.files if request.param == "own" else TableStore(register._engine, nullcontext)


def pieces(register: Register) -> list[Path]:
    """The files beside a register; there are none beside one on a server."""
    where = register.home.found_at
    return [path for path in folder_of(where).rglob("*") if path.is_file()] if isinstance(where, Path) else []


def content(store: FileStore, hash_: str) -> bytes:
    return b"".join(store.read(hash_))


@pytest.mark.parametrize("data", [b"", b"Vertrag", LARGE], ids=["empty", "small", "large"])
def test_that_a_content_comes_back_as_it_was(store: FileStore, data: bytes) -> None:
    stored = put(store, io.BytesIO(data))
    assert (stored.hash, stored.size) == (hash_of(data), len(data))
    assert content(store, stored.hash) == data
    assert store.sizes([stored.hash, hash_of(b"other")]) == {stored.hash: len(data)}
    assert condition(store, stored.hash, len(data)) is Condition.WHOLE


def test_that_the_same_content_is_kept_once(store: FileStore, register: Register) -> None:
    first, second = put(store, io.BytesIO(LARGE)), put(store, io.BytesIO(LARGE))
    assert first == second
    assert list(store.hashes()) == [first.hash]
    put(store, io.BytesIO(b"other"))
    assert set(store.hashes()) == {first.hash, hash_of(b"other")}
    if isinstance(store, FolderStore):
        assert len(pieces(register)) == 2


def test_that_the_progress_counts_each_byte_twice(store: FileStore) -> None:
    for _ in range(2):  # new, then known
        told: list[int] = []
        put(store, io.BytesIO(LARGE), told.append)
        assert sum(told) == 2 * len(LARGE)


def test_that_nothing_is_kept_of_what_was_called_off(store: FileStore, register: Register) -> None:
    class CalledOff(Exception):
        pass

    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if done > len(LARGE) + BLOCK:
            raise CalledOff

    with pytest.raises(CalledOff):
        put(store, io.BytesIO(LARGE), tell)
    assert list(store.hashes()) == []
    assert pieces(register) == []


def test_that_what_is_not_the_content_of_a_hash_is_not_kept(store: FileStore, register: Register) -> None:
    with pytest.raises(ContentChanged):
        store.write(hash_of(b"Vertrag"), [b"Vertr", b"at"])
    assert list(store.hashes()) == []
    assert pieces(register) == []


def test_that_a_file_that_changes_while_it_is_read_is_not_kept(store: FileStore) -> None:
    class Changing(io.BytesIO):
        reads = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.reads += 1
            return super().read(size).replace(b"V", b"W" if self.reads > 2 else b"V")

    with pytest.raises(ContentChanged):
        put(store, Changing(b"Vertrag"))
    assert list(store.hashes()) == []


def test_that_a_missing_content_is_told(store: FileStore) -> None:
    nowhere = hash_of(b"nowhere")
    assert condition(store, nowhere, 7) is Condition.MISSING
    with pytest.raises(ContentMissing):
        content(store, nowhere)


def damage(store: FileStore, register: Register, hash_: str, data: bytes) -> None:
    if isinstance(store, FolderStore):
        path = store.path(hash_)
        path.chmod(0o644)
        path.write_bytes(data)
        return
    with register._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(CONTENT.update().values(data=data, size=len(data)))


@pytest.mark.parametrize("data", [b"Vertrog", b"Vertra", b""], ids=["other", "shorter", "emptied"])
def test_that_a_changed_content_is_told_and_added_anew(store: FileStore, register: Register, data: bytes) -> None:
    stored = put(store, io.BytesIO(b"Vertrag"))
    damage(store, register, stored.hash, data)
    assert condition(store, stored.hash) is Condition.CHANGED
    assert condition(store, stored.hash, stored.size) is Condition.CHANGED
    assert put(store, io.BytesIO(b"Vertrag")) == stored
    assert condition(store, stored.hash) is Condition.WHOLE


def test_that_a_content_that_is_removed_is_gone(store: FileStore, register: Register) -> None:
    stored = put(store, io.BytesIO(b"Vertrag"))
    for _ in range(2):
        with register.changing(origin="test", verb="clear") as unit:
            store.remove(stored.hash, unit.connection)
    assert list(store.hashes()) == []
    assert condition(store, stored.hash) is Condition.MISSING


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "register.bruecke.files")


def test_that_contents_lie_beside_the_register_under_their_hashes(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "Mein Register.bruecke")
    stored = put(FolderStore(folder), io.BytesIO(b"Vertrag"))
    path = tmp_path / "Mein Register.bruecke.files" / stored.hash[:2] / stored.hash
    assert path.read_bytes() == b"Vertrag"
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_that_no_folder_is_made_before_there_is_a_file(folder: FolderStore) -> None:
    assert list(folder.hashes()) == []
    assert folder.tidy() == 0
    assert not folder.folder.exists()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_that_what_is_no_hash_leads_nowhere(folder: FolderStore, name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        folder.path(name)
    assert folder.sizes([name]) == {}
    assert condition(folder, name) is Condition.MISSING


def test_that_strange_things_in_the_folder_are_no_contents(folder: FolderStore) -> None:
    stored = put(folder, io.BytesIO(b"Vertrag"))
    beside = folder.path(stored.hash).parent
    (beside / "notes.txt").write_text("x")
    elsewhere = folder.folder / ("00" if beside.name != "00" else "01")
    elsewhere.mkdir()
    (elsewhere / stored.hash).write_bytes(b"Vertrag")
    (folder.folder / "Thumbs.db").write_text("x")
    assert list(folder.hashes()) == [stored.hash]


@pytest.mark.parametrize(("age", "left"), [(0, 1), (120, 0)], ids=["fresh", "old"])
def test_that_what_a_killed_program_left_is_tidied_up_when_nobody_writes_it(
    folder: FolderStore, age: int, left: int
) -> None:
    stored = put(folder, io.BytesIO(b"Vertrag"))
    piece = folder.path(stored.hash).with_name(".0123456789abcdef.part")
    piece.write_bytes(b"Vert")
    os.utime(piece, (time.time() - age, time.time() - age))
    assert list(folder.hashes()) == [stored.hash]
    assert folder.tidy() == 1 - left
    assert piece.exists() == bool(left)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which file a descriptor is")
def test_that_the_disk_has_a_content_before_its_name_is_told(
    folder: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    plain: Callable[[int], None] = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        plain(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    stored = put(folder, io.BytesIO(b"Vertrag"))
    place = folder.path(stored.hash).parent
    assert [path.suffix == ".part" for path in synced] == [False, False, True, False]
    assert synced[:2] == [folder.folder, folder.folder.parent]
    assert synced[-1] == place
