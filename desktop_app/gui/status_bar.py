"""The foot of the window: which register is open, what is under way, when something was last backed up and saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStatusBar, QWidget

from desktop_app.base.formats import format_integer
from desktop_app.base.i18n import translate
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel
from desktop_app.gui.kit.tasks import Task, TaskRunner

_BAR_CHARACTERS = 16


class StatusBar(QStatusBar):
    """Shows the register at the left, the work under way, the last backup and the last save at the right."""

    def __init__(self, register: str, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self._saved = PlainLabel("", self)
        self._saved.setObjectName("status.saved")
        self._saved.hide()
        self._changed = PlainLabel("", self)
        self._changed.setObjectName("status.changed")
        self._changed.hide()
        self._checked = PlainLabel("", self)
        self._checked.setObjectName("status.checked")
        self._checked.hide()
        self._backup = PlainLabel("", self)
        self._backup.setObjectName("status.backup")
        self._backup.hide()
        self._work = WorkShown(self)
        self.addWidget(ElidedLabel(register, self), 1)
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self._checked)
        self.addPermanentWidget(self._backup)
        self.addPermanentWidget(self._changed)
        self.addPermanentWidget(self._saved)
        runner.started.connect(self._work.show_task)

    def show_saved(self, moment: datetime) -> None:
        """Say when something was last saved."""
        self._saved.setText(translate("Last saved {time}", time=f"{moment.astimezone():%H:%M}"))
        self._saved.show()

    def show_changed(self, people: Sequence[str], moment: datetime) -> None:
        """Say who changed something elsewhere, and when."""
        words = translate("{time} changed by {people}", time=f"{moment.astimezone():%H:%M}", people=", ".join(people))
        self._changed.setText(words)
        self._changed.setVisible(bool(people))

    @Slot(str)
    def show_checked(self, words: str) -> None:
        """Say how a check went that the program made by itself."""
        self._checked.setText(words)
        self._checked.show()

    @Slot(str)
    def show_backup(self, words: str) -> None:
        """Say when the last backup was made."""
        self._backup.setText(words)
        self._backup.show()


class WorkShown(QWidget):
    """Says what is being done and how far it is, and lets it be called off; hidden while nothing is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks: list[Task] = []
        self._words = PlainLabel("", self)
        self._words.setObjectName("status.work")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("status.progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(self.fontMetrics().averageCharWidth() * _BAR_CHARACTERS)
        cancel = QPushButton(translate("Cancel"), self)
        cancel.setObjectName("action.cancel_work")
        cancel.setProperty("look", "link")
        cancel.clicked.connect(self._on_cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self._words, self._bar, cancel):
            line.addWidget(widget)
        self.hide()

    @Slot(QObject)
    def show_task(self, task: Task) -> None:
        """Show a task that has a name until it has ended; of several, the one started last."""
        if not task.name:
            return
        self._tasks.append(task)
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self._on_ended)
        self._show()

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, _words: str) -> None:
        if self._tasks and self.sender() is self._tasks[-1]:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            if total:
                of = translate("{done} of {total}", done=format_integer(done), total=format_integer(total))
                self._words.setText(f"{self._tasks[-1].name} · {of}")

    @Slot(QObject)
    def _on_ended(self, task: Task) -> None:
        self._tasks = [each for each in self._tasks if each is not task]
        self._show()

    @Slot()
    def _on_cancel(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()

    def _show(self) -> None:
        self.setVisible(bool(self._tasks))
        if self._tasks:
            self._words.setText(self._tasks[-1].name)
            self._bar.setRange(0, 0)
