"""Blocks of cells go over the clipboard as spreadsheets put them there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.clipboard_table import block_html, block_text, read_block


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("nur eine", [["nur eine"]]),
        ('"zwei\nZeilen"\tb\r\n', [["zwei\nZeilen", "b"]]),
        ('"mit\tTab"\t"und ""Zeichen"""\r\n', [["mit\tTab", 'und "Zeichen"']]),
        ('"Haus" am See\tb', [['"Haus" am See', "b"]]),
        ('"nur so"\tb', [['"nur so"', "b"]]),
        ('5" Rohr\tb', [['5" Rohr', "b"]]),
        ('"offen\tb', [['"offen', "b"]]),
        ("\t\r\na\t\r\n", [["", ""], ["a", ""]]),
        ("a\tb\nc", [["a", "b"], ["c"]]),
        ("", [[""]]),
    ],
)
def test_that_a_block_is_read_as_excel_and_libreoffice_write_it(text: str, rows: list[list[str]]):
    assert read_block(text) == rows


CELLS = st.text(alphabet=st.sampled_from('ab"\t\nÜґ '), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_that_what_is_written_is_read_again(rows: list[list[str]]):
    assert read_block(block_text(rows)) == rows


def test_that_html_keeps_leading_zeros_and_line_breaks_and_lets_nothing_out():
    made = block_html([["01067", "a\nb"], ["<b>", "&"]], [True, False])
    assert "<td style=\"mso-number-format:'\\@'\">01067</td>" in made
    assert 'a<br style="mso-data-placement:same-cell">b' in made
    assert "&lt;b&gt;" in made
