"""Pages of a PDF as pictures."""

from __future__ import annotations

import pytest

from desktop_app.reports.pages import Pages
from desktop_app.reports.typst_pdf import render


def test_that_pages_have_the_size_of_their_paper(make_list):
    pages = Pages(render(make_list(3, landscape=True)))

    assert pages.count() == 1
    assert pages.size(0) == pytest.approx((841.89, 595.28), abs=0.01)
    pages.close()


def test_that_a_picture_has_the_dots_asked_for_and_white_paper(make_list):
    pages = Pages(render(make_list(3)))

    picture = pages.picture(0, 144)

    assert (picture.width, picture.height) == (1191, 1684)
    assert len(picture.pixels) == picture.bytes_per_line * picture.height
    assert picture.pixels[:3] == b"\xff\xff\xff"
    pages.close()


def test_that_the_headings_are_white_on_the_accent_colour(make_list):
    pages = Pages(render(make_list(3)))

    picture = pages.picture(0, 72)
    blue, green, red = 0xA2, 0x4D, 0x0B

    assert bytes((blue, green, red)) in picture.pixels
    pages.close()
