"""A program that stays open overnight shows in the morning what the day has brought."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.gui.new_day import NewDay
from tests import builders
from tests.days import Day, day
from tests.robots.office import Office, office
from tests.services.test_trash import trash_long_ago

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


@pytest.mark.parametrize(("days", "left"), [("0", 1), ("30", 0)])
def test_that_the_trash_is_emptied_by_the_rule_of_the_settings(office: Office, qtbot: QtBot, days: str, left: int):
    office.settings.set("trash_days", days)
    window = office.new_register()
    task = window.desk.records.save(builders.task())
    trash_long_ago(window.desk.register, "task", task.id or 0, 31)
    window.window.findChild(NewDay).look()
    qtbot.waitUntil(lambda: not office.program._runner.busy)
    assert window.desk.trash.count() == left
