"""Takes back what was done, and does it again, named in words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.shortcuts import REDO, UNDO, Shortcut, give_keys
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.services.history import Outcome, Step

_MOST_NAMED = 5
_LONGEST = 70


class Undoing(QObject):
    """The two actions of a window, and what they do.

    Ctrl+Z in a field takes back there what is typed; where there is nothing, it means the register, unless the form in
    front is `unsaved`: then what was typed last stands in another field.
    """

    def __init__(self, desk: Desk, runner: TaskRunner, unsaved: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._runner = runner
        self._unsaved = unsaved
        self._window = window
        self._under_way = ""
        self.undo_action = self._action(UNDO, "arrow-back-up", self._on_undo)
        self.redo_action = self._action(REDO, "arrow-forward-up", self._on_redo)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.rest()

    @Slot()
    def name(self) -> None:
        """Say in the actions what they would do now."""
        try:
            undo, redo = self._desk.history.next_undo(), self._desk.history.next_redo()
        except UserError:  # told when one of them is chosen
            self.rest()
            return
        for action, verb, step in (
            (self.undo_action, translate("&Undo"), undo),
            (self.redo_action, translate("&Redo"), redo),
        ):
            words = _short(step.words).replace("&", "&&") if step else ""
            action.setText(f"{verb}: {words}" if words else verb)
            action.setEnabled(step is not None and not self._desk.read_only)

    @Slot()
    def rest(self) -> None:
        """Let the keys work again: whether there is anything is asked when they are pressed."""
        for action, verb in ((self.undo_action, translate("&Undo")), (self.redo_action, translate("&Redo"))):
            action.setText(verb)
            action.setEnabled(not self._desk.read_only)

    @Slot(int)
    def take_back(self, operation: int) -> None:
        """Take back one operation, whatever was done since."""
        self._look_and_do(partial(self._desk.history.step_of, operation), again=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a field from claiming a key that takes back or does again what it does not have."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            if (undo or redo) and not _has_own(watched, undo=undo) and not self._unsaved():
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _action(self, keys: Shortcut, icon: str, slot: object) -> QAction:
        action = QAction(self._window)
        action.setObjectName(f"action.{keys.verb}")
        give_keys(action, keys)
        set_icon(action, icon)
        action.triggered.connect(slot)
        self._window.addAction(action)
        return action

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Watch the keys of the field that is typed in, and of no other: each watched event costs."""
        if isinstance(old, QLineEdit | QPlainTextEdit):
            with contextlib.suppress(RuntimeError):  # the field may be gone already
                old.removeEventFilter(self)
        if isinstance(new, QLineEdit | QPlainTextEdit) and new.window() is self._window:
            new.installEventFilter(self)

    @Slot()
    def _on_undo(self) -> None:
        self._look_and_do(self._desk.history.next_undo, again=False)

    @Slot()
    def _on_redo(self) -> None:
        self._look_and_do(self._desk.history.next_redo, again=True)

    def _look_and_do(self, look: Callable[[], Step | None], *, again: bool) -> None:
        if self._under_way:
            show_toast(self._window, translate("This is still under way: {what}", what=self._under_way))
            return
        try:
            step = look()
        except UserError as error:
            self._on_failed(error)
            return
        self._do(step, again=again)

    def _do(self, step: Step | None, *, again: bool) -> None:
        """Take a step; one that takes long is taken beside the window."""
        if step is None:
            nothing = translate("There is nothing to redo.") if again else translate("There is nothing to undo.")
            show_toast(self._window, nothing)
        elif step.long:
            self._under_way = translate("Undo: {what}", what=_short(step.words))
            self._runner.run(
                partial(self._take, step.operation),
                done=self._on_long_done,
                failed=self._on_long_failed,
                cancelled=self._on_long_ended,
                name=self._under_way,
            )
        else:
            try:
                self._on_done(self._desk.history.take_back(step.operation))
            except UserError as error:
                self._on_failed(error)

    def _take(self, operation: int, _progress: Progress) -> Outcome:
        return self._desk.history.take_back(operation)

    @Slot()
    def _on_long_ended(self) -> None:
        self._under_way = ""

    @Slot(object)
    def _on_long_done(self, outcome: Outcome) -> None:
        self._on_long_ended()
        self._on_done(outcome)

    @Slot(Exception)
    def _on_long_failed(self, error: Exception) -> None:
        self._on_long_ended()
        self._on_failed(error)

    @Slot(object)
    def _on_done(self, outcome: Outcome) -> None:
        what = _short(outcome.words)
        done = translate("Done again: {what}", what=what) if outcome.again else translate("Undone: {what}", what=what)
        if not outcome.left:
            show_toast(self._window, done, self.undo_action if outcome.again else self.redo_action)
            return
        left = format_count(
            "{count} record was changed since, or others need it, and was left as it is.",
            "{count} records were changed since, or others need them, and were left as they are.",
            len(outcome.left),
        )
        words = f"{done}\n{left}" if outcome.undone else left
        named = [f"{translate(TYPES[each.record].LABEL)} {each.title}".strip() for each in outcome.left[:_MOST_NAMED]]
        more = ["…"] if len(outcome.left) > _MOST_NAMED else []
        feedback.tell(self._window, words, "\n".join((*named, *more)))

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self._window, error)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"


def _has_own(field: QObject, *, undo: bool) -> bool:
    """Say whether a field has something typed to take back, or to do again."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if undo else field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable() if undo else field.document().isRedoAvailable()
    return False
