"""Files outlive the sudden end of the program and a full disk: no row without its content, nothing by half."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.services.attachments import Attachments
from desktop_app.services.contents import ContentFault, faults
from desktop_app.storage.file_store import FolderStore
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.register import Register
from tests import builders

ROOT = Path(__file__).resolve().parents[2]
KILLS = 10
LONGEST = 0.3
"""Seconds that the program lives on after its first file."""
SIZE = 900_000
MOST = 100_000_000
DISK = 12_000_000
"""Bytes of the disk that becomes full."""
OWNER = ("territory", 1)


def add_on_and_on(path: Path, folder: Path) -> None:
    """Add one file after the other, saying so after each."""
    register = open_register(path, who="child")
    files = Attachments(register, MOST)
    while True:
        source = folder / f"{os.urandom(8).hex()}.bin"
        source.write_bytes(os.urandom(SIZE))
        (file,) = files.add(OWNER, [source]).files
        source.unlink()
        print(file.id, flush=True)


def killed(path: Path, folder: Path, chance: random.Random) -> set[int]:
    """Let a child add files, kill it at some moment, and return the ids of those that it confirmed."""
    command = [sys.executable, str(Path(__file__)), str(path), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST))
        child.kill()
        return {int(line) for line in (first, *child.stdout.readlines()) if line.endswith("\n")}


def new_register(folder: Path) -> Register:
    register = create_register(folder / "register.bruecke", who="test")
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.territory())
    return register


def pieces(register: Register) -> set[str]:
    store = register.files
    assert isinstance(store, FolderStore)
    return {path.name for path in store.folder.rglob("*") if path.is_file()}


def test_that_no_row_is_without_its_content_when_the_program_is_killed(tmp_path: Path) -> None:
    register = new_register(tmp_path)
    register.close()
    chance = random.Random(30)
    confirmed: set[int] = set()
    for _ in range(KILLS):
        confirmed |= killed(Path(register.home.address), tmp_path, chance)
        again = open_register(Path(register.home.address), who="test")
        found = {file.id for file in Attachments(again, MOST).of(*OWNER)}
        assert confirmed <= found
        assert len(found) - len(confirmed) <= 1  # one that was kept and not confirmed any more
        assert {each.fault for each in faults(again)} <= {ContentFault.ORPHANED}
        with again.reading() as reader:
            assert [*reader.file_faults(), *reader.link_faults()] == []
        confirmed |= {number for number in found if number is not None}
        again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk in memory of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("a small disk can be made by the administrator of Linux only")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_that_a_full_disk_is_told_and_leaves_nothing_by_half(small_disk: Path, tmp_path: Path) -> None:
    set_language("en")
    register = new_register(small_disk)
    files = Attachments(register, MOST)
    source = tmp_path / "Scan.bin"
    sentences = []
    for size in (DISK * 2, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, 4_000):
        source.write_bytes(os.urandom(size))
        kept, there = files.of(*OWNER), pieces(register)
        outcome = files.add(OWNER, [source])
        sentences += [error.message() for error in outcome.refused]
        now = files.of(*OWNER)
        assert now == (*kept, *outcome.files)
        assert pieces(register) == there | {file.content for file in outcome.files}
        assert faults(register) == ()
    assert len(sentences) > 2
    assert all("Scan.bin" in sentence or "register.bruecke" in sentence for sentence in sentences)
    assert all("disk is full" in sentence for sentence in sentences)
    assert all("Nothing was changed" in sentence for sentence in sentences)
    register.close()


def test_that_a_disk_with_room_for_some_of_the_writes_keeps_all_or_nothing(small_disk: Path, tmp_path: Path) -> None:
    set_language("en")
    register = new_register(small_disk)
    files = Attachments(register, MOST)
    source, filler = tmp_path / "klein.bin", small_disk / "filler"
    told = set()
    for room in range(40):
        status = os.statvfs(small_disk)
        filler.write_bytes(bytes((status.f_bavail - room) * status.f_frsize))
        source.write_bytes(os.urandom(100))
        kept, there = files.of(*OWNER), pieces(register)
        outcome = files.add(OWNER, [source])
        assert files.of(*OWNER) == (*kept, *outcome.files)
        assert pieces(register) == there | {file.content for file in outcome.files}
        told |= {error.msgid for error in outcome.refused}
        filler.unlink()
    assert len(told) == 2  # no room for the content, and none for the row
    assert files.add(OWNER, [source]).refused == ()
    assert faults(register) == ()
    register.close()


if __name__ == "__main__":
    add_on_and_on(Path(sys.argv[1]), Path(sys.argv[2]))
