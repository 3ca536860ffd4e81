"""Two programs save to the same records of one register: nothing is lost, and only true conflicts are told.

On a file they are a window and a command, on a server two windows. Each of them has a field of its own, whose last
value must be the one it saved last, and both write into a third, in which nobody's word may get lost.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.base.settings import Settings
from desktop_app.domain.changes import Committed
from desktop_app.domain.errors import Conflict
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.services.records import Records
from desktop_app.services.registers import Registers, Whereabouts, whereabouts
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from tests.homes import HOMES, new_register

ROOT = Path(__file__).resolve().parents[2]
RECORDS = 3
OWN = {"window": "subject", "command": "responsible"}
"""The second is another window on a server."""
SHARED = "remarks"
LONGEST = 0.004
"""Seconds between reading a record and saving it."""


def save_often(records: Records, me: str, count: int) -> Counter[str]:
    """Save so often to one record or another, and return how it went."""
    chance = random.Random(me)
    went: Counter[str] = Counter()
    for number in range(count):
        task = records.load("task", 1 + number % RECORDS)
        time.sleep(chance.uniform(0, LONGEST))
        word = f"{me}-{number}"
        if number % 2:
            records.save(changed(task, **{OWN[me]: word}), task)
        else:
            went["conflicts"] += save_shared(records, task, word)
        went["saved"] += 1
    return went


def save_shared(records: Records, task: Task, word: str) -> int:
    """Add a word to the field that both write, again on top of the other's where that came first."""
    conflicts = 0
    while True:
        try:
            records.save(changed(task, remarks=f"{task.remarks} {word}".strip()), task)
        except Conflict as conflict:
            task = theirs(conflict)
            conflicts += 1
        else:
            return conflicts


def theirs(conflict: Conflict) -> Task:
    """Return the task as the other has saved it; only the field that both write may be in dispute."""
    assert [each.place.field for each in conflict.conflicts] == [SHARED]
    assert isinstance(conflict.stored, Task)
    return conflict.stored


def lost(register: Register, count: int) -> list[str]:
    """Return what a writer saved and neither the records nor the history have."""
    expected = {f"{me}-{number}" for me in OWN for number in range(count)}
    with register.reading() as reader:
        tasks = reader.records("task", range(1, RECORDS + 1))
        every = {number: reader.record_operations("task", number, 10 * count) for number in tasks}
        changes = [row for number in tasks for row in reader.record_changes("task", number, every[number])]
    new = {str(row["new"]) for row in changes}
    words = {word.strip('"') for text in new for word in text.split()}
    missing = expected - words
    kept = {word for task in tasks.values() for word in task.remarks.split()}
    missing |= {word for word in expected if not int(word.partition("-")[2]) % 2} - kept
    for me, field in OWN.items():
        last = {1 + number % RECORDS: f"{me}-{number}" for number in range(1, count, 2)}
        missing |= {word for number, word in last.items() if getattr(tasks[number], field) != word}
    return sorted(missing)


@pytest.fixture(params=HOMES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Whereabouts]:
    """A new register in a file and on a server."""
    with new_register(request, tmp_path) as made:
        yield made.home.found_at


def registers(folder: Path) -> Registers:
    return Registers(Settings(folder / "settings.json"), Gazetteer())


@pytest.mark.parametrize("count", [60, pytest.param(300, marks=pytest.mark.nightly)])
def test_that_two_writers_lose_nothing_and_see_no_error(where: Whereabouts, tmp_path: Path, count: int) -> None:
    window = registers(tmp_path).occupy(where)
    for number in range(RECORDS):
        window.records.save(Task(subject=f"Aufgabe {number}"))
    window.watch()
    told: list[Committed] = []
    window.subscribe(told.append)
    command = [sys.executable, str(Path(__file__)), window.home.address, str(count), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as other:
        assert other.stdout.readline() == "ready\n"
        other.stdin.write("go\n")
        other.stdin.flush()
        mine = save_often(window.records, "window", count)
        said = other.stdout.readline().split()
    assert other.returncode == 0
    assert (mine["saved"], said[:1]) == (count, [str(count)])
    assert mine["conflicts"] + int(said[1]) > 0, "they never met"
    assert lost(window.register, count) == []
    assert sum(not each.elsewhere for each in told) == count
    with window.register.reading() as reader:
        assert [*reader.file_faults(), *reader.link_faults()] == []
        assert reader.change_count() > 2 * count
        assert [row for row in reader.operations(10_000) if row["records"] != 1 and row["origin"] == "form"] == []
    window.close()


if __name__ == "__main__":
    place = whereabouts(sys.argv[1])
    beside = registers(Path(sys.argv[3])).open(place)
    if not isinstance(place, Path):
        beside.watch()
    print("ready", flush=True)
    sys.stdin.readline()
    outcome = save_often(beside.records, "command", int(sys.argv[2]))
    print(outcome["saved"], outcome["conflicts"], flush=True)
    beside.close()
