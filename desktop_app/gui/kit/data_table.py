"""A read-only table of records with the manners that all tables of the program share."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop_app.gui.kit.filter_row import FilterHeader


class DataTable(QTableView):
    """Whole rows are selected, Tab leaves the table, Enter or a double click opens a row, Del asks to remove it."""

    row_opened = Signal(QModelIndex)
    remove_pressed = Signal()

    def __init__(self, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"table.{record}")
        self.filter_header = FilterHeader(self)
        self.setHorizontalHeader(self.filter_header)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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

    def go_to(self, row: int) -> None:
        """Make a row the current one and the only one selected, whatever keys are held down."""
        index = self.model().index(row, self.filter_header.logicalIndex(0))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def go_nowhere(self) -> None:
        """Have no row current and none selected, also when the keyboard comes here."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Enter and Del; Esc belongs to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.row_opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as the font asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_row_height()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index)

    def _set_row_height(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height())
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
