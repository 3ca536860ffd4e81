"""Shares the width of a small table among its columns, so that it scrolls sideways only where it has to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QTableView


def shared_widths(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return widths that fill the room where they can.

    Columns wider than their `least` give way in proportion; where all is too wide, all have their least width.
    """
    wanted = sum(natural)
    if wanted <= room:
        widths = [width * room // max(1, wanted) for width in natural]
        return [*widths[:-1], room - sum(widths[:-1])]
    spare = [wide - narrow for wide, narrow in zip(natural, least, strict=True)]
    missing = min(wanted - room, sum(spare))
    return [wide + spared * -missing // max(1, sum(spare)) for wide, spared in zip(natural, spare, strict=True)]


class ColumnFit(QObject):
    """Keeps the columns of a table as wide as the table, until they are drawn by hand.

    `changed` tells that the table began or ceased to need its scroll bar.
    """

    changed = Signal()

    def __init__(self, view: QTableView, natural: Sequence[int], least: Sequence[int]) -> None:
        super().__init__(view)
        self._view = view
        self._natural = tuple(natural)
        self._least = tuple(least)
        self._fitting = False
        self._by_hand = False
        self.scrolls = False
        view.viewport().installEventFilter(self)
        view.horizontalHeader().sectionResized.connect(self._on_section_resized)
        self.fit()

    def fit(self) -> None:
        """Share the room there is now."""
        if self._by_hand:
            return
        self._fitting = True
        room = self._view.viewport().width()
        widths = shared_widths(self._natural, self._least, room)
        for column, width in enumerate(widths):
            self._view.setColumnWidth(column, width)
        self._fitting = False
        self._set_scrolls(sum(widths) > room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room anew when it changes."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_section_resized(self) -> None:
        if not self._fitting and self._view.isVisible():
            self._by_hand = True
            self._set_scrolls(self._view.horizontalHeader().length() > self._view.viewport().width())

    def _set_scrolls(self, scrolls: bool) -> None:
        if scrolls != self.scrolls:
            self.scrolls = scrolls
            self.changed.emit()
