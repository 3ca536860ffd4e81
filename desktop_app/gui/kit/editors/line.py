"""The single line that most editors are made of."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame, QWidget

from desktop_app.base.i18n import N_, translate
from desktop_app.base.text import clean
from desktop_app.domain.fields import Field, Kind

_CONTENT_WIDE = frozenset({Kind.CODE, Kind.PHONE, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TIMESTAMP})
"""Kinds whose editors are as wide as what they hold; the others take the room there is."""
_STILL_HERE = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
_PADDING_CHARACTERS = 3


def too_long(text: str, field: Field) -> str | None:
    """Return the sentence that tells of a text beyond the field's limit; None when it fits."""
    if len(text) <= field.max_length:
        return None
    return translate(
        N_("At most {limit} characters fit here; these are {count}."), limit=field.max_length, count=len(text)
    )


class LineEditor(QLineEdit):
    """A line of text as an `Editor`; other single-line editors differ in how they read and show it."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._mixed = False
        self._hint = ""
        policies = QSizePolicy.Policy
        content_wide = field.kind in _CONTENT_WIDE
        self.setSizePolicy(policies.Maximum if content_wide else policies.Expanding, policies.Fixed)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_done)

    def widget(self) -> QWidget:
        """Return the line itself."""
        return self

    def value(self) -> Any:
        """Return the text as it is stored."""
        return clean(self.text())

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.setText(value or "")
        self.setCursorPosition(0)

    def typed(self) -> str:
        """Return the text as it stands."""
        return self.text()

    def set_typed(self, text: str) -> None:
        """Take a text as if it had been typed."""
        self.setText(text)
        self._settle()

    def problem(self) -> str | None:
        """Return why the text cannot be taken."""
        return too_long(self.value(), self._field)

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self.setReadOnly(read_only)

    def set_mixed(self, mixed: bool) -> None:
        """Say in place of a value that values differ."""
        if mixed != self._mixed:
            self._mixed = mixed
            if mixed:
                self._hint = self.placeholderText()
            self.setPlaceholderText(translate("various") if mixed else self._hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty a field whose values differ on Backspace and Del."""
        if self._mixed and not self.text() and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._on_edited()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return a width that fits the field's content."""
        characters = self._field.width + _PADDING_CHARACTERS
        return self._sized(characters)

    def minimumSizeHint(self) -> QSize:
        """Return a width below which the content could not be read."""
        return self._sized(min(self._field.width, 12) + _PADDING_CHARACTERS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle what was typed when the user goes on to another field."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self._on_done()

    @Slot()
    def _on_edited(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_done(self) -> None:
        if not self.isReadOnly():
            self._settle()
        self.left.emit()

    def _settle(self) -> None:
        """Bring the typed text into its usual form; subclasses do what their kind asks for."""

    def _sized(self, characters: int) -> QSize:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        content = QSize(metrics.averageCharWidth() * characters, metrics.height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_LineEdit, option, content, self)
