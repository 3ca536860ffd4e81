"""The trash stands beside the window: what is in it comes back, or goes for good where nothing links to it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.task import Task
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.toast import Toast
from tests import builders
from tests.robots.form import choose
from tests.robots.keyboard import CTRL, SHIFT, Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.past import PastRobot, part, trash_of
from tests.robots.window import WindowRobot

__all__ = ["office"]

TITLE = "Helsa – Itschnja"


@pytest.fixture
def window(office: Office) -> WindowRobot:
    """A register with a partnership in the trash to which a delivery links, and a task in the trash."""
    window = office.new_register()
    records = window.desk.records
    stock = builders.stock(window.desk.register)
    partnership = records.save(builders.partnership(stock))
    records.save(builders.delivery(stock, partnership=partnership.id))
    task = records.save(Task(subject="Bericht"))
    records.trash("partnership", [partnership.id or 0])
    records.trash("task", [task.id or 0])
    return window


@pytest.fixture
def past(window: WindowRobot) -> PastRobot:
    return trash_of(window)


def count(past: PastRobot) -> str:
    return next(label.text() for label in past.dialog.findChildren(PlainLabel))


def choose_title(past: PastRobot, title: str) -> None:
    past.choose("trash", past.column("trash", 1).index(title))


def told(past: PastRobot) -> str:
    return past.dialog.findChildren(Toast)[-1].text()


def test_that_the_trash_lists_kind_name_and_what_links_there(past: PastRobot):
    assert sorted(row[:2] + row[4:] for row in past.rows("trash")) == [
        ["Partnership", TITLE, "1 aid delivery"],
        ["Task", "Bericht", ""],
    ]
    assert all(row[2].startswith("today ") for row in past.rows("trash"))
    assert count(past) == "2 records in the trash"


def test_that_it_is_found_by_kind_and_words(past: PastRobot):
    box = part(past.dialog, QComboBox, "trash.kind")
    box.setFocus()
    choose(box, "Tasks")
    assert past.column("trash", 1) == ["Bericht"]
    assert count(past) == "2 records in the trash, 1 found"
    choose(box, "All kinds")
    part(past.dialog, QLineEdit, "trash.text").setFocus()
    type_text("itschnja")
    press(Key.Key_Return)
    assert past.column("trash", 1) == [TITLE]
    press(Key.Key_Return)
    assert past.button("restore").isEnabled(), "Enter in the search pressed a button"


def test_that_a_record_is_restored_with_its_links(past: PastRobot, window: WindowRobot, qtbot: QtBot):
    window.come_to_the_front()
    page = window.go_to("delivery")
    editor = page.form.widget("partnership")
    assert isinstance(editor, LinkEditor)
    assert editor.text() == f"{TITLE} (in the trash)"
    past.dialog.activateWindow()
    choose_title(past, TITLE)
    past.do("restore")
    qtbot.waitUntil(lambda: past.column("trash", 1) == ["Bericht"])
    assert told(past) == "1 record taken out of the trash"
    page.page.form.show_nothing()
    window.come_to_the_front()
    page.page.form.show_record(1)
    assert page.form.text("partnership") == TITLE
    page.form.go_to("partnership")
    press(Key.Key_Return, CTRL)
    assert window.window.page_name == "partnership"


def test_that_a_link_into_the_trash_says_so_when_it_is_followed(window: WindowRobot):
    page = window.go_to("delivery")
    page.form.go_to("partnership")
    press(Key.Key_Return, CTRL)
    (toast,) = window.window.findChildren(Toast)
    assert toast.text() == f"“{TITLE} (in the trash)” cannot be opened."
    assert toast.findChild(QPushButton, "action.show_trash") is not None


def test_that_what_others_link_to_stays_and_is_named(past: PastRobot, window: WindowRobot, qtbot: QtBot):
    past.choose("trash", 0)
    press(Key.Key_Down, SHIFT)
    with window.boxes.answer("keep"):
        past.do("delete")
    assert window.boxes.told[-1].startswith("Delete 2 records for good?\n")
    with window.boxes.answer("delete"), window.boxes.answer("close"):
        past.do("delete")
        qtbot.waitUntil(lambda: len(window.boxes.told) == 3)
    assert window.boxes.told[-1] == (
        f"1 record deleted for good\n1 record stays in the trash, since others link to it.\n{TITLE}: 1 aid delivery"
    )
    assert past.column("trash", 1) == [TITLE]


def test_that_emptying_the_trash_asks_with_the_count_and_can_be_undone(
    past: PastRobot, window: WindowRobot, qtbot: QtBot
):
    window.desk.records.trash("delivery", [1])
    assert len(past.rows("trash")) == 3
    with window.boxes.answer("delete"):
        past.do("empty_trash")
    assert window.boxes.told[-1].startswith("Empty the trash and delete 3 records for good?")
    qtbot.waitUntil(lambda: past.rows("trash") == [])
    assert count(past) == "The trash is empty."
    assert not past.button("empty_trash").isEnabled()
    window.come_to_the_front()
    window.go_to("task")
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: sorted(past.column("trash", 1))[1:] == ["Bericht", TITLE])


def test_that_what_goes_to_the_trash_meanwhile_is_shown(past: PastRobot, window: WindowRobot):
    task = window.desk.records.save(Task(subject="Dank"))
    window.desk.records.trash("task", [task.id or 0])
    assert sorted(past.column("trash", 1)) == ["Bericht", "Dank", TITLE]
    press(Key.Key_Escape)
    assert trash_of(window).dialog.isVisible()


def test_that_deleting_asks_with_what_hangs_on_the_record(window: WindowRobot):
    window.desk.trash.restore([("partnership", 1)])
    page = window.go_to("partnership")
    with window.boxes.answer("keep"):
        press(Key.Key_Delete)
    assert window.boxes.told[-1] == f"Move “{TITLE}” to the trash?\n1 aid delivery links to it; the link stays."
    page = window.go_to("territory")
    page.page.focus_list()
    press(Key.Key_Down, SHIFT)
    with window.boxes.answer("keep"):
        press(Key.Key_Delete)
    assert window.boxes.told[-1] == (
        "Move 2 records to the trash?\n1 organisation, 1 partnership and 1 aid delivery link to it; the links stay."
    )
