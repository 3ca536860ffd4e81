"""Of what is asked again and again, only the last answer is told, and none after a later one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.tasks import Progress, TaskRunner


class Ear(QObject):
    """Hears what is told."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []

    @Slot(object)
    def hear(self, told: Any) -> None:
        self.heard.append(told)


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner(qapp, 4)
    yield made
    made.end()


def answer(gate: threading.Event, value: Any, _progress: Progress) -> Any:
    assert gate.wait(10)
    if isinstance(value, Exception):
        raise value
    return value


def test_that_only_the_last_answer_is_told(runner: TaskRunner, qtbot: QtBot):
    ear, gate = Ear(), threading.Event()
    latest = Latest(runner, ear)
    latest.answered.connect(ear.hear)
    latest.failed.connect(ear.hear)
    for value in (1, 2, ValueError("3"), 4):
        latest.ask(partial(answer, gate, value))
    assert latest.asking
    gate.set()
    qtbot.waitUntil(lambda: not latest.asking)
    assert ear.heard == [4]


def test_that_a_failure_is_told_and_the_next_question_answered(runner: TaskRunner, qtbot: QtBot):
    ear, gate = Ear(), threading.Event()
    gate.set()
    latest = Latest(runner, ear)
    latest.answered.connect(ear.hear)
    latest.failed.connect(ear.hear)
    wrong = ValueError("wrong")
    for value in (wrong, 2):
        latest.ask(partial(answer, gate, value))
        qtbot.waitUntil(lambda: not latest.asking)
    assert ear.heard == [wrong, 2]


def test_that_nothing_is_told_to_who_wants_no_answer(runner: TaskRunner, qtbot: QtBot):
    ear, gate = Ear(), threading.Event()
    latest = Latest(runner, ear)
    latest.answered.connect(ear.hear)
    latest.ask(partial(answer, gate, 1))
    latest.ask(partial(answer, gate, 2))
    latest.stop()
    gate.set()
    qtbot.waitUntil(lambda: not latest.asking)
    assert ear.heard == []
