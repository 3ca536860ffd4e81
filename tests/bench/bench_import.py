"""Compares the CPU time of an import of 10,000 partnerships with reading the file and a raw insert, in one run."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from desktop_app.domain.fields import Kind
from desktop_app.domain.place import Place
from desktop_app.exchange.sheet import Column, Sheet
from desktop_app.exchange.workbook import write_xlsx
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.importing.importer import Importer
from desktop_app.storage.engine import connect
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.tables import METADATA

ROWS = 10_000
ROUNDS = 3
MOST_ALLOWED = 8.0

HEADER = (
    "nr", "de_name", "de_schluessel", "de_typ", "de_land", "ua_name_de", "ua_name_uk", "ua_name_lat", "ua_katottg",
    "ua_typ", "ua_oblast_uk", "partnerschaftsart", "datum", "status", "dritte_partner", "sicherheit", "quelle",
    "anmerkung",
)  # fmt: skip
FORMS = (
    *("Städtepartnerschaft",) * 6, "Solidaritätspartnerschaft", "Solidaritätspartnerschaft",
    "Kommunalpartnerschaft (Memorandum)", "Zusammenarbeit", "Städtefreundschaft",
)  # fmt: skip
DAYS = ("", "", "2022", "2022-12", "2023-09-14", "2024-05", "1991", "2022-12-14")
THIRD = (*("",) * 12, "Lublin (PL)", "Nysa (PL, gemeinsame Partnerstadt)", "Straßburg (FR)")
REMARKS = (
    "",
    "",
    "Datum = Ratsbeschluss; auf 3 Jahre befristet",
    "Memorandum; Tag im Auszug nicht genannt",
    "Stand 2023-02",
)


def rows(gazetteer: Gazetteer) -> list[tuple[str, ...]]:
    """Return rows in the form of the association's list, of real places with a fixed seed."""
    chance = random.Random(250)
    german = list(gazetteer.iter("municipal", "DE"))
    ukrainian = list(gazetteer.iter("municipal", "UA"))
    return [row(number, chance.choice(german), chance.choice(ukrainian), chance) for number in range(1, ROWS + 1)]


def row(number: int, german: Place, ukrainian: Place, chance: random.Random) -> tuple[str, ...]:
    form = chance.choice(FORMS)
    return (
        str(number), german.name_de, german.code, "Gemeinde/Stadt", german.parents[-1], ukrainian.name_de,
        ukrainian.name_uk, ukrainian.name_lat, ukrainian.code, "Hromada", ukrainian.parents_uk[-1], form,
        chance.choice(DAYS), "vereinbart" if form == "Zusammenarbeit" else "aktiv", chance.choice(THIRD),
        chance.choice(("hoch", "mittel")), f"https://ratsinfo.example/vo020?TOLFDNR={number}", chance.choice(REMARKS),
    )  # fmt: skip


def read_raw(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def insert_raw(register: Path, tables: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> None:
    connection = connect(register)
    connection.execute("BEGIN IMMEDIATE")
    for name, (columns, found) in tables.items():
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{column}"' for column in columns)
        connection.executemany(f"INSERT INTO {name} ({names}) VALUES ({marks})", found)
    connection.execute("COMMIT")
    connection.close()


def rows_beyond(register: Path, empty: Path) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """Return, by table, the rows that a register has more than an empty one, parents before children."""
    full, bare = connect(register), connect(empty)
    found = {}
    for table in METADATA.sorted_tables:
        if table.name == "counter":
            continue
        columns = [column.name for column in table.columns]
        names = ", ".join(f'"{column}"' for column in columns)
        last = bare.execute(f"SELECT coalesce(max(rowid), 0) FROM {table.name}").fetchone()[0]
        extra = full.execute(f"SELECT {names} FROM {table.name} WHERE rowid > ? ORDER BY rowid", (last,)).fetchall()
        if extra:
            found[table.name] = (columns, extra)
    full.close()
    bare.close()
    return found


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def import_table(register: Path, table: Path) -> int:
    opened = open_register(register, who="bench")
    try:
        report = Importer(opened, Gazetteer(), CodeLists(opened)).run(table, "partnership")
    finally:
        opened.close()
    return report.created["partnership"]


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="bench-import-"))
    gazetteer = Gazetteer()
    table, empty = folder / "partnerships.xlsx", folder / "empty.bruecke"
    write_xlsx(table, Sheet("Liste", tuple(Column(name, Kind.CODE) for name in HEADER), rows(gazetteer)))
    create_register(empty, who="bench").close()
    imports, reads, inserts = [], [], []
    for number in range(ROUNDS):
        register, copy = folder / f"ours{number}.bruecke", folder / f"raw{number}.bruecke"
        shutil.copy(empty, register)
        shutil.copy(empty, copy)
        imports.append(cpu(partial(import_table, register, table)))
        found = rows_beyond(register, empty)
        reads.append(cpu(partial(read_raw, table)))
        inserts.append(cpu(partial(insert_raw, copy, found)))
    ratio = min(imports) / (min(reads) + min(inserts))
    print("rows inserted: " + ", ".join(f"{name} {len(extra)}" for name, (_, extra) in found.items()))
    print(f"import {min(imports):.2f} s; reading {min(reads):.2f} s + raw insert {min(inserts):.2f} s")
    print(f"ratio {ratio:.2f} (at most {MOST_ALLOWED})")
    shutil.rmtree(folder)
    return 0 if ratio <= MOST_ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
