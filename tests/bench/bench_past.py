"""Prints how long questions to a long history take: python tests/bench/bench_past.py [operations] [folder]."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import case, func, insert, literal, select

from desktop_app.domain.task import Task
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.records import Records
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.past import OperationFilter
from desktop_app.storage.register import Register
from desktop_app.storage.tables import CHANGE, OPERATION

_PEOPLE = ("Anna", "Boris", "Clara", "Dmytro")
_VERBS = ("save", "save", "save", "save", "save", "save", "trash", "restore", "import")


def fill(register: Register, operations: int) -> int:
    """Write a history as long as asked for, each two-hundredth operation on the same task; return the task's id."""
    task = Records(register).save(Task(subject="Bericht"))
    with register.changing(origin="form", verb="save") as unit:
        connection = unit.connection
        first = connection.execute(select(func.max(OPERATION.c.id))).scalar_one() + 1
        rows = [
            {
                "id": first + number,
                "done_at": f"{2000 + number // 40_000}-{1 + number // 3_400 % 12:02}-{1 + number // 120 % 28:02}"
                f"T{number // 5 % 24:02}:00:{number % 60:02}Z",
                "done_by": _PEOPLE[number % len(_PEOPLE)] if number % 1000 else "Ewa",
                "origin": "form",
                "verb": _VERBS[number % len(_VERBS)] if number % 5000 else "import",
                "record_type": "task",
                "record_id": task.id,
                "title": "Bericht",
                "records": 1,
                "uid": f"{first + number:032x}",
                "touched": " task ",
                "checksum": 0,
            }
            for number in range(operations)
        ]
        for start in range(0, operations, 50_000):
            connection.execute(insert(OPERATION), rows[start : start + 50_000])
        owner = case((OPERATION.c.id % 200 == 0, task.id), else_=1_000_000 + OPERATION.c.id / 200)
        source = select(
            OPERATION.c.id,
            literal("task"),
            owner.label("owner"),
            literal("task"),
            owner.label("row"),
            literal("field"),
            literal("responsible"),
            OPERATION.c.done_by,
            OPERATION.c.done_by,
        ).where(OPERATION.c.id >= first)
        columns = ["operation_id", "record_type", "record_id", "row_type", "row_id", "action", "field", "old", "new"]
        connection.execute(insert(CHANGE).from_select(columns, source))
    return task.id or 0


def timed(words: str, work: Callable[[], Any], times: int = 5) -> None:
    """Print the slowest and the usual time of some work."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    print(f"{words:44} {sorted(taken)[times // 2]:8.2f} ms usual {max(taken):8.2f} ms slowest")


def main() -> None:
    """Make a register with a long history and ask it."""
    operations = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        path = Path(folder) / "long.bruecke"
        if not path.exists():
            register = create_register(path, who="Anna")
            fill(register, operations)
            register.close()
        for who in ("Anna", "Ewa", "Nobody"):
            register = open_register(path, who=who)
            ask(register)
            register.close()


def ask(register: Register) -> None:
    """Print how long each question takes."""
    print(f"-- {register.who}")
    with register.reading() as reader:
        timed("undo of the person", lambda: reader.next_undo(register.who))
        timed("redo of the person", lambda: reader.next_redo(register.who))
        timed("people", reader.people)
        for words, wanted in (
            ("page", OperationFilter()),
            ("page of a person", OperationFilter(by="Ewa")),
            ("page of imports", OperationFilter(verb="import")),
            ("page of a person's imports", OperationFilter(by="Ewa", verb="import")),
            ("page of a day long ago", OperationFilter(since="2003-02-01", until="2003-02-02")),
            ("page of a person on a day", OperationFilter(by="Ewa", since="2003-02-01", until="2003-02-02")),
        ):
            timed(words, partial(reader.operations, 50, wanted))
        timed("page in the middle", lambda: reader.operations(50, before=("2010-01-01T00:00:00Z", 400_000)))
        timed("operations on a record", lambda: reader.record_operations("task", 2_000, 50))
        timed("who trashed it", lambda: reader.last_with("task", list(range(1, 60)), "trash"))
    history = History(register, CodeLists(register))
    timed("next undo in words", history.next_undo)
    timed("next redo in words", history.next_redo)
    timed("page in words", history.page)
    timed("page of a person in words", partial(history.page, by="Ewa"))
    timed("history of a record with many changes", partial(history.of_record, "task", 1))
    first = history.of_record("task", 1)[-1]
    timed("the fields that one operation changed", partial(history.changes, first.id, "task", 1))
    timed("earlier values of a field with many", partial(history.earlier_values, "task", 1, "responsible"))


if __name__ == "__main__":
    main()
