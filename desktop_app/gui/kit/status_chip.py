"""Draws a status as a word on a coloured ground."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.gui.kit.tokens import Tone, tokens_for

TONE_ROLE = Qt.ItemDataRole.UserRole + 101
"""Role under which a model gives the `Tone` of a status; no tone, no ground."""
_SIDE = 8
_OUTSIDE = 6


class ChipDelegate(QStyledItemDelegate):
    """Draws the words of a cell in a chip of its tone."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell's ground, then the chip."""
        tone: Any = index.data(TONE_ROLE)
        if tone is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        words = option.text
        option.text = ""
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        ground, ink = tokens_for(option.palette).chip(Tone(tone))
        room = option.rect.adjusted(_OUTSIDE, 3, -_OUTSIDE, -3)
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width() - 2 * _SIDE)
        width = min(room.width(), option.fontMetrics.horizontalAdvance(shown) + 2 * _SIDE + 1)
        height = min(room.height(), option.fontMetrics.height() + 2)
        chip = QRectF(room.left(), room.center().y() - height / 2 + 0.5, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(QColor(ink))
        painter.setFont(option.font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return room for the words and the chip's round ends."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 2 * (_SIDE + _OUTSIDE), hint.height())
