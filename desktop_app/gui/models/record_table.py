"""A table model over a sorted and filtered list that holds only the pages of rows being looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as declared
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.query import Filter, ListRow, Order, Query
from desktop_app.gui.kit.status_chip import TONE_ROLE
from desktop_app.gui.kit.tokens import Tone

PAGE = 100
"""Rows read at once."""

_PAGES_KEPT = 30
_RIGHT = frozenset({Kind.INTEGER, Kind.DECIMAL})
_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, TONE_ROLE})

Index = QModelIndex | QPersistentModelIndex


class Rows(Protocol):
    """Where the rows come from."""

    def count(self, query: Query) -> int:
        """Return how many rows a query finds."""

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        """Return `size` rows from row `first`."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: a field and how its values are shown."""

    field: Field
    shown: Callable[[Field, Any], str]
    tones: Mapping[str, Tone] = declared(default_factory=dict)


class RecordTableModel(QAbstractTableModel):
    """Shows what a query finds; sorting and filtering are done by the query, never here.

    `failed` tells why rows could not be read; they are shown empty.
    """

    failed = Signal(Exception)

    def __init__(self, rows: Rows, columns: Sequence[TableColumn], query: Query) -> None:
        super().__init__()
        self._rows = rows
        self._columns = tuple(columns)
        self._query = replace(query, columns=tuple(column.field.name for column in columns))
        self._count = 0
        self._pages: OrderedDict[int, list[ListRow]] = OrderedDict()

    @property
    def query(self) -> Query:
        """Return the query whose rows are shown."""
        return self._query

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """Return the columns shown."""
        return self._columns

    def refresh(self) -> None:
        """Read anew what the query finds."""
        count = self._rows.count(self._query)
        self.beginResetModel()
        self._pages.clear()
        self._count = count
        self.endResetModel()

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Show other columns."""
        self._columns = tuple(columns)
        self._query = replace(self._query, columns=tuple(column.field.name for column in columns))
        self.refresh()

    def set_filter(self, search: str, filters: tuple[Filter, ...]) -> None:
        """Show only what these words and filters find."""
        if (search, filters) != (self._query.search, self._query.filters):
            self._query = replace(self._query, search=search, filters=filters)
            self.refresh()

    def set_order(self, order: tuple[Order, ...]) -> None:
        """Sort by other keys, the first one first."""
        if order != self._query.order:
            self._query = replace(self._query, order=order)
            self.refresh()

    def record_id(self, row: int) -> int | None:
        """Return the id of the record in a row, or None outside the table."""
        found = self._row(row)
        return found.id if found else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.field.kind in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        row = self._row(index.row()) if role in _ROLES else None
        if row is None:
            return None
        value = row.values[index.column()]
        if role == TONE_ROLE:
            return column.tones.get(value)
        return column.shown(column.field, value).replace("\n", " ")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return translate(self._columns[section].field.label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _read(self, number: int) -> list[ListRow]:
        """Read a page; where the register cannot be read, tell why and give no rows."""
        try:
            return self._rows.page(self._query, number * PAGE, PAGE)
        except UserError as error:
            self.failed.emit(error)
            return []

    def _row(self, row: int) -> ListRow | None:
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
            self._pages[number] = page
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None
