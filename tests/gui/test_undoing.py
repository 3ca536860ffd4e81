"""The window takes back what was done and does it again, by menu and by key."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.domain.territory import TerritoryName
from desktop_app.gui.kit.toast import Toast
from desktop_app.storage.journal import About
from tests import builders
from tests.robots.keyboard import CTRL, Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    return office.new_register()


def told(window: WindowRobot) -> str:
    (toast,) = window.window.findChildren(Toast)
    return toast.text()


def hear(window: WindowRobot, qtbot: QtBot, words: str) -> None:
    """Wait until something is said; what was said before may still be going."""
    qtbot.waitUntil(lambda: words in [toast.text() for toast in window.window.findChildren(Toast)])
    qtbot.waitUntil(lambda: len(window.window.findChildren(Toast)) == 1)


def menu_words(window: WindowRobot) -> dict[str, tuple[str, bool]]:
    menu = window.window._edit_menu
    menu.aboutToShow.emit()
    found = {action.objectName(): (action.text().replace("&", ""), action.isEnabled()) for action in menu.actions()}
    menu.aboutToHide.emit()
    return found


def test_that_the_menu_names_what_is_taken_back(window: WindowRobot):
    assert menu_words(window)["action.undo"] == ("Undo", False)
    window.desk.records.save(Task(subject="Bericht"))
    window.go_to("task")
    assert menu_words(window)["action.undo"] == ("Undo: Task Bericht was added", True)
    assert menu_words(window)["action.redo"] == ("Redo", False)


def test_that_a_key_takes_back_and_another_does_again(window: WindowRobot):
    task = window.desk.records.save(Task(subject="Bericht"))
    window.desk.records.save(changed(task, responsible="Anna"))
    page = window.go_to("task")
    press(Key.Key_Z, CTRL)
    assert told(window) == "Undone: Task Bericht: Responsible → Anna"
    assert window.desk.records.load("task", task.id or 0).responsible == ""
    press(Key.Key_Z, CTRL)
    assert page.model.rowCount() == 0
    press(Key.Key_Y, CTRL)
    assert page.model.rowCount() == 1
    page.page.focus_list()
    press(Key.Key_Y, CTRL)
    assert window.desk.records.load("task", task.id or 0).responsible == "Anna"
    page.page.focus_list()
    press(Key.Key_Y, CTRL)
    assert told(window) == "There is nothing to redo."


def test_that_what_is_typed_in_a_field_is_taken_back_there_first(window: WindowRobot):
    window.desk.records.save(Task(subject="Bericht"))
    form = window.go_to("task").new()
    form.go_to("subject")
    type_text("Dank")
    press(Key.Key_Z, CTRL)
    assert form.text("subject") == ""
    assert window.desk.history.next_redo() is None


@pytest.mark.parametrize("field", ["responsible", "remarks"])
def test_that_a_field_with_nothing_to_take_back_leaves_the_key_to_the_register(window: WindowRobot, field: str):
    task = window.desk.records.save(Task(subject="Bericht"))
    window.desk.records.save(changed(task, subject="Dank"))
    page = window.go_to("task")
    page.form.go_to(field)
    press(Key.Key_Z, CTRL)
    assert told(window) == "Undone: Task Dank: Task → Dank"
    page.form.go_to(field)
    press(Key.Key_Y, CTRL)
    assert told(window) == "Done again: Task Dank: Task → Dank"


def test_that_unsaved_text_in_another_field_keeps_the_key_from_the_register(window: WindowRobot):
    window.desk.records.save(Task(subject="Bericht"))
    page = window.go_to("task")
    page.form.enter("subject", "Dank")
    page.form.go_to("responsible")
    press(Key.Key_Z, CTRL)
    assert window.desk.history.next_redo() is None
    assert page.form.text("subject") == "Dank"


def test_that_a_removed_row_is_brought_back_before_anything_in_the_register(window: WindowRobot):
    place = window.desk.records.save(builders.territory())
    names = (TerritoryName(name="Musterhausen"),)
    window.desk.records.save(changed(place, other_names=names))
    page = window.go_to("territory")
    table = page.form.table("other_names")
    page.form.go_to("other_names.table")
    press(Key.Key_Delete)
    assert table.rows() == []
    press(Key.Key_Z, CTRL)
    assert table.cell(0, "name") == "Musterhausen"
    assert window.desk.history.next_redo() is None


def test_that_a_long_way_back_is_gone_beside_the_window(window: WindowRobot, qtbot: QtBot):
    with window.desk.register.changing(origin="import", verb="import", about=About("task", "tasks.csv")) as unit:
        unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(300)])
    page = window.go_to("task")
    press(Key.Key_Z, CTRL)
    for key in (Key.Key_Z, Key.Key_Y, Key.Key_Z):  # by who does not want to wait
        press(key, CTRL)
        assert told(window) == "This is still under way: Undo: Imported from tasks.csv: 300 tasks"
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    hear(window, qtbot, "Undone: Imported from tasks.csv: 300 tasks")
    (button,) = window.window.findChildren(QPushButton, "action.redo")
    assert button.text() == "Redo"
    button.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 300)
    hear(window, qtbot, "Done again: Imported from tasks.csv: 300 tasks")
    with window.desk.register.reading() as reader:
        assert [row["records"] for row in reader.operations(3)] == [300, 300, 300]


def test_that_what_was_left_is_named(window: WindowRobot, office: Office):
    place = window.desk.records.save(builders.territory())
    with window.desk.register.changing(origin="program", verb="save") as unit:
        unit.add(builders.organisation(territory=place.id))
    window.go_to("territory")
    with office.boxes.answer("close"):
        press(Key.Key_Z, CTRL)
    assert "was left as it is" in office.boxes.told[-1]
    assert "Musterstadt" in office.boxes.told[-1]


def test_that_a_register_that_is_only_read_offers_no_way_back(window: WindowRobot, office: Office):
    path = window.path
    office.program.welcome()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        again = office.open(path)
        actions = {action.objectName(): action for action in again.window.actions()}
        assert actions["action.undo"].isEnabled() is not again.desk.read_only
    finally:
        path.parent.chmod(0o755)
