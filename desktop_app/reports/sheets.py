"""Reads the PDF of typeset sheets: its objects, pages, table rows, and the part of its tag tree up to a page.

It knows the plain form that Typst gives to PDF/UA-1 (a cross-reference table, no object streams), not PDF at large.
User text stands only in compressed page contents, and in the title, the bookmarks and the metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REFERENCE = re.compile(rb"(\d+) 0 R")

_KIND = re.compile(rb"/S/(\w+)")
_PAGE_OF_CONTENT = re.compile(rb"/Pg (\d+) 0 R")
_PARENT_TREE = re.compile(rb"/ParentTree<</Nums\[([^\]]*)\]")
_PARENT_ENTRY = re.compile(rb"(\d+) (\d+) 0 R")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to part sheets: so many whole `pages`, which hold so many whole table `rows`."""

    pages: int
    rows: int


class Sheets:
    """The sheets of one PDF from Typst; `objects` maps object numbers to their bodies."""

    def __init__(self, pdf: bytes) -> None:
        self.objects = _objects(pdf)
        self.catalogue = reference_after(pdf[pdf.rindex(b"trailer") :], b"/Root")
        self.trailer = pdf[pdf.rindex(b"trailer") + len(b"trailer\n") : pdf.rindex(b"\nstartxref")]
        catalogue = self.objects[self.catalogue]
        self.page_tree = reference_after(catalogue, b"/Pages")
        self.tag_root = reference_after(catalogue, b"/StructTreeRoot")
        self.pages = references(between(self.objects[self.page_tree], b"/Kids[", b"]"))
        self.document_tag = references(between(self.objects[self.tag_root], b"/K[", b"]"))[0]
        self.framework = {self.document_tag, *references(self.trailer), *references(catalogue)}
        self._page_places = {number: place for place, number in enumerate(self.pages)}

    def cut_before_last_page(self) -> Cut:
        """Return the last place where a page ends with a row and a row remains after it; else the end of the sheets."""
        rows = self._rows()
        whole = len(rows)
        first_after = len(self.pages)
        for pages in range(len(self.pages) - 1, 0, -1):
            while whole and self._pages_of(rows[whole - 1])[1] >= pages:
                whole -= 1
                first_after = self._pages_of(rows[whole])[0]
            if 0 < whole < len(rows) and first_after >= pages:
                return Cut(pages, whole)
        return Cut(len(self.pages), len(rows))

    def keep_pages(self, count: int) -> None:
        """Forget the pages from `count` on together with their contents and tags."""
        if count == len(self.pages):
            return
        self._prune(self.document_tag, count)
        for page, array in zip(self.pages[count:], self.page_tags()[count:], strict=True):
            for number in (page, array, reference_after(self.objects[page], b"/Contents")):
                del self.objects[number]
        del self.pages[count:]

    def page_tags(self) -> list[int]:
        """Return the objects that list the tags of each page, in the order of pages."""
        found = _PARENT_TREE.search(self.objects[self.tag_root])
        arrays = {key: int(number) for key, number in _PARENT_ENTRY.findall(found.group(1) if found else b"")}
        return [arrays[between(self.objects[page], b"/StructParents ", b"/")] for page in self.pages]

    def tag_kids(self, tag: int) -> list[int]:
        """Return the tags directly under a tag."""
        body = self.objects[tag]
        return references(_PAGE_OF_CONTENT.sub(b"", body[body.rindex(b"/K[") :]))

    def _rows(self) -> list[int]:
        """Return the tags of all rows with data, from top to bottom."""
        tables = (tag for tag in self.tag_kids(self.document_tag) if self._kind(tag) == b"Table")
        sections = (section for table in tables for section in self.tag_kids(table))
        rows = (row for section in sections for row in self.tag_kids(section))
        return [row for row in rows if any(self._kind(cell) == b"TD" for cell in self.tag_kids(row))]

    def _kind(self, tag: int) -> bytes:
        found = _KIND.search(self.objects[tag])
        return found.group(1) if found else b""

    def _prune(self, tag: int, pages: int) -> None:
        """Take the tags that begin on later pages out of a tag's kids; only the last that stays may reach over."""
        kids = self.tag_kids(tag)
        kept = list(kids)
        while kept and self._first_page(kept[-1]) >= pages:
            self._forget(kept.pop())
        if len(kept) < len(kids):
            body = self.objects[tag]
            self.objects[tag] = body[: body.rindex(b"/K[")] + b"/K[%s]>>" % listed(kept)
        if kept:
            self._prune(kept[-1], pages)

    def _pages_of(self, tag: int) -> tuple[int, int]:
        """Return the first and the last page (from 0) with content of a tag; (-1, -1) for a tag without content."""
        places = [self._page_places[int(page)] for page in _PAGE_OF_CONTENT.findall(self.objects[tag])]
        for kid in self.tag_kids(tag):
            places += (place for place in self._pages_of(kid) if place >= 0)
        return (min(places), max(places)) if places else (-1, -1)

    def _first_page(self, tag: int) -> int:
        """Return the first page that holds content of a tag; -1 for a tag without content."""
        found = _PAGE_OF_CONTENT.search(self.objects[tag])
        if found:
            return self._page_places[int(found.group(1))]
        return next((page for page in map(self._first_page, self.tag_kids(tag)) if page >= 0), -1)

    def _forget(self, tag: int) -> None:
        for kid in self.tag_kids(tag):
            self._forget(kid)
        del self.objects[tag]


def references(text: bytes) -> list[int]:
    """Return the numbers of the objects that `text` refers to, in order."""
    return [int(number) for number in REFERENCE.findall(text)]


def listed(numbers: list[int]) -> bytes:
    """Return references to objects as they stand in an array."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def between(text: bytes, start: bytes, end: bytes) -> bytes:
    """Return what stands in `text` between `start` and the next `end`."""
    begin = text.index(start) + len(start)
    return text[begin : text.index(end, begin)]


def reference_after(text: bytes, key: bytes) -> int:
    """Return the number of the object that `key` refers to."""
    return int(between(text, key + b" ", b" "))


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Return the bodies of all objects, found by the cross-reference table."""
    table = pdf[int(pdf[pdf.rindex(b"startxref") + len(b"startxref") :].split()[0]) :]
    entries = re.findall(rb"(\d{10}) \d{5} ([nf])", table[: table.index(b"trailer")])
    starts = sorted(int(offset) for offset, state in entries if state == b"n")
    ends = [*starts[1:], len(pdf) - len(table)]
    bodies = {}
    for start, end in zip(starts, ends, strict=True):
        number, _, body = pdf[start:end].partition(b" 0 obj\n")
        bodies[int(number)] = body[: body.rindex(b"\nendobj")]
    return bodies
