"""Asks the same thing again and again beside the window, and tells the last answer only."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.gui.kit.tasks import Task, TaskRunner, Work


class Latest(QObject):
    """One question at a time: what is asked meanwhile waits, and takes the place of what waited before it.

    So no answer comes after a later one, and none to a question that nobody has any more.
    """

    answered = Signal(object)
    failed = Signal(Exception)

    def __init__(self, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._task: Task | None = None
        self._next: Work | None = None

    @property
    def asking(self) -> bool:
        """Say whether an answer is still to come."""
        return self._task is not None

    def ask(self, work: Work) -> None:
        """Have work done beside the window, and its result told, unless something else is asked meanwhile."""
        self._next = work
        if self._task is None:
            self._begin()

    def stop(self) -> None:
        """Want no answer any more."""
        self._next = None
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        work, self._next = self._next, None
        if work is not None:
            self._task = self._runner.run(
                work, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled
            )

    @Slot(object)
    def _on_done(self, result: Any) -> None:
        self._task = None
        if self._next is None:
            self.answered.emit(result)
        self._begin()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._task = None
        if self._next is None:
            self.failed.emit(error)
        self._begin()

    @Slot()
    def _on_cancelled(self) -> None:
        self._task = None
        self._begin()
