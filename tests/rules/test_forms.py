"""What holds for every form: each field has its place, label, name and help, and Tab leads to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Kind
from desktop_app.domain.record import BOOKKEEPING, field_map
from desktop_app.gui.kit.child_table import ChildTable
from desktop_app.gui.kit.fold_button import FoldButton
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.gui.records.view import RecordView
from tests.robots.form import FormRobot
from tests.robots.keyboard import Key, press
from tests.robots.showroom import showroom
from tests.robots.window import WindowRobot

__all__ = ["showroom"]

VIEWS = pytest.mark.parametrize("view", RECORD_VIEWS, ids=[view.name for view in RECORD_VIEWS])
FOUND_BY_ITSELF = {"title", *BOOKKEEPING}
"""Fields that the head of the form and the list show."""


def form_of(window: WindowRobot, view: RecordView) -> FormRobot:
    """The form of a page, with a record in it and every section open."""
    page = window.go_to(view.name)
    page.page.show_record(page.page.table.current_id() or 0)
    for fold in page.form.panel.findChildren(FoldButton):
        if not fold.is_open and fold.isVisible():
            fold.click()
    QApplication.processEvents()
    return page.form


def fields_in(view: RecordView) -> list[str]:
    """The names of the fields that the form shows, in order."""
    return [name for section in view.sections for name in section.fields]


@VIEWS
def test_that_a_form_shows_every_field_once(view: RecordView):
    names = fields_in(view)
    fields = field_map(view.record_type)
    assert len(set(names)) == len(names)
    assert set(names) <= set(fields)
    typed = {name for name, field in fields.items() if not field.derived} - FOUND_BY_ITSELF
    assert typed - set(names) == set()


@VIEWS
def test_that_the_columns_of_child_tables_are_fields_of_their_rows(view: RecordView):
    fields = field_map(view.record_type)
    for section in view.sections:
        for name, columns in section.tables.items():
            assert name in section.fields
            assert set(columns) <= set(field_map(TYPES[fields[name].target]))


@VIEWS
def test_that_every_editor_has_the_name_of_its_field_and_of_its_label(showroom: WindowRobot, view: RecordView):
    form = form_of(showroom, view)
    fields = field_map(view.record_type)
    labels = {label.buddy(): label for label in form.panel.findChildren(QLabel) if label.buddy() is not None}
    for name in fields_in(view):
        widget = form.widget(name)
        words = translate(fields[name].label)
        assert widget.objectName() == f"{view.name}.{name}"
        assert widget.accessibleName() == words
        shown = without_mnemonic(labels[widget].text())
        assert shown == words + ("\N{NO-BREAK SPACE}*" if fields[name].required else "")
        assert ("Required" in widget.accessibleDescription()) is fields[name].required


@VIEWS
def test_that_every_cell_and_panel_field_of_a_child_table_is_named(showroom: WindowRobot, view: RecordView):
    form = form_of(showroom, view)
    fields = field_map(view.record_type)
    for name in fields_in(view):
        if fields[name].kind is not Kind.CHILDREN:
            continue
        table = form.widget(name)
        assert isinstance(table, ChildTable)
        assert table.view().objectName() == f"{view.name}.{name}.table"
        assert table.view().accessibleName() == translate(fields[name].label)
        shown = set(form.table(name).headings())
        child_fields = {each: field for each, field in field_map(TYPES[fields[name].target]).items() if each != "title"}
        panel = {each for each in child_fields if table.findChild(QWidget, f"{view.name}.{name}.{each}") is not None}
        if form.table(name).rows():
            missing = {each for each, field in child_fields.items() if translate(field.label) not in shown} - panel
            assert missing == set(), name


@VIEWS
def test_that_the_help_of_a_field_is_read_where_the_keyboard_is(showroom: WindowRobot, view: RecordView):
    form = form_of(showroom, view)
    grid = form.panel.findChild(FormGrid)
    assert grid is not None
    for name in fields_in(view):
        field = field_map(view.record_type)[name]
        if not field.help or field.kind is Kind.CHILDREN:
            continue
        form.go_to(name)
        assert grid._help.text() == translate(field.help), name
        assert translate(field.help) in form.widget(name).accessibleDescription()


@VIEWS
def test_that_tab_leads_through_every_field_of_the_form(showroom: WindowRobot, view: RecordView):
    form = form_of(showroom, view)
    fields = field_map(view.record_type)
    form.panel.focus_first()
    QApplication.processEvents()
    visited = set(_walk(form))
    for name in fields_in(view):
        place = f"{view.name}.{name}"
        if fields[name].kind is Kind.CHILDREN:
            place += ".table"
        assert place in visited, f"Tab does not lead to {place}"


def _walk(form: FormRobot) -> Iterator[str]:
    """Press Tab until the form is left or begins anew; yield the names passed."""
    first = QApplication.focusWidget()
    for _ in range(400):
        focus = QApplication.focusWidget()
        if focus is None or not form.panel.isAncestorOf(focus):
            return
        yield focus.objectName()
        press(Key.Key_Tab)
        if QApplication.focusWidget() is first:
            return


@VIEWS
def test_that_shift_tab_leads_back_out_of_every_table(showroom: WindowRobot, view: RecordView):
    form = form_of(showroom, view)
    for name in fields_in(view):
        if field_map(view.record_type)[name].kind is Kind.CHILDREN:
            view_of_rows = form.table(name).view
            view_of_rows.setFocus()
            press(Key.Key_Backtab)
            assert not view_of_rows.hasFocus(), name


@VIEWS
def test_that_a_form_gives_back_what_it_shows(showroom: WindowRobot, view: RecordView):
    page = showroom.go_to(view.name)
    for row in range(min(6, page.model.rowCount())):
        record_id = page.page.table._model.record_id(row)
        assert record_id is not None
        page.page.show_record(record_id)
        assert not page.form.panel._differs(), page.form.title
