"""Picks one of some words that stand in groups; one is always picked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

_MOST_CHARACTERS = 32


class Picker(QComboBox):
    """Arrows and first letters pick, a line parts the groups; the wheel changes nothing by accident."""

    picked = Signal()

    def __init__(self, groups: Sequence[Sequence[tuple[str, str]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(20)
        self._fill(groups)
        self.activated.connect(self._on_activated)

    def offer(self, groups: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Offer other words; the first one is picked."""
        self.clear()
        self._fill(groups)

    def key(self) -> str:
        """Return the key of what is picked."""
        return str(self.currentData() or "")

    def pick(self, key: str) -> None:
        """Pick what has a key; the first where none has."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def minimumSizeHint(self) -> QSize:
        """Return a width that still shows the beginning of the words."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 14), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the rows around it scroll."""
        event.ignore()

    def _fill(self, groups: Sequence[Sequence[tuple[str, str]]]) -> None:
        longest = 4
        for group in groups:
            if self.count() and group:
                self.insertSeparator(self.count())
            for key, words in group:
                self.addItem(words, key)
                longest = max(longest, len(words))
        self.setMinimumContentsLength(min(longest, _MOST_CHARACTERS))

    @Slot()
    def _on_activated(self) -> None:
        self.picked.emit()
