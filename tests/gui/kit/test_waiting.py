"""Work that must end first is waited for, with its result, its error, or called off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton

from desktop_app.base.errors import UserError
from desktop_app.gui.kit.tasks import Cancelled, Progress, TaskRunner
from desktop_app.gui.kit.waiting import Waiting, wait_for
from tests.robots.boxes import Boxes


@pytest.fixture
def boxes(qapp: QApplication) -> Iterator[Boxes]:
    made = Boxes()
    yield made
    made.stop()
    made.raise_faults()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    made = TaskRunner(qapp)
    yield made
    made.end()
    made.deleteLater()


def test_that_the_result_is_returned(runner: TaskRunner):
    assert wait_for(runner, lambda _progress: 7, "Being done …", None) == 7


def test_that_the_error_is_raised(runner: TaskRunner):
    def fail(_progress: Progress) -> None:
        raise UserError("The disk is full.")

    with pytest.raises(UserError, match="full"):
        wait_for(runner, fail, "Being done …", None)


@pytest.mark.parametrize("way", ["button", "escape"])
def test_that_it_is_called_off_and_waited_for_until_it_has_stopped(runner: TaskRunner, boxes: Boxes, way: str):
    steps: list[int] = []

    def work(progress: Progress) -> None:
        while True:
            steps.append(len(steps))
            progress.tell(1, 4)

    def meet(dialog: Waiting) -> None:
        assert dialog.findChild(QProgressBar) is not None
        if way == "button":
            dialog.findChild(QPushButton, "action.cancel").click()
        else:
            dialog.reject()

    with boxes.expect(Waiting, meet), pytest.raises(Cancelled):
        wait_for(runner, work, "Being done …", None)
    assert steps
    assert not runner.busy
