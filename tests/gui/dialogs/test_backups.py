"""The list of backups: each is read and its state told; one is made, compared, restored and opened from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from desktop_app.base.formats import format_moment
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.gui.dialogs.backups import BackupsDialog
from desktop_app.gui.dialogs.comparison import ComparisonDialog
from desktop_app.services.backups import Reason
from tests.robots.keyboard import Key, press
from tests.robots.looking import cut_off
from tests.robots.office import Office, office
from tests.robots.showroom import translated
from tests.robots.window import WindowRobot

__all__ = ["office", "translated"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    window = office.new_register()
    window.desk.records.save(Task(subject="Bericht"))
    window.desk.backups.make(Reason.START, datetime.now(UTC))
    return window


def rows(dialog: QDialog, name: str) -> list[list[str]]:
    table = dialog.findChild(QTableView, f"table.{name}")
    assert isinstance(table, QTableView)
    model: QAbstractItemModel = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def click(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, f"action.{name}")
    assert isinstance(button, QPushButton)
    assert button.isEnabled(), name
    button.click()


def meet(window: WindowRobot, qtbot: QtBot, meeting: Callable[[BackupsDialog], None]) -> None:
    """Open the list from the menu, wait until all backups have been read, and do something with it."""

    def met(dialog: BackupsDialog) -> None:
        ready(dialog, qtbot)
        meeting(dialog)
        if dialog.isVisible():
            dialog.reject()

    with window.boxes.expect(BackupsDialog, met):
        window.window._backing_up.action.trigger()


def ready(dialog: BackupsDialog, qtbot: QtBot) -> None:
    def idle() -> bool:
        return dialog._task is None and not dialog._looking.asking

    qtbot.waitUntil(lambda: idle() and all(row[-1] != "is being read …" for row in rows(dialog, "backup")))


def test_that_a_backup_made_by_itself_meanwhile_is_listed(window: WindowRobot, qtbot: QtBot):
    before = len(window.desk.backups.all())

    def look(dialog: BackupsDialog) -> None:
        assert len(rows(dialog, "backup")) == before
        window.desk.backups.make(Reason.CHANGE, datetime.now(UTC))
        window.window._backing_up.told.emit("")
        ready(dialog, qtbot)
        assert len(rows(dialog, "backup")) == before + 1

    meet(window, qtbot, look)


def test_that_every_backup_is_listed_with_its_state(window: WindowRobot, qtbot: QtBot, office: Office, tmp_path: Path):
    backup = window.desk.backups.all()[0]
    (tmp_path / "stick").mkdir()
    office.settings.set("backup_folder", str(tmp_path / "stick"))
    window.desk.backups.catch_up(datetime.now(UTC))
    backup.path.chmod(0o644)
    backup.path.write_bytes(backup.path.read_bytes()[:-1] + b"x")
    made = format_moment(backup.made)

    def look(dialog: BackupsDialog) -> None:
        shown = rows(dialog, "backup")
        assert [row[:2] + row[3:] for row in shown] == [
            [made, "at the start", "beside the register", "damaged"],
            [made, "at the start", "second place", "checked"],
        ]
        assert str(tmp_path / "stick") in dialog._second.text()

    meet(window, qtbot, look)


def test_that_a_backup_is_made_by_hand(window: WindowRobot, qtbot: QtBot):
    def make(dialog: BackupsDialog) -> None:
        click(dialog, "back_up_now")
        ready(dialog, qtbot)
        assert [row[1] for row in rows(dialog, "backup")] == ["by hand", "at the start"]

    meet(window, qtbot, make)


def test_that_a_backup_is_compared_with_enter(window: WindowRobot, qtbot: QtBot):
    with window.desk.register.reading() as reader:
        task = next(iter(reader.records("task", [1]).values()))
    window.desk.records.save(changed(task, subject="Neuer Bericht"), task)
    window.desk.records.save(Task(subject="Noch einer"))
    seen: list[list[str]] = []

    def read(dialog: ComparisonDialog) -> None:
        seen.extend(rows(dialog, "comparison"))
        summary = dialog.findChild(QLabel, "comparison.summary")
        assert summary is not None
        assert summary.text() == "Tasks: 1 only in the register, 1 different"
        dialog.accept()

    def compare(dialog: BackupsDialog) -> None:
        with window.boxes.expect(ComparisonDialog, read):
            press(Key.Key_Return)
            ready(dialog, qtbot)

    meet(window, qtbot, compare)
    assert seen == [
        ["Task Neuer Bericht", "different", "Task", "Bericht", "Neuer Bericht"],
        ["Task Noch einer", "only in the register", "", "", ""],
    ]


def test_that_a_backup_is_restored_into_a_new_register_and_opened(window: WindowRobot, qtbot: QtBot, office: Office):
    window.desk.records.save(Task(subject="Later"))
    present, target = window.path, window.path.with_name("Gerettet.bruecke")

    def restore(dialog: BackupsDialog) -> None:
        with window.boxes.choose_file(target):
            click(dialog, "restore")
        with window.boxes.answer("open"):
            qtbot.waitUntil(lambda: not dialog.isVisible())

    meet(window, qtbot, restore)
    assert "The present register is as it was." in office.boxes.told[-1]
    assert office.desk.home.found_at == target
    with office.desk.register.reading() as reader:
        assert reader.counts(["task"]) == {"task": 1}
    opened = office.open(present)
    with opened.desk.register.reading() as reader:
        assert reader.counts(["task"]) == {"task": 2}


def test_that_restoring_over_a_register_is_refused(window: WindowRobot, qtbot: QtBot, office: Office):
    def restore(dialog: BackupsDialog) -> None:
        with window.boxes.choose_file(window.path):
            click(dialog, "restore")
        with window.boxes.answer("close"):
            ready(dialog, qtbot)

    meet(window, qtbot, restore)
    assert "exists already" in office.boxes.told[-1]


def test_that_a_register_without_a_backup_says_so(office: Office, qtbot: QtBot):
    def look(dialog: BackupsDialog) -> None:
        assert rows(dialog, "backup") == []
        assert dialog._said.text() == "There is no backup yet."
        assert not dialog._compare.isEnabled()
        assert not dialog._restore.isEnabled()

    meet(office.new_register(), qtbot, look)


def test_that_a_second_place_is_forgotten(window: WindowRobot, qtbot: QtBot, office: Office, tmp_path: Path):
    office.settings.set("backup_folder", str(tmp_path / "stick"))

    def forget(dialog: BackupsDialog) -> None:
        with window.boxes.answer("none"):
            click(dialog, "second_place")
        ready(dialog, qtbot)
        assert "No second place is chosen" in dialog._second.text()

    meet(window, qtbot, forget)
    assert office.settings.text("backup_folder") == ""


def test_that_no_word_is_cut_off(translated: WindowRobot, qtbot: QtBot):
    desk = translated.desk
    made = desk.backups.make(Reason.MASS_CHANGE, datetime.now(UTC))
    dialog = BackupsDialog(desk, translated.window._settings, translated.window._backing_up._runner, translated.window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog._list._conditions) == len(dialog._list._found))
    assert cut_off(dialog) == []
    dialog.reject()
    comparison = ComparisonDialog(made, desk.backups.compare(made.path), translated.window)
    qtbot.addWidget(comparison)
    comparison.show()
    assert cut_off(comparison) == []
    comparison.reject()
