"""Names of files: safe on every system, whoever gave them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.file_names import LONGEST_NAME, ending_of, numbered, safe_name

STRANGE = {
    "Vertrag.pdf": "Vertrag.pdf",
    "Договір 2024.docx": "Договір 2024.docx",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "Com1.tar.gz": "_Com1.tar.gz",
    "LPT³.pdf": "_LPT³.pdf",
    "console.txt": "console.txt",
    "aux .txt": "_aux .txt",
    "../../etc/passwd": ".._.._etc_passwd",
    "..\\..\\evil.exe": ".._.._evil.exe",
    "C:\\Temp\\a.txt": "C__Temp_a.txt",
    'a<b>c:d"e|f?g*.txt': "a_b_c_d_e_f_g_.txt",
    "nul\0l.txt": "nul l.txt",
    "two\nlines\t.txt": "two lines .txt",
    "photo\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe": "photogpj.exe",
    "zero\N{ZERO WIDTH SPACE}width.txt": "zerowidth.txt",
    "dots...": "dots",
    "blanks  . . ": "blanks",
    "  in  front.txt": "in front.txt",
    "": "_",
    ".": "_",
    "..": "_",
    " . ": "_",
    "half\ud800.txt": "half_.txt",
    ".htaccess": ".htaccess",
    unicodedata.normalize("NFD", "Йосиф Ґуля.pdf"): "Йосиф Ґуля.pdf",
    unicodedata.normalize("NFD", "Übergabe.pdf"): "Übergabe.pdf",
}


@pytest.mark.parametrize(("given_name", "safe"), STRANGE.items(), ids=range(len(STRANGE)))
def test_that_a_strange_name_becomes_a_safe_one(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


def test_that_nothing_left_of_a_name_is_called_otherwise() -> None:
    assert safe_name("...", "Datei") == "Datei"


@pytest.mark.parametrize("letter", ["a", "ґ", "𝒳"])
def test_that_a_long_name_keeps_its_ending(letter: str) -> None:
    name = safe_name(f"{letter * 300}.pdf")
    assert name.endswith(f"{letter}.pdf")
    assert len(name) <= LONGEST_NAME
    assert len(name.encode()) <= 240


def test_that_a_long_ending_is_no_ending() -> None:
    safe = safe_name(f"a.{'b' * 300}")
    assert len(safe) == LONGEST_NAME
    assert len(numbered(safe, 2)) == LONGEST_NAME
    assert numbered(safe, 2).endswith("b (2)")


@given(st.text())
def test_that_a_safe_name_is_safe_already(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert safe
    assert not set(safe) & set('<>:"/\\|?*\0\n')
    assert safe[-1] not in ". "


@pytest.mark.parametrize(
    ("name", "second"),
    [("Vertrag.pdf", "Vertrag (2).pdf"), ("Vertrag", "Vertrag (2)"), (".htaccess", ".htaccess (2)")],
)
def test_that_a_second_file_has_a_number_before_its_ending(name: str, second: str) -> None:
    assert numbered(name, 2) == second


@given(st.text(min_size=1), st.integers(2, 999))
def test_that_a_numbered_name_is_safe_too(name: str, number: int) -> None:
    safe = numbered(safe_name(name), number)
    assert safe_name(safe) == safe
    assert f"({number})" in safe


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", ".pdf"), ("a.tar.gz", ".gz"), ("a", ""), (".profile", ""), ("a.", "")]
)
def test_that_an_ending_is_what_follows_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending
