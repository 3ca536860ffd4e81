"""The check of the register in the user's words."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.gui.dialogs.check_register import CheckDialog
from desktop_app.gui.kit.labels import PlainLabel
from tests.robots.boxes import Boxes, Meeting
from tests.robots.dialogs import part
from tests.robots.window import WindowRobot

_LONG = 60_000


class CheckRobot:
    """The check, from the menu to what it says."""

    def __init__(self, qtbot: QtBot, window: WindowRobot, boxes: Boxes) -> None:
        self._qtbot = qtbot
        self._window = window
        self._boxes = boxes

    def check(self, meeting: Meeting) -> None:
        """Choose "Check the register …", wait for what was found, and deal with it."""

        def wait_and_meet(dialog: CheckDialog) -> None:
            self.wait(dialog)
            meeting(dialog)
            dialog.reject()

        with self._boxes.expect(CheckDialog, wait_and_meet):
            self._window.window._checking.action.trigger()

    def wait(self, dialog: CheckDialog) -> None:
        """Wait until nothing is under way."""
        self._qtbot.waitUntil(part(dialog, QPushButton, "action.check_again").isEnabled, timeout=_LONG)

    def repair(self, dialog: CheckDialog) -> None:
        """Press "Repair …" and say yes."""
        with self._boxes.answer("repair"):
            part(dialog, QPushButton, "action.repair").click()
        self.wait(dialog)

    def accept(self, dialog: CheckDialog) -> None:
        """Press "Accept as it is …" and say yes."""
        with self._boxes.answer("accept"):
            part(dialog, QPushButton, "action.accept").click()
        self.wait(dialog)

    @staticmethod
    def summary(dialog: CheckDialog) -> str:
        """What the first line says."""
        return part(dialog, PlainLabel, "check.summary").text()

    @staticmethod
    def cards(dialog: CheckDialog) -> dict[str, str]:
        """What the cards say, by the kind of fault."""
        cards = dialog.findChildren(QFrame)
        return {
            card.objectName().removeprefix("fault."): "\n".join(label.text() for label in card.findChildren(PlainLabel))
            for card in cards
            if card.objectName().startswith("fault.") and card.isVisible()
        }
