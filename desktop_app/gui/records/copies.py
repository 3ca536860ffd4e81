"""Begins new records with what others have: a duplicate of the record shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.shortcuts import DUPLICATE, Shortcut, give_keys
from desktop_app.services.desk import Desk


class Copies(QObject):
    """The actions of one page; `begun` hands on the new record, which is in the register only after it is saved."""

    begun = Signal(object)

    def __init__(self, name: str, desk: Desk, shown: Callable[[], int | None], page: QWidget) -> None:
        super().__init__(page)
        self._name = name
        self._desk = desk
        self._shown = shown
        self._page = page
        self.duplicate_action = self._action(DUPLICATE, translate("&Duplicate"), self._on_duplicate)

    @property
    def actions(self) -> tuple[QAction, ...]:
        """Return the actions in their order."""
        return (self.duplicate_action,)

    def _action(self, keys: Shortcut, words: str, slot: object) -> QAction:
        action = QAction(words, self._page)
        action.setObjectName(f"action.{keys.verb}")
        give_keys(action, keys)
        action.setEnabled(not self._desk.read_only)
        set_icon(action, "copy")
        action.triggered.connect(slot)
        self._page.addAction(action)
        return action

    @Slot()
    def _on_duplicate(self) -> None:
        record_id = self._shown()
        if record_id is not None:
            self._begin(partial(self._desk.records.duplicate, self._name, record_id))

    def _begin(self, make: Callable[[], Any]) -> None:
        try:
            item = make()
        except UserError as error:
            feedback.tell_error(self._page, error)
            return
        if item is not None:
            self.begun.emit(item)
