"""Work beside the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from desktop_app.gui.kit.tasks import Progress, TaskRunner
from tests.gui.kit.small_world import Ear


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.threads: set[int] = set()

    @Slot(object)
    def take(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    @Slot(Exception)
    def fail(self, error: Exception) -> None:
        self.results.append(error)


def give(number: int, _progress: Progress) -> int:
    return number


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner(qapp)
    yield runner
    runner.end()
    runner.deleteLater()


def test_that_a_result_arrives_in_the_thread_of_the_window(qtbot, runner: TaskRunner):
    receiver = Receiver()
    runner.run(lambda _progress: threading.get_ident(), done=receiver.take)
    qtbot.waitUntil(lambda: bool(receiver.results))
    assert receiver.results[0] != threading.get_ident()
    assert receiver.threads == {threading.get_ident()}


def test_that_an_error_arrives_as_itself(qtbot, runner: TaskRunner):
    receiver = Receiver()
    runner.run(lambda _progress: 1 // 0, failed=receiver.fail)
    qtbot.waitUntil(lambda: bool(receiver.results))
    assert isinstance(receiver.results[0], ZeroDivisionError)


def test_that_every_result_arrives_once_and_no_task_is_left(qtbot, runner: TaskRunner):
    receiver = Receiver()
    for number in range(300):
        runner.run(partial(give, number), done=receiver.take)
    qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
    assert sorted(receiver.results) == list(range(300))  # type: ignore[type-var]


def test_that_a_result_is_dropped_when_its_receiver_is_gone(qtbot, runner: TaskRunner):
    for _ in range(100):
        receiver = Receiver()
        runner.run(lambda _progress: "late", done=receiver.take)
        shiboken6.delete(receiver)
    qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)


def test_that_work_stops_where_it_reports_after_being_called_off(qtbot, runner: TaskRunner, ear: Ear):
    gate = threading.Event()
    steps: list[int] = []

    def work(progress: Progress) -> None:
        gate.wait(5)
        for step in range(1000):
            progress.tell(step, 1000)
            steps.append(step)

    task = runner.run(work, cancelled=ear.hear, done=ear.hear)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert ear.heard == [()]
    assert steps == []


def test_that_progress_reaches_the_window_but_not_more_often_than_can_be_read(qtbot, runner: TaskRunner, ear: Ear):
    def work(progress: Progress) -> int:
        for step in range(1, 5001):
            progress.tell(step, 5000, "rows")
        return 5000

    runner.run(work, progressed=ear.hear)
    qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)
    assert ear.heard[-1] == (5000, 5000, "rows")
    assert len(ear.heard) < 500


def test_that_the_runner_says_whether_it_is_busy(qtbot, runner: TaskRunner, ear: Ear):
    runner.busy_changed.connect(ear.hear)
    runner.run(lambda _progress: None)
    qtbot.waitUntil(lambda: ear.heard == [True, False])


def test_that_nothing_shows_the_work_any_more_when_its_end_is_told(qtbot, runner: TaskRunner):
    told: list[str] = []
    task = runner.run(lambda _progress: 1 // 0)
    task.failed.connect(lambda _error: told.append("failed"))
    task.ended.connect(lambda _task: told.append("ended"))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["ended", "failed"]


def test_that_nothing_is_begun_after_the_end(qtbot, runner: TaskRunner):
    ran: list[str] = []
    runner.run(lambda _progress: ran.append("before"))
    runner.end()
    runner.run(lambda _progress: ran.append("after"))
    runner.end()
    assert "after" not in ran
