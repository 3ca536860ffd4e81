"""Files that are no register, or cannot be written, are refused in words and stay as they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from desktop_app.base.meanwhile import do_meanwhile
from desktop_app.domain.query import Query
from desktop_app.domain.task import Task
from desktop_app.storage import engine
from desktop_app.storage.backup_notes import Reason
from desktop_app.storage.backups import FileSource, make_backup
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import StorageError
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.location import refuse_unsafe
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.register import Register
from desktop_app.storage.restoring import restore
from tests import builders
from tests.disks import fill, small_disk
from tests.storage.nobody import Nobody, read_as_nobody, readable_by_all

__all__ = ["readable_by_all", "small_disk"]

ROOT = Path(__file__).resolve().parents[2]

HOLD_LOCK = """
import sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


SAVE_AND_DIE = """
import os
import sys
from pathlib import Path
from desktop_app.domain.task import Task
from desktop_app.storage.files import open_register
register = open_register(Path(sys.argv[1]), who="test")
with register.changing(origin="test", verb="save") as unit:
    unit.add(Task(subject="Vor dem Ende"))
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed register with one task."""
    made = tmp_path / "register.bruecke"
    register = create_register(made, who="test")
    add_task(register)
    register.close()
    return made


def add_task(register: Register) -> None:
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.task())


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def refused(path: Path) -> str:
    """Open a file that is to be refused, check that nothing around it changed, and return the sentence."""
    before = content(path.parent)
    with pytest.raises(StorageError) as caught:
        open_register(path, who="test")
    assert content(path.parent) == before
    assert str(caught.value.values["file"]) == path.name
    return caught.value.msgid


def test_that_a_new_register_opens_and_knows_its_code_lists(path: Path) -> None:
    register = open_register(path, who="test")
    with register.reading() as reader:
        assert reader.count(Query("code-value")) > 400
        assert reader.count(Query("task")) == 1
        assert reader.file_faults() == reader.link_faults() == []
    register.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_that_a_new_register_never_overwrites_a_file(path: Path) -> None:
    before = content(path.parent)
    with pytest.raises(StorageError, match="exists already"):
        create_register(path, who="test")
    assert content(path.parent) == before


