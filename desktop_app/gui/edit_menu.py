"""The menu of what can be done on the page in front, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.shortcuts import FIND, HISTORY, SAVE, TRASH, Shortcut
from desktop_app.gui.past_windows import PastWindows
from desktop_app.gui.undoing import Undoing

if TYPE_CHECKING:
    from desktop_app.gui.records.page import RecordPage


class EditMenu(LetteredMenu):
    """Offers the actions of a page and of its form.

    Keys that the page itself listens to are only named here, so that one key never means two actions.
    """

    def __init__(self, undoing: Undoing, past: PastWindows, find_twins: QAction, parent: QWidget) -> None:
        super().__init__(translate("&Edit"), parent)
        self._undoing = undoing
        self._past = past
        self._find_twins = find_twins
        self.aboutToShow.connect(undoing.name)
        self.aboutToHide.connect(undoing.rest)
        self.setObjectName("menu.edit")
        self._page: RecordPage | None = None
        self._save = self._own("menu_save", translate("&Save"), "device-floppy", SAVE, self._on_save)
        self._discard = self._own(
            "menu_discard", translate("Disca&rd changes"), "arrow-back-up", None, self._on_discard
        )
        self._trash = self._own("menu_trash", translate("&Move to trash"), "trash", TRASH, self._on_trash)
        self._history = self._own(
            "menu_history", translate("History of the record …"), "history", HISTORY, self._on_history
        )
        self._find = self._own("menu_find", translate("&Find"), "search", FIND, self._on_find)
        self.aboutToShow.connect(self._on_about_to_show)

    def show_page(self, page: RecordPage | None) -> None:
        """Offer the way back, and the actions of this page; none for a page without records."""
        self._page = page
        self.clear()
        self.addActions([self._undoing.undo_action, self._undoing.redo_action])
        past = (self._past.history_action, self._past.trash_action)
        groups: tuple[tuple[QAction, ...], ...] = ((self._find_twins,), past)
        if page is not None:
            groups = (
                (page.new_action, page.templates.action, self._save, self._discard, self._trash),
                (*page.block.actions, page.rows_menu.menuAction()),
                (self._find, self._find_twins, page.next_action, page.previous_action, page.switch_action),
                (self._history, *past),
            )
        for group in groups:
            self.addSeparator()
            self.addActions(list(group))
        self.give_letters()

    def _own(self, verb: str, words: str, icon: str, keys: Shortcut | None, slot: object) -> QAction:
        named = "" if keys is None else "\t" + keys.named()
        action = QAction(words + named, self.parent())
        action.setObjectName(f"action.{verb}")
        set_icon(action, icon)
        action.triggered.connect(slot)
        return action

    @Slot()
    def _on_about_to_show(self) -> None:
        if self._page is not None:
            self._save.setEnabled(self._page.form.can_save)
            self._discard.setEnabled(self._page.form.can_discard)
            self._trash.setEnabled(self._page.can_trash)
            self._history.setEnabled(self._page.form.has_history)

    @Slot()
    def _on_save(self) -> None:
        if self._page is not None:
            self._page.form.save()

    @Slot()
    def _on_discard(self) -> None:
        if self._page is not None:
            self._page.form.discard()

    @Slot()
    def _on_trash(self) -> None:
        if self._page is not None:
            self._page.trash_selected()

    @Slot()
    def _on_history(self) -> None:
        if self._page is not None:
            self._page.form.show_history()

    @Slot()
    def _on_find(self) -> None:
        if self._page is not None:
            self._page.start_search()
