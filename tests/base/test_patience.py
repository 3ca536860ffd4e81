"""What a virus scanner holds for a moment, as it does on Windows, is waited for; what is forbidden is not."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.base import patience
from desktop_app.base.file_failures import NotWritten
from desktop_app.base.paths import safe_write
from desktop_app.base.patience import patiently


class Held(PermissionError):
    """What Windows raises while another program has the file open."""

    winerror = 32


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], list[Path]]:
    """Let the first so many calls of a method of Path fail, as a scanner does; give the list of those that did."""

    def hold(method: str, times: int) -> list[Path]:
        refused: list[Path] = []
        real = getattr(Path, method)

        def held(path: Path, *arguments: object, **named: object) -> object:
            if len(refused) < times:
                refused.append(path)
                raise Held(errno.EACCES, "in use", str(path))
            return real(path, *arguments, **named)

        monkeypatch.setattr(Path, method, held)
        return refused

    return hold


def test_that_a_file_is_written_when_the_scanner_lets_it_go(tmp_path: Path, scanner) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    refused = scanner("replace", 4)
    with safe_write(path) as file:
        file.write(b"new")
    assert len(refused) == 4
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["list.csv"]


def test_that_a_file_that_stays_held_is_left_as_it_is(tmp_path: Path, scanner, monkeypatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.3)
    path = tmp_path / "list.csv"
    path.write_bytes(b"old")
    scanner("replace", 1_000)
    start = time.monotonic()
    with pytest.raises(NotWritten, match="another program has it open"), safe_write(path) as file:
        file.write(b"new")
    assert 0.1 < time.monotonic() - start < 1
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["list.csv"]


def test_that_a_part_is_removed_when_the_scanner_lets_it_go(tmp_path: Path, scanner) -> None:
    refused = scanner("unlink", 3)
    with pytest.raises(ZeroDivisionError), safe_write(tmp_path / "list.csv") as file:
        file.write(b"half" * (1 // 0))
    assert len(refused) == 3
    assert list(tmp_path.iterdir()) == []


def test_that_what_is_forbidden_is_not_waited_for() -> None:
    tries = 0

    def forbidden() -> None:
        nonlocal tries
        tries += 1
        raise PermissionError(errno.EACCES, "forbidden")

    with pytest.raises(PermissionError, match="forbidden"):
        patiently(forbidden)
    assert tries == 1


def test_that_the_answer_of_what_was_waited_for_is_given() -> None:
    assert patiently(lambda: 7) == 7
