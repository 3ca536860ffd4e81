"""The overview counts, reminds, and shows what was done last."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone
from desktop_app.services.overview import overview, silent_query
from desktop_app.storage.register import Register
from tests import builders
from tests.builders import Stock

TODAY = date(2026, 3, 31)
LABELS = {"partnership": "Partnerships", "task": "Tasks", "delivery": "Aid deliveries"}


@pytest.fixture
def stock(register: Register) -> Stock:
    return builders.stock(register)


def signed(stock: Stock, *contacts: PartialDate, **values: object) -> object:
    signing = Milestone(kind="signing", day=PartialDate(2020, 5))
    calls = tuple(Activity(kind="call", starts=day) for day in contacts)
    return builders.partnership(stock, milestones=(signing,), activities=calls, **values)


def test_that_counts_leave_out_the_trash(register: Register, stock: Stock) -> None:
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.partnership(stock))
        gone = unit.add(builders.partnership(stock))
        unit.trash("partnership", [gone.id or 0])
        unit.add(builders.task())
    shown = overview(register.home, LABELS, TODAY)
    assert [(figure.label, figure.value) for figure in shown.figures] == [
        ("Partnerships", 1),
        ("Tasks", 1),
        ("Aid deliveries", 0),
    ]
    with register.reading() as reader:
        assert [reader.count(figure.query) for figure in shown.figures] == [1, 1, 0]


def test_that_open_tasks_stand_in_the_order_in_which_they_are_due(register: Register) -> None:
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.task(subject="später", due=PartialDate(2026, 5)))
        unit.add(builders.task(subject="überfällig", due=PartialDate(2026, 3, 1)))
        unit.add(builders.task(subject="erledigt", due=PartialDate(2026, 1), done=PartialDate(2026, 1, 5)))
        unit.add(builders.task(subject="irgendwann"))
    assert [row.values[0] for row in overview(register.home, LABELS, TODAY).tasks] == ["überfällig", "später"]


def test_that_partnerships_without_contact_for_a_year_are_named(register: Register, stock: Stock) -> None:
    with register.changing(origin="test", verb="save") as unit:
        silent = unit.add(signed(stock, PartialDate(2024, 2), group="still"))  # type: ignore[type-var]
        unit.add(signed(stock, PartialDate(2026, 2), group="rege"))  # type: ignore[type-var]
        unit.add(builders.partnership(stock, group="Anfrage"))
    shown = overview(register.home, LABELS, TODAY)
    assert [row.id for row in shown.silent] == [silent.id]  # type: ignore[attr-defined]
    assert shown.silent_count == 1
    with register.reading() as reader:
        assert reader.count(silent_query(TODAY)) == 1


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_that_a_year_ago_is_a_day_of_the_calendar(today: date) -> None:
    assert silent_query(today).filters


def test_that_the_latest_changes_come_first(register: Register, stock: Stock) -> None:
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.task(subject="Zuletzt"))
    with register.changing(origin="import", verb="import") as unit:
        unit.add_all([builders.task(), builders.task()])
    latest, before, *_ = overview(register.home, LABELS, TODAY).changes
    assert (latest.verb, latest.records, latest.record_id, latest.by) == ("import", 2, None, "Anna")
    assert (before.title, before.record, before.records) == ("Zuletzt", "task", 1)
