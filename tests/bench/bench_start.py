"""Compares opening the window on 100,000 partnerships with a bare PySide6 main window: whole processes, in one run.

Usage: `python tests/bench/bench_start.py [REGISTER]`; without a register one is generated first, which takes minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 5
PARTNERSHIPS = 100_000
MOST_CPU = 3.0
MOST_MEMORY = 120
ROOT = Path(__file__).resolve().parents[2]

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1280, 720)
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
# The program as `__main__` starts it, ended as soon as its window is drawn.
OURS = """
import sys
from desktop_app.base.loading import begin_loading
begin_loading()
from desktop_app import app
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication(sys.argv[:1])
QTimer.singleShot(0, application.quit)
sys.exit(app.main(["--register", sys.argv[1]]))
"""


def measure(script: str, register: Path, home: Path) -> tuple[float, float]:
    """Run a script in a process of its own; return the CPU seconds and the most memory (MiB) it took."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(register)], env=environment, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the start failed with exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def generate(folder: Path) -> Path:
    register = folder / "large.bruecke"
    words = ["generate", str(register), "--partnerships", str(PARTNERSHIPS), "--deliveries", "1000"]
    subprocess.run([sys.executable, "-m", "desktop_app", *words], cwd=ROOT, check=True)
    return register


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        register = Path(sys.argv[1]) if len(sys.argv) > 1 else generate(home)
        for script in (OURS, BARE):  # modules are compiled, as they are from the second start on
            measure(script, register, home)
        pairs = [(measure(OURS, register, home), measure(BARE, register, home)) for _ in range(ROUNDS)]
    own_cpu, bare_cpu = min(own[0] for own, _ in pairs), min(bare[0] for _, bare in pairs)
    own_memory, bare_memory = min(own[1] for own, _ in pairs), min(bare[1] for _, bare in pairs)
    print(
        f"start: {own_cpu:.2f} s CPU and {own_memory:.0f} MiB; bare window {bare_cpu:.2f} s and {bare_memory:.0f} MiB"
    )
    print(
        f"CPU ratio {own_cpu / bare_cpu:.2f} (at most {MOST_CPU}), memory {own_memory:.0f} MiB (at most {MOST_MEMORY})"
    )
    if own_cpu > MOST_CPU * bare_cpu or own_memory > MOST_MEMORY:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
