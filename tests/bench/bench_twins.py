"""Times the search for duplicates in a large register, and the hint that names likely twins while somebody types.

Usage: `python tests/bench/bench_twins.py [REGISTER]`; without a register one is generated first, which takes minutes.
CPU time of one process; beside it that of reading all records of the type once, as measured in the same run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from desktop_app.base.settings import Settings
from desktop_app.domain.query import Query
from desktop_app.domain.record import child_fields
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.services.twins import HAVE_TWINS
from desktop_app.storage.gazetteer import Gazetteer
from tests.bench.bench_search import generate

MOST_SEARCH, MOST_HINT = 60.0, 0.25
"""Seconds: of the whole search, and of 95 of 100 hints, which nobody waits for."""
_TYPED = 100
_PART = 500


def taken(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def read_all(desk: Desk, name: str) -> int:
    with desk.register.reading() as reader:
        ids = [row.id for row in reader.every(Query(name))]
        for start in range(0, len(ids), _PART):
            reader.records(name, ids[start : start + _PART])
    return len(ids)


def unsaved(item: Any) -> Any:
    """Return a record as if somebody had typed it anew."""
    rows = {f.name: tuple(replace(row, id=None) for row in getattr(item, f.name)) for f in child_fields(type(item))}
    return replace(item, id=None, **rows)


def unheard(_done: int, _total: int, _words: str) -> None:
    """Hear nothing."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = Path(sys.argv[1]) if len(sys.argv) > 1 else generate(Path(folder))
        desk = Registers(Settings(Path(folder) / "settings.json"), Gazetteer()).open(register)
        whole = 0.0
        for name in HAVE_TWINS:
            reading = taken(partial(read_all, desk, name))
            searching = taken(partial(desk.twins.search, [name], unheard))
            whole += searching
            with desk.register.reading() as reader:
                ids = [row.id for row in reader.every(Query(name))]
                items = reader.records(name, ids[:: max(1, len(ids) // _TYPED)][:_TYPED]).values()
            hints = sorted(taken(partial(desk.twins.like, unsaved(item))) for item in items)
            p95 = hints[int(len(hints) * 0.95)] if hints else 0.0
            share = searching / max(reading, 0.01)
            print(
                f"{name}: {len(ids)} records, search {searching:.1f} s ({share:.2f} of reading them all), "
                f"hint p95 {p95 * 1000:.0f} ms (at most {MOST_HINT * 1000:.0f})"
            )
        print(f"all: search {whole:.1f} s (at most {MOST_SEARCH:.0f})")
        desk.close()


if __name__ == "__main__":
    main()
