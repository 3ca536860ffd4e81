"""Gives windows a size that fits on their screen, and lets scroll what does not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_FRAME = 40
"""Pixels kept for the window's title and border."""


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Make a window so large, or as large as its screen lets it be."""
    room = window.screen().availableGeometry()
    window.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))


def scrolling(content: QWidget, parent: QWidget) -> QScrollArea:
    """Return an unframed area in which `content` scrolls where it has too little room."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
