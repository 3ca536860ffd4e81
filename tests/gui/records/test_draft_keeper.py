"""What is typed is kept aside soon, and only as long as it is neither saved nor thrown away."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop_app.base.paths import state_dir
from desktop_app.domain.record import changed
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.last_resort import LastResort
from desktop_app.gui.records.conflict_dialog import ConflictDialog
from desktop_app.gui.records.draft_keeper import DraftKeeper
from tests.robots.form import FormRobot
from tests.robots.keyboard import CTRL, Key, press, type_text
from tests.robots.office import Office
from tests.robots.window import WindowRobot

FIRST = 1
A_SECOND = 1.0


@pytest.fixture
def form(window: WindowRobot) -> FormRobot:
    """The form of the first partnership."""
    page = window.go_to("partnership")
    page.page.show_record(FIRST)
    return page.form


def files(window: WindowRobot) -> list[Path]:
    with window.desk.register.reading() as reader:
        return list((state_dir() / "drafts" / reader.identity()).glob("*.json"))


def kept(window: WindowRobot) -> list[dict[str, Any]]:
    """What lies on the disk once all is written."""
    assert window.desk.drafts.flush()
    return [json.loads(path.read_bytes())["entered"] for path in files(window)]


def keep(form: FormRobot, window: WindowRobot) -> None:
    """Let what was typed be kept, as it is by itself a little later."""
    form.panel.findChild(DraftKeeper).keep()
    assert len(kept(window)) == 1


def test_that_typing_is_kept_although_it_goes_on_and_on(form: FormRobot, window: WindowRobot, qtbot: QtBot):
    form.go_to("group")
    began = time.monotonic()
    type_text("a")
    while not kept(window):
        type_text("b")
        qtbot.wait(20)
        assert time.monotonic() - began < 2 * A_SECOND  # one for the program, one for a busy computer
    qtbot.waitUntil(lambda: kept(window)[0]["values"]["group"] == form.text("group"))


def test_that_nothing_is_kept_of_what_was_only_looked_at(form: FormRobot, window: WindowRobot):
    form.go_to("group")
    form.panel.findChild(DraftKeeper).keep()
    assert kept(window) == []


def test_that_nothing_is_kept_of_what_was_typed_and_taken_back(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")
    keep(form, window)
    form.enter("group", "")
    form.panel.findChild(DraftKeeper).keep()
    assert kept(window) == []


def test_that_saving_forgets(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")
    keep(form, window)
    form.save()
    assert kept(window) == []


def test_that_discarding_forgets(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")
    keep(form, window)
    form.panel.discard()
    assert kept(window) == []


def test_that_leaving_without_saving_forgets(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")
    keep(form, window)
    with window.boxes.answer("discard"):
        window.go_to("task")
    assert kept(window) == []


def test_that_staying_keeps(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")
    with window.boxes.answer("stay"):
        window.window.close()
    assert kept(window)[0]["values"]["group"] == "Dreieck"


def test_that_the_trash_forgets(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")
    keep(form, window)
    with window.boxes.answer("trash"):
        form.panel.trash()
    assert kept(window) == []


def test_that_a_save_that_is_refused_keeps(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")
    keep(form, window)
    form.table("milestones").add(day="31.2.20")
    form.save()
    assert form.problems() != []
    assert len(kept(window)) == 1


def test_that_a_dialog_finds_the_text_kept(form: FormRobot, window: WindowRobot):
    form.enter("group", "Dreieck")

    def look(box: QMessageBox) -> None:
        assert kept(window)[0]["values"]["group"] == "Dreieck"
        box.reject()

    with window.boxes.expect(QMessageBox, look):
        window.window.leave()


def test_that_an_open_cell_is_kept_while_it_is_typed_in(form: FormRobot, window: WindowRobot, qtbot: QtBot):
    table = form.table("milestones")
    table.view.setFocus()
    press(Key.Key_Return)
    press(Key.Key_Tab)
    before = form.table("milestones").rows()
    type_text("31.2.20")
    qtbot.waitUntil(lambda: bool(kept(window)))
    (entered,) = kept(window)
    assert "31.2.20" in entered["unread"].values()
    assert form.table("milestones").rows() == before  # the cell itself has it only when it is left


def test_that_a_failing_program_keeps_first(form: FormRobot, window: WindowRobot, office: Office, tmp_path: Path):
    form.go_to("group")
    type_text("Dreieck")
    last_resort = LastResort(tmp_path)
    last_resort.keep_first(office.program.keep_drafts)

    def look(box: QMessageBox) -> None:
        content = json.loads(files(window)[0].read_bytes())
        assert content["entered"]["values"]["group"] == "Dreieck"
        box.reject()

    with office.boxes.expect(QMessageBox, look):
        last_resort.report(ValueError, ValueError("x"), None)


def test_that_keeping_may_fail_while_the_program_fails(
    window: WindowRobot, office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    last_resort = LastResort(tmp_path)
    last_resort.keep_first(_fail)
    with office.boxes.answer("close"):
        last_resort.report(ValueError, ValueError("x"), None)
    assert "ZeroDivisionError" in caplog.text


def _fail() -> None:
    raise ZeroDivisionError


def test_that_a_disk_that_refuses_is_told_once_and_tried_again(form: FormRobot, window: WindowRobot, qtbot: QtBot):
    folder = state_dir() / "drafts"
    folder.rmdir() if folder.exists() else folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    keeper = form.panel.findChild(DraftKeeper)
    keeper._seen_to.setInterval(10)
    form.enter("group", "Dreieck")
    keeper.keep()
    qtbot.waitUntil(lambda: bool(window.window.findChildren(Toast)))
    folder.unlink()
    qtbot.waitUntil(lambda: bool(files(window)))
    assert form.text("group") == "Dreieck"


def test_that_a_colleague_whose_values_are_asked_about_costs_no_text(form: FormRobot, window: WindowRobot):
    form.enter("responsible", "Herr Anders")
    stored = window.desk.records.load("partnership", FIRST)
    register = window.desk.register
    own, register.who = register.who, "Frau Kern"
    window.desk.records.save(changed(stored, responsible="Frau Kern"), stored)
    register.who = own

    def go_back(dialog: ConflictDialog) -> None:
        assert kept(window)[0]["values"]["responsible"] == "Herr Anders"
        dialog.reject()

    with window.boxes.expect(ConflictDialog, go_back):
        form.save()
    assert len(kept(window)) == 1


def test_that_ctrl_s_in_an_open_cell_saves_the_cell(form: FormRobot, window: WindowRobot):
    table = form.table("milestones")
    table.add(kind="signing")
    table.view.setFocus()
    press(Key.Key_Return)
    type_text("v")
    press(Key.Key_Tab)
    type_text("3/2024")
    press(Key.Key_S, CTRL)
    assert form.problems() == []
    days = [each.day for each in window.desk.records.load("partnership", FIRST).milestones]
    assert [day.iso for day in days if day] == ["2024-03"]


def test_that_an_open_cell_is_asked_about_when_the_window_is_closed(form: FormRobot, window: WindowRobot):
    table = form.table("milestones")
    table.view.setFocus()
    press(Key.Key_Return)
    press(Key.Key_Tab)
    type_text("3/2024")
    with window.boxes.answer("stay"):
        window.window.close()
    assert table.cell(table.model.rowCount() - 1, "day") == "03/2024"
