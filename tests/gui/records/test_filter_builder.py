"""A filter is put together in rows, told in words, counted as it is made, and shown over the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.delivery import Delivery, DeliveryItem
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Between,
    ByMe,
    Contains,
    During,
    Empty,
    Filter,
    Linked,
    Not,
    OneOf,
)
from desktop_app.domain.relative_day import FromToday, Unit
from desktop_app.gui.kit.chips import FilterChips
from desktop_app.gui.records.filter_builder import FilterBuilder
from tests.robots.filter import BuilderRobot, FilterRobot
from tests.robots.keyboard import CTRL, SHIFT, Key, focused, press
from tests.robots.looking import cut_off
from tests.robots.page import PageRobot
from tests.robots.showroom import scaled
from tests.robots.window import WindowRobot

__all__ = ["scaled"]


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("partnership")


@pytest.fixture
def filters(window: WindowRobot, qtbot: QtBot) -> FilterRobot:
    return FilterRobot(qtbot, window.boxes)


def shown(page: PageRobot) -> list[str]:
    return page.column("German side")


def test_that_a_filter_is_put_together_counted_and_shown(page: PageRobot, filters: FilterRobot):
    def work(builder: BuilderRobot) -> None:
        builder.found("4 records found")
        builder.ask("German side", "contains", "ö")
        builder.found("2 records found")
        builder.click("action.add_condition")
        builder.ask("Status", "is one of")
        builder.pick("condition.field", "Milestones …")
        builder.found("1 record found")
        assert builder.words() == "German side contains “ö”; has Milestones"

    filters.build(work)
    assert shown(page) == ["Öhringen"]
    assert page.page.query.filters == (Linked("milestones"), Contains("german_side", "ö"))
    assert chips(page) == ["has Milestones", "German side: ö", "Clear all filters"]


def chips(page: PageRobot) -> list[str]:
    bar = page.page.findChild(FilterChips)
    return [one.text() for one in bar.findChildren(QPushButton) if one.isVisible()]


def test_that_groups_say_whether_all_or_one_has_to_apply(page: PageRobot, filters: FilterRobot):
    def work(builder: BuilderRobot) -> None:
        builder.ask("German side", "contains", "ahl")
        builder.click("action.add_condition")
        builder.ask("German side", "is exactly", "Zwickau")
        builder.found("0 records found")
        builder.pick("condition.mode", "At least one of these applies", 0)
        builder.found("2 records found")
        assert builder.words() == "German side contains “ahl” or German side is Zwickau"
        builder.pick("condition.mode", "None of these applies", 0)
        builder.found("2 records found")

    filters.build(work)
    assert shown(page) == ["Oberviechtach", "Öhringen"]
    assert chips(page) == ["not (German side contains “ahl” or German side is Zwickau)"]


def test_that_linked_records_and_their_rows_can_be_asked_of(window: WindowRobot, page: PageRobot, filters: FilterRobot):
    first = window.desk.browser.page(page.page.query, 0, 1)[0].id
    items = (DeliveryItem(category="MED", name_de="Sonde"), DeliveryItem(category="IT", name_de="Laptop"))
    delivery = Delivery(partnership=first, items=items, handed_over=PartialDate(2024, 3, 1))
    window.desk.records.save(delivery)

    def work(builder: BuilderRobot) -> None:
        builder.ask("Aid deliveries …")
        builder.click("action.add_condition", 0)
        builder.ask("Handed over", "lies in", "2024")
        builder.click("action.add_condition", 0)
        builder.ask("Items …")
        builder.found("1 record found")
        builder.click("action.add_condition", 0)
        builder.ask("Name in German", "contains", "sonde")
        builder.found("1 record found")
        builder.pick("condition.operator", "there is none", 0)
        builder.found("3 records found")

    filters.build(work)
    assert page.model.rowCount() == 3
    assert len(page.page.query.filters) == 1


def test_that_giving_up_changes_nothing(page: PageRobot, filters: FilterRobot):
    filters.build(lambda builder: builder.ask("German side", "contains", "ahl"), show=False)
    assert page.model.rowCount() == 4
    assert page.page.query.filters == ()


def test_that_one_key_clears_every_filter_and_the_button_names_it(page: PageRobot, filters: FilterRobot):
    page.filter("german_side", "ö")

    def work(builder: BuilderRobot) -> None:
        builder.click("action.add_condition")
        builder.ask("Milestones …")

    filters.build(work)
    assert page.model.rowCount() == 1
    clear = page.page.findChild(QPushButton, "action.clear_filters")
    assert "Ctrl+Shift+L" in clear.toolTip()
    press(Key.Key_L, CTRL | SHIFT)
    assert page.model.rowCount() == 4
    assert chips(page) == []


def test_that_a_chip_drops_one_filter_and_leaves_the_others(page: PageRobot):
    page.page.table.show_filters((Linked("milestones"), Empty("group"), Not(Contains("german_side", "ö"))))
    assert shown(page) == ["Zwickau"]
    page.page.findChild(QPushButton, "chip.built.2").click()
    assert shown(page) == ["Öhringen", "Zwickau"]
    assert page.page.query.filters == (Linked("milestones"), Empty("group"))


def test_that_a_filter_field_shows_what_it_can_and_a_column_hidden_keeps_its_filter(page: PageRobot):
    filters = (OneOf("status", ("active",)), Between("since", PartialDate(2022), None), Empty("group"))
    page.page.table.show_filters(filters)
    assert page.page.table._header.words() == {"status": "Status: active", "since": "Since: > 2022"}
    page.page.table.set_columns(["german_side"])
    assert set(page.page.query.filters) == set(filters)
    page.page.table.set_columns(["german_side", "status"])
    assert page.page.table._header.words() == {"status": "Status: active"}
    assert set(page.page.query.filters) == set(filters)


KEPT: tuple[tuple[Filter, ...], ...] = (
    (Contains("title", "a"), Not(Contains("title", "b")), OneOf("title", ("c",)), Not(OneOf("title", ("d",)))),
    (OneOf("status", ("active", "ended")), Not(OneOf("labels", ("SOL",))), OneOf("public", (True,)), Empty("group")),
    (Empty("since", empty=False), Between("since", PartialDate(2022), PartialDate(2022)), ByMe("changed_by")),
    (Between("since", None, PartialDate(2022)), Between("since", PartialDate(2022, 3), PartialDate(2023))),
    (During("changed_at", Unit.WEEK), Between("since", FromToday(-3, Unit.MONTH), FromToday())),
    (Between("valid_until", FromToday(), FromToday(6, Unit.MONTH)),),
    (Between("since", None, FromToday(-1, Unit.YEAR)), Between("since", None, FromToday(-1, Unit.YEAR), or_empty=True)),
    (Between("network_number", 10, 20), Between("network_number", 7, 7)),
    (AsOn(PartialDate(2023, 12, 31)), OneOf("successor", (1,))),
    (AnyOf((Empty("group"), AllOf((Empty("since"), Empty("title"))))),),
    (Not(AnyOf((Empty("group"), Linked("milestones")))),),
    (Linked("delivery.partnership", (Linked("items", (OneOf("category", ("MED",)),), exists=False),)),),
    (Linked("history", (ByMe("done_by"), During("done_at", Unit.WEEK))),),
    (During("since", Unit.YEAR, -7), Between("since", PartialDate(2020), FromToday()), OneOf("title", ("a", "b"))),
    (AnyOf((Empty("group"), Not(AnyOf((Empty("since"), Not(Between("since", PartialDate(2020), None))))))),),
)


@pytest.mark.parametrize("filters", KEPT)
def test_that_a_filter_comes_back_from_the_rows_as_it_was(
    window: WindowRobot, page: PageRobot, qtbot: QtBot, filters: tuple[Filter, ...]
):
    dialog = FilterBuilder(window.desk, page.page._runner, "partnership", filters, "", page.page)
    qtbot.addWidget(dialog)
    assert dialog.filters() == filters or dialog.filters() == (*filters[:-1], _spelt_out(filters[-1]))
    dialog.reject()


def _spelt_out(each: Filter) -> Filter:
    """A negation that no comparison has stands as a group of which nothing applies."""
    inner = each.conditions[1].condition.conditions[1]  # type: ignore[union-attr]
    outer = Not(AnyOf((each.conditions[1].condition.conditions[0], Not(AnyOf((inner.condition,))))))  # type: ignore[union-attr]
    return AnyOf((each.conditions[0], outer))  # type: ignore[union-attr]


def test_that_tab_walks_through_the_rows_from_top_to_bottom(page: PageRobot, filters: FilterRobot):
    def work(builder: BuilderRobot) -> None:
        builder.click("action.add_condition")
        builder.click("action.add_group")
        builder.all_of(QWidget, "condition.mode")[0].setFocus()
        walked = []
        for _ in range(30):
            walked.append(QApplication.focusWidget())
            press(Key.Key_Tab)
            if focused() == "action.clear_conditions":
                break
        rows = [one.mapTo(builder.dialog, one.rect().topLeft()).y() for one in walked if one is not None]
        names = [one.objectName() for one in walked if one is not None]
        assert names.count("condition.field") == 3
        assert names.count("condition.value.0") == 3
        assert rows == sorted(rows)

    filters.build(work)


def test_that_what_cannot_be_read_is_told_and_not_shown(page: PageRobot, filters: FilterRobot):
    def work(builder: BuilderRobot) -> None:
        builder.ask("Since", "lies in", "soon")
        press(Key.Key_Return)
        assert builder.dialog.isVisible()
        assert any("soon" in one.text() for one in builder.all_of(QWidget, "") if hasattr(one, "text"))

    filters.build(work, show=False)
    assert page.model.rowCount() == 4


def test_that_the_words_of_a_filter_go_onto_an_export(window: WindowRobot, page: PageRobot, tmp_path: Path):
    from openpyxl import load_workbook

    page.page.table.show_filters((AnyOf((Linked("milestones"), Contains("german_side", "ahl"))),))
    window.desk.exporter.export(page.page.query, tmp_path / "list.xlsx")
    book = load_workbook(tmp_path / "list.xlsx")
    told = [[cell.value for cell in row] for sheet in book.worksheets[1:] for row in sheet.iter_rows()]
    assert ["Filter", "has Milestones or German side contains “ahl”"] in [row[:2] for row in told]
    book.close()


def test_that_nothing_is_cut_off_in_the_builder(scaled: WindowRobot, qtbot: QtBot):
    page = scaled.go_to("partnership").page
    filters = (
        Linked("delivery.partnership", (Linked("items", (OneOf("category", ("MED",)),)), Empty("handed_over"))),
        AnyOf((Between("last_contact", None, FromToday(-12, Unit.MONTH), or_empty=True), Contains("title", "a"))),
    )
    dialog = FilterBuilder(scaled.desk, page._runner, "partnership", filters, "", page)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(20)
    assert "\n".join(cut_off(dialog)) == ""
    dialog.reject()
