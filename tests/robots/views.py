"""The menu of views in the user's words."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.kit.name_dialog import NameDialog
from tests.robots.boxes import Boxes
from tests.robots.keyboard import Key, press, type_text
from tests.robots.page import PageRobot


class ViewsRobot:
    """The button that names the view of a list, and its menu."""

    def __init__(self, page: PageRobot, boxes: Boxes) -> None:
        self._page = page
        self._boxes = boxes

    @property
    def button(self) -> QPushButton:
        """The button above the list."""
        return cast("QPushButton", self._page.page.findChild(QPushButton, "action.views"))

    def shown(self) -> str:
        """What the button says."""
        return without_mnemonic(self.button.text())

    def offered(self) -> dict[str, QAction]:
        """What the menu offers, by its words."""
        menu = self.button.menu()
        menu.aboutToShow.emit()
        return {without_mnemonic(action.text()): action for action in menu.actions() if not action.isSeparator()}

    def choose(self, words: str) -> None:
        """Choose an entry of the menu."""
        action = self.offered()[words]
        assert action.isEnabled(), f"{words} cannot be chosen"
        action.trigger()
        QApplication.processEvents()

    def name(self, entry: str, name: str) -> None:
        """Choose an entry that asks for a name, and type one."""

        def meeting(dialog: NameDialog) -> None:
            line = dialog.findChild(QLineEdit, "name")
            assert line is not None
            line.setFocus()
            line.selectAll()
            type_text(name)
            press(Key.Key_Return)

        with self._boxes.expect(NameDialog, meeting):
            self.choose(entry)
