"""Shows the files of a record beside its form, where that is wanted; whether it is, is remembered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QSplitter

from desktop_app.base.settings import Settings
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.records.files_section import FilesSection
from desktop_app.gui.records.preview_pane import PreviewPane
from desktop_app.services.desk import Desk

_OPTION = "file_preview"
_SHARE = 0.4
"""How much of what the form has the preview takes, where both get little: of the whole at most."""


class Previewing(QObject):
    """Puts the preview behind the form in a splitter, made when it is first wanted."""

    def __init__(
        self, files: FilesSection, desk: Desk, settings: Settings, runner: TaskRunner, splitter: QSplitter
    ) -> None:
        super().__init__(splitter)
        self._files = files
        self._desk = desk
        self._settings = settings
        self._runner = runner
        self._splitter = splitter
        self._pane: PreviewPane | None = None
        files.list.preview_requested.connect(self.toggle)
        files.current_changed.connect(self._show_current)
        self._show(wanted=bool(settings.get(_OPTION)))

    @Slot()
    def toggle(self) -> None:
        """Show the preview, or hide it, here and in what is opened from now on."""
        wanted = self._pane is None or self._pane.isHidden()
        self._settings.set(_OPTION, wanted)
        self._show(wanted=wanted)
        if not wanted:
            self._files.list.focus()

    def _show(self, *, wanted: bool) -> None:
        self._files.list.set_previewing(wanted)
        if wanted and self._pane is None:
            self._pane = PreviewPane(self._desk.previews, self._runner, self._splitter)
            self._pane.closed.connect(self.toggle)
            self._splitter.addWidget(self._pane)
            self._splitter.setStretchFactor(self._splitter.count() - 1, 0)
            self._pane.installEventFilter(self)
        if self._pane is not None:
            self._pane.setVisible(wanted)
        self._show_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the preview room once it is seen, and draw nothing where it is not."""
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self.share_room)
        return super().eventFilter(watched, event)

    @Slot()
    def share_room(self) -> None:
        """Give the preview room at the cost of what stands before the form, and then of the form."""
        if self._pane is None or self._pane.isHidden():
            return
        sizes = self._splitter.sizes()
        whole = sum(sizes)
        own = round(whole * (_SHARE if len(sizes) < 3 else _SHARE * 0.8))
        if sizes[-1] >= own or whole == 0:
            return
        rest = whole - own
        others = sum(sizes[:-1]) or 1
        self._splitter.setSizes([*(round(each * rest / others) for each in sizes[:-1]), own])

    @Slot()
    def _show_current(self) -> None:
        if self._pane is not None and not self._pane.isHidden():
            self._pane.show_file(self._files.current())
