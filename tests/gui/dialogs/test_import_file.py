"""The import checks first, says what it found, and can be called off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.query import Query
from desktop_app.gui.dialogs.import_file import ImportDialog
from desktop_app.gui.kit.labels import PlainLabel
from tests.robots.keyboard import Key, focused, press
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]

_GOOD = "Name deutsch;Staat;Verwaltungsebene\nAhlen;DE;municipal\nZwickau;DE;municipal\n"
_BAD = "Name deutsch;Staat;Verwaltungsebene\nAhlen;DE;municipal\nZwickau;Atlantis;municipal\n"


@pytest.fixture
def window(office: Office) -> WindowRobot:
    return office.new_register()


@pytest.fixture
def dialog(office: Office, window: WindowRobot, qtbot: QtBot) -> Iterator[ImportDialog]:
    made = ImportDialog(window.desk, office.program._runner, "territory", window.window)
    made.show()
    made.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not office.program._runner.busy)
    made.close()
    made.deleteLater()


def table(folder: Path, text: str, name: str = "orte.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def button(dialog: ImportDialog, verb: str) -> QPushButton:
    found = dialog.findChild(QPushButton, f"action.{verb}")
    assert found is not None
    return found


def run(dialog: ImportDialog, verb: str, qtbot: QtBot) -> None:
    button(dialog, verb).click()
    field = dialog.findChild(QLineEdit, "import.file")
    qtbot.waitUntil(field.isEnabled, timeout=20_000)


def said(dialog: ImportDialog) -> str:
    return str(dialog.findChild(PlainLabel, "import.result").text())


def count(window: WindowRobot) -> int:
    return window.desk.browser.count(Query("territory"))


def test_that_nothing_can_be_done_before_a_file_is_named(dialog: ImportDialog, tmp_path: Path):
    assert not button(dialog, "check").isEnabled()
    assert not button(dialog, "import").isEnabled()
    dialog.set_file(table(tmp_path, _GOOD))
    assert button(dialog, "check").isEnabled()
    assert button(dialog, "import").isEnabled()


def test_that_the_page_it_was_asked_from_says_what_the_rows_are(dialog: ImportDialog):
    assert dialog.findChild(QComboBox, "import.record").currentData() == "territory"


def test_that_a_check_counts_and_writes_nothing(
    dialog: ImportDialog, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    dialog.set_file(table(tmp_path, _GOOD))
    run(dialog, "check", qtbot)
    assert said(dialog) == "2 rows read. 0 errors, 0 doubts. Nothing was written yet."
    assert count(window) == 0
    assert button(dialog, "import").isEnabled()


def test_that_an_import_says_what_was_made_and_is_not_done_twice(
    dialog: ImportDialog, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    dialog.set_file(table(tmp_path, _GOOD))
    run(dialog, "import", qtbot)
    assert said(dialog).startswith("2 rows read. 0 errors, 0 doubts. New: Places: 2.")
    assert count(window) == 2
    assert not button(dialog, "import").isEnabled()
    dialog.set_file(table(tmp_path, _GOOD, "andere.csv"))
    assert button(dialog, "import").isEnabled()
    assert said(dialog) == ""


def test_that_errors_are_listed_with_their_place_and_nothing_is_written(
    dialog: ImportDialog, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    dialog.set_file(table(tmp_path, _BAD))
    run(dialog, "import", qtbot)
    assert "1 error" in said(dialog)
    assert "Nothing was written." in said(dialog)
    problems = dialog.findChild(QPlainTextEdit, "import.problems")
    assert problems.isVisible()
    (line,) = problems.toPlainText().splitlines()
    assert "orte.csv, row 3, column “Staat”: “Atlantis”" in line
    assert count(window) == 0


def test_that_a_refused_table_is_not_imported_again_before_it_is_checked(
    dialog: ImportDialog, tmp_path: Path, qtbot: QtBot
):
    path = table(tmp_path, _BAD)
    dialog.set_file(path)
    run(dialog, "import", qtbot)
    assert focused() == "import.problems"
    assert not button(dialog, "import").isEnabled()
    path.write_text(_GOOD, encoding="utf-8")
    run(dialog, "check", qtbot)
    assert button(dialog, "import").isEnabled()
    assert focused() == "action.import"


def test_that_enter_presses_the_button_that_has_the_keyboard(dialog: ImportDialog, tmp_path: Path, qtbot: QtBot):
    dialog.set_file(table(tmp_path, _GOOD))
    button(dialog, "check").setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: focused() == "action.import", timeout=20_000)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: "New: Places: 2." in said(dialog), timeout=20_000)
    assert focused() == "action.close"
    press(Key.Key_Return)
    assert not dialog.isVisible()


def test_that_a_file_that_is_no_table_is_refused_in_words(
    dialog: ImportDialog, office: Office, tmp_path: Path, qtbot: QtBot
):
    path = tmp_path / "bild.xlsx"
    path.write_bytes(b"\x89PNG\r\n")
    dialog.set_file(path)
    with office.boxes.expect(QMessageBox, lambda box: box.findChild(QPushButton, "answer.close").click()):
        run(dialog, "check", qtbot)
    assert "bild.xlsx" in office.boxes.told[-1]


def test_that_closing_calls_off_what_is_under_way_and_then_closes(
    dialog: ImportDialog, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    rows = "".join(f"Ort {number};DE;municipal\n" for number in range(3000))
    dialog.set_file(table(tmp_path, "Name deutsch;Staat;Verwaltungsebene\n" + rows))
    button(dialog, "import").click()
    assert dialog.findChild(QWidget, "import.file").isEnabled() is False
    assert button(dialog, "close").text().replace("&", "") == "Cancel"
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(dialog.findChild(QWidget, "import.file").isEnabled, timeout=20_000)
    assert said(dialog) == "Cancelled. Nothing was written."
    assert count(window) == 0
    dialog.reject()
    assert not dialog.isVisible()
