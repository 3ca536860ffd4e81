"""What the window lays over itself: export beside the window, keys, about; and what its foot says meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.task import Task
from desktop_app.gui.dialogs.keys import KeysDialog
from desktop_app.gui.kit.tasks import Progress
from desktop_app.gui.kit.toast import Toast
from tests.robots.keyboard import CTRL, Key, press
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    window = office.new_register()
    for subject in ("Bericht anmahnen", "=2+2 anrufen"):
        window.desk.records.save(Task(subject=subject))
    return window


def part(window: WindowRobot, name: str) -> QWidget:
    found = window.window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_that_an_export_is_written_beside_the_window_and_told(window: WindowRobot, tmp_path: Path, qtbot: QtBot):
    window.go_to("task")
    path = tmp_path / "Aufgaben.csv"
    with window.boxes.choose_file(path):
        press(Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: bool(window.window.findChildren(Toast)))
    (toast,) = window.window.findChildren(Toast)
    assert toast.text() == "2 records written to Aufgaben.csv"
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 3


def test_that_an_export_that_fails_says_why(window: WindowRobot, tmp_path: Path, office: Office, qtbot: QtBot):
    query = window.go_to("task").page.query
    with office.boxes.answer("close"):
        window.window._sheets.export_to(query, tmp_path / "Aufgaben.pdf")
        qtbot.waitUntil(lambda: bool(office.boxes.told))
    assert office.boxes.told[-1].startswith("Aufgaben.pdf ends in none of")
    assert not (tmp_path / "Aufgaben.pdf").exists()


def test_that_f1_lists_the_keys(window: WindowRobot):
    seen: list[str] = []

    def read(dialog: KeysDialog) -> None:
        model = dialog.findChild(QListView).model()
        roles = Qt.ItemDataRole
        seen.extend(model.index(row, 0).data(roles.AccessibleTextRole) for row in range(model.rowCount()))
        dialog.accept()

    with window.boxes.expect(KeysDialog, read):
        press(Key.Key_F1)
    assert seen[0] == "Everywhere"
    assert "search; Enter goes to the first record found, Ctrl+F" in seen
    assert "go to a page, Ctrl+1 … Ctrl+9" in seen


def test_that_about_names_what_is_shipped(window: WindowRobot, office: Office):
    with office.boxes.answer("close"):
        window.window._sheets.show_about()
    assert all(name in office.boxes.told[-1] for name in ("GeoNames", "Source Sans", "Tabler", "MIT"))


def test_that_work_is_shown_with_its_progress_and_can_be_called_off(window: WindowRobot, office: Office, qtbot: QtBot):
    def work(progress: Progress) -> None:
        while True:
            progress.tell(3, 10)

    task = office.program._runner.run(work, name="Import")
    bar = window.window.findChild(QProgressBar, "status.progress")
    qtbot.waitUntil(lambda: (bar.isVisible(), bar.value(), bar.maximum()) == (True, 3, 10))
    assert part(window, "status.work").text() == "Import · 3 of 10"  # type: ignore[attr-defined]
    with qtbot.waitSignal(task.cancelled):
        window.window.findChild(QPushButton, "action.cancel_work").click()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_that_work_without_a_name_is_not_shown(window: WindowRobot, office: Office, qtbot: QtBot):
    task = office.program._runner.run(Progress.check)
    assert not part(window, "status.progress").isVisible()
    qtbot.waitUntil(lambda: not office.program._runner.busy)
    assert task is not None


def test_that_the_foot_tells_when_something_was_last_saved(window: WindowRobot):
    assert part(window, "status.saved").text().startswith("Last saved ")  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", ["overview", "partnership", "task"])
def test_that_the_menus_offer_what_the_page_in_front_does(window: WindowRobot, page: str):
    window.window.show_page(page)
    bar = window.window.menuBar()
    file_menu, edit_menu = (action.menu() for action in bar.actions()[:2])
    names = [action.objectName() for action in file_menu.actions()]
    assert [name for name in names if name in {"action.import", "action.export", "action.print"}] == [
        "action.import",
        "action.export",
        "action.print",
    ]
    assert {"action.undo", "action.redo"} <= {action.objectName() for action in edit_menu.actions()}
    if page != "overview":
        shown = window.window.record_page(page)
        assert shown.new_action in edit_menu.actions()
        assert shown.export_action in file_menu.actions()


def test_that_the_edit_menu_saves_and_knows_when_it_can(window: WindowRobot):
    form = window.go_to("task").new()
    menu = window.window._edit_menu
    form.enter("subject", "Dank schreiben")
    menu.aboutToShow.emit()
    save = next(action for action in menu.actions() if action.objectName() == "action.menu_save")
    assert save.isEnabled()
    save.trigger()
    menu.aboutToShow.emit()
    assert form.title == "Dank schreiben"
    assert not save.isEnabled()
