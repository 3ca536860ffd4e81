"""Rows for which a rule holds have its colour, and the rule in words where one points at them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.query import Colour, ColourRule, Contains, Linked, OneOf
from desktop_app.gui.kit.picker import Picker
from desktop_app.gui.records.colour_rules import ColourRules, RuleRow
from desktop_app.gui.records.filter_builder import FilterBuilder
from tests.robots.filter import BuilderRobot
from tests.robots.looking import cut_off
from tests.robots.page import PageRobot
from tests.robots.views import ViewsRobot
from tests.robots.window import WindowRobot

ACTIVE = ColourRule((OneOf("status", ("active",)),), Colour.GREEN)
WITH_Z = ColourRule((Contains("german_side", "z"),), Colour.RED)


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("partnership")


def grounds(page: PageRobot) -> list[str]:
    """The ground of each row, empty for the usual one."""
    found = (page.model.index(row, 0).data(Qt.ItemDataRole.BackgroundRole) for row in range(page.model.rowCount()))
    return [colour.name() if colour is not None else "" for colour in found]


def test_that_the_first_rule_that_holds_colours_a_row_and_is_told(page: PageRobot):
    page.page.table.colour((ACTIVE, WITH_Z))
    ahlen, other, with_ring, with_z = grounds(page)
    assert (ahlen, other) == ("", "")
    assert with_ring == with_z != ""
    assert "Status is active" in page.model.index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert page.model.index(2, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Status is active"
    page.page.table.colour((WITH_Z, ACTIVE))
    assert len(set(grounds(page))) == 3
    page.page.table.colour(())
    assert grounds(page) == ["", "", "", ""]


def test_that_colours_go_with_a_view_and_stand_in_groups_too(page: PageRobot, window: WindowRobot):
    views = ViewsRobot(page, window.boxes)
    page.page.table.colour((ACTIVE,))
    assert views.shown() == "View: All"
    views.name("Save as a new view …", "Bunt")
    views.choose("No contact for 12 months")
    assert set(grounds(page)) == {""}
    views.choose("Bunt")
    assert len(set(grounds(page))) == 2
    page.page.table.group_by("status")
    assert [bool(colour) for colour in grounds(page)] == [False, False, False, False, True, True]


def test_that_rules_are_made_ordered_and_removed(page: PageRobot, window: WindowRobot, qtbot: QtBot):
    def make(dialog: ColourRules) -> None:
        for field in ("Milestones …", "Activities …"):

            def fill_in(builder: FilterBuilder, words: str = field) -> None:
                BuilderRobot(builder, qtbot).ask(words)
                builder.findChild(QPushButton, "action.apply_filter").click()

            with window.boxes.expect(FilterBuilder, fill_in):
                dialog.findChild(QPushButton, "action.add_rule").click()
        second = dialog.findChildren(RuleRow)[1]
        second.findChild(Picker, "rule.colour").pick("blue")
        second.findChild(QPushButton, "action.raise_rule").click()
        assert cut_off(dialog) == []
        dialog.findChild(QPushButton, "action.take_rules").click()

    def drop(dialog: ColourRules) -> None:
        dialog.findChildren(RuleRow)[0].findChild(QPushButton, "action.remove_rule").click()
        dialog.findChild(QPushButton, "action.take_rules").click()

    action = page.page.findChild(QAction, "action.colours")
    with window.boxes.expect(ColourRules, make):
        action.trigger()
    milestones = ColourRule((Linked("milestones"),), Colour.RED)
    assert [*page.page.query.colours] == [ColourRule((Linked("activities"),), Colour.BLUE), milestones]
    with window.boxes.expect(ColourRules, drop):
        action.trigger()
    assert [*page.page.query.colours] == [milestones]
    assert len(set(grounds(page))) == 2
