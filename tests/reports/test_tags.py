"""The tags of the printed list: what a screen reader finds in it."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from desktop_app.reports.typst_pdf import render

IN_ONE_AND_IN_PARTS = pytest.mark.parametrize("count", [84, 1100])

Tag = tuple[str, list[int]]


@IN_ONE_AND_IN_PARTS
def test_that_every_cell_stands_in_the_tags_once(count, make_list):
    kinds = Counter(kind for page in _pages(render(make_list(count, groups=3))) for kind, _ in _tags_with_content(page))

    assert kinds["TD"] == 4 * count - count // 4  # every fourth row has an empty remark
    assert kinds["H1"] == 1
    assert set(kinds) == {"H1", "P", "TH", "TD"}


@IN_ONE_AND_IN_PARTS
def test_that_all_content_is_tagged_or_belongs_to_the_page_alone(count, make_list):
    for page in _pages(render(make_list(count, groups=3))):
        pieces = [piece for piece in page.get_objects() if piece.type != raw.FPDF_PAGEOBJ_FORM]
        tagged = {raw.FPDFPageObj_GetMarkedContentID(piece) for piece in pieces if _mark(piece) != "Artifact"}
        in_tags = [number for _, numbers in _tags_with_content(page) for number in numbers]

        assert all(_mark(piece) for piece in pieces)
        assert sorted(in_tags) == sorted(tagged)


@IN_ONE_AND_IN_PARTS
def test_that_header_and_footer_are_no_content_for_a_screen_reader(count, make_list):
    for page in _pages(render(make_list(count))):
        marks = Counter(_mark(piece) for piece in page.get_objects())

        assert marks["Artifact"] > 4


def _pages(pdf: bytes) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(pdf)
    for place in range(len(document)):
        page = document[place]
        yield page
        page.close()
    document.close()


def _tags_with_content(page: Any) -> list[Tag]:
    """Each tag that has content on the page, with the numbers of that content."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    roots = [
        raw.FPDF_StructTree_GetChildAtIndex(tree, place) for place in range(raw.FPDF_StructTree_CountChildren(tree))
    ]
    tags = [tag for root in roots for tag in _below(root)]
    raw.FPDF_StructTree_Close(tree)
    return tags


def _below(element: Any) -> Iterator[Tag]:
    places = range(raw.FPDF_StructElement_CountChildren(element))
    numbers = [raw.FPDF_StructElement_GetChildMarkedContentID(element, place) for place in places]
    if own := [number for number in numbers if number >= 0]:
        yield _text_from(raw.FPDF_StructElement_GetType, element), own
    for place in places:
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, place):
            yield from _below(child)


def _text_from(function: Any, element: Any) -> str:
    size = function(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le")


def _mark(piece: Any) -> str:
    """The name of the mark around a piece of a page: "Artifact" for what is no content, "" for none."""
    if raw.FPDFPageObj_CountMarks(piece) == 0:
        return ""
    mark = raw.FPDFPageObj_GetMark(piece, 0)
    size = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, None, 0, size)
    buffer = (raw.FPDF_WCHAR * (size.value // 2))()
    raw.FPDFPageObjMark_GetName(mark, buffer, size.value, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
