"""Chooses any number of codes from a list that opens below a button."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.fields import Field
from desktop_app.gui.kit.icons import icon, icon_size
from desktop_app.gui.kit.labels import tooltip_text

_ROWS_SHOWN = 12
_OPENING_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4})
_CLOSING_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})


class WholeRowTicks(QStyledItemDelegate):
    """Ticks on a click anywhere in the row, not on the little box alone."""

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Turn the tick over on a click or the space bar."""
        clicked = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        spaced = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not clicked and not spaced:
            return False
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(index, new, Qt.ItemDataRole.CheckStateRole)


class ChoicesPopup(QFrame):
    """The list of options with a tick box each; Space ticks, Enter and Esc close."""

    ticked = Signal()
    closed = Signal()

    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self._list = QListWidget(self)
        self._list.setProperty("look", "bare")
        self._list.setItemDelegate(WholeRowTicks(self._list))
        for code, label in options:
            item = QListWidgetItem(label, self._list)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self._list)
        self._list.itemChanged.connect(self._on_item_changed)

    def open_below(self, button: QWidget, codes: Sequence[str]) -> None:
        """Show the list below a button with some codes ticked."""
        self._list.setAccessibleName(button.accessibleName())
        self._list.blockSignals(True)
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in codes
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        rows = min(_ROWS_SHOWN, max(1, self._list.count()))
        row_height = max(self._list.sizeHintForRow(0), self.fontMetrics().height())
        width = max(button.width(), self._list.sizeHintForColumn(0) + 2 * icon_size())
        self.setFixedSize(QSize(width, rows * row_height + 12))
        room = button.screen().availableGeometry()
        corner = button.mapToGlobal(QPoint(0, button.height()))
        x = max(room.left(), min(corner.x(), room.right() - width))
        self.move(x, max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.show()
        self._list.setCurrentRow(0)
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def codes(self) -> tuple[str, ...]:
        """Return the ticked codes in the order of the list."""
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Enter and Esc."""
        if event.key() in _CLOSING_KEYS:
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that choosing is over."""
        super().hideEvent(event)
        self.closed.emit()

    @Slot()
    def _on_item_changed(self) -> None:
        self.ticked.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]


class ChoicesEditor(QPushButton):
    """Any number of codes: the button shows their words, Space, ↓ or a click open the list, Del empties."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._options = tuple(options)
        self._codes: tuple[str, ...] = ()
        self._problem: str | None = None
        self._about = ""
        self._read_only = False
        self._mixed = False
        self._popup: ChoicesPopup | None = None
        self.setProperty("look", "choices")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_list)

    def widget(self) -> QWidget:
        """Return the button itself."""
        return self

    def value(self) -> tuple[str, ...]:
        """Return the chosen codes in the order of the list."""
        return self._codes

    def set_value(self, value: Any) -> None:
        """Choose codes; those that the list does not offer any more are kept and shown as they are."""
        self._problem = None
        self._show_codes(tuple(value or ()))

    def typed(self) -> str:
        """Return the words of the chosen codes, separated by commas."""
        words = dict(self._options)
        return ", ".join(words.get(code, code) for code in self._codes)

    def set_typed(self, text: str) -> None:
        """Choose the options whose words or codes are given, separated by commas or semicolons."""
        by_word = {word.casefold(): code for code, label in self._options for word in (code, label)}
        parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
        found = {by_word[part.casefold()] for part in parts if part.casefold() in by_word}
        self.set_value(tuple(code for code, _label in self._options if code in found))
        unknown = [part for part in parts if part.casefold() not in by_word]
        if unknown:
            self._problem = translate(N_("“{text}” is not in the list."), text=", ".join(unknown))

    def problem(self) -> str | None:
        """Return why pasted text cannot be read."""
        return self._problem

    def setAccessibleDescription(self, text: str) -> None:
        """Tell screen readers what is chosen, then what is to be said about it."""
        self._about = text
        super().setAccessibleDescription(" ".join(part for part in (self._words(), text) if part))

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self._read_only = read_only

    def set_mixed(self, mixed: bool) -> None:
        """Say in place of a value that values differ."""
        self._mixed = mixed
        self.setAccessibleDescription(self._about)
        self.update()

    @Slot()
    def open_list(self) -> None:
        """Show the list of options below the button."""
        if self._read_only:
            return
        if self._popup is None:
            self._popup = ChoicesPopup(self._options, self)
            self._popup.ticked.connect(self._on_ticked)
            self._popup.closed.connect(self._on_closed)
        self._popup.open_below(self, self._codes)

    def sizeHint(self) -> QSize:
        """Return a width that fits the field."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * (self._field.width + 6), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return a width that still shows a word."""
        return QSize(self.fontMetrics().averageCharWidth() * 12, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Space, ↓, F4; empty on Del or Backspace."""
        if event.key() in _OPENING_KEYS:
            self.open_list()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._can_be_emptied:
            self.set_value(())
            self.changed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user goes on to another field."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an empty button of the style, the words cut to the room, an arrow at the end."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = round(icon_size() * 0.8)
        gap = side // 2
        area = self.rect().adjusted(gap, 0, -side - gap, 0)
        shown = self.fontMetrics().elidedText(self._words(), Qt.TextElideMode.ElideRight, area.width())
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, centre | Qt.AlignmentFlag.AlignLeft, shown)
        arrow = QRect(self.width() - side - gap, (self.height() - side) // 2, side, side)
        icon("chevron-down", "muted", side).paint(painter, arrow)
        painter.end()

    @property
    def _can_be_emptied(self) -> bool:
        return bool(self._codes or self._mixed) and not self._read_only

    @Slot()
    def _on_ticked(self) -> None:
        if self._popup is not None:
            self._problem = None
            gone = tuple(code for code in self._codes if code not in dict(self._options))
            self._show_codes(self._popup.codes() + gone)
            self.changed.emit()

    @Slot()
    def _on_closed(self) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.left.emit()

    def _words(self) -> str:
        return translate("various") if self._mixed else self.typed()

    def _show_codes(self, codes: tuple[str, ...]) -> None:
        self._codes = codes
        self.setToolTip(tooltip_text(self.typed()))
        self.setAccessibleDescription(self._about)
        self.update()
