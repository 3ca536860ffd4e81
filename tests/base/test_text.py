"""Searching and sorting forms of German and Ukrainian text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.text import fold, sort_key


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("grevesmuhlen", "Grevesmühlen"),
        ("GIESSEN", "Gießen"),
        ("giessen", "GIEẞEN"),
        ("swinoujscie", "Świnoujście"),
        ("lodz", "Łódź"),
        ("tromso", "Tromsø"),
        ("dakovo", "Đakovo"),
        ("корсунь шевченківський", "Корсунь-Шевченківський"),
        ("korsun schewtschenkiwskyj", "Korsun\N{NON-BREAKING HYPHEN}Schewtschenkiwskyj"),
        ("камянець", "Кам’янець"),
        ("кам`янець", "Камʼянець"),
        ("галаган", "Ґалаґан"),
        ("щелкино", "Щёлкино"),
        ("bad homburg", "  Bad\N{NO-BREAK SPACE}\t Homburg\n"),
        ("ubergabe", "Über\N{SOFT HYPHEN}gabe"),
        ("office", "oﬃce"),
        ("ndaba", "ŉdaba"),
        ("київ", "Ки\N{COMBINING ACUTE ACCENT}їв"),
    ],
)
def test_that_spellings_of_one_word_fold_alike(typed: str, stored: str) -> None:
    assert fold(typed) == fold(stored)


@pytest.mark.parametrize(("one", "other"), [("гай", "гаи"), ("їжак", "іжак"), ("є", "е"), ("бік", "бик")])
def test_that_letters_of_the_ukrainian_alphabet_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert sort_key(one) != sort_key(other)


def test_that_letters_given_in_parts_fold_like_whole_ones() -> None:
    for name in ("Чернігів", "Київ", "Бердичів", "Зміїв", "Йосипівка", "Görlitz"):
        apart = unicodedata.normalize("NFD", name)
        assert fold(apart) == fold(name)
        assert sort_key(apart) == sort_key(name)


def test_that_german_names_sort_by_din_5007_1() -> None:
    names = [
        "Aachen",
        "Ähren",
        "Ahrensburg",
        "Göttingen",
        "Gotha",
        "Lübeck",
        "Ludwigsburg",
        "Straße",
        "Strasse Süd",
        "Ulm",
    ]
    expected = [
        "Aachen",
        "Ähren",
        "Ahrensburg",
        "Gotha",
        "Göttingen",
        "Lübeck",
        "Ludwigsburg",
        "Straße",
        "Strasse Süd",
        "Ulm",
    ]
    assert sorted(names, key=sort_key) == expected
    assert sort_key("Straße") == sort_key("strasse")


def test_that_ukrainian_names_sort_by_the_alphabet() -> None:
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    assert sorted(alphabet, key=sort_key) == list(alphabet)
    assert sorted(alphabet.upper(), key=sort_key) == list(alphabet.upper())
    names = ["Яворів", "Ічня", "Їжаківка", "Ірпінь", "Гадяч", "Ґалаґанівка", "Йосипівка", "Єланець", "Жашків", "Умань"]
    assert sorted(names, key=sort_key) == [
        "Гадяч", "Ґалаґанівка", "Єланець", "Жашків", "Ірпінь", "Ічня", "Їжаківка", "Йосипівка", "Умань", "Яворів",
    ]  # fmt: skip


def test_that_digits_come_before_latin_and_latin_before_cyrillic() -> None:
    assert sorted(["Ічня", "zwickau", "1. FC", "Ägidienberg"], key=sort_key) == [
        "1. FC",
        "Ägidienberg",
        "zwickau",
        "Ічня",
    ]


def test_that_words_part_at_hyphens_and_quotes_do_not_count() -> None:
    assert sorted(["Bad-Urach", "Badem", "Bad Ems"], key=sort_key) == ["Bad Ems", "Bad-Urach", "Badem"]
    assert sort_key("„Brücke“ e. V.") == sort_key("Brücke e.V.")
    assert sort_key("П’ятихатки") == sort_key("Пятихатки")


@given(st.text())
def test_that_any_text_has_stable_forms(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert fold(folded) == folded
    assert "  " not in sort_key(text)
    assert sort_key(text.upper()) == sort_key(text.upper().lower())
