"""The history of the register stands beside the window: found by person, kind and day, and taken back from there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.gui.kit.toast import Toast
from desktop_app.services.history import PAGE
from desktop_app.services.records import Records
from desktop_app.storage.files import open_register
from desktop_app.storage.journal import About
from tests import builders
from tests.robots.form import choose
from tests.robots.keyboard import Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.past import PastRobot, history_of, part
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    """A register in which Boris has read in three tasks, and the user has changed one of them."""
    window = office.new_register()
    boris = open_register(window.path, who="Boris")
    with boris.changing(origin="import", verb="import", about=About("task", "tasks.csv")) as unit:
        tasks = unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(3)])
    Records(boris).trash("task", [tasks[2].id or 0])
    boris.close()
    window.desk.records.save(changed(tasks[0], responsible="Anna"))
    return window


@pytest.fixture
def past(window: WindowRobot) -> PastRobot:
    return history_of(window)


def select(past: PastRobot, name: str, words: str) -> None:
    box = part(past.dialog, QComboBox, f"history.{name}")
    box.setFocus()
    choose(box, words)
    QApplication.processEvents()


def test_that_the_history_of_the_register_is_a_list_in_words(past: PastRobot):
    assert past.column("operations", 3) == [
        "Task Aufgabe 0: Responsible → Anna",
        "Task Aufgabe 2 was moved to the trash",
        "Imported from tasks.csv: 3 tasks",
        "The register was made",
    ]
    assert past.column("operations", 1)[1:3] == ["Boris", "Boris"]
    assert past.rows("changes") == [["Responsible", "", "Anna"]]


def test_that_it_is_found_by_person_and_kind_and_day(past: PastRobot, qtbot: QtBot):
    select(past, "who", "Boris")
    assert len(past.rows("operations")) == 2
    select(past, "kind", "Imported")
    assert past.column("operations", 3) == ["Imported from tasks.csv: 3 tasks"]
    select(past, "who", "Everybody")
    select(past, "kind", "Everything")
    when = part(past.dialog, QLineEdit, "history.when")
    when.setFocus()
    type_text("1999")
    press(Key.Key_Return)
    assert past.rows("operations") == []
    assert not past.button("take_back").isEnabled()
    when.clear()
    press(Key.Key_Return)
    type_text("heute")
    press(Key.Key_Return)
    assert len(past.rows("operations")) == 4


def test_that_an_operation_over_many_tells_the_records_and_opens_one(past: PastRobot, window: WindowRobot):
    past.choose("operations", 2)
    assert past.rows("touched") == [["Task", f"Aufgabe {number}", "Imported from tasks.csv"] for number in range(3)]
    past.choose("touched", 1)
    past.do("open_record")
    assert window.window.page_name == "task"
    assert window.window.record_page("task").form.title == "Aufgabe 1"


def test_that_a_record_in_the_trash_is_told_of_instead_of_shown(past: PastRobot, window: WindowRobot):
    past.choose("operations", 1)
    press(Key.Key_Return)
    (toast,) = window.window.findChildren(Toast)
    assert toast.text() == "“Aufgabe 2 (in the trash)” cannot be opened."


def test_that_what_somebody_else_did_is_taken_back_from_there(past: PastRobot, window: WindowRobot):
    past.choose("operations", 1)
    past.do("take_back")
    (toast,) = window.window.findChildren(Toast)
    assert toast.text() == "Undone: Task Aufgabe 2 was moved to the trash"
    assert past.column("operations", 3)[0] == "Undone: Task Aufgabe 2 was moved to the trash"
    past.choose("operations", 2)
    assert not past.button("take_back").isEnabled()
    window.come_to_the_front()
    assert window.go_to("task").model.rowCount() == 3


def test_that_what_was_changed_since_is_left_and_named(past: PastRobot, window: WindowRobot):
    past.choose("operations", 2)
    with window.boxes.answer("close"):
        past.do("take_back")
    assert window.boxes.told[-1].startswith("Undone: Imported from tasks.csv: 3 tasks\n2 records were changed since")
    assert "Task Aufgabe 0" in window.boxes.told[-1]
    assert "Task Aufgabe 2" in window.boxes.told[-1]


def test_that_it_shows_what_is_done_meanwhile(past: PastRobot, window: WindowRobot):
    window.desk.records.save(Task(subject="Dank"))
    assert past.column("operations", 3)[0] == "Task Dank was added"
    past.do("close")
    again = history_of(window)
    assert again.dialog is not past.dialog
    assert len(again.rows("operations")) == 5


def test_that_only_a_page_of_it_is_read(window: WindowRobot):
    for number in range(PAGE + 5):
        window.desk.records.save(Task(subject=f"Aufgabe {number}"))
    past = history_of(window)
    assert len(past.rows("operations")) == PAGE
    past.table("operations").scrollToBottom()
    QApplication.processEvents()
    assert len(past.rows("operations")) > PAGE
