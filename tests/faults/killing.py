"""Ends the program in the middle of its work, as a crash or the task manager does, and looks at what is left."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count, islice
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.apart import started, told
from tests.faults.states import State, difference
from tests.faults.work import Step, Work

_AT_THE_BEGINNING = 0.3
"""The share of children that are ended before their first step is confirmed; the others within the next two."""


class Reference:
    """A run of a work that nothing befalls: what must be there after each step."""

    def __init__(self, work: Work, prepared: Path, folder: Path) -> None:
        self._work = work
        self._folder = folder
        shutil.copytree(prepared, folder)
        self._states: dict[int, State] = {0: work.state(folder)}
        self._done = 0
        self._open = ExitStack()
        self._step: Step | None = None

    def after(self, steps: int) -> State:
        """Return what must be there after so many steps; those of far earlier steps are forgotten."""
        while self._done < steps:
            if self._step is None:
                self._step = self._open.enter_context(self._work.begun(self._folder))
            self._step(self._done)
            self._done += 1
            self._states[self._done] = self._work.state(self._folder)
            self._states.pop(self._done - 4, None)
        return self._states[steps]

    def close(self) -> None:
        """End the run."""
        self._open.close()


@contextmanager
def reference(work: Work, folder: Path) -> Iterator[tuple[Path, Reference]]:
    """Prepare a work; give the folder it starts from and the run of it that nothing befalls."""
    prepared = folder / "prepared"
    prepared.mkdir()
    work.prepare(prepared)
    run = Reference(work, prepared, folder / "reference")
    try:
        yield prepared, run
    finally:
        run.close()


def kill_again_and_again(work: Work, kills: int, folder: Path, chance: random.Random) -> None:
    """Kill a work so many times and check each time that every confirmed step is there, and none by half.

    The next child goes on with what the last one left; where there are no more steps, it starts from the beginning.
    """
    with reference(work, folder) as (prepared, expected):
        done = 0
        struck = folder / "struck"
        shutil.copytree(prepared, struck)
        beginning, step = _pace(work, prepared, folder / "paced")
        for _ in range(kills):
            if done == work.steps:
                shutil.rmtree(struck)
                shutil.copytree(prepared, struck)
                done = 0
            at_first = work.steps is not None or chance.random() < _AT_THE_BEGINNING
            seconds = chance.uniform(0, beginning * 1.05) if at_first else chance.uniform(0, 2 * step)
            confirmed = _confirmed(work, struck, done, seconds, steps_before=0 if at_first else 1)
            done = look(work, struck, confirmed, expected)


def _pace(work: Work, prepared: Path, folder: Path) -> tuple[float, float]:
    """Return how many seconds a child needs to begin and do its first step, and for the next."""
    shutil.copytree(prepared, folder)
    with started(work_on, work, folder, 0) as (_, hearing):
        moments = [time.monotonic() for _ in islice(told(hearing), 3)]
    return moments[1] - moments[0], moments[-1] - moments[1]


def _confirmed(work: Work, folder: Path, done: int, seconds: float, *, steps_before: int) -> int:
    """Let a child work and kill it some time after its first steps; return how many steps are confirmed."""
    with started(work_on, work, folder, done) as (process, hearing):
        heard = list(islice(told(hearing), 1 + steps_before))
        time.sleep(seconds)
        process.kill()
        return int(max((*heard, *told(hearing))))


def work_on(work: Work, folder: Path, done: int, telling: Connection) -> None:
    """Do step after step, saying after each how many are done."""
    telling.send(done)
    with work.begun(folder) as step:
        for number in count(done) if work.steps is None else range(done, work.steps):
            step(number)
            telling.send(number + 1)


def look(work: Work, folder: Path, confirmed: int, expected: Reference) -> int:
    """Check what a fault left, before and after the next start; return how many steps are there."""
    left = folder.with_name(f"{folder.name}-left")
    shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(folder, left)
    most = confirmed if confirmed == work.steps else confirmed + 1
    _match(work.state(left), confirmed, most, expected)
    work.start(folder)
    assert work.leftovers(folder) == []
    return _match(work.state(folder), confirmed, most, expected)


def _match(found: State, fewest: int, most: int, expected: Reference) -> int:
    before, after = expected.after(fewest), expected.after(most)
    if found == before:
        return fewest
    assert found == after, f"{fewest} steps differ in {difference(found, before)}, {most} in {difference(found, after)}"
    return most
