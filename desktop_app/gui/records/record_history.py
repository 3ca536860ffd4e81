"""The history of one record: who changed what when, and the way back to each value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.labels import PlainLabel, action_text
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.records.history_view import HistoryView
from desktop_app.services.history import History, Operation

_LONGEST = 24
"""Characters of a value that a button shows."""


class RecordHistory(QDialog):
    """Lists the operations on a record; `restore_requested` hands a value back to the form.

    It tells the type and id of the row that the field belongs to, the field and the value; `take_back_requested` the
    operation that shall be taken back as a whole.
    """

    restore_requested = Signal(str, int, str, object)
    take_back_requested = Signal(int)

    def __init__(self, history: History, name: str, record_id: int, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.record_history")
        self.setWindowTitle(translate("History: {title}", title=title))
        self._history = history
        self._name = name
        self._record_id = record_id
        self._view = HistoryView(history, self._read, self)
        self._restore = self._button("restore_value", "")
        self._take_back = self._button("take_back", translate("&Take this back"))
        close = self._button("close", translate("&Close"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._restore)
        buttons.addWidget(self._take_back)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(title, self, role="heading", wrap=True))
        layout.addWidget(self._view, 1)
        layout.addLayout(buttons)
        self._view.chosen.connect(self._on_chosen)
        self._restore.clicked.connect(self._on_restore)
        self._take_back.clicked.connect(self._on_take_back)
        close.clicked.connect(self.reject)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * 130, metrics.height() * 34)
        self._view.refresh()
        self._view.focus_list()

    def _button(self, verb: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"action.{verb}")
        button.setAutoDefault(True)  # Enter presses it
        return button

    def _read(self, after: Operation | None) -> Sequence[Operation]:
        return self._history.of_record(self._name, self._record_id, after)

    def _value(self) -> tuple[str, int, str, Any] | None:
        """Return the value that the selected field had before, with its place; none of a file of the record."""
        operation, change = self._view.operation, self._view.change
        if operation is None or operation.record != self._name:
            return None
        if change is None or not change.label or change.action != "field" or self._history.read_only:
            return None
        return *change.place, change.field, change.before

    @Slot()
    def _on_chosen(self) -> None:
        operation, change = self._view.operation, self._view.change
        value = self._value()
        self._restore.setEnabled(value is not None)
        old = change.old if value is not None and change is not None else ""
        short = old if len(old) <= _LONGEST else f"{old[:_LONGEST]} …"
        words = (
            translate("&Restore “{value}”", value=action_text(short)) if old else translate("&Restore the value before")
        )
        if value is not None and not old:
            words = translate("&Empty the field again")
        self._restore.setText(words)
        self._take_back.setEnabled(operation is not None and operation.standing and not self._history.read_only)

    @Slot()
    def _on_restore(self) -> None:
        value = self._value()
        if value is not None:
            self.restore_requested.emit(*value)
            self.accept()

    @Slot()
    def _on_take_back(self) -> None:
        operation = self._view.operation
        if operation is not None and (not operation.of_many or self._agrees(operation)):
            self.take_back_requested.emit(operation.id)
            self.accept()

    def _agrees(self, operation: Operation) -> bool:
        """Ask before other records than this one are set back too."""
        what = self._history.step_of(operation.id).words
        answers = {
            True: Answer(translate("Take all back"), "take_back"),
            False: Answer(translate("Cancel"), "cancel", escape=True),
        }
        question = translate("This was done to other records too. Take all of it back?")
        return feedback.ask(self, question, answers, what)
