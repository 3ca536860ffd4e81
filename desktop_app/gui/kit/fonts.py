"""Registers the shipped font, which has Latin and Cyrillic letters in one file."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop_app.base.resources import resource

FAMILY = "Source Sans 3"
FILES = ("SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf", "SourceSans3-Bold.ttf")
_LEAST_POINTS = 10.5
"""Source Sans is drawn small: at 10.5 points it reads like other fonts at 9 or 10."""
_LEAST_POINTS_MACOS = 14.0
"""macOS counts 72 points to the inch where others count 96."""


def apply_font(app: QApplication) -> QFont:
    """Register the shipped font and make it the application's; a larger system font size is kept."""
    for name in FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    least = _LEAST_POINTS_MACOS if sys.platform == "darwin" else _LEAST_POINTS
    font = QFont(FAMILY)
    font.setPointSizeF(max(least, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF() + 1))
    app.setFont(font)
    return font
