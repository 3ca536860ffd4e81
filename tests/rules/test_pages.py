"""What holds for every page: names, states, sorting and filtering by every column, nothing cut off."""

from __future__ import annotations

import contextlib
import dataclasses

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from desktop_app.domain.fields import Kind
from desktop_app.domain.query import Order, Query
from desktop_app.domain.record import list_fields
from desktop_app.gui.kit.filter_row import FilterKind
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.gui.records.columns import column_filter, listable
from desktop_app.gui.records.view import RecordView
from tests.robots.looking import cut_off
from tests.robots.office import Office, office
from tests.robots.past import looking_back
from tests.robots.showroom import scaled, showroom
from tests.robots.twins import about_twins
from tests.robots.window import PAGES, WindowRobot

__all__ = ["office", "scaled", "showroom"]

VIEWS = pytest.mark.parametrize("view", RECORD_VIEWS, ids=[view.name for view in RECORD_VIEWS])
TYPED = {FilterKind.TEXT: "a", FilterKind.DATE: "2020 – 2026", FilterKind.NUMBER: "> 0"}


@VIEWS
def test_that_a_page_its_list_and_its_search_have_stable_names(showroom: WindowRobot, view: RecordView):
    page = showroom.go_to(view.name)
    assert page.page.objectName() == f"page.{view.name}"
    for kind, name in ((QTableView, "table"), (QLineEdit, "search"), (QWidget, "form")):
        found = page.page.findChild(kind, f"{name}.{view.name}")
        assert found is not None, name
        assert found.accessibleName() or name == "form"


@VIEWS
def test_that_an_empty_page_says_what_belongs_here_and_how_to_begin(office: Office, view: RecordView):
    page = office.new_register().go_to(view.name)
    if page.model.rowCount():
        assert view.name == "code-value"
        return
    assert page.says() == "Nothing here yet"
    buttons = [one.objectName() for one in page.page.findChildren(QPushButton) if one.isVisible()]
    assert {"action.new.button", "action.import.button"} <= set(buttons)
    page.page.findChild(QPushButton, "action.new.button").click()
    assert page.form.panel.record_id is None
    assert not page.form.panel.is_empty


@VIEWS
def test_that_a_page_with_records_shows_them_and_their_count(showroom: WindowRobot, view: RecordView):
    page = showroom.go_to(view.name)
    assert page.model.rowCount() > 0
    assert page.says() == ""
    assert page.count.startswith(f"{page.model.rowCount()} record")
    assert page.form.panel.record_id == page.page.table.current_id()
    assert any(any(row) for row in page.rows(5))


@VIEWS
def test_that_a_page_where_nothing_is_found_offers_to_clear_the_filter(showroom: WindowRobot, view: RecordView):
    page = showroom.go_to(view.name)
    before = page.count
    page.search("qqqqqqq")
    assert page.says() == "Nothing found"
    clear = next(one for one in page.page.findChildren(QPushButton, "action.clear_filter.button") if one.isVisible())
    clear.click()
    assert (page.says(), page.count) == ("", before)


@VIEWS
def test_that_a_list_sorts_by_every_column_it_can_show(showroom: WindowRobot, view: RecordView):
    browser = showroom.desk.browser
    for name in listable(view.record_type):
        query = showroom.go_to(view.name).page.query
        for descending in (False, True):
            order = (Order(name, descending=descending),)
            rows = browser.page(_with_order(query, order), 0, 500)
            assert len(rows) == browser.count(query), name


@VIEWS
def test_that_a_list_filters_by_every_column_it_can_show(showroom: WindowRobot, view: RecordView):
    page = showroom.go_to(view.name)
    usual = [column.field.name for column in page.page.table._model.columns]
    for name, field in listable(view.record_type).items():
        page.page.table.set_columns([name])
        column = column_filter(field, showroom.desk)
        if column.kind is FilterKind.CHOICE:
            page.page.table._header.set_value(name, (column.options[0][0],))
        else:
            page.filter(name, TYPED[column.kind])
        assert page.page.query.filters, name
        assert page.page.table._header.words()[name].startswith(column.label)
        assert showroom.desk.browser.words(page.page.query)
        page.page.table.clear_filter()
        assert page.page.query.filters == ()
    page.page.table.set_columns(usual)


@VIEWS
def test_that_the_columns_of_a_page_can_be_shown(view: RecordView):
    names = [field.name for field in list_fields(view.record_type) if field.listed and field.kind is not Kind.CHILDREN]
    assert set(view.columns) <= set(names)
    assert len(set(view.columns)) == len(view.columns)
    assert {each.field for each in view.order} <= {field.name for field in list_fields(view.record_type)}
    assert view.record_type.LABEL
    assert view.empty_text.endswith(".")


@pytest.mark.parametrize("name", PAGES)
def test_that_nothing_is_cut_off_at_1280_by_720(scaled: WindowRobot, name: str, qtbot: QtBot):
    window = scaled.window
    window.show_page(name)
    if name != "overview":
        page = window.record_page(name)
        page.show_record(page.table.current_id() or 0)
    with contextlib.suppress(QtTimeoutError):  # what is read beside the window moves the rest about
        qtbot.waitUntil(lambda: not cut_off(window))
    assert (window.width(), window.height()) == (1280, 720)
    assert "\n".join(cut_off(window)) == ""


@pytest.mark.parametrize("kind", ["history", "trash", "record history", "values"])
def test_that_nothing_is_cut_off_where_one_looks_back(scaled: WindowRobot, kind: str, qtbot: QtBot):
    dialog = looking_back(scaled, kind)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(20)
    assert "\n".join(cut_off(dialog)) == ""
    dialog.reject()


@pytest.mark.parametrize("kind", ["duplicates", "merge"])
def test_that_nothing_is_cut_off_where_twins_are_compared(scaled: WindowRobot, kind: str, qtbot: QtBot):
    dialog = about_twins(scaled, kind)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(20)
    assert "\n".join(cut_off(dialog)) == ""
    dialog.reject()


def _with_order(query: Query, order: tuple[Order, ...]) -> Query:
    return dataclasses.replace(query, order=order)
