"""Every file that is no whole, writable register of ours is refused in the right words, unchanged, or opens with all.

Each case makes what lies in a folder from a sound register with three tasks, and names what the user is told; an empty
sentence stands for a register that opens with everything that was saved in it.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from desktop_app.domain.query import Query
from desktop_app.storage import engine
from desktop_app.storage.copying import copy_register
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import NotHere, StorageError
from desktop_app.storage.files import create_register, find_register, open_register
from desktop_app.storage.homes import Barred
from desktop_app.storage.migrations import REVISION
from tests import builders
from tests.disks import burn, medium
from tests.storage.nobody import read_as_nobody, readable_by_all

__all__ = ["medium", "readable_by_all"]

TASKS = 3
NO_REGISTER, DAMAGED, NEWER = "is not a register", "is damaged", "newer version"
MISSING, BUSY = "cannot be opened", "Something else is being written"
ALL, UNFINISHED = f"read {TASKS} True", "last changes cannot be read"
PAGE = 4096

WRITE_AND_STOP = """
import os, sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = " + sys.argv[2])
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE task SET subject = 'half written', remarks = hex(zeroblob(20000))")
connection.execute("UPDATE code_value SET label_de = 'half written'")
if sys.argv[2] == "WAL":
    connection.execute("COMMIT")
os.kill(os.getpid(), 9)
"""
HOLD = """
import sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA locking_mode = EXCLUSIVE")
connection.execute("PRAGMA journal_mode = " + sys.argv[2])
connection.execute("BEGIN EXCLUSIVE")
connection.execute("UPDATE task SET subject = subject")
print("held", flush=True)
sys.stdin.read()
"""

Case = Callable[[Path, bytes], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a closed register with some tasks."""
    path = tmp_path_factory.mktemp("sound") / "register.bruecke"
    register = create_register(path, who="test")
    with register.changing(origin="test", verb="save") as unit:
        unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(TASKS)])
    register.close()
    return path.read_bytes()


# -- what lies in the folder -------------------------------------------------------------------------------------------


def holding(content: bytes) -> Case:
    return lambda path, _sound: path.write_bytes(content)


def cut_to(size: Callable[[int], int]) -> Case:
    return lambda path, sound: path.write_bytes(sound[: size(len(sound))])


def saying(pragma: str) -> Case:
    """A sound register but for one thing in its header."""

    def make(path: Path, sound: bytes) -> None:
        path.write_bytes(sound)
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA {pragma}")

    return make


def folder(path: Path, _sound: bytes) -> None:
    path.mkdir()


def nothing(path: Path, _sound: bytes) -> None:
    path.with_name("letter.txt").touch()


def dangling_link(path: Path, _sound: bytes) -> None:
    path.symlink_to(path.with_name("gone"))


def link(path: Path, sound: bytes) -> None:
    target = path.parent / "deep" / "real.bruecke"
    target.parent.mkdir()
    target.write_bytes(sound)
    path.symlink_to(target)


def of_another_program(path: Path, _sound: bytes) -> None:
    path.touch()
    with closing(connect(path)) as connection:
        connection.execute("CREATE TABLE letter (text TEXT)")


def killed(mode: str, *, with_index: bool = True) -> Case:
    """A register whose writer was killed: amid a change with a rollback journal, or after one with a log."""

    def make(path: Path, sound: bytes) -> None:
        path.write_bytes(sound)
        subprocess.run([sys.executable, "-c", WRITE_AND_STOP, str(path), mode], check=False)
        assert log_of(path, mode).stat().st_size
        if not with_index:
            path.with_name(f"{path.name}-shm").unlink(missing_ok=True)

    return make


def log_of(path: Path, mode: str) -> Path:
    return path.with_name(f"{path.name}{'-wal' if mode == 'WAL' else '-journal'}")


