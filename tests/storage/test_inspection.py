"""A register is looked through and mended in a file and on a server alike."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, update

from desktop_app.domain.findings import Fault
from desktop_app.domain.record import changed
from desktop_app.services.checking import check, repair
from desktop_app.storage.dialect import SQLITE
from desktop_app.storage.register import Register
from desktop_app.storage.tables import CHANGE, COUNTER, TABLES, search_table
from tests import builders
from tests.builders import Stock

PARTNERSHIP, TASK = TABLES["partnership"], TABLES["task"]

MADE: dict[Fault, tuple[Any, ...]] = {
    Fault.DAMAGED: (update(TASK).values(subject="Nichts tun"),),
    Fault.SEAL: (update(CHANGE).where(CHANGE.c.field == "subject").values(new="x"),),
    Fault.SEARCH: (delete(search_table(TASK)),),
    Fault.SORTING: (update(PARTNERSHIP).values(title_key="zzz"),),
    Fault.NUMBER: (update(COUNTER).values(last=0),),
}


@pytest.fixture
def filled(register: Register, stock: Stock) -> Register:
    """Fill a register with records, one of them changed, one in the trash."""
    with register.changing(origin="form", verb="save") as unit:
        task = unit.add(builders.task())
        unit.add(builders.delivery(stock))
        unit.add(builders.partnership(stock))
        unit.add(builders.person())
    with register.changing(origin="form", verb="save") as unit:
        unit.save(changed(task, subject="Anrufen"))
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("person", [1])
    return register


def test_that_a_sound_register_has_no_faults(filled: Register) -> None:
    report = check(filled)
    assert report.findings == ()
    assert report.looked.records > 400
    assert check(filled, quick=True).findings == ()


@pytest.mark.parametrize("fault", MADE)
def test_that_faults_are_found_and_mended(filled: Register, fault: Fault) -> None:
    with filled.changing(origin="test", verb="save") as unit:
        for statement in MADE[fault]:
            unit.connection.execute(statement)
    report = check(filled)
    assert {finding.fault for finding in report.findings} == {fault}
    left = repair(filled, report.findings).left
    assert {finding.fault for finding in left} == ({Fault.SEAL} if fault is Fault.SEAL else set())
    assert {finding.fault for finding in check(filled).findings} == {finding.fault for finding in left}


def test_that_ids_given_before_are_never_given_again(filled: Register) -> None:
    with filled.changing(origin="test", verb="save") as unit:
        if unit.connection.dialect.name == SQLITE:
            unit.connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'task'")
        else:
            unit.connection.exec_driver_sql("ALTER SEQUENCE task_id_seq RESTART")
    report = check(filled)
    assert [(finding.fault, finding.record) for finding in report.findings] == [(Fault.SEQUENCE, "task")]
    assert repair(filled, report.findings).left == ()
    assert check(filled).findings == ()
    with filled.changing(origin="form", verb="save") as unit:
        assert unit.add(builders.task()).id == 2
