"""A list of things found, in groups, with the letters that were looked for set off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.gui.kit.entry_model import Entry, EntryModel
from desktop_app.gui.kit.icons import icon, icon_size
from desktop_app.gui.kit.tokens import tokens_for

_SIDE, _GAP = 12, 8
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FoundEntry(Entry):
    """Something found, or a heading.

    `marks` are places of the title as (start, length); `second` is a line of its own; `keys` stand at the right.
    """

    detail: str = ""
    second: str = ""
    keys: str = ""
    icon: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    def spoken(self) -> str:
        """Return it as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.detail, self.second, self.keys) if part)


class FoundList(QListView):
    """Shows entries and lets one be chosen; the keys for walking come from the field that is typed in.

    `chosen` hands the payload of an entry that was clicked.
    """

    chosen = Signal(object)

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("look", "bare")
        self._entries = EntryModel[FoundEntry](self)
        self.setModel(self._entries)
        self.setItemDelegate(_FoundDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)

    def show_entries(self, entries: Sequence[FoundEntry]) -> None:
        """Show other entries, the first that can be chosen being the current one."""
        self._entries.show_entries(entries)
        self.walk(1, start=-1)

    def current(self) -> Any:
        """Return the payload of the current entry; None where there is none."""
        entry = self._entries.entry(self.currentIndex().row())
        return entry.payload if entry is not None else None

    def walk(self, step: int, *, start: int | None = None) -> None:
        """Go on to the next entry that can be chosen, `step` being its direction."""
        row = self.currentIndex().row() if start is None else start
        row += step
        while (entry := self._entries.entry(row)) is not None:
            if not entry.is_heading:
                index = self._entries.index(row)
                self.setCurrentIndex(index)
                self.scrollTo(self._entries.index(max(0, row - 1)) if row <= 1 else index)
                return
            row += step

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self._entries.entry(index.row())
        if entry is not None and not entry.is_heading:
            self.chosen.emit(entry.payload)


class _FoundDelegate(QStyledItemDelegate):
    """Draws title, detail and keys in one line, and what stands elsewhere in a second."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry = _entry_of(index)
        height = QFontMetrics(option.font).height()
        lines = 2 if entry is not None and entry.second else 1
        return QSize(0, height * lines + (_GAP * 2 if entry is not None and entry.is_heading else _GAP + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = _entry_of(index)
        if entry is None:
            return
        area: QRect = option.rect
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        tokens = tokens_for(QGuiApplication.palette())
        painter.save()
        painter.setClipRect(area)
        if entry.is_heading:
            _heading(painter, area, font, tokens.muted, entry.title)
        else:
            palette: QPalette = option.palette
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            if chosen:
                painter.fillRect(area, palette.color(QPalette.ColorRole.Highlight))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(area, QColor(tokens.hover))
            text = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
            muted = text if chosen else QColor(tokens.muted)
            _entry(painter, area, font, text, muted, entry)
        painter.restore()


def _entry_of(index: _Index) -> FoundEntry | None:
    model = index.model()
    return model.entry(index.row()) if isinstance(model, EntryModel) else None


def _heading(painter: QPainter, area: QRect, font: QFont, colour: str, words: str) -> None:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(QColor(colour))
    inside = area.adjusted(_SIDE, _GAP, -_SIDE, 0)
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


def _entry(painter: QPainter, area: QRect, font: QFont, text: QColor, muted: QColor, entry: FoundEntry) -> None:
    metrics, side = QFontMetrics(font), icon_size()
    line = metrics.height()
    top = area.top() + (_GAP + 2) // 2
    left, right = area.left() + _SIDE, area.right() - _SIDE
    if entry.icon:
        icon(entry.icon, "muted").paint(painter, QRect(left, top + (line - side) // 2, side, side))
    left += side + _GAP
    vertical = int(Qt.AlignmentFlag.AlignVCenter)
    if entry.keys:
        width = metrics.horizontalAdvance(entry.keys)
        painter.setPen(muted)
        painter.drawText(QRect(right - width, top, width, line), vertical, entry.keys)
        right -= width + _SIDE
    painter.setPen(text)
    used = _marked(painter, QRect(left, top, right - left, line), font, entry)
    painter.setFont(font)
    painter.setPen(muted)
    rest = QRect(left + used + _SIDE, top, right - left - used - _SIDE, line)
    if entry.detail and rest.width() > metrics.averageCharWidth() * 6:
        shown = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, vertical, shown)
    if entry.second:
        below = QRect(left, top + line, right - left, line)
        shown = metrics.elidedText(entry.second, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, vertical, shown)


def _marked(painter: QPainter, area: QRect, font: QFont, entry: FoundEntry) -> int:
    """Draw the title with its marks; return how wide it is."""
    shown = QFontMetrics(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, area.width())
    layout = QTextLayout(shown, font)
    formats = []
    for start, length in entry.marks:
        if start < len(shown):
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            bold.setFontUnderline(True)
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = start, min(length, len(shown) - start), bold
            formats.append(found)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    layout.draw(painter, area.topLeft())
    return round(line.naturalTextWidth())
