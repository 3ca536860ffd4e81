"""The model of a list whose entries are headings, or things to choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, where it has no payload, or something to choose."""

    title: str
    payload: Any = None

    @property
    def is_heading(self) -> bool:
        """Say whether it only names what follows."""
        return self.payload is None

    def spoken(self) -> str:
        """Return it as a screen reader says it."""
        return self.title


E = TypeVar("E", bound=Entry)


class EntryModel(QAbstractListModel, Generic[E]):
    """The entries of a list; headings cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._entries: tuple[E, ...] = ()

    def show_entries(self, entries: Sequence[E]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def entry(self, row: int) -> E | None:
        """Return the entry of a row; None where there is none."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    @property
    def entries(self) -> tuple[E, ...]:
        """Return all entries."""
        return self._entries

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entry(index.row())
        if entry is None or entry.is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        return entry.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None
