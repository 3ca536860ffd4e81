"""A list is arranged as a view has it; what somebody arranged is kept under a name, and shared on purpose."""

from __future__ import annotations

import pytest

from desktop_app.domain.query import Contains, Linked, Order
from desktop_app.services.saved_views import Origin
from tests.robots.office import Office
from tests.robots.page import PageRobot
from tests.robots.views import ViewsRobot
from tests.robots.window import WindowRobot


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("partnership")


@pytest.fixture
def views(window: WindowRobot, page: PageRobot) -> ViewsRobot:
    return ViewsRobot(page, window.boxes)


def test_that_a_view_of_the_program_brings_its_filter_columns_and_order(page: PageRobot, views: ViewsRobot):
    usual = page.headings()
    assert views.shown() == "View: All"
    views.choose("No contact for 12 months")
    assert views.shown() == "View: No contact for 12 months"
    assert page.headings()[:3] == ["German side", "Ukrainian side", "Last contact"]
    assert page.page.query.order == (Order("last_contact"),)
    assert len(page.rows()) == 2
    offered = views.offered()
    assert offered["No contact for 12 months"].isChecked()
    assert not offered["All"].isChecked()
    assert not any(offered[words].isEnabled() for words in ("Save the view", "Rename the view …", "Delete the view …"))
    views.choose("All")
    assert (page.headings(), views.shown(), len(page.rows())) == (usual, "View: All", 4)


def test_that_a_list_is_kept_under_a_name_and_says_when_it_differs(
    page: PageRobot, views: ViewsRobot, window: WindowRobot, office: Office
):
    page.filter("german_side", "ö")
    page.page.table.set_columns(["ukrainian_side", "german_side"])
    views.name("Save as a new view …", "Meine")
    assert views.shown() == "View: Meine"
    page.sort("German side")
    assert views.shown() == "View: Meine (changed)"
    views.choose("Save the view")
    assert views.shown() == "View: Meine"
    views.choose("All")
    assert len(page.rows()) == 4
    views.choose("Meine")
    assert page.headings() == ["Ukrainian side", "German side"]
    assert page.page.query.filters == (Contains("german_side", "ö"),)
    assert page.page.query.order == (Order("german_side"),)
    kept = window.desk.views(office.settings).of("partnership")
    assert [each.name for each in kept if each.origin is Origin.PERSONAL] == ["Meine"]


def test_that_what_a_view_arranges_is_not_remembered_as_usual(page: PageRobot, views: ViewsRobot, office: Office):
    page.page.table.set_columns(["german_side", "status"])
    views.choose("Expires within 6 months")
    page.page.remember()
    assert office.settings.table("partnership")["columns"] == ["german_side", "status"]
    views.choose("All")
    page.page.remember()
    assert office.settings.table("partnership")["columns"] == ["german_side", "status"]


def test_that_a_view_is_renamed_shared_and_deleted(page: PageRobot, views: ViewsRobot, window: WindowRobot):
    page.page.table.show_filters((Linked("milestones"),))
    views.name("Save as a new view …", "Unterzeichnet")
    views.name("Rename the view …", "Mit Etappen")
    assert views.shown() == "View: Mit Etappen"
    with window.boxes.answer("share"):
        views.choose("Share with all …")
    assert "others can change" in window.boxes.told[-1]
    assert not views.offered()["Share with all …"].isEnabled()
    views.choose("All")
    views.choose("Mit Etappen")
    assert len(page.rows()) == 2
    with window.boxes.answer("delete"):
        views.choose("Delete the view …")
    assert views.shown() == "View: All"
    assert len(page.rows()) == 4
    assert "Mit Etappen" not in views.offered()


def test_that_a_name_that_is_given_already_is_refused(page: PageRobot, views: ViewsRobot, window: WindowRobot):
    views.name("Save as a new view …", "Eine")
    with window.boxes.answer("close"):
        views.name("Save as a new view …", "Eine")
    assert "already" in window.boxes.told[-1]


def test_that_a_shared_view_is_shown_from_elsewhere_in_the_program(
    page: PageRobot, window: WindowRobot, office: Office
):
    views = window.desk.views(office.settings)
    page.page.table.show_filters((Linked("milestones"),))
    shared = views.share(views.add("partnership", "Mit Etappen", page.page.table.arrangement()))
    page.page.table.clear_filter()
    window.go_to("task")
    window.window.show_record("saved-view", shared.id or 0)
    assert window.window.page_name == "partnership"
    assert len(page.rows()) == 2
    views.delete(shared)
    with window.boxes.answer("close"):
        window.window.show_record("saved-view", shared.id or 0)
