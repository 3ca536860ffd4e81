"""Measures for how long the thread of the window did nothing but one thing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Self

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimerEvent

_EVERY = 10
"""Milliseconds."""


class Heartbeat(QObject):
    """Beats as long as it is left open; `longest` are the seconds between two beats.

    No QTimer: those of the program are put off while it waits.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self.beats = 0
        self._last = 0.0
        self._calls: list[tuple[float, Callable[[], None]]] = []

    def soon(self, seconds: float, call: Callable[[], None]) -> None:
        """Do something in the thread of the window, so many seconds after the first beat."""
        self._calls.append((time.monotonic() + seconds, call))

    def __enter__(self) -> Self:
        self._last = time.monotonic()
        self._timer = self.startTimer(_EVERY)
        return self

    def __exit__(self, *_: object) -> None:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self._beat()
        self.killTimer(self._timer)

    def timerEvent(self, _event: QTimerEvent) -> None:
        self._beat()
        now = time.monotonic()
        for call in [each for each in self._calls if each[0] <= now]:
            self._calls.remove(call)
            call[1]()
            self._last = time.monotonic()  # what the test does is not the window's

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.beats += 1
