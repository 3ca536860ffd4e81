"""Checks that files are written whole or not at all, and that refusals are explained."""

from __future__ import annotations

import contextlib
import errno
import os
import resource as limits
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from desktop_app.base import file_failures
from desktop_app.base.errors import UserError
from desktop_app.base.file_failures import NotWritten
from desktop_app.base.paths import config_dir, documents_dir, log_dir, remove_leftovers, resource, safe_write

NOBODY = 65534


class SharingViolation(PermissionError):
    """What Windows raises when Excel shows the file."""

    winerror = 32


@contextlib.contextmanager
def no_privileges():
    """Work as an ordinary user where the tests run as root, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_that_a_written_file_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "Liste Чернівці.xlsx"
    path.write_bytes(b"old")
    with safe_write(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert names_in(tmp_path) == [path.name]


def test_that_an_error_in_the_block_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), safe_write(path) as file:
        file.write(b"half" * (1 // 0))
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["list.csv"]


def test_that_an_error_of_the_user_goes_through_unchanged(tmp_path):
    problem = UserError("Too long")
    with pytest.raises(UserError) as caught, safe_write(tmp_path / "list.csv"):
        raise problem
    assert caught.value is problem


def test_that_a_program_killed_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    script = (
        "import os, sys, pathlib\n"
        "from desktop_app.base.paths import safe_write\n"
        "with safe_write(pathlib.Path(sys.argv[1])) as file:\n"
        "    file.write(b'half' * 100000); file.flush(); os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -9
    assert path.read_bytes() == b"old"


def test_that_a_full_disk_is_named_and_nothing_is_changed(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    with pytest.raises(NotWritten) as caught, safe_write(path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "disk is full" in caught.value.msgid
    assert caught.value.values["name"] == "list.csv"
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["list.csv"]


def test_that_a_limit_of_the_system_met_while_writing_is_explained(tmp_path):
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(NotWritten) as caught, safe_write(tmp_path / "list.csv") as file:
            file.write(b"x" * 100_000)
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
    assert "too large" in caught.value.msgid
    assert names_in(tmp_path) == []


def test_that_a_write_protected_file_is_not_replaced(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(NotWritten) as caught, safe_write(path) as file:
        file.write(b"new")
    assert "write-protected" in caught.value.msgid
    assert path.read_bytes() == b"old"


def test_that_a_write_protected_folder_is_explained():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        with no_privileges(), pytest.raises(NotWritten) as caught, safe_write(folder / "list.csv"):
            pass
        assert "write-protected" in caught.value.msgid
        assert names_in(folder) == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "missing" / "list.csv", "does not exist"),
        (lambda folder: folder, "a folder has this name"),
        (lambda folder: folder / ("x" * 300), "too long"),
    ],
)
def test_that_an_impossible_place_is_explained(tmp_path, make, words):
    with pytest.raises(NotWritten) as caught, safe_write(make(tmp_path)):
        pass
    assert words in caught.value.msgid
    assert "Nothing was changed" in caught.value.msgid


def test_that_a_file_open_in_excel_on_windows_is_explained(tmp_path):
    error = file_failures.not_written(tmp_path / "list.xlsx", SharingViolation(errno.EACCES, "in use"))
    assert "another program has it open" in error.msgid


def test_that_trouble_with_another_file_is_not_blamed_on_this_one(tmp_path):
    with pytest.raises(FileNotFoundError), safe_write(tmp_path / "copy.bin") as file:
        file.write((tmp_path / "source.bin").read_bytes())
    assert names_in(tmp_path) == []


def test_that_a_link_stays_a_link_and_permissions_stay(tmp_path):
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    with safe_write(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_that_a_refusal_holds_no_values_in_its_log_line(tmp_path):
    with pytest.raises(NotWritten) as caught, safe_write(tmp_path / "Erika Mustermann" / "list.csv"):
        pass
    assert "Mustermann" not in str(caught.value)
    assert "Mustermann" in str(caught.value.values["folder"])


def test_that_shipped_files_are_found_from_any_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert resource("icons", "search.svg").is_file()


def test_that_a_frozen_program_finds_its_files_where_it_was_unpacked(tmp_path):
    script = (
        "import sys; sys._MEIPASS = sys.argv[1]\n"
        "from desktop_app.base.paths import resource\n"
        "print(resource('locale'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(done.stdout.strip()) == tmp_path / "resources" / "locale"


def test_that_each_kind_of_own_file_has_a_folder_of_the_user():
    assert config_dir().is_absolute()
    assert log_dir().is_absolute()
    assert documents_dir().is_absolute()
    assert "brueckenbuch" in str(config_dir())


def test_that_what_a_killed_program_left_is_removed_when_nobody_can_be_writing_it(tmp_path):
    stale, fresh, other = (tmp_path / name for name in (".0123456789abcdef.part", ".fedcba9876543210.part", "x.part"))
    for file in (stale, fresh, other):
        file.touch()
    long_ago = time.time() - 7200
    os.utime(stale, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    remove_leftovers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([fresh, other])
