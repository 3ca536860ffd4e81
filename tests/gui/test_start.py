"""What stands after the start: the register open last or the first page, in the user's language and look."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from desktop_app.base.errors import UserError
from desktop_app.gui.dialogs.welcome import WelcomePage
from desktop_app.gui.kit.theme import apply_theme
from desktop_app.gui.last_resort import LastResort
from desktop_app.gui.main_window import MainWindow
from tests.conftest import ROOT
from tests.robots.office import Office, office

__all__ = ["office"]

_OVERVIEW = """
import json, sys
from desktop_app import app
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
QTimer.singleShot(0, application.quit)
app.main(["--register", sys.argv[1]])
print(json.dumps([name for name in sys.modules]))
"""


def test_that_the_first_start_shows_the_first_page(office: Office):
    office.program.start(None)
    window = office.program.window
    assert window is not None
    assert isinstance(window.centralWidget(), WelcomePage)


def test_that_a_named_register_is_opened(office: Office):
    path = office.new_register().path
    office.program.welcome()
    office.program.start(path)
    assert office.window().path == path


def test_that_a_register_that_cannot_be_opened_leads_to_the_first_page(office: Office, tmp_path: Path):
    broken = tmp_path / "kaputt.bruecke"
    broken.write_bytes(b"no register at all" * 100)
    with office.boxes.expect(QMessageBox, lambda box: box.findChild(QPushButton, "answer.close").click()):
        office.program.start(broken)
    assert "kaputt.bruecke is not a register" in office.boxes.told[-1]
    assert not isinstance(office.program.window, MainWindow)
    assert broken.read_bytes() == b"no register at all" * 100


def test_that_the_window_is_as_large_as_it_was(office: Office):
    window = office.new_register().window
    window.resize(700, 500)
    window.close()
    office.program.start(None)
    again = office.program.window
    assert again is not None
    assert (again.width(), again.height()) == (700, 500)


def test_that_high_contrast_leaves_the_colours_of_the_system(office: Office, qapp: QApplication, monkeypatch):
    theme = apply_theme(qapp, "system")
    monkeypatch.setattr(theme, "_high_contrast", lambda: True)
    theme.apply("system")
    assert qapp.styleSheet() == ""
    window = office.new_register()
    window.go_to("partnership").new()
    monkeypatch.undo()
    theme.apply("light")
    assert qapp.styleSheet()


def test_that_the_window_stands_before_the_database_layer_and_the_printer_are_loaded(office: Office):
    path = office.new_register().path
    office.program.welcome()  # closes it: one window writes a register
    command = [sys.executable, "-c", _OVERVIEW, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "desktop_app.gui.views.overview" in loaded
    late = {"sqlalchemy", "PySide6.QtPrintSupport", "desktop_app.gui.records.page", "desktop_app.services.printing"}
    assert loaded & late == set()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UserError("The disk is full. Nothing was changed."), "The disk is full. Nothing was changed."),
        (ValueError("Erika Musterfrau"), "Something went wrong that the program did not foresee."),
    ],
    ids=["known", "unforeseen"],
)
def test_that_an_error_that_nobody_caught_is_told_and_logged_without_data(
    office: Office, tmp_path: Path, caplog, error: Exception, words: str
):
    office.new_register()
    caplog.set_level(logging.CRITICAL)
    with office.boxes.answer("close"):
        LastResort(tmp_path).report(type(error), error, None)
    assert office.boxes.told[-1].startswith(words)
    assert "Musterfrau" not in office.boxes.told[-1] + caplog.text
    assert type(error).__name__ in caplog.text
