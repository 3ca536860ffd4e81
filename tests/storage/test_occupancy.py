"""One window writes a register; the lock that says so ends with its program, however that ends."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.storage.occupancy import Occupant, Occupied, occupant_of, occupy

ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sys
from pathlib import Path
from desktop_app.storage.occupancy import occupy
held = occupy(Path(sys.argv[1]), "M. Kern")
print("held", flush=True)
sys.stdin.read()
held.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.bruecke"


@contextmanager
def another_window(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of M. Kern's that holds the register until it is told to end, or killed."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        if process.poll() is None:
            process.communicate()


def lock(path: Path) -> Path:
    return path.with_name("register.bruecke.lock")


def test_that_a_register_is_free_until_somebody_takes_it_and_again_after(path: Path) -> None:
    assert occupant_of(path) is None
    held = occupy(path, "A. Bauer")
    found = occupant_of(path)
    assert (found.user, found.computer, found.pid) == ("A. Bauer", platform.node(), os.getpid())
    held.release()
    assert occupant_of(path) is None
    assert list(path.parent.iterdir()) == []


def test_that_the_second_is_told_who_has_it_and_since_when(path: Path) -> None:
    with another_window(path) as other:
        with pytest.raises(Occupied) as refused:
            occupy(path, "A. Bauer")
        assert refused.value.occupant.pid == other.pid
        assert refused.value.values["user"] == "M. Kern"
        assert ":" in str(refused.value.values["since"])
        assert "at the computer" in refused.value.msgid
        with pytest.raises(Occupied, match="You have the register"):
            occupy(path, "M. Kern")
    occupy(path, "A. Bauer").release()


def test_that_a_killed_program_holds_nothing(path: Path) -> None:
    with another_window(path) as other:
        other.kill()
        other.wait()
        assert lock(path).exists()
        assert occupant_of(path) is None
        start = time.monotonic()
        held = occupy(path, "A. Bauer")
        assert time.monotonic() - start < 0.1
        assert occupant_of(path).user == "A. Bauer"
        held.release()
    assert not lock(path).exists()


def test_that_what_another_computer_left_on_a_stick_holds_nothing(path: Path) -> None:
    left = {"user": "M. Kern", "computer": "rathaus-7", "pid": os.getpid(), "since": "2026-01-07T08:00:00+00:00"}
    lock(path).write_text(json.dumps(left))
    assert occupant_of(path) is None
    occupy(path, "A. Bauer").release()


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 5_000,
        b"[1]",
        b'{"user": 5, "computer": ["a"], "pid": "x", "since": 7}',
        b'{"user": "a", "computer": "b", "since": "2026-01-07"}',
    ],
)
def test_that_nothing_in_a_lock_file_is_trusted(path: Path, held: bytes) -> None:
    with another_window(path):
        lock(path).write_bytes(held)
        assert not occupant_of(path).is_named
        with pytest.raises(Occupied, match="open in another window"):
            occupy(path, "A. Bauer")


def test_that_a_name_in_a_lock_file_stays_in_its_line(path: Path) -> None:
    with another_window(path):
        words = {"user": "A\nB" + "c" * 500, "computer": "d", "pid": 1, "since": "2026-01-07T08:00:00+00:00"}
        lock(path).write_text(json.dumps(words))
        found = occupant_of(path)
        assert found.user.startswith("A Bccc")
        assert len(found.user) < 100


def test_that_a_window_built_anew_shares_what_the_one_before_it_holds(path: Path) -> None:
    held = occupy(path, "A. Bauer")
    assert not held.share(path.with_name("other.bruecke"))
    assert held.share(path)
    held.release()
    assert occupant_of(path) is not None
    held.release()
    assert occupant_of(path) is None
    assert not held.share(path)


def test_that_of_many_that_reach_for_it_at_once_one_has_it(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    pipe = subprocess.PIPE
    crowd = [subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) for _ in range(4)]
    said = [each.stdout.readline() for each in crowd]
    for each in crowd:
        each.communicate()
    assert sorted(said) == [b"", b"", b"", b"held\n"]
    assert occupant_of(path) is None


def test_that_no_lock_can_be_taken_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        occupy(tmp_path / "missing" / "register.bruecke", "A. Bauer")


def test_that_an_unknown_occupant_has_no_name() -> None:
    assert not Occupant().is_named
    assert not Occupant().is_here("A. Bauer")
