"""The watchdog of the stories sees what it is meant to see, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

import desktop_app
from tests.robots.watchdog import Watchdog

BUSY = """
import time
def busy(seconds):
    begun = time.thread_time()
    while time.thread_time() - begun < seconds:
        sum(range(1000))
def idle(seconds):
    time.sleep(seconds)
"""


def of_the_program(name: str) -> Callable[[float], None]:
    """A function that seems to stand in the program's window."""
    path = Path(desktop_app.__file__).parent / "gui" / "busy.py"
    made: dict[str, Any] = {}
    exec(compile(BUSY, str(path), "exec"), made)
    return made[name]  # type: ignore[no-any-return]


def test_that_work_of_the_program_is_seen_with_its_place(qtbot: QtBot):
    busy = of_the_program("busy")
    watchdog = Watchdog()
    with watchdog.watching():
        QTimer.singleShot(0, lambda: busy(0.4))
        qtbot.wait(600)
    assert len(watchdog.stays) == 1
    assert 0.3 < watchdog.stays[0].seconds < 0.6
    assert watchdog.stays[0].places[0][-1].endswith("busy")
    assert "busy.py" in watchdog.stays[0].told()


def test_that_waiting_and_the_work_of_the_test_are_not_counted(qtbot: QtBot):
    idle = of_the_program("idle")
    watchdog = Watchdog()
    with watchdog.watching():
        QTimer.singleShot(0, lambda: idle(0.2))
        qtbot.wait(300)
        begun = time.thread_time()
        while time.thread_time() - begun < 0.3:
            sum(range(1000))
        qtbot.wait(20)
    assert watchdog.stays == []


def test_that_many_short_turns_are_no_long_one(qtbot: QtBot):
    busy = of_the_program("busy")
    watchdog = Watchdog()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: busy(0.01))
    with watchdog.watching():
        timer.start()
        qtbot.wait(400)
        timer.stop()
    assert watchdog.stays == []
