"""The one bridge to threads: runs work beside the window and brings its result back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from desktop_app.gui.kit.server_wait import when_free

_LEAST_PAUSE = 0.05
"""Seconds between two reports of progress; more often nobody can read them."""


class Cancelled(Exception):
    """The user called the work off."""


class Progress:
    """What running work may say and ask; used from its own thread."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._cancelled = threading.Event()
        self._last = 0.0

    @property
    def cancelled(self) -> bool:
        """Say whether the user called the work off."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise Cancelled when the user called the work off; to be called wherever stopping is safe."""
        if self.cancelled:
            raise Cancelled

    def tell(self, done: int, total: int, words: str = "") -> None:
        """Report that `done` of `total` steps are done (`total` 0: unknown); raises Cancelled like `check`."""
        self.check()
        now = time.monotonic()
        if now - self._last >= _LEAST_PAUSE or done == total:
            self._last = now
            self._tell(done, total, words)

    def cancel(self) -> None:
        """Call the work off."""
        self._cancelled.set()


Work = Callable[[Progress], Any]


class Task(QObject):
    """One piece of work; made by `TaskRunner.run`, which keeps it until it has ended.

    `ended` is emitted, so that nothing shows the work as under way any more, then exactly one of `done`, `failed`,
    `cancelled`. Connect bound methods of QObjects only: when their object is gone, Qt drops the result.
    """

    done = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()
    progressed = Signal(int, int, str)
    ended = Signal(QObject)

    def __init__(self, work: Work, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self._work = work
        self._progress = Progress(self.progressed.emit)
        self._tell: Callable[[], None] = self.cancelled.emit

    def cancel(self) -> None:
        """Call the work off; it stops where it next reports progress."""
        self._progress.cancel()

    def execute(self) -> None:
        """Do the work in the calling thread and keep how it went for `tell_outcome`."""
        try:
            self._progress.check()
            self._tell = partial(self.done.emit, self._work(self._progress))
        except Cancelled:
            self._tell = self.cancelled.emit
        except Exception as error:  # noqa: BLE001  whatever goes wrong belongs to the receiver
            self._tell = partial(self.failed.emit, error)

    def tell_outcome(self) -> None:
        """Emit how the work went; in the thread of the receivers, after `execute` has returned."""
        self.ended.emit(self)
        self._tell()


class TaskRunner(QObject):
    """Runs tasks in threads of its own; lives as long as the application.

    `busy_changed` tells whether any task is under way; `started` hands each task to whoever shows progress.
    """

    started = Signal(QObject)
    busy_changed = Signal(bool)
    _executed = Signal(QObject)

    def __init__(self, parent: QObject, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._tasks: set[Task] = set()
        self._ended = False
        self._executed.connect(self._on_executed)

    @property
    def busy(self) -> bool:
        """Say whether any task is under way."""
        return bool(self._tasks)

    def run(
        self,
        work: Work,
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        progressed: Callable[[int, int, str], None] | None = None,
        name: str = "",
    ) -> Task:
        """Queue work and return its task; the receivers are bound methods of QObjects.

        `name` says in the user's language what is being done; a task with a name is shown in the status bar.
        """
        task = Task(work, name, self)
        for signal, slot in (
            (task.done, done),
            (task.failed, failed),
            (task.cancelled, cancelled),
            (task.progressed, progressed),
        ):
            if slot is not None:
                signal.connect(slot)
        self._tasks.add(task)
        if len(self._tasks) == 1:
            self.busy_changed.emit(True)
        self.started.emit(task)
        if not self._ended:  # a window that closes may still look after something
            self._pool.start(partial(self._execute, task))
        return task

    def end(self) -> None:
        """Call all work off, wait until it has stopped, and begin none any more; for the end of the program."""
        self._ended = True
        for task in self._tasks:
            task.cancel()
        self._pool.waitForDone()

    def _execute(self, task: Task) -> None:
        """Run in a thread of the pool; the runner tells of the end, since a task is deleted when it is told."""
        task.execute()
        self._executed.emit(task)

    @Slot(QObject)
    def _on_executed(self, task: Task) -> None:
        when_free(partial(self._tell_outcome, task))

    def _tell_outcome(self, task: Task) -> None:
        self._tasks.discard(task)
        task.tell_outcome()
        task.deleteLater()
        if not self._tasks:
            self.busy_changed.emit(False)
