"""What is typed and not saved comes back after a crash: noticed, listed, opened, saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.base.paths import state_dir
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.gui.dialogs.draft_card import FileCard
from desktop_app.gui.dialogs.left_unsaved import LeftUnsavedDialog
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.records.conflict_dialog import ConflictDialog
from desktop_app.gui.records.form_window import FormWindow
from desktop_app.services.desk import Desk
from desktop_app.services.drafts import Drafts
from tests.robots.form import FormRobot
from tests.robots.keyboard import Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.reopened import Reopened, card_of, press_in
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    """A register with one task and one hospital."""
    window = office.new_register()
    window.desk.records.save(Task(subject="Bericht anfordern"))
    window.desk.records.save(Organisation(name_de="Klinikum Ahlen", kind="hospital"))
    return window


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisible()]


def crashed(office: Office, qtbot: QtBot, window: WindowRobot) -> Reopened:
    """Let the program crash and open the register again."""
    path = window.path
    office.crash()
    return Reopened(office, qtbot, path)


def by_a_colleague(robot: WindowRobot, **values: object) -> None:
    """Change the task as somebody else would."""
    register = robot.desk.register
    own, register.who = register.who, "Frau Kern"
    stored = robot.desk.records.load("task", 1)
    robot.desk.records.save(changed(stored, **values), stored)
    register.who = own


def tasks(robot: WindowRobot) -> set[str]:
    """The subjects of all tasks."""
    with robot.desk.register.reading() as reader:
        return {subject for _id, subject in reader.values("task", ("subject",))}


def kept(robot: WindowRobot) -> list[Path]:
    """The files of drafts."""
    robot.desk.drafts.flush()
    with robot.desk.register.reading() as reader:
        return sorted((state_dir() / "drafts" / reader.identity()).glob("*.json"))


def edited(window: WindowRobot) -> FormRobot:
    """The form of the task, with something typed and kept."""
    form = window.go_to("task").choose("Bericht anfordern")
    form.enter("subject", "Bericht mahnen")
    window.window.keep_drafts()
    assert len(kept(window)) == 1
    return form


def test_that_typed_text_comes_back_and_is_saved(office: Office, qtbot: QtBot, window: WindowRobot):
    form = window.go_to("task").choose("Bericht anfordern")
    form.enter("subject", "Bericht mahnen")
    form.enter("due", "31.2.20")
    again = crashed(office, qtbot, window)
    assert again.words.startswith("1 unsaved entry from today ")
    assert again.robot.window.page_name == "overview"
    again.open()
    form = again.form("task")
    assert (form.text("subject"), form.text("due")) == ("Bericht mahnen", "31.2.20")
    assert form.state == "Not saved"
    assert again.words == ""
    form.enter("due", "31.3.2026")
    form.save()
    assert form.problems() == []
    task = again.robot.desk.records.load("task", 1)
    assert (task.subject, task.due.iso) == ("Bericht mahnen", "2026-03-31")
    assert kept(again.robot) == []


def test_that_a_new_record_comes_back(office: Office, qtbot: QtBot, window: WindowRobot):
    window.go_to("task").new().enter("subject", "Krankenhaus anrufen")
    again = crashed(office, qtbot, window)
    again.open("New: Task")
    form = again.form("task")
    assert form.panel.is_new
    form.save()
    assert tasks(again.robot) == {"Bericht anfordern", "Krankenhaus anrufen"}


def test_that_rows_come_back_with_the_cell_that_is_being_typed_in(office: Office, qtbot: QtBot, window: WindowRobot):
    form = window.go_to("person").new()
    form.enter("family_name", "Kern")
    table = form.table("contact_points")
    table.add(kind="phone", value="030 23125 017")
    table.view.setFocus()
    press(Key.Key_Return)
    press(Key.Key_Tab)
    type_text("kern@exa")
    again = crashed(office, qtbot, window)
    again.open()
    rows = again.form("person").table("contact_points").rows()
    assert [row[1] for row in rows] == ["030 23125 017", "kern@exa"]


def test_that_a_cell_that_cannot_be_read_comes_back_as_typed(office: Office, qtbot: QtBot, window: WindowRobot):
    form = window.go_to("person").new()
    form.enter("family_name", "Kern")
    form.table("roles").add(function="mayor", since="31.2.20")
    again = crashed(office, qtbot, window)
    again.open()
    form = again.form("person")
    assert form.table("roles").cell(0, "since") == "31.2.20"
    form.save()
    assert any("31.2.20" in each for each in form.problems())


def test_that_a_name_that_a_picker_does_not_know_comes_back(office: Office, qtbot: QtBot, window: WindowRobot):
    form = window.go_to("organisation").new()
    form.enter("name_de", "Klinikum Teltow")
    form.go_to("territory")
    type_text("Telto")
    press(Key.Key_Escape)
    again = crashed(office, qtbot, window)
    again.open()
    assert again.form("organisation").text("territory") == "Telto"


def test_that_the_list_says_what_was_typed(office: Office, qtbot: QtBot, window: WindowRobot):
    edited(window).enter("due", "31.2.20")
    again = crashed(office, qtbot, window)

    def look(dialog: LeftUnsavedDialog) -> None:
        card = card_of(dialog, "Task: Bericht anfordern")
        shown = texts(card)
        assert "Bericht anfordern → Bericht mahnen" in shown
        assert "31.2.20" in shown
        assert any(each.startswith("today ") for each in shown)
        press_in(card, "copy_draft")
        dialog.findChild(QPushButton, "action.later").click()

    again.meet(look)
    assert "Bericht mahnen" in QGuiApplication.clipboard().text()
    assert again.words != ""


def test_that_later_leaves_it_and_the_menu_leads_back(office: Office, qtbot: QtBot, window: WindowRobot):
    edited(window)
    again = crashed(office, qtbot, window)
    again.notice.findChild(QPushButton, "action.left_unsaved.later.button").click()
    assert again.words == ""
    action = again.robot.window._left_unsaved.action
    assert action.isVisible()
    with office.boxes.expect(QDialog, QDialog.reject):
        action.trigger()
    assert again.words == ""
    assert len(kept(again.robot)) == 1


def test_that_what_is_discarded_can_be_taken_back_until_the_list_is_closed(
    office: Office, qtbot: QtBot, window: WindowRobot
):
    edited(window)
    again = crashed(office, qtbot, window)

    def discard_and_undo(dialog: LeftUnsavedDialog) -> None:
        press_in(card_of(dialog, "Bericht"), "discard_draft")
        assert dialog.thrown_away != ()
        press_in(card_of(dialog, "Bericht"), "undo_discard")
        dialog.reject()

    def discard(dialog: LeftUnsavedDialog) -> None:
        press_in(card_of(dialog, "Bericht"), "discard_draft")
        dialog.reject()

    again.meet(discard_and_undo)
    assert len(kept(again.robot)) == 1
    again.meet(discard)
    assert kept(again.robot) == []
    assert again.words == ""


def test_that_other_fields_changed_meanwhile_stay(office: Office, qtbot: QtBot, window: WindowRobot):
    edited(window)
    by_a_colleague(window, remarks="ruft zurück")
    again = crashed(office, qtbot, window)

    def look(dialog: LeftUnsavedDialog) -> None:
        card = card_of(dialog, "Bericht")
        assert any("Frau Kern changed this record meanwhile" in each for each in texts(card))
        press_in(card, "open_draft")

    again.meet(look)
    again.form("task").save()
    task = again.robot.desk.records.load("task", 1)
    assert (task.subject, task.remarks) == ("Bericht mahnen", "ruft zurück")


def test_that_the_same_field_changed_meanwhile_is_asked_about(office: Office, qtbot: QtBot, window: WindowRobot):
    edited(window)
    by_a_colleague(window, subject="Bericht erhalten")
    again = crashed(office, qtbot, window)
    again.open()
    with office.boxes.expect(ConflictDialog, lambda dialog: dialog.findChild(QPushButton, "action.save").click()):
        again.form("task").save()
    assert again.robot.desk.records.load("task", 1).subject == "Bericht mahnen"


def test_that_what_was_saved_just_before_the_end_is_not_offered(office: Office, qtbot: QtBot, window: WindowRobot):
    edited(window)
    by_a_colleague(window, subject="Bericht mahnen")
    again = crashed(office, qtbot, window)
    assert again.words == ""
    assert kept(again.robot) == []


@pytest.mark.parametrize("gone", [False, True], ids=["trashed", "gone"])
def test_that_text_of_a_record_that_is_gone_becomes_a_new_one(
    office: Office, qtbot: QtBot, window: WindowRobot, gone: bool
):
    edited(window)
    if gone:
        (path,) = kept(window)
        content = json.loads(path.read_bytes())
        content["base"]["id"] = 99
    else:
        window.desk.records.trash("task", [1])
        assert len(kept(window)) == 1
    path_of_register = window.path
    office.crash()
    if gone:
        path.write_text(json.dumps(content))
    again = Reopened(office, qtbot, path_of_register)
    again.open()
    form = again.form("task")
    assert form.panel.is_new
    assert form.text("subject") == "Bericht mahnen"
    form.save()
    assert "Bericht mahnen" in tasks(again.robot)


def test_that_several_drafts_stand_in_windows_of_their_own(office: Office, qtbot: QtBot, window: WindowRobot):
    window.go_to("task").page._on_opened(1)
    other = FormRobot(window.window.findChild(FormWindow).form)
    other.enter("remarks", "dringend")
    window.window.activateWindow()
    FormRobot(window.window.record_page("task").form).enter("subject", "Bericht mahnen")
    again = crashed(office, qtbot, window)
    assert again.words.startswith("2 unsaved entries")
    again.open()
    again.open()
    assert again.words == ""
    shown = {again.form("task").panel, again.robot.window.findChild(FormWindow).form}
    assert {(FormRobot(each).text("subject"), FormRobot(each).text("remarks")) for each in shown} == {
        ("Bericht mahnen", ""),
        ("Bericht anfordern", "dringend"),
    }
    assert len(kept(again.robot)) == 2


def test_that_a_record_begun_in_a_picker_comes_back(office: Office, qtbot: QtBot, window: WindowRobot):
    form = window.go_to("organisation").new()
    form.enter("name_de", "Klinikum Teltow")
    form.panel.missing.emit("territory", "territory", "Teltow")
    missing = FormRobot(window.window.findChild(FormWindow).form)
    missing.enter("population", "26000")
    again = crashed(office, qtbot, window)
    assert again.words.startswith("2 unsaved entries")
    again.open("New: Place")
    assert again.form("territory").text("name_de") == "Teltow"


def test_that_a_register_that_can_only_be_read_lets_drafts_be_copied(
    office: Office, qtbot: QtBot, window: WindowRobot, monkeypatch: pytest.MonkeyPatch
):
    edited(window)
    path = window.path
    office.crash()
    again = Reopened(office, qtbot, path)
    monkeypatch.setattr(Desk, "read_only", True)

    def look(dialog: LeftUnsavedDialog) -> None:
        card = card_of(dialog, "Bericht")
        buttons = {button.objectName() for button in card.findChildren(QPushButton) if button.isVisible()}
        assert buttons == {"action.copy_draft"}
        dialog.reject()

    again.meet(look)
    assert len(kept(again.robot)) == 1


def test_that_a_file_that_cannot_be_read_is_shown_and_left(office: Office, qtbot: QtBot, window: WindowRobot):
    edited(window)
    (path,) = kept(window)
    register = window.path
    office.crash()
    path.write_bytes(b"{damaged")
    again = Reopened(office, qtbot, register)
    assert "cannot be read" in again.words

    def look(dialog: LeftUnsavedDialog) -> None:
        (card,) = dialog.findChildren(FileCard)
        assert any(str(path) in each for each in texts(card))
        press_in(card, "copy_draft")
        dialog.reject()

    again.meet(look)
    assert QGuiApplication.clipboard().text() == "{damaged"
    assert path.read_bytes() == b"{damaged"


def test_that_a_draft_taken_up_elsewhere_is_not_opened_twice(office: Office, qtbot: QtBot, window: WindowRobot):
    edited(window)
    again = crashed(office, qtbot, window)
    (told,) = again.left.told
    other = Drafts(state_dir() / "drafts", again.robot.desk._identity, str(again.robot.path))
    other.keep(told.draft.key, told.draft.base, told.draft.entered)
    assert other.flush()
    with office.boxes.answer("close"):
        again.open()
    assert "Another window" in office.boxes.told[-1]
    assert "task" not in again.robot.window._pages
    other.forget(told.draft.key)
    other.close()
