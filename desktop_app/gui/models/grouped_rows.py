"""Stands between a list and its table: the rows of a group under a line that names it, and that can be folded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QFont

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

_OPEN, _FOLDED = "▾", "▸"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group: its name, how many rows stand in it, the words of its line, what stands there under some columns.

    `aloud` is what a screen reader says, and the tooltip.
    """

    name: str
    rows: int
    words: str
    sums: Mapping[str, str] = field(default_factory=dict)
    aloud: str = ""


class GroupedRows(QAbstractTableModel):
    """Shows the rows of a list in groups; these follow each other as the rows do."""

    def __init__(self, source: QAbstractItemModel) -> None:
        super().__init__()
        self._source = source
        self._groups: tuple[GroupLine, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._folded: set[str] = set()
        self._starts: list[int] = []
        """The row of the table in which the line of each group stands."""
        self._sources: list[int] = []
        """The row of the list with which each group begins."""
        self._rows = 0
        self._bold = QFont()
        self._bold.setBold(True)
        source.modelReset.connect(self._on_source_reset)
        source.dataChanged.connect(self._on_data_changed)

    def show_groups(self, groups: Sequence[GroupLine], columns: Sequence[str]) -> None:
        """Show these groups; `columns` are the names of the list's columns, in their order."""
        self.beginResetModel()
        self._groups, self._columns = tuple(groups), tuple(columns)
        self._lay_out()
        self.endResetModel()

    def group_at(self, row: int) -> int | None:
        """Return the group whose line stands in a row of the table; None for any other row."""
        group = bisect_right(self._starts, row) - 1
        return group if group >= 0 and self._starts[group] == row < self._rows else None

    def is_folded(self, group: int) -> bool:
        """Say whether the rows of a group are hidden."""
        return self._groups[group].name in self._folded

    def fold(self, group: int, *, folded: bool) -> None:
        """Hide or show the rows of a group."""
        self._fold({self._groups[group].name}, folded=folded)

    def fold_all(self, *, folded: bool) -> None:
        """Hide or show the rows of all groups."""
        self._fold({each.name for each in self._groups}, folded=folded)

    def line_of(self, group: int) -> int:
        """Return the row of the table in which the line of a group stands."""
        return self._starts[group]

    def lines(self) -> Sequence[int]:
        """Return the rows of the table in which the lines of the groups stand."""
        return tuple(self._starts)

    def group_of(self, source_row: int) -> int:
        """Return the group that a row of the list belongs to."""
        return bisect_right(self._sources, source_row) - 1

    def row_of(self, source_row: int) -> int:
        """Return the row of the table in which a row of the list stands, whose group is not folded."""
        group = self.group_of(source_row)
        return self._starts[group] + 1 + source_row - self._sources[group]

    def source_row(self, row: int) -> int | None:
        """Return the row of the list that stands in a row of the table; None for the line of a group."""
        group = bisect_right(self._starts, row) - 1
        place = row - self._starts[group] - 1 if group >= 0 else -1
        return self._sources[group] + place if place >= 0 else None

    def runs(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the runs of rows of the list, first and last, that stand in some rows of the table."""
        found = []
        for group, line in enumerate(self._starts):
            end = self._starts[group + 1] if group + 1 < len(self._starts) else self._rows
            low, high = max(first, line + 1), min(last + 1, end)
            if low < high:
                begin = self._sources[group] - line - 1
                found.append((begin + low, begin + high - 1))
        return found

    # -- Qt's side of it ---------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._source.columnCount()

    def flags(self, index: Index) -> Qt.ItemFlag:
        inner = self._inner(index)
        return Qt.ItemFlag.ItemIsEnabled if inner is None else self._source.flags(inner)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        inner = self._inner(index)
        if inner is not None:
            return self._source.data(inner, role)
        group = self.group_at(index.row())
        if group is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(group, index.column())
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._groups[group].aloud
        if role == Qt.ItemDataRole.FontRole:
            return self._bold
        of_column = role == Qt.ItemDataRole.TextAlignmentRole
        return self._source.data(self._source.index(0, index.column()), role) if of_column else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        inner = self._inner(index)
        return inner is not None and self._source.setData(inner, value, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._source.headerData(section, orientation, role)

    def _inner(self, index: Index) -> QModelIndex | None:
        row = self.source_row(index.row())
        return None if row is None else self._source.index(row, index.column())

    def _text(self, group: int, column: int) -> str:
        line = self._groups[group]
        added = line.sums.get(self._columns[column], "") if column < len(self._columns) else ""
        if column:
            return added
        mark = _FOLDED if self.is_folded(group) else _OPEN
        return "  ".join(part for part in (f"{mark} {line.words}", added) if part)

    def _fold(self, names: set[str], *, folded: bool) -> None:
        self.beginResetModel()
        self._folded = self._folded | names if folded else self._folded - names
        self._lay_out()
        self.endResetModel()

    def _lay_out(self) -> None:
        self._starts, self._sources = [], []
        row = source = 0
        for group in self._groups:
            self._starts.append(row)
            self._sources.append(source)
            row += 1 if group.name in self._folded else 1 + group.rows
            source += group.rows
        self._rows = row

    @Slot()
    def _on_source_reset(self) -> None:
        """Show nothing of a list that is another one now, until its groups are known."""
        self.show_groups((), ())

    @Slot(QModelIndex, QModelIndex)
    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Draw anew what came over the network meanwhile."""
        if self._rows:
            self.dataChanged.emit(self.index(0, first.column()), self.index(self._rows - 1, last.column()))
