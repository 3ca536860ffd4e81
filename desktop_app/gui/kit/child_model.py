"""Holds the rows of a child table, with what could not be read and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind, nothing
from desktop_app.gui.kit.editors.protocol import EditorContext
from desktop_app.gui.kit.labels import spoken, tooltip_text
from desktop_app.gui.kit.shown import NUMBER_KINDS, shown_value
from desktop_app.gui.kit.tokens import tokens_for

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ChildModel(QAbstractTableModel):
    """Rows of a child record type as dictionaries; a row keeps keys that are no fields, such as its id."""

    edited = Signal()

    def __init__(
        self,
        fields: Mapping[str, Field],
        columns: Sequence[str],
        context: EditorContext,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._columns = tuple(columns)
        self._context = context
        self._rows: list[dict[str, Any]] = []
        self._titles: dict[tuple[str, Any], str] = {}
        self._unread: dict[tuple[int, str], tuple[str, str]] = {}
        self._problems: dict[tuple[int, str], tuple[str, bool]] = {}
        self._read_only = False

    def rows(self) -> list[dict[str, Any]]:
        """Return copies of the rows."""
        return [dict(row) for row in self._rows]

    def row(self, row: int) -> dict[str, Any]:
        """Return a copy of one row."""
        return dict(self._rows[row])

    def set_rows(
        self, rows: Sequence[Mapping[str, Any]], unread: Mapping[tuple[int, str], tuple[str, str]] | None = None
    ) -> None:
        """Show other rows; nothing is wrong with them yet but `unread` cells, given as `unread` returns them."""
        titles = self._titles_in(rows)
        self.beginResetModel()
        self._rows = [dict(row) for row in rows]
        self._titles = titles
        self._unread = dict(unread or {})
        self._problems.clear()
        self.endResetModel()

    def name_links_anew(self) -> None:
        """Show linked records by the titles that they have now."""
        self._titles = self._titles_in(self._rows)
        for row in range(len(self._rows)):
            self._tell_of(row)

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self._read_only = read_only

    def field(self, column: int) -> Field:
        """Return the field of a column."""
        return self._fields[self._columns[column]]

    def name(self, column: int) -> str:
        """Return the field name of a column."""
        return self._columns[column]

    def column(self, name: str) -> int:
        """Return the column of a field; -1 when it has none."""
        return self._columns.index(name) if name in self._columns else -1

    def value(self, row: int, name: str) -> Any:
        """Return the value of one field of a row."""
        return self._rows[row].get(name, nothing(self._fields[name].kind))

    def unread(self, row: int, name: str) -> tuple[str, str] | None:
        """Return (typed text, why it cannot be read) of a cell; None when it was read."""
        return self._unread.get((row, name))

    def unread_texts(self) -> dict[tuple[int, str], str]:
        """Return what is typed in the cells that cannot be read, by row and field name."""
        return {place: typed for place, (typed, _why) in self._unread.items()}

    def take(self, row: int, name: str, value: Any, unread: tuple[str, str] | None = None) -> None:
        """Set a cell as the user did; tells of it when it is a change."""
        if self.value(row, name) == value and self._unread.get((row, name)) == unread:
            return
        self._rows[row][name] = value
        with suppress(UserError):  # the title is shown when it can be asked for again
            self._titles |= self._titles_in([{name: value}])
        self._problems.pop((row, name), None)
        if unread:
            self._unread[row, name] = unread
        else:
            self._unread.pop((row, name), None)
        self._tell_of(row)
        self.edited.emit()

    def insert(self, row: int, values: Mapping[str, Any]) -> None:
        """Insert a row as the user did."""
        self._titles |= self._titles_in([values])
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, dict(values))
        self._move_notes(row, 1)
        self.endInsertRows()
        self.edited.emit()

    def remove(self, row: int) -> dict[str, Any]:
        """Remove a row as the user did and return it."""
        self.beginRemoveRows(QModelIndex(), row, row)
        removed = self._rows.pop(row)
        self._unread = {key: note for key, note in self._unread.items() if key[0] != row}
        self._problems = {key: note for key, note in self._problems.items() if key[0] != row}
        self._move_notes(row, -1)
        self.endRemoveRows()
        self.edited.emit()
        return removed

    def set_problems(self, problems: Mapping[tuple[int, str], tuple[str, bool]]) -> None:
        """Mark cells with (sentence, is it an error); an empty mapping clears all marks."""
        self._problems = dict(problems)
        for row in range(len(self._rows)):
            self._tell_of(row)

    def notes(self) -> list[tuple[int, str, str, bool]]:
        """Return (row, field name, sentence, is it an error) of everything wrong or doubtful, in reading order."""
        notes = {key: (why, True) for key, (_typed, why) in self._unread.items()}
        notes = self._problems | notes
        order = list(self._fields)
        keys = sorted(notes, key=lambda key: (key[0], order.index(key[1]) if key[1] in order else -1))
        return [(row, name, *notes[row, name]) for row, name in keys]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a field's label, marked when it is required, or the number of a row."""
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            field = self.field(section)
            return tooltip_text("\n".join(translate(words) for words in (field.label, field.help) if words))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        field = self.field(section)
        return translate(field.label) + (" *" if field.required else "")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Allow editing unless the table or the field forbids it; a box is ticked in place."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        field = self.field(index.column())
        if self._read_only or field.derived or field.kind is Kind.TIMESTAMP:
            return flags
        if field.kind is Kind.BOOLEAN:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row, name, field = index.row(), self.name(index.column()), self.field(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and field.kind is Kind.BOOLEAN:
            return Qt.CheckState.Checked if self.value(row, name) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole and field.kind is not Kind.BOOLEAN:
            unread = self._unread.get((row, name))
            return unread[0] if unread else self._shown(field, self.value(row, name))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, name, field)
        if role == Qt.ItemDataRole.TextAlignmentRole and field.kind in NUMBER_KINDS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._note_data(row, name, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a box; other cells are set by their editors through `take`."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.take(index.row(), self.name(index.column()), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _spoken(self, row: int, name: str, field: Field) -> str:
        if field.kind is Kind.BOOLEAN:
            return translate("yes") if self.value(row, name) else translate("no")
        unread = self._unread.get((row, name))
        return spoken(unread[0] if unread else self._shown(field, self.value(row, name)))

    def _shown(self, field: Field, value: Any) -> str:
        if field.kind is Kind.LINK:
            return self._titles.get((field.target, value), "")
        return shown_value(field, value, self._context)

    def _titles_in(self, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, Any], str]:
        """Ask for the titles of what is linked in some columns of rows: a cell that is drawn has to know them."""
        wanted: dict[str, set[int]] = {}
        for name in self._columns:
            field = self._fields[name]
            if field.kind is Kind.LINK:
                linked = {row[name] for row in rows if row.get(name) is not None}
                wanted[field.target] = wanted.get(field.target, set()) | linked
        return {
            (target, record_id): title
            for target, ids in wanted.items()
            if ids
            for record_id, title in self._titles_of(target, sorted(ids)).items()
        }

    def _titles_of(self, target: str, ids: Sequence[int]) -> Mapping[int, str]:
        try:
            return self._context.titles(target, ids)
        except UserError:
            known = {
                record_id: self._titles[target, record_id] for record_id in ids if (target, record_id) in self._titles
            }
            if len(known) < len(ids):
                raise
            return known  # well enough while nobody answers

    def _note_data(self, row: int, name: str, role: int) -> Any:
        note = self._note(row, name)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return note[0] if note else translate(self._fields[name].help)
        if note and role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(note[0])
        if note and role == Qt.ItemDataRole.ForegroundRole:
            tokens = tokens_for(QGuiApplication.palette())
            return QColor(tokens.danger if note[1] else tokens.warning)
        return None

    def _note(self, row: int, name: str) -> tuple[str, bool] | None:
        if unread := self._unread.get((row, name)):
            return unread[1], True
        return self._problems.get((row, name))

    def _tell_of(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))

    def _move_notes(self, start: int, by: int) -> None:
        self._unread = {(row + by if row >= start else row, name): note for (row, name), note in self._unread.items()}
        self._problems = {
            (row + by if row >= start else row, name): note for (row, name), note in self._problems.items()
        }
