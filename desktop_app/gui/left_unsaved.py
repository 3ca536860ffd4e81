"""Offers, when a register is opened, what was typed and not saved before the program ended."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer, format_moment
from desktop_app.base.i18n import ntranslate, translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.notice import Notice
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.services.unsaved import LeftUnsaved, Told

_LOG = logging.getLogger(__name__)
_AFTER_THE_START = 200
"""Milliseconds; the window is drawn first."""
_MOST_WAIT = 2.0
"""Seconds for which a failing program waits until what is typed is on the disk."""


class LeftUnsavedOffer(QObject):
    """A strip over the page, and a menu entry, as long as something waits; `opened` hands on a draft to go on with."""

    opened = Signal(object)

    def __init__(self, desk: Desk, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._left: LeftUnsaved | None = None
        self._looking = Latest(runner, self)
        self._looking.answered.connect(self._on_found)
        self._looking.failed.connect(self._on_failed)
        self.action = QAction(translate("Left &unsaved …"), self)
        self.action.setObjectName("action.left_unsaved")
        set_icon(self.action, "history")
        self.action.setVisible(False)
        self.action.triggered.connect(self.show_list)
        later = QAction(translate("Later"), self)
        later.setObjectName("action.left_unsaved.later")
        self.notice = Notice("left_unsaved", window, self.action, later)
        later.triggered.connect(self.notice.hide)
        QTimer.singleShot(_AFTER_THE_START, self, self.look)

    @Slot()
    def look(self) -> None:
        """Look, beside the window, whether something waits."""
        self._looking.ask(self._find)

    @Slot()
    def show_list(self) -> None:
        """Show what waits, and do with it what the user wants."""
        from desktop_app.gui.dialogs.left_unsaved import LeftUnsavedDialog  # noqa: PLC0415  shown after a crash only

        if self._left is None:
            return
        dialog = LeftUnsavedDialog(self._left, self._window, read_only=self._desk.read_only)
        dialog.exec()
        chosen, thrown_away = dialog.chosen, dialog.thrown_away
        dialog.deleteLater()
        for key in thrown_away:
            self._desk.drafts.forget(key)
        if chosen is not None:
            self._go_on(chosen)
        self.look()

    def keep_all(self) -> None:
        """Bring what is being typed in any form to the disk at once; for a program that may end now."""
        from desktop_app.gui.records.draft_keeper import DraftKeeper  # noqa: PLC0415  forms are not there at the start

        keepers = self._window.findChildren(DraftKeeper)
        for keeper in keepers:
            try:
                keeper.keep()
            except Exception as error:  # noqa: BLE001  the program is failing, and there are other forms
                _LOG.critical("what is typed in a form was not kept: %s", type(error).__name__)
        if keepers:
            self._desk.drafts.flush(_MOST_WAIT)

    def _go_on(self, told: Told) -> None:
        try:
            draft = self._desk.unsaved.ready(told)
        except UserError as error:
            feedback.tell_error(self._window, error)
            return
        if draft is not None:
            self.opened.emit(draft)
        else:
            feedback.tell(self._window, translate("Another window has taken this up already. Nothing is lost."))

    def _find(self, _progress: Progress) -> LeftUnsaved | None:
        drafts = self._desk.drafts
        drafts.flush()
        # Asked first: what else there is to it loads the database layer, which the window does without for a while.
        return self._desk.unsaved.found() if drafts.may_wait() else None

    @Slot(object)
    def _on_found(self, left: LeftUnsaved | None) -> None:
        before, self._left = self._left, left
        self.action.setVisible(left is not None and bool(left.told or left.unusable))
        words = _words(left) if left is not None else ""
        if not words or left != before:  # put off, it stays hidden until there is more
            self.notice.show_text(words)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        _LOG.warning("drafts could not be looked for: %s", error.msgid)


def _words(left: LeftUnsaved) -> str:
    """Return what the strip says; nothing where all that waits is offered elsewhere."""
    if left.told:
        return ntranslate(
            "{count} unsaved entry from {moment} is still there.",
            "{count} unsaved entries are still there, the latest from {moment}.",
            len(left.told),
            count=format_integer(len(left.told)),
            moment=format_moment(left.told[0].draft.kept_at),
        )
    if left.unreadable:
        return format_count(
            "{count} unsaved entry is still there and cannot be read.",
            "{count} unsaved entries are still there and cannot be read.",
            left.unreadable,
        )
    return ""
