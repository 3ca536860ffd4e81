"""A quiet line in a form that names the records which may be the same as the one that is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.form_values import with_values
from desktop_app.domain.record import Record
from desktop_app.domain.twin_rules import TWINS
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.labels import PlainLabel, set_tooltip
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.toast import announce
from desktop_app.services.desk import Desk
from desktop_app.services.twins import Twin, Twins

_PAUSE = 400
"""Milliseconds without typing after which likely twins are looked for."""


class TwinLine(QWidget):
    """Looks, beside the window, for twins of what is typed, and names them; nothing waits for it.

    `opened` tells of a twin that somebody wants to look at, `compare_requested` (saved record, twin) of two that are to
    be set side by side. Where `instead` is set, a twin is to be taken in place of the new record.
    """

    opened = Signal(int)
    compare_requested = Signal(int, int)

    def __init__(self, name: str, desk: Desk, runner: TaskRunner, grid: FormGrid, form: QWidget) -> None:
        super().__init__(form)
        self.setObjectName("twins")
        self.instead = False
        self._form = form
        self._desk = desk
        self._grid = grid
        self._item: Record | None = None
        self._asked: Record | None = None
        self._twins: tuple[Twin, ...] = ()
        self._links: list[LinkButton] = []
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._latest = Latest(runner, self)
        self._words = PlainLabel("", self, role="muted")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._words)
        self._line.addStretch(1)
        self.hide()
        if name in TWINS:
            grid.changed.connect(self._on_typed)
            self._timer.timeout.connect(self.look)
            self._latest.answered.connect(self._on_answered)
            self._latest.failed.connect(self._on_failed)

    def show_for(self, item: Record | None) -> None:
        """Follow the form to another record, or to none."""
        self._timer.stop()
        self._item = item
        self._asked = None
        self._show(())

    @Slot()
    def look(self) -> None:
        """Look for twins of what the form holds now."""
        self._timer.stop()
        if self._item is not None and self._item.NAME in TWINS and not self._desk.read_only:
            self._asked = with_values(self._item, self._grid.values())
            self._latest.ask(partial(_like, self._desk.twins, self._asked))

    @property
    def _compares(self) -> bool:
        """Say whether the record is in the register as it is shown, so that it can be set beside another one."""
        return self._item is not None and self._item.id is not None and self._asked == self._item

    def _show(self, twins: tuple[Twin, ...]) -> None:
        self._twins = twins
        for link in self._links:
            self._line.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = [self._link(twin) for twin in twins]
        for place, link in enumerate(self._links, start=1):
            self._line.insertWidget(place, link)
        words = translate("Take instead:") if self.instead else translate("Similar:")
        self._words.setText(translate("Similar, compare:") if self._compares else words)
        self.setVisible(bool(twins))

    def _link(self, twin: Twin) -> LinkButton:
        link = LinkButton(twin.title, self)
        link.setObjectName(f"twin.{twin.id}")
        about = "\n".join(part for part in (twin.title, twin.detail, twin.reasons) if part)
        set_tooltip(link, about)
        link.clicked.connect(self._on_chosen)
        return link

    @Slot()
    def _on_typed(self) -> None:
        if self._item is not None:
            self._timer.start()

    @Slot(object)
    def _on_answered(self, answer: tuple[Record, tuple[Twin, ...]]) -> None:
        asked, twins = answer
        if asked is not self._asked or twins == self._twins:
            return
        self._show(twins)
        if twins:
            announce(self._form, " ".join((self._words.text(), ", ".join(twin.title for twin in twins))))

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        """Say nothing where the register cannot be asked now: it is only a hint."""
        if not isinstance(error, UserError):
            raise error

    @Slot()
    def _on_chosen(self) -> None:
        link = self.sender()
        twin = self._twins[self._links.index(link)] if isinstance(link, LinkButton) else None
        if twin is None or self._item is None:
            return
        if self._compares and self._item.id is not None:
            self.compare_requested.emit(self._item.id, twin.id)
        else:
            self.opened.emit(twin.id)


def _like(twins: Twins, item: Record, _progress: Progress) -> tuple[Record, tuple[Twin, ...]]:
    return item, twins.like(item)
