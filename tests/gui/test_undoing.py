"""The window takes back what was done and does it again, by menu and by key."""

from __future__ import annotations

import pytest

from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.gui.kit.toast import Toast
from tests import builders
from tests.robots.keyboard import CTRL, Key, press
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    return office.new_register()


def told(window: WindowRobot) -> str:
    (toast,) = window.window.findChildren(Toast)
    return toast.text()


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
    form.enter("subject", "Dank")
    press(Key.Key_Z, CTRL)
    assert window.desk.history.next_redo() == ""


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
