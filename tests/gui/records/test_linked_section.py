"""A form shows what links to its record; each count opens its list, each name its record, each button a new one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.chips import FilterChips
from tests import builders
from tests.robots.keyboard import Key, focused, press
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot


@pytest.fixture
def partnership(window: WindowRobot) -> int:
    """A partnership to which two deliveries and a task link."""
    desk = window.desk
    stock = builders.stock(desk.register)
    saved = desk.records.save(builders.partnership(stock)).id or 0
    for number in (1, 2):
        desk.records.save(builders.delivery(stock, partnership=saved, number=f"2026-000{number}"))
    desk.records.save(builders.task(partnership=saved))
    return saved


@pytest.fixture
def shown(window: WindowRobot, partnership: int, qtbot: QtBot) -> Callable[[], dict[str, QPushButton]]:
    """What the section offers, by the words on its buttons, once it is there."""
    window.window.show_record("partnership", partnership)
    part = window.window.record_page("partnership").form.linked.part

    def buttons() -> dict[str, QPushButton]:
        qtbot.waitUntil(lambda: part.isVisible() and bool(part.findChildren(QPushButton)))
        return {each.text(): each for each in part.findChildren(QPushButton) if each.isVisibleTo(part)}

    return buttons


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_a_count_opens_the_list_behind_it(window: WindowRobot, shown, partnership: int):
    click(shown()["Aid deliveries · 2"])
    assert window.window.page_name == "delivery"
    page = PageRobot(window.window.record_page("delivery"))
    assert len(page.rows()) == 2
    assert page.count.startswith("2 ")
    chips = page.page.table.findChild(FilterChips)
    title = window.desk.records.load("partnership", partnership).title
    assert any(f"Partnership is {title}" in each.accessibleName() for each in chips.findChildren(QPushButton))


def test_that_a_name_opens_its_record_by_keyboard(window: WindowRobot, shown):
    button = next(each for words, each in shown().items() if words.startswith("2026-0002"))
    button.setFocus()
    press(Key.Key_Return)
    assert window.window.page_name == "delivery"
    assert PageRobot(window.window.record_page("delivery")).form.title.startswith("2026-0002")


def test_that_a_new_record_links_here_from_the_start_and_is_counted_afterwards(
    window: WindowRobot, shown, partnership: int, qtbot: QtBot
):
    click(shown()["Task"])
    assert window.window.page_name == "task"
    form = PageRobot(window.window.record_page("task")).form
    form.enter("subject", "Bericht anfordern")
    form.save()
    with window.desk.register.reading() as reader:
        newest = max(row[0] for row in reader.values("task", ("title",)))
    assert window.desk.records.load("task", newest).partnership == partnership
    window.window.show_page("partnership")
    qtbot.waitUntil(lambda: "Tasks · 2" in shown())


def test_that_a_record_to_which_nothing_links_says_so(window: WindowRobot, qtbot: QtBot):
    task = window.desk.records.save(builders.task()).id or 0
    window.window.show_record("task", task)
    part = window.window.record_page("task").form.linked.part
    qtbot.waitUntil(part.isVisible)
    assert "Nothing links to this record yet." in [each.text() for each in part.findChildren(QLabel)]


def test_that_a_new_record_has_no_such_part(window: WindowRobot, shown):
    shown()
    window.window.record_page("partnership").new()
    assert not window.window.record_page("partnership").form.linked.part.isVisible()


def test_that_a_form_in_a_window_of_its_own_leads_on_too(window: WindowRobot, partnership: int, qtbot: QtBot):
    page = PageRobot(window.window.record_page("partnership"))
    window.window.show_record("partnership", partnership)
    page.page.table.opened.emit(partnership)
    alone = page.page._windows[0]
    qtbot.waitUntil(alone.form.linked.part.isVisible)
    buttons = {each.text(): each for each in alone.form.linked.part.findChildren(QPushButton)}
    click(buttons["Aid deliveries · 2"])
    assert window.window.page_name == "delivery"
    assert len(PageRobot(window.window.record_page("delivery")).rows()) == 2
    alone.close()


def test_that_what_is_linked_meanwhile_is_counted_and_the_keyboard_stays(
    window: WindowRobot, shown, partnership: int, qtbot: QtBot
):
    """A colleague's save, or one in another window: the form in sight shows it."""
    shown()["Tasks · 1"].setFocus()
    window.desk.records.save(builders.task(subject="Foto anfordern"))
    form = window.window.record_page("partnership").form
    qtbot.waitUntil(lambda: not form.linked.is_asking)
    assert focused() == "action.linked.task.partnership", "nothing links here that did not before"
    window.desk.records.save(builders.task(subject="Foto anfordern", partnership=partnership))
    qtbot.waitUntil(lambda: "Tasks · 2" in shown())
    assert focused() == "action.linked.task.partnership"
