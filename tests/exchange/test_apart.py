"""Checks that a workbook is read by a process of its own, which may fail in any way and takes nothing along."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.container import read_container
from desktop_app.exchange.limits import STANDARD, Limits
from desktop_app.exchange.reading import NotReadable, read_table
from tests.exchange import files

ROOT = Path(__file__).parents[2]

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory and lists children")

Made = Callable[[bytes], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def store(data: bytes) -> Path:
        path = tmp_path / "list.xlsx"
        path.write_bytes(data)
        return path

    return store


@pytest.fixture(autouse=True)
def no_child_left() -> Iterator[None]:
    before = children()
    yield
    assert children() == before


def children() -> set[int]:
    """The processes that this one has started and not yet buried; zombies are among them."""
    if sys.platform != "linux":
        return set()
    return {
        int(child) for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()
    }


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(NotReadable) as caught:
        read_table(path, **settings)
    assert caught.value.values["name"] == path.name
    return caught.value.msgid.format(**caught.value.values)


def far() -> bytes:
    """A workbook of 6 KB with two filled corners; the parser keeps 15 million cells for it and needs seconds."""
    return files.xls(["Ort", "Nr"], *[()] * 60_000, ["x"] * 250)


def with_cells(rows: int, columns: int) -> bytes:
    """A workbook of texts of 40 letters that occur once each."""

    def change(parts: dict[str, bytes]) -> None:
        chance = random.Random(1)
        cells = b"".join(
            b'<row r="%d">%s</row>'
            % (row, b"".join(b'<c t="str"><v>%s</v></c>' % text(chance) for _ in range(columns)))
            for row in range(3, rows)
        )
        parts[files.SHEET] = parts[files.SHEET].replace(b"</sheetData>", cells + b"</sheetData>")

    return files.repacked(files.xlsx(["Ort", "Nr"], ["A", 1]), change, level=1)


def text(chance: random.Random) -> bytes:
    return chance.randbytes(20).hex().encode()


class TheUserCancels(Exception):
    pass


def test_that_every_kind_of_cell_arrives_as_the_parser_gave_it(made):
    moment = datetime(2022, 12, 14, 9, 30, 15)  # noqa: DTZ001  spreadsheets know no zones
    values = [
        ["05334002", 1067, 0.1, -1e300, date(2022, 12, 14), moment, True, clock_time(9, 30), timedelta(hours=30), None],
        [
            "Ґанок\n\u2028\r\t“ü”",
            5e-324,
            12.25,
            False,
            date(1999, 1, 1),
            "x",
            '{"day":"2022-12-14"}',
            None,
            "🌻",
            "null",
        ],
    ]
    path = made(files.xlsx([f"Spalte {number}" for number in range(10)], *values))
    here, apart = read_container(path, path.read_bytes(), STANDARD), read_table(path)
    assert apart == here
    assert [[type(cell) for cell in row] for row in apart.rows] == [[type(cell) for cell in row] for row in here.rows]
    assert {type(cell) for row in apart.rows for cell in row} == {str, float, date, datetime, bool, type(None)}
    assert {type(row) for row in apart.rows} == {tuple}


def test_that_a_table_of_many_lines_keeps_their_order(made):
    path = made(files.xlsx(["Ort", "Nr"], *[[f"Ort {number}", number] for number in range(3500)]))
    assert read_table(path).rows == [(f"Ort {number}", float(number)) for number in range(3500)]


def test_that_a_refusal_names_the_file_however_it_is_called(made, tmp_path):
    assert "damaged" in refusal(made(files.xlsx(["Ort", "Nr"])[:3000]))
    odd = tmp_path / (os.fsdecode(b"Gr\xfcn.xlsx") if sys.platform == "linux" else "Grün.xlsx")
    odd.write_bytes(files.xlsx([1, 2]))
    assert "holds no table" in refusal(odd)


@needs_linux
@pytest.mark.parametrize("megabytes", [50, 60, 65, 70, 90, 120])
def test_that_a_workbook_which_eats_memory_is_refused(made, megabytes):
    words = refusal(made(with_cells(25_000, 20)), limits=Limits(memory=megabytes * 1_000_000))
    assert f"needs more memory than it may take ({megabytes} MB)" in words


@needs_linux
def test_that_a_small_workbook_with_far_corners_is_refused(made):
    assert "needs more memory" in refusal(made(far()), limits=Limits(memory=400_000_000))


def test_that_a_merge_over_the_whole_sheet_ends(made):
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'

    def change(parts: dict[str, bytes]) -> None:
        parts[files.SHEET] = parts[files.SHEET].replace(b"</sheetData>", merge)

    data = files.repacked(files.xlsx(["Ort", "Nr"], ["Aachen", 1]), change)
    assert read_table(made(data), limits=Limits(seconds=30)).rows == [("Aachen", 1.0)]


@pytest.mark.parametrize("seconds", [0, 0.5])
def test_that_the_deadline_ends_the_reading(made, seconds):
    path = made(far())
    start = time.monotonic()
    assert f"took longer than {seconds} seconds" in refusal(path, limits=Limits(seconds=seconds))
    assert time.monotonic() - start < seconds + 3


@pytest.mark.parametrize("call", [1, 3])
def test_that_the_caller_may_call_the_reading_off(made, call):
    told = []

    def progress(*step: int) -> None:
        told.append(step)
        if len(told) == call:
            raise TheUserCancels

    with pytest.raises(TheUserCancels):
        read_table(made(far()), progress=progress)
    assert told == [(0, 0)] * call


@needs_linux
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_that_the_death_of_the_process_is_told(made, sign):
    before = children()

    def end_it(*_step: int) -> None:
        for child in children() - before:
            os.kill(child, sign)

    assert "broke off" in refusal(made(far()), progress=end_it)


@needs_linux
def test_that_a_stopped_process_does_not_outlive_the_deadline(made):
    before = children()

    def stop_it(*_step: int) -> None:
        for child in children() - before:
            os.kill(child, signal.SIGSTOP)

    assert "took longer" in refusal(made(far()), limits=Limits(seconds=0.5), progress=stop_it)


def test_that_the_process_loads_no_more_than_it_needs():
    script = "import sys, desktop_app.exchange.reader; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    assert not {"PySide6", "sqlalchemy", "openpyxl", "multiprocessing", "babel"} & set(done.stdout.split())
