"""Holds the files of a small table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon

from desktop_app.base.i18n import N_, translate
from desktop_app.gui.kit.icons import icon
from desktop_app.gui.kit.labels import spoken, tooltip_text
from desktop_app.gui.kit.tokens import tokens_for

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

COLUMNS = (N_("File name"), N_("Note"), N_("Size"), N_("Added"))
NAME, NOTE, SIZE, ADDED = range(len(COLUMNS))


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as a table shows it: `icon_name` by its kind, words for the rest; `fault` says what is wrong with it."""

    id: int
    name: str
    icon_name: str
    size: str
    added: str
    note: str = ""
    fault: str = ""
    picture: QIcon | None = None
    """The file made small; None for the icon of its kind."""


class FileModel(QAbstractTableModel):
    """A row for each file; what is wrong with one stands before its note, with a warning for an icon."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[FileEntry, ...] = ()

    def set_entries(self, entries: Sequence[FileEntry]) -> None:
        """Show other files."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def entry(self, row: int) -> FileEntry:
        """Return the file of a row."""
        return self._entries[row]

    def row_of(self, file_id: int) -> int:
        """Return the row of a file; -1 where it is not shown."""
        return next((row for row, entry in enumerate(self._entries) if entry.id == file_id), -1)

    @property
    def has_pictures(self) -> bool:
        """Say whether any file is shown by a small picture of itself."""
        return any(entry.picture is not None for entry in self._entries)

    @property
    def has_notes(self) -> bool:
        """Say whether anything is to be said about any file."""
        return any(entry.note or entry.fault for entry in self._entries)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of files."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate(COLUMNS[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and section == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        entry, column = self._entries[index.row()], index.column()
        words = _words(entry, column)
        shown: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: words,
            Qt.ItemDataRole.ToolTipRole: tooltip_text("\n".join(_words(entry, each) for each in range(len(COLUMNS)))),
            Qt.ItemDataRole.AccessibleTextRole: spoken(words),
        }
        if column == NAME:
            shown[Qt.ItemDataRole.DecorationRole] = _icon(entry)
            shown[Qt.ItemDataRole.AccessibleTextRole] = f"{entry.fault}: {words}" if entry.fault else words
        elif column == SIZE:
            shown[Qt.ItemDataRole.TextAlignmentRole] = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        elif column == NOTE and entry.fault:
            shown[Qt.ItemDataRole.ForegroundRole] = QColor(tokens_for(QGuiApplication.palette()).danger)
        return shown.get(role)


def _icon(entry: FileEntry) -> QIcon:
    if entry.fault:
        return icon("alert-triangle", "danger")
    return entry.picture or icon(entry.icon_name, "muted")


def _words(entry: FileEntry, column: int) -> str:
    notes = " · ".join(part for part in (entry.fault, entry.note) if part)
    return (entry.name, notes, entry.size, entry.added)[column]
