"""Shows operations, the last one first, and below them what the selected one did."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_moment
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.models.paged_table import PagedTableModel
from desktop_app.gui.records.failures import tell_failure
from desktop_app.services.deeds import Change
from desktop_app.services.history import PAGE, History, Operation, Touched

Read = Callable[[Operation | None], Sequence[Operation]]
"""Gives the operations that follow one, or the first ones."""

_ALL_AT_ONCE = 1_000_000


class HistoryView(QWidget):
    """A list of operations with the fields, or the records, that the selected one changed.

    `chosen` tells that something else is selected, `record_opened` that a record was asked for.
    """

    chosen = Signal()
    record_opened = Signal(str, int)

    def __init__(self, history: History, read: Read, parent: QWidget) -> None:
        super().__init__(parent)
        self._history = history
        self._operations = PagedTableModel[Operation](
            [translate("When"), translate("Who"), translate("From where"), translate("What")],
            read,
            _operation_cells,
            PAGE,
            self,
        )
        self._changes = PagedTableModel[Change](
            [translate("Field"), translate("Before"), translate("After")],
            self._read_changes,
            _change_cells,
            _ALL_AT_ONCE,
            self,
        )
        self._touched = PagedTableModel[Touched](
            [translate("Kind"), translate("Record"), translate("What")], self._read_touched, _touched_cells, PAGE, self
        )
        self._build()
        self._connect()

    @property
    def operation(self) -> Operation | None:
        """Return the selected operation."""
        return self._operations.item(self._list.currentIndex().row())

    @property
    def change(self) -> Change | None:
        """Return the selected change of a field."""
        return self._changes.item(self._fields.currentIndex().row()) if self._shows_fields else None

    @property
    def record(self) -> tuple[str, int] | None:
        """Return the selected record: of an operation over many the one chosen among them."""
        operation = self.operation
        if operation is not None and operation.record_id is not None:
            return operation.record, operation.record_id
        touched = self._touched.item(self._records.currentIndex().row()) if not self._shows_fields else None
        return (touched.record, touched.record_id) if touched else None

    def refresh(self) -> None:
        """Read the operations anew and keep the selected one selected, as far as it was read."""
        selected = self.operation
        self._operations.refresh()
        numbers = [each.id for each in self._operations.items()]
        self._nothing.setVisible(not numbers)
        if numbers:
            self._list.go_to(numbers.index(selected.id) if selected and selected.id in numbers else 0)
        else:
            self._on_chosen()

    def focus_list(self) -> None:
        """Put the keyboard into the list of operations."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _shows_fields(self) -> bool:
        return self._stack.currentWidget() is self._fields

    def _build(self) -> None:
        self._list = PlainTable("table.operations", translate("History"), self._operations, (16, 14, 14, 60), self)
        self._fields = PlainTable("table.changes", translate("Changed fields"), self._changes, (30, 35, 35), self)
        self._records = PlainTable("table.touched", translate("Changed records"), self._touched, (20, 40, 30), self)
        self._nothing = PlainLabel(translate("Nothing was done."), self, role="muted")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._fields)
        self._stack.addWidget(self._records)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self._list)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._nothing)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        for model in (self._operations, self._changes, self._touched):
            # Queued: a box must not come up while rows are being drawn.
            model.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._list.chosen.connect(self._on_chosen)
        self._fields.chosen.connect(self.chosen)
        self._records.chosen.connect(self.chosen)
        self._list.row_opened.connect(self._on_opened)
        self._records.row_opened.connect(self._on_opened)

    def _read_changes(self, _after: Change | None) -> Sequence[Change]:
        operation = self.operation
        if operation is None or operation.record_id is None:
            return ()
        return self._history.changes(operation.id, operation.record, operation.record_id)

    def _read_touched(self, after: Touched | None) -> Sequence[Touched]:
        operation = self.operation
        return () if operation is None else self._history.touched(operation.id, after)

    @Slot()
    def _on_chosen(self) -> None:
        operation = self.operation
        many = operation is not None and operation.record_id is None
        self._stack.setCurrentWidget(self._records if many else self._fields)
        (self._touched if many else self._changes).refresh()
        self.chosen.emit()

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        if self.record is not None:
            self.record_opened.emit(*self.record)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        tell_failure(self, error)


def _operation_cells(operation: Operation) -> tuple[str, ...]:
    return format_moment(operation.at), operation.by, operation.whence, operation.words


def _change_cells(change: Change) -> tuple[str, ...]:
    if not change.label:
        return change.words(), "", ""
    field = f"{change.row}: {change.label}" if change.row else change.label
    return field, change.old, change.new


def _touched_cells(touched: Touched) -> tuple[str, ...]:
    title = touched.title or translate("(no longer in the register)")
    return translate(TYPES[touched.record].LABEL), title, touched.words
