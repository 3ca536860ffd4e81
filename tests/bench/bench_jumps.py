"""Measures jumps, wheel steps and sorting in a list of 1,000,000 records, beside a QSqlQueryModel over the same rows.

Usage: `python tests/bench/bench_jumps.py FOLDER`; the register is made there at first, which takes minutes. Each of the
two shows as many rows of as many columns; one process each, so that the memory of one is not that of the other. A jump
is one of JUMPS from the moment on when the list was opened: a QSqlQueryModel has to read all rows before the one that
it jumps to. What a jump takes it once all of them are in memory is told beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

from PySide6.QtCore import QModelIndex
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from desktop_app.base.settings import Settings
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Order
from desktop_app.domain.task import Task
from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.kit.theme import apply_theme
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.start import Program
from desktop_app.services.registers import Registers
from desktop_app.storage.files import create_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.tables import key_column

ROWS, AT_ONCE = 1_000_000, 20_000
JUMPS, STEPS, WHEEL = 100, 150, 3
COLUMNS = ("subject", "due", "responsible", "done", "changed_by", "created_by")
SIZE = (1000, 760)
"""Pixels of the table."""
MOST = {"jump": 1.5, "wheel": 1.3}
"""How many times as long as a QSqlQueryModel each may take."""
MOST_SORTING, MOST_MEMORY = 100.0, 150
"""Milliseconds; MiB over what the program takes with an empty register."""
Figures = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the large register is kept between runs")
    parser.add_argument("--of", choices=("ours", "empty", "theirs"), help="only one of them, as JSON")
    asked = parser.parse_args()
    path = register_in(asked.folder)
    if asked.of:
        measured = {"ours": ours, "empty": empty, "theirs": theirs}[asked.of](path)
        print(json.dumps(measured))
        return 0
    found = {name: _apart(asked.folder, name) for name in ("empty", "theirs", "ours")}
    mine, other = found["ours"], found["theirs"]
    too_much = False
    for kind, most in MOST.items():
        ratio = mine[kind] / other[kind]
        too_much |= ratio > most
        print(f"{kind}: {mine[kind]:.1f} ms, QSqlQueryModel {other[kind]:.1f} ms: {ratio:.2f} x, at most {most}")
    for name, taken in mine.items():
        if name.startswith("sort"):
            too_much |= taken > MOST_SORTING
            print(f"{name}: {taken:.0f} ms, at most {MOST_SORTING:.0f}")
    print(f"jump once all rows were read: {mine['later']:.1f} ms, QSqlQueryModel {other['later']:.1f} ms")
    memory = mine["memory"] - found["empty"]["memory"]
    print(
        f"memory: {mine['memory']:.0f} MiB in all, {memory:.0f} MiB for the list, at most {MOST_MEMORY}; "
        f"QSqlQueryModel {other['memory']:.0f} MiB"
    )
    return int(too_much or memory > MOST_MEMORY)


def register_in(folder: Path) -> Path:
    """Return the register with so many tasks, made now where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tasks.bruecke"
    if not path.exists():
        making = folder / "made.bruecke"
        register = create_register(making, who="Referat 1")
        chance = random.Random(4711)
        works = ("Bericht anfordern", "Antrag prüfen", "Übergabe planen", "Звіт", "Лист")
        people = [f"Referat {number}" for number in range(40)]
        for first in range(0, ROWS, AT_ONCE):
            tasks = [
                Task(
                    subject=f"{chance.choice(works)} {chance.randrange(10**6)}",
                    due=PartialDate(2020 + chance.randrange(8), 1 + chance.randrange(12), 1 + chance.randrange(28)),
                    responsible=chance.choice(people),
                    remarks=f"Nr. {number}",
                )
                for number in range(first, first + AT_ONCE)
            ]
            with register.changing(origin="import", verb="import") as unit:
                unit.add_all(tasks)
        register.close()
        making.rename(path)
    return path


def ours(path: Path) -> Figures:
    """Measure the page of tasks in the program's window."""
    application = QApplication([])
    program, window = _program(application, path)
    window.resize(1600, 1000)
    window.show_page("task")
    panel = window.record_page("task").table
    panel.set_columns(list(COLUMNS))
    table = panel._table
    _rest(program)
    table.setFixedSize(*SIZE)
    _rest(program)
    assert (table.width(), table.height()) == SIZE, (table.width(), table.height())
    found = _walk(table, application)
    for name in COLUMNS:
        begun = time.process_time()
        panel._sort((Order(name),))
        while panel.is_waiting:
            QTest.qWait(1)
        application.processEvents()
        found[f"sort by {name}"] = (time.process_time() - begun) * 1000
    found |= {"memory": _memory()}
    _end(program, window)
    return found


def empty(path: Path) -> Figures:
    """Measure the program with a register without tasks."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        create_register(Path(folder) / "empty.bruecke", who="Referat 1").close()
        program, window = _program(application, Path(folder) / "empty.bruecke")
        window.show_page("task")
        _rest(program)
        memory = _memory()
        _end(program, window)
    return {"memory": memory, "of": path.stat().st_size}


def theirs(path: Path) -> Figures:
    """Measure the same table, as large and in the same look, over a QSqlQueryModel."""
    application = QApplication([])
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(path))
    assert database.open(), database.lastError().text()
    model = QSqlQueryModel()
    key = key_column("subject")
    model.setQuery(f"SELECT {', '.join(COLUMNS)} FROM task WHERE trashed_at IS NULL ORDER BY {key}, id", database)
    assert model.rowCount(), model.lastError().text()
    apply_theme(application, "light")
    table = DataTable("task")
    table.setModel(model)
    table.setFixedSize(*SIZE)
    table.show()
    return _walk(table, application) | {"memory": _memory()}


def _walk(table: QTableView, application: QApplication) -> Figures:
    chance = random.Random(3)
    first, again = ([chance.randrange(ROWS - 100) for _ in range(JUMPS)] for _ in range(2))
    steps = [WHEEL * number for number in range(STEPS)]
    wheel = median(_timed(table, steps, application))
    return {
        "wheel": wheel,
        "jump": mean(_timed(table, first, application)),
        "later": median(_timed(table, again, application)),
    }


def _timed(table: QTableView, rows: Sequence[int], application: QApplication) -> list[float]:
    """Return the CPU milliseconds of the window's thread for going to each row and drawing."""
    taken = []
    model = table.model()
    for row in rows:
        begun = time.thread_time()
        while model.rowCount() <= row:
            model.fetchMore(QModelIndex())
        table.verticalScrollBar().setValue(row)
        application.processEvents()
        taken.append((time.thread_time() - begun) * 1000)
    return taken


def _program(application: QApplication, path: Path) -> tuple[Program, MainWindow]:
    folder = Path(tempfile.mkdtemp())
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    settings = Settings(folder / "settings.json")
    program = Program(application, settings, Registers(settings, Gazetteer()))
    program.open(path)
    window = program.window
    assert isinstance(window, MainWindow)
    return program, window


def _rest(program: Program) -> None:
    """Wait until nothing is done beside the window any more, such as a backup."""
    for _ in range(4):
        QTest.qWait(500)
        while program._runner.busy:
            QTest.qWait(50)


def _end(program: Program, window: MainWindow) -> None:
    window.close()
    program._on_quit()


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(folder: Path, name: str) -> Figures:
    words = [sys.executable, __file__, str(folder), "--of", name]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main())
