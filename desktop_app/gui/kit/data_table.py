"""A table of records with the manners that all tables of the program share."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from desktop_app.gui.kit.filter_row import FilterHeader

Index = QModelIndex | QPersistentModelIndex
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class DataTable(QTableView):
    """Whole rows are selected, Tab leaves the table, Enter or a double click opens a row, Del asks to remove it.

    The block is what the selected rows have in the columns between the one where selecting began and the current one:
    Shift with an arrow key, or the mouse, makes it wider. F2 and typing edit the current cell where the model allows it
    (`refused` tells where it does not); Space is told by `pressed_space`.
    """

    row_opened = Signal(QModelIndex)
    remove_pressed = Signal()
    refused = Signal(QModelIndex)
    pressed_space = Signal(QModelIndex)

    def __init__(self, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"table.{record}")
        self._anchor = 0
        """The column, as it stands from left to right, where the block begins."""
        self.filter_header = FilterHeader(self)
        self.setHorizontalHeader(self.filter_header)
        triggers = QAbstractItemView.EditTrigger
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.doubleClicked.connect(self._on_double_clicked)
        self._set_row_height()

    def go_to(self, row: int, column: int | None = None) -> None:
        """Make a row the current one and the only one selected, whatever keys are held down.

        The current column stays where none is given.
        """
        present = self.currentIndex().column()
        column = column if column is not None else present if present >= 0 else self.filter_header.logicalIndex(0)
        index = self.model().index(row, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._anchor = self.filter_header.visualIndex(column)
        self.scrollTo(index)

    def select_rows(self, rows: Collection[int]) -> None:
        """Select these rows instead of those selected now; the current one stays current."""
        model, flags = self.model(), QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for row in rows:
            chosen.select(model.index(row, 0), model.index(row, 0))
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    def selected_ranges(self) -> list[tuple[int, int]]:
        """Return the first and last row of each run of selected rows, from top to bottom."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        return sorted({(each.top(), each.bottom()) for each in ranges})

    @property
    def is_current_selected(self) -> bool:
        """Say whether the current row is selected, alone or among others."""
        return self.selectionModel().isRowSelected(self.currentIndex().row())

    def go_nowhere(self) -> None:
        """Have no row current and none selected, also when the keyboard comes here."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def block_columns(self) -> list[int]:
        """Return the columns of the block, from left to right; none where no cell is current."""
        header = self.filter_header
        current = self.currentIndex()
        if not current.isValid():
            return []
        end = header.visualIndex(current.column())
        first, last = sorted((min(self._anchor, header.count() - 1), end))
        places = range(first, last + 1)
        return [column for place in places if not self.isColumnHidden(column := header.logicalIndex(place))]

    def select_whole_rows(self) -> None:
        """Let the block have all columns."""
        current = self.currentIndex()
        if current.isValid():
            self._anchor = 0
            last = self.model().index(current.row(), self.filter_header.logicalIndex(self.filter_header.count() - 1))
            self.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._anchor = 0
            self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Begin the block anew, unless Shift or the mouse makes it wider."""
        super().currentChanged(current, previous)
        widening = self.state() is QAbstractItemView.State.DragSelectingState
        if current.isValid() and not widening and not _shift_is_held():
            self._anchor = self.filter_header.visualIndex(current.column())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Enter, Del, Space and F2; Esc belongs to the page."""
        index = self.currentIndex()
        if event.key() in _ENTER:
            if index.isValid():
                self.row_opened.emit(index)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._press_space(event, index)
        elif event.key() == Qt.Key.Key_F2 and index.isValid() and not self._is_editable(index):
            self.refused.emit(index)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Tell that the cell is not edited: letters are meant for it, and never make the list look through all rows."""
        if self.currentIndex().isValid() and search.strip():
            self.refused.emit(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as the font asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_row_height()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index)

    def _press_space(self, event: QKeyEvent, index: QModelIndex) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select_whole_rows()
        elif index.isValid():
            self.pressed_space.emit(index)

    def _is_editable(self, index: Index) -> bool:
        return bool(self.model().flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _set_row_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height())
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))


def _shift_is_held() -> bool:
    return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
