"""A second window on a register is told who has it, reads along, and takes over when the first has closed it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.read_only import ReadOnlyNotice
from desktop_app.services.desk import Barred
from desktop_app.storage import files
from tests.robots.office import Office, office

__all__ = ["office"]


@pytest.fixture
def other(office: Office, tmp_path: Path) -> Iterator[Office]:
    """A second program of the same person."""
    folder = tmp_path / "other"
    folder.mkdir()
    made = Office(office.application, folder)
    office.boxes.stop()
    yield made
    made.close()


def notice(office: Office) -> ReadOnlyNotice:
    found = office.window().window.findChild(ReadOnlyNotice)
    assert found is not None
    return found


def test_that_a_second_window_is_told_and_reads_along(office: Office, other: Office, qtbot: QtBot):
    first = office.new_register()
    task = first.desk.records.save(Task(subject="Bericht"))
    with other.boxes.answer("read_along"):
        second = other.open(first.path)
    assert "You have the register Register.bruecke open in another window of this computer" in other.boxes.told[-1]
    assert second.desk.read_only
    assert "reads along" in notice(other).text()
    page = second.go_to("task")
    assert not page.page.new_action.isEnabled()
    page.choose("Bericht")
    first.desk.records.save(changed(task, subject="Dank"), task)
    qtbot.waitUntil(lambda: page.column("Task") == ["Dank"], timeout=1_000)
    assert page.form.text("subject") == "Dank"


def test_that_the_first_window_keeps_writing(office: Office, other: Office):
    first = office.new_register()
    with other.boxes.answer("read_along"):
        other.open(first.path)
    first.desk.records.save(Task(subject="Bericht"))
    other.program._on_quit()
    first.desk.records.save(Task(subject="Dank"))


def test_that_a_second_window_may_be_called_off(office: Office, other: Office):
    first = office.new_register()
    with other.boxes.answer("cancel"):
        assert not other.program.open(first.path)
    with other.boxes.answer("cancel"):
        other.program.start(first.path)
    assert not isinstance(other.program.window, MainWindow)


def test_that_trying_again_helps_when_the_first_window_is_closed(office: Office, other: Office):
    first = office.new_register()

    def close_and_try(box: QMessageBox) -> None:
        office.program._on_quit()
        box.findChild(QPushButton, "answer.again").click()

    with other.boxes.expect(QMessageBox, close_and_try):
        second = other.open(first.path)
    assert not second.desk.read_only


def test_that_a_reader_takes_over_with_one_click(office: Office, other: Office, qtbot: QtBot):
    first = office.new_register()
    first.desk.records.save(Task(subject="Bericht"))
    with other.boxes.answer("read_along"):
        second = other.open(first.path)
    second.go_to("task")
    edit = second.window.findChild(QAction, "action.edit_now")
    button = second.window.findChild(QPushButton, "action.edit_now.button")
    assert not button.isVisible()
    office.program._on_quit()
    qtbot.waitUntil(edit.isVisible, timeout=5_000)
    assert notice(other).text() == "Nobody else writes this register any more."
    assert button.isVisible()
    button.click()
    taken = other.window()
    assert not taken.desk.read_only
    assert taken.window.page_name == "task"
    taken.desk.records.save(Task(subject="Dank"))
    assert other.window().window.findChild(ReadOnlyNotice) is None


def test_that_a_window_built_anew_keeps_what_it_is(office: Office, other: Office):
    first = office.new_register()
    with other.boxes.answer("read_along"):
        other.open(first.path)
    for each, read_only in ((office, False), (other, True)):
        each.program._show_anew()
        assert each.window().desk.read_only is read_only
    with other.boxes.answer("cancel"):
        assert not other.program.open(first.path)


def test_that_another_register_lets_the_first_one_go(office: Office, other: Office):
    first = office.new_register().path
    office.new_register("Zweites.bruecke")
    assert not other.open(first).desk.read_only


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The documents folder, of this test alone."""
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    return tmp_path / "documents"


def test_that_a_register_in_a_cloud_folder_is_copied_here_and_opened(office: Office, tmp_path: Path, documents: Path):
    first = office.new_register()
    first.desk.records.save(Task(subject="Bericht"))
    office.program.welcome()
    cloud = tmp_path / "OneDrive - Stadt"
    cloud.mkdir()
    there = first.path.rename(cloud / "Register.bruecke")
    with office.boxes.answer("copy"):
        assert office.program.open(there)
    assert "synchronised" in office.boxes.told[-1]
    assert str(documents) in office.boxes.told[-1]
    window = office.window()
    assert window.path == documents / "Register.bruecke"
    assert window.go_to("task").column("Task") == ["Bericht"]
    assert there.exists()


def test_that_a_copy_may_be_declined(office: Office, tmp_path: Path, documents: Path):
    path = office.new_register().path
    office.program.welcome()
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    there = path.rename(cloud / "Register.bruecke")
    with office.boxes.answer("cancel"):
        assert not office.program.open(there)
    assert not isinstance(office.program.window, MainWindow)
    assert not documents.exists()


def test_that_where_documents_go_to_a_cloud_another_folder_is_proposed(office: Office, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "OneDrive" / "Dokumente"))
    monkeypatch.setenv("HOME", str(tmp_path))
    registers = office.program._registers
    assert registers.proposed().parent == tmp_path / "Brückenbuch"
    assert office.program.create(registers.proposed())


def test_that_a_register_that_can_only_be_read_says_why_and_is_copied(
    office: Office, documents: Path, monkeypatch: pytest.MonkeyPatch
):
    path = office.new_register().path
    office.program.welcome()
    monkeypatch.setattr(files, "_is_writable", lambda checked: checked != path)
    window = office.open(path)
    assert window.desk.home.barred is Barred.PROTECTED
    assert "write-protected" in notice(office).text()
    window.window.findChild(QPushButton, "action.copy_here.button").click()
    assert office.window().path == documents / "Register.bruecke"
    assert not office.desk.read_only
