"""While a window is open, the command line and other programs write the same register; the window notices."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.person import ContactPoint
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.storage.files import open_register
from desktop_app.storage.register import Register
from tests import builders
from tests.conftest import ROOT
from tests.robots.keyboard import Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]

_WITHIN = 1_000
"""Milliseconds after which the window shows what another program has saved."""

SAVE = """
import sys
from pathlib import Path
from desktop_app.domain.person import ContactPoint
from desktop_app.domain.record import changed
from desktop_app.services.records import Records
from desktop_app.storage.files import open_register
path, number, field, value = sys.argv[1:]
register = open_register(Path(path), who="M. Kern")
records = Records(register)
task = records.load("task", int(number))
print("ready", flush=True)
sys.stdin.readline()
records.save(changed(task, **{field: value}), task)
print("saved", flush=True)
sys.stdin.readline()
register.close()
"""


@pytest.fixture
def window(office: Office) -> WindowRobot:
    return office.new_register()


class Colleague:
    """Another program that has read a task, changes one field of it and keeps the register open."""

    def __init__(self, path: Path, task: Task, field: str, value: str) -> None:
        command = [sys.executable, "-c", SAVE, str(path), str(task.id), field, value]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout.readline() == "ready\n"

    def save(self) -> None:
        """Save now."""
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "saved\n"

    def leave(self) -> None:
        """Close the register."""
        self._process.communicate("\n")
        assert self._process.returncode == 0


def import_tasks(path: Path, folder: Path, *subjects: str) -> None:
    table = folder / "tasks.csv"
    table.write_text("\n".join(["subject", *subjects]), encoding="utf-8")
    command = [sys.executable, "-m", "desktop_app", "--register", str(path), "import", str(table), "--as", "task"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, check=True, capture_output=True, text=True)


def test_that_an_import_beside_the_window_appears_in_the_open_table(window: WindowRobot, tmp_path: Path, qtbot: QtBot):
    window.desk.records.save(Task(subject="Bericht"))
    page = window.go_to("task")
    page.choose("Bericht")
    hint = window.window.findChild(QLabel, "status.changed")
    assert not hint.isVisible()
    import_tasks(window.path, tmp_path, "Dank", "Einladung")
    qtbot.waitUntil(lambda: page.count == "3 records", timeout=_WITHIN)
    assert sorted(page.column("Task")) == ["Bericht", "Dank", "Einladung"]
    assert page.form.text("subject") == "Bericht"
    assert "changed by" in hint.text()


def test_that_an_unchanged_form_shows_what_a_colleague_saved(window: WindowRobot, qtbot: QtBot):
    task = window.desk.records.save(Task(subject="Bericht"))
    page = window.go_to("task")
    form = page.choose("Bericht")
    colleague = Colleague(window.path, task, "responsible", "Olena")
    colleague.save()
    qtbot.waitUntil(lambda: form.text("responsible") == "Olena", timeout=_WITHIN)
    assert page.column("Task") == ["Bericht"]
    assert window.window.findChild(QLabel, "status.changed").text().endswith("changed by M. Kern")
    colleague.leave()


def test_that_a_form_keeps_what_is_typed_and_saves_it_beside_the_colleagues(window: WindowRobot, qtbot: QtBot):
    task = window.desk.records.save(Task(subject="Bericht"))
    page = window.go_to("task")
    form = page.choose("Bericht")
    colleague = Colleague(window.path, task, "responsible", "Olena")
    form.enter("remarks", "bis Freitag")
    colleague.save()
    qtbot.waitUntil(lambda: page.column("Responsible") == ["Olena"], timeout=_WITHIN)
    assert form.text("remarks") == "bis Freitag"
    assert form.state == "Not saved"
    form.save()
    saved = window.desk.records.load("task", task.id or 0)
    assert (saved.responsible, saved.remarks) == ("Olena", "bis Freitag")
    assert form.text("responsible") == "Olena"
    colleague.leave()


def test_that_the_list_does_not_jump_when_others_save(window: WindowRobot, tmp_path: Path, qtbot: QtBot):
    for number in range(60):
        window.desk.records.save(Task(subject=f"Aufgabe {number:02}"))
    page = window.go_to("task")
    page.choose("Aufgabe 30")
    for _ in range(3):
        press(Key.Key_Down)
    place = page.table.verticalScrollBar().value()
    current = page.page.table.current_id()
    import_tasks(window.path, tmp_path, "Aufgabe 99")
    qtbot.waitUntil(lambda: page.count == "61 records", timeout=_WITHIN)
    assert page.table.verticalScrollBar().value() == place
    assert page.page.table.current_id() == current


def test_that_what_the_window_saves_itself_is_no_news(window: WindowRobot, qtbot: QtBot):
    window.go_to("task")
    with qtbot.waitSignal(window.window.committed):
        task = window.desk.records.save(Task(subject="Bericht"))
    with qtbot.assertNotEmitted(window.window.committed, wait=1_200):
        pass
    with qtbot.waitSignal(window.window.committed):
        window.desk.records.save(changed(task, subject="Dank"), task)
    assert not window.window.findChild(QLabel, "status.changed").isVisible()


def test_that_a_cell_being_typed_in_is_left_alone(window: WindowRobot, qtbot: QtBot):
    points = (ContactPoint(kind="email", value="kern@musterstadt.de"),)
    person = window.desk.records.save(builders.person(contact_points=points))
    table = window.go_to("person").choose("Musterfrau").table("contact_points")
    table.view.setFocus(Qt.FocusReason.TabFocusReason)
    table.view.setCurrentIndex(table.model.index(0, table.headings().index("Address or number")))
    press(Key.Key_F2)
    type_text("rathaus@muster")
    cell = QApplication.focusWidget()
    with open_beside(window.path) as other, other.changing(origin="form", verb="save") as unit:
        unit.save(changed(person, remarks="von nebenan"), person)
    qtbot.waitUntil(window.window.findChild(QLabel, "status.changed").isVisible, timeout=_WITHIN)
    assert QApplication.focusWidget() is cell
    type_text("stadt.de")
    press(Key.Key_Return)
    assert table.cell(0, "value") == "rathaus@musterstadt.de"


@contextmanager
def open_beside(path: Path) -> Iterator[Register]:
    register = open_register(path, who="M. Kern")
    yield register
    register.close()
