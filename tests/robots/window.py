"""The window in the user's words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.gui.main_window import OVERVIEW, MainWindow
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.services.desk import Desk
from tests.robots.boxes import Boxes
from tests.robots.keyboard import CTRL, press
from tests.robots.page import PageRobot

_TURNS = 100
_LONG_WAIT = 30_000
_SHORT_WAIT = 10
"""Milliseconds."""
PAGES = (OVERVIEW, *(view.name for view in RECORD_VIEWS))


class WindowRobot:
    """One open register."""

    def __init__(self, window: MainWindow, desk: Desk, boxes: Boxes) -> None:
        self.window = window
        self.desk = desk
        self.boxes = boxes

    @property
    def path(self) -> Path:
        """Where the register lies."""
        return Path(self.desk.home.address)

    def come_to_the_front(self) -> None:
        """Click on the window, while another one stands beside it."""
        self.window.activateWindow()
        for _ in range(_TURNS):
            QApplication.processEvents()
            if self.window.isActiveWindow():
                return
        raise AssertionError("the window does not come to the front")

    def wait_until_idle(self) -> None:
        """Wait until nothing is done beside the window, and so nothing comes or goes in it by itself."""
        runner = self.window._runner
        for _ in range(_LONG_WAIT // _SHORT_WAIT):
            if not runner.busy:
                return
            QTest.qWait(_SHORT_WAIT)
        raise AssertionError("something is still being done beside the window")

    def go_to(self, name: str) -> PageRobot:
        """Bring a page to the front with Ctrl and its digit."""
        press(Qt.Key(Qt.Key.Key_1.value + PAGES.index(name)), CTRL)
        QApplication.processEvents()
        assert self.window.page_name == name, f"{self.window.page_name} is still in front"
        return PageRobot(self.window.record_page(name))
