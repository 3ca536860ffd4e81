"""A list in groups: counts and sums in a line of each, lines that fold, rows that are found under them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.delivery import Delivery, DeliveryItem, Donor
from desktop_app.domain.query import Contains, Order
from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.records.group_menu import GroupMenu
from tests.robots.keyboard import ALT, NONE, SHIFT, Key, press
from tests.robots.office import Office
from tests.robots.page import PageRobot
from tests.robots.views import ViewsRobot
from tests.robots.window import WindowRobot


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("partnership")


def group_by(page: PageRobot, words: str) -> None:
    """Choose a field in the menu."""
    menu = page.page.findChild(GroupMenu)._menu
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if without_mnemonic(action.text()) == words).trigger()
    QApplication.processEvents()


def first_cells(page: PageRobot) -> list[str]:
    return [row[0] for row in page.rows()]


def test_that_rows_stand_under_the_line_of_their_group(page: PageRobot):
    usual = page.headings()
    page.page.table.set_columns(["german_side", "since", "status"])
    group_by(page, "Status")
    assert first_cells(page) == ["▾ request · 2", "Ahlen", "Oberviechtach", "▾ active · 2", "Öhringen", "Zwickau"]
    assert page.count == "4 records"
    index = page.model.index(3, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Status: active, 2 records"
    page.sort("German side")
    page.sort("German side")
    assert first_cells(page) == ["▾ request · 2", "Oberviechtach", "Ahlen", "▾ active · 2", "Zwickau", "Öhringen"]
    page.sort("Status")
    assert first_cells(page)[0] == "▾ active · 2"
    group_by(page, "No groups")
    assert len(first_cells(page)) == 4
    assert len(usual) > 3


def test_that_a_group_is_named_wherever_the_list_is_scrolled_to(page: PageRobot):
    page.page.table._columns.set_widths(dict.fromkeys(page.page.table.fields, 600))
    group_by(page, "Status")
    bar = page.table.horizontalScrollBar()
    for place in (bar.minimum(), bar.maximum()):
        bar.setValue(place)
        line = page.table.visualRect(page.model.index(0, 0)).intersected(page.table.viewport().rect())
        drawn = page.table.viewport().grab(line).toImage()
        colours = {drawn.pixel(x, drawn.height() // 2) for x in range(min(200, drawn.width()))}
        assert len(colours) > 3
    assert bar.maximum() > 600


def test_that_what_is_empty_is_a_group_like_others(page: PageRobot):
    group_by(page, "Group")
    assert first_cells(page)[0] == "▾ (empty) · 4"


def test_that_a_group_folds_with_the_mouse_and_with_keys(page: PageRobot):
    group_by(page, "Status")
    line = page.table.visualRect(page.model.index(0, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(line))
    assert first_cells(page) == ["▸ request · 2", "▾ active · 2", "Öhringen", "Zwickau"]
    page.table.setFocus()
    press(Key.Key_Right)
    assert len(first_cells(page)) == 6
    press(Key.Key_Space)
    assert first_cells(page)[0] == "▸ request · 2"
    press(Key.Key_Up, ALT | SHIFT)
    assert first_cells(page) == ["▸ request · 2", "▸ active · 2"]
    press(Key.Key_Down, ALT | SHIFT)
    assert len(first_cells(page)) == 6


def test_that_a_record_is_found_in_a_folded_group_and_the_form_follows_the_rows(page: PageRobot):
    page.choose("Oberviechtach")
    group_by(page, "Status")
    assert page.page.table.current_id() == page.form.panel.record_id
    assert page.choose("Zwickau").title.startswith("Zwickau")
    assert page.page.table.current_id() == page.form.panel.record_id
    press(Key.Key_Up, times=3)
    assert page.form.title.startswith("Oberviechtach")
    press(Key.Key_Up, ALT | SHIFT)
    assert first_cells(page) == ["▸ request · 2", "▸ active · 2"]
    shown = page.form.panel.record_id
    page.page.table.refresh()
    assert len(first_cells(page)) == 2
    page.page.show_record(shown or 0)
    assert first_cells(page) == ["▾ request · 2", "Ahlen", "Oberviechtach", "▸ active · 2"]
    assert page.page.table.current_id() == shown


def test_that_stepping_goes_over_the_lines_of_groups(page: PageRobot):
    group_by(page, "Status")
    page.choose("Oberviechtach")
    press(Key.Key_Down, ALT)
    assert page.form.title.startswith("Öhringen")
    press(Key.Key_Up, ALT)
    assert page.form.title.startswith("Oberviechtach")


def test_that_filters_and_columns_work_on_a_grouped_list(page: PageRobot):
    group_by(page, "Status")
    page.filter("german_side", "ring")
    assert first_cells(page) == ["▾ active · 1", "Öhringen"]
    page.filter("german_side", "nowhere")
    assert page.says() == "Nothing found"
    page.page.table.clear_filter()
    page.page.table.set_columns(["ukrainian_side", "status"])
    assert len(page.rows()) == 6
    assert page.headings() == ["Ukrainian side", "Status"]


def test_that_amounts_are_added_up_apart_by_currency(window: WindowRobot):
    partner = window.desk.browser.page(window.go_to("partnership").page.query, 0, 1)[0].id
    for number, (value, currency) in enumerate((("100", "EUR"), ("20.50", "EUR"), ("7", "UAH"))):
        item = DeliveryItem(category="MED", name_de="Sonde", value=Decimal(value), currency=currency, value_kind="new")
        window.desk.records.save(
            Delivery(
                number=f"2024-{number + 1:04}", items=(item,), partnership=partner, donors=(Donor(organisation=1),)
            )
        )
    page = window.go_to("delivery")
    page.page.table.set_columns(["number", "total_value", "item_count"])
    group_by(page, "Status")
    line = page.rows()[0]
    assert line[0] == "▾ planned · 3"
    assert line[1].count("; ") == 1
    assert "120.50" in line[1]
    assert "new value" in line[1]
    assert line[2] == "3"


def test_that_a_view_keeps_the_groups(page: PageRobot, window: WindowRobot):
    views = ViewsRobot(page, window.boxes)
    group_by(page, "Status")
    page.filter("german_side", "ring")
    views.name("Save as a new view …", "Nach Status")
    assert views.shown() == "View: Nach Status"
    views.choose("All")
    assert len(page.rows()) == 6
    group_by(page, "No groups")
    views.choose("Nach Status")
    assert first_cells(page) == ["▾ active · 1", "Öhringen"]
    assert page.page.query.filters == (Contains("german_side", "ring"),)
    assert page.page.query.order[0] == Order("status")


def test_that_too_many_groups_are_refused_in_words(
    page: PageRobot, window: WindowRobot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("desktop_app.storage.grouping.MOST_GROUPS", 3)
    with window.boxes.answer("close"):
        group_by(page, "German side")
    assert "more than 3 groups" in window.boxes.told[-1]
    assert len(page.rows()) == 4
    assert page.page.query.order[0] != Order("")


def test_that_a_saved_record_goes_to_its_new_group(page: PageRobot, office: Office):
    page.page.table.set_columns(["german_side", "group"])
    group_by(page, "Group")
    form = page.choose("Zwickau")
    form.enter("group", "Dreieck")
    form.save()
    assert first_cells(page)[-2:] == ["▾ Dreieck · 1", "Zwickau"]
    assert page.page.table.current_id() == form.panel.record_id
