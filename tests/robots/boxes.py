"""Meets the boxes that wait for an answer, so that a story goes on behind them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from tests.robots.keyboard import Key, press

_PATIENCE = 5.0
Meeting = Callable[[Any], None]


class Boxes(QObject):
    """Answers modal windows as it was told to; one that nobody expected is closed and fails the test."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        """What message boxes said, in order."""
        self._expected: list[tuple[type[QWidget], Meeting]] = []
        self._met: list[QWidget] = []
        self._due: list[tuple[QWidget, Meeting]] = []
        self._stray: dict[int, float] = {}
        self._faults: list[BaseException] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._visit)
        self._timer.start(15)

    @contextmanager
    def expect(self, kind: type[QWidget], meeting: Meeting) -> Iterator[None]:
        """Let `meeting` deal with the modal window that comes up inside; fail where none does."""
        expectation = (kind, meeting)
        self._expected.append(expectation)
        yield
        self.raise_faults()
        if expectation in self._expected:
            self._expected.remove(expectation)
            raise AssertionError(f"no {kind.__name__} came up")

    @contextmanager
    def answer(self, key: str) -> Iterator[None]:
        """Press `answer.<key>` in the message box that comes up inside."""
        with self.expect(QMessageBox, _click(f"answer.{key}")):
            yield

    @contextmanager
    def choose_file(self, path: Path) -> Iterator[None]:
        """Type a path into the file dialog that comes up inside."""

        def fill_in(dialog: QFileDialog) -> None:
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.setText(str(path))
            line.setFocus()
            press(Key.Key_Return)

        with self.expect(QFileDialog, fill_in):
            yield

    def raise_faults(self) -> None:
        """Raise what went wrong in a meeting, and complain of boxes that nobody expected."""
        faults, self._faults = self._faults, []
        if faults:
            raise faults[0]

    def stop(self) -> None:
        """Meet no more boxes."""
        self._timer.stop()

    @Slot()
    def _visit(self) -> None:
        window = QApplication.activeModalWidget()
        if window is None or any(window is met for met in self._met):
            return
        expectation = next((each for each in self._expected if isinstance(window, each[0])), None)
        if expectation is None:
            self._wait_a_little(window)
            return
        self._expected.remove(expectation)
        self._met.append(window)
        self._due.append((window, expectation[1]))
        # Not here: Qt lets no timer ring again while it is being heard, and a meeting may lead to the next one.
        QTimer.singleShot(0, self._meet)

    @Slot()
    def _meet(self) -> None:
        window, meeting = self._due.pop(0)
        if isinstance(window, QMessageBox):
            self.told.append(f"{window.text()}\n{window.informativeText()}".strip())
        try:
            meeting(window)
        except BaseException as fault:  # noqa: BLE001  raised again where the story goes on
            self._faults.append(fault)
            _close(window)

    def _wait_a_little(self, window: QWidget) -> None:
        since = self._stray.setdefault(id(window), time.monotonic())
        if time.monotonic() - since > _PATIENCE:
            words = window.text() if isinstance(window, QMessageBox) else window.windowTitle()
            self._faults.append(AssertionError(f"{type(window).__name__} {window.objectName()!r} came up: {words}"))
            self._met.append(window)
            _close(window)


def _click(name: str) -> Meeting:
    def meeting(box: QMessageBox) -> None:
        button = box.findChild(QPushButton, name)
        assert button is not None, f"no {name} among {[one.objectName() for one in box.findChildren(QPushButton)]}"
        button.click()

    return meeting


def _close(window: QWidget) -> None:
    if isinstance(window, QDialog):
        window.reject()
    else:
        window.close()
