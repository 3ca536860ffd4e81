"""A clerk opens the life line of a partnership with a key, walks along it and comes to a delivery."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.domain.partial_date import PartialDate
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.time_line import TimeEntry, TimeLine
from desktop_app.gui.records.life_line import LifeLineDialog
from tests import builders
from tests.robots.form import FormRobot
from tests.robots.keyboard import CTRL, Key, press
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot


def test_that_the_life_line_is_walked_by_keyboard_and_leads_to_a_record(window: WindowRobot, qtbot: QtBot):
    stock = builders.stock(window.desk.register)
    milestone = builders.CHILDREN["milestone"](stock, kind="signing", day=PartialDate(2022, 12, 14))
    number = window.desk.records.save(builders.partnership(stock, milestones=(milestone,))).id or 0
    arrived = PartialDate(2023, 1, 9)
    window.desk.records.save(builders.delivery(stock, partnership=number, arrived=arrived))
    window.desk.records.save(builders.task(partnership=number, due=PartialDate(2999)))
    window.window.show_record("partnership", number)
    seen: list[TimeEntry] = []

    def walk(dialog: LifeLineDialog) -> None:
        line = dialog.findChild(TimeLine)
        qtbot.waitUntil(lambda: bool(line.entries()))
        seen.extend(line.entries())
        assert line.hasFocus()
        assert line.currentIndex().row() == 3, "the last that has happened is the current one"
        press(Key.Key_Up)
        assert line.currentIndex().row() == 1
        press(Key.Key_Down)
        press(Key.Key_Return)

    with window.boxes.expect(LifeLineDialog, walk):
        press(Key.Key_J, CTRL)
    assert [entry.title for entry in seen if entry.is_heading] == ["2022", "2023", "2999"]
    assert [entry.ahead for entry in seen if not entry.is_heading] == [False, False, True]
    assert seen[1].spoken() == "14.12.2022, Milestone, signing"
    assert window.window.page_name == "delivery"
    assert PageRobot(window.window.record_page("delivery")).form.title.startswith("2026-0001")


def test_that_a_partnership_in_which_nothing_happened_says_so(window: WindowRobot, qtbot: QtBot):
    number = window.desk.records.save(builders.partnership(builders.stock(window.desk.register))).id or 0
    window.window.show_record("partnership", number)

    def look(dialog: LifeLineDialog) -> None:
        line = dialog.findChild(TimeLine)
        qtbot.waitUntil(lambda: not line.isVisible())
        assert any("Nothing has happened" in label.text() for label in dialog.findChildren(PlainLabel))
        press(Key.Key_Escape)

    with window.boxes.expect(LifeLineDialog, look):
        press(Key.Key_J, CTRL)
    assert window.window.page_name == "partnership"


def test_that_a_milestone_leads_to_its_row_and_a_file_to_the_files(window: WindowRobot, tmp_path: Path, qtbot: QtBot):
    stock = builders.stock(window.desk.register)
    steps = [builders.CHILDREN["milestone"](stock, kind="signing", day=PartialDate(year)) for year in (2022, 2019)]
    number = window.desk.records.save(builders.partnership(stock, milestones=tuple(steps))).id or 0
    paper = tmp_path / "Vertrag.txt"
    paper.write_text("Vertrag", encoding="utf-8")
    window.desk.attachments.add(("partnership", number), [paper], lambda *_told: None)
    window.window.show_record("partnership", number)
    panel = window.window.record_page("partnership").form

    def choose(key: Key) -> Callable[[LifeLineDialog], None]:
        def meeting(dialog: LifeLineDialog) -> None:
            line = dialog.findChild(TimeLine)
            qtbot.waitUntil(lambda: bool(line.entries()))
            press(key)
            press(Key.Key_Return)

        return meeting

    with window.boxes.expect(LifeLineDialog, choose(Key.Key_Home)):
        press(Key.Key_J, CTRL)
    table = FormRobot(panel).table("milestones").view

    assert window.window.focusWidget() is table
    assert table.currentIndex().row() == 1, "the earlier one stands below"
    with window.boxes.expect(LifeLineDialog, choose(Key.Key_End)):
        press(Key.Key_J, CTRL)
    assert panel.files is not None
    assert window.window.focusWidget() is panel.files.list.table()
