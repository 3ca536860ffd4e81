"""The window checks its register when asked, and by itself after a session that broke off."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.base.paths import state_dir
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.gui.dialogs.check_register import CheckDialog
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.session_mark import SessionMark
from desktop_app.storage.engine import connect
from tests.pages import page_size, table_pages
from tests.robots.checking import CheckRobot
from tests.robots.dialogs import part
from tests.robots.looking import cut_off
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    window = office.new_register()
    task = window.desk.records.save(Task(subject="Bericht"))
    window.desk.records.save(changed(task, responsible="Anna"))
    return window


@pytest.fixture
def robot(qtbot: QtBot, office: Office, window: WindowRobot) -> CheckRobot:
    return CheckRobot(qtbot, window, office.boxes)


def tamper(window: WindowRobot, *statements: str) -> None:
    connection = connect(Path(window.desk.home.address), foreign_keys=False)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def end_without_order(folder: Path, identity: str) -> None:
    """Have a session in a program of its own, and end that as a crash does."""
    mark = SessionMark(folder, identity)  # held until the end
    mark.begin()
    os._exit(1)


def test_that_a_sound_register_is_said_to_be_well(robot: CheckRobot) -> None:
    said: list[str] = []

    def meeting(dialog: CheckDialog) -> None:
        said.append(robot.summary(dialog))
        assert robot.cards(dialog) == {}
        assert not part(dialog, QPushButton, "action.repair").isVisible()
        assert "records" in part(dialog, PlainLabel, "check.looked").text()

    robot.check(meeting)
    assert said == ["All is well."]


def test_that_faults_are_shown_with_their_cures_repaired_and_taken_back(robot: CheckRobot, window: WindowRobot) -> None:
    tamper(window, "UPDATE task SET responsible = 'Berta'", "DELETE FROM person_search", "UPDATE counter SET last = 0")

    def meeting(dialog: CheckDialog) -> None:
        assert robot.summary(dialog) == "1 fault was found."
        assert "Responsible is “Berta”, was “Anna”" in robot.cards(dialog)["damaged"]
        assert cut_off(dialog) == []
        robot.repair(dialog)
        assert robot.summary(dialog) == "Put right: 1 fault. All is well."
        assert robot.cards(dialog) == {}

    robot.check(meeting)
    assert window.desk.records.load("task", 1).responsible == "Anna"
    step = window.desk.history.next_undo()
    assert step is not None
    assert step.words == "Check: Task Bericht: Responsible → Anna"
    window.desk.history.undo()
    assert window.desk.records.load("task", 1).responsible == "Berta"


def test_that_what_nobody_can_put_right_is_accepted(robot: CheckRobot, window: WindowRobot) -> None:
    tamper(window, "UPDATE task SET subject = 'Nichts'")

    def meeting(dialog: CheckDialog) -> None:
        assert not part(dialog, QPushButton, "action.repair").isVisible()
        robot.accept(dialog)
        assert robot.summary(dialog) == "Put right: 1 fault. All is well."

    robot.check(meeting)


def test_that_a_damaged_register_is_salvaged_into_a_new_one_and_that_opened(
    qtbot: QtBot, office: Office, window: WindowRobot
) -> None:
    path, target = window.path, window.path.with_name("Neu.bruecke")
    assert office.program.create(path.with_name("Anderes.bruecke"))  # the damaged one is closed
    page = table_pages(path, {"task_search"})[0] * page_size(path)
    with path.open("r+b") as file:
        file.seek(page)
        file.write(b"\x77")  # no kind of page
    robot = CheckRobot(qtbot, office.open(path), office.boxes)

    def meeting(dialog: CheckDialog) -> None:
        assert "salvage what can be read" in robot.cards(dialog)["file"]
        assert not part(dialog, QPushButton, "action.repair").isVisible()
        with office.boxes.choose_file(target), office.boxes.answer("open"):
            part(dialog, QPushButton, "action.salvage").click()
            qtbot.waitUntil(lambda: dialog.chosen is not None, timeout=60_000)

    robot.check(meeting)
    qtbot.waitUntil(lambda: Path(office.desk.home.address) == target)
    assert office.desk.records.load("task", 1).subject == "Bericht"
    assert office.desk.checker.check().findings == ()


def test_that_the_report_is_saved(robot: CheckRobot, window: WindowRobot, office: Office, tmp_path: Path) -> None:
    tamper(window, "DELETE FROM task_search")

    def meeting(dialog: CheckDialog) -> None:
        with office.boxes.choose_file(tmp_path / "report.txt"):
            part(dialog, QPushButton, "action.save_report").click()

    robot.check(meeting)
    assert "Its search words are written anew." in (tmp_path / "report.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("faulty", [False, True])
def test_that_a_session_that_broke_off_is_followed_by_a_check(qtbot: QtBot, window: WindowRobot, faulty: bool) -> None:
    if faulty:
        tamper(window, "UPDATE task SET subject = 'Nichts'")
    checking: Any = window.window._checking
    checking.end()
    crashed = multiprocessing.get_context("spawn").Process(
        target=end_without_order, args=(state_dir(), window.desk.checker.identity())
    )
    crashed.start()
    crashed.join()
    checking.begin()
    checked = window.window._status._checked
    qtbot.waitUntil(lambda: bool(checking.notice.text() or checked.text()), timeout=60_000)
    assert ("did not end in order" in checking.notice.text()) is faulty
    assert ("all is well" in checked.text()) is not faulty
    window.window.close()
    assert not list((state_dir() / "open").iterdir())


def test_that_a_session_that_ended_in_order_is_followed_by_none(tmp_path: Path) -> None:
    first, second = SessionMark(tmp_path, "1234"), SessionMark(tmp_path, "1234")
    assert not first.begin()
    assert not second.begin()
    first.end()
    assert not second.begin()
    second.end()
    assert not any((tmp_path / "open").iterdir())
