"""Shows a list in groups by one of its fields, with counts and sums, and folds them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent

from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import ListGroup, Order, SumOf
from desktop_app.domain.record import list_fields
from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.models.foreseen import Foreseen
from desktop_app.gui.models.grouped_rows import GroupedRows, GroupLine
from desktop_app.gui.models.record_table import RecordTableModel
from desktop_app.services.desk import Desk

_NOT_GROUPED = frozenset({Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL})
_TOGGLING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_FOLDING = {Qt.Key.Key_Left: True, Qt.Key.Key_Minus: True, Qt.Key.Key_Right: False, Qt.Key.Key_Plus: False}


def can_group(field: Field) -> bool:
    """Say whether rows with the same value of a field are worth a group."""
    return field.kind not in _NOT_GROUPED


class Grouping(QObject):
    """Puts the lines of groups between the rows of a table; rows are then told apart from those of the list.

    Without a group field the table shows the list itself.
    """

    def __init__(
        self, model: RecordTableModel, table: DataTable, rows: Foreseen, desk: Desk, sums: Sequence[SumOf]
    ) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._source = rows
        self._desk = desk
        self._sums = tuple(sums)
        self._field: Field | None = None
        self._rows: GroupedRows | None = None
        table.setModel(model)
        table.installEventFilter(self)
        table.clicked.connect(self._on_clicked)

    @property
    def field(self) -> str:
        """Return the name of the field by which the list is grouped; empty where it is not."""
        return self._field.name if self._field is not None else ""

    def group_by(self, field: Field | None) -> None:
        """Show the list in groups by a field, or without; the table has another model then, and no columns arranged."""
        self._field = field
        before, self._rows = self._rows, GroupedRows(self._model) if field is not None else None
        self._table.setModel(self._rows or self._model)
        if before is not None:
            before.deleteLater()
        self._stretch()

    def ordered(self, order: Sequence[Order]) -> tuple[Order, ...]:
        """Return an order in which the groups come first; the group field itself says only how they stand."""
        return self.order_by(self._field, order)

    @staticmethod
    def order_by(field: Field | None, order: Sequence[Order]) -> tuple[Order, ...]:
        """Return an order in which groups by a field come first; without a field the order itself."""
        if field is None:
            return tuple(order)
        own = next((each for each in order if each.field == field.name), Order(field.name))
        return (own, *(each for each in order if each.field != field.name))

    def within(self, order: Sequence[Order]) -> tuple[Order, ...]:
        """Return the order of the rows within the groups, where the groups stand as they do by themselves."""
        plain = self._field is not None and order[:1] == (Order(self._field.name),)
        return tuple(order[1:] if plain else order)

    def refresh(self) -> None:
        """Read the groups anew, after the list was; raises UserError where they cannot be read."""
        if self._rows is None or self._field is None:
            return
        names = [column.field.name for column in self._model.columns]
        sums = self.sums()
        groups = self._source.groups(self._model.query, sums) if self._model.rowCount() else []
        ends = [self._model.row_at(place) for place in accumulate(each.count for each in groups)]
        lengths = [end - start for start, end in pairwise((0, *ends))]
        lines = [self._line(self._field, *each, sums) for each in zip(groups, lengths, strict=True)]
        self._rows.show_groups(lines, names)
        self._stretch()

    def sums(self) -> list[SumOf]:
        """Return what is added up in each group: of the columns shown."""
        names = {column.field.name for column in self._model.columns}
        return [each for each in self._sums if each.field in names]

    def row_count(self) -> int:
        """Return how many rows the table has."""
        return self._table.model().rowCount()

    def record_at(self, row: int) -> int | None:
        """Return the id of the record in a row of the table; None for the line of a group and outside of the table."""
        source = row if self._rows is None else self._rows.source_row(row)
        return self._model.record_id(source) if source is not None and 0 <= row < self.row_count() else None

    def runs(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the runs of rows of the list, first and last, that stand in some rows of the table."""
        return [(first, last)] if self._rows is None else self._rows.runs(first, last)

    def record_ids(self, first: int, last: int) -> list[int]:
        """Return the ids of the records in some rows of the table, the last one included."""
        return [found for run in self.runs(first, last) for found in self._model.record_ids(*run)]

    def ids_from(self, row: int, count: int) -> list[int]:
        """Return the ids of so many records from a row of the table on, fewer where the list ends."""
        found: list[int] = []
        for first, last in self.runs(row, self.row_count() - 1):
            if first <= last and len(found) < count:
                found += self._model.record_ids(first, min(last, first + count - len(found) - 1))
        return found

    def row_of(self, source_row: int, *, unfold: bool) -> int | None:
        """Return the row of the table in which a row of the list stands; None in a group that stays folded."""
        if self._rows is None:
            return source_row
        group = self._rows.group_of(source_row)
        if self._rows.is_folded(group):
            if not unfold:
                return None
            self._rows.fold(group, folded=False)
            self._stretch()
        return self._rows.row_of(source_row)

    def next_record(self, row: int, step: int) -> int:
        """Return the row itself, or the next one with a record in a direction; outside of the table where none is."""
        while 0 <= row < self.row_count() and self._rows is not None and self._rows.group_at(row) is not None:
            row += step
        return row

    @Slot()
    def fold_all(self) -> None:
        """Hide the rows of all groups."""
        self._fold_every(folded=True)

    @Slot()
    def unfold_all(self) -> None:
        """Show the rows of all groups."""
        self._fold_every(folded=False)

    def _fold_every(self, *, folded: bool) -> None:
        if self._rows is not None:
            self._rows.fold_all(folded=folded)
            self._stretch()

    def _stretch(self) -> None:
        """Let the words of each group stand over the columns before its first sum."""
        self._table.clearSpans()
        names = [column.field.name for column in self._model.columns]
        sums = [names.index(each.field) for each in self._sums if each.field in names]
        columns = min(sums, default=len(names))
        if self._rows is not None and columns > 1:
            for line in self._rows.lines():
                self._table.setSpan(line, 0, 1, columns)

    def toggle(self, row: int) -> bool:
        """Fold or unfold the group whose line stands in a row; say whether there is one."""
        group = self._rows.group_at(row) if self._rows is not None else None
        if self._rows is None or group is None:
            return False
        self._fold(group, folded=not self._rows.is_folded(group))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold and unfold with the keyboard on the line of a group."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._rows is not None:
            row = self._table.currentIndex().row()
            group = self._rows.group_at(row)
            key = Qt.Key(event.key())
            if group is not None and key in _TOGGLING:
                return self.toggle(row)
            if group is not None and key in _FOLDING:
                self._fold(group, folded=_FOLDING[key])
                return True
        return super().eventFilter(watched, event)

    def _fold(self, group: int, *, folded: bool) -> None:
        if self._rows is None:
            return
        place = self._table.verticalScrollBar().value()
        self._rows.fold(group, folded=folded)
        self._stretch()
        self._table.verticalScrollBar().setValue(place)
        line = self._rows.index(self._rows.line_of(group), self._table.filter_header.logicalIndex(0))
        self._table.selectionModel().setCurrentIndex(line, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _line(self, field: Field, group: ListGroup, rows: int, sums: Sequence[SumOf]) -> GroupLine:
        name = self._name(field, group)
        words = f"{name} · {format_integer(group.count)}"
        added = {each.field: self._added(each, total) for each, total in zip(sums, group.sums, strict=True)}
        label, counted = translate(field.label), format_count("{count} record", "{count} records", group.count)
        aloud = [f"{label}: {name}", counted]
        fields = {column.field.name: column.field for column in self._model.columns}
        aloud += [f"{translate(fields[at].label)}: {total}" for at, total in added.items() if total]
        return GroupLine(name, rows, words, added, ", ".join(aloud))

    def _name(self, field: Field, group: ListGroup) -> str:
        if group.value in (None, "", ()):
            return translate("(empty)")
        if isinstance(group.value, PartialDate):
            return str(group.value.year)
        if field.kind is Kind.TIMESTAMP:
            return str(group.value.year)
        return self._desk.browser.shown(field, group.value)

    def _added(self, wanted: SumOf, totals: Sequence[tuple[tuple[str, ...], object]]) -> str:
        """Return a sum in words; amounts of several currencies or kinds stand apart."""
        fields = {each.name: each for each in list_fields(TYPES[self._model.query.record])}
        shown = self._desk.browser.shown
        told = []
        for per, amount in totals:
            kinds = [shown(fields[name], value) for name, value in zip(wanted.per, per, strict=True)]
            told.append(", ".join([shown(fields[wanted.field], amount), *(kind for kind in kinds if kind)]))
        return "; ".join(told)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggle(index.row())
