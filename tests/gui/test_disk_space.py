"""A disk that fills up is told of early, and a full one costs nothing that was typed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.task import Task
from desktop_app.gui.dialogs.import_file import ImportDialog
from desktop_app.gui.disk_space import DiskNotice
from desktop_app.services.disk_space import LEAST, room_for
from desktop_app.storage import volume
from tests.disks import fill, small_disk
from tests.robots.keyboard import CTRL, Key, press
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office", "small_disk"]


class Usage(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


class Disk:
    """A disk whose free room the test sets."""

    free = 50_000_000_000

    @classmethod
    def usage(cls, _folder: Path) -> Usage:
        return Usage(100_000_000_000, 0, cls.free)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> type[Disk]:
    monkeypatch.setattr(volume.shutil, "disk_usage", Disk.usage)
    monkeypatch.setattr(Disk, "free", Disk.free)
    return Disk


def notice(window: WindowRobot) -> DiskNotice:
    found = window.window.findChild(DiskNotice)
    assert found is not None
    return found


def look(window: WindowRobot, qtbot: QtBot) -> str:
    notice(window).look()
    runner = notice(window)._runner
    qtbot.waitUntil(lambda: not runner.busy)
    return notice(window).text() if notice(window).isVisible() else ""


def test_that_a_disk_with_room_is_not_spoken_of(disk: type[Disk], office: Office, qtbot: QtBot):
    assert look(office.new_register(), qtbot) == ""


def test_that_little_room_is_told_with_figures_and_gone_when_there_is_more(
    disk: type[Disk], office: Office, qtbot: QtBot
):
    disk.free = 312_000_000
    window = office.new_register()
    qtbot.waitUntil(notice(window).isVisible)
    assert "only 312 MB free; at least 500 MB are needed" in notice(window).text()
    disk.free = 800_000_000
    assert look(window, qtbot) == ""


def test_that_a_large_register_needs_more(disk: type[Disk], office: Office, qtbot: QtBot):
    path = office.new_register().path
    office.program.welcome()
    with path.open("r+b") as file:
        file.truncate(400 * 1024 * 4096)
    room = room_for(path)
    assert room.wanted == 3 * 400 * 1024 * 4096 > LEAST


def test_that_the_warning_may_be_hidden_until_it_gets_worse(disk: type[Disk], office: Office, qtbot: QtBot):
    disk.free = 312_000_000
    window = office.new_register()
    qtbot.waitUntil(notice(window).isVisible)
    window.window.findChild(QPushButton, "action.hide_disk_notice.button").click()
    disk.free = 300_000_000
    assert look(window, qtbot) == ""
    disk.free = 100_000_000
    assert "only 100 MB free" in look(window, qtbot)


def test_that_an_import_asks_first(disk: type[Disk], office: Office):
    office.new_register()
    disk.free = 200_000_000
    with office.boxes.answer("cancel"):
        press(Key.Key_I, CTRL)
    assert "only 200 MB free" in office.boxes.told[-1]
    assert "taken back whole" in office.boxes.told[-1]
    with office.boxes.answer("import"), office.boxes.expect(ImportDialog, lambda dialog: dialog.reject()):
        press(Key.Key_I, CTRL)


def test_that_a_full_disk_leaves_the_form_filled(small_disk: Path, office: Office):
    assert office.program.create(small_disk / "Register.bruecke")
    window = office.window()
    window.desk.records.save(Task(subject="Bericht"))
    page = window.go_to("task")
    form = page.choose("Bericht")
    form.enter("subject", "Dank")
    window.desk.register._engine.dispose()
    filler = fill(small_disk, but=0)
    with office.boxes.answer("close"):
        form.save()
    assert "The disk is full" in office.boxes.told[-1]
    assert form.text("subject") == "Dank"
    assert form.state == "Not saved"
    assert page.column("Task") == ["Bericht"]
    filler.unlink()
    form.save()
    assert form.state.startswith("Saved")
    assert page.column("Task") == ["Dank"]
