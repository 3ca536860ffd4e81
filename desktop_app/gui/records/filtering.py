"""The actions by which the filter of a list is put together, and its rows are given colours."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.shortcuts import FILTER, give_keys
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.records.table_panel import TablePanel
from desktop_app.services.desk import Desk


class Filtering(QObject):
    """Lets a filter be put together for one list."""

    def __init__(self, record: str, desk: Desk, runner: TaskRunner, table: TablePanel, page: QWidget) -> None:
        super().__init__(page)
        self._record = record
        self._desk = desk
        self._runner = runner
        self._table = table
        self._page = page
        self.action = QAction(translate("Filter …"), page)
        self.action.setObjectName("action.filter")
        give_keys(self.action, FILTER)
        self.action.triggered.connect(self.open_builder)
        set_icon(self.action, "filter")
        self.colours_action = QAction(translate("Colours of rows …"), page)
        self.colours_action.setObjectName("action.colours")
        self.colours_action.triggered.connect(self.open_colours)
        set_icon(self.colours_action, "pencil")
        page.addActions([self.action, table.clear_action])

    @Slot()
    def open_builder(self) -> None:
        """Show the filter as it stands, and take over what is made of it."""
        # Loaded when a filter is first put together: the list stands sooner without its editors.
        from desktop_app.gui.records.filter_builder import FilterBuilder  # noqa: PLC0415  see above

        query = self._table.query
        builder = FilterBuilder(self._desk, self._runner, self._record, query.filters, query.search, self._page)
        if builder.exec() == QDialog.DialogCode.Accepted:
            self._table.show_filters(builder.filters())
        builder.deleteLater()

    @Slot()
    def open_colours(self) -> None:
        """Show the colour rules of the list, and take over what is made of them."""
        # Loaded when it is first asked for, as above.
        from desktop_app.gui.records.colour_rules import ColourRules  # noqa: PLC0415  see above

        dialog = ColourRules(self._desk, self._runner, self._record, self._table.query.colours, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._table.colour(dialog.rules())
        dialog.deleteLater()
