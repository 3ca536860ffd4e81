"""Measures a check and a repair of 100,000 partnerships beside plain reading of the same rows, as times of it."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.catalogue import TYPES
from desktop_app.services.checking import check, repair
from desktop_app.services.generating import generate
from desktop_app.storage.engine import connect
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.tables import TABLES

PARTNERSHIPS, DELIVERIES, FAULTS = 100_000, 2_000, 1_000
MOST_FOR_CHECK, MOST_SILENT, MOST_MEMORY = 40.0, 1.0, 300
"""Times as long as plain reading, seconds of work between two moments of stopping, megabytes."""


class Stopwatch:
    """Notes how long work goes on without a moment in which it could be called off; in seconds of its own time."""

    def __init__(self) -> None:
        self._last = time.process_time()
        self.longest = 0.0

    def tell(self, _done: int, _total: int) -> None:
        """Hear of progress."""
        now = time.process_time()
        self.longest, self._last = max(self.longest, now - self._last), now


def seconds(work: Callable[[], object]) -> float:
    """Return the time of the processor that work takes, whatever else runs beside."""
    start = time.process_time()
    work()
    return time.process_time() - start


def read_plainly(path: Path) -> None:
    """Fetch every row of every record type through the driver."""
    connection = connect(path, read_only=True)
    for name in TYPES:
        cursor = connection.execute(f"SELECT * FROM {TABLES[name].name}")
        while cursor.fetchmany(500):
            pass
    connection.close()


def damage(path: Path) -> None:
    """Change rows past the program, and lose search words."""
    connection = connect(path, foreign_keys=False)
    connection.execute("UPDATE partnership SET remarks = remarks || 'x' WHERE id = 1")
    connection.execute("DELETE FROM partnership_search WHERE id <= ?", (FAULTS,))
    connection.close()


def main() -> int:
    """Make the register unless one is given, measure, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=Path, help="a register that may be damaged")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.register or Path(folder) / "large.bruecke"
        if not path.exists():
            made = create_register(path, who="Anna")
            generate(made, Gazetteer(), partnerships=PARTNERSHIPS, deliveries=DELIVERIES)
            made.close()
        plain = seconds(lambda: read_plainly(path))
        register = open_register(path, who="Anna")
        watch = Stopwatch()
        whole = seconds(lambda: check(register, watch.tell))
        quick = seconds(lambda: check(register, quick=True))
        damage(path)
        found = check(register).findings
        second_watch = Stopwatch()
        mended = seconds(lambda: repair(register, found, second_watch.tell))
        silent = max(watch.longest, second_watch.longest)
        register.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"plain reading {plain:.2f} s")
    print(f"check {whole:.1f} s, {whole / plain:.1f} times plain reading (at most {MOST_FOR_CHECK:.0f})")
    print(f"quick check {quick:.1f} s, {quick / plain:.1f} times")
    print(f"repair of {len(found)} faults {mended:.1f} s")
    print(f"longest without a moment to stop {silent:.2f} s (at most {MOST_SILENT:.0f})")
    print(f"memory {memory} MB (at most {MOST_MEMORY})")
    return int(whole / plain > MOST_FOR_CHECK or silent > MOST_SILENT or memory > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
