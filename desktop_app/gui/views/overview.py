"""The page that greets: counts, tasks due, partnerships without contact, latest changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer, format_moment
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import REDO, UNDO
from desktop_app.domain.query import ListRow, Query
from desktop_app.domain.record import Record
from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.page_header import PageHeader
from desktop_app.gui.records.failures import tell_failure
from desktop_app.services.deeds import done_words, import_words, taken_back_words
from desktop_app.services.desk import Desk
from desktop_app.services.overview import MOST_COUNTED, LatestChange, Overview, overview, silent_query, tasks_query

_COUNTED = ("partnership", "territory", "organisation", "person", "delivery", "task")
_FIGURE_WIDTH, _CARD_WIDTH = 22, 50
"""Characters for which a figure and a card with lines need room."""


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
    """A framed part of the page with a heading and lines below it, in two columns: what, and a quiet word on it."""

    def __init__(self, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(heading, self, role="heading"))
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def add(self, what: QWidget, more: QWidget | None = None) -> None:
        """Add a line."""
        row = self._grid.rowCount()
        if more is None:
            self._grid.addWidget(what, row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(what, row, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(more, row, 1)

    def say(self, words: str) -> None:
        """Add a quiet sentence as wide as the card."""
        self._grid.addWidget(PlainLabel(words, self, role="muted", wrap=True), self._grid.rowCount(), 0, 1, 2)


class Tiles(QWidget):
    """Parts beside each other, of the same width where their words allow it, in as many rows as they need."""

    def __init__(self, tiles: Sequence[QWidget], least: int, spacing: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._tiles = tuple(tiles)
        self._least = least
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the size of a single tile's width."""
        return QSize(self._room(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin new rows where there is no room."""
        super().resizeEvent(event)
        self._arrange()

    def _room(self) -> int:
        return self.fontMetrics().averageCharWidth() * self._least

    def _arrange(self) -> None:
        count = len(self._tiles)
        fitting = max(1, (self.width() + self._grid.spacing()) // (self._room() + self._grid.spacing()))
        columns = next(each for each in range(min(count, fitting), 0, -1) if count % each == 0)
        if columns != self._columns:
            self._columns = columns
            for place, tile in enumerate(self._tiles):
                self._grid.removeWidget(tile)
                self._grid.addWidget(tile, place // columns, place % columns)
            for column in range(count):
                self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._widen()

    def _widen(self) -> None:
        """Give columns with long words the room they need, where all of them have it."""
        needed = [
            max(tile.sizeHint().width() for tile in self._tiles[column :: self._columns])
            for column in range(self._columns)
        ]
        fits = sum(needed) + self._grid.spacing() * (self._columns - 1) <= self.width()
        for column in range(len(self._tiles)):
            self._grid.setColumnMinimumWidth(column, needed[column] if fits and column < self._columns else 0)


class OverviewPage(QScrollArea):
    """Shows what matters today; every figure opens the list behind it.

    `first_steps` are offered while the register is empty.
    """

    record_chosen = Signal(str, int)
    query_chosen = Signal(object, str)

    def __init__(self, desk: Desk, first_steps: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("page.overview")
        self.setAccessibleName(translate("Overview"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys that scroll come from what stands in it
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk = desk
        self._first_steps = tuple(first_steps)
        self.addActions(list(first_steps))

    def open(self) -> None:
        """Show the register as it is now; where it cannot be read, what was shown before."""
        labels = {name: translate(TYPES[name].PLURAL) for name in _COUNTED}
        try:
            found = overview(self._desk.home, labels, today())
        except UserError as error:
            tell_failure(self, error)
            return
        self.setWidget(self._content(found))

    def _content(self, found: Overview) -> QWidget:
        content = QWidget(self)
        content.setObjectName("overview.content")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(PageHeader(translate("Overview"), None, content))
        if any(figure.value for figure in found.figures):
            layout.addWidget(self._figures(found, content))
            layout.addWidget(self._cards(found, content))
        else:
            layout.addWidget(self._beginning(content))
        layout.addStretch(1)
        return content

    def _beginning(self, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("look", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(24, 20, 24, 24)
        box.setSpacing(12)
        box.addWidget(PlainLabel(translate("This register is still empty"), card, role="heading"))
        words = translate(
            "Read in the list that you have kept so far: CSV or Excel. Everything is checked before anything is "
            "written. Or begin with one partnership; places are proposed as you type."
        )
        box.addWidget(PlainLabel(words, card, role="muted", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(12)
        for place, action in enumerate(self._first_steps):
            line.addWidget(ActionButton(action, card, primary=place == 0))
        line.addStretch(1)
        box.addLayout(line)
        return card

    def _figures(self, found: Overview, parent: QWidget) -> Tiles:
        cards = []
        for figure in found.figures:
            card = QFrame(parent)
            card.setProperty("look", "card")
            box = QVBoxLayout(card)
            box.setContentsMargins(10, 12, 10, 12)
            box.setSpacing(2)
            box.addWidget(PlainLabel(format_integer(figure.value), card, role="title"))
            box.addWidget(self._to_query(figure.label, figure.query, "", card), 0, Qt.AlignmentFlag.AlignLeft)
            cards.append(card)
        return Tiles(cards, _FIGURE_WIDTH, 8, parent)

    def _cards(self, found: Overview, parent: QWidget) -> Tiles:
        left = (self._tasks(found.tasks, parent), self._changes(found.changes, parent))
        right = (self._silent(found, parent),)
        return Tiles([_column(cards, parent) for cards in (left, right)], _CARD_WIDTH, 16, parent)

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
            card.say(translate("No task is due."))
        return card

    def _silent(self, found: Overview, parent: QWidget) -> Card:
        card = Card(translate("Without contact for 12 months"), parent)
        for row in found.silent:
            title, last, _ = row.values
            words = last.shown() if last else translate("no contact recorded")
            card.add(self._to_record(title, "partnership", row.id, card), PlainLabel(words, card, role="muted"))
        if found.silent:
            words = (
                format_count("Show {count} partnership", "Show {count} partnerships", found.silent_count)
                if found.silent_count <= MOST_COUNTED
                else translate("Show more than {count} partnerships", count=format_integer(MOST_COUNTED))
            )
            card.add(self._to_query(words, silent_query(today()), translate("without contact for 12 months"), card))
        else:
            card.say(translate("Every active partnership had contact."))
        return card

    def _changes(self, changes: Sequence[LatestChange], parent: QWidget) -> Card:
        card = Card(translate("Latest changes"), parent)
        for change in changes:
            words = _words(change)
            when = PlainLabel(f"{format_moment(change.at)} · {change.by}", card, role="muted")
            if change.record_id is not None and change.verb in {"save", "restore"}:
                card.add(self._to_record(words, change.record, change.record_id, card), when)
            else:
                card.add(PlainLabel(words, card), when)
        return card

    def _to_record(self, text: str, name: str, record_id: int, parent: QWidget) -> RecordLink:
        link = RecordLink(text, name, record_id, parent)
        link.chosen.connect(self.record_chosen)
        return link

    def _to_query(self, text: str, query: Query, words: str, parent: QWidget) -> QueryLink:
        link = QueryLink(text, query, words, parent)
        link.chosen.connect(self.query_chosen)
        return link


def _column(cards: Sequence[QWidget], parent: QWidget) -> QWidget:
    column = QWidget(parent)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for card in cards:
        layout.addWidget(card)
    layout.addStretch(1)
    return column


def _words(change: LatestChange) -> str:
    """Return in words what somebody did."""
    if change.verb == "create":
        return translate("register made")
    one = change.records == 1 and change.record_id is not None
    title = f"{translate(TYPES[change.record].LABEL)} {change.title}".strip() if one else ""
    if change.verb in {UNDO, REDO}:
        return taken_back_words(change.verb, title or format_count(*Record.COUNTED, change.records))
    return _words_on_one(change.verb, title) if one else _words_on_many(change)


def _words_on_one(verb: str, title: str) -> str:
    match verb:
        case "trash":
            return translate("{title} moved to the trash", title=title)
        case "restore":
            return translate("{title} restored", title=title)
        case "delete":
            return done_words(verb, title)
        case _:
            return translate("{title} saved", title=title)


def _words_on_many(change: LatestChange) -> str:
    count = change.records
    match change.verb:
        case "import" if change.record in TYPES:
            return import_words(TYPES[change.record], change.title, count)
        case "generate":
            return format_count("{count} record made for trials", "{count} records made for trials", count)
        case "example":
            return format_count("{count} example record made", "{count} example records made", count)
        case "trash":
            return format_count("{count} record moved to the trash", "{count} records moved to the trash", count)
        case "restore" | "delete" | "renew":
            return done_words(change.verb, format_count(*Record.COUNTED, count), count)
        case _:
            return format_count("{count} record saved", "{count} records saved", count)
