"""Who has a record open at a server is told to all who have it open too, and nobody stays who is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.base.settings import Settings
from desktop_app.domain.catalogue import TYPES
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers, whereabouts
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.server_address import ServerAddress
from desktop_app.storage.server_presence import lock_key, signed, signer
from tests.line import Line
from tests.postgres import LOCKED_USER, PASSWORD, Postgres

ROOT = Path(__file__).resolve().parents[2]
RECORD = ("partnership", 7)
_PATIENCE = 20.0
_SOON = 1.5
"""Seconds within which a colleague appears and goes."""


@pytest.fixture
def address(postgres: Postgres) -> Iterator[ServerAddress]:
    made = postgres.fresh()
    yield made
    postgres.drop(made)


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[Callable[[str, ServerAddress], Desk]]:
    """Opens and watches a register as somebody."""
    desks: list[Desk] = []

    def sit(who: str, where: ServerAddress) -> Desk:
        desks.append(open_as(who, where, tmp_path))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.close()


def open_as(who: str, where: ServerAddress, folder: Path) -> Desk:
    settings = Settings(folder / f"{who}.json")
    settings.set("user_name", who)
    desk = Registers(settings, Gazetteer()).open(where)
    desk.watch()
    return desk


def wait_for(desk: Desk, *people: str) -> float:
    """Wait until exactly these people are seen at the record, and return the seconds it took."""
    start = time.monotonic()
    while desk.presence.others(*RECORD) != people:
        assert time.monotonic() - start < _PATIENCE, desk.presence.others(*RECORD)
        time.sleep(0.01)
    return time.monotonic() - start


def test_that_those_at_the_same_record_see_each_other_come_and_go(
    address: ServerAddress, sit_down: Callable[[str, ServerAddress], Desk]
) -> None:
    anna, kern = sit_down("Anna", address), sit_down("Oksana Керн-Müller", address)
    anna.presence.enter("form", *RECORD)
    kern.presence.enter("form", "partnership", 8)
    kern.presence.enter("window", *RECORD)
    assert wait_for(anna, "Oksana Керн-Müller") < _SOON
    assert wait_for(kern, "Anna") < _SOON
    assert kern.presence.others("partnership", 8) == ()
    kern.presence.leave("window")
    assert wait_for(anna) < _SOON
    kern.presence.enter("form", *RECORD)
    third = sit_down("Boris", address)
    third.presence.enter("form", *RECORD)
    wait_for(anna, "Boris", "Oksana Керн-Müller")
    third.presence.enter("form", "task", RECORD[1])
    wait_for(anna, "Oksana Керн-Müller")
    kern.close()
    assert wait_for(anna) < _SOON


def test_that_who_is_told_hears_of_changes_only(
    address: ServerAddress, sit_down: Callable[[str, ServerAddress], Desk]
) -> None:
    anna, kern = sit_down("Anna", address), sit_down("M. Kern", address)
    told: list[tuple[str, ...]] = []
    anna.presence.subscribe(lambda: told.append(anna.presence.others(*RECORD)))
    anna.presence.enter("form", *RECORD)
    kern.presence.enter("form", *RECORD)
    wait_for(anna, "M. Kern")
    time.sleep(1.2)
    kern.presence.leave("form")
    wait_for(anna)
    assert told == [("M. Kern",), ()]


def test_that_who_may_only_read_sees_and_is_seen(
    postgres: Postgres, address: ServerAddress, sit_down: Callable[[str, ServerAddress], Desk]
) -> None:
    for right in ("USAGE ON SCHEMA public", "SELECT ON ALL TABLES IN SCHEMA public"):
        postgres.execute(f"GRANT {right} TO {LOCKED_USER}", database=address.database)
    anna = sit_down("Anna", address)
    reader = sit_down("Leser", replace(address, user=LOCKED_USER, password=PASSWORD))
    assert reader.read_only
    for desk in (anna, reader):
        desk.presence.enter("form", *RECORD)
    wait_for(anna, "Leser")
    wait_for(reader, "Anna")


def test_that_a_cut_or_a_restart_leaves_nobody_behind_and_brings_all_back(
    postgres: Postgres, address: ServerAddress, sit_down: Callable[[str, ServerAddress], Desk]
) -> None:
    anna = sit_down("Anna", address)
    anna.presence.enter("form", *RECORD)
    with Line(address) as line:
        kern = sit_down("M. Kern", line.address)
        kern.presence.enter("form", *RECORD)
        wait_for(anna, "M. Kern")
        line.shut()
        assert wait_for(anna) < _SOON
        line.mend()
        wait_for(anna, "M. Kern")
        postgres.stop()
        postgres.start()
        kern.presence.leave("form")
        wait_for(anna)
        kern.presence.enter("form", *RECORD)
        wait_for(anna, "M. Kern")
        wait_for(kern, "Anna")


def test_that_a_program_that_was_killed_leaves_nobody_behind(
    address: ServerAddress, sit_down: Callable[[str, ServerAddress], Desk], tmp_path: Path
) -> None:
    anna = sit_down("Anna", address)
    anna.presence.enter("form", *RECORD)
    command = [sys.executable, str(Path(__file__)), address.url, str(tmp_path)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}) as other:
        wait_for(anna, "M. Kern")
        other.kill()
    assert wait_for(anna) < _SOON


@pytest.mark.parametrize("name", ["Anna", "Müller-Lüdenscheidt", "Оксана Ґалаґан", "", "?", "名前", "a-b -"])
def test_that_a_session_tells_whose_it_is(name: str) -> None:
    assert signed(name).isascii()
    assert signer(signed(name)) == name


def test_that_long_names_are_cut_and_strange_sessions_are_nobodys() -> None:
    assert signer(signed("Ґ" * 200)).startswith("Ґ" * 20)
    assert all(len(signed(letter * 200)) <= 63 for letter in "aüҐ名")
    for name in (None, "", "psql", "Brueckenbuch", "Brueckenbuch: \u00e4", "Brueckenbuch: x-!"):
        assert signer(name) == ""


def test_that_no_two_records_share_a_lock() -> None:
    keys = [lock_key(schema, (name, number)) for schema in ("public", "west") for name in TYPES for number in (1, 2)]
    assert len(set(keys)) == len(keys)
    assert all(0 <= key < 2**63 for key in keys)


if __name__ == "__main__":
    where = whereabouts(sys.argv[1])
    assert isinstance(where, ServerAddress)
    open_as("M. Kern", where, Path(sys.argv[2])).presence.enter("form", *RECORD)
    time.sleep(60)
