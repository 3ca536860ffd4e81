"""Editors that choose one of a few: yes or no, one code of a code list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import parse_boolean
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.fields import Field
from desktop_app.gui.kit.labels import spoken


class BooleanEditor(QCheckBox):
    """Yes or no; the label stands beside it like every other label."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = False
        self._problem: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def widget(self) -> QWidget:
        """Return the box itself."""
        return self

    def value(self) -> bool:
        """Return whether the box is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick the box or not."""
        self._problem = None
        self.setChecked(bool(value))

    def typed(self) -> str:
        """Return yes or no as a word."""
        return translate("yes") if self.isChecked() else translate("no")

    def set_typed(self, text: str) -> None:
        """Understand the words and signs people use for yes and no."""
        try:
            self.set_value(bool(text.strip()) and parse_boolean(text))
        except UserError as error:
            self.set_value(False)
            self._problem = error.message()

    def problem(self) -> str | None:
        """Return why pasted text cannot be read."""
        return self._problem

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self._read_only = read_only
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, read_only)

    def set_mixed(self, mixed: bool) -> None:
        """Show a tick that is neither set nor not, or the own one again."""
        ticked = self.isChecked()
        self.setTristate(mixed)
        if mixed:
            self.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.setChecked(ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignore the space bar while changes are forbidden."""
        if self._read_only and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user goes on to another field."""
        super().focusOutEvent(event)
        self.left.emit()

    @Slot()
    def _on_clicked(self) -> None:
        self._problem = None
        self.changed.emit()


class ChoiceEditor(QComboBox):
    """One code of a list: arrows and first letters choose, Del empties; the wheel changes nothing by accident."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem: str | None = None
        self._read_only = False
        self._mixed = False
        self._known = len(options) + 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        longest = max((len(label) for _code, label in options), default=4)
        self.setMinimumContentsLength(max(6, min(longest, field.width)))
        self.setMaxVisibleItems(16)
        self.addItem("", "")
        self.setItemData(0, spoken(""), Qt.ItemDataRole.AccessibleTextRole)
        for code, label in options:
            self.addItem(label, code)
        self.activated.connect(self._on_activated)

    def widget(self) -> QWidget:
        """Return the box itself."""
        return self

    def value(self) -> str:
        """Return the chosen code, "" for none."""
        return str(self.currentData() or "")

    def set_value(self, value: Any) -> None:
        """Choose a code; one that the list does not offer any more is still shown."""
        self._problem = None
        code = value or ""
        while self.count() > self._known:
            self.removeItem(self.count() - 1)
        index = self.findData(code)
        if index < 0:
            self.addItem(code, code)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def typed(self) -> str:
        """Return the words of the chosen code."""
        return self.currentText()

    def set_typed(self, text: str) -> None:
        """Choose the option whose words or code are the given ones."""
        wanted = text.strip().casefold()
        for index in range(self.count()):
            if wanted in (self.itemText(index).casefold(), str(self.itemData(index)).casefold()):
                self.set_value(self.itemData(index))
                return
        self.set_value("")
        self._problem = translate(N_("“{text}” is not in the list."), text=text.strip())

    def problem(self) -> str | None:
        """Return why pasted text cannot be read."""
        return self._problem

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self._read_only = read_only
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, read_only)

    def set_mixed(self, mixed: bool) -> None:
        """Say in place of a value that values differ."""
        self._mixed = mixed
        self.setItemText(0, translate("various") if mixed else "")

    def minimumSizeHint(self) -> QSize:
        """Return a width that still shows the beginning of an option."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 16), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the choice on Del or Backspace; Enter and Esc belong to the form."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif self._read_only:
            return
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value("")
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user goes on to another field."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    @Slot()
    def _on_activated(self) -> None:
        self._problem = None
        self.changed.emit()
