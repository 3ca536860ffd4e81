"""A desk whose connection breaks off finds out whether its change was kept: never twice, never not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from desktop_app.domain.errors import Unanswered
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.query import Query
from desktop_app.domain.record import changed
from desktop_app.services.records import Records
from desktop_app.storage import register as module
from desktop_app.storage.failures import StorageError
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server
from tests import builders
from tests.line import Line, Loss
from tests.postgres import Postgres

OFTEN = [5, pytest.param(50, marks=pytest.mark.nightly)]


@pytest.fixture
def line(postgres: Postgres) -> Iterator[Line]:
    address = postgres.fresh()
    with Line(address) as line:
        yield line
    postgres.drop(address)


@pytest.fixture
def register(line: Line) -> Iterator[Register]:
    opened = find_server(line.address).open("Anna")
    yield opened
    opened.close()


def add(register: Register, subject: str) -> Any:
    with register.changing(origin="form", verb="save") as unit:
        return unit.add(builders.task(subject=subject))


def add_while(register: Register, happens: Callable[[], None]) -> None:
    """Add records in one unit of work, in the middle of which something happens."""
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.task(subject="Verlorenes"))
        happens()
        unit.add(builders.task(subject="Verlorenes"))


def subjects(register: Register) -> list[str]:
    with register.reading() as reader:
        ids = [row.id for row in reader.every(Query("task"))]
        return sorted(item.subject for item in reader.records("task", ids).values())


@pytest.mark.parametrize("times", OFTEN)
def test_that_a_lost_answer_is_found_out(line: Line, register: Register, times: int) -> None:
    heard: list[int | None] = []
    register.subscribe(lambda committed: heard.append(committed.operation))
    for number in range(times):
        line.lose_commit(Loss.ANSWER)
        assert add(register, f"Aufgabe {number:02}").id
    assert subjects(register) == [f"Aufgabe {number:02}" for number in range(times)]
    assert len(set(heard)) == times
    assert all(register.has_done(number or 0) for number in heard)


@pytest.mark.parametrize("times", OFTEN)
def test_that_a_lost_commit_is_told_and_can_be_done_again(line: Line, register: Register, times: int) -> None:
    for number in range(times):
        line.lose_commit(Loss.QUESTION)
        with pytest.raises(StorageError, match="Nothing was saved"):
            add(register, f"Aufgabe {number:02}")
        add(register, f"Aufgabe {number:02}")
    assert subjects(register) == [f"Aufgabe {number:02}" for number in range(times)]


@pytest.mark.parametrize("times", [2, pytest.param(50, marks=pytest.mark.nightly)])
def test_that_a_commit_that_comes_late_is_waited_for(line: Line, register: Register, times: int) -> None:
    for number in range(times):
        line.lose_commit(Loss.LATE, late=0.5)
        assert add(register, f"Aufgabe {number:02}").id
    assert subjects(register) == [f"Aufgabe {number:02}" for number in range(times)]


@pytest.mark.parametrize("kept", [True, False])
def test_that_what_nobody_can_tell_is_told_as_such_and_never_saved_twice(
    line: Line, register: Register, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.3)
    records = Records(register)
    stock = builders.stock(register)
    item = builders.partnership(stock, milestones=(Milestone(kind="visit", place="Ichnia"),))
    unanswered = lose(line, records, item, kept=kept)
    saved = records.save(changed(item, remarks="noch ein Satz"), tried=unanswered)
    with register.reading() as reader:
        assert [row.id for row in reader.every(Query("partnership"))] == [saved.id]
        stored = reader.record("partnership", saved.id or 0)
    assert stored == saved
    assert (stored.remarks, stored.version) == ("noch ein Satz", 2 if kept else 1)
    assert [row.place for row in stored.milestones] == ["Ichnia"]
    again = changed(saved, remarks="anders")
    unanswered = lose(line, records, again, saved, kept=kept)
    final = records.save(changed(saved, remarks="ganz anders"), saved, tried=unanswered)
    assert final.remarks == "ganz anders"
    assert [row.id for row in final.milestones] == [row.id for row in saved.milestones]


def lose(line: Line, records: Records, item: Any, base: Any = None, *, kept: bool) -> Unanswered:
    line.lose_commit(Loss.ANSWER if kept else Loss.QUESTION, shut=True)
    with pytest.raises(Unanswered, match="nothing is saved twice") as raised:
        records.save(item, base)
    line.mend()
    return raised.value


def test_that_what_others_changed_after_a_lost_answer_is_not_written_over(
    line: Line, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.3)
    records = Records(register)
    task = add(register, "Bericht")
    unanswered = lose(line, records, changed(task, responsible="Anna"), task, kept=True)
    boris = register.home.open("Boris")
    theirs = Records(boris).load("task", task.id)
    Records(boris).save(changed(theirs, remarks="von Boris"), theirs)
    boris.close()
    final = records.save(changed(task, responsible="Anna", subject="Bericht 2"), task, tried=unanswered)
    assert (final.responsible, final.remarks, final.subject) == ("Anna", "von Boris", "Bericht 2")


@pytest.mark.parametrize("times", OFTEN)
def test_that_a_cut_loses_only_what_was_not_saved(line: Line, register: Register, times: int) -> None:
    for number in range(times):
        with pytest.raises(StorageError, match="Nothing was changed"):
            add_while(register, line.cut)
        add(register, f"Aufgabe {number:02}")
        line.cut()
    assert subjects(register) == [f"Aufgabe {number:02}" for number in range(times)]


@pytest.mark.parametrize("times", [1, pytest.param(50, marks=pytest.mark.nightly)])
def test_that_a_restarted_server_goes_on(postgres: Postgres, times: int) -> None:
    address = postgres.fresh()
    register = find_server(address).open("Anna")
    for number in range(times):
        with pytest.raises(StorageError, match="Nothing was changed"):
            add_while(register, postgres.stop)
        with pytest.raises(StorageError, match=r"does not answer|being restarted"):
            subjects(register)
        postgres.start()
        add(register, f"Aufgabe {number:02}")
        postgres.stop(at_once=True)
        postgres.start()
    assert subjects(register) == [f"Aufgabe {number:02}" for number in range(times)]
    register.close()
    postgres.drop(address)
