"""The form of one record alone in a window of its own, for long work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.gui.records.form_panel import FormPanel
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk


class FormWindow(QWidget):
    """Holds the same form as the page; `finished` tells that it has been closed."""

    finished = Signal(object)

    def __init__(self, view: RecordView, desk: Desk, record_id: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(f"window.{view.name}")
        self.form = FormPanel(view, desk, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        self.form.show_record(record_id)
        self.form.trashed.connect(self._on_gone)
        self.setWindowTitle(self.form.title)
        self.resize(self.fontMetrics().averageCharWidth() * 120, self.fontMetrics().height() * 42)
        close = QShortcut(QKeySequence("Esc"), self)
        close.activated.connect(self.close)

    def leave(self) -> bool:
        """Ask about unsaved text; return whether the window may be closed."""
        return self.form.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.form.leave():
            self.finished.emit(self)
            event.accept()
        else:
            event.ignore()

    @Slot(int)
    def _on_gone(self, _record_id: int) -> None:
        self.close()
