"""What is done with a block of cells, or with all selected records at once: copy, paste, fill down, change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import translate
from desktop_app.domain.changes import FILL
from desktop_app.domain.query import Query
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.clipboard import put_table
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.shortcuts import (
    CHANGE_MANY,
    COPY,
    COPY_WITH_HEADINGS,
    FILL_DOWN,
    NEAR_VALUES,
    PASTE,
    Shortcut,
    give_keys,
)
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.gui.records.change_many import ChangeManyDialog
from desktop_app.gui.records.form_window import Views
from desktop_app.gui.records.near_values_dialog import NearValuesDialog
from desktop_app.gui.records.paste_dialog import PasteDialog
from desktop_app.gui.records.table_panel import TablePanel
from desktop_app.gui.records.take_back import TakeBackAction
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk
from desktop_app.services.mass_change import MassChange
from desktop_app.services.pasting import Block, Pasting, Placed, read_block

_AT_ONCE = 50
"""So many rows are copied while the window waits; more are gathered beside it."""


class BlockActions(QObject):
    """The actions of one list; the keys work while the list has the keyboard."""

    take_back_requested = Signal(int)

    def __init__(
        self, view: RecordView, views: Views, desk: Desk, runner: TaskRunner, table: TablePanel, page: QWidget
    ) -> None:
        super().__init__(page)
        self._view = view
        self._views = views
        self._desk = desk
        self._runner = runner
        self._table = table
        self._page = page
        self.copy_action = self._action(COPY, translate("&Copy"), self._on_copy, "copy")
        self.copy_table_action = self._action(
            COPY_WITH_HEADINGS, translate("Copy with &headings"), self._on_copy_with_headings
        )
        self.paste_action = self._action(PASTE, translate("&Paste"), self._on_paste)
        self.fill_action = self._action(FILL_DOWN, translate("&Fill down"), self._on_fill)
        self.change_action = self._action(
            CHANGE_MANY, translate("Change in all &selected …"), self._on_change, "pencil"
        )
        self.near_action = self._action(NEAR_VALUES, translate("&Similar values …"), self._on_near_values)
        for action in (self.paste_action, self.fill_action, self.change_action):
            action.setEnabled(not desk.read_only)
        self._more: list[QAction] = []
        table.menu_requested.connect(self._on_menu)

    def offer_too(self, actions: Sequence[QAction]) -> None:
        """Offer more in the menu of a row."""
        self._more += actions

    @property
    def actions(self) -> tuple[QAction, ...]:
        """Return the actions of a block as a menu of the window offers them."""
        return (self.copy_action, self.paste_action)

    @property
    def row_actions(self) -> tuple[QAction, ...]:
        """Return the actions on all selected rows."""
        return (self.copy_table_action, self.fill_action, self.change_action, self.near_action)

    def _action(self, keys: Shortcut, words: str, slot: object, icon: str = "") -> QAction:
        action = QAction(words, self._page)
        action.setObjectName(f"action.{keys.verb}")
        give_keys(action, keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if icon:
            set_icon(action, icon)
        action.triggered.connect(slot)
        self._table.add_action(action)
        return action

    # -- copying -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_copy(self) -> None:
        self._copy(headings=False)

    @Slot()
    def _on_copy_with_headings(self) -> None:
        self._copy(headings=True)

    def _copy(self, *, headings: bool) -> None:
        ids, names = self._table.block.ids, self._table.block.fields
        if not ids or not names:
            return
        work = partial(_copied, self._desk.pasting, self._table.query, ids, names, headings)
        if len(ids) > _AT_ONCE:
            self._runner.run(work, done=self._on_copied, failed=self._on_failed, name=translate("Copy"))
            return
        try:
            self._on_copied(work(Progress(_unheard)))
        except UserError as error:
            feedback.tell_error(self._page, error)

    @Slot(object)
    def _on_copied(self, block: Block) -> None:
        put_table(block.text, block.html)

    # -- pasting -----------------------------------------------------------------------------------------------

    @Slot()
    def _on_paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        first = self._table.block.first
        if not text or first is None:
            return
        block = read_block(text)
        chosen = self._table.block.ids
        if len(block) == 1 and len(block[0]) == 1 and len(chosen) == 1:
            self._table.editing.enter(block[0][0].strip())
            return
        ids: Sequence[int | None]
        if len(chosen) > 1 and len(block) in (1, len(chosen)):
            block, ids = (block * len(chosen) if len(block) == 1 else block), chosen
        else:
            ids = self._table.block.ids_from(first, len(block))
        placed = Placed(self._table.query, block, ids, self._table.block.fields_from(max(map(len, block))))
        dialog = PasteDialog(placed, self._desk, self._runner, self._page)
        dialog.exec()
        dialog.deleteLater()
        self._tell(dialog.changed, dialog.operation)

    # -- filling and changing ----------------------------------------------------------------------------------

    @Slot()
    def _on_fill(self) -> None:
        """Give the selected records what the first of them has in the block; a single one what stands above it."""
        ids, first = self._table.block.ids, self._table.block.first
        names = [name for name in self._table.block.fields if self._table.block.is_typed(name)]
        if not names:
            self._table.editing.refuse()
            return
        if len(ids) == 1 and first and (above := self._table.block.id_above(first)) is not None:
            ids = [above, *ids]
        if len(ids) > 1:
            work = partial(_filled, self._desk.mass_change, self._view.name, ids, names)
            self._runner.run(work, done=self._on_filled, failed=self._on_failed, name=translate("Fill down"))

    @Slot(object)
    def _on_filled(self, done: tuple[int, int | None]) -> None:
        self._tell(*done)

    @Slot()
    def _on_change(self) -> None:
        ids = self._table.block.ids
        if ids:
            dialog = ChangeManyDialog(self._view, self._views, ids, self._desk, self._runner, self._page)
            dialog.exec()
            dialog.deleteLater()
            self._tell(dialog.changed, dialog.operation)

    @Slot()
    def _on_near_values(self) -> None:
        """Look for similar values in the current column, or in the first that has texts."""
        names = self._table.block.fields
        dialog = NearValuesDialog(
            self._desk.near_texts, self._view.name, names[0] if names else "", self._runner, self._page
        )
        dialog.unified.connect(self._tell)
        dialog.exec()
        dialog.deleteLater()

    @Slot(int, int)
    def _tell(self, count: int, operation: int | None) -> None:
        """Say what was done, and offer to take it back."""
        if operation is not None:
            take_back = TakeBackAction(operation, self._page)
            take_back.chosen.connect(self.take_back_requested)
            words = format_count("{count} record changed", "{count} records changed", count)
            show_toast(self._page.window(), words, take_back)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self._page, error)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        """Offer what can be done with the block and the selected records."""
        menu = LetteredMenu("", self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([*self.actions, *self.row_actions, *self._more])
        menu.give_letters()
        menu.popup(place)


def _unheard(_done: int, _total: int, _words: str) -> None:
    """Hear nothing of the progress: it is over before anybody could read it."""


def _copied(
    pasting: Pasting, query: Query, ids: Sequence[int], names: Sequence[str], headings: bool, _progress: Progress
) -> Block:
    return pasting.copy(query, ids, names, headings=headings)


def _filled(
    mass: MassChange, name: str, ids: Sequence[int], names: Sequence[str], progress: Progress
) -> tuple[int, int | None]:
    """Give all records what the first one has in some fields; return how many changed, and the operation."""
    source: dict[str, Any] = mass.values(name, ids[:1], names)[ids[0]]
    changes = mass.changes(name, ids[1:], source, progress.tell)
    operation = mass.write(name, changes, origin="table", verb=FILL, progress=progress.tell) if changes else None
    return len(changes), operation
