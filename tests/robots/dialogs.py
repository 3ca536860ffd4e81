"""Import and print preview in the user's words."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.dialogs.import_file import ImportDialog
from desktop_app.gui.dialogs.print_preview import PrintPreview
from desktop_app.gui.kit.labels import PlainLabel
from tests.robots.boxes import Boxes
from tests.robots.form import choose
from tests.robots.keyboard import CTRL, Key, press, type_text

W = TypeVar("W", bound=QWidget)
_LONG = 20_000


def part(dialog: QDialog, kind: type[W], name: str) -> W:
    """A part of a dialog by its object name."""
    found = cast("W | None", dialog.findChild(kind, name))
    assert found is not None, f"{dialog.objectName()} has no {name}"
    return found


class ImportRobot:
    """The import, from the key that opens it to the sentence that says what was written."""

    def __init__(self, qtbot: QtBot, boxes: Boxes) -> None:
        self._qtbot = qtbot
        self._boxes = boxes
        self.said = ""
        self.listed: list[str] = []

    def import_table(self, path: Path, check_first: bool = False) -> None:
        """Open the import with Ctrl+I, name the file, read it in, close."""

        def meeting(dialog: ImportDialog) -> None:
            part(dialog, QLineEdit, "import.file").setFocus()
            press(Key.Key_A, CTRL)
            type_text(str(path))
            if check_first:
                self._run(dialog, "action.check")
            self._run(dialog, "action.import")
            dialog.reject()

        with self._boxes.expect(ImportDialog, meeting):
            press(Key.Key_I, CTRL)

    def _run(self, dialog: ImportDialog, verb: str) -> None:
        field = part(dialog, QLineEdit, "import.file")
        part(dialog, QPushButton, verb).click()
        self._qtbot.waitUntil(field.isEnabled, timeout=_LONG)
        self.said = "\n".join(label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible())
        self.listed = part(dialog, QPlainTextEdit, "import.problems").toPlainText().splitlines()


class PreviewRobot:
    """The print preview, from Ctrl+P to the PDF."""

    def __init__(self, qtbot: QtBot, boxes: Boxes) -> None:
        self._qtbot = qtbot
        self._boxes = boxes

    def save_pdf(self, path: Path, **choices: str) -> None:
        """Print into a file; `choices` are the words to choose, by the names of the boxes."""

        def meeting(preview: PrintPreview) -> None:
            save = part(preview, QPushButton, "print_preview.save")
            self._qtbot.waitUntil(save.isEnabled, timeout=_LONG)
            for name, words in choices.items():
                box = part(preview, QComboBox, f"print_preview.{name}")
                box.setFocus()
                choose(box, words)
                self._qtbot.waitUntil(save.isEnabled, timeout=_LONG)
            with self._boxes.choose_file(path):
                save.click()
            preview.reject()

        with self._boxes.expect(PrintPreview, meeting):
            press(Key.Key_P, CTRL)
