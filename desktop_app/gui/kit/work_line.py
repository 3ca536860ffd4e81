"""Shows in a dialog that something is being done, how far it is, and lets it be called off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop_app.gui.kit.labels import ElidedLabel
from desktop_app.gui.kit.tasks import Task, TaskRunner, Work

_PARTS = 1_000


class WorkLine(QWidget):
    """One piece of work at a time; `busy_changed` tells whether there is any, `failed` and `cancelled` how it ended."""

    busy_changed = Signal(bool)
    failed = Signal(Exception)
    cancelled = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._task: Task | None = None
        self._done: Callable[[Any], None] | None = None
        self._words = ElidedLabel("", self, role="muted")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._words, 1)
        line.addWidget(self._bar, 1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Say whether something is being done."""
        return self._task is not None

    def run(self, work: Work, words: str, done: Callable[[Any], None]) -> None:
        """Begin with work; its result goes to `done`, a bound method."""
        self._done = done
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self.show()
        self._task = self._runner.run(
            work, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled, progressed=self._on_progress
        )
        self.busy_changed.emit(True)

    def cancel(self) -> bool:
        """Call the work off; return whether there was any."""
        if self._task is None:
            return False
        self._task.cancel()
        return True

    def _end(self) -> None:
        self._task = None
        self.hide()
        self.busy_changed.emit(False)

    @Slot(object)
    def _on_done(self, result: Any) -> None:
        self._end()
        if self._done is not None:
            self._done(result)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    @Slot()
    def _on_cancelled(self) -> None:
        self._end()
        self.cancelled.emit()

    @Slot(int, int, str)
    def _on_progress(self, done: int, total: int, words: str) -> None:
        if words:
            self._words.setText(words)
        self._bar.setRange(0, _PARTS if total else 0)
        self._bar.setValue(done * _PARTS // total if total else 0)
