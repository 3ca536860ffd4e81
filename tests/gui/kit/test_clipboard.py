"""A table that was copied can be pasted as long as the program runs, and does not crash it when it ends."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.gui.kit.clipboard import leave_text, put_table

_PROGRAM = """
from PySide6.QtWidgets import QApplication
from desktop_app.gui.kit.clipboard import leave_text, put_table
application = QApplication([])
leave_text()
put_table("Ahlen", "<table></table>")
leave_text()
"""


def test_that_a_table_is_put_on_the_clipboard_as_text_and_with_its_look(qapp: QApplication):
    put_table("Ahlen\tKern", "<table><tr><td>Ahlen</td><td>Kern</td></tr></table>")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Ahlen\tKern"
    assert "<td>Kern</td>" in data.html()
    leave_text()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Ahlen\tKern"
    assert not data.hasHtml()


def test_that_a_program_that_copied_a_table_ends_well():
    done = subprocess.run([sys.executable, "-c", _PROGRAM], check=False)
    assert done.returncode == 0
