"""Says that the server does not answer, asks it again beside the window, and goes away when it does."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.notice import Notice
from desktop_app.gui.kit.server_wait import when_free
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.contact import answers
from desktop_app.services.desk import Desk

_AGAIN = 2_000
"""Milliseconds between two tries."""


class NoContactNotice(Notice):
    """A strip over the page for registers on a server; `restored` tells that the server answers again."""

    restored = Signal()
    _changed = Signal()

    def __init__(self, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__("no_contact", parent)
        self._desk = desk
        self._contact = desk.home.contact
        self._runner = runner
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._on_again)
        self._changed.connect(self._on_changed)
        if self._contact is not None:
            self._contact.subscribe(self._tell)

    def _tell(self, _since: datetime | None) -> None:
        """Pass on to the window's own thread that another one may have noticed something."""
        with suppress(RuntimeError):  # the window may be gone already
            self._changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        when_free(self._show_contact)

    def _show_contact(self) -> None:
        """Show how it stands now: what several threads tell may come in another order than it happened."""
        since = self._contact.silent_since if self._contact is not None else None
        if since is not None:
            self.show_text(
                translate(
                    "No connection to the server {host} since {time}. Lists show what was read last; what you type "
                    "stays in the form. It goes on by itself as soon as the server answers.",
                    host=self._desk.home.place,
                    time=f"{since.astimezone():%H:%M}",
                )
            )
            self._again.start()
        elif self.text():
            self._again.stop()
            self.show_text("")
            self.restored.emit()

    @Slot()
    def _on_again(self) -> None:
        self._runner.run(self._ask, done=self._on_asked)

    def _ask(self, _progress: Progress) -> None:
        answers(self._desk.home)

    @Slot(object)
    def _on_asked(self, _nothing: object) -> None:
        self._show_contact()
