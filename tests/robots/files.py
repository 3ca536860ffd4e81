"""The files of a record in the user's words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QToolButton

from desktop_app.gui.kit.file_list import FileList
from desktop_app.gui.kit.labels import without_mnemonic
from tests.robots.form import FormRobot


class FilesRobot:
    """The list of files in a form."""

    def __init__(self, form: FormRobot) -> None:
        self.form = form

    @property
    def part(self) -> FileList:
        """The part of the form."""
        found = self.form.panel.findChild(FileList)
        assert found is not None, "this form has no files"
        return found

    @property
    def table(self) -> QTableView:
        """The table itself."""
        return self.part.table()

    @property
    def fold(self) -> QToolButton:
        """The heading."""
        found = self.part.findChild(QToolButton)
        assert found is not None
        return found

    @property
    def heading(self) -> str:
        """The words of the heading."""
        return str(without_mnemonic(self.fold.text()))

    def rows(self) -> list[list[str]]:
        """What the table shows."""
        model = self.table.model()
        columns = range(model.columnCount())
        return [[str(model.index(row, column).data() or "") for column in columns] for row in range(model.rowCount())]

    def names(self) -> list[str]:
        """The names of the files."""
        return [row[0] for row in self.rows()]

    def note(self, name: str) -> str:
        """What is said about a file."""
        return next(row[1] for row in self.rows() if row[0] == name)

    def select(self, *names: str) -> None:
        """Put the keyboard into the table, onto the named files."""
        if not self.fold.is_open:
            self.fold.click()
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        selection = self.table.selectionModel()
        selection.clear()
        flags = QItemSelectionModel.SelectionFlag
        for name in names:
            index = self.table.model().index(self.names().index(name), 0)
            selection.setCurrentIndex(index, flags.Select | flags.Rows)
        QApplication.processEvents()

    def press_button(self, verb: str) -> None:
        """Click a button below the table, unfolding what hides it."""
        if not self.fold.is_open:
            self.fold.click()
        button = self.part.findChild(QPushButton, f"action.{verb}.button")
        assert button is not None
        assert button.isVisible(), f"{verb} is not offered"
        button.click()

    def offers(self) -> set[str]:
        """The verbs of the buttons that can be pressed."""
        buttons = [one for one in self.part.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
        return {one.objectName().removeprefix("action.").removesuffix(".button") for one in buttons}

    def drop(self, *things: Path | str) -> bool:
        """Drag files, or addresses, onto the list and let them go; return whether they were taken."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(one)) if isinstance(one, Path) else QUrl(one) for one in things])
        return self.drop_data(data)

    def drop_data(self, data: QMimeData) -> bool:
        """Drag anything onto the list and let it go; return whether it was taken."""
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
        entering.ignore()
        QApplication.sendEvent(self.part, entering)
        if not entering.isAccepted() or not self.part.acceptDrops():
            return False
        dropping = QDropEvent(QPointF(5, 5), copy, data, left, none)
        QApplication.sendEvent(self.part, dropping)
        return dropping.isAccepted()
