"""The form: rows, sections, problems, help."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.problems import doubtful, wrong
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.problem_list import ProblemEntry, ProblemLink, ProblemList
from tests.gui.kit.small_world import PARTNERSHIP, Ear, SmallWorld, press, type_text


@pytest.fixture
def form(qtbot, dressed: QApplication, world: SmallWorld) -> FormGrid:
    form = FormGrid(PARTNERSHIP, world, "partnership")
    form.add_section("What", ("number", "title", "kind", "place"))
    form.add_section("Since when", ("signed", "topics"))
    form.add_section("Parties", ("parties",), columns={"parties": ("place", "role", "since", "leading")})
    form.add_section("More", ("remarks", "former"), folded=True)
    qtbot.addWidget(form)
    form.resize(480, 640)
    form.show()
    form.activateWindow()
    return form


def widget(form: FormGrid, name: str) -> Any:
    return form.editor(name).widget()


def test_that_editors_are_named_for_tests_and_screen_readers(form: FormGrid):
    for name, field in PARTNERSHIP.items():
        editor = form.findChild(QWidget, f"partnership.{name}")
        assert editor is widget(form, name)
        assert editor.accessibleName() == field.label
        label = form.row(name).label
        assert label.buddy() is editor
        relations = QAccessible.queryAccessibleInterface(editor).relations(QAccessible.RelationFlag.Label)
        assert [pair[0].object() for pair in relations] == [label]


def test_that_required_fields_are_marked_for_eyes_and_ears(form: FormGrid):
    assert form.row("title").label.text().endswith("*")
    assert not form.row("number").label.text().endswith("*")
    assert "Required" in widget(form, "title").accessibleDescription()


def test_that_all_mnemonics_differ(form: FormGrid):
    form.reserve_letters("nfe")
    letters = [form.row(name).label.text().split("&", 1)[1][0].casefold() for name in PARTNERSHIP]
    assert len(set(letters)) == len(letters)
    assert not set(letters) & set("nfe")


def test_that_no_text_of_a_form_is_rich(form: FormGrid):
    form.show_problems([wrong("“{text}” is wrong.", "title", text="<b>x</b>")])
    labels = form.findChildren(QLabel)
    assert labels
    assert all(isinstance(label, PlainLabel) for label in labels)
    assert form.row("title").message() == "“<b>x</b>” is wrong."


def test_that_values_come_back_and_showing_touches_nothing(form: FormGrid, ear: Ear):
    form.changed.connect(ear.hear)
    values = {
        "number": "0042", "title": "Teltow – Chotyn", "kind": "lead", "place": 3, "signed": PartialDate(2022, 12),
        "topics": ("water",), "parties": [{"id": 7, "place": 3, "role": "lead"}], "remarks": "a\nb", "former": "",
    }  # fmt: skip
    form.set_values(values)
    assert form.values() == values
    assert form.touched() == frozenset()
    assert ear.heard == []


def test_that_typing_touches_one_field(form: FormGrid, ear: Ear):
    form.set_values({"title": "Teltow"})
    form.changed.connect(ear.hear)
    type_text(widget(form, "title"), "x")
    assert form.touched() == {"title"}
    assert ear.heard == ["title"]


def test_that_a_date_that_cannot_be_read_is_explained_on_leaving(form: FormGrid, qtbot):
    date = widget(form, "signed")
    date.setFocus()
    qtbot.waitUntil(date.hasFocus)
    type_text(date, "soon")
    assert form.row("signed").message() == ""
    widget(form, "topics").setFocus(Qt.FocusReason.TabFocusReason)
    assert "soon" in form.row("signed").message()
    assert date.property("state") == "error"
    assert form.problems() == [("signed", form.row("signed").message())]
    assert form.row("signed").message() in date.accessibleDescription()
    date.selectAll()
    type_text(date, "2019")
    assert form.row("signed").message() == ""


def test_that_help_is_shown_for_the_field_in_focus(form: FormGrid, qtbot):
    number = widget(form, "number")
    number.setFocus()
    qtbot.waitUntil(lambda: form._help.text() == "Given once, never used again.")
    widget(form, "title").setFocus()
    qtbot.waitUntil(lambda: form._help.text() == "")


def test_that_a_doubt_can_be_kept_and_an_error_cannot(form: FormGrid):
    doubt = doubtful("Signed before 1990. Is that right?", "signed")
    form.show_problems([doubt, wrong("A name is missing.", "title")])
    keep = form.row("signed").findChild(QPushButton)
    assert keep is not None
    assert not keep.isHidden()
    assert keep.accessibleName() == "Keep it: Signed"
    error_button = form.row("title").findChild(QPushButton)
    assert error_button is not None
    assert error_button.isHidden()
    keep.click()
    assert form.row("signed").message() == ""
    assert form.kept_doubts() == {("signed", doubt.message)}
    form.show_problems([doubt])
    assert form.row("signed").message() == ""
    assert form.row("title").message() == ""


def test_that_problems_without_a_row_are_given_back(form: FormGrid):
    homeless = wrong("Two records are the same.")
    cell = wrong("The date lies in the future.", "parties[1].since")
    form.set_values({"parties": [{"place": 1}, {"place": 3}]})
    assert form.show_problems([homeless, cell]) == [homeless]
    texts = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "Row 2, Since: The date lies in the future." in texts


def test_that_a_folded_section_opens_when_something_in_it_is_filled(form: FormGrid):
    form.set_values({})
    assert not widget(form, "former").isVisible()
    form.set_values({"former": "Alt-Teltow"})
    assert widget(form, "former").isVisible()


def test_that_a_problem_opens_the_fold_it_lies_in(form: FormGrid):
    form.set_values({})
    form.show_problems([wrong("Too long.", "former")])
    assert widget(form, "former").isVisible()


def test_that_a_wide_form_has_two_columns_and_a_narrow_one_has_one(form: FormGrid, qtbot):
    def lefts() -> set[int]:
        return {form.row(name).x() for name in ("number", "title", "kind", "place")}

    qtbot.waitUntil(lambda: len(lefts()) == 1)
    form.resize(1100, 640)
    qtbot.waitUntil(lambda: len(lefts()) == 2)
    assert form.row("number").y() == form.row("title").y()
    assert widget(form, "number").width() < widget(form, "title").width()


def test_that_nothing_is_cut_off_in_a_narrow_form(form: FormGrid, qtbot):
    form.resize(form.minimumSizeHint().width() + 40, 640)
    qtbot.waitUntil(lambda: form._content.width() == form._scroll.viewport().width())
    assert not form._scroll.horizontalScrollBar().isVisible()


def test_that_a_link_to_a_problem_leads_to_its_field(form: FormGrid, qtbot):
    problems = ProblemList()
    qtbot.addWidget(problems)
    problems.show()
    problems.chosen.connect(form.focus_field)
    problems.show_problems([ProblemEntry("former", form.label_of("former"), "Too long & wide.")])
    link = problems.findChild(ProblemLink)
    assert link is not None
    assert link.text() == "Former name: Too long && wide."
    link.click()
    form.activateWindow()
    qtbot.waitUntil(widget(form, "former").hasFocus)
    problems.show_problems([])
    assert problems.isHidden()


def test_that_links_tell_which_field_they_stand_in(form: FormGrid, ear: Ear):
    form.create_requested.connect(ear.hear)
    form.open_requested.connect(ear.hear)
    form.set_values({"place": 3})
    widget(form, "place").open_linked()
    widget(form, "place").create_requested.emit("Chotyn")
    widget(form, "parties").create_requested.emit(1, "place", "Chotyn")
    assert ear.heard == [("place", 3), ("place", "Chotyn"), ("parties[1].place", "Chotyn")]


def test_that_a_created_record_can_be_put_where_it_was_asked_for(form: FormGrid):
    form.set_values({"parties": [{"place": 1}]})
    form.set_field("place", 3)
    form.set_field("parties[0].place", 3)
    assert form.values()["place"] == 3
    assert form.values()["parties"] == [{"place": 3}]
    assert form.touched() == {"place", "parties"}


def test_that_fields_in_which_records_differ_say_so(form: FormGrid):
    form.set_mixed({"title"})
    title = widget(form, "title")
    assert isinstance(title, QLineEdit)
    assert title.placeholderText() == "various"
    form.set_values({"title": ""})
    assert title.placeholderText() == ""


def test_that_a_read_only_form_cannot_be_changed(form: FormGrid, ear: Ear):
    form.set_values({"title": "Teltow", "parties": [{"place": 3}]})
    form.set_read_only(True)
    form.changed.connect(ear.hear)
    type_text(widget(form, "title"), "x")
    table = form.findChild(QTableView, "partnership.parties.table")
    assert table is not None
    press(table, Qt.Key.Key_Delete)
    press(table, Qt.Key.Key_Return)
    assert form.values()["title"] == "Teltow"
    assert form.values()["parties"] == [{"place": 3}]
    assert ear.heard == []


def test_that_tab_walks_through_all_fields_and_out_again(form: FormGrid, qtbot):
    form.set_values({"former": "x", "parties": [{"place": 3}]})
    form.focus_field("number")
    qtbot.waitUntil(widget(form, "number").hasFocus)
    names = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.objectName())
        press(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is widget(form, "number"):
            break
    wanted = [f"partnership.{name}" for name in PARTNERSHIP if name != "parties"]
    assert [name for name in wanted if name not in names] == []
    assert "partnership.parties.table" in names
    assert names.index("partnership.topics") < names.index("partnership.parties.table")


def test_that_the_second_column_begins_at_the_same_place_in_every_section(form: FormGrid, qtbot):
    form.resize(1100, 640)

    def lefts() -> set[int]:
        return {widget(form, name).mapTo(form, QPoint()).x() for name in ("title", "topics")}

    qtbot.waitUntil(lambda: form.row("title").y() == form.row("number").y())
    assert len(lefts()) == 1


def test_that_a_long_text_takes_the_whole_width_below_its_label(form: FormGrid, qtbot):
    form.set_values({"former": "x"})
    label, row = form.row("remarks").label, form.row("remarks")
    qtbot.waitUntil(lambda: row.width() > widget(form, "title").width())
    assert row.x() == label.x()
    assert row.y() >= label.geometry().bottom()


def test_that_a_low_form_keeps_no_place_for_help_that_is_not_said(form: FormGrid, qtbot):
    form.focus_field("title")
    qtbot.waitUntil(widget(form, "title").hasFocus)
    assert form._help.isVisible()
    form.resize(480, 200)
    qtbot.waitUntil(form._help.isHidden)
    form.focus_field("number")
    qtbot.waitUntil(form._help.isVisible)
