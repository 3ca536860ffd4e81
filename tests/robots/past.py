"""History, earlier values and trash in the user's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTableView, QWidget

from desktop_app.domain.record import changed
from desktop_app.gui.dialogs.register_history import RegisterHistory
from desktop_app.gui.dialogs.trash import TrashWindow
from desktop_app.gui.records.earlier_values import EarlierValues
from desktop_app.gui.records.record_history import RecordHistory
from tests import builders
from tests.robots.boxes import Boxes
from tests.robots.keyboard import CTRL, SHIFT, Key, press
from tests.robots.window import WindowRobot

W = TypeVar("W", bound=QWidget)


class PastRobot:
    """A window that looks back: lists and buttons."""

    def __init__(self, dialog: QDialog) -> None:
        self.dialog = dialog

    def table(self, name: str) -> QTableView:
        """One of its lists."""
        return part(self.dialog, QTableView, f"table.{name}")

    def rows(self, name: str) -> list[list[str]]:
        """What a list shows."""
        model = self.table(name).model()
        columns = range(model.columnCount())
        return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]

    def column(self, name: str, place: int) -> list[str]:
        """What one column of a list shows."""
        return [row[place] for row in self.rows(name)]

    def choose(self, name: str, row: int) -> None:
        """Walk to a row with the arrow keys."""
        table = self.table(name)
        table.setFocus(Qt.FocusReason.TabFocusReason)
        press(Key.Key_Home, CTRL)
        press(Key.Key_Down, times=row)
        assert table.currentIndex().row() == row

    def button(self, verb: str) -> QPushButton:
        """A button by what it does."""
        return part(self.dialog, QPushButton, f"action.{verb}")

    def do(self, verb: str) -> None:
        """Press a button."""
        button = self.button(verb)
        assert button.isEnabled(), f"{verb} cannot be pressed"
        button.click()
        QApplication.processEvents()


def part(dialog: QDialog, kind: type[W], name: str) -> W:
    """A part of a window by its object name."""
    found = cast("W | None", dialog.findChild(kind, name))
    assert found is not None, f"{dialog.objectName()} has no {name}"
    return found


def in_record_history(boxes: Boxes, meeting: Callable[[PastRobot], None]) -> None:
    """Open the history of the record in front with Ctrl+H, do something there, and close it."""
    _meet(boxes, RecordHistory, meeting, lambda: press(Key.Key_H, CTRL))


def in_earlier_values(boxes: Boxes, meeting: Callable[[PastRobot], None]) -> None:
    """Open the earlier values of the field in focus by key, do something there, and close them."""
    _meet(boxes, EarlierValues, meeting, lambda: press(Key.Key_H, CTRL | SHIFT))


def _meet(boxes: Boxes, kind: type[QDialog], meeting: Callable[[PastRobot], None], opening: Callable[[], None]) -> None:
    def met(dialog: QDialog) -> None:
        meeting(PastRobot(dialog))
        if dialog.isVisible():
            dialog.reject()

    with boxes.expect(kind, met):
        opening()


def history_of(window: WindowRobot) -> PastRobot:
    """Open the history of the register from the menu."""
    return _from_menu(window, "register_history", "dialog.history")


def trash_of(window: WindowRobot) -> PastRobot:
    """Open the trash from the menu."""
    return _from_menu(window, "show_trash", "dialog.trash")


def _from_menu(window: WindowRobot, verb: str, name: str) -> PastRobot:
    menu = window.window._edit_menu
    action = next(one for one in menu.actions() if one.objectName() == f"action.{verb}")
    action.trigger()
    QApplication.processEvents()
    return PastRobot(part(window.window, QDialog, name))  # type: ignore[arg-type]


def looking_back(window: WindowRobot, kind: str) -> QDialog:
    """Make a dialog that looks back: "history", "trash", "record history" or "values", after something was done."""
    desk = window.desk
    task = desk.records.save(builders.task(responsible="Anna"))
    desk.records.save(changed(task, responsible="Boris"))
    gone = desk.records.save(builders.task())
    desk.records.trash("task", [gone.id or 0])
    if kind == "history":
        return RegisterHistory(desk.history, window.window)
    if kind == "trash":
        return TrashWindow(desk.trash, window.window._sheets._runner, window.window)
    if kind == "record history":
        return RecordHistory(desk.history, "task", task.id or 0, task.title, window.window)
    values = desk.history.earlier_values("task", task.id or 0, "responsible")
    return EarlierValues("", values, window.window, read_only=False)
