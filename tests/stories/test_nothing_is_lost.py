"""A clerk deletes a partnership with its deliveries, thinks better of it twice, and finds all as it was."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.toast import Toast
from desktop_app.services.records import Records
from tests import builders
from tests.robots.keyboard import CTRL, SHIFT, Key, press
from tests.robots.office import Office
from tests.robots.past import PastRobot, in_earlier_values, in_record_history, trash_of
from tests.robots.window import WindowRobot
from tests.storage.test_checksums import wrong_rows
from tests.storage.test_reverting import state

TITLE = "Helsa – Itschnja"


def fill(window: WindowRobot) -> None:
    """Save a partnership with two deliveries and a task."""
    register = window.desk.register
    records = Records(register)
    stock = builders.stock(register)
    partnership = records.save(builders.partnership(stock, responsible="Frau Kern"))
    for number in (1, 2):
        records.save(builders.delivery(stock, number=f"2026-000{number}", partnership=partnership.id))
    records.save(builders.task(partnership=partnership.id))


def test_that_what_was_deleted_and_overwritten_comes_back(office: Office, qtbot: QtBot):
    window = office.new_register()
    fill(window)
    before = state(window.desk.register)

    page = window.go_to("partnership")
    with window.boxes.answer("trash"):
        press(Key.Key_Delete)
    assert window.boxes.told[-1] == (
        f"Move “{TITLE}” to the trash?\n2 aid deliveries and 1 task link to it; the links stay."
    )
    assert page.says() == "Nothing here yet"
    (toast,) = window.window.findChildren(Toast)
    button = toast.findChild(QPushButton, "action.take_back")
    assert button is not None
    assert button.text() == "Undo (Ctrl+Z)"
    button.click()
    assert page.count == "1 record"
    assert state(window.desk.register) == before

    page.page.focus_list()
    with window.boxes.answer("trash"):
        press(Key.Key_Delete)
    deliveries = window.go_to("delivery")
    press(Key.Key_Down, SHIFT)
    with window.boxes.answer("trash"):
        press(Key.Key_Delete)
    assert deliveries.says() == "Nothing here yet"

    past = trash_of(window)
    assert len(past.rows("trash")) == 3
    press(Key.Key_A, CTRL)
    past.do("restore")
    qtbot.waitUntil(lambda: past.rows("trash") == [])
    past.do("close")
    assert state(window.desk.register) == before
    window.come_to_the_front()
    deliveries = window.go_to("delivery")
    deliveries.search("2026-0002")
    assert deliveries.model.rowCount() == 1
    assert deliveries.form.text("partnership") == TITLE

    page = window.go_to("partnership")
    page.form.enter("responsible", "Herr Bondar")
    page.form.save()
    page.form.go_to("responsible")
    in_earlier_values(window.boxes, lambda earlier: earlier.do("restore_value"))
    assert page.form.text("responsible") == "Frau Kern"
    page.form.save()
    assert state(window.desk.register) == before
    assert wrong_rows(window.desk.register) == set()

    def look(history: PastRobot) -> None:
        assert history.column("operations", 3) == [
            "Responsible in the office → Frau Kern",
            "Responsible in the office → Herr Bondar",
            "Taken out of the trash",
            "Moved to the trash",
            "Taken out of the trash",
            "Moved to the trash",
            "Added",
        ]
        assert history.column("operations", 2) == ["form", "form", "form", "form", "undone", "form", "form"]

    in_record_history(window.boxes, look)
