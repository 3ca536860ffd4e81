"""Whatever bit flips in the pages of records: what changed is named, or the file is; no other record is accused."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.findings import Fault, Finding
from desktop_app.domain.record import Child
from desktop_app.services.checking import check, repair
from desktop_app.services.example import fill_example
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import StorageError
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import TABLES
from tests.pages import page_size, table_pages

Row = tuple[str, int]
Rows = dict[Row, tuple[Row, tuple[Any, ...]]]

TOGETHER = 10
"""So many flips are made by one test; 30 in every run, 200 in nightly ones."""
_ACCUSING = {Fault.DAMAGED, Fault.LOST, Fault.HISTORY, Fault.DERIVED}
_CHANGES_WITH_A_REPAIR = {"version", "changed_at", "changed_by"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    register = create_register(tmp_path_factory.mktemp("example") / "example.bruecke", who="Anna")
    fill_example(register)
    register.close()
    return Path(register.home.address)


def rows_of(path: Path) -> Rows | None:
    """Return every row with the record that it belongs to; None where a table cannot be read to its end."""
    connection = connect(path, foreign_keys=False)
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")  # told from what is no text
    found: Rows = {}
    try:
        for name, record_type in TYPES.items():
            columns = ", ".join(f'"{column}"' for column in codec(record_type).record_columns)
            for row in connection.execute(f"SELECT {columns} FROM {TABLES[name].name}"):
                root = (record_type.OWNER, row[2]) if issubclass(record_type, Child) else (name, row[0])
                found[name, row[0]] = (root, row)
    except Exception:  # noqa: BLE001  whatever the engine says of it
        return None
    finally:
        connection.close()
    return found


def changed_records(before: Rows, after: Rows) -> set[Row]:
    rows = [each for key in before.keys() | after.keys() for each in _two(before.get(key), after.get(key))]
    return {root for root, _ in rows}


def _two(before: Any, after: Any) -> list[Any]:
    return [each for each in (before, after) if each is not None and before != after]


def named(findings: tuple[Finding, ...], faults: set[Fault]) -> set[Row]:
    return {(finding.record, finding.record_id) for finding in findings if finding.fault in faults}


def lasting(rows: Rows) -> dict[Row, tuple[Any, ...]]:
    """Return what a repair leaves as it is."""
    return {
        place: tuple(
            value
            for value, column in zip(row, codec(TYPES[place[0]]).record_columns, strict=True)
            if column not in _CHANGES_WITH_A_REPAIR
        )
        for place, (_, row) in rows.items()
    }


def flip(example: Path, folder: Path, dice: random.Random) -> Path:
    """Return a copy with one other bit somewhere in the rows of records."""
    data = bytearray(example.read_bytes())
    page = dice.choice(table_pages(example, {table.name for table in TABLES.values()}))
    data[page * page_size(example) + dice.randrange(page_size(example))] ^= 1 << dice.randrange(8)
    copy = folder / "flipped.bruecke"
    for tail in ("", "-wal", "-shm"):
        Path(f"{copy}{tail}").unlink(missing_ok=True)
    copy.write_bytes(data)
    return copy


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(3, 23))])
def test_that_a_flipped_bit_is_noticed_where_it_is(example: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    before = rows_of(example)
    assert before is not None
    effects = 0
    for number in range(TOGETHER):
        path = flip(example, tmp_path, dice)
        after = rows_of(path)
        try:
            register = open_register(path, who="Anna")
        except StorageError:
            effects += 1
            continue  # the file is said to be damaged
        report = check(register)
        changed = set() if after is None else changed_records(before, after)
        of_file = any(finding.fault is Fault.FILE for finding in report.findings)
        effects += after is None or bool(changed)
        assert of_file or after is not None, number
        assert of_file or changed <= named(report.findings, {Fault.DAMAGED, Fault.LOST}), number
        if after is not None and not of_file:  # in a damaged file rows may not be found by their ids
            assert named(report.findings, _ACCUSING) <= changed, number
        repair(register, report.findings)
        again = check(register)
        assert of_file or again.curable == (), number
        register.close()
        if not again.faults:
            mended = rows_of(path)
            assert mended is not None
            assert lasting(mended) == lasting(before), number
    assert effects
