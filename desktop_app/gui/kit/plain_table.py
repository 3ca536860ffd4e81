"""A table to look things up in: whole rows, no filter fields, columns as wide as they ask for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop_app.gui.kit.column_fit import ColumnFit

_LEAST = 12
"""Characters below which no column shrinks."""
_PADDING = 20


class PlainTable(QTableView):
    """Tab leaves the table, Enter or a double click opens a row; `chosen` tells that another row is current.

    `characters` are the widths that the columns would like to have; they share the room there is.
    """

    chosen = Signal()
    row_opened = Signal(QModelIndex)

    def __init__(
        self, name: str, words: str, model: QAbstractItemModel, characters: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        metrics, width = self.fontMetrics(), self.fontMetrics().averageCharWidth()
        labels = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(len(characters))]
        headings = [metrics.horizontalAdvance(each) * 11 // 10 + _PADDING for each in labels]
        natural = [max(width * wanted, heading) for wanted, heading in zip(characters, headings, strict=True)]
        least = [
            max(width * min(wanted, _LEAST), heading) for wanted, heading in zip(characters, headings, strict=True)
        ]
        ColumnFit(self, natural, least)
        self._fit()

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        index = self.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row on Enter; Esc belongs to the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as the font asks for."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @Slot()
    def _on_current_changed(self) -> None:
        self.chosen.emit()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_opened.emit(index)

    def _fit(self) -> None:
        height = self.fontMetrics().height()
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(round(height * 1.6))
