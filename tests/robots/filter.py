"""The filter builder in the user's words: pick a field, a comparison, values; add, remove, show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.picker import Picker
from desktop_app.gui.records.filter_builder import FilterBuilder
from tests.robots.boxes import Boxes
from tests.robots.form import choose
from tests.robots.keyboard import CTRL, SHIFT, Key, press, type_text

W = TypeVar("W", bound=QWidget)


class BuilderRobot:
    """The filter builder while it is open; parts that occur often are told apart from top to bottom, from 0."""

    def __init__(self, dialog: FilterBuilder, qtbot: QtBot) -> None:
        self.dialog = dialog
        self._qtbot = qtbot

    def all_of(self, kind: type[W], name: str) -> list[W]:
        """Return the parts of a name that are seen, from top to bottom and from left to right."""
        return sorted((one for one in self.dialog.findChildren(kind, name) if one.isVisible()), key=self._place_of)

    def _place_of(self, part: QWidget) -> tuple[int, int]:
        corner = part.mapTo(self.dialog, QPoint())
        return corner.y(), corner.x()

    def pick(self, name: str, words: str, place: int = -1) -> None:
        """Pick words in a box with the keyboard."""
        box = self.all_of(Picker, name)[place]
        box.setFocus(Qt.FocusReason.TabFocusReason)
        wanted = box.findText(words)
        assert wanted >= 0, f"{words} is none of {[box.itemText(at) for at in range(box.count())]}"
        while box.currentIndex() != wanted:
            press(Key.Key_Down if box.currentIndex() < wanted else Key.Key_Up)

    def ask(self, field: str, comparison: str = "", *values: str, place: int = -1) -> None:
        """Fill in a row."""
        self.pick("condition.field", field, place)
        if comparison:
            self.pick("condition.operator", comparison, place)
        for at, value in enumerate(values):
            editor = self.all_of(QWidget, f"condition.value.{at}")[place]
            editor.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(editor, QComboBox):
                choose(editor, value)
            else:
                press(Key.Key_A, CTRL)
                type_text(value)

    def click(self, name: str, place: int = -1) -> None:
        """Press a button."""
        self.all_of(QPushButton, name)[place].click()

    def words(self) -> str:
        """The filter as the window tells it."""
        return self.all_of(QLabel, "filter.words")[0].text()

    def found(self, words: str) -> None:
        """Wait until the count says these words."""
        label = self.all_of(QLabel, "filter.found")[0]
        self._qtbot.waitUntil(lambda: label.text() == words)


class FilterRobot:
    """The way into the filter builder and out of it."""

    def __init__(self, qtbot: QtBot, boxes: Boxes) -> None:
        self._qtbot = qtbot
        self._boxes = boxes

    def build(self, work: Callable[[BuilderRobot], None], *, show: bool = True) -> None:
        """Open the builder with its keys, do something in it, and show what it finds or give up."""

        def meeting(dialog: FilterBuilder) -> None:
            work(BuilderRobot(dialog, self._qtbot))
            dialog.findChild(QPushButton, "action.apply_filter" if show else "action.cancel").click()

        with self._boxes.expect(FilterBuilder, meeting):
            press(Key.Key_F, CTRL | SHIFT)
