"""The cross in a line that empties it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from desktop_app.base.i18n import translate

_QTS_NAME = "_q_qlineeditclearaction"


def offer_clearing(line: QLineEdit) -> None:
    """Show a cross in a line that has text, with words for screen readers."""
    line.setClearButtonEnabled(True)
    if (action := line.findChild(QAction, _QTS_NAME)) is not None:
        action.setText(translate("Empty the field"))