def test_that_a_register_is_not_made_where_a_file_stands_for_the_folder(path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be made"):
        create_register(path / "new.bruecke", who="test")


def test_that_no_folder_is_made_for_a_new_register(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        create_register(tmp_path / "typo" / "new.bruecke", who="test")
    assert list(tmp_path.iterdir()) == []


def test_that_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be opened" in refused(tmp_path / "missing.bruecke")


def test_that_a_folder_is_no_register(tmp_path: Path) -> None:
    (tmp_path / "folder.bruecke").mkdir()
    assert "is not a register" in refused(tmp_path / "folder.bruecke")


@pytest.mark.parametrize("held", [b"", b"PK\x03\x04", "Grüße aus Kyjiw\n".encode() * 400, b"SQLite format 3\x00"])
def test_that_a_file_of_another_kind_is_refused(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "letter.bruecke"
    path.write_bytes(held)
    assert "is not a register" in refused(path)


def test_that_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bruecke"
    path.touch()
    connection = connect(path)
    connection.execute("CREATE TABLE letter (text TEXT)")
    connection.close()
    assert "is not a register" in refused(path)


def test_that_a_newer_register_is_refused(path: Path) -> None:
    connection = connect(path)
    connection.execute(f"PRAGMA user_version = {REVISION + 1}")
    connection.close()
    assert "newer version" in refused(path)


def test_that_a_newer_register_is_recognised_by_its_log_alone(path: Path) -> None:
    connection = connect(path)
    connection.execute(f"PRAGMA user_version = {REVISION + 1}")
    copy = path.with_name("copy")
    copy.mkdir()
    for file in path.parent.glob("register.bruecke*"):
        shutil.copy(file, copy / file.name)
    connection.close()
    with pytest.raises(StorageError, match="newer version"):
        open_register(copy / path.name, who="test")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_that_a_truncated_register_is_called_damaged(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "is damaged" in refused(path)


def test_that_a_link_to_a_register_is_followed(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.bruecke"
    link.symlink_to(path)
    register = open_register(link, who="test")
    assert Path(register.home.address) == path.resolve()
    register.close()


def test_that_a_locked_register_says_who_writes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    register = open_register(path, who="test")
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"locked\n"
    with pytest.raises(StorageError, match="Something else is being written"):
        add_task(register)
    with register.reading() as reader:
        assert reader.count(Query("task")) == 1
    other.communicate()
    add_task(register)
    with register.reading() as reader:
        assert reader.count(Query("task")) == 2
    register.close()


def test_that_opening_again_keeps_the_lock_of_a_running_change(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    register = open_register(path, who="test")
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.task())
        open_register(path, who="test").close()
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                HOLD_LOCK.replace("isolation_level=None", "isolation_level=None, timeout=0.2"),
                str(path),
            ],
            capture_output=True,
            check=False,
            input=b"",
        )
        assert b"locked" in done.stderr
        assert done.returncode
    register.close()


@pytest.mark.parametrize("in_use", [False, True])
def test_that_a_register_in_a_read_only_folder_is_read_and_not_written(readable_by_all: Path, in_use: bool) -> None:
    path = readable_by_all / "register.bruecke"
    register = create_register(path, who="test")
    add_task(register)
    if not in_use:
        register.close()
    for file in readable_by_all.iterdir():
        file.chmod(0o444)
    readable_by_all.chmod(0o555)
    before = content(readable_by_all)
    shown, sentence = read_as_nobody(path)
    assert shown == "read 1 True"
    assert "read-only" in sentence
    assert {name: held for name, held in content(readable_by_all).items() if not name.endswith("-shm")} == {
        name: held for name, held in before.items() if not name.endswith("-shm")
    }
    register.close()


def test_that_who_may_only_read_sees_what_others_save_meanwhile(readable_by_all: Path) -> None:
    path = readable_by_all / "register.bruecke"
    create_register(path, who="Anna").close()
    for file in readable_by_all.iterdir():
        file.chmod(0o644)
    nobody = Nobody(path)
    assert nobody.reads() == "0 0"
    register = open_register(path, who="Anna")
    nobody.ask(when_changed=True)
    add_task(register)
    assert nobody.answer() == "1 1 Anna"
    with register.changing(origin="test", verb="save") as unit:
        unit.add_all([builders.task() for _ in range(2_000)])
    assert nobody.reads() == "2001 9"
    register.close()
    assert nobody.reads() == "2001 9"
    register = open_register(path, who="Berta")
    nobody.ask(when_changed=True)
    add_task(register)
    assert nobody.answer() == "2002 9 Anna Berta"
    register.close()
    nobody.end()


def test_that_a_register_is_not_made_beside_the_log_of_another_one(path: Path, tmp_path: Path) -> None:
    backup = make_backup(FileSource(path), tmp_path / "Sicherungen", Reason.BY_HAND).path
    subprocess.run([sys.executable, "-c", SAVE_AND_DIE, str(path)], check=False, cwd=ROOT)
    moved = path.rename(tmp_path / "verschoben")
    with pytest.raises(StorageError, match="give that register its name back"):
        restore(backup, path)
    with pytest.raises(StorageError, match="give that register its name back"):
        create_register(path, who="test")
    assert not path.exists()
    moved.rename(path)
    register = open_register(path, who="test")
    with register.reading() as reader:
        assert reader.count(Query("task")) == 2
    register.close()


@pytest.mark.parametrize("what", ["renamed", "deleted", "replaced"])
def test_that_nothing_is_saved_into_a_file_that_is_gone(path: Path, tmp_path: Path, what: str) -> None:
    register = open_register(path, who="test")
    add_task(register)
    elsewhere = path.rename(tmp_path / "anders")
    if what == "deleted":
        elsewhere.unlink()
    elif what == "replaced":
        create_register(tmp_path / "neu.bruecke", who="test").close()
        (tmp_path / "neu.bruecke").rename(path)
    with pytest.raises(StorageError, match="Nothing was saved"):
        add_task(register)
    if what == "renamed":
        elsewhere.rename(path)
        add_task(register)
        register.close()
        register = open_register(path, who="test")
        with register.reading() as reader:
            assert reader.count(Query("task")) == 3
    register.close()


def test_that_who_has_something_to_do_meanwhile_waits_longer_for_its_turn(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.5)
    register = open_register(path, who="test")
    begun, turns = threading.Event(), 0

    def write() -> None:
        with register.changing(origin="test", verb="save") as unit:
            unit.add(builders.task())
            begun.set()
            time.sleep(1.5)

    def turn() -> bool:
        nonlocal turns
        turns += 1
        return True

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    do_meanwhile(turn)
    try:
        add_task(register)
    finally:
        do_meanwhile(None)
        writer.join()
    assert turns > 20
    with register.reading() as reader:
        assert reader.count(Query("task")) == 3
    register.close()


def test_that_an_old_register_is_not_updated_where_it_may_not_be_written(readable_by_all: Path) -> None:
    path = readable_by_all / "register.bruecke"
    create_register(path, who="test").close()
    connection = connect(path)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    path.chmod(0o444)
    readable_by_all.chmod(0o555)
    before = content(readable_by_all)
    (sentence,) = read_as_nobody(path)
    assert "older version and cannot be updated" in sentence
    assert content(readable_by_all) == before


def test_that_a_full_disk_is_named_and_nothing_is_saved(small_disk: Path) -> None:
    path = small_disk / "register.bruecke"
    register = create_register(path, who="test")
    add_task(register)
    filler = fill(small_disk, but=40_000)
    big = [Task(subject=f"Aufgabe {number}", remarks="Lange Bemerkung " * 100) for number in range(200)]
    with pytest.raises(StorageError, match="disk is full"), register.changing(origin="test", verb="save") as unit:
        unit.add_all(big)
    with register.reading() as reader:
        assert reader.count(Query("task")) == 1
    filler.unlink()
    add_task(register)
    with register.reading() as reader:
        assert reader.count(Query("task")) == 2
        assert reader.file_faults() == []
    register.close()


def test_that_no_register_is_left_half_made_on_a_full_disk(small_disk: Path) -> None:
    fill(small_disk, but=100_000)
    with pytest.raises(StorageError, match="disk is full"):
        create_register(small_disk / "register.bruecke", who="test")
    assert [file.name for file in small_disk.iterdir()] == ["filler"]


@pytest.mark.parametrize("folder", ["OneDrive - Stadt", "Dropbox", "Nextcloud", "iCloud Drive"])
def test_that_a_synchronised_folder_is_refused_with_a_way_out(tmp_path: Path, folder: str) -> None:
    with pytest.raises(StorageError, match="Choose another folder"):
        refuse_unsafe(tmp_path / folder / "register.bruecke")
    with pytest.raises(StorageError, match="synchronised"):
        create_register(tmp_path / folder / "register.bruecke", who="test")
    assert not (tmp_path / folder).exists()


def test_that_a_log_half_folded_in_is_finished(path: Path, tmp_path: Path) -> None:
    page = 4096
    old = path.read_bytes()
    register = open_register(path, who="test")
    with register.changing(origin="test", verb="save") as unit:
        unit.add_all([builders.task(subject=f"Aufgabe {number}", remarks="lang " * 200) for number in range(200)])
    log = path.with_name(f"{path.name}-wal").read_bytes()
    register.close()
    new = path.read_bytes()
    assert len(new) > len(old)
    half = tmp_path / "half.bruecke"
    half.write_bytes(new[:page] + old[page:])
    half.with_name(f"{half.name}-wal").write_bytes(log)
    again = open_register(half, who="test")
    with again.reading() as reader:
        assert reader.count(Query("task")) == 201
        assert reader.file_faults() == []
    again.close()


def test_that_every_register_can_be_told_from_all_others(tmp_path: Path) -> None:
    identities = []
    for name in ("a", "b"):
        register = create_register(tmp_path / f"{name}.bruecke", who="Kern")
        with register.reading() as reader:
            identities.append(reader.identity())
        register.close()
    assert len(set(identities)) == 2
    assert all(len(identity) == 32 for identity in identities)


def test_that_opening_removes_the_name_that_a_new_register_had_before(tmp_path: Path) -> None:
    create_register(tmp_path / "register.bruecke", who="test").close()
    (tmp_path / ".register.bruecke.new").hardlink_to(tmp_path / "register.bruecke")
    (tmp_path / ".other.bruecke.new").write_bytes(b"begun")
    open_register(tmp_path / "register.bruecke", who="test").close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [".other.bruecke.new", "register.bruecke"]


def test_that_opening_leaves_what_is_being_made_under_the_name_of_another_file(tmp_path: Path) -> None:
    create_register(tmp_path / "register.bruecke", who="test").close()
    (tmp_path / ".register.bruecke.new").write_bytes(b"begun")
    open_register(tmp_path / "register.bruecke", who="test").close()
    assert (tmp_path / ".register.bruecke.new").read_bytes() == b"begun"


class Held(PermissionError):
    """What Windows raises while a virus scanner has the file open."""

    winerror = 32


@pytest.mark.parametrize("method", ["rename", "unlink"])
def test_that_a_new_register_waits_for_a_virus_scanner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    real, refused = getattr(Path, method), list[Path]()

    def held(file: Path, *arguments: object, **named: object) -> object:
        if file.exists() and len(refused) < 3:
            refused.append(file)
            raise Held(13, "in use", str(file))
        return real(file, *arguments, **named)

    def no_second_name(*_: object) -> None:
        raise OSError(1, "no second names on this disk")

    monkeypatch.setattr(Path, method, held)
    if method == "rename":
        monkeypatch.setattr(os, "link", no_second_name)
    create_register(tmp_path / "register.bruecke", who="test").close()
    assert len(refused) == 3
    assert [file.name for file in tmp_path.iterdir()] == ["register.bruecke"]
