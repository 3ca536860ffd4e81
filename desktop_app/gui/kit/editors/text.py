"""Editors of words: a line, several lines, an identifier."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop_app.base.i18n import translate
from desktop_app.base.text import clean
from desktop_app.domain.fields import Field
from desktop_app.gui.kit.editors.line import LineEditor, too_long

_LINES_SHOWN = 4


class TextEditor(LineEditor):
    """A line of text."""

    def _settle(self) -> None:
        if (text := self.value()) != self.text():
            self.setText(text)


class CodeEditor(TextEditor):
    """An identifier: blanks around and inside it do not count, leading zeros do."""

    def value(self) -> str:
        """Return the identifier without the blanks that people put in for reading."""
        return " ".join(clean(self.text()).split())


class LongTextEditor(QPlainTextEdit):
    """Text of several lines; Tab goes on to the next field."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._showing = False
        self._mixed = False
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)

    def widget(self) -> QWidget:
        """Return the text box itself."""
        return self

    def value(self) -> str:
        """Return the text with its line breaks."""
        return clean(self.toPlainText(), lines=True)

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._showing = True
        self.setPlainText(value or "")
        self._showing = False

    def typed(self) -> str:
        """Return the text as it stands."""
        return self.toPlainText()

    def set_typed(self, text: str) -> None:
        """Take a text as if it had been typed."""
        self.set_value(text)

    def problem(self) -> str | None:
        """Return why the text cannot be taken."""
        return too_long(self.value(), self._field)

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self.setReadOnly(read_only)

    def set_mixed(self, mixed: bool) -> None:
        """Say in place of a value that values differ."""
        self._mixed = mixed
        self.setPlaceholderText(translate("various") if mixed else "")

    def sizeHint(self) -> QSize:
        """Return room for a few lines."""
        margins = 4 * self.frameWidth() + round(2 * self.document().documentMargin())
        width = self.fontMetrics().averageCharWidth() * self._field.width
        return QSize(width, self.fontMetrics().lineSpacing() * _LINES_SHOWN + margins)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the wanted lines and a width that can still be read."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Esc to the page; empty a field whose values differ on Backspace and Del."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        if self._mixed and not self.toPlainText() and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.changed.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user goes on to another field."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._showing:
            self.changed.emit()
