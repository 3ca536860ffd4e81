"""Takes back what was done, and does it again, named in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.toast import show_toast
from desktop_app.services.desk import Desk

_MOST_NAMED = 5
_LONGEST = 70


class Undoing(QObject):
    """The two actions of a window, and what they do; Ctrl+Z in a field stays with the field."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.undo_action = self._action("undo", ("Ctrl+Z",), "arrow-back-up", self._on_undo)
        self.redo_action = self._action("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "arrow-forward-up", self._on_redo)
        self.rest()

    @Slot()
    def name(self) -> None:
        """Say in the actions what they would do now."""
        history = self._desk.history
        for action, verb, words in (
            (self.undo_action, translate("&Undo"), history.next_undo()),
            (self.redo_action, translate("&Redo"), history.next_redo()),
        ):
            short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
            action.setText(f"{verb}: {short.replace('&', '&&')}" if words else verb)
            action.setEnabled(bool(words))

    @Slot()
    def rest(self) -> None:
        """Let the keys work again: whether there is anything is asked when they are pressed."""
        for action, verb in ((self.undo_action, translate("&Undo")), (self.redo_action, translate("&Redo"))):
            action.setText(verb)
            action.setEnabled(not self._desk.read_only)

    def _action(self, verb: str, keys: Sequence[str], icon: str, slot: object) -> QAction:
        action = QAction(self._window)
        action.setObjectName(f"action.{verb}")
        action.setShortcuts([QKeySequence(each) for each in keys])
        set_icon(action, icon)
        action.triggered.connect(slot)
        self._window.addAction(action)
        return action

    @Slot()
    def _on_undo(self) -> None:
        self._turn(again=False)

    @Slot()
    def _on_redo(self) -> None:
        self._turn(again=True)

    def _turn(self, *, again: bool) -> None:
        try:
            outcome = self._desk.history.redo() if again else self._desk.history.undo()
        except UserError as error:
            feedback.tell_error(self._window, error)
            return
        if outcome is None:
            nothing = translate("There is nothing to redo.") if again else translate("There is nothing to undo.")
            show_toast(self._window, nothing)
            return
        if outcome.left:
            words = format_count(
                "{count} record was changed since, or others need it, and was left as it is.",
                "{count} records were changed since, or others need them, and were left as they are.",
                len(outcome.left),
            )
            feedback.tell(self._window, words, "\n".join(left.title for left in outcome.left[:_MOST_NAMED]))
            return
        what = outcome.words
        done = translate("Done again: {what}", what=what) if again else translate("Undone: {what}", what=what)
        show_toast(self._window, done, self.undo_action if again else self.redo_action)
