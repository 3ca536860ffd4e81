"""Questions to the history cost as much after years as in the first week."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.past import OperationFilter
from desktop_app.storage.register import Reader, Register
from tests.bench.bench_past import fill

SHORT, LONG = 2_000, 30_000
STEP = 50
"""So many instructions of the engine are counted as one."""

Ask = Callable[[Reader], Any]


def asked(limit: int = 50, **wanted: str) -> Ask:
    return lambda reader: reader.operations(limit, OperationFilter(**wanted))


QUESTIONS: dict[str, Ask] = {
    "undo": lambda reader: reader.next_undo("Anna"),
    "redo": lambda reader: reader.next_redo("Anna"),
    "undo of somebody who did nothing": lambda reader: reader.next_undo("Nobody"),
    "people": Reader.people,
    "page": asked(),
    "page of a person": asked(by="Anna"),
    "page of imports": asked(verb="import"),
    "page of a person's imports": asked(by="Anna", verb="import"),
    "page of a day": asked(since="2000-01-03", until="2000-01-04"),
    "page of a person on a day": asked(by="Anna", since="2000-01-03", until="2000-01-04"),
    "the page that follows": lambda reader: reader.operations(50, before=("2000-01-10T00:00:00Z", 1_000)),
    "operations on a record": lambda reader: reader.record_operations("task", 1_000_002, 50),
    "latest operations on a record with many": lambda reader: reader.record_operations("task", 1, 5),
    "the fields that one operation changed": lambda reader: reader.record_changes("task", 1, [400]),
    "latest values of a field": lambda reader: reader.field_changes("task", 1, ("task", 1), "responsible", 5),
    "what an operation touched": lambda reader: reader.touched(400, 50),
}


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A register with a short history, and one with a long one."""
    made = []
    for operations in (SHORT, LONG):
        path = tmp_path_factory.mktemp(f"history-{operations}") / "register.bruecke"
        register = create_register(path, who="Anna")
        fill(register, operations)
        register.close()
        made.append(path)
    return made[0], made[1]


def cost(register: Register, ask: Ask) -> int:
    """Return how many steps the engine takes for an answer, once its pages have been read."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with register.reading() as reader:
        driver = reader._connection.connection.driver_connection
        ask(reader)
        driver.set_progress_handler(count, STEP)
        try:
            ask(reader)
        finally:
            driver.set_progress_handler(None, STEP)
    return steps


@pytest.mark.parametrize("name", QUESTIONS)
def test_that_a_question_costs_no_more_after_a_long_time(registers: tuple[Path, Path], name: str) -> None:
    costs = []
    for path in registers:
        register = open_register(path, who="Anna")
        costs.append(cost(register, partial(QUESTIONS[name])))
        register.close()
    assert costs[1] <= 2 * costs[0] + 40, costs
