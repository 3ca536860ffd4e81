"""A table model that reads on, page by page, as it is scrolled down: for lists that nobody counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_app.base.errors import UserError
from desktop_app.gui.kit.labels import spoken, tooltip_text

Item = TypeVar("Item")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

_MOST_READ_AGAIN = 10
"""So many pages are read at once when the list is read anew; the rest follows when it is scrolled to."""


class PagedTableModel(QAbstractTableModel, Generic[Item]):
    """Shows what `read` gives: the first page for None, then the page that follows an item; `cells` puts it in words.

    The end is where a page is shorter than `page` items. `failed` tells why a page could not be read.
    """

    failed = Signal(Exception)

    def __init__(
        self,
        headings: Sequence[str],
        read: Callable[[Item | None], Sequence[Item]],
        cells: Callable[[Item], Sequence[str]],
        page: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._read = read
        self._cells = cells
        self._page = page
        self._items: list[Item] = []
        self._shown: list[tuple[str, ...]] = []
        self._complete = True

    def refresh(self) -> None:
        """Read the list anew, as far as it had been read; where that cannot be, it stays as it was."""
        wanted = min(len(self._items), _MOST_READ_AGAIN * self._page)
        try:
            found = list(self._next(None))
            while not self._complete and len(found) < wanted:
                found += self._next(found[-1])
        except UserError as error:
            self.failed.emit(error)
            return
        self.beginResetModel()
        self._items, self._shown = [], []
        self._add(found)
        self.endResetModel()

    def item(self, row: int) -> Item | None:
        """Return what stands in a row, or None outside of the list."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def items(self) -> tuple[Item, ...]:
        """Return what has been read."""
        return tuple(self._items)

    def canFetchMore(self, parent: Index = NOWHERE) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        try:
            found = self._next(self._items[-1] if self._items else None)
        except UserError as error:
            self._complete = True
            self.failed.emit(error)
            return
        if found:
            first = len(self._items)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self._add(found)
            self.endInsertRows()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown[index.row()][index.column()].replace("\n", " ")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._shown[index.row()][index.column()].replace("\n", " "))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(self._shown[index.row()][index.column()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def _next(self, last: Item | None) -> Sequence[Item]:
        found = self._read(last)
        self._complete = len(found) < self._page
        return found

    def _add(self, items: Sequence[Item]) -> None:
        self._items += items
        self._shown += [tuple(self._cells(each)) for each in items]
