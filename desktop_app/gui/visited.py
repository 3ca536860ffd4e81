"""The way back to what the window showed before, and forward again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.query import Query
from desktop_app.gui.kit.shortcuts import BACK, FORWARD, Shortcut, give_keys

if TYPE_CHECKING:
    from desktop_app.gui.records.page import RecordPage

_MOST = 100
"""Places that are kept on the way back."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the window showed: a page, the record in its form, how its list was filtered, where the keyboard was."""

    page: str
    record: int | None = None
    query: Query | None = None
    focus: str = ""

    def is_at(self, here: Visit) -> bool:
        """Say whether it leads nowhere from here; a list without a record in its form is there with any."""
        return (self.page, self.query) == (here.page, here.query) and self.record in {None, here.record}


class Frame(Protocol):
    """The window, as far as a way leads through it."""

    @property
    def page_in_front(self) -> RecordPage | None:
        """The page of records in front; None for the overview."""

    def show_page(self, name: str) -> bool:
        """Bring a page to the front; return whether it is there."""


class Visited(QObject):
    """Takes note of what was shown before something else is, and leads there by two actions.

    Walking along a list is no way; jumping to another page, record or list is. `home` is the page without records.
    """

    def __init__(self, frame: Frame, home: str, window: QWidget) -> None:
        super().__init__(window)
        self._frame = frame
        self._home = home
        self._window = window
        self._before: list[Visit] = []
        self._after: list[Visit] = []
        self._going = False
        self.back_action = self._action(BACK, translate("&Back"), self._on_back)
        self.forward_action = self._action(FORWARD, translate("For&ward"), self._on_forward)
        self._show_state()

    def note(self) -> None:
        """Take note of what is shown, as something else is about to be."""
        if self._going:
            return
        here = self._here()
        kept = self._before[:-1] if self._before and self._before[-1].is_at(here) else self._before
        self._before = [*kept, here][-_MOST:]
        self._after.clear()
        self._show_state()

    def _here(self) -> Visit:
        page = self._frame.page_in_front
        if page is None:
            return Visit(self._home)
        focus = QApplication.focusWidget()
        within = focus is not None and page.form.isAncestorOf(focus)
        query = Query(page.view.name, search=page.query.search, filters=page.query.filters)
        return Visit(
            page.view.name, page.form.record_id, query, focus.objectName() if within and focus is not None else ""
        )

    def _go(self, ahead: list[Visit], behind: list[Visit]) -> None:
        """Show the last visit of one way that is not what is shown, and keep the place for the other way."""
        here = self._here()
        while ahead and ahead[-1].is_at(here):
            ahead.pop()
        if ahead:
            self._going = True
            if self._show(ahead[-1]):
                ahead.pop()
                behind.append(here)
            self._going = False
        self._show_state()

    def _show(self, visit: Visit) -> bool:
        """Show what was shown; return whether one is there now: unsaved text may be to stay."""
        if not self._frame.show_page(visit.page):
            return False
        page = self._frame.page_in_front
        if page is None or visit.query is None:
            return True
        if visit.record != page.form.record_id and not page.form.leave():
            return False
        now = page.query
        if (now.search, now.filters) != (visit.query.search, visit.query.filters):
            page.show_query(visit.query, "")
        if visit.record is not None and visit.record != page.form.record_id:
            page.show_record(visit.record)
        widget = page.form.findChild(QWidget, visit.focus) if visit.focus else None
        if isinstance(widget, QWidget) and widget.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _action(self, keys: Shortcut, words: str, slot: object) -> QAction:
        action = QAction(words, self._window)
        action.setObjectName(f"action.{keys.verb}")
        give_keys(action, keys)
        action.triggered.connect(slot)
        return action

    def _show_state(self) -> None:
        self.back_action.setEnabled(bool(self._before))
        self.forward_action.setEnabled(bool(self._after))

    @Slot()
    def _on_back(self) -> None:
        self._go(self._before, self._after)

    @Slot()
    def _on_forward(self) -> None:
        self._go(self._after, self._before)
