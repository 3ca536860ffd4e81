"""Measures a cell saved in a list of 100,000 partnerships, and for how long the window stands still for 1,000 rows."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.base.settings import Settings
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.records.page import RecordPage
from desktop_app.gui.records.paste_dialog import PasteDialog
from desktop_app.gui.start import Program
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests.bench.bench_pages import register_in
from tests.robots.boxes import Boxes
from tests.robots.heartbeat import Heartbeat
from tests.robots.keyboard import CTRL, Key, press, type_text

ROUNDS = 30
PASTED = 1_000
MOST_ALLOWED = 50.0
"""Milliseconds for the save of a cell."""
COLUMNS = ["german_side", "ukrainian_side", "status", "responsible", "group", "valid_until"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the large register is kept between runs")
    source = Path(register_in(parser.parse_args().folder).home.address)
    folder = Path(tempfile.mkdtemp())
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    path = folder / "cells.bruecke"
    shutil.copy(source, path)  # closed: nobody writes it
    application = QApplication([])
    settings = Settings(folder / "settings.json")
    program = Program(application, settings, Registers(settings, Gazetteer()))
    program.open(path)
    window = program.window
    assert isinstance(window, MainWindow)
    window.show_page("partnership")
    page = window.record_page("partnership")
    page.table.set_columns(COLUMNS)
    QTest.qWait(3_000)  # the register is looked at beside the window at first
    worst = max(saved(page, column) for column in ("responsible", "valid_until"))
    pasted(page)
    window.close()
    program._on_quit()
    shutil.rmtree(folder)
    return int(worst > MOST_ALLOWED)


def saved(page: RecordPage, name: str) -> float:
    """Save cells with the keyboard, from Enter to the next row's form; return the 95th percentile in milliseconds."""
    table = page.table._table
    table.setFocus()
    whole, alone = [], []
    for number in range(ROUNDS):
        table.go_to(500 + 7 * number, COLUMNS.index(name))
        QApplication.processEvents()
        type_text(f"{2030 + number}")
        begun = time.perf_counter()
        page.table.editing.commit(leaving=False)
        alone.append((time.perf_counter() - begun) * 1000)
        press(Key.Key_Escape)
        type_text(f"{2040 + number}")
        begun = time.perf_counter()
        press(Key.Key_Return)
        whole.append((time.perf_counter() - begun) * 1000)
    p95 = quantiles(alone, n=20)[-1]
    print(f"{name:14} saved: p50 {median(alone):6.1f}, p95 {p95:6.1f} ms")
    print(f"{name:14} saved, list read again, next form shown: p50 {median(whole):6.1f} ms")
    return p95


def pasted(page: RecordPage) -> None:
    """Paste rows in two columns and say how long that takes, and for how long the window stood still at most."""
    boxes = Boxes()
    QGuiApplication.clipboard().setText("\r\n".join(f"Frau {n}\tRunde {n % 7}" for n in range(PASTED)))
    page.table._table.go_to(2_000, COLUMNS.index("responsible"))
    times = []

    def meeting(dialog: PasteDialog) -> None:
        write = dialog.findChild(QPushButton, "action.paste_fitting")
        assert write is not None
        _wait(write.isEnabled)
        times.append(time.perf_counter())
        write.click()
        _wait(lambda: not dialog.isVisible())
        times.append(time.perf_counter())

    begun = time.perf_counter()
    with Heartbeat() as heart, boxes.expect(PasteDialog, meeting):
        press(Key.Key_V, CTRL)
    boxes.stop()
    checked, written = times[0] - begun, times[1] - times[0]
    print(f"{PASTED} rows pasted: checked in {checked:.1f} s, backed up and written in {written:.1f} s")
    print(f"the window stood still for {heart.longest * 1000:.0f} ms at most")


def _wait(until: Callable[[], bool]) -> None:
    while not until():
        QTest.qWait(20)


if __name__ == "__main__":
    sys.exit(main())
