"""Gives windows a size that fits on their screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_FRAME = 40
"""Pixels kept for the window's title and border."""


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Make a window so large, or as large as its screen lets it be."""
    room = window.screen().availableGeometry()
    window.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))
