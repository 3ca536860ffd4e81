"""Shows the life line of the partnership in a form, and leads from each event to its record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.record import Record
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.shortcuts import LIFE_LINE, listening, set_hint
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.time_line import TimeEntry, TimeLine
from desktop_app.services.desk import Desk
from desktop_app.services.life_line import LifeEvent, LifeKind

_ICONS = {
    LifeKind.MILESTONE: "check",
    LifeKind.ACTIVITY: "users",
    LifeKind.DELIVERY: "truck-delivery",
    LifeKind.TASK: "checklist",
    LifeKind.DEADLINE: "calendar",
    LifeKind.FILE: "file",
}


class LifeLine(QObject):
    """The way of one form to the life line of its record; `button` stands at the head of the form.

    `opened` tells another record (type, id) that was chosen there, `placed` a field or cell of the record itself,
    `filed` one of its files.
    """

    opened = Signal(str, int)
    placed = Signal(str)
    filed = Signal(int)

    def __init__(self, desk: Desk, runner: TaskRunner, form: QWidget) -> None:
        super().__init__(form)
        self._desk = desk
        self._runner = runner
        self._form = form
        self._item: Record | None = None
        self.button = LinkButton(translate("Life line"), form)
        self.button.setObjectName("action.life_line")
        set_icon(self.button, "clock", "accent")
        self.button.clicked.connect(self.show_line)
        set_hint(self.button, LIFE_LINE)
        for shortcut in listening(LIFE_LINE, form):
            shortcut.activated.connect(self.show_line)
        self.shown(None)

    def shown(self, item: Record | None) -> None:
        """Take note of the record that the form shows."""
        self._item = item
        self.button.setVisible(item is not None and item.id is not None)

    @Slot()
    def show_line(self) -> None:
        """Show the life line of the record; what is chosen there is shown afterwards."""
        if self._item is None or self._item.id is None:
            return
        dialog = LifeLineDialog(self._item, self._desk, self._runner, self._form)
        dialog.exec()
        dialog.deleteLater()
        match dialog.chosen:
            case LifeEvent(place=place) if place:
                self.placed.emit(place)
            case LifeEvent(kind=LifeKind.FILE, record=(_, number)):
                self.filed.emit(number)
            case LifeEvent(record=record):
                self.opened.emit(*record)


class LifeLineDialog(QDialog):
    """The events of a partnership along the years; it is read beside the window."""

    def __init__(self, item: Record, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.life_line")
        self.setWindowTitle(translate("Life line: {title}", title=item.title))
        self.chosen: LifeEvent | None = None
        self._desk = desk
        self._line = TimeLine("life_line", translate("Life line of the partnership"), self)
        self._line.chosen.connect(self._on_chosen)
        words = translate("Nothing has happened in this partnership yet: no milestone, no activity, no delivery.")
        self._nothing = PlainLabel(words, self, role="muted", wrap=True)
        self._nothing.hide()
        close = QPushButton(translate("&Close"), self)
        close.setObjectName("action.close")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(item.title, self, role="heading", wrap=True))
        layout.addWidget(self._nothing)
        layout.addWidget(self._line, 1)
        layout.addLayout(buttons)
        self._latest = Latest(runner, self)
        self._latest.answered.connect(self._on_answered)
        self._latest.failed.connect(self._on_failed)
        self._latest.ask(partial(self._read, item.id or 0))
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * 100, metrics.height() * 34)
        self._line.setFocus()

    def _read(self, partnership: int, _progress: Progress) -> tuple[LifeEvent, ...]:
        return self._desk.life_lines.of(partnership)

    @Slot(object)
    def _on_answered(self, events: Sequence[LifeEvent]) -> None:
        self._line.show_entries(list(_entries(events)))
        self._line.setVisible(bool(events))
        self._nothing.setVisible(not events)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)

    @Slot(object)
    def _on_chosen(self, event: LifeEvent) -> None:
        self.chosen = event
        self.accept()


def _entries(events: Sequence[LifeEvent]) -> Iterator[TimeEntry]:
    """Yield the events, each year before its first one."""
    before = None
    for event in events:
        year = str(event.day.year) if event.day is not None else translate("Without a day")
        if year != before:
            yield TimeEntry(year)
            before = year
        kind = translate(event.kind.value)
        words, icon = event.words or kind, _ICONS[event.kind]
        yield TimeEntry(words, event, event.day_words(), event.detail, icon, kind, ahead=event.is_ahead)
