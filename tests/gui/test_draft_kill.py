"""The program is killed while somebody types: at most two seconds of it are lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests.robots.form import FormRobot
from tests.robots.office import Office, office
from tests.robots.reopened import Reopened

__all__ = ["office"]

ROOT = Path(__file__).resolve().parents[2]
LOST_AT_MOST = 2.0
"""Seconds of typing."""
LIFE = (2.2, 4.0)
"""Seconds of typing before the program is killed."""
_KEY, _SAID = 40, 100
"""Milliseconds between two keys, and between two lines that say what stands in the field."""


def killed(register: Path, folder: Path, life: float) -> tuple[float, list[tuple[float, str]]]:
    """Let a program type, kill it, and return when that was and what it said to have typed when."""
    command = [sys.executable, str(Path(__file__)), str(register), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(life)
        at = time.time()
        child.kill()
        lines = [line for line in (first, *child.stdout.readlines()) if line.endswith("\n")]
    said = [line.rstrip("\n").partition(" ") for line in lines]
    return at, [(float(when), text) for when, _, text in said]


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.nightly)])
def test_that_a_kill_loses_at_most_two_seconds_of_typing(office: Office, qtbot: QtBot, tmp_path: Path, kills: int):
    chance = random.Random(22)
    registers = Registers(office.settings, Gazetteer())
    register = registers.make(tmp_path / "Register.bruecke")
    desk = registers.open(register)  # without keeping others from writing
    for kill in range(kills):
        at, said = killed(register, tmp_path / f"home {kill}", chance.uniform(*LIFE))
        (draft,) = desk.drafts.waiting().drafts
        text = str(draft.entered.values["subject"])
        due = [typed for when, typed in said if when <= at - LOST_AT_MOST]
        assert due, "killed before two seconds were over"
        assert text.startswith(due[-1]), f"{len(due[-1])} letters were typed in time, {len(text)} are there"
        late = [when for when, typed in said if not text.startswith(typed)]
        print(f"kill {kill}: {at - min([*late, at]):.2f} s of typing lost")
        if kill < kills - 1:
            desk.drafts.forget(draft.key)
            assert desk.drafts.flush()
    desk.close()
    again = Reopened(office, qtbot, register)
    again.open()
    again.form("task").save()
    with again.robot.desk.register.reading() as reader:
        assert [subject for _id, subject in reader.values("task", ("subject",))] == [text]


def type_on_and_on(register: Path, folder: Path) -> None:
    """Begin a task and type its subject, saying now and then what stands there."""
    from PySide6.QtCore import QObject, QTimer, Slot
    from PySide6.QtWidgets import QApplication

    from tests.robots.keyboard import type_text

    class Typist(QObject):
        """Types a letter at a time."""

        def __init__(self, form: FormRobot) -> None:
            super().__init__()
            self._form = form
            self._letters = 0
            self._timers = (QTimer(self), QTimer(self))
            for timer, pause, slot in zip(self._timers, (_KEY, _SAID), (self.press, self.say), strict=True):
                timer.timeout.connect(slot)
                timer.start(pause)

        @Slot()
        def press(self) -> None:
            """Type the next letter."""
            type_text("abcdefghij"[self._letters % 10])
            self._letters += 1

        @Slot()
        def say(self) -> None:
            """Say what stands in the field."""
            print(time.time(), self._form.text("subject"), flush=True)

    folder.mkdir()
    application = QApplication([])
    own = Office(application, folder)
    form = own.open(register).go_to("task").new()
    form.go_to("subject")
    typist = Typist(form)
    application.exec()
    del typist


if __name__ == "__main__":
    type_on_and_on(Path(sys.argv[1]), Path(sys.argv[2]))
