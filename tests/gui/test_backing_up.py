"""Backups are made by themselves beside the window, which says when the last one was made and what is to be done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.task import Task
from desktop_app.gui.backing_up import BackingUp
from desktop_app.gui.kit.notice import Notice
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    return office.new_register()


def backing_up(window: WindowRobot) -> BackingUp:
    found = window.window.findChild(BackingUp)
    assert found is not None
    return found


def look(window: WindowRobot, qtbot: QtBot) -> None:
    """Let the program look whether a backup is due, and wait until it has done what is to be done."""
    one = backing_up(window)
    one.look()
    qtbot.waitUntil(lambda: one._task is None)


def says(window: WindowRobot) -> str:
    label = window.window.findChild(QLabel, "status.backup")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def notice(window: WindowRobot) -> str:
    found = window.window.findChild(Notice, "backup_notice")
    assert isinstance(found, Notice)
    return found.text() if found.isVisible() else ""


def backups(window: WindowRobot) -> list[str]:
    return [each.reason for each in window.desk.backups.all()]


def test_that_a_backup_is_made_at_the_start_and_told(window: WindowRobot, qtbot: QtBot):
    assert says(window) == ""
    look(window, qtbot)
    assert backups(window) == ["start"]
    made = window.desk.backups.all()[0].made.astimezone()
    assert says(window) == f"Last backup {made:%H:%M}"
    look(window, qtbot)
    assert backups(window) == ["start"]
    assert notice(window) == ""


def test_that_a_backup_that_cannot_be_made_is_told_and_work_goes_on(window: WindowRobot, qtbot: QtBot):
    folder = window.desk.backups.folder
    folder.write_text("in the way")
    look(window, qtbot)
    assert "No backup of Register was made" in notice(window)
    window.desk.records.save(Task(subject="goes on"))
    folder.unlink()
    look(window, qtbot)
    assert backups(window) == ["start"]
    assert notice(window) == ""


def test_that_a_second_place_that_stays_away_is_called_for(
    window: WindowRobot, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr("desktop_app.services.backups.LATE", timedelta(0))
    office.settings.set("backup_folder", str(tmp_path / "stick"))
    look(window, qtbot)
    assert "No backup could be copied to the second place" in notice(window)
    (tmp_path / "stick").mkdir()
    look(window, qtbot)
    assert notice(window) == ""
    window.desk.records.save(Task(subject="new"))
    look(window, qtbot)
    assert "has no backup newer than" in notice(window)


def test_that_no_backup_is_made_of_a_register_that_can_only_be_read(window: WindowRobot, office: Office, qtbot: QtBot):
    assert backing_up(window)._timer.isActive()
    look(window, qtbot)
    along = office.open(window.desk.backups.all()[0].path)
    assert along.desk.read_only
    assert not backing_up(along)._timer.isActive()
    look(along, qtbot)
    assert not along.desk.backups.folder.exists()
