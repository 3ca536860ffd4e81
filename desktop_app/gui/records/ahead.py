"""Changes what a list shows once its questions have been answered beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.base.errors import UserError
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.models.foreseen import Answers, Foreseen, Source

_PATIENCE = 200
"""Milliseconds after which it is said that something is being read."""

Ask = Callable[[Source], None]
Apply = Callable[[], None]


class Ahead(QObject):
    """One change at a time; of several of one kind, such as letters typed into a filter, the last one counts.

    A short list is changed at once. `failed` tells that a change could not be made, `taking_long` that one is waited
    for.
    """

    failed = Signal(Exception)
    taking_long = Signal()

    def __init__(self, rows: Foreseen, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._kind = ""
        self._apply: Apply | None = None
        self._then: list[Apply] = []
        self._latest = Latest(runner, self)
        self._latest.answered.connect(self._on_answered)
        self._latest.failed.connect(self._on_failed)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self.taking_long)

    @property
    def is_waiting(self) -> bool:
        """Say whether a change is still to come."""
        return self._apply is not None

    def do(self, kind: str, ask: Ask, apply: Apply) -> bool:
        """Make a change with `apply`, after what it asks was asked by `ask`; return whether it is made already."""
        if self._apply is not None and self._kind != kind:
            self.finish()
        if not self._rows.may_be_slow:
            apply()
            return True
        self._kind, self._apply = kind, apply
        self._timer.start()
        self._latest.ask(partial(self._gather, ask))
        return False

    def then(self, step: Apply) -> bool:
        """Take a step after the change that is waited for; return whether there is one."""
        if self._apply is not None:
            self._then.append(step)
        return self._apply is not None

    def finish(self) -> None:
        """Make now what is waited for."""
        self._latest.stop()
        self._make({})

    def _gather(self, ask: Ask, _progress: Progress) -> Answers:
        return self._rows.gather(ask)

    def _make(self, answers: Answers) -> None:
        apply, self._apply = self._apply, None
        steps, self._then = self._then, []
        self._timer.stop()
        if apply is None:
            return
        try:
            with self._rows.using(answers):
                apply()
        except UserError as error:
            self.failed.emit(error)
        for step in steps:
            step()

    @Slot(object)
    def _on_answered(self, answers: Answers) -> None:
        self._make(answers)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._apply, self._then = None, []
        self._timer.stop()
        self.failed.emit(error)
