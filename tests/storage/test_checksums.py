"""Every row carries the checksum of what it holds, whatever was done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import REDO, UNDO
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.record import changed, child_fields
from desktop_app.services.example import fill_example
from desktop_app.storage.checksums import operation_checksum
from desktop_app.storage.engine import connect
from desktop_app.storage.files import create_register
from desktop_app.storage.journal import CHANGE_COLUMNS, OPERATION_COLUMNS
from desktop_app.storage.register import Register
from desktop_app.storage.reverting import revert
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import CHECKSUM, TABLES, table_name
from desktop_app.storage.unit_of_work import UnitOfWork
from tests import builders
from tests.builders import Stock

Row = tuple[str, int]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    yield opened
    opened.close()


def wrong_rows(register: Register) -> set[Row]:
    """Return the rows whose checksum is not that of what they hold."""
    connection = connect(Path(register.home.address), foreign_keys=False)
    found: set[Row] = set()
    for name, record_type in TYPES.items():
        columns = codec(record_type).record_columns
        names = ", ".join(f'"{column}"' for column in columns)
        for *values, stored in connection.execute(f"SELECT {names}, {CHECKSUM} FROM {TABLES[name].name}"):
            owned = [
                [row[0] for row in connection.execute(f"SELECT id FROM {table} WHERE owner_id = ?", (values[0],))]
                for table in (table_name(field.target) for field in child_fields(record_type))
            ]
            if codec(record_type).checksum(tuple(values), owned) != stored:
                found.add((name, values[0]))
    connection.close()
    return found


def wrong_operations(register: Register) -> set[int]:
    """Return the operations whose checksum is not that of what the history tells of them."""
    connection = connect(Path(register.home.address))
    found = set()
    for number, stored, *values in connection.execute(
        f"SELECT id, {CHECKSUM}, {', '.join(OPERATION_COLUMNS)} FROM operation"
    ):
        changes = connection.execute(
            f"SELECT {', '.join(CHANGE_COLUMNS)} FROM change WHERE operation_id = ? ORDER BY id", (number,)
        )
        if operation_checksum(values, changes) != stored:
            found.add(number)
    connection.close()
    return found


def do(register: Register, work: Callable[[UnitOfWork], Any]) -> Any:
    with register.changing(origin="form", verb="save") as unit:
        return work(unit)


def take_back(register: Register, verb: str) -> None:
    with register.reading() as reader:
        number = reader.next_undo("Anna") if verb == UNDO else reader.next_redo("Anna")
    assert number is not None
    with register.changing(origin="form", verb=verb, undoes=number) as unit:
        revert(unit, number)


def partnership(register: Register, stock: Stock) -> Any:
    signed = Milestone(kind="signing", day=PartialDate(2020))
    return do(register, lambda unit: unit.add(builders.partnership(stock, milestones=(signed,))))


def test_that_every_row_of_a_register_with_all_kinds_of_records_has_its_checksum(register: Register) -> None:
    fill_example(register)
    with register.reading() as reader:
        assert all(reader.counts().values())
    assert wrong_rows(register) == set()
    assert wrong_operations(register) == set()


def test_that_checksums_stay_right_whatever_is_done(register: Register) -> None:
    stock = builders.stock(register)
    made = partnership(register, stock)
    later = Milestone(kind="extension", day=PartialDate(2022))
    first = made.milestones[0]
    steps: list[Callable[[UnitOfWork], Any]] = [
        lambda unit: unit.save(changed(made, remarks="Neu", milestones=(later, first))),
        lambda unit: unit.save(changed(made, version=2, milestones=(first,), remarks="Doch nicht")),
        lambda unit: unit.trash("partnership", [made.id]),
        lambda unit: unit.trash("territory", [stock.german]),
        lambda unit: unit.restore("territory", [stock.german]),
        lambda unit: unit.restore("partnership", [made.id]),
        lambda unit: unit.save(builders.territory(name_de="Anderswo", id=stock.german, version=3)),
        lambda unit: unit.renew("partnership", [made.id]),
    ]
    for step in steps:
        do(register, step)
        assert wrong_rows(register) == set()
    for verb in (*(UNDO,) * 8, *(REDO,) * 8):
        take_back(register, verb)
        assert wrong_rows(register) == set()
    assert wrong_operations(register) == set()


@pytest.mark.parametrize("name", TYPES)
def test_that_any_other_value_gives_another_checksum(register: Register, name: str) -> None:
    fill_example(register)
    record_type = TYPES[name]
    coder = codec(record_type)
    connection = connect(Path(register.home.address), foreign_keys=False)
    kept = [column for column in coder.record_columns if column not in {"id", "owner_id"}]
    ids = [row[0] for row in connection.execute(f"SELECT id FROM {TABLES[name].name}")]
    for place, column in enumerate(kept):
        connection.execute("BEGIN")
        connection.execute(
            f'UPDATE {TABLES[name].name} SET "{column}" = coalesce("{column}", 0) + 1000 WHERE id = ?',
            (ids[place % len(ids)],),
        )
        connection.execute("COMMIT")
        assert (name, ids[place % len(ids)]) in wrong_rows(register), column
    connection.close()


def test_that_a_child_row_that_is_gone_or_moved_shows_in_the_record_it_belongs_to(register: Register) -> None:
    stock = builders.stock(register)
    first, second = partnership(register, stock), partnership(register, stock)
    connection = connect(Path(register.home.address), foreign_keys=False)
    connection.execute("DELETE FROM milestone WHERE owner_id = ?", (first.id,))
    assert wrong_rows(register) == {("partnership", first.id)}
    connection.execute("UPDATE milestone SET owner_id = ? WHERE owner_id = ?", (first.id, second.id))
    connection.close()
    assert wrong_rows(register) == {
        ("partnership", first.id),
        ("partnership", second.id),
        ("milestone", second.milestones[0].id),
    }


@pytest.mark.parametrize("statement", ["UPDATE operation SET done_by = 'Berta'", "UPDATE change SET new = 'x'"])
def test_that_a_changed_history_shows(register: Register, statement: str) -> None:
    stock = builders.stock(register)
    do(register, lambda unit: unit.save(builders.territory(name_de="Anderswo", id=stock.german, version=1)))
    connection = connect(Path(register.home.address))
    connection.execute(f"{statement} WHERE id = (SELECT max(id) FROM {statement.split()[1]})")
    connection.close()
    assert len(wrong_operations(register)) == 1
