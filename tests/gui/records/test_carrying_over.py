"""Who enters several records one after another types once what stays the same."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop_app.gui.records.carried_line import CarriedLine
from tests import builders
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot


def enter(page: PageRobot, subject: str, responsible: str = "") -> None:
    form = page.new()
    form.enter("subject", subject)
    if responsible:
        form.enter("responsible", responsible)
    form.save()


def line(page: PageRobot) -> CarriedLine:
    found = page.page.form.findChild(CarriedLine)
    assert found is not None
    return found


def test_that_the_next_record_begins_with_what_stays_the_same_and_says_so(window: WindowRobot):
    page = window.go_to("task")
    page.new()
    assert line(page).words == ""
    enter(page, "Bericht anfordern", "Frau Kern")
    form = page.new()
    assert (form.text("subject"), form.text("responsible")) == ("", "Frau Kern")
    assert line(page).words == "As in the last record: Responsible"
    form.enter("subject", "Foto anfordern")
    form.save()
    assert line(page).words == ""


def test_that_what_was_taken_over_is_emptied_at_once(window: WindowRobot):
    page = window.go_to("task")
    enter(page, "Bericht anfordern", "Frau Kern")
    form = page.new()
    button = line(page).findChild(QPushButton, "action.empty_carried")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.text("responsible") == ""
    assert line(page).words == ""


def test_that_a_record_that_was_only_changed_is_not_the_last_one(window: WindowRobot):
    page = window.go_to("task")
    enter(page, "Bericht anfordern")
    form = page.choose("Bericht anfordern")
    form.enter("responsible", "Frau Kern")
    form.save()
    assert page.new().text("responsible") == ""


def test_that_the_rows_of_the_last_record_are_taken_over_as_new_ones(window: WindowRobot):
    stock = builders.stock(window.desk.register)
    page = window.go_to("delivery")
    form = page.new()
    form.enter("subject", "Feldbetten")
    form.table("donors").add(territory=("hel", "Helsa"))
    form.enter("recipient_text", "Krankenhaus")
    form.save()
    assert form.problems() == []
    first = page.page.form.record_id or 0
    form = page.new()
    assert line(page).words == "As in the last record: Donors"
    form.enter("subject", "Decken")
    form.enter("recipient_text", "Krankenhaus")
    form.save()
    second = page.page.form.record_id or 0
    donors = [window.desk.records.load("delivery", each).donors for each in (first, second)]
    assert [[row.territory for row in rows] for rows in donors] == [[stock.german]] * 2
    assert donors[0][0].id != donors[1][0].id


def test_that_a_record_about_something_else_takes_nothing_over(window: WindowRobot):
    stock = builders.stock(window.desk.register)
    desk = window.desk
    here, there = (desk.records.save(builders.partnership(stock)).id or 0 for _ in range(2))
    page = window.go_to("delivery")
    page.page.begin({"partnership": here})
    page.form.enter("funding", "SKEW")
    page.form.enter("recipient_text", "Krankenhaus")
    page.form.enter("subject", "Feldbetten")
    page.form.table("donors").add(territory=("hel", "Helsa"))
    page.form.save()
    assert page.form.problems() == []
    page.page.begin({"partnership": there})
    assert (page.form.text("funding"), line(page).words) == ("", "")
    page.page.begin({"partnership": here})
    assert page.form.text("funding") == "SKEW"
    assert line(page).words == "As in the last record: Donors, Funding"
