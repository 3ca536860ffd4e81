"""The block of cells that is selected in a list, in the words of records and fields."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.models.record_table import RecordTableModel
from desktop_app.gui.records.column_choice import ColumnChoice
from desktop_app.gui.records.grouping import Grouping


class Block:
    """The selected rows in the columns of the block; lines of groups do not count."""

    def __init__(self, table: DataTable, model: RecordTableModel, grouping: Grouping, columns: ColumnChoice) -> None:
        self._table = table
        self._model = model
        self._grouping = grouping
        self._columns = columns

    @property
    def ids(self) -> list[int]:
        """Return the ids of the selected records, from top to bottom."""
        ranges = self._table.selected_ranges()
        return list(dict.fromkeys(found for each in ranges for found in self._grouping.record_ids(*each)))

    @property
    def first(self) -> int | None:
        """Return the first selected row; None where none is."""
        ranges = self._table.selected_ranges()
        return ranges[0][0] if ranges else None

    @property
    def fields(self) -> list[str]:
        """Return the names of the fields whose columns the block has, from left to right."""
        return [self._model.columns[column].field.name for column in self._table.block_columns()]

    def ids_from(self, row: int, count: int) -> list[int | None]:
        """Return the ids of the records in so many rows from one on; None for those beyond the end."""
        ids: list[int | None] = list(self._grouping.ids_from(row, count))
        return ids + [None] * (count - len(ids))

    def id_above(self, row: int) -> int | None:
        """Return the id of the record above a row, or None."""
        return self._grouping.record_at(self._grouping.next_record(row - 1, -1))

    def fields_from(self, count: int) -> list[str | None]:
        """Return the names of so many fields from the first column of the block on; None beyond the last column."""
        shown = self._columns.shown_names()
        first = self.fields[:1]
        start = shown.index(first[0]) if first else 0
        found: list[str | None] = list(shown[start : start + count])
        return found + [None] * (count - len(found))

    def is_typed(self, name: str) -> bool:
        """Say whether the cells of a column can be edited."""
        names = [column.field.name for column in self._model.columns]
        return bool(self._model.index(0, names.index(name)).flags() & Qt.ItemFlag.ItemIsEditable)
