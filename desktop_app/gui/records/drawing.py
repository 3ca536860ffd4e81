"""Draws what is in a file, beside the window: a picture, or a page of a PDF, at the size in which it is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_integer
from desktop_app.base.i18n import N_
from desktop_app.domain.attachment import Attachment
from desktop_app.gui.kit.page_view import POINTS_PER_INCH, SCREEN_DPI, image_of
from desktop_app.gui.kit.tasks import Progress
from desktop_app.services.previews import Previews, is_picture

_MEGABYTES = 400
"""What Qt may take to unpack one picture."""
_MOST_PIXELS = 250_000_000
"""More no camera and no scanner makes; a small file that claims more is a trap."""
_MOST_SIDE = 4_000
"""Dots of the longer side at which a picture is shown, at most."""
_FORMATS = frozenset({b"jpeg", b"jpg", b"png", b"gif", b"bmp", b"tiff", b"tif", b"webp"})
"""What is unpacked, whatever the name says: no SVG, which is a program of a kind, and no PDF."""

_NO_PICTURE = N_("“{name}” cannot be shown here: it is damaged, or no picture. It is kept as it is.")
_TOO_MANY = N_("“{name}” cannot be shown here: it has {width} × {height} dots, which needs too much memory.")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as an image, and the sizes of all pages in points (1/72 inch)."""

    image: QImage
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn of a file: a page, counted from 0, at `dpi` dots per inch; a picture has one page."""

    previews: Previews
    file: Attachment
    place: int
    dpi: float

    def run(self, _progress: Progress) -> Drawn:
        """Draw it; raises UserError where that cannot be."""
        if is_picture(self.file):
            return read_picture(self.previews.content(self.file), self.file.name, self.dpi)
        page = self.previews.page(self.file, self.place, self.dpi)
        sizes = page.sizes + page.sizes[-1:] * (page.count - len(page.sizes))
        return Drawn(image_of(page.picture), sizes)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A file made small, to stand beside its name; `side` is the longer side in dots."""

    previews: Previews
    file: Attachment
    side: int

    def run(self, _progress: Progress) -> QImage:
        """Draw it; an image without dots where it cannot be drawn."""
        try:
            drawn = Drawing(self.previews, self.file, 0, self._dpi()).run(_progress)
        except UserError:
            return QImage()
        fitting = QSize(self.side, self.side)
        return drawn.image.scaled(fitting, Qt.AspectRatioMode.KeepAspectRatio, _SMOOTH)

    def _dpi(self) -> float:
        return 0.0 if is_picture(self.file) else 2.0 * self.side / 11  # a page is some eleven inches high


_SMOOTH = Qt.TransformationMode.SmoothTransformation


def read_picture(content: bytes, name: str, dpi: float) -> Drawn:
    """Return a picture at `dpi` dots per inch, of which it has `SCREEN_DPI` by itself; 0 for as small as is quick.

    Raises UserError, which calls the file `name`, where it cannot be unpacked or would need too much memory.
    """
    QImageReader.setAllocationLimit(_MEGABYTES)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    whole = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or not whole.isValid():
        raise UserError(_NO_PICTURE, name=name)
    if whole.width() * whole.height() > _MOST_PIXELS:
        raise UserError(
            _TOO_MANY, name=name, width=format_integer(whole.width()), height=format_integer(whole.height())
        )
    wanted = whole * (dpi / SCREEN_DPI) if dpi else QSize(400, 400)
    most = QSize(min(_MOST_SIDE, max(1, wanted.width())), min(_MOST_SIDE, max(1, wanted.height())))
    if most.width() < whole.width() or most.height() < whole.height():
        reader.setScaledSize(whole.scaled(most, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise UserError(_NO_PICTURE, name=name)
    turned = reader.transformation().value & _QUARTER
    seen = whole.transposed() if turned else whole
    points = POINTS_PER_INCH / SCREEN_DPI
    return Drawn(image, ((seen.width() * points, seen.height() * points),))


_QUARTER = 4
"""The bit of a picture's turning that says that it lies on its side."""
