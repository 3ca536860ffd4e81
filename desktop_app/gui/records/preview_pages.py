"""The pages of a file for the preview: drawn beside the window, one at a time."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop_app.domain.attachment import Attachment
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.page_view import PageView
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.records.drawing import Drawing, Drawn
from desktop_app.services.previews import Previews

_FIRST_DPI = 96.0
_KEPT = 8


class PreviewPages(QObject):
    """Implements `Pages` for a `PageView`; `ready` tells that sizes are known, `failed` why nothing can be shown."""

    ready = Signal()
    drawn = Signal(int)
    failed = Signal(Exception)

    def __init__(self, previews: Previews, file: Attachment, runner: TaskRunner, view: PageView) -> None:
        super().__init__(view)
        self._previews = previews
        self._file = file
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._latest = Latest(runner, self)
        self._latest.answered.connect(self._on_drawn)
        self._latest.failed.connect(self.failed)
        self._ask(0, _FIRST_DPI)

    def count(self) -> int:
        """Return the number of pages; 0 until the first one is drawn."""
        return len(self._sizes)

    def size(self, place: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        return self._sizes[place]

    def picture(self, place: int, dpi: float) -> QImage | None:
        """Return a page as it is drawn already, and have it drawn anew where it was for another size."""
        known = self._images.get(place)
        if not self._latest.asking and (known is None or abs(known[0] - dpi) > 1):
            self._ask(place, dpi)  # else once what is being drawn has come: the view draws itself anew then
        return known[1] if known is not None else None

    def close(self) -> None:
        """Want nothing any more."""
        self._latest.stop()
        self._images.clear()

    def _ask(self, place: int, dpi: float) -> None:
        self._latest.ask(_Asked(Drawing(self._previews, self._file, place, dpi), place, dpi).run)

    @Slot(object)
    def _on_drawn(self, answer: tuple[int, float, Drawn]) -> None:
        place, dpi, drawn = answer
        first = not self._sizes
        self._sizes = drawn.sizes
        self._images[place] = (dpi, drawn.image)
        self._images.move_to_end(place)
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        if first:
            self.ready.emit()
        self.drawn.emit(place)


class _Asked:
    """A drawing that knows for which page and size it was."""

    def __init__(self, drawing: Drawing, place: int, dpi: float) -> None:
        self._drawing = drawing
        self._place = place
        self._dpi = dpi

    def run(self, progress: Progress) -> tuple[int, float, Drawn]:
        """Draw it."""
        return self._place, self._dpi, self._drawing.run(progress)
