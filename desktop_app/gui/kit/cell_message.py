"""Says something about one cell of a table, in words that stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer, Slot
from PySide6.QtWidgets import QFrame, QTableView, QVBoxLayout

from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.toast import announce

_CHARACTERS = 44
_GAP = 2
_SHOWN_FOR = 8_000


class CellMessage(QFrame):
    """A sentence below a cell, or above it where there is no room; a screen reader says it too."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table.viewport())
        self._table = table
        self.setObjectName("cell_message")
        self.setProperty("look", "popup")
        self._label = PlainLabel("", self, wrap=True)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(8, 4, 8, 4)
        self._lines.addWidget(self._label)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._timer.timeout.connect(self._on_time_is_up)
        table.verticalScrollBar().valueChanged.connect(self._on_time_is_up)
        table.horizontalScrollBar().valueChanged.connect(self._on_time_is_up)
        self.hide()

    def say(self, words: str, cell: QRect, role: str = "", *, lasting: bool = False) -> None:
        """Show a sentence beside a cell, `lasting` until it is taken away; `role` as labels have it."""
        self._label.setText(words)
        self._label.set_role(role)
        self._label.ensurePolished()
        room = self._table.viewport().rect()
        margins = self._lines.contentsMargins()
        beside = margins.left() + margins.right() + 2 * self.frameWidth()
        metrics = self._label.fontMetrics()
        width = min(
            room.width(), metrics.averageCharWidth() * _CHARACTERS, metrics.horizontalAdvance(words) + beside + 8
        )
        height = self._label.heightForWidth(width - beside) + margins.top() + margins.bottom() + 2 * self.frameWidth()
        self.setFixedSize(width, height)
        below = cell.bottom() + 1 + _GAP
        top = below if below + height <= room.height() or cell.top() < height else cell.top() - height - _GAP
        self.move(max(0, min(cell.left(), room.width() - width)), max(0, top))
        self.show()
        self.raise_()
        announce(self.window(), words)
        if lasting:
            self._timer.stop()
        else:
            self._timer.start()

    def text(self) -> str:
        """Return the sentence that is shown; empty for none."""
        return self._label.text() if not self.isHidden() else ""

    @Slot()
    def _on_time_is_up(self) -> None:
        self.hide()
