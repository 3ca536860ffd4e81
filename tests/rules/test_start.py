"""What the start of the window leaves alone: modules that only some work needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HEAVY = (
    "alembic",
    "email_validator",
    "openpyxl",
    "phonenumbers",
    "psycopg",
    "pypdfium2",
    "python_calamine",
    "rapidfuzz",
    "stdnum",
    "typst",
)
"""Costly to import, and of no use to a window that has just opened."""

SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_app.base.settings import Settings
from desktop_app.gui.start import Program
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer

settings = Settings(Path(sys.argv[1]))
application = QApplication([])
program = Program(application, settings, Registers(settings, Gazetteer()))
program.start(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
application.processEvents()
if len(sys.argv) > 2:
    program.window.show_page("partnership")
    application.processEvents()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
program.window.close()
"""

FIRST = """
from pathlib import Path
import sys
from desktop_app.storage.files import create_register
create_register(Path(sys.argv[1]), who="Kern").close()
"""


def run(script: str, *arguments: Path) -> str:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("opened", [False, True], ids=["welcome", "register"])
def test_that_no_heavy_module_is_there_after_the_start(tmp_path: Path, opened: bool):
    register = tmp_path / "x.bruecke"
    run(FIRST, register)
    arguments = [tmp_path / "settings.json", *([register] if opened else [])]
    loaded = set(json.loads(run(SCRIPT, *arguments).splitlines()[-1]))
    assert "PySide6" in loaded
    assert loaded & set(HEAVY) == set()
