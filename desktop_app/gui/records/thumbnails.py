"""Makes small pictures of files, one after the other beside the window, each content once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap

from desktop_app.base.errors import UserError
from desktop_app.domain.attachment import Attachment
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.records.drawing import Thumbnail
from desktop_app.services.previews import Previews, is_drawn

_SIDE = 96
"""Dots: enough for a screen of twice the usual density."""
_KEPT = 200
_MOST_BYTES = 30_000_000
"""A larger file is not unpacked for a small picture."""


class Thumbnails(QObject):
    """Knows the small pictures of the files of the records that were looked at; `made` tells of another one."""

    made = Signal()

    def __init__(self, previews: Previews, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._previews = previews
        self._runner = runner
        self._icons: OrderedDict[str, QIcon | None] = OrderedDict()
        self._waiting: list[Attachment] = []
        self._drawing = ""

    def icon(self, file: Attachment) -> QIcon | None:
        """Return the small picture of a file; None where there is none, or not yet."""
        return self._icons.get(file.content)

    def want(self, files: Iterable[Attachment]) -> None:
        """Have those of some files made that are not known; nobody wants those of others any more."""
        self._waiting = [
            file
            for file in files
            if is_drawn(file) and file.content not in self._icons and (file.size or 0) <= _MOST_BYTES
        ]
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._drawing:
            file = self._waiting.pop(0)
            self._drawing = file.content
            work = Thumbnail(self._previews, file, _SIDE)
            self._runner.run(work.run, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled)

    def _keep(self, icon: QIcon | None) -> None:
        self._icons[self._drawing] = icon
        while len(self._icons) > _KEPT:
            self._icons.popitem(last=False)
        self._drawing = ""

    @Slot(object)
    def _on_done(self, image: QImage) -> None:
        self._keep(None if image.isNull() else QIcon(QPixmap.fromImage(image)))
        self.made.emit()
        self._go_on()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._keep(None)
        self._go_on()
        if not isinstance(error, UserError):
            raise error

    @Slot()
    def _on_cancelled(self) -> None:
        self._drawing = ""
