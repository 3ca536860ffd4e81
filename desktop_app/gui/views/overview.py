"""The page that greets: counts, tasks due, partnerships without contact, latest changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.clock import today
from desktop_app.base.formats import format_integer, format_timestamp
from desktop_app.base.i18n import N_, ntranslate, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.query import ListRow, Query
from desktop_app.gui.kit.labels import PlainLabel, action_text
from desktop_app.gui.kit.page_header import PageHeader
from desktop_app.services.desk import Desk
from desktop_app.services.overview import LatestChange, Overview, overview, silent_query, tasks_query

_COUNTED = ("partnership", "territory", "organisation", "person", "delivery", "task")
_VERBS = {
    "save": N_("{title} saved"),
    "import": N_("{count} records imported"),
    "trash": N_("{title} moved to the trash"),
    "restore": N_("{title} restored"),
    "create": N_("register made"),
    "generate": N_("{count} records made for trials"),
    "example": N_("{count} example records made"),
}


class LinkButton(QPushButton):
    """A line of text that leads somewhere when pressed."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(action_text(text), parent)
        self.setProperty("look", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class RecordLink(LinkButton):
    """Leads to one record."""

    chosen = Signal(str, int)

    def __init__(self, text: str, name: str, record_id: int, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._target = (name, record_id)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(*self._target)


class QueryLink(LinkButton):
    """Leads to the list behind a figure."""

    chosen = Signal(object, str)

    def __init__(self, text: str, query: Query, words: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._target = (query, words)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(*self._target)


class Card(QFrame):
    """A framed part of the page with a heading and lines below it."""

    def __init__(self, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(20, 16, 20, 16)
        self._layout.setSpacing(4)
        self._layout.addWidget(PlainLabel(heading, self, role="heading"))

    def add(self, *widgets: QWidget) -> None:
        """Add a line."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        self._layout.addLayout(line)

    def finish(self) -> None:
        """Keep the lines at the top."""
        self._layout.addStretch(1)


class OverviewPage(QScrollArea):
    """Shows what matters today; every figure opens the list behind it."""

    record_chosen = Signal(str, int)
    query_chosen = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page.overview")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk = desk

    def open(self) -> None:
        """Show the register as it is now."""
        labels = {name: translate(TYPES[name].PLURAL) for name in _COUNTED}
        found = overview(self._desk.register, labels, today())
        self.setWidget(self._content(found))

    def _content(self, found: Overview) -> QWidget:
        content = QWidget(self)
        content.setObjectName("overview.content")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(PageHeader(translate("Overview"), None, content))
        layout.addLayout(self._figures(found, content))
        grid = QGridLayout()
        grid.setSpacing(16)
        grid.addWidget(self._tasks(found.tasks, content), 0, 0)
        grid.addWidget(self._silent(found, content), 0, 1)
        grid.addWidget(self._changes(found.changes, content), 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        layout.addStretch(1)
        return content

    def _figures(self, found: Overview, parent: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        for figure in found.figures:
            card = QFrame(parent)
            card.setProperty("look", "card")
            box = QVBoxLayout(card)
            box.setContentsMargins(16, 12, 16, 12)
            box.addWidget(PlainLabel(format_integer(figure.value), card, role="title"))
            box.addWidget(self._to_query(figure.label, figure.query, "", card))
            line.addWidget(card, 1)
        return line

    def _tasks(self, rows: Sequence[ListRow], parent: QWidget) -> Card:
        card = Card(translate("Tasks due"), parent)
        for row in rows:
            subject, due, responsible = row.values
            words = " · ".join(part for part in (due.shown() if due else "", responsible) if part)
            role = "error" if due and due.latest < today() else "muted"
            card.add(self._to_record(subject, "task", row.id, card), PlainLabel(words, card, role=role))
        if rows:
            card.add(self._to_query(translate("All tasks"), tasks_query(), translate("not done"), card))
        else:
            card.add(PlainLabel(translate("No task is due."), card, role="muted"))
        card.finish()
        return card

    def _silent(self, found: Overview, parent: QWidget) -> Card:
        card = Card(translate("Without contact for 12 months"), parent)
        for row in found.silent:
            title, last, _ = row.values
            words = last.shown() if last else translate("no contact recorded")
            card.add(self._to_record(title, "partnership", row.id, card), PlainLabel(words, card, role="muted"))
        if found.silent:
            words = ntranslate("Show {count} partnership", "Show {count} partnerships", found.silent_count)
            card.add(self._to_query(words, silent_query(today()), translate("without contact for 12 months"), card))
        else:
            card.add(PlainLabel(translate("Every active partnership had contact."), card, role="muted"))
        card.finish()
        return card

    def _changes(self, changes: Sequence[LatestChange], parent: QWidget) -> Card:
        card = Card(translate("Latest changes"), parent)
        for change in changes:
            title = f"{translate(TYPES[change.record].LABEL)} {change.title}".strip()
            verb = change.verb if change.records == 1 or change.verb != "save" else "import"
            words = translate(_VERBS.get(verb, _VERBS["save"]), title=title, count=format_integer(change.records))
            when = PlainLabel(f"{format_timestamp(change.at)} · {change.by}", card, role="muted")
            if change.record_id is not None and change.verb in {"save", "restore"}:
                card.add(self._to_record(words, change.record, change.record_id, card), when)
            else:
                card.add(PlainLabel(words, card), when)
        card.finish()
        return card

    def _to_record(self, text: str, name: str, record_id: int, parent: QWidget) -> RecordLink:
        link = RecordLink(text, name, record_id, parent)
        link.chosen.connect(self.record_chosen)
        return link

    def _to_query(self, text: str, query: Query, words: str, parent: QWidget) -> QueryLink:
        link = QueryLink(text, query, words, parent)
        link.chosen.connect(self.query_chosen)
        return link
