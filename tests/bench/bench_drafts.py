"""Measures how long a form is held up while what is typed is kept, and how long the disk takes beside it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from PySide6.QtWidgets import QApplication

from desktop_app.base.settings import Settings
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.records.draft_keeper import DraftKeeper
from desktop_app.gui.start import Program
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests import builders

ROWS = (5, 50, 300)
ROUNDS = 20
MOST_ALLOWED = 10.0
"""Milliseconds on the window's thread."""


def main() -> int:
    """Print, for deliveries with more and more items, what keeping a draft takes; return 1 where it is too much."""
    folder = Path(tempfile.mkdtemp())
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    application = QApplication([])
    settings = Settings(folder / "settings.json")
    program = Program(application, settings, Registers(settings, Gazetteer()))
    program.create(folder / "bench.bruecke")
    window = program.window
    assert isinstance(window, MainWindow)
    assert program._desk is not None
    place = builders.stock(program._desk.register)
    worst = max(kept(program._desk, window, place, rows) for rows in ROWS)
    window.close()
    program._on_quit()
    return 0 if worst <= MOST_ALLOWED else 1


def kept(desk: Desk, window: MainWindow, place: builders.Stock, rows: int) -> float:
    """Keep a draft of a delivery with so many items again and again; return the 95th percentile in milliseconds."""
    items = tuple(builders.item(name_de=f"Gerät {number}") for number in range(rows))
    delivery = desk.records.save(builders.delivery(place, number=f"2026-{rows:04}", items=items))
    window.show_page("delivery")
    page = window.record_page("delivery")
    page.show_record(delivery.id or 0)
    keeper = page.form.findChild(DraftKeeper)
    assert keeper is not None
    page.form._grid.set_field("remarks", "neu")
    held, written = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        keeper.keep()
        handed_over = time.perf_counter()
        desk.drafts.flush()
        held.append((handed_over - begun) * 1000)
        written.append((time.perf_counter() - handed_over) * 1000)
    page.form.discard()
    p95 = quantiles(held, n=20)[-1]
    print(f"{rows:4} rows: window held {p95:6.2f} ms p95, disk {quantiles(written, n=20)[-1]:6.1f} ms p95")
    return p95


if __name__ == "__main__":
    sys.exit(main())
