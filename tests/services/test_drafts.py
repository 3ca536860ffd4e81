"""What is typed outlives the program that kept it, and is offered to nobody while that program lives."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.entered import Entered
from desktop_app.domain.task import Task
from desktop_app.services.drafts import Drafts, Why

ROOT = Path(__file__).resolve().parents[2]
IDENTITY = "0123456789abcdef0123456789abcdef"
BASE = Task(id=7, version=3, subject="Bericht", title="Bericht")


def typed(subject: str) -> Entered:
    return Entered({"subject": subject}, {})


def identity() -> str:
    return IDENTITY


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Where the register lies."""
    path = tmp_path / "register.bruecke"
    path.touch()
    return path


@pytest.fixture
def drafts(tmp_path: Path, register: Path) -> Iterator[Drafts]:
    opened = Drafts(tmp_path / "drafts", identity, str(register))
    yield opened
    opened.close()


def reopened(tmp_path: Path, register: Path) -> Drafts:
    return Drafts(tmp_path / "drafts", identity, str(register))


def file_of(tmp_path: Path, key: str) -> Path:
    return tmp_path / "drafts" / IDENTITY / f"{key}.json"


def in_a_program_of_its_own(work: str, folder: Path, register: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__)), work, str(folder), str(register)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def test_that_a_draft_is_offered_when_the_register_is_opened_again(tmp_path: Path, register: Path, drafts: Drafts):
    entered = Entered({"subject": "Bericht anfordern", "links": None}, {"due": "31.2.20"})
    drafts.keep("one", BASE, entered)
    assert drafts.flush()
    drafts.close()
    (found,) = reopened(tmp_path, register).waiting().drafts
    assert found.key == "one"
    assert found.base == BASE
    assert found.entered.values["subject"] == "Bericht anfordern"
    assert found.entered.unread == {"due": "31.2.20"}


def test_that_the_latest_of_many_states_is_kept(tmp_path: Path, register: Path, drafts: Drafts):
    for count in range(300):
        drafts.keep("one", BASE, typed(f"Bericht {count}"))
    drafts.close()
    (found,) = reopened(tmp_path, register).waiting().drafts
    assert found.entered.values["subject"] == "Bericht 299"


def test_that_a_draft_that_is_forgotten_is_gone(tmp_path: Path, register: Path, drafts: Drafts):
    drafts.keep("one", BASE, typed("Bericht anfordern"))
    drafts.keep("two", BASE, typed("anrufen"))
    drafts.forget("one")
    drafts.forget("never kept")
    drafts.close()
    assert [each.key for each in reopened(tmp_path, register).waiting().drafts] == ["two"]
    assert sorted(path.name for path in (tmp_path / "drafts" / IDENTITY).iterdir()) == ["two.json"]


def test_that_the_newest_draft_comes_first(tmp_path: Path, register: Path, drafts: Drafts):
    for key in ("b", "c", "a"):
        drafts.keep(key, BASE, typed(key))
        assert drafts.flush()
    drafts.close()
    assert [each.key for each in reopened(tmp_path, register).waiting().drafts] == ["a", "c", "b"]


def test_that_nothing_is_made_where_nothing_is_typed(tmp_path: Path, drafts: Drafts):
    assert drafts.waiting().drafts == ()
    drafts.close()
    assert not (tmp_path / "drafts").exists()


def test_that_a_living_window_keeps_its_drafts_to_itself(tmp_path: Path, register: Path, drafts: Drafts):
    drafts.keep("one", BASE, typed("Bericht anfordern"))
    assert drafts.flush()
    assert drafts.waiting().drafts == ()
    other = reopened(tmp_path, register)
    assert other.waiting().drafts == ()
    assert not other.still_waits("one")
    drafts.close()
    assert other.still_waits("one")


def test_that_a_draft_is_offered_once_its_program_is_gone(tmp_path: Path, register: Path):
    """A second program that opens the register reads along; it must not be offered what the first one is typing."""
    folder = tmp_path / "drafts"
    with in_a_program_of_its_own("type", folder, register) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "kept\n"
        with in_a_program_of_its_own("look", folder, register) as second:
            assert second.communicate()[0] == "[]\n"
        assert reopened(tmp_path, register).waiting().drafts == ()
        first.kill()
    with in_a_program_of_its_own("look", folder, register) as second:
        assert second.communicate()[0] == "['Bericht anfordern']\n"
    (found,) = reopened(tmp_path, register).waiting().drafts
    assert found.entered.values["subject"] == "Bericht anfordern"
    assert list((folder / IDENTITY).iterdir()) == [file_of(tmp_path, found.key)]


def test_that_a_draft_taken_up_is_not_offered_again(tmp_path: Path, register: Path, drafts: Drafts):
    drafts.keep("one", BASE, typed("Bericht anfordern"))
    drafts.close()
    first, second = reopened(tmp_path, register), reopened(tmp_path, register)
    (found,) = second.waiting().drafts
    first.keep(found.key, found.base, found.entered)
    assert first.flush()
    assert not second.still_waits(found.key)
    assert second.waiting().drafts == ()
    first.close()


