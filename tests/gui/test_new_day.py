"""A program that stays open overnight shows in the morning what the day has brought."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.gui.new_day import NewDay
from tests import builders
from tests.days import Day, day
from tests.robots.office import Office, office

__all__ = ["day", "office"]


def test_that_the_open_list_shows_a_status_whose_day_has_come(day: type[Day], office: Office, qtbot: QtBot):
    window = office.new_register()
    stock = builders.stock(window.desk.register)
    milestones = (
        Milestone(kind="signing", day=PartialDate(2020)),
        Milestone(kind="termination", day=PartialDate(2026, 11, 2)),
    )
    window.desk.records.save(builders.partnership(stock, milestones=milestones))
    page = window.go_to("partnership")
    column = [each.field.name for each in page.model.columns].index("status")
    assert page.model.index(0, column).data() == "active"
    day.stands_on = date(2026, 11, 2)
    window.window.findChild(NewDay).look()
    qtbot.waitUntil(lambda: page.model.index(0, column).data() == "ended")
