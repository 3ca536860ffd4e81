"""What only grew old is brought up to date when its day has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.person import Role
from desktop_app.services.checking import check
from desktop_app.services.renewal import renew
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from tests import builders
from tests.days import Day, day

__all__ = ["day"]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    with opened.changing(origin="test", verb="save") as unit:
        unit.add(builders.task())
    stock = builders.stock(opened)
    with opened.changing(origin="test", verb="save") as unit:
        unit.add(builders.delivery(stock))
        unit.add(builders.partnership(stock))
    yield opened
    opened.close()


def test_that_nothing_is_renewed_twice(register: Register) -> None:
    assert check(register).findings == ()
    assert renew(register) == 0


@pytest.mark.parametrize(
    ("ends", "comes", "status"),
    [
        (PartialDate(2026, 12, 31), date(2026, 12, 30), "active"),
        (PartialDate(2026, 12, 31), date(2026, 12, 31), "ended"),
        (PartialDate(2026, 12, 31), date(2027, 3, 1), "ended"),
        (PartialDate(2027), date(2027, 1, 1), "ended"),
        (PartialDate(2027, 1), date(2027, 1, 2), "ended"),
    ],
)
def test_that_a_status_follows_a_milestone_whose_day_has_come(
    day: type[Day], tmp_path: Path, ends: PartialDate, comes: date, status: str
) -> None:
    register = create_register(tmp_path / "daily.bruecke", who="Anna")
    signed = Milestone(kind="signing", day=PartialDate(2020))
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        made = unit.add(builders.partnership(stock, milestones=(signed, Milestone(kind="termination", day=ends))))
        unit.add(builders.partnership(stock, milestones=(signed,)))
    assert made.status == "active"
    day.stands_on = comes
    assert renew(register) == (status == "ended")
    with register.reading() as reader:
        assert reader.record("partnership", made.id or 0).status == status
        assert reader.record("partnership", made.id or 0).version == 1
        assert reader.derived_on() == comes
        assert reader.operations(1)[0]["verb"] == ("renew" if status == "ended" else "save")
    assert renew(register) == 0
    assert check(register).findings == ()
    register.close()


def test_that_a_role_ends_with_its_last_day(day: type[Day], register: Register) -> None:
    role = Role(organisation=1, function_text="Bürgermeisterin", until=PartialDate(2026, 12))
    with register.changing(origin="test", verb="save") as unit:
        person = unit.add(builders.person(roles=(role,)))
        unit.derived_today()
    for comes, shown in ((date(2026, 12, 31), True), (date(2027, 1, 1), False)):
        day.stands_on = comes
        assert renew(register) == (not shown)
        with register.reading() as reader:
            assert reader.record("person", person.id or 0).main_role.startswith("Bürgermeisterin") is shown