def test_that_a_restored_copy_does_not_take_the_drafts_of_the_register(tmp_path: Path, register: Path, drafts: Drafts):
    drafts.keep("one", BASE, typed("Bericht anfordern"))
    drafts.close()
    restored = Drafts(tmp_path / "drafts", identity, str(tmp_path / "restored.bruecke"))
    waiting = restored.waiting()
    assert waiting.drafts == ()
    (other,) = waiting.unusable
    assert (other.why, other.address) == (Why.ELSEWHERE, str(register))


def test_that_drafts_go_along_with_a_register_that_is_moved(tmp_path: Path, register: Path, drafts: Drafts):
    drafts.keep("one", BASE, typed("Bericht anfordern"))
    drafts.close()
    moved = register.rename(tmp_path / "moved.bruecke")
    assert len(reopened(tmp_path, moved).waiting().drafts) == 1


def test_that_drafts_of_a_server_stay_with_the_server(tmp_path: Path, register: Path):
    server = Drafts(tmp_path / "drafts", identity, "postgresql://desk/register")
    server.keep("one", BASE, typed("Bericht anfordern"))
    server.close()
    assert reopened(tmp_path, register).waiting().unusable[0].why is Why.ELSEWHERE


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\x00",
        b'{"session": "x"',
        b"[" * 100_000,
        b'"text"',
        b"{}",
        {"format": 2},
        {"record": "nothing"},
        {"record": "party"},
        {"record": 7},
        {"kept_at": "yesterday"},
        {"kept_at": "2026-01-01T10:00:00"},
        {"base": {"field of tomorrow": "x"}},
        {"base": {"due": "31.2.20"}},
        {"entered": {"values": {"subject": 7}, "unread": {}}},
        {"entered": None},
        {"address": None},
    ],
)
def test_that_what_cannot_be_read_is_reported_and_left(
    tmp_path: Path, register: Path, drafts: Drafts, damage: bytes | dict[str, object]
):
    drafts.keep("whole", BASE, typed("anrufen"))
    drafts.keep("odd", BASE, typed("Bericht anfordern"))
    drafts.close()
    path = file_of(tmp_path, "odd")
    content = damage if isinstance(damage, bytes) else json.dumps(json.loads(path.read_bytes()) | damage).encode()
    path.write_bytes(content)
    again = reopened(tmp_path, register)
    waiting = again.waiting()
    assert [each.key for each in waiting.drafts] == ["whole"]
    assert [(each.why, each.path) for each in waiting.unusable] == [(Why.UNREADABLE, path)]
    assert not again.still_waits("odd")
    again.close()
    assert path.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the folders of an account to itself")
def test_that_nobody_else_can_read_drafts(tmp_path: Path, drafts: Drafts):
    drafts.keep("one", BASE, typed("Bericht anfordern"))
    assert drafts.flush()
    folder = tmp_path / "drafts"
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, folder / IDENTITY)] == [0o700, 0o700]
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder / IDENTITY).iterdir()} == {0o600}


def test_that_a_refusal_of_the_disk_is_told_and_tried_again(
    tmp_path: Path, drafts: Drafts, register: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "drafts").write_text("in the way")
    with caplog.at_level(logging.DEBUG):
        drafts.keep("one", BASE, typed("Bericht anfordern"))
        assert not drafts.flush()
    assert drafts.in_trouble
    assert "Bericht" not in caplog.text
    (tmp_path / "drafts").unlink()
    drafts.keep("two", BASE, typed("anrufen"))
    assert drafts.flush()
    assert not drafts.in_trouble
    drafts.close()
    found = reopened(tmp_path, register).waiting().drafts
    assert {each.entered.values["subject"] for each in found} == {"Bericht anfordern", "anrufen"}


def test_that_a_draft_prints_none_of_its_values(drafts: Drafts, tmp_path: Path, register: Path):
    drafts.keep("one", BASE, Entered({"subject": "Bericht"}, {"due": "31.2.20"}))
    drafts.close()
    shown = repr(reopened(tmp_path, register).waiting())
    assert "Bericht" not in shown
    assert "31.2.20" not in shown


def type_on_and_on(drafts: Drafts) -> None:
    """Keep a draft and wait to be killed."""
    drafts.keep("one", BASE, typed("Bericht anfordern"))
    print("kept" if drafts.flush() else "in trouble", flush=True)
    sys.stdin.read()


def look(drafts: Drafts) -> None:
    """Say what is offered."""
    print([each.entered.values["subject"] for each in drafts.waiting().drafts], flush=True)


if __name__ == "__main__":
    {"type": type_on_and_on, "look": look}[sys.argv[1]](Drafts(Path(sys.argv[2]), identity, sys.argv[3]))
