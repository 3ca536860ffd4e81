"""Shows the pages of a document one below the other, as they will look on paper."""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop_app.base.i18n import N_, translate

SCREEN_DPI = 96
POINTS_PER_INCH = 72
FIT_WIDTH = "width"
FIT_PAGE = "page"

_GAP = 16
_ZOOM_STEP = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 0.25, 4.0
_PICTURES_KEPT = 12

PREVIEW = N_("Preview of the pages")
PAGE_OF = N_("Page {page} of {pages}")


class Picture(Protocol):
    """A page as pixels of four bytes each: blue, green, red, unused."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def bytes_per_line(self) -> int: ...
    @property
    def pixels(self) -> bytes: ...


class PagesToCome(Protocol):
    """The pages of a document, counted from 0; sizes in points (1/72 inch).

    A picture may come later: until then there is None, or one of another size, and `redraw` tells of it.
    """

    def count(self) -> int: ...
    def size(self, place: int, /) -> tuple[float, float]: ...
    def picture(self, place: int, dpi: float, /) -> Picture | QImage | None: ...
    def close(self) -> None: ...


class Pages(PagesToCome, Protocol):
    """Pages whose pictures are there as soon as they are asked for."""

    def picture(self, place: int, dpi: float, /) -> Picture: ...


def image_of(picture: Picture) -> QImage:
    """Return a page's picture as an image that owns its pixels."""
    size = (picture.width, picture.height, picture.bytes_per_line)
    return QImage(picture.pixels, *size, QImage.Format.Format_RGB32).copy()


