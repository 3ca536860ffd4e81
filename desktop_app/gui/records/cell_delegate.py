"""Draws the cells of a record table, the block framed, and hands the keys of an editor in a cell on."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QPlainTextEdit, QStyle, QStyleOptionViewItem, QWidget

from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.kit.editors.factory import WITH_LIST
from desktop_app.gui.kit.status_chip import ChipDelegate
from desktop_app.gui.kit.tokens import tokens_for

Index = QModelIndex | QPersistentModelIndex
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_FRAME = 2


class CellEditor(Protocol):
    """What edits cells: it makes the editor, takes what is typed, and goes on to another cell."""

    def begin(self, index: Index, parent: QWidget) -> QWidget | None:
        """Return the editor of a cell that shows what the record has; None where it cannot be edited."""

    def commit(self, *, leaving: bool) -> bool:
        """Save what is typed and return whether it is saved; `leaving` keeps the rest in the cell."""

    def finish(self, rows: int, columns: int) -> None:
        """Save what is typed; where that can be, close the editor and go some cells on."""

    def cancel(self) -> None:
        """Close the editor; the cell shows again what the record has."""

    def gone(self, widget: QWidget) -> None:
        """Know that an editor is gone."""


class RecordDelegate(ChipDelegate):
    """The cells of a record table."""

    def __init__(self, table: DataTable, editor: CellEditor) -> None:
        super().__init__(table)
        self._table = table
        self._editor = editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell and, where it lies at an edge of the block, that edge."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ink = index.data(Qt.ItemDataRole.ForegroundRole) if selected else None
        if isinstance(ink, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, ink)
        if option.rect.left() < 0 and self._table.columnSpan(index.row(), index.column()) > 1:
            option.rect.setLeft(0)  # a group is named wherever the list is scrolled to
        super().paint(painter, option, index)
        if selected and index.column() in (columns := self._table.block_columns()):
            self._draw_edges(painter, option, index, columns)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of the cell's field."""
        return self._editor.begin(index, parent)  # type: ignore[return-value]  # Qt takes none for "not now"

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor that is closed."""
        self._editor.gone(editor)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave what is being typed alone: the editor was filled when it was made."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Save what is typed when the cell is left, or keep it there with the reason why it cannot be saved."""
        self._editor.commit(leaving=True)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the editor be as wide and as high as it needs, over its neighbours."""
        area, room = option.rect, self._table.viewport().rect()
        width = min(max(area.width(), editor.minimumSizeHint().width()), room.width())
        height = max(area.height(), editor.sizeHint().height() if isinstance(editor, QPlainTextEdit) else 0)
        left = max(0, min(area.left(), room.width() - width))
        top = max(0, min(area.top(), room.height() - height))
        editor.setGeometry(left, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter and Tab, go back with Esc; what opens a list keeps its keys."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            if event.type() == QEvent.Type.KeyPress:
                return self._press(watched, event)
            if event.type() == QEvent.Type.ShortcutOverride and _opens_list(watched, event):
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _press(self, editor: QWidget, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.key() in _ENTER and modifiers in (Qt.KeyboardModifier.NoModifier, shift):
            self._editor.finish(-1 if modifiers == shift else 1, 0)
        elif event.key() in _ENTER and isinstance(editor, QPlainTextEdit):
            editor.insertPlainText("\n")
        elif event.key() == Qt.Key.Key_Tab:
            self._editor.finish(0, 1)
        elif event.key() == Qt.Key.Key_Backtab:
            self._editor.finish(0, -1)
        elif event.key() == Qt.Key.Key_Escape:
            self._editor.cancel()
        else:
            return False
        return True

    def _draw_edges(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, columns: list[int]) -> None:
        chosen = self._table.selectionModel()
        row, column, area = index.row(), index.column(), option.rect
        left, top, width, height = area.left(), area.top(), area.width(), area.height()
        accent = QColor(tokens_for(option.palette).accent)
        for at_edge, edge in (
            (column == columns[0], QRect(left, top, _FRAME, height)),
            (column == columns[-1], QRect(area.right() + 1 - _FRAME, top, _FRAME, height)),
            (not chosen.isRowSelected(row - 1), QRect(left, top, width, _FRAME)),
            (not chosen.isRowSelected(row + 1), QRect(left, area.bottom() + 1 - _FRAME, width, _FRAME)),
        ):
            if at_edge:
                painter.fillRect(edge, accent)


def _opens_list(editor: QWidget, event: QKeyEvent) -> bool:
    down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
    return down and isinstance(editor, WITH_LIST)
