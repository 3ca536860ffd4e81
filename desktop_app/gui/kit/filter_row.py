"""A table header with a filter field under each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView, QWidget

from desktop_app.base.clock import today
from desktop_app.base.formats import parse_decimal
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.errors import UserError
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate, parse_typed
from desktop_app.gui.kit.clearing import offer_clearing
from desktop_app.gui.kit.editors.choices import ChoicesEditor
from desktop_app.gui.kit.labels import set_state, set_tooltip

V = TypeVar("V")
_DELAY = 200
_MARGIN = 3
_SPAN = re.compile(r"(.*?)(?:\s+[-–—]\s+|\.\.+|[–—])(.*)")
_FROM = re.compile(r"(?:>=?|≥|from\b|since\b|ab\b|seit\b|від\b|з\b)\s*(.+)", re.IGNORECASE)
_TO = re.compile(r"(?:<=?|≤|to\b|until\b|bis\b|до\b)\s*(.+)", re.IGNORECASE)


class FilterKind(StrEnum):
    """How a column can be filtered."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """The filter field of one column; `options` are the (code, label) pairs of a CHOICE."""

    name: str
    label: str
    kind: FilterKind = FilterKind.TEXT
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Range(Generic[V]):
    """Values from `low` to `high`, both included; None leaves that side open."""

    low: V | None = None
    high: V | None = None


FilterValue = str | tuple[str, ...] | Range[PartialDate] | Range[Decimal] | None
"""Text to find, codes to choose from, a range, or None for everything."""


def parse_range(text: str, read: Callable[[str], V]) -> Range[V] | None:
    """Read `2022`, `2022 – 2024`, `> 3/2022`, `ab 2022`, `bis 2024`; None for empty text.

    Raises UserError, from `read`, for ends that cannot be read.
    """
    text = text.strip()
    if not text:
        return None
    if match := _FROM.fullmatch(text):
        return Range(read(match[1]), None)
    if match := _TO.fullmatch(text):
        return Range(None, read(match[1]))
    if match := _SPAN.fullmatch(text):
        low, high = match[1].strip(), match[2].strip()
        return Range(read(low) if low else None, read(high) if high else None)
    value = read(text)
    return Range(value, value)


class FilterField(QLineEdit):
    """The filter of a text, date or number column; tells of its value a moment after typing ends."""

    filtered = Signal(str)

    def __init__(self, column: ColumnFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._tell)
        self.setPlaceholderText(translate("Filter …"))
        offer_clearing(self)
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> FilterValue:
        """Return what to filter for; None for nothing or what cannot be read."""
        return self._read()[0]

    def set_value(self, value: FilterValue) -> None:
        """Show a filter value without telling of it."""
        self._told = _range_text(value) if isinstance(value, Range) else str(value or "")
        self.setText(self._told)
        self._timer.stop()

    def problem(self) -> str | None:
        """Return why the text cannot be read."""
        return self._read()[1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Filter at once on Enter; empty the field on Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_text_changed(self) -> None:
        why = self.problem()
        active = "active" if self.text().strip() else ""
        set_state(self, "state", "error" if why else active)
        set_tooltip(self, why or self._hint())
        self._timer.start()

    @Slot()
    def _tell(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told and self.problem() is None:
            self._told = text
            self.filtered.emit(self._column.name)

    def _read(self) -> tuple[FilterValue, str | None]:
        text = self.text().strip()
        try:
            if self._column.kind is FilterKind.DATE:
                return parse_range(text, _read_date), None
            if self._column.kind is FilterKind.NUMBER:
                return parse_range(text, parse_decimal), None
        except UserError as error:
            return None, error.message()
        return text or None, None

    def _hint(self) -> str:
        if self._column.kind is FilterKind.DATE:
            return translate(N_("2022, 3/2022 – 5/2023, > 2021 or < 12.3.2024"))
        if self._column.kind is FilterKind.NUMBER:
            return translate(N_("100, 100 – 500, > 100 or < 500"))
        return ""


class ChoiceFilter(ChoicesEditor):
    """The filter of a column that holds codes: any of the ticked ones."""

    filtered = Signal(str)

    def __init__(self, column: ColumnFilter, parent: QWidget | None = None) -> None:
        super().__init__(Field(Kind.CHOICES, column.label, width=10), column.options, parent)
        self._column = column
        self.changed.connect(self._on_changed)

    def filter_value(self) -> FilterValue:
        """Return the ticked codes; None for all."""
        return self.value() or None

    def set_value(self, value: Any) -> None:
        """Tick codes without telling of it."""
        super().set_value(value)
        set_state(self, "state", "active" if value else "")

    @Slot()
    def _on_changed(self) -> None:
        set_state(self, "state", "active" if self.value() else "")
        self.filtered.emit(self._column.name)


class FilterHeader(QHeaderView):
    """A horizontal header with the labels of the columns and, below them, their filter fields.

    The fields follow their columns when these are moved, resized, hidden or scrolled.
    """

    filter_changed = Signal(str)

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._fields: dict[int, FilterField | ChoiceFilter] = {}
        self._columns: dict[int, ColumnFilter] = {}
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self._place_fields)
        self.sectionMoved.connect(self._place_fields)
        self.geometriesChanged.connect(self._place_fields)
        table.horizontalScrollBar().valueChanged.connect(self._place_fields)

    def set_filters(self, filters: Sequence[ColumnFilter | None], prefix: str) -> None:
        """Give each column (by logical index) its filter field; None for a column without one.

        The fields are named `<prefix>.<name>`.
        """
        for field in self._fields.values():
            field.deleteLater()
        self._fields = {}
        self._columns = {index: column for index, column in enumerate(filters) if column is not None}
        for index, column in self._columns.items():
            field = ChoiceFilter(column, self) if column.kind is FilterKind.CHOICE else FilterField(column, self)
            field.setObjectName(f"{prefix}.{column.name}")
            field.setAccessibleName(translate("Filter: {field}", field=column.label))
            field.filtered.connect(self.filter_changed)
            self._fields[index] = field
            field.show()
        self.updateGeometries()
        self._place_fields()

    def values(self) -> dict[str, FilterValue]:
        """Return the active filters by field name."""
        found = {column.name: self.value(column.name) for column in self._columns.values()}
        return {name: value for name, value in found.items() if value is not None}

    def value(self, name: str) -> FilterValue:
        """Return the filter of one column; None for everything."""
        field = self._field(name)
        return field.filter_value() if isinstance(field, ChoiceFilter) else field.value()

    def set_values(self, values: Mapping[str, FilterValue]) -> None:
        """Show filters, those not named empty, without telling of it."""
        for index, column in self._columns.items():
            self._fields[index].set_value(values.get(column.name))

    def set_value(self, name: str, value: FilterValue) -> None:
        """Show the filter of one column and tell of it."""
        self._field(name).set_value(value)
        self.filter_changed.emit(name)

    def words(self) -> dict[str, str]:
        """Return the active filters in words, by field name: `Status: aktiv, ruhend`."""
        shown = {}
        for index, column in self._columns.items():
            field = self._fields[index]
            text = field.typed() if isinstance(field, ChoiceFilter) else field.text().strip()
            if text and self.value(column.name) is not None:
                shown[column.name] = f"{column.label}: {text}"
        return shown

    def focus_filter(self, name: str = "") -> None:
        """Put the cursor into the filter of a column; into the first visible one when none is named."""
        for visual in range(self.count()):
            index = self.logicalIndex(visual)
            column = self._columns.get(index)
            if column and not self.isSectionHidden(index) and name in ("", column.name):
                self._fields[index].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def sizeHint(self) -> QSize:
        """Return the height of the labels and the filter fields."""
        hint = super().sizeHint()
        return QSize(hint.width(), hint.height() + self._row_height())

    def updateGeometries(self) -> None:
        """Keep the room for the filter fields below the labels."""
        self.setViewportMargins(0, 0, 0, self._row_height())
        super().updateGeometries()
        self._place_fields()

    def event(self, event: QEvent) -> bool:
        """Place the fields anew when the font changes."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometries()
        return super().event(event)

    @Slot()
    def _place_fields(self) -> None:
        height = self._row_height() - 2 * _MARGIN
        top = self.height() - height - _MARGIN
        for index, field in self._fields.items():
            hidden = self.isSectionHidden(index) or self.sectionSize(index) == 0
            field.setVisible(not hidden)
            if not hidden:
                left = self.sectionViewportPosition(index)
                field.setGeometry(left + 2, top, max(20, self.sectionSize(index) - 4), height)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 10 + 2 * _MARGIN if self._columns else 0

    def _field(self, name: str) -> FilterField | ChoiceFilter:
        return next(self._fields[index] for index, column in self._columns.items() if column.name == name)


def _read_date(text: str) -> PartialDate:
    return parse_typed(text, today())


def _range_text(value: Range[Any]) -> str:
    low = value.low.shown() if isinstance(value.low, PartialDate) else str(value.low or "")
    high = value.high.shown() if isinstance(value.high, PartialDate) else str(value.high or "")
    if low == high:
        return low
    if not low:
        return f"< {high}"
    return f"> {low}" if not high else f"{low} – {high}"
