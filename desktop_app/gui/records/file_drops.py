"""Takes files that are dragged onto any place of a form to the list of its files."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop_app.gui.kit.file_list import FileList


class FileDrops(QObject):
    """Hands what is dragged over a form on to its list of files."""

    def __init__(self, files: FileList, form: QWidget) -> None:
        super().__init__(files)
        self._files = files
        form.setAcceptDrops(True)
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the list decide, as if it were dragged there."""
        if not isinstance(event, QDropEvent | QDragLeaveEvent) or not self._files.isVisible():
            return False
        if isinstance(event, QDragLeaveEvent):
            self._files.dragLeaveEvent(event)
        elif not self._files.takes(event.mimeData()):
            event.ignore()
        elif isinstance(event, QDragEnterEvent):
            self._files.dragEnterEvent(event)
        elif isinstance(event, QDragMoveEvent):
            self._files.dragMoveEvent(event)
        else:
            self._files.dropEvent(event)
        return True
