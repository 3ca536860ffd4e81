"""A long list is filtered, sorted and put into groups beside the window, and shows the last thing asked for."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.domain.query import Contains
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.gui.models.foreseen import Foreseen
from tests.robots.keyboard import CTRL, Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

__all__ = ["office"]


class Spy:
    """A source that notes in which thread it was asked what."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.asked: list[tuple[str, bool]] = []

    def __getattr__(self, name: str) -> Any:
        def asked(*arguments: Any) -> Any:
            self.asked.append((name, threading.current_thread() is threading.main_thread()))
            return getattr(self._source, name)(*arguments)

        return asked

    def in_the_window(self) -> set[str]:
        """What was asked in the window's thread."""
        return {name for name, own in self.asked if own}


@pytest.fixture
def window(office: Office) -> WindowRobot:
    window = office.new_register()
    for number in range(30):
        window.desk.records.save(Task(subject=f"Aufgabe {number:02}", responsible="AB"[number % 2]))
    return window


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    page = window.go_to("task")
    rows(page).slow_questions = 99
    return page


def rows(page: PageRobot) -> Foreseen:
    return page.page.table._rows


def spy_on(page: PageRobot) -> Spy:
    spy = Spy(rows(page)._source)
    rows(page)._source = spy  # type: ignore[assignment]
    return spy


def test_that_a_filter_is_asked_beside_the_window(page: PageRobot, qtbot: QtBot):
    spy = spy_on(page)
    page.page.table.show_filters((Contains("subject", "aufgabe 0"),))
    assert page.page.table.is_waiting
    assert page.model.rowCount() == 30
    qtbot.waitUntil(lambda: page.model.rowCount() == 10)
    assert page.count == "30 records, 10 in the filter"
    assert not {"count", "groups", "meant"} & spy.in_the_window()


def test_that_the_last_filter_asked_for_is_shown(page: PageRobot, qtbot: QtBot):
    shown = []
    page.page.table.filtered.connect(lambda: shown.append(page.model.rowCount()))
    for words in ("aufgabe 0", "aufgabe 1", "aufgabe 29"):
        page.page.table.show_filters((Contains("subject", words),))
    qtbot.waitUntil(lambda: not page.page.table.is_waiting)
    assert page.model.rowCount() == 1
    assert shown == [1]


def test_that_enter_in_the_search_goes_to_the_first_record_that_it_finds(page: PageRobot, qtbot: QtBot):
    press(Key.Key_F, CTRL)
    type_text("Aufgabe 17")
    press(Key.Key_Return)
    qtbot.waitUntil(page.table.hasFocus)
    assert page.form.text("subject") == "Aufgabe 17"


def test_that_groups_are_read_beside_the_window(page: PageRobot, qtbot: QtBot):
    spy = spy_on(page)
    page.page.table.group_by("responsible")
    qtbot.waitUntil(lambda: page.page.table.grouping.field == "responsible")
    assert page.page.table.grouping.row_count() == 32
    assert "groups" not in spy.in_the_window()


def test_that_a_list_is_sorted_beside_the_window(page: PageRobot, qtbot: QtBot):
    spy = spy_on(page)
    page.sort("Task")
    page.sort("Task")
    qtbot.waitUntil(lambda: page.column("Task")[0] == "Aufgabe 29")
    assert "positions" not in spy.in_the_window()


def test_that_a_filter_and_groups_asked_for_together_both_come(page: PageRobot, qtbot: QtBot):
    page.page.table.show_filters((Contains("subject", "aufgabe 0"),))
    page.page.table.group_by("responsible")
    qtbot.waitUntil(lambda: not page.page.table.is_waiting)
    assert page.page.table.grouping.field == "responsible"
    assert page.count == "30 records, 10 in the filter"


def test_that_what_was_saved_meanwhile_is_shown(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    page.choose("Aufgabe 03")
    task = window.desk.records.load("task", page.form.panel.record_id or 0)
    window.desk.records.save(changed(task, subject="Aufgabe 03 anders"), task)
    qtbot.waitUntil(lambda: "Aufgabe 03 anders" in page.column("Task"))
    assert page.page.table.current_id() == task.id
    assert page.form.text("subject") == "Aufgabe 03 anders"


class Slow:
    """A source that answers when it is let."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.may_answer = threading.Event()

    def __getattr__(self, name: str) -> Any:
        def asked(*arguments: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():
                self.may_answer.wait(10)
            return getattr(self._source, name)(*arguments)

        return asked


def test_that_the_table_is_used_while_it_waits(page: PageRobot, qtbot: QtBot):
    page.choose("Aufgabe 05")
    slow = Slow(rows(page)._source)
    rows(page)._source = slow  # type: ignore[assignment]
    page.page.table.show_filters((Contains("subject", "aufgabe 0"),))
    press(Key.Key_Down)
    assert page.page.table.is_waiting
    assert page.form.text("subject") == "Aufgabe 06"
    qtbot.waitUntil(lambda: page.count == "Loading …")
    slow.may_answer.set()
    qtbot.waitUntil(lambda: not page.page.table.is_waiting)
    assert page.count == "30 records, 10 in the filter"
    assert page.form.text("subject") == "Aufgabe 06"
    assert page.table.currentIndex().data(Qt.ItemDataRole.DisplayRole)


def test_that_a_failure_is_told_and_the_list_stays(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    from desktop_app.base.errors import UserError

    class Broken:
        def __getattr__(self, name: str) -> Any:
            def fail(*_: Any) -> Any:
                raise UserError("“{name}” cannot be read.", name="Liste")

            return fail

    rows(page)._source = Broken()  # type: ignore[assignment]
    with window.boxes.answer("close"):
        page.page.table.group_by("responsible")
        qtbot.waitUntil(lambda: bool(window.boxes.told))
    assert page.model.rowCount() == 30
    assert not page.page.table.grouping.field
