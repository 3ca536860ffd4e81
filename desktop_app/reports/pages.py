"""Shows the pages of a PDF as pictures for preview and printer, and their text for checking."""

from __future__ import annotations

from dataclasses import dataclass

_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as pixels of four bytes each (blue, green, red, unused), `bytes_per_line` apart from line to line."""

    width: int
    height: int
    bytes_per_line: int
    pixels: bytes


class Pages:
    """The pages of one PDF, counted from 0.

    Not for several threads at once: the library behind it (PDFium) knows only one caller at a time.
    """

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # noqa: PLC0415  loaded where it is used: it would slow every start

        self._document = pypdfium2.PdfDocument(pdf)

    def count(self) -> int:
        """Return the number of pages."""
        return len(self._document)

    def size(self, place: int) -> tuple[float, float]:
        """Return width and height of a page in points (1/72 inch)."""
        width, height = self._document.get_page_size(place)
        return width, height

    def picture(self, place: int, dpi: float) -> PagePicture:
        """Return a page as a picture of `dpi` dots per inch on white paper."""
        page = self._document[place]
        bitmap = page.render(scale=dpi / _POINTS_PER_INCH, prefer_bgrx=True, fill_color=(255, 255, 255, 255))
        try:
            return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()
            page.close()

    def text(self, place: int) -> str:
        """Return the text of a page in the order in which it is drawn."""
        page = self._document[place]
        text_page = page.get_textpage()
        try:
            return str(text_page.get_text_range())
        finally:
            text_page.close()
            page.close()

    def close(self) -> None:
        """Give the document's memory back; its pages cannot be asked for afterwards."""
        self._document.close()
