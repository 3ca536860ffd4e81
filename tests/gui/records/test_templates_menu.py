"""A clerk keeps a delivery as a template and begins the next one with it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.kit.name_dialog import NameDialog
from desktop_app.gui.kit.toast import Toast
from tests import builders
from tests.robots.keyboard import Key, press, type_text
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    window.desk.records.save(builders.task(subject="Bericht anfordern", responsible="Frau Kern"))
    page = window.go_to("task")
    page.choose("Bericht anfordern")
    return page


def offered(page: PageRobot, menu: str = "") -> dict[str, QAction]:
    """What a menu of the templates offers, as it opens."""
    whole = page.page.templates.menu
    whole.aboutToShow.emit()
    found = whole.findChildren(QMenu, f"menu.{menu}")[-1] if menu else whole
    return {without_mnemonic(each.text()): each for each in found.actions() if not each.isSeparator()}


def named(name: str):
    def meet(dialog: NameDialog) -> None:
        line = dialog.findChild(QLineEdit, "name")
        line.setFocus()
        line.selectAll()
        type_text(name)
        press(Key.Key_Return)

    return meet


def keep(page: PageRobot, window: WindowRobot, name: str) -> None:
    with window.boxes.expect(NameDialog, named(name)):
        offered(page)["Keep the record shown as a template …"].trigger()


def test_that_a_record_is_kept_as_a_template_and_the_next_one_begins_with_it(page: PageRobot, window: WindowRobot):
    keep(page, window, "Bericht")
    assert window.window.findChildren(Toast)[-1].text() == "Template “Bericht” kept"
    offered(page)["Bericht"].trigger()
    QApplication.processEvents()
    assert page.page.form.is_new
    assert page.form.text("subject") == "Bericht anfordern"
    assert page.form.text("responsible") == "Frau Kern"
    assert len(window.desk.browser.page(page.model.query, 0, 10)) == 1


def test_that_a_template_is_renamed_and_deleted(page: PageRobot, window: WindowRobot):
    keep(page, window, "Bericht")
    with window.boxes.expect(NameDialog, named("Nachfrage")):
        offered(page, "rename_template")["Bericht"].trigger()
    assert "Nachfrage" in offered(page)
    offered(page, "delete_template")["Nachfrage"].trigger()
    assert "Nachfrage" not in offered(page)
    assert window.desk.history.page()[0].words == "Template Nachfrage was moved to the trash"


def test_that_a_name_that_is_taken_is_refused_in_words(page: PageRobot, window: WindowRobot):
    keep(page, window, "Bericht")
    with window.boxes.answer("close"):
        keep(page, window, "Bericht")
    assert window.boxes.told[-1] == "There is a template “Bericht” already. Choose another name."


def test_that_a_template_opened_from_elsewhere_begins_a_record_on_its_page(page: PageRobot, window: WindowRobot):
    keep(page, window, "Bericht")
    template = window.desk.templates.of("task")[0]
    window.go_to("partnership")
    window.window.show_record("record-template", template.id)
    assert window.window.page_name == "task"
    assert page.page.form.is_new


def test_that_nothing_is_kept_where_no_record_is_shown(window: WindowRobot):
    page = window.go_to("task")
    assert not offered(page)["Keep the record shown as a template …"].isEnabled()
    assert not offered(page)["Rename"].isEnabled()
