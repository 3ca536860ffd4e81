"""Times the first screen of hits while somebody types: 128 parts of words, of 1 to 12 letters, in both scripts.

Usage: `python tests/bench/bench_search.py [REGISTER]`; without a register one is generated first, which takes minutes.
The search over everything is timed for each type of record by itself, and for all of them together. CPU time of one
process, in milliseconds; beside it that of looking through all search words once, as measured in the same run.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from desktop_app.base.settings import Settings
from desktop_app.domain.query import Order, Query
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.services.search import SEARCHED
from desktop_app.storage.dialect import contains
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.tables import TABLES, search_table

QUERIES, LONGEST, SCREEN = 128, 12, 50
MOST_P95, MOST_P99 = 16.0, 50.0
ROOT = Path(__file__).resolve().parents[2]


def generate(folder: Path) -> Path:
    register = folder / "large.bruecke"
    words = ["generate", str(register), "--partnerships", "100000", "--deliveries", "1000"]
    subprocess.run([sys.executable, "-m", "desktop_app", *words], cwd=ROOT, check=True)
    return register


def typed(desk: Desk, record: str) -> list[str]:
    """Parts of what the search words hold, as often as they come up there; every fourth in the other case."""
    chance = random.Random(4711)
    words = search_table(TABLES[record])
    with desk.register.reading() as reader:
        every = [row[0] for row in reader.connection.execute(words.select().with_only_columns(words.c.words))]
    found: list[str] = []
    while len(found) < QUERIES:
        text, length = chance.choice(every), chance.randint(1, LONGEST)
        start = chance.randrange(max(1, len(text) - length))
        part = text[start : start + length].strip(" ~")
        if part:
            found.append(part.upper() if len(found) % 4 == 0 else part)
    return found


def times(texts: Sequence[str], ask: Callable[[str], object]) -> list[tuple[float, str]]:
    """CPU milliseconds of each, the quickest of two, in ascending order."""
    ask(texts[0])
    taken = []
    for text in texts:
        tries = []
        for _ in range(2):
            start = time.process_time()
            ask(text)
            tries.append((time.process_time() - start) * 1000)
        taken.append((min(tries), text))
    return sorted(taken)


def tell(name: str, taken: Sequence[tuple[float, str]], scanned: float) -> None:
    half, p95, p99 = (taken[int(len(taken) * share)][0] for share in (0.5, 0.95, 0.99))
    slowest = ", ".join(repr(text) for _, text in taken[-3:])
    print(
        f"{name}: p50 {half:.1f}, p95 {p95:.1f} (at most {MOST_P95:.0f}), p99 {p99:.1f} ms (at most {MOST_P99:.0f}); "
        f"p95 is {p95 / scanned:.2f} of a look through all words; slowest {slowest}"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = Path(sys.argv[1]) if len(sys.argv) > 1 else generate(Path(folder))
        desk = Registers(Settings(Path(folder) / "settings.json"), Gazetteer()).open(register)
        texts = typed(desk, "partnership")
        words = search_table(TABLES["partnership"])

        def hits_of(record: str, text: str) -> object:
            with desk.register.reading() as reader:
                return desk.search.group(reader, record, text)

        def everything(text: str) -> object:
            return desk.search.find(text)

        def one_list(text: str) -> object:
            query = Query("partnership", columns=("title", "status", "since"), search=text, order=(Order("title"),))
            with desk.register.reading() as reader:
                reader.connection.info.clear()  # as after a change: nothing is known
                return reader.page(desk.browser.meant(query), 0, SCREEN)

        def scan(text: str) -> object:
            with desk.register.reading() as reader:
                found = words.select().with_only_columns(words.c.id).where(contains(words.c.words, text.lower()))
                return reader.connection.execute(found).fetchall()

        scanned = median(taken for taken, _ in times(texts[:16], scan))
        print(f"looking through all words of partnerships: {scanned:.1f} ms")
        for record in SEARCHED:
            tell(f"hits of {record}", times(texts, partial(hits_of, record)), scanned)
        tell("search over everything", times(texts, everything), scanned)
        tell("first screen of the list with its count", times(texts, one_list), scanned)
        desk.close()


if __name__ == "__main__":
    main()
