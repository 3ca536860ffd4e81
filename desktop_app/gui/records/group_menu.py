"""The menu by which a list is put into groups, and its groups are folded."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import action_text
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.shortcuts import FOLD_ALL, UNFOLD_ALL, Shortcut, give_keys
from desktop_app.gui.records.grouping import can_group
from desktop_app.gui.records.table_panel import TablePanel


class GroupMenu(QObject):
    """Offers the fields by which the list can be grouped, those that are shown first."""

    def __init__(self, table: TablePanel, page: QWidget) -> None:
        super().__init__(page)
        self._table = table
        self._page = page
        self._menu = LetteredMenu(translate("Group by"), page)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._on_triggered)
        self.action = QAction(translate("Group by"), page)
        self.action.setObjectName("action.group")
        self.action.setMenu(self._menu)
        set_icon(self.action, "list-details")
        self.fold = self._folding("fold_groups", translate("Fold all groups"), FOLD_ALL)
        self.unfold = self._folding("unfold_groups", translate("Unfold all groups"), UNFOLD_ALL)
        self.fold.triggered.connect(table.grouping.fold_all)
        self.unfold.triggered.connect(table.grouping.unfold_all)
        page.addActions([self.fold, self.unfold])
        self._fill()

    def _folding(self, verb: str, words: str, keys: Shortcut) -> QAction:
        action = QAction(words, self._page)
        action.setObjectName(f"action.{verb}")
        give_keys(action, keys)
        return action

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        grouped = self._table.grouping.field
        self._add("", translate("No groups"), checked=not grouped)
        self._menu.addSeparator()
        shown = self._table.arrangement().columns
        fields = self._table.fields
        for name in (*shown, *(name for name in fields if name not in shown)):
            if can_group(fields[name]):
                self._add(name, action_text(translate(fields[name].label)), checked=name == grouped)
        self._menu.addSeparator()
        for action in (self.fold, self.unfold):
            action.setEnabled(bool(grouped))
            self._menu.addAction(action)
        self._menu.give_letters()

    def _add(self, name: str, words: str, *, checked: bool) -> None:
        action = self._menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData(name)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if action in (self.fold, self.unfold):
            return
        try:
            self._table.group_by(str(action.data() or ""))
        except UserError as error:
            feedback.tell_error(self._page, error)
        self._fill()