def half_folded_in(path: Path, sound: bytes) -> None:
    """The log was being brought into the file: its first page is new, the others old."""
    killed("WAL", with_index=False)(path, sound)
    done = path.with_name("done")
    done.mkdir()
    for file in (path, log_of(path, "WAL")):
        shutil.copy(file, done / file.name)
    with closing(connect(done / path.name)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    new = (done / path.name).read_bytes()
    path.write_bytes(new[:PAGE] + sound[PAGE:])
    shutil.rmtree(done)


def with_garbage_log(path: Path, sound: bytes) -> None:
    path.write_bytes(sound)
    log_of(path, "WAL").write_bytes(b"Rechnung\n" * 5_000)


def with_torn_log(path: Path, sound: bytes) -> None:
    """A log whose last change was cut off by a power cut: what was confirmed before it is in the file."""
    killed("WAL", with_index=False)(path, sound)
    log = log_of(path, "WAL")
    log.write_bytes(log.read_bytes()[: PAGE + 500])


def foreign_with_journal(path: Path, sound: bytes) -> None:
    killed("DELETE")(path, sound)
    content = bytearray(path.read_bytes())
    content[68:72] = b"none"
    path.write_bytes(content)


def newer_with_journal(path: Path, sound: bytes) -> None:
    killed("DELETE")(path, sound)
    content = bytearray(path.read_bytes())
    content[60:64] = (REVISION + 1).to_bytes(4, "big")
    path.write_bytes(content)


def log_alone(path: Path, sound: bytes) -> None:
    killed("WAL")(path, sound)
    path.unlink()


def zipped(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, "Grüße" * 1_000)
    return content.getvalue()


def workbook() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


REFUSED: dict[str, tuple[Case, str]] = {
    "empty": (holding(b""), NO_REGISTER),
    "10 bytes": (cut_to(lambda _: 10), NO_REGISTER),
    "99 bytes": (cut_to(lambda _: 99), DAMAGED),
    "100 bytes": (cut_to(lambda _: 100), DAMAGED),
    "half a page": (cut_to(lambda _: PAGE // 2), DAMAGED),
    "one page": (cut_to(lambda _: PAGE), DAMAGED),
    "half": (cut_to(lambda whole: whole // 2), DAMAGED),
    "all but a page": (cut_to(lambda whole: whole - PAGE), DAMAGED),
    "all but a byte": (cut_to(lambda whole: whole - 1), DAMAGED),
    "text": (holding(b"Sehr geehrte Frau Kern,\n" * 500), NO_REGISTER),
    "zip": (holding(zipped("brief.txt")), NO_REGISTER),
    "workbook": (holding(workbook()), NO_REGISTER),
    "pdf": (holding(b"%PDF-1.7\n" + b"0" * 9_000), NO_REGISTER),
    "zeros": (holding(b"\0" * 20_000), NO_REGISTER),
    "header alone": (holding(b"SQLite format 3\0"), NO_REGISTER),
    "of another program": (of_another_program, NO_REGISTER),
    "other application": (saying("application_id = 1"), NO_REGISTER),
    "newer": (saying(f"user_version = {REVISION + 1}"), NEWER),
    "newer with journal": (newer_with_journal, NEWER),
    "foreign with journal": (foreign_with_journal, NO_REGISTER),
    "log alone": (log_alone, MISSING),
    "folder": (folder, NO_REGISTER),
    "missing": (nothing, MISSING),
    "dangling link": (dangling_link, MISSING),
}
OPENED: dict[str, tuple[Case, str]] = {
    "sound": (cut_to(lambda whole: whole), "Aufgabe 0"),
    "link": (link, "Aufgabe 0"),
    "hot journal": (killed("DELETE"), "Aufgabe 0"),
    "log": (killed("WAL"), "half written"),
    "log without index": (killed("WAL", with_index=False), "half written"),
    "log half folded in": (half_folded_in, "half written"),
    "log of garbage": (with_garbage_log, "Aufgabe 0"),
    "torn log": (with_torn_log, "Aufgabe 0"),
}


def hashes(place: Path) -> dict[str, str]:
    """What lies in a folder; the index of a log is made anew by whoever reads it."""
    files = [file for file in sorted(place.rglob("*")) if file.is_file() and not file.name.endswith("-shm")]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.parametrize("name", REFUSED)
def test_that_it_is_refused_in_the_right_words_and_stays_as_it_is(tmp_path: Path, sound: bytes, name: str) -> None:
    make, sentence = REFUSED[name]
    path = tmp_path / "amt" / "register.bruecke"
    path.parent.mkdir()
    make(path, sound)
    before = hashes(path.parent)
    with pytest.raises(StorageError, match=sentence) as refused:
        open_register(path, who="test")
    assert refused.value.values["file"] in {path.name, path.resolve().name}
    assert hashes(path.parent) == before


@pytest.mark.parametrize("name", OPENED)
def test_that_it_opens_with_everything_that_was_saved(tmp_path: Path, sound: bytes, name: str) -> None:
    make, subject = OPENED[name]
    path = tmp_path / "amt" / "register.bruecke"
    path.parent.mkdir()
    make(path, sound)
    register = open_register(path, who="test")
    with register.reading() as reader:
        subjects = {row[1] for row in reader.values("task", ("subject",))}
        assert reader.count(Query("task")) == TASKS
        assert [*reader.file_faults(), *reader.link_faults()] == []
    assert subject in subjects
    assert len(subjects) == (1 if subject == "half written" else TASKS)
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.task())
    register.close()
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]


@pytest.fixture
def held(tmp_path: Path, sound: bytes, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A register that another program has for itself alone."""
    path = tmp_path / "register.bruecke"
    path.write_bytes(sound)
    command = [sys.executable, "-c", HOLD, str(path), request.param]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        yield path
        other.communicate()


@pytest.mark.parametrize("held", ["WAL", "DELETE"], indirect=True)
def test_that_one_held_by_another_program_is_said_to_be_written(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    before = hashes(held.parent)
    with pytest.raises(StorageError, match=BUSY):
        open_register(held, who="test")
    assert hashes(held.parent) == before


READ_ONLY: dict[str, tuple[Case, str, str]] = {
    "sound": (cut_to(lambda whole: whole), ALL, ALL),
    "log": (killed("WAL"), ALL, ALL),
    "log without index": (killed("WAL", with_index=False), UNFINISHED, ALL),
    "hot journal": (killed("DELETE"), UNFINISHED, UNFINISHED),
    "newer": (saying(f"user_version = {REVISION + 1}"), NEWER, NEWER),
    "text": (holding(b"Brief"), NO_REGISTER, NO_REGISTER),
}
"""What is made, and what is said where the folder, and where only the file may not be written."""


@pytest.mark.parametrize("name", READ_ONLY)
@pytest.mark.parametrize("protected", ["folder", "file"])
def test_that_what_may_not_be_written_is_read_or_refused(
    readable_by_all: Path, sound: bytes, name: str, protected: str
) -> None:
    make, in_folder, as_file = READ_ONLY[name]
    path = readable_by_all / "register.bruecke"
    make(path, sound)
    for file in readable_by_all.iterdir():
        file.chmod(0o444)
    readable_by_all.chmod(0o555 if protected == "folder" else 0o777)
    before = hashes(readable_by_all)
    assert (in_folder if protected == "folder" else as_file) in read_as_nobody(path)[0]
    assert hashes(readable_by_all) == before


def test_that_a_register_on_a_read_only_disk_is_read(medium: Path, sound: bytes) -> None:
    path = medium / "register.bruecke"
    path.write_bytes(sound)
    burn(medium)
    found = find_register(path)
    assert found.barred is Barred.MEDIUM
    register = found.open("test")
    with register.reading() as reader:
        assert reader.count(Query("task")) == TASKS
    with pytest.raises(StorageError, match="read-only"), register.changing(origin="test", verb="save") as unit:
        unit.add(builders.task())
    register.close()


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_that_an_unfinished_register_on_a_read_only_disk_is_read_from_a_copy(
    medium: Path, tmp_path: Path, sound: bytes, mode: str
) -> None:
    path = medium / "register.bruecke"
    killed(mode, with_index=False)(path, sound)
    burn(medium)
    with pytest.raises(NotHere, match="last changes cannot be read"):
        open_register(path, who="test")
    copy_register(path, tmp_path / "copy.bruecke", user="test", progress=lambda *_: None)
    with closing(open_register(tmp_path / "copy.bruecke", who="test")) as register, register.reading() as reader:
        subjects = {row[1] for row in reader.values("task", ("subject",))}
        assert ("half written" in subjects) is (mode == "WAL")
        assert reader.count(Query("task")) == TASKS
