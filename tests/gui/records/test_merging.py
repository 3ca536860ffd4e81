"""Merging from the page: what is said where it cannot be done, and twins instead of new records."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import changed
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.records.form_window import FormWindow
from tests import builders
from tests.robots.dialogs import part
from tests.robots.form import FormRobot
from tests.robots.keyboard import CTRL, SHIFT, Key, press
from tests.robots.office import Office, office
from tests.robots.page import PageRobot
from tests.robots.twins import HintRobot, MergeRobot, comparing
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    """A register with one person in Latin and in Cyrillic letters."""
    window = office.new_register()
    window.desk.records.save(builders.person(given_name="Olena", family_name="Musterenko"))
    cyrillic = {"given_name_uk": "Олена", "family_name_uk": "Мустеренко", "remarks": "Zweiter Eintrag"}
    window.desk.records.save(builders.person(given_name="", family_name="", **cyrillic))
    return window


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("person")


def merge_selected(window: WindowRobot, page: PageRobot, qtbot: QtBot, meeting: Any) -> None:
    page.page.focus_list()
    press(Key.Key_A, CTRL)
    comparing(window, qtbot, meeting, lambda: press(Key.Key_M, CTRL | SHIFT))


def test_that_what_cannot_be_saved_is_said_and_can_be_chosen_otherwise(
    window: WindowRobot, page: PageRobot, qtbot: QtBot
):
    def meeting(robot: MergeRobot) -> None:
        wrong = part(robot.dialog, PlainLabel, "merge.wrong")
        sides = robot.dialog.sides
        assert sides is not None
        latin_stays = bool(sides.kept.family_name)
        robot.choose("family_name", "other" if latin_stays else "kept")
        robot.choose("family_name_uk", "kept" if latin_stays else "other")
        robot.do("merge_now")
        assert "needs a family name" in wrong.text()
        assert wrong.isVisible()
        robot.choose("family_name", "kept" if latin_stays else "other")
        assert not wrong.isVisible()
        robot.merge()

    merge_selected(window, page, qtbot, meeting)
    assert page.count == "1 record"


def test_that_escape_changes_nothing(window: WindowRobot, page: PageRobot, qtbot: QtBot):
    merge_selected(window, page, qtbot, lambda robot: robot.do("cancel"))
    assert page.count == "2 records"
    assert window.window.findChildren(Toast) == []


def test_that_one_selected_record_is_merged_with_nothing(window: WindowRobot, page: PageRobot):
    page.choose("Musterenko")
    page.page.focus_list()
    press(Key.Key_M, CTRL | SHIFT)
    (toast,) = window.window.findChildren(Toast)
    assert toast.text() == "Select the two records that are to be merged."


def test_that_tasks_have_no_twins_to_merge(window: WindowRobot):
    page = window.go_to("task").page
    assert all(action.objectName() != "action.merge" for action in page.actions() if action.isVisible())


def test_that_a_record_changed_meanwhile_is_not_merged(window: WindowRobot, page: PageRobot, qtbot: QtBot):
    def meeting(robot: MergeRobot) -> None:
        sides = robot.dialog.sides
        assert sides is not None
        window.desk.records.save(changed(sides.other, remarks="Neu"), sides.other)
        with window.boxes.answer("close"):
            robot.do("merge_now")
            qtbot.waitUntil(lambda: bool(window.boxes.told))
        robot.do("cancel")

    merge_selected(window, page, qtbot, meeting)
    assert "Nothing was merged" in window.boxes.told[-1]
    assert page.count == "2 records"


def test_that_a_picker_takes_the_twin_instead_of_a_new_record(window: WindowRobot, qtbot: QtBot):
    stock = builders.stock(window.desk.register)
    form = window.go_to("task").new()
    form.enter("subject", "Besuch vorbereiten")

    def meeting(beside: FormWindow) -> None:
        FormRobot(beside.form).enter("name_de", "Klinikum Musterstatt")
        hint = HintRobot(beside.form, qtbot)
        hint.wait_for("Take instead:", "Klinikum Musterstadt")
        hint.follow("Klinikum Musterstadt")

    with window.boxes.expect(FormWindow, meeting):
        form.panel.missing.emit("organisation", "organisation", "Klinikum Musterstatt")
        qtbot.waitUntil(lambda: form.editor("organisation").value() is not None)
    assert form.editor("organisation").value() == stock.organisation
    form.panel.discard()
