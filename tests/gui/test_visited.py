"""Alt with the arrows leads back to what was shown before, and forward again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.query import OneOf, Query
from tests import builders
from tests.robots.keyboard import ALT, CTRL, SHIFT, Key, press
from tests.robots.office import Office, office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> WindowRobot:
    return office.new_register()


@pytest.fixture
def ids(window: WindowRobot) -> dict[str, int]:
    """Two partnerships, of which one has two deliveries, and a third delivery."""
    desk = window.desk
    stock = builders.stock(desk.register)
    found = {each: desk.records.save(builders.partnership(stock)).id or 0 for each in ("first", "second")}
    for number, partnership in ((1, found["first"]), (2, found["first"]), (3, None)):
        delivery = builders.delivery(stock, partnership=partnership, number=f"2026-000{number}")
        found[f"delivery {number}"] = desk.records.save(delivery).id or 0
    return found


def shown(window: WindowRobot) -> tuple[str, int | None]:
    page = window.window.page_in_front
    return window.window.page_name, page.form.record_id if page is not None else None


def test_that_the_way_leads_back_over_pages_and_records_and_forward_again(window: WindowRobot, ids: dict[str, int]):
    window.window.show_record("partnership", ids["second"])
    window.window.show_record("delivery", ids["delivery 3"])
    window.window.show_record("delivery", ids["delivery 1"])
    press(Key.Key_Left, ALT)
    assert shown(window) == ("delivery", ids["delivery 3"])
    press(Key.Key_Left, ALT)
    assert shown(window) == ("partnership", ids["second"])
    press(Key.Key_Right, ALT)
    press(Key.Key_Right, ALT)
    assert shown(window) == ("delivery", ids["delivery 1"])
    for _ in range(5):
        press(Key.Key_Left, ALT)
    assert shown(window) == ("overview", None)


def test_that_walking_along_a_list_is_no_way(window: WindowRobot, ids: dict[str, int]):
    window.window.show_record("partnership", ids["first"])
    window.window.record_page("partnership").table.focus_table()
    press(Key.Key_Down)
    walked = shown(window)
    window.window.show_page("task")
    press(Key.Key_Left, ALT)
    assert shown(window) == walked
    press(Key.Key_Left, ALT)
    assert window.window.page_name == "overview"


def test_that_the_way_back_from_a_list_leads_to_where_the_keyboard_was(
    window: WindowRobot, ids: dict[str, int], qtbot: QtBot
):
    window.window.show_record("partnership", ids["first"])
    form = window.window.record_page("partnership").form
    qtbot.waitUntil(lambda: not form.linked.is_asking)
    press(Key.Key_K, CTRL | SHIFT)
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.text() == "Aid deliveries · 2"
    press(Key.Key_Return)
    deliveries = PageRobot(window.window.record_page("delivery"))
    assert (window.window.page_name, len(deliveries.rows())) == ("delivery", 2)
    press(Key.Key_Left, ALT)
    assert shown(window) == ("partnership", ids["first"])
    assert QApplication.focusWidget() is button


def test_that_the_way_back_shows_the_list_as_it_was_filtered(window: WindowRobot, ids: dict[str, int]):
    window.window.show_query(Query("delivery", filters=(OneOf("number", ("2026-0003",)),)), "")
    page = PageRobot(window.window.record_page("delivery"))
    assert len(page.rows()) == 1
    window.window.show_query(Query("delivery", filters=(OneOf("partnership", (ids["first"],)),)), "")
    assert len(page.rows()) == 2
    press(Key.Key_Left, ALT)
    assert len(page.rows()) == 1


def test_that_unsaved_text_is_asked_about_before_the_way_back(window: WindowRobot, ids: dict[str, int]):
    window.window.show_record("partnership", ids["first"])
    window.window.show_record("delivery", ids["delivery 1"])
    form = PageRobot(window.window.record_page("delivery")).form
    form.enter("subject", "Feldbetten")
    with window.boxes.answer("stay"):
        press(Key.Key_Left, ALT)
    assert shown(window) == ("delivery", ids["delivery 1"])
    assert form.text("subject") == "Feldbetten"
    with window.boxes.answer("discard"):
        press(Key.Key_Left, ALT)
    assert shown(window) == ("partnership", ids["first"])
    press(Key.Key_Right, ALT)
    assert shown(window) == ("delivery", ids["delivery 1"])


def test_that_a_record_in_the_trash_is_told_of_on_the_way(window: WindowRobot, ids: dict[str, int]):
    window.window.show_record("delivery", ids["delivery 1"])
    window.window.show_record("partnership", ids["first"])
    window.desk.records.trash("delivery", [ids["delivery 1"]])
    press(Key.Key_Left, ALT)
    assert window.window.page_name == "delivery"
    assert shown(window)[1] != ids["delivery 1"]