class PageView(QAbstractScrollArea):
    """Scrolls through pages; only those in sight are drawn, at the size in which they are seen.

    Page Up and Page Down go from page to page, Home and End to the first and the last, Ctrl with + and - or the wheel
    changes the size.
    """

    current_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None, least_zoom: float = _LEAST_ZOOM) -> None:
        super().__init__(parent)
        self._least_zoom = least_zoom
        self._pages: PagesToCome | None = None
        self._tops: list[int] = []
        self._sizes: list[QSize] = []
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._fit = FIT_WIDTH
        self._zoom = 1.0
        self._current = 0
        self.setAccessibleName(translate(PREVIEW))
        self.setProperty("look", "reading")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pages(self, pages: PagesToCome | None) -> None:
        """Show the pages of another document, from the page that was in sight on."""
        current = self._current
        self._pages = pages
        self._lay_out()
        self.go_to(min(current, max(self.page_count() - 1, 0)))

    def page_count(self) -> int:
        """Return how many pages there are."""
        return self._pages.count() if self._pages else 0

    def current_page(self) -> int:
        """Return the page in sight, counted from 0."""
        return self._current

    def go_to(self, place: int) -> None:
        """Bring the top of a page into sight."""
        if 0 <= place < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[place] - _GAP // 2)
            self._set_current(place)

    def zoom(self) -> float:
        """Return the size in which pages are seen: 1.0 for their own."""
        return self._zoom

    def fit(self) -> str:
        """Return FIT_WIDTH or FIT_PAGE while the size follows the window, else an empty text."""
        return self._fit

    def set_fit(self, fit: str) -> None:
        """Let the size follow the window: FIT_WIDTH or FIT_PAGE."""
        self._fit = fit
        self._lay_out_anew()

    def set_zoom(self, zoom: float) -> None:
        """Show pages at a size of their own choosing."""
        self._fit = ""
        self._zoom = min(max(zoom, self._least_zoom), _MOST_ZOOM)
        self._lay_out_anew()

    def zoom_by(self, *, smaller: bool) -> None:
        """Show pages one step larger or smaller."""
        self.set_zoom(self._zoom / _ZOOM_STEP if smaller else self._zoom * _ZOOM_STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for place in range(len(self._tops)):
            paper = self._paper(place).translated(-offset)
            if paper.intersects(event.rect()):
                self._draw(painter, paper, place)
                painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
                painter.drawRect(paper.adjusted(0, 0, -1, -1))

    def redraw(self, place: int) -> None:
        """Draw a page anew whose picture has come."""
        self._images.pop(place, None)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {
            Qt.Key.Key_PageUp: self._current - 1,
            Qt.Key.Key_PageDown: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.page_count() - 1,
        }
        zooms = {Qt.Key.Key_Plus: self._zoom * _ZOOM_STEP, Qt.Key.Key_Minus: self._zoom / _ZOOM_STEP}
        key = Qt.Key(event.key())
        if key in places:
            self.go_to(places[key])
        elif key in zooms and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(zooms[key])
        elif key == Qt.Key.Key_0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_fit(FIT_WIDTH)
        elif key == Qt.Key.Key_1 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.set_zoom(1.0)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP))
        else:
            super().wheelEvent(event)

    def _on_scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 2
        above = [place for place, top in enumerate(self._tops) if top <= middle]
        self._set_current(above[-1] if above else 0)
        self.viewport().update()

    def _set_current(self, place: int) -> None:
        self._current = place
        self.setAccessibleDescription(translate(PAGE_OF, page=place + 1, pages=self.page_count()))
        self.current_changed.emit(place)

    def _lay_out_anew(self) -> None:
        """Place the pages at a new size and keep the current one in sight."""
        current = self._current
        self._lay_out()
        self.go_to(current)
        self.zoom_changed.emit()

    def _lay_out(self) -> None:
        self._images.clear()
        points = [self._pages.size(place) for place in range(self.page_count())] if self._pages else []
        if points and self._fit:
            self._zoom = self._fitting_zoom(points[0])
        scale = self._zoom * SCREEN_DPI / POINTS_PER_INCH
        self._sizes = [QSize(round(width * scale), round(height * scale)) for width, height in points]
        self._tops = []
        top = _GAP
        for size in self._sizes:
            self._tops.append(top)
            top += size.height() + _GAP
        self._set_ranges(top)
        self.viewport().update()

    def _fitting_zoom(self, points: tuple[float, float]) -> float:
        width, height = (length * SCREEN_DPI / POINTS_PER_INCH for length in points)
        # The bar's own width is taken off even while it is hidden: a size that hides it would bring it back.
        room = self.maximumViewportSize() - QSize(2 * _GAP + self.verticalScrollBar().sizeHint().width(), 2 * _GAP)
        zoom = room.width() / width
        if self._fit == FIT_PAGE:
            zoom = min(zoom, room.height() / height)
        return min(max(zoom, self._least_zoom), _MOST_ZOOM)

    def _set_ranges(self, height: int) -> None:
        seen = self.viewport().size()
        widest = max((size.width() for size in self._sizes), default=0) + 2 * _GAP
        self.horizontalScrollBar().setRange(0, max(widest - seen.width(), 0))
        self.horizontalScrollBar().setPageStep(seen.width())
        self.verticalScrollBar().setRange(0, max(height - seen.height(), 0))
        self.verticalScrollBar().setPageStep(seen.height())
        self.verticalScrollBar().setSingleStep(3 * self.fontMetrics().height())

    def _paper(self, place: int) -> QRect:
        """Return where a page lies, from the top left of all pages."""
        size = self._sizes[place]
        left = max((self.viewport().width() - size.width()) // 2, _GAP)
        return QRect(QPoint(left, self._tops[place]), size)

    def _draw(self, painter: QPainter, paper: QRect, place: int) -> None:
        image = self._image(place)
        if image is None:
            painter.fillRect(paper, Qt.GlobalColor.white)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, image)

    def _image(self, place: int) -> QImage | None:
        if place not in self._images and self._pages is not None:
            dpi = SCREEN_DPI * self._zoom * self.devicePixelRatioF()
            picture = self._pages.picture(place, dpi)
            if picture is None:
                return None
            self._images[place] = picture if isinstance(picture, QImage) else image_of(picture)
            while len(self._images) > _PICTURES_KEPT:
                self._images.popitem(last=False)
        return self._images[place]
