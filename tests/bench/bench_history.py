"""Measures what the history costs: a bulk import and a save with and without it, and undo offered after very much."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from desktop_app.domain.record import changed
from desktop_app.exchange.csv_text import write_csv
from desktop_app.exchange.sheet import Column, Sheet
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.importing.importer import Importer
from desktop_app.services.records import Records
from desktop_app.storage import unit_of_work
from desktop_app.storage.engine import connect
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.journal import Journal
from tests import builders
from tests.bench.bench_import import HEADER, rows

ROWS, SAVES, CHANGES = 10_000, 300, 1_000_000
ROUNDS = 3
MOST_FOR_IMPORT, MOST_FOR_SAVE, MOST_FOR_UNDO = 1.30, 0.001, 0.050
"""Times as long, seconds more, seconds."""


class NoJournal(Journal):
    """A journal that keeps nothing."""

    def note(self, item: Any, action: str) -> None:
        """Only let listeners know."""
        self.touch(item)

    def note_row(self, row: Any, action: str) -> None:
        """Keep nothing."""

    def note_fields(self, before: Any, after: Any) -> None:
        """Keep nothing."""

    def write(self, connection: Any) -> None:
        """Write nothing."""


@contextmanager
def journal(kind: type[Journal]) -> Iterator[None]:
    """Let units of work keep their history in this way."""
    usual, unit_of_work.Journal = unit_of_work.Journal, kind
    try:
        yield
    finally:
        unit_of_work.Journal = usual


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


def imported(empty: Path, table: Path, kind: type[Journal]) -> float:
    """Return the CPU seconds of an import into a copy of an empty register."""
    copy = empty.with_name("import.bruecke")
    shutil.copy(empty, copy)
    register = open_register(copy, who="bench")
    importer = Importer(register, Gazetteer(), CodeLists(register))
    with journal(kind):
        spent = seconds(partial(importer.run, table, "partnership"), time.process_time)
    register.close()
    copy.unlink()
    return spent


def bench_import(folder: Path, empty: Path, count: int) -> float:
    """Return how many times as long an import takes with its history."""
    table = folder / "list.csv"
    write_csv(table, Sheet("Liste", tuple(Column(name) for name in HEADER), rows(Gazetteer())[:count]))
    kinds = (Journal, NoJournal)
    spent = {kind: min(imported(empty, table, kind) for _ in range(ROUNDS)) for kind in kinds}
    print(f"import of {count} rows: {spent[Journal]:.2f} s with, {spent[NoJournal]:.2f} s without history")
    return spent[Journal] / spent[NoJournal]


def bench_save(empty: Path) -> float:
    """Return how many CPU seconds longer a save takes with its history: the medians of saves by turns."""
    register = open_register(empty, who="bench")
    records = Records(register)
    item = records.save(builders.delivery(builders.stock(register)))
    spent: dict[type[Journal], list[float]] = {Journal: [], NoJournal: []}
    for number in range(2 * SAVES):
        kind = (Journal, NoJournal)[number % 2]
        wanted = changed(item, subject=f"Technik {number}", remarks=f"Nummer {number}")
        with journal(kind):
            spent[kind].append(seconds(partial(records.save, wanted, item), time.process_time))
        item = records.load("delivery", item.id or 0)
    register.close()
    with_it, without = median(spent[Journal]), median(spent[NoJournal])
    print(f"save: {with_it * 1000:.2f} ms with, {without * 1000:.2f} ms without history")
    return with_it - without


def fill(path: Path, count: int) -> None:
    """Add operations of one change each: the most operations that so many changes can be."""
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    (task,) = connection.execute("SELECT max(id) FROM task").fetchone()
    (first,) = connection.execute("SELECT max(id) + 1 FROM operation").fetchone()
    names = "id, done_at, done_by, origin, verb, record_type, record_id, title, records, touched, checksum, uid"
    fixed = "'2026-11-01T12:00:00Z', ?, 'form', 'save', 'task', ?, 'T', 1, ' task ', 0"
    connection.executemany(
        f"INSERT INTO operation ({names}) VALUES (?, {fixed}, ?)",
        ((first + n, "Anna" if n == 0 else "Boris", task, f"{first + n:032x}") for n in range(count)),
    )
    names = "operation_id, record_type, record_id, row_type, row_id, action, field, old, new"
    connection.executemany(
        f"INSERT INTO change ({names}) VALUES (?, 'task', ?, 'task', ?, 'field', 'remarks', ?, ?)",
        ((first + number, task, task, str(number), str(number + 1)) for number in range(count)),
    )
    connection.execute("COMMIT")
    connection.close()


def bench_undo(empty: Path, count: int) -> float:
    """Return the most seconds (19 of 20) until undo and redo are offered to anybody, at a register of many changes."""
    register = open_register(empty, who="bench")
    Records(register).save(builders.task())
    register.close()
    fill(empty, count)
    worst = 0.0
    for who, what in (("Boris", "did the last"), ("Anna", "did the first"), ("Clara", "did nothing")):
        register = open_register(empty, who=who)
        history = History(register, CodeLists(register))
        for name, ask in (("undo", history.next_undo), ("redo", history.next_redo)):
            spent = quantiles([seconds(ask, time.perf_counter) for _ in range(20)], n=20)[-1]
            print(f"{name} offered to one who {what} of {count} operations: {spent * 1000:.1f} ms")
            worst = max(worst, spent)
        register.close()
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the import")
    parser.add_argument("--changes", type=int, default=CHANGES, help="changes in the history")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-history-"))
    empty = folder / "empty.bruecke"
    create_register(empty, who="bench").close()
    ratio = bench_import(folder, empty, asked.rows)
    more = bench_save(empty)
    offered = bench_undo(empty, asked.changes)
    shutil.rmtree(folder)
    print(f"import ratio {ratio:.2f} (at most {MOST_FOR_IMPORT})")
    print(f"save {more * 1000:+.2f} ms (at most {MOST_FOR_SAVE * 1000:.0f})")
    print(f"undo offered in {offered * 1000:.1f} ms (at most {MOST_FOR_UNDO * 1000:.0f})")
    return 0 if ratio <= MOST_FOR_IMPORT and more <= MOST_FOR_SAVE and offered <= MOST_FOR_UNDO else 1


if __name__ == "__main__":
    sys.exit(main())
