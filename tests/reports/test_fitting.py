"""How wide columns are, and where words are divided."""

from __future__ import annotations

import pytest

from desktop_app.reports.document import ListColumn
from desktop_app.reports.fitting import column_widths, fitted
from desktop_app.reports.glyphs import DIVISION, printable, width

TOTAL, PADDING = 60.0, 1.0


def columns(*weights: float) -> tuple[ListColumn, ...]:
    return tuple(ListColumn("X", weight) for weight in weights)


def test_that_widths_follow_the_weights():
    assert column_widths(columns(10, 20, 30), "de", [], TOTAL, PADDING) == pytest.approx([10, 20, 30])


def test_that_a_column_takes_from_the_others_what_its_longest_word_needs():
    first, second, third = column_widths(columns(5, 25, 30), "de", [("22.11.2026", "a", "b")], TOTAL, PADDING)

    assert first == pytest.approx(width("22.11.2026") + PADDING)
    assert second / third == pytest.approx(25 / 30)


@pytest.mark.parametrize("cells", [("w" * 90,) * 3, ("w" * 90, "a", "b"), ("a", "w" * 90, "22.11.2026"), ("", "", "")])
@pytest.mark.parametrize("weights", [(10, 20, 30), (1, 1, 58), (20, 20, 20)])
def test_that_the_page_is_always_filled_and_no_column_vanishes(cells, weights):
    widths = column_widths(columns(*weights), "de", [cells], TOTAL, PADDING)

    assert sum(widths) == pytest.approx(TOTAL)
    assert all(found >= 0.5 * weight for found, weight in zip(widths, weights, strict=True))


def test_that_wide_columns_give_way_before_narrow_ones():
    first, _, _ = column_widths(columns(8, 26, 26), "de", [("14.12.2022", "1" * 99, "1" * 99)], TOTAL, PADDING)

    assert first == pytest.approx(width("14.12.2022") + PADDING)


def test_that_a_word_of_the_column_s_language_is_left_to_hyphenation():
    assert fitted("Verwaltungsgemeinschaft", 3.0, "de") == "Verwaltungsgemeinschaft"
    assert fitted("Дніпропетровськ", 3.0, "uk") == "Дніпропетровськ"


@pytest.mark.parametrize(
    ("word", "language"),
    [("Verwaltungsgemeinschaft", "uk"), ("Дніпропетровськ", "de"), ("UA05020030010063857", "de"), ("x" * 80, "de")],
)
def test_that_any_other_wide_word_can_be_divided(word, language):
    assert fitted(word, 3.0, language) == DIVISION.join(word)


def test_that_text_which_fits_stays_as_it_is():
    assert fitted("UA 05", 10.0, "de") == "UA 05"


def test_that_addresses_are_divisible_at_their_joints():
    address = "https://www.example.org/ein/pfad?id=1"

    assert printable(address).replace(DIVISION, "") == address
    assert f"/{DIVISION}ein/{DIVISION}pfad" in printable(address)


def test_that_widths_are_those_of_the_font():
    assert width("") == 0
    assert width("0000") == pytest.approx(4 * width("0"))
    assert width("Щ") > width("і")
    assert width(DIVISION) == 0
