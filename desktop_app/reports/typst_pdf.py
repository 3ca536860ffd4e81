"""Renders a list document as an accessible PDF (A4, tagged, PDF/UA-1), long lists part by part."""

from __future__ import annotations

from desktop_app.reports.binding import Binder
from desktop_app.reports.document import ListDocument
from desktop_app.reports.sheets import Sheets
from desktop_app.reports.typesetting import Typesetter

_ROWS_SET_AT_ONCE = 500
"""Typst needs more than its share of time and memory (1 GiB for 10,000 rows) where it sets more rows at once."""


def render(document: ListDocument) -> bytes:
    """Return the list as PDF.

    A long list is set in parts, each of which ends where a page ends, then bound into one file with all tags; a reader
    sees no border between parts. Raises TypesettingError for anything that Typst objects to.
    """
    typesetter = Typesetter(document)
    if document.row_count() <= _ROWS_SET_AT_ONCE:
        return typesetter.whole()
    return _bound(typesetter, document.row_count())


def _bound(typesetter: Typesetter, row_count: int) -> bytes:
    first, start = _next_part(typesetter, 0, row_count)
    binder = Binder(first)
    while start < row_count:
        part, start = _next_part(typesetter, start, row_count)
        binder.add(part)
    binder.lay_under(Sheets(typesetter.frame(binder.page_count)))
    return binder.file()


def _next_part(typesetter: Typesetter, start: int, row_count: int) -> tuple[Sheets, int]:
    """Return whole pages with the rows from `start` on, and the row with which the next page begins."""
    stop = min(start + _ROWS_SET_AT_ONCE, row_count)
    part = Sheets(typesetter.part(start, stop))
    if stop == row_count:
        return part, stop
    cut = part.cut_before_last_page()
    part.keep_pages(cut.pages)
    return part, start + cut.rows
