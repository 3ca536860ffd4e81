"""A register outlives the sudden end of the program: whatever was confirmed is there, nothing is there by half."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.domain.query import Query
from desktop_app.domain.task import Task
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.importing.importer import Importer
from desktop_app.services.records import Records
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
ROWS = 60
LONGEST = 0.5
"""Seconds that the program lives on after its first confirmed step."""

HEADER = "nr;de_name;de_schluessel;ua_name_uk;ua_katottg;partnerschaftsart;datum;status;quelle"


def table(path: Path, step: int) -> Path:
    """Write a list of partnerships that are in no other step."""
    lines = [
        f"{number};;{code};;UA74080030000040714;Städtepartnerschaft;2023-05;aktiv;step {step}"
        for number in range(ROWS)
        for code in (("13074026", "09663000", "01002000")[number % 3],)
    ]
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


def import_on_and_on(path: Path) -> None:
    """Import one list after the other, saying so after each."""
    register = open_register(path, who="child")
    importer = Importer(register, Gazetteer(), CodeLists(register))
    step = partnerships(path) // ROWS
    while True:
        importer.run(table(path.with_suffix(".csv"), step), "partnership")
        step += 1
        print(f"done {step * ROWS}", flush=True)


def save_on_and_on(path: Path) -> None:
    """Save a new task and change it, saying so after each."""
    register = open_register(path, who="child")
    records = Records(register)
    while True:
        task = records.save(Task(subject="new"))
        print(f"new {task.id}", flush=True)
        records.save(Task(subject="changed", id=task.id, version=task.version), task)
        print(f"changed {task.id}", flush=True)


def partnerships(path: Path) -> int:
    register = open_register(path, who="test")
    with register.reading() as reader:
        count = reader.count(Query("partnership"))
    register.close()
    return count


def killed(path: Path, work: str, chance: random.Random) -> list[str]:
    """Let a child work on the register, kill it at some moment, and return what it confirmed."""
    command = [sys.executable, str(Path(__file__)), work, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.uniform(0, LONGEST))
        child.kill()
        # A line that the end cut off confirms nothing.
        return [line.strip() for line in (first, *child.stdout.readlines()) if line.endswith("\n")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    register = create_register(tmp_path / "register.bruecke", who="test")
    register.close()
    return tmp_path / "register.bruecke"


def test_that_an_import_that_is_killed_is_there_whole_or_not_at_all(path: Path) -> None:
    chance = random.Random(20)
    for _ in range(KILLS):
        confirmed = max(int(line.split()[1]) for line in killed(path, "import", chance))
        register = open_register(path, who="test")
        with register.reading() as reader:
            assert [*reader.file_faults(), *reader.link_faults()] == []
            counts = {name: reader.count(Query(name)) for name in ("partnership", "party", "milestone", "territory")}
            assert counts["partnership"] >= confirmed
            assert counts["partnership"] % ROWS == 0
            assert counts["party"] == 2 * counts["partnership"]
            assert counts["milestone"] == counts["partnership"]
            assert counts["territory"] == 4
            imports = [row for row in reader.operations(10_000) if row["verb"] == "import"]
            assert len(imports) == counts["partnership"] // ROWS
        register.close()


def test_that_nothing_that_was_saved_is_lost_when_the_program_is_killed(path: Path) -> None:
    chance = random.Random(21)
    confirmed: dict[int, str] = {}
    for _ in range(KILLS):
        lines = [line.split() for line in killed(path, "save", chance)]
        confirmed.update({int(number): subject for subject, number in lines})
        register = open_register(path, who="test")
        with register.reading() as reader:
            assert [*reader.file_faults(), *reader.link_faults()] == []
            found = dict(reader.values("task", ("subject",)))
        register.close()
        assert confirmed.keys() <= found.keys()
        # One save may have been kept without having been confirmed any more.
        newer = [number for number, subject in confirmed.items() if found[number] != subject]
        assert [found[number] for number in newer] in ([], ["changed"])
        assert len(found) - len(confirmed) <= 1
        confirmed |= found


if __name__ == "__main__":
    {"import": import_on_and_on, "save": save_on_and_on}[sys.argv[1]](Path(sys.argv[2]))
