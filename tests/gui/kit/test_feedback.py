"""Telling and asking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.gui.kit.feedback import Leaving, ask_to_save, tell_error
from desktop_app.gui.kit.toast import Toast, show_toast
from tests.gui.kit.small_world import press


class Visitor(QObject):
    """Looks at the box that comes up and answers it."""

    def __init__(self, answer: Callable[[QMessageBox], None]) -> None:
        super().__init__()
        self.text = ""
        self.format: Qt.TextFormat | None = None
        self._answer = answer
        QTimer.singleShot(0, self.visit)

    @Slot()
    def visit(self) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        self.text, self.format = box.text(), box.textFormat()
        self._answer(box)


def click(name: str) -> Callable[[QMessageBox], None]:
    def answer(box: QMessageBox) -> None:
        button = box.findChild(QPushButton, f"answer.{name}")
        assert button is not None
        button.click()

    return answer


@pytest.mark.parametrize(
    ("name", "leaving"), [("save", Leaving.SAVE), ("discard", Leaving.DISCARD), ("stay", Leaving.STAY)]
)
def test_that_leaving_asks_with_three_verbs(qtbot, name: str, leaving: Leaving):
    visitor = Visitor(click(name))
    assert ask_to_save(None, "<b>Teltow</b> & Chotyn") is leaving
    assert "<b>Teltow</b> & Chotyn" in visitor.text
    assert visitor.format is Qt.TextFormat.PlainText


def test_that_esc_stays(qtbot):
    visitor = Visitor(lambda box: press(box, Qt.Key.Key_Escape))
    assert ask_to_save(None, "Teltow") is Leaving.STAY
    assert visitor.text


def test_that_an_error_is_told_in_words(qtbot):
    visitor = Visitor(click("close"))
    tell_error(None, UserError("The file {name} is open elsewhere.", name="<i>Liste.xlsx</i>"))
    assert visitor.text == "The file <i>Liste.xlsx</i> is open elsewhere."
    assert visitor.format is Qt.TextFormat.PlainText


def test_that_a_toast_offers_its_action_and_makes_way_for_the_next(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 300)
    window.show()
    undo = QAction("Undo")
    undo.setObjectName("action.undo")
    show_toast(window, "Old")
    toast = show_toast(window, "Moved to the trash.", undo)
    assert [one.text() for one in window.findChildren(Toast) if one.isVisible()] == ["Moved to the trash."]
    button = toast.findChild(QPushButton, "action.undo")
    assert button is not None
    with qtbot.waitSignal(undo.triggered):
        button.click()
    assert not any(one.isVisible() for one in window.findChildren(Toast))
