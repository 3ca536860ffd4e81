"""Measures how soon a form is open, with what links to its record, and saved, among 100,000 partnerships."""

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

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.base.settings import Settings
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.records.form_panel import FormPanel
from desktop_app.gui.start import Program
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests.bench.bench_pages import register_in
from tests.robots.form import FormRobot
from tests.robots.heartbeat import Heartbeat
from tests.robots.keyboard import CTRL, Key, press

ROUNDS = 40
MOST_ALLOWED = 50.0
"""Milliseconds of work for a form to be open and drawn, and for a save with its history and all it moves."""
RECORDS = ("partnership", "territory", "delivery", "person")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the large register is kept between runs")
    register = register_in(parser.parse_args().folder)
    source = Path(register.home.address)
    register.close()
    folder = Path(tempfile.mkdtemp())
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    path = folder / "form.bruecke"
    shutil.copy(source, path)  # closed: nobody writes it
    application = QApplication([])
    settings = Settings(folder / "settings.json")
    program = Program(application, settings, Registers(settings, Gazetteer()))
    program.open(path)
    window = program.window
    assert isinstance(window, MainWindow)
    QTest.qWait(3_000)  # the register is looked at beside the window at first
    worst = max(figure for name in RECORDS for figure in (opened(window, name), saved(window, name)))
    window.close()
    program._on_quit()
    shutil.rmtree(folder)
    return int(worst > MOST_ALLOWED)


class Figures:
    """What was measured: how long it took, and for how long the window's thread worked, in milliseconds."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._took: list[float] = []
        self._worked: list[float] = []

    def begin(self) -> None:
        self._begun = (time.perf_counter(), time.thread_time())

    def end(self, *_told: object) -> None:
        begun, before = self._begun
        self._took.append((time.perf_counter() - begun) * 1000)
        self._worked.append((time.thread_time() - before) * 1000)

    def tell(self) -> float:
        """Say them; return the 95th percentile of the work."""
        p95 = quantiles(self._worked, n=20)[-1]
        took = f"p50 {median(self._took):6.1f}, p95 {quantiles(self._took, n=20)[-1]:6.1f} ms"
        print(f"{self._words:45} {took}; CPU p50 {median(self._worked):6.1f}, p95 {p95:6.1f} ms", flush=True)
        return p95


def opened(window: MainWindow, name: str) -> float:
    """Walk down a list: how long until the next form is drawn, and until what links to its record is there."""
    window.show_page(name)
    page = window.record_page(name)
    part = page.form.linked
    _wait(lambda: not part.is_asking)
    shown, linked = Figures(f"{name}: open and drawn"), Figures(f"{name}: with what links to it")
    with Heartbeat() as heart:
        for _ in range(ROUNDS):
            before = page.form.record_id
            shown.begin()
            linked.begin()
            page.table.step(1)
            QApplication.processEvents()
            shown.end()
            assert page.form.record_id != before
            _wait(lambda: not part.is_asking)
            linked.end()
    linked.tell()
    print(f"{name}: the window stood still for {heart.longest * 1000:.0f} ms at most")
    return shown.tell()


def saved(window: MainWindow, name: str) -> float:
    """Change the remarks in a form and save with the key: how long until the form says so, and until all is drawn."""
    form: FormPanel = window.record_page(name).form
    robot = FormRobot(form)
    figures, drawn = Figures(f"{name}: saved with its history"), Figures(f"{name}: and all drawn that shows it")
    form.saved.connect(figures.end)
    for number in range(ROUNDS):
        robot.enter("remarks", f"Runde {number}")
        QApplication.processEvents()
        figures.begin()
        drawn.begin()
        press(Key.Key_S, CTRL)
        drawn.end()
        assert not form.is_changed
        _wait(lambda: not form.linked.is_asking)
    form.saved.disconnect(figures.end)
    drawn.tell()
    return figures.tell()


def _wait(until: Callable[[], bool]) -> None:
    while not until():
        QTest.qWait(2)


if __name__ == "__main__":
    sys.exit(main())
