"""Says that the server does not answer, asks it again beside the window, and goes away when it does."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial

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
    _changed = Signal(object)

    def __init__(self, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__("no_contact", parent)
        self._desk = desk
        self._runner = runner
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._on_again)
        self._changed.connect(self._on_changed)
        if desk.home.contact is not None:
            desk.home.contact.subscribe(self._tell)

    def _tell(self, since: datetime | None) -> None:
        """Pass on to the window's own thread what another one may have noticed."""
        with suppress(RuntimeError):  # the window may be gone already
            self._changed.emit(since)

    @Slot(object)
    def _on_changed(self, since: datetime | None) -> None:
        when_free(partial(self._show_contact, since))

    def _show_contact(self, since: datetime | None) -> None:
        if since is None:
            self._again.stop()
            self.show_text("")
            self.restored.emit()
            return
        words = translate(
            "No connection to the server {host} since {time}. Lists show what was read last; what you type stays in "
            "the form. It goes on by itself as soon as the server answers.",
            host=self._desk.home.place,
            time=f"{since.astimezone():%H:%M}",
        )
        self.show_text(words)
        self._again.start()

    @Slot()
    def _on_again(self) -> None:
        self._runner.run(self._ask, done=self._on_asked)

    def _ask(self, _progress: Progress) -> bool:
        return answers(self._desk.home)

    @Slot(object)
    def _on_asked(self, answered: bool) -> None:
        if not answered:
            self._again.start()
