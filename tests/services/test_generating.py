"""A register made for trials: large, plausible, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.catalogue import RECORDS
from desktop_app.domain.query import Query
from desktop_app.domain.record import problems_of
from desktop_app.services.checking import check
from desktop_app.services.generating import generate
from desktop_app.storage.files import create_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register

PARTNERSHIPS, DELIVERIES = 120, 30
MADE_BY_PEOPLE = {"code-value", "task", "attachment", "saved-view", "record-template", "kept-apart"}
KINDS = [record_type.NAME for record_type in RECORDS if record_type.NAME not in MADE_BY_PEOPLE]


def generated(path: Path, seed: int = 1) -> Register:
    register = create_register(path, who="test")
    generate(register, Gazetteer(), PARTNERSHIPS, DELIVERIES, seed=seed)
    return register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = generated(tmp_path_factory.mktemp("generating") / "large.bruecke")
    yield opened
    opened.close()


def titles(register: Register) -> dict[str, list[object]]:
    with register.reading() as reader:
        return {name: [row.values for row in reader.every(Query(name, ("title", "changed_by")))] for name in KINDS}


def test_that_as_many_records_are_made_as_asked_for(register: Register) -> None:
    with register.reading() as reader:
        assert reader.count(Query("partnership")) == PARTNERSHIPS
        assert reader.count(Query("delivery")) == DELIVERIES
        assert DELIVERIES * 5 < reader.count(Query("delivery-item")) < DELIVERIES * 15
        assert all(reader.count(Query(name)) for name in KINDS)


def test_that_the_same_seed_makes_the_same_register(register: Register, tmp_path: Path) -> None:
    again, other = generated(tmp_path / "again.bruecke"), generated(tmp_path / "other.bruecke", seed=2)
    assert titles(again) == titles(register)
    assert titles(other) != titles(register)
    again.close()
    other.close()


def test_that_the_records_are_whole(register: Register) -> None:
    assert check(register).findings == ()
    with register.reading() as reader:
        for name in KINDS:
            for item in reader.records(name, [row.id for row in reader.every(Query(name))]).values():
                assert item.title
                assert not [problem for problem in problems_of(item) if problem.error]


def test_that_partnerships_are_of_many_kinds(register: Register) -> None:
    with register.reading() as reader:
        rows = [row.values for row in reader.every(Query("partnership", ("status", "partnership_level", "legal_form")))]
    statuses, levels, forms = (set(column) for column in zip(*rows, strict=True))
    assert {"active", "ended", "dormant", "signed"} <= statuses
    assert {"municipal", "district", "institution"} <= levels
    assert len(forms) >= 5


def test_that_progress_reaches_the_end(tmp_path: Path) -> None:
    register = create_register(tmp_path / "small.bruecke", who="test")
    told: list[tuple[int, int]] = []
    generate(register, Gazetteer(), 10, 2, progress=lambda done, wanted: told.append((done, wanted)))
    register.close()
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
