"""A register that cannot be opened where it lies is copied whole, with what lies beside it, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.domain.query import Query
from desktop_app.storage.copying import copy_register
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import NotHere, StorageError
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.occupancy import Occupied, occupy
from tests import builders


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A register in a folder that a cloud keeps."""
    path = tmp_path / "register.bruecke"
    made = create_register(path, who="test")
    with made.changing(origin="test", verb="save") as unit:
        unit.add(builders.task(subject="In der Datei"))
    made.close()
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    return path.rename(folder / path.name)


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """Where the copy goes; nothing else may be left there."""
    folder = tmp_path / "here"
    folder.mkdir()
    yield folder / "copy.bruecke"
    assert {file.name for file in folder.iterdir()} <= {"copy.bruecke"}


def copy(source: Path, target: Path) -> None:
    copy_register(source, target, user="A. Bauer", progress=lambda *_: None)


def with_log(source: Path) -> None:
    """Save something that stands only in the log."""
    connection = connect(source)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO counter VALUES ('only in the log', 7)")
    kept = source.with_name("kept")
    kept.mkdir()
    for file in source.parent.glob("register.bruecke*"):
        shutil.copy(file, kept / file.name)
    connection.close()
    for name in (source.name, f"{source.name}-wal"):
        (kept / name).replace(source.with_name(name))
    shutil.rmtree(kept)


def test_that_the_copy_has_all_and_opens(source: Path, target: Path) -> None:
    before = source.read_bytes()
    heard: list[tuple[int, int]] = []
    copy_register(source, target, user="A. Bauer", progress=lambda *both: heard.append(both))
    assert source.read_bytes() == before
    assert heard[-1] == (len(before), len(before))
    with pytest.raises(NotHere, match="synchronised"):
        open_register(source, who="test")
    with closing(open_register(target, who="test")) as register, register.reading() as reader:
        assert reader.count(Query("task")) == 1


def test_that_what_lies_beside_it_comes_along(source: Path, target: Path) -> None:
    with_log(source)
    copy(source, target)
    with closing(open_register(target, who="test")) as register, register.reading() as reader:
        assert reader.last_number("only in the log") == 7


def test_that_one_open_elsewhere_is_not_copied(source: Path, target: Path) -> None:
    held = occupy(source, "M. Kern")
    with pytest.raises(Occupied):
        copy(source, target)
    held.release()
    assert not target.exists()


def test_that_one_written_meanwhile_is_not_copied(source: Path, target: Path) -> None:
    def write(_done: int, _total: int) -> None:
        source.with_name(f"{source.name}-wal").write_bytes(b"new")

    with pytest.raises(StorageError, match="being written"):
        copy_register(source, target, user="A. Bauer", progress=write)
    assert not target.exists()


def test_that_a_damaged_register_is_named_and_not_copied(source: Path, target: Path) -> None:
    content = bytearray(source.read_bytes())
    content[40 * 4096 : 60 * 4096] = b"\xff" * (20 * 4096)
    source.write_bytes(content)
    with pytest.raises(StorageError, match="damaged") as caught:
        copy(source, target)
    assert caught.value.values["file"] == source.name
    assert not target.exists()


@pytest.mark.parametrize("kind", ["newer", "text", "missing"])
def test_that_what_is_no_register_of_ours_is_not_copied(source: Path, target: Path, kind: str) -> None:
    if kind == "newer":
        with closing(connect(source)) as connection:
            connection.execute(f"PRAGMA user_version = {REVISION + 1}")
    elif kind == "text":
        source.write_bytes(b"Sehr geehrte Frau Kern")
    else:
        source.unlink()
    with pytest.raises(StorageError, match={"newer": "newer", "text": "no", "missing": "could not be copied"}[kind]):
        copy(source, target)
    assert not target.exists()


def test_that_calling_it_off_leaves_nothing(source: Path, target: Path) -> None:
    def call_off(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_register(source, target, user="A. Bauer", progress=call_off)
    assert not target.exists()


def test_that_nothing_is_overwritten(source: Path, target: Path) -> None:
    target.write_bytes(b"held")
    with pytest.raises(StorageError, match="exists already"):
        copy(source, target)
    assert target.read_bytes() == b"held"


def test_that_no_copy_goes_where_it_would_not_be_safe_either(source: Path) -> None:
    with pytest.raises(NotHere):
        copy(source, source.with_name("copy.bruecke"))
