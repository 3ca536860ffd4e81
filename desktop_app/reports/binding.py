"""Binds typeset parts of one document into one PDF with all their tags, header and footer laid under each page."""

from __future__ import annotations

import re

from desktop_app.reports.pdf_file import pdf_file, stream
from desktop_app.reports.sheets import REFERENCE, Sheets, between, listed, reference_after

_ID_START = b"(U"
_ID_NAMES = re.compile(rb"\((U[^)]*)\)(\d+) 0 R")
_PAGE_COUNT = re.compile(rb"(?<=<xmpTPg:NPages>)\d+(?=</xmpTPg:NPages>)")
_STREAM_START = b"\nstream\n"


class Binder:
    """Collects parts in their order; the first one gives the title, the bookmarks and the metadata."""

    def __init__(self, first: Sheets) -> None:
        self._first = first
        self._objects = first.objects
        self._pages = first.pages
        self._tags = first.tag_kids(first.document_tag)
        self._tag_arrays = first.page_tags()
        self._ids = {name: tag for name, tag in _cell_ids(first) if tag in first.objects}

    @property
    def page_count(self) -> int:
        """How many pages are bound so far."""
        return len(self._pages)

    def add(self, part: Sheets) -> None:
        """Bind the pages of a part after those there are."""
        shift = self._free_number()
        id_start = b"(P%d" % self.page_count
        for number, body in part.objects.items():
            if number not in part.framework:
                self._objects[number + shift] = _shifted(body, shift, id_start)
        for page in part.pages:
            place = b"/StructParents %d/" % self.page_count
            body = re.sub(rb"/StructParents \d+/", place, self._objects[page + shift], count=1)
            self._objects[page + shift] = _pointed(body, b"/Parent", self._first.page_tree)
            self._pages.append(page + shift)
        for tag in part.tag_kids(part.document_tag):
            self._objects[tag + shift] = _pointed(self._objects[tag + shift], b"/P", self._first.document_tag)
            self._tags.append(tag + shift)
        self._tag_arrays += [array + shift for array in part.page_tags()]
        names = ((name, tag) for name, tag in _cell_ids(part) if tag in part.objects)
        self._ids |= {id_start[1:] + name: tag + shift for name, tag in names}

    def lay_under(self, frame: Sheets) -> None:
        """Draw the sheets of `frame`, one for each page, under the pages bound so far."""
        shift = self._free_number()
        for number, body in frame.objects.items():
            if number not in frame.framework:
                self._objects[number + shift] = _shifted(body, shift, b"")
        use = self._free_number()
        self._objects[use] = stream(b"<<", b"/Frame Do\n")
        for page, frame_page in zip(self._pages, frame.pages, strict=True):
            picture = self._as_picture(frame_page + shift)
            body = self._objects[page]
            contents, resources = reference_after(body, b"/Contents"), reference_after(body, b"/Resources")
            own = self._objects[resources].removesuffix(b">>") + b"/XObject<</Frame %d 0 R>>>>" % picture
            body = body.replace(b"/Resources %d 0 R" % resources, b"/Resources" + own, 1)
            self._objects[page] = body.replace(
                b"/Contents %d 0 R" % contents, b"/Contents[%s]" % listed([use, contents]), 1
            )

    def file(self) -> bytes:
        """Return the bound document."""
        first, objects = self._first, self._objects
        objects[first.page_tree] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.page_count, listed(self._pages))
        objects[first.document_tag] = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (
            first.tag_root,
            listed(self._tags),
        )
        objects[first.tag_root] = self._tag_root()
        objects[first.catalogue] = re.sub(rb"/PageLabels \d+ 0 R", b"", objects[first.catalogue])
        metadata = reference_after(objects[first.catalogue], b"/Metadata")
        head, _, text = objects[metadata].partition(_STREAM_START)
        text = _PAGE_COUNT.sub(b"%d" % self.page_count, text.removesuffix(b"\nendstream"))
        objects[metadata] = stream(re.sub(rb"/Length \d+", b"", head.removesuffix(b">>")), text)
        return pdf_file(objects, first.trailer)

    def _as_picture(self, page: int) -> int:
        """Turn the content of a page into a form that other pages can draw; return its number."""
        body = self._objects.pop(page)
        contents = reference_after(body, b"/Contents")
        box = between(body, b"/MediaBox[", b"]")
        kind = b"<</Type/XObject/Subtype/Form/BBox[%s]/Resources %d 0 R" % (box, reference_after(body, b"/Resources"))
        self._objects[contents] = kind + self._objects[contents].removeprefix(b"<<")
        return contents

    def _tag_root(self) -> bytes:
        """Return the root of the tags: the tags of each page, and the cells that others name as their heading."""
        root = self._objects[self._first.tag_root]
        arrays = b" ".join(b"%d %d 0 R" % entry for entry in enumerate(self._tag_arrays))
        names = b"".join(b"(%s)%d 0 R" % entry for entry in sorted(self._ids.items()))
        return (
            root[: root.index(b"/ParentTree")]
            + b"/ParentTree<</Nums[%s]>>/IDTree<</Names[%s]>>" % (arrays, names)
            + b"/ParentTreeNextKey %d>>" % self.page_count
        )

    def _free_number(self) -> int:
        return max(self._objects) + 1


def _cell_ids(sheets: Sheets) -> list[tuple[bytes, int]]:
    root = sheets.objects[sheets.tag_root]
    return [(name, int(tag)) for name, tag in _ID_NAMES.findall(root)]


def _shifted(body: bytes, shift: int, id_start: bytes) -> bytes:
    """Return an object with its references moved on by `shift` and its cell names made its part's own."""
    head, separator, content = body.partition(_STREAM_START)

    def moved(reference: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % (int(reference.group(1)) + shift)

    return REFERENCE.sub(moved, head).replace(_ID_START, id_start + _ID_START[1:]) + separator + content


def _pointed(body: bytes, key: bytes, number: int) -> bytes:
    """Return an object whose reference under `key` points to another object."""
    return re.sub(re.escape(key) + rb" \d+ 0 R", b"%s %d 0 R" % (key, number), body, count=1)
