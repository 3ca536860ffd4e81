"""Keeps what is typed in one form aside, soon after it is typed, until it is saved or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.form_values import form_values
from desktop_app.domain.record import Record
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.server_wait import GOES_ON
from desktop_app.gui.kit.toast import show_toast
from desktop_app.services.drafts import Draft, Drafts

_SOON = 700
"""Milliseconds between the first key and the draft that holds it; keys that follow wait for no pause."""
_SEEN_TO = 3_000
"""Milliseconds after which it is looked whether the disk took the draft; where it did not, it is tried again."""


class DraftKeeper(QObject):
    """Follows one form through the records that it shows."""

    def __init__(self, drafts: Drafts, grid: FormGrid, form: QWidget) -> None:
        super().__init__(form)
        self._drafts = drafts
        self._grid = grid
        self._form = form
        self._item: Record | None = None
        self._shown: Mapping[str, Any] | None = None
        self._key = ""
        self._told = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._seen_to = QTimer(self, singleShot=True, interval=_SEEN_TO)
        self._soon.setProperty(GOES_ON, True)
        self._soon.timeout.connect(self.keep)
        self._seen_to.timeout.connect(self._on_seen_to)
        grid.typing.connect(self._on_typing)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus_window_changed)
        drafts.prepare()

    def begin(self, item: Record | None) -> None:
        """Follow the record that the form shows now; what was typed before is saved or was thrown away."""
        self.forget()
        self._item = item
        self._shown = None

    def go_on(self, draft: Draft) -> None:
        """Follow a draft that the form shows now, in the place of the program that kept it."""
        self.begin(draft.base)
        self._key = draft.key
        self.keep()

    def forget(self) -> None:
        """Remove the draft: nothing is lost with it."""
        self._soon.stop()
        self._seen_to.stop()
        if self._key:
            self._drafts.forget(self._key)
            self._key = ""

    @Slot()
    def keep(self) -> None:
        """Keep what was typed since it was last kept, if anything."""
        self._soon.stop()
        item = self._item
        if item is None:
            return
        entered = self._grid.entered()
        if not entered.unread and self._is_untouched(item, entered.values):
            self.forget()
            return
        self._key = self._key or self._drafts.new_key()
        self._drafts.keep(self._key, item, entered)
        self._seen_to.start()

    def _is_untouched(self, item: Record, values: Mapping[str, Any]) -> bool:
        """Say whether the form holds just what the record has; without making a record, which takes longer."""
        if self._shown is None:
            self._shown = form_values(item)
        return all(value == self._shown.get(name) for name, value in values.items())

    @Slot()
    def _on_typing(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _on_focus_window_changed(self) -> None:
        """Keep at once what may now have to wait long: a dialog is open, or another program has the keyboard."""
        if self._soon.isActive():
            self.keep()

    @Slot()
    def _on_seen_to(self) -> None:
        if not self._drafts.in_trouble:
            self._told = False
            return
        if not self._told:
            self._told = True
            show_toast(self._form.window(), translate("What you type is not kept in case of a crash. Save soon."))
        self.keep()
