"""Measures what 20 desks on one server wait for a save, and how soon each sees what the others saved.

Each desk is a process of its own. The measure is the same statements, written by hand for psycopg and at the same pace.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import uuid
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg

from desktop_app.base.settings import Settings
from desktop_app.domain.changes import Committed
from desktop_app.domain.record import changed
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.server import find_server
from desktop_app.storage.server_address import parse_address
from tests import builders
from tests.postgres import Postgres, programs, running

ROOT = Path(__file__).resolve().parents[2]
DESKS = 20
SECONDS = 15.0
PAUSE = (0.5, 1.5)
"""Seconds between two saves of a desk: one a second."""
WARM = 6
"""Saves before the first that counts: the driver prepares what it has said five times."""
MOST_TIMES = 3.0
"""How much longer than the plain statements a save may take."""
MOST_SEEN = 0.1
"""Seconds until another desk knows of it."""
TURN = "BEGIN; SELECT pg_advisory_xact_lock(1, 1)"
OPERATION = (
    "INSERT INTO operation (done_at, done_by, origin, verb, record_type, title, records, uid, touched, checksum) "
    "VALUES ('2026-11-23T08:00:00Z', 'Anna', 'form', 'save', 'task', %s, 1, %s, ' task ', 1) RETURNING id"
)
CHANGES = "COPY change (operation_id, record_type, record_id, row_type, row_id, action, field, old, new) FROM STDIN"


def main() -> int:
    """Print both and their ratio; return 1 where a save takes too long or is seen too late."""
    where = programs()
    if where is None:
        print("no PostgreSQL is installed", file=sys.stderr)
        return 1
    with running(where) as postgres:
        plain = [took for each in together(postgres, "plain") for _, took in each["saves"]]
        desks = together(postgres, "desk")
    saves = [took for each in desks for _, took in each["saves"]]
    seen = waits(desks)
    for name, values in (("plain psycopg", plain), ("save", saves), ("seen elsewhere", seen)):
        print(f"{name:15} {len(values):6} times, {shown(values)}")
    ratio = p95(saves) / p95(plain)
    print(f"save / plain, p95: {ratio:.2f}")
    return 0 if ratio <= MOST_TIMES and p95(seen) <= MOST_SEEN else 1


def together(postgres: Postgres, kind: str) -> list[dict[str, Any]]:
    """Let all desks work at the same time, and return what each says of it."""
    address = postgres.fresh()
    register = find_server(address).open("Anna")
    with register.changing(origin="form", verb="save") as unit:
        unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(DESKS)])
    register.close()
    command = [sys.executable, "-m", "tests.bench.bench_desks", kind, address.url]
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen([*command, str(number + 1)], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        for number in range(DESKS)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [json.loads(process.communicate()[0]) for process in started]


def waits(desks: list[dict[str, Any]]) -> list[float]:
    """Return the seconds between the end of each save and the moments when the other desks knew of it."""
    found = []
    for saver in desks:
        for other in desks:
            if other is saver:
                continue
            moments = sorted(moment for task, moment in other["seen"] if task == saver["task"])
            for begun, took in saver["saves"]:
                later = [moment for moment in moments if moment > begun]
                found.append(max(0.0, later[0] - begun - took) if later else SECONDS)
    return found


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(values, n=20)[-1]


def shown(values: list[float]) -> str:
    """Return median, 95th percentile and maximum in milliseconds."""
    return f"p50 {1000 * quantiles(values, n=2)[0]:.1f}, p95 {1000 * p95(values):.1f}, max {1000 * max(values):.1f} ms"


def work(kind: str, url: str, task: int) -> dict[str, Any]:
    """Save one task again and again; return when each save began and how long it took, and when others' were seen."""
    return plain_desk(url, task) if kind == "plain" else own_desk(url, task)


def paced(save: Any, task: int) -> list[tuple[float, float]]:
    """Call `save` at the pace of a person."""
    for number in range(WARM):
        save(f"Aufgabe {task} {number}")
    print("ready", flush=True)
    sys.stdin.readline()
    chance = random.Random(task)
    until = time.monotonic() + SECONDS
    saves = []
    while time.monotonic() < until:
        time.sleep(chance.uniform(*PAUSE))
        begun = time.monotonic()
        save(f"Aufgabe {task} {begun}")
        saves.append((begun, time.monotonic() - begun))
    time.sleep(2 * PAUSE[1])
    return saves


def own_desk(url: str, task: int) -> dict[str, Any]:
    """Work as the program does."""
    desk = Registers(Settings(Path("/nonexistent")), Gazetteer()).open(parse_address(url))
    seen: list[tuple[int, float]] = []

    def on_committed(committed: Committed) -> None:
        if committed.elsewhere:
            seen.extend((number, time.monotonic()) for number in committed.records["task"])

    item: Any = desk.records.load("task", task)

    def save(words: str) -> None:
        nonlocal item
        item = desk.records.save(changed(item, remarks=words), item)

    desk.subscribe(on_committed)
    desk.watch()
    saves = paced(save, task)
    desk.close()
    return {"task": task, "saves": saves, "seen": seen}


def plain_desk(url: str, task: int) -> dict[str, Any]:
    """Say the same to the server by hand."""
    address = parse_address(url)
    connection = psycopg.connect(
        host=address.host, port=address.port, user=address.user, dbname=address.database, autocommit=True
    )

    def save(words: str) -> None:
        connection.execute(TURN, prepare=False)
        connection.execute("SELECT * FROM task WHERE id = %s", (task,)).fetchall()
        connection.execute("UPDATE task SET remarks = %s, version = version + 1 WHERE id = %s", (words, task))
        connection.execute("UPDATE task_search SET words = %s WHERE id = %s", (words, task))
        (operation,) = connection.execute(OPERATION, (words, uuid.uuid4().hex)).fetchone() or (0,)
        with connection.cursor() as cursor, cursor.copy(CHANGES) as copy:
            for action, field in (("change", ""), ("field", "remarks")):
                copy.write_row((operation, "task", task, "task", task, action, field, "", words))
        connection.execute("COMMIT")

    saves = paced(save, task)
    connection.close()
    return {"task": task, "saves": saves, "seen": []}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(work(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
    else:
        sys.exit(main())
