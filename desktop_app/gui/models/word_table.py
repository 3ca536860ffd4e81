"""A small table of words that are all known: what is shown is handed over whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.gui.kit.labels import spoken, tooltip_text
from desktop_app.gui.kit.status_chip import TONE_ROLE
from desktop_app.gui.kit.tokens import Tone

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """Words, and the tone of the chip they stand in, None for no chip; `about` says more than the words do."""

    words: str
    tone: Tone | None = None
    about: str = ""


class WordTable(QAbstractTableModel):
    """Shows rows of cells under headings; a cell is a text or a Cell."""

    def __init__(self, headings: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._rows: list[list[Cell]] = []

    def show_rows(self, rows: Sequence[Sequence[str | Cell]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = [[_cell(each) for each in row] for row in rows]
        self.endResetModel()

    def change(self, row: int, column: int, cell: str | Cell) -> None:
        """Show something else in one cell."""
        self._rows[row][column] = _cell(cell)
        place = self.index(row, column)
        self.dataChanged.emit(place, place)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words.replace("\n", " ")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(cell.words.replace("\n", " "))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(cell.about or cell.words)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return cell.about
        if role == TONE_ROLE:
            return cell.tone
        return None


def _cell(each: str | Cell) -> Cell:
    return Cell(each) if isinstance(each, str) else each
