"""The menu in which the columns of a list are shown and hidden, and their widths."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field
from desktop_app.gui.kit.filter_row import FilterHeader
from desktop_app.gui.kit.labels import action_text
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.models.record_table import RecordTableModel
from desktop_app.gui.records.columns import STATUS_TONES
from desktop_app.services.code_lists import CodeLists

_MAXIMUM_WIDTH = 320
_CHIP_MARGINS = 32


class ColumnChoice(QObject):
    """Knows which columns stand where and how wide; `chosen` tells the names of those that shall be shown."""

    chosen = Signal(list)

    def __init__(
        self, fields: dict[str, Field], model: RecordTableModel, header: FilterHeader, codes: CodeLists, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._model = model
        self._header = header
        self._codes = codes
        self._widget = parent
        self._menu = LetteredMenu(translate("Columns"), parent)
        self._menu.aboutToShow.connect(self.fill_menu)
        self._menu.triggered.connect(self._on_toggled)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)

    @property
    def menu(self) -> QMenu:
        """Return the menu in which columns are shown and hidden."""
        return self._menu

    def shown_names(self) -> list[str]:
        """Return the names of the fields shown, from left to right."""
        columns = self._model.columns
        return [columns[self._header.logicalIndex(place)].field.name for place in range(len(columns))]

    def widths(self) -> dict[str, int]:
        """Return the width of each column in pixels, by field name."""
        return {column.field.name: self._header.sectionSize(place) for place, column in enumerate(self._model.columns)}

    def set_widths(self, widths: Mapping[str, object]) -> None:
        """Give the columns these widths; those without a sensible one get the usual width."""
        for place, column in enumerate(self._model.columns):
            width = widths.get(column.field.name)
            if not isinstance(width, int) or not 20 <= width <= 2000:
                width = self._usual_width(column.field)
            self._header.resizeSection(place, width)

    @Slot()
    def fill_menu(self) -> None:
        """Offer the columns shown from left to right, then the others in their declared order."""
        self._menu.clear()
        shown = self.shown_names()
        for name in shown:
            self._offer(name, shown=True)
        self._menu.addSeparator()
        for name in self._fields:
            if name not in shown:
                self._offer(name, shown=False)
        self._menu.give_letters()

    def _offer(self, name: str, *, shown: bool) -> None:
        action = self._menu.addAction(action_text(translate(self._fields[name].label)))
        action.setCheckable(True)
        action.setChecked(shown)
        action.setData(name)

    def _usual_width(self, field: Field) -> int:
        """Return a width for the heading and for usual values; a status is seen whole."""
        metrics = self._widget.fontMetrics()
        heading = (len(translate(field.label)) + 4) * metrics.averageCharWidth()
        values = field.width * metrics.averageCharWidth()
        if field.choices in STATUS_TONES:
            words = [metrics.horizontalAdvance(label) for _, label in self._codes.options(field.choices)]
            values = max(words, default=0) + _CHIP_MARGINS
        return min(_MAXIMUM_WIDTH, max(heading, values))

    @Slot(QPoint)
    def _on_header_menu(self, place: QPoint) -> None:
        self._menu.popup(self._header.mapToGlobal(place))

    @Slot(QAction)
    def _on_toggled(self, action: QAction) -> None:
        names = self.shown_names()
        name = str(action.data())
        if action.isChecked():
            names.append(name)
        elif len(names) > 1:
            names.remove(name)
        self.chosen.emit(names)
