"""A list of events along an axis of time, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.gui.kit.entry_model import Entry, EntryModel
from desktop_app.gui.kit.icons import icon, icon_size
from desktop_app.gui.kit.tokens import tokens_for

_GAP, _SIDE = 8, 16
_DAY = "28.08.2028"
"""A day as wide as any."""
_POINT = 5
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TimeEntry(Entry):
    """An event: its day in words, more about it, its icon and kind; or a year.

    What is `ahead` is drawn as a ring.
    """

    day: str = ""
    detail: str = ""
    icon: str = ""
    kind: str = ""
    ahead: bool = False

    def spoken(self) -> str:
        """Return it as a screen reader says it."""
        return ", ".join(part for part in (self.day, self.kind, self.title, self.detail) if part)


class TimeLine(QListView):
    """Shows entries in their order; the arrow keys walk, Enter or a double click chooses.

    `chosen` tells the payload.
    """

    chosen = Signal(object)

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._entries = EntryModel[TimeEntry](self)
        self.setModel(self._entries)
        self.setItemDelegate(_Drawing(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._on_activated)

    def show_entries(self, entries: Sequence[TimeEntry]) -> None:
        """Show entries; the last one that is not ahead is the current one and in sight: people look at now."""
        self._entries.show_entries(entries)
        rows = [row for row, entry in enumerate(entries) if not entry.is_heading]
        past = [row for row in rows if not entries[row].ahead and entries[row].day]
        for row in (past or rows)[-1:]:
            self.setCurrentIndex(self._entries.index(row))
            self.scrollTo(self._entries.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)

    def entries(self) -> list[TimeEntry]:
        """Return what is shown."""
        return list(self._entries.entries)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go on to the event below, or above at the end, where a key leads to a year."""
        index = super().moveCursor(action, modifiers)
        if index.isValid() and not self._is_event(index.row()):
            below, above = range(index.row() + 1, self._entries.rowCount()), range(index.row() - 1, -1, -1)
            upwards = action in {self.CursorAction.MoveUp, self.CursorAction.MovePageUp}
            rows = [*above, *below] if upwards else [*below, *above]
            return self._entries.index(next(filter(self._is_event, rows), index.row()))
        return index

    def _is_event(self, row: int) -> bool:
        entry = self._entries.entry(row)
        return entry is not None and not entry.is_heading

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        entry = self._entries.entry(index.row())
        if entry is not None and not entry.is_heading:
            self.chosen.emit(entry.payload)


class _Drawing(QStyledItemDelegate):
    """Draws the day at the left, the axis with a point, and the event at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry = _entry_of(index)
        height = QFontMetrics(option.font).height()
        lines = 2 if entry is not None and entry.detail else 1
        return QSize(0, height * lines + _GAP + (_GAP if entry is not None and entry.is_heading else 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = _entry_of(index)
        if entry is None:
            return
        area, font = QRect(option.rect), QFont(option.font)
        tokens = tokens_for(QGuiApplication.palette())
        metrics = QFontMetrics(font)
        axis = area.left() + _SIDE + _day_width(index, metrics) + _SIDE
        middle = area.top() + (area.height() if entry.is_heading else metrics.height() + _GAP) // 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = QPalette(option.palette)
        if chosen:
            painter.fillRect(area, palette.color(QPalette.ColorRole.Highlight))
        ink = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        muted = ink if chosen else QColor(tokens.muted)
        painter.setPen(QPen(QColor(tokens.outline), 2))
        painter.drawLine(axis, area.top(), axis, area.bottom() + 1)
        if entry.is_heading:
            font.setWeight(QFont.Weight.DemiBold)
        else:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(QColor(tokens.surface if entry.ahead else tokens.accent))
            painter.drawEllipse(QPoint(axis, middle), _POINT, _POINT)
        painter.setFont(font)
        self._write(painter, area, axis, entry, (ink, muted))
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, area: QRect, axis: int, entry: TimeEntry, inks: tuple[QColor, QColor]) -> None:
        ink, muted = inks
        metrics = painter.fontMetrics()
        line, vertical = metrics.height(), int(Qt.AlignmentFlag.AlignVCenter)
        top = area.top() + _GAP // 2
        day = QRect(area.left() + _SIDE, top, axis - _SIDE - area.left() - _SIDE, line)
        if entry.is_heading:
            painter.setPen(ink)
            painter.drawText(QRect(day.left(), area.top(), area.width(), area.height()), vertical, entry.title)
            return
        painter.setPen(muted)
        painter.drawText(day, vertical, metrics.elidedText(entry.day, Qt.TextElideMode.ElideRight, day.width()))
        side, left = icon_size(), axis + _SIDE
        if entry.icon:
            icon(entry.icon, "muted").paint(painter, QRect(left, top + (line - side) // 2, side, side))
            left += side + _GAP
        room = area.right() - _SIDE - left
        painter.setPen(ink)
        words = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, line), vertical, words)
        if entry.detail:
            painter.setPen(muted)
            detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, top + line, room, line), vertical, detail)


def _day_width(index: _Index, metrics: QFontMetrics) -> int:
    model = index.model()
    days = [entry.day for entry in model.entries] if isinstance(model, EntryModel) else []
    return max(map(metrics.horizontalAdvance, (_DAY, max(days, key=len, default=""))))


def _entry_of(index: _Index) -> TimeEntry | None:
    model = index.model()
    return model.entry(index.row()) if isinstance(model, EntryModel) else None
