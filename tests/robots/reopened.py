"""A register opened again after the program has ended badly: what it offers to go on with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.dialogs.draft_card import DraftCard
from desktop_app.gui.dialogs.left_unsaved import LeftUnsavedDialog
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.services.unsaved import LeftUnsaved
from tests.robots.form import FormRobot
from tests.robots.office import Office

_LONG_WAIT = 30_000
"""Milliseconds."""


class Reopened:
    """The register after the crash."""

    def __init__(self, office: Office, qtbot: QtBot, path: Path) -> None:
        self.office = office
        self.robot = office.open(path)
        self._offer = self.robot.window._left_unsaved
        self._qtbot = qtbot
        self._offer.look()
        self._wait()

    def _wait(self) -> None:
        """Wait until the strip says what is left."""
        self._qtbot.waitUntil(lambda: not self._offer._looking.asking, timeout=_LONG_WAIT)

    @property
    def notice(self) -> QWidget:
        """The strip over the page."""
        return self.robot.window._left_unsaved.notice

    @property
    def words(self) -> str:
        """What the strip says; nothing where it is not shown."""
        return self.notice.findChild(PlainLabel).text() if self.notice.isVisible() else ""

    @property
    def left(self) -> LeftUnsaved:
        """What is offered."""
        left = self.robot.window._left_unsaved._left
        assert left is not None
        return left

    def meet(self, meeting: Callable[[LeftUnsavedDialog], None]) -> None:
        """Show the list and do something in it; wait until the strip says what is still left."""
        show = self.notice.findChild(QPushButton, "action.left_unsaved.button")
        with self.office.boxes.expect(QDialog, meeting):
            show.click()
        self._wait()

    def open(self, heading: str = "") -> None:
        """Go on with the draft whose card has a heading, or with the first."""
        self.meet(lambda dialog: press_in(card_of(dialog, heading), "open_draft"))

    def form(self, name: str) -> FormRobot:
        """The form beside a list."""
        self.robot.window.activateWindow()
        return FormRobot(self.robot.window.record_page(name).form)


def card_of(dialog: QWidget, heading: str) -> DraftCard:
    return next(card for card in dialog.findChildren(DraftCard) if heading in card.heading)


def press_in(card: QWidget, verb: str) -> None:
    card.findChild(QPushButton, f"action.{verb}").click()
