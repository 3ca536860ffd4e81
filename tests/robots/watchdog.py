"""Watches for how long the thread of the window is kept from turning to what the user does next.

What counts is the thread's own processor time from one turn of its event loop to the next, so that other programs on
the machine do not matter, and not what the test itself does there. A second thread looks, every few milliseconds, at
what the thread is doing: that tells whose work it is, and what to blame.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, QTimerEvent

import desktop_app

LIMIT = 0.050
"""Seconds."""
_BEAT = 3
"""Milliseconds between two turns of the event loop that are noticed, at least."""
_LOOK = 0.003
_PROGRAM = str(Path(desktop_app.__file__).parent)
_WINDOW = str(Path(desktop_app.__file__).parent / "gui")
_TESTS = str(Path(__file__).parent.parent)
_HANDS = ("keyboard.py", "wait_signal.py", "qtbot.py")
"""Where tests hand over to Qt: what happens meanwhile is the program's, or Qt's for it."""
_REFERENCE = 0.005
"""Seconds of processor time that `_work` takes on the machine for which the limit is meant, with nothing beside it."""


@dataclass(frozen=True)
class Stay:
    """How long the thread was kept, in seconds of its time, and the places where it was seen, most often first."""

    seconds: float
    places: tuple[tuple[str, ...], ...]

    def told(self) -> str:
        """Return it as a report says it."""
        stacks = "\n    or\n".join("\n".join(f"      {line}" for line in place) for place in self.places[:2])
        return f"{self.seconds * 1000:.0f} ms in\n{stacks}"


@dataclass
class _Seen:
    own: float = 0.0
    """Seconds that the test itself took."""
    places: Counter[tuple[str, ...]] = field(default_factory=Counter)


class Watchdog(QObject):
    """Notes every stay longer than the limit while it watches; lives in the thread of the window."""

    def __init__(self, limit: float = LIMIT) -> None:
        super().__init__()
        self.stays: list[Stay] = []
        self._limit = limit
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._seen = _Seen()
        self._last = 0.0
        self._ended = threading.Event()
        self._looker = threading.Thread(target=self._look, name="watchdog", daemon=True)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch until it is left."""
        gc.collect()
        gc.freeze()  # what the tests have piled up is not the program's to look through
        timer = self.startTimer(_BEAT)
        self._last = time.thread_time()
        self._looker.start()
        try:
            yield
        finally:
            self._ended.set()
            self._looker.join()
            self.killTimer(timer)
            gc.unfreeze()

    def timerEvent(self, _event: QTimerEvent) -> None:
        now = time.thread_time()
        seen, self._seen = self._seen, _Seen()
        kept, self._last = now - self._last - seen.own, now
        if kept > self._limit and kept > self._limit * slowness():
            self.stays.append(Stay(kept, tuple(place for place, _ in seen.places.most_common())))
            self._last = time.thread_time()

    def _look(self) -> None:
        before = time.clock_gettime(self._clock)
        while not self._ended.wait(_LOOK):
            now = time.clock_gettime(self._clock)
            spent, before = now - before, now
            place = _place(sys._current_frames().get(self._thread)) if spent > 0 else ()
            if spent <= 0:
                continue
            if place:
                self._seen.places[place] += 1
            else:
                self._seen.own += spent


def _place(frame: FrameType | None) -> tuple[str, ...]:
    """Return where the program is, from the outermost place to the innermost; nothing where the test is at work."""
    found: list[str] = []
    innermost = Path(frame.f_code.co_filename).name if frame is not None else ""
    outermost = ""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_PROGRAM) or "importlib" in name:
            outermost = name
            found.append(f"{Path(name).name}:{frame.f_lineno} {frame.f_code.co_qualname}")
        elif name.startswith(_TESTS) and found and not outermost.startswith(_WINDOW):
            return ()  # the test asks a service itself
        frame = frame.f_back
    if found:
        return tuple(reversed(found)) if outermost.startswith(_WINDOW) else ()
    return ("in Qt itself",) if innermost in _HANDS else ()


def slowness() -> float:
    """Return how much slower the machine works at this moment than the one for which the limit is meant; at least 1."""
    begun = time.thread_time()
    _work()
    return max(1.0, (time.thread_time() - begun) / _REFERENCE)


def _work() -> int:
    return sum(number * number % 7 for number in range(100_000))
