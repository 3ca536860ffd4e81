"""The form of one record alone in a window of its own: for long work, and for a record that a picker misses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.records.form_panel import FormPanel
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk
from desktop_app.services.drafts import Draft

Views = Mapping[str, RecordView]
"""The views of all record types by name."""


class FormWindow(QWidget):
    """Holds the same form as the page; `finished` tells that it has been closed."""

    finished = Signal(object)

    def __init__(self, view: RecordView, views: Views, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(f"window.{view.name}")
        self.form = FormPanel(view, desk, runner, self)
        self._missing = MissingRecords(self.form, views, desk, runner, self.form)
        self.splitter = QSplitter(self)
        self.splitter.addWidget(self.form)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(10)
        layout = QVBoxLayout(self)
        layout.addWidget(self.splitter)
        self.form.trashed.connect(self._on_gone)
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self.close)
        self.form.stepped_back.connect(self.close)
        resize_within_screen(self, self.fontMetrics().averageCharWidth() * 120, self.fontMetrics().height() * 42)

    def show_record(self, record_id: int) -> None:
        """Show a record of the register."""
        self.form.show_record(record_id)
        self._come_up()

    def show_draft(self, draft: Draft) -> None:
        """Go on with what was typed and not saved."""
        self.form.show_draft(draft)
        self._come_up()

    def leave(self) -> bool:
        """Ask about unsaved text; return whether the window may be closed."""
        return self.form.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.form.leave():
            self.finished.emit(self)
            event.accept()
        else:
            event.ignore()

    def _come_up(self) -> None:
        self.setWindowTitle(self.form.title)
        self.show()
        self.form.focus_first()

    @Slot(int)
    def _on_saved(self, _record_id: int) -> None:
        self.setWindowTitle(self.form.title)

    @Slot(int)
    def _on_gone(self, _record_id: int) -> None:
        self.close()


class Asking(Protocol):
    """What has pickers that may not find a record."""

    @property
    def missing(self) -> SignalInstance:
        """Tells (place, record type, typed text) of a record that is to be made."""

    def link(self, place: str, record_id: int) -> None:
        """Link a record that was made."""

    def focus_field(self, place: str) -> None:
        """Put the keyboard back where the picker was."""


class MissingRecords(QObject):
    """Opens a form for a record that a picker does not find, named by what was typed, and links it once it is saved."""

    def __init__(self, asking: Asking, views: Views, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._asking = asking
        self._parent = parent
        self._views = views
        self._desk = desk
        self._runner = runner
        self._window: FormWindow | None = None
        self._place = ""
        asking.missing.connect(self._on_missing)

    @Slot(str, str, str)
    def _on_missing(self, place: str, target: str, text: str) -> None:
        self._place = place
        window = FormWindow(self._views[target], self._views, self._desk, self._runner, self._parent)
        window.setWindowModality(Qt.WindowModality.WindowModal)
        window.form.show_new(self._desk.pickers.draft(target, text))
        window.setWindowTitle(window.form.title)
        window.form.saved.connect(self._on_saved)
        window.form.twins.instead = True
        window.form.twins.opened.connect(self._on_taken)
        window.finished.connect(self._on_finished)
        self._window = window
        window.show()
        window.form.focus_first()

    @Slot(int)
    def _on_saved(self, record_id: int) -> None:
        if self._window is not None:
            self._asking.link(self._place, record_id)
            self._window.close()

    @Slot(int)
    def _on_taken(self, record_id: int) -> None:
        """Link a record that is there already instead of the new one."""
        if self._window is not None:
            self._window.form.show_nothing()
            self._on_saved(record_id)

    @Slot(object)
    def _on_finished(self, _window: FormWindow) -> None:
        """Go on where the picker was, whether the record was made or given up."""
        self._window = None
        self._parent.window().activateWindow()
        self._asking.focus_field(self._place)
