"""Two people at one record: what goes together goes silently, the rest is asked with three values."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QRadioButton

from desktop_app.domain.record import changed
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.records.conflict_dialog import ConflictDialog
from tests.robots.form import FormRobot
from tests.robots.window import WindowRobot

FIRST = 1


def opened(window: WindowRobot) -> FormRobot:
    page = window.go_to("partnership")
    page.page.show_record(FIRST)
    return page.form


def by_a_colleague(window: WindowRobot, **values: Any) -> None:
    """Change the record as somebody else would, without the form being told first."""
    register = window.desk.register
    own, register.who = register.who, "Frau Kern"
    try:
        stored = window.desk.records.load("partnership", FIRST)
        window.desk.records.save(changed(stored, **values), stored)
    finally:
        register.who = own


def words(dialog: ConflictDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(PlainLabel)]


def test_that_changes_of_different_fields_are_saved_without_a_question(window: WindowRobot):
    form = opened(window)
    form.enter("group", "Dreieck")
    by_a_colleague(window, responsible="Frau Kern")
    form.save()
    stored = window.desk.records.load("partnership", FIRST)
    assert (stored.group, stored.responsible) == ("Dreieck", "Frau Kern")
    assert form.text("responsible") == "Frau Kern"


def test_that_the_same_field_is_asked_with_three_values_and_either_can_stand(window: WindowRobot):
    form = opened(window)
    before = form.text("responsible")
    form.enter("responsible", "Herr Anders")
    form.enter("remarks", "meine Zeile")
    by_a_colleague(window, responsible="Frau Kern", remarks="ihre Zeile")

    def choose_theirs_for_the_first(dialog: ConflictDialog) -> None:
        shown = words(dialog)
        assert {"Herr Anders", "Frau Kern", "meine Zeile", "ihre Zeile"} <= set(shown)
        assert any("Frau Kern" in each and "while you worked" in each for each in shown)
        assert before in shown or "(empty)" in shown
        dialog.findChild(QRadioButton, "choice.0.1").setChecked(True)
        dialog.findChild(QPushButton, "action.save").click()

    with window.boxes.expect(ConflictDialog, choose_theirs_for_the_first):
        form.save()
    stored = window.desk.records.load("partnership", FIRST)
    assert (stored.responsible, stored.remarks) == ("Frau Kern", "meine Zeile")
    assert not form.panel.is_changed
    assert (form.text("responsible"), form.text("remarks")) == ("Frau Kern", "meine Zeile")


def test_that_going_back_leaves_what_was_typed_in_the_form(window: WindowRobot):
    form = opened(window)
    form.enter("responsible", "Herr Anders")
    by_a_colleague(window, responsible="Frau Kern")
    for _ in range(2):
        with window.boxes.expect(ConflictDialog, _go_back):
            form.save()
        assert form.text("responsible") == "Herr Anders"
        assert form.panel.is_changed
    assert window.desk.records.load("partnership", FIRST).responsible == "Frau Kern"


def test_that_all_values_of_one_side_can_be_chosen_at_once(window: WindowRobot):
    form = opened(window)
    form.enter("responsible", "Herr Anders")
    form.enter("group", "Dreieck")
    by_a_colleague(window, responsible="Frau Kern", group="Viereck")

    def choose_all_theirs(dialog: ConflictDialog) -> None:
        assert isinstance(dialog.grab().toImage(), QImage)
        dialog.findChild(QPushButton, "action.choose_all.1").click()
        dialog.findChild(QPushButton, "action.save").click()

    with window.boxes.expect(ConflictDialog, choose_all_theirs):
        form.save()
    stored = window.desk.records.load("partnership", FIRST)
    assert (stored.responsible, stored.group) == ("Frau Kern", "Viereck")


def _go_back(dialog: ConflictDialog) -> None:
    dialog.findChild(QPushButton, "action.back").click()
