"""Waits with the user for work that must end before they go on, and lets them call it off."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.tasks import Cancelled, Task, TaskRunner, Work

_WIDTH = 60
"""Characters."""
_PARTS = 1_000


def wait_for(runner: TaskRunner, work: Work, words: str, parent: QWidget | None) -> Any:
    """Do work beside a small window that says what is done, and return its result.

    Raises what the work raised, and Cancelled where the user called it off.
    """
    dialog = Waiting(words, parent)
    dialog.start(runner, work)
    dialog.exec()
    dialog.deleteLater()
    if dialog.failure is not None:
        raise dialog.failure
    return dialog.result_of_work


class Waiting(QDialog):
    """Stays until the work has ended; Esc and the close button call it off."""

    def __init__(self, words: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.waiting")
        self.setWindowTitle("Brückenbuch")
        self.failure: Exception | None = None
        self.result_of_work: Any = None
        self._task: Task | None = None
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        cancel = QPushButton(translate("Cancel"), self)
        cancel.setObjectName("action.cancel")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        label = PlainLabel(words, self, wrap=True)
        label.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH)
        layout.addWidget(label)
        layout.addWidget(self._bar)
        layout.addLayout(foot)
        give_letters(self)

    def start(self, runner: TaskRunner, work: Work) -> None:
        """Begin with the work."""
        self._task = runner.run(
            work,
            done=self._on_done,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            progressed=self._on_progressed,
        )

    @Slot()
    def reject(self) -> None:
        """Call the work off; the window goes when it has stopped."""
        if self._task is not None:
            self._task.cancel()

    @Slot(object)
    def _on_done(self, result: Any) -> None:
        self.result_of_work = result
        self._task = None
        self.accept()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self.failure = error
        self._task = None
        self.accept()

    @Slot()
    def _on_cancelled(self) -> None:
        self._on_failed(Cancelled())

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, _words: str) -> None:
        self._bar.setRange(0, _PARTS if total else 0)
        self._bar.setValue(done * _PARTS // total if total else 0)
