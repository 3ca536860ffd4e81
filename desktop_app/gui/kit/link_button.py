"""A line of text that leads somewhere when pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from desktop_app.gui.kit.labels import action_text, set_tooltip

_LEAST_CHARACTERS = 10


class LinkButton(QPushButton):
    """Looks like a link and gives way like one: what does not fit is cut with dots and told by the tooltip."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(action_text(words), parent)
        self.setProperty("look", "link")
        self.setAutoDefault(True)  # Enter presses it
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        set_tooltip(self, words)

    def minimumSizeHint(self) -> QSize:
        """Return the size of a few letters, so that the link never pushes others away."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        option.text = self.fontMetrics().elidedText(
            option.text, Qt.TextElideMode.ElideRight, room, Qt.TextFlag.TextShowMnemonic.value
        )
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
