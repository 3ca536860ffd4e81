"""What a page shows instead of an empty table: what belongs here and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.icons import icon
from desktop_app.gui.kit.labels import PlainLabel

_ICON_SIZE = 48
_TEXT_WIDTH = 56


class EmptyState(QWidget):
    """An icon, a heading, a sentence or two, and buttons; the first one is the primary."""

    def __init__(
        self, icon_name: str, heading: str, text: str, actions: Sequence[QAction] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heading = PlainLabel(heading, self, role="heading")
        self._heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = PlainLabel(text, self, role="muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for place, action in enumerate(actions):
            buttons.addWidget(ActionButton(action, self, primary=place == 0))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self._heading)
        layout.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(buttons)
        layout.addStretch(3)
        self._fit()
        self._draw()

    def set_words(self, heading: str, text: str) -> None:
        """Say something else."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Give the sentence its width, and the height that its lines take at that width."""
        width = self.fontMetrics().averageCharWidth() * _TEXT_WIDTH
        self._text.setFixedSize(width, self._text.heightForWidth(width))

    def _draw(self) -> None:
        self._picture.setPixmap(icon(self._icon_name, "muted", _ICON_SIZE).pixmap(_ICON_SIZE, _ICON_SIZE))
