"""A mayor who was entered twice becomes one person, and two again; who is somebody else stays so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.person import ContactPoint, Person, Role
from desktop_app.gui.dialogs.find_twins import FindTwinsWindow
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.records.form_window import FormWindow
from tests.robots.dialogs import ImportRobot, part
from tests.robots.form import FormRobot
from tests.robots.heartbeat import Heartbeat
from tests.robots.keyboard import CTRL, SHIFT, Key, press
from tests.robots.office import Office
from tests.robots.twins import HintRobot, MergeRobot, comparing, find_duplicates
from tests.robots.window import WindowRobot
from tests.storage.test_reverting import state

LATIN, CYRILLIC = "Musterenko, Olena", "Мустеренко Олена"


@pytest.fixture
def window(office: Office, qtbot: QtBot, shared: Path) -> WindowRobot:
    """A register with the association's partnerships and deliveries, and the mayor of a partner town."""
    window = office.new_register()
    reading = ImportRobot(qtbot, office.boxes)
    window.go_to("partnership")
    reading.import_table(shared / "register" / "partnerships.csv")
    window.go_to("delivery")
    reading.import_table(shared / "register" / "deliveries.csv")
    form = window.go_to("person").new()
    form.enter("given_name", "Olena")
    form.enter("family_name", "Musterenko")
    form.table("contact_points").add(kind="e-mail", value="rada@chotyn.example")
    form.table("roles").add(function="mayor", territory=("Chot", "Chotyn"))
    form.save()
    assert form.state.startswith("Saved")
    return window


def enter_again(window: WindowRobot, qtbot: QtBot) -> FormRobot:
    """Enter the mayor once more, in Cyrillic letters."""
    form = window.go_to("person").new()
    form.enter("given_name_uk", "Олена")
    form.enter("family_name_uk", "Мустеренко")
    form.enter("remarks", "Spricht Deutsch")
    HintRobot(form.panel, qtbot).wait_for("Similar:", LATIN)
    form.table("contact_points").add(kind="phone", value="+380 3731 21234")
    form.table("roles").add(function="mayor", territory=("Chot", "Chotyn"))
    form.save()
    assert form.state.startswith("Saved")
    return form


def give_tasks(window: WindowRobot) -> None:
    """Let a task hang on the first entry, and one on the second."""
    task = window.go_to("task").new()
    for subject, who in (("Einladung", LATIN), ("Dankschreiben", CYRILLIC)):
        task.enter("subject", subject)
        task.pick("person", who[:6], who)
        task.save()
        task = window.go_to("task").new()
    press(Key.Key_Escape)
    task.panel.discard()


def task_of(window: WindowRobot, subject: str) -> str:
    page = window.go_to("task")
    return page.choose(subject).text("person")


def test_that_two_mayors_become_one_and_two_again(window: WindowRobot, qtbot: QtBot):
    enter_again(window, qtbot)
    give_tasks(window)
    before = state(window.desk.register)
    page = window.go_to("person")
    assert page.count == "2 records"

    def meeting(robot: MergeRobot) -> None:
        assert robot.texts().count("1 task") == 2
        robot.choose("remarks", "kept")
        assert robot.result("contact_points").count("•") == 2
        robot.merge()

    page.page.focus_list()
    press(Key.Key_A, CTRL)
    comparing(window, qtbot, meeting, lambda: press(Key.Key_M, CTRL | SHIFT))
    assert page.count == "1 record"
    (toast,) = window.window.findChildren(Toast)
    assert toast.text().startswith("Merged: ")
    kept = page.form.title
    assert len(page.form.table("roles").rows()) == 1
    assert task_of(window, "Einladung") == task_of(window, "Dankschreiben") == kept
    assert window.desk.history.page()[0].words.startswith("People merged: ")

    form = window.go_to("delivery").choose("Feuerwehrauto")
    form.enter("need", "Brief der Bürgermeisterin")
    form.save()
    window.go_to("person")
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.count == "2 records")
    assert task_of(window, "Einladung") == LATIN
    assert task_of(window, "Dankschreiben") == CYRILLIC
    assert state(window.desk.register) == before


def test_that_the_hint_disturbs_nobody_and_opens_the_twin_beside(window: WindowRobot, qtbot: QtBot):
    form = window.go_to("person").new()
    hint = HintRobot(form.panel, qtbot)
    with Heartbeat() as heart:
        form.enter("family_name", "Weber")
        hint.wait_for_silence()
        form.enter("family_name", "Musterenko")
        form.enter("given_name", "Olena")
        hint.wait_for("Similar:", LATIN)
    assert heart.longest < 0.1
    hint.follow(LATIN)
    beside = window.window.findChild(FormWindow)
    assert beside is not None
    assert beside.form.title == LATIN
    beside.close()
    assert form.text("family_name") == "Musterenko"
    assert form.panel.is_new
    form.panel.discard()


def test_that_a_saved_twin_is_compared_from_the_form(window: WindowRobot, qtbot: QtBot):
    form = enter_again(window, qtbot)
    hint = HintRobot(form.panel, qtbot)
    hint.wait_for("Similar, compare:", LATIN)

    def meeting(robot: MergeRobot) -> None:
        robot.do("swap")
        robot.wait_until_read()
        robot.do("keep_apart")

    comparing(window, qtbot, meeting, lambda: hint.follow(LATIN))
    (toast,) = window.window.findChildren(Toast)
    assert toast.text() == "Remembered: these two are not the same."
    assert window.desk.history.page()[0].words.startswith("Not the same: ")


def test_that_it_is_remembered_across_a_restart_who_is_not_the_same(office: Office, window: WindowRobot, qtbot: QtBot):
    place = window.desk.pickers.candidates("territory", "Chotyn")[0].id
    mail = ContactPoint(kind="email", value="rada@chotyn.example")
    again = Person(given_name="Oleh", family_name="Musterenko", contact_points=(mail,))
    twin = Person(given_name="Olena", family_name="Mustyrenko", roles=(Role(function="mayor", territory=place),))
    for item in (again, twin):
        window.desk.records.save(item)
    window.go_to("person")
    found = find_duplicates(window, qtbot)
    assert [row[1].split(" · ")[0] for row in found.rows("twins")] == [LATIN]
    found.do("keep_apart")
    assert found.rows("twins") == []
    found.do("close")

    window = office.open(window.path)
    window.go_to("person")
    found = find_duplicates(window, qtbot)
    dialog = found.dialog
    assert isinstance(dialog, FindTwinsWindow)
    assert found.rows("twins") == []
    part(dialog, QCheckBox, "twins.kept_apart").click()
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert len(found.rows("twins")) == 1
    found.do("look_again")
    assert found.rows("twins") == []
    part(dialog, QCheckBox, "twins.kept_apart").click()
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert len(found.rows("twins")) == 1

    comparing(window, qtbot, lambda robot: robot.merge(), lambda: press(Key.Key_Return))
    assert found.rows("twins") == []
    toast = dialog.findChildren(Toast)[-1]
    undo = toast.findChild(QPushButton, "action.take_back")
    assert undo is not None
    undo.click()
    window.come_to_the_front()
    qtbot.waitUntil(lambda: window.go_to("person").count == "3 records")
    found.do("close")
