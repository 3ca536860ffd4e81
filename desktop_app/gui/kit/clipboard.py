"""Puts tables on the clipboard: as text for every program, and with their look for those that take it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_OWN = "table"
"""Names what was put there by this program."""


def put_table(text: str, html: str) -> None:
    """Put a table on the clipboard."""
    data = QMimeData()
    data.setObjectName(_OWN)
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def leave_text() -> None:
    """Leave only the text there, before the program ends.

    Qt keeps data until after Python has ended, and data made here cannot be destroyed without it: the process crashes.
    """
    clipboard = QGuiApplication.clipboard()
    data: QMimeData | None = clipboard.mimeData()  # none where nothing was ever copied
    if data is not None and data.objectName() == _OWN:  # not every platform tells to whom it belongs
        clipboard.setText(clipboard.text())
