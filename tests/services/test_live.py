"""What others commit to a register is announced in it within a moment, and what it committed itself is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.settings import Settings
from desktop_app.domain.changes import Committed
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.services.desk import Desk
from desktop_app.services.live import committed_elsewhere
from desktop_app.services.registers import Registers
from desktop_app.storage.engine import connect
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.newcomers import FileNewcomers, Newcomer
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server
from tests import builders
from tests.homes import HOMES, new_register
from tests.line import Line
from tests.postgres import Postgres

_PATIENCE = 10.0
_AT_ONCE = 1.0
"""Seconds in which another window is to show what was saved."""


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    return Registers(Settings(tmp_path / "settings.json"), Gazetteer())


@pytest.fixture(params=HOMES)
def desk(request: pytest.FixtureRequest, registers: Registers, tmp_path: Path) -> Iterator[Desk]:
    """A desk that watches its register, in a file and on a server."""
    with new_register(request, tmp_path) as made:
        opened = registers.open(made.home.found_at)
        opened.watch()
        yield opened
        opened.close()


@pytest.fixture
def other(desk: Desk) -> Iterator[Register]:
    """The same register, open at a colleague's."""
    register = desk.home.open("M. Kern")
    yield register
    register.close()


@pytest.fixture
def line(postgres: Postgres) -> Iterator[Line]:
    address = postgres.fresh()
    with Line(address) as line:
        yield line
    postgres.drop(address)


def path_of(desk: Desk) -> Path:
    return Path(desk.home.address)


def heard(desk: Desk) -> list[Committed]:
    """A list that fills with what is announced."""
    told: list[Committed] = []
    desk.subscribe(told.append)
    return told


def wait_for(told: list[Committed], count: int = 1) -> float:
    """Wait until so much was announced, and return the seconds it took."""
    start = time.monotonic()
    while len(told) < count:
        assert time.monotonic() - start < _PATIENCE, f"only {told} was announced"
        time.sleep(0.01)
    return time.monotonic() - start


def add_task(register: Register, **values: object) -> Task:
    with register.changing(origin="form", verb="save") as unit:
        return unit.add(builders.task(**values))


def test_that_a_colleagues_save_is_announced_within_a_second(desk: Desk, other: Register) -> None:
    told = heard(desk)
    task = add_task(other)
    assert wait_for(told) < _AT_ONCE
    assert told[0].elsewhere
    assert told[0].by == ("M. Kern",)
    assert told[0].records["task"] == {task.id}


def test_that_what_the_desk_saves_itself_is_announced_once(desk: Desk, other: Register) -> None:
    told = heard(desk)
    for number in range(20):
        desk.records.save(Task(subject=f"mine {number}"))
    add_task(other, subject="theirs")
    wait_for(told, 21)
    assert [each.elsewhere for each in told] == [False] * 20 + [True]
    assert len(told[-1].records["task"]) == 1


def test_that_a_code_list_changed_elsewhere_is_read_anew(desk: Desk, other: Register) -> None:
    told = heard(desk)
    (code, before) = desk.codes.options("topic")[0]
    with other.reading() as reader:
        (found,) = [row[0] for row in reader.values("code-value", ("code_list", "code")) if row[1:] == ("topic", code)]
        item: CodeValue = reader.record("code-value", found)
    with other.changing(origin="form", verb="save") as unit:
        words = {"label_de": "Neues Wort", "label_uk": "Нове слово", "label_en": "New word"}
        unit.save(changed(item, **words), item)
    wait_for(told)
    assert desk.codes.label("topic", code, "de") == "Neues Wort" != before


def test_that_a_failed_change_takes_no_number_from_another(desk: Desk, other: Register) -> None:
    told = heard(desk)
    with pytest.raises(UserError):
        add_task(desk.register, subject="")
    add_task(other)
    wait_for(told)
    assert told[0].elsewhere


def test_that_nothing_is_announced_where_nothing_was_done(desk: Desk, other: Register) -> None:
    told = heard(desk)
    with other.changing(origin="form", verb="save", dry_run=True) as unit:
        unit.add(builders.task())
    with other.changing(origin="form", verb="save"):
        pass
    add_task(other)
    wait_for(told)
    assert len(told) == 1


