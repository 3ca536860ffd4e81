"""Puts the pages of a document on a printer."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop_app.gui.kit.page_view import Pages, image_of

_MOST_DPI = 300
"""More is not seen in text on office printers, but fills their memory."""


def printer_for(pages: Pages) -> QPrinter:
    """Return the usual printer of this computer, its paper lying as the pages do."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(min(printer.resolution(), _MOST_DPI))
    width, height = pages.size(0)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    lying = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(lying)
    printer.setFullPage(True)
    return printer


def print_pages(pages: Pages, printer: QPrinter) -> bool:
    """Print the pages that were chosen for the printer (all, if none were); say whether it took them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    started = False
    for place in _chosen(pages, printer):
        if started and not printer.newPage():
            painter.end()
            return False
        started = True
        image = image_of(pages.picture(place, min(printer.resolution(), _MOST_DPI)))
        painter.drawImage(QRectF(painter.viewport()), image)
    return painter.end()


def _chosen(pages: Pages, printer: QPrinter) -> list[int]:
    """Return the pages to print in their order, as often as the printer cannot repeat them by itself."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages.count()
    places = list(range(first - 1, min(last, pages.count())))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        places.reverse()
    return places * (1 if printer.supportsMultipleCopies() else printer.copyCount())
