"""A register's faults are found and named; what only grew old is brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.query import Query
from desktop_app.services.checking import Fault, check, renew
from desktop_app.storage.engine import connect
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from tests import builders


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


def tamper(register: Register, statement: str) -> None:
    connection = connect(register.path, foreign_keys=False)
    connection.execute(statement)
    connection.close()


def test_that_a_sound_register_has_no_faults(register: Register) -> None:
    assert check(register) == ()
    assert renew(register) == 0


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE task SET partnership = 4711", Fault.LINK),
        ("DELETE FROM partnership_search", Fault.SEARCH),
        ("UPDATE partnership SET german_side = 'Anderswo'", Fault.DERIVED),
        ("UPDATE party SET title = 'Anderswo'", Fault.DERIVED),
        ("UPDATE delivery SET item_count = 7", Fault.DERIVED),
    ],
)
def test_that_a_fault_is_found_and_told(register: Register, statement: str, fault: Fault) -> None:
    tamper(register, statement)
    findings = check(register)
    assert [finding.fault for finding in findings] == [fault]
    assert findings[0].text()


def test_that_what_is_out_of_date_is_renewed(register: Register) -> None:
    tamper(register, "UPDATE partnership SET german_side = 'Anderswo', german_side_key = 'anderswo'")
    assert renew(register) == 1
    assert check(register) == ()
    with register.reading() as reader:
        (row,) = reader.page(Query("partnership", ("german_side",), search="helsa"), 0, 2)
        assert reader.record("partnership", row.id).version == 1
        assert reader.operations(1)[0]["verb"] == "renew"
    assert row.values == ("Helsa",)