def test_that_what_shows_a_changed_record_is_told_to_look_again() -> None:
    told = committed_elsewhere([Newcomer(7, "M. Kern", "form", {"territory": frozenset({3})})])
    assert told.records["territory"] == {3}
    assert {"organisation", "partnership", "delivery", "person"} <= told.records.keys()
    told = committed_elsewhere([Newcomer(8, "M. Kern", "form", {"task": frozenset({3})})])
    assert told.records["task"] == {3}
    assert told.records.keys() <= {"task", "attachment"}


def test_that_each_person_is_named_once_and_the_program_not_at_all() -> None:
    made = [Newcomer(number, name, "form", {}) for number, name in enumerate(["M. Kern", "A. Bauer", "M. Kern"])]
    assert committed_elsewhere([*made, Newcomer(9, "C. Funk", "program", {})]).by == ("M. Kern", "A. Bauer")


@pytest.mark.parametrize("desk", ["file"], indirect=True)
def test_that_a_reader_along_is_told_and_sees_who_writes(registers: Registers, desk: Desk) -> None:
    desk.close()
    before = set(path_of(desk).parent.glob("register.bruecke*"))
    writer = registers.occupy(path_of(desk))
    reader = Registers(registers._settings, Gazetteer()).read_along(path_of(desk))
    seats: list[object] = []
    reader.watch(seats.append)
    assert seats[0].user == registers.user
    told = heard(reader)
    writer.records.save(Task(subject="Bericht"))
    assert wait_for(told) < _AT_ONCE
    with reader.register.reading() as now:
        assert now.last_number("task") == 0
    writer.close()
    start = time.monotonic()
    while len(seats) < 2:
        assert time.monotonic() - start < _PATIENCE
        time.sleep(0.01)
    assert seats[1] is None
    reader.close()
    assert set(path_of(desk).parent.glob("register.bruecke*")) == before


@pytest.mark.parametrize("desk", ["file"], indirect=True)
def test_that_a_look_costs_next_to_nothing(desk: Desk) -> None:
    newcomers = FileNewcomers(path_of(desk), partial(connect, path_of(desk)))
    start = time.perf_counter()
    for _ in range(1_000):
        newcomers._look()
    assert (time.perf_counter() - start) / 1_000 < 0.001
    newcomers.close()


def test_that_closing_ends_the_watch_at_once(desk: Desk) -> None:
    start = time.monotonic()
    desk.close()
    assert time.monotonic() - start < 0.5
    assert not desk._watch._thread.is_alive()


@pytest.mark.parametrize("happens", ["cut", "shut", "restart"])
def test_that_a_lost_connection_comes_back_and_nothing_is_missed_or_said_twice(
    registers: Registers, line: Line, postgres: Postgres, happens: str
) -> None:
    desk = registers.open(line.address)
    other = find_server(replace(line.address, port=postgres.port)).open("M. Kern")
    desk.watch()
    told = heard(desk)
    add_task(other)
    wait_for(told)
    {"cut": line.cut, "shut": line.shut, "restart": postgres.stop}[happens]()
    if happens == "restart":
        postgres.start()
    missed = [add_task(other).id for _ in range(3)]
    line.mend()
    last = wait_for_task(told, other)
    seen = [number for each in told for number in each.records["task"]]
    assert seen[1:] == [*missed, last]
    assert all(each.by == ("M. Kern",) for each in told)
    other.close()
    desk.close()


def wait_for_task(told: list[Committed], other: Register) -> int:
    """Wait until what others added is announced, and return the last of it."""
    start = time.monotonic()
    last = add_task(other).id or 0
    while not any(last in each.records["task"] for each in told):
        assert time.monotonic() - start < _PATIENCE
        time.sleep(0.01)
    return last


def test_that_hearing_nothing_is_no_sign_of_life(registers: Registers, line: Line) -> None:
    desk = registers.open(line.address)
    desk.watch()
    told: list[object] = []
    time.sleep(_AT_ONCE)
    line.freeze()
    desk.home.contact.lost()
    desk.home.contact.subscribe(told.append)
    time.sleep(2 * _AT_ONCE)
    assert told == []
    line.mend()
    desk.close()
