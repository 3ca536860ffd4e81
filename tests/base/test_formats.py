"""Checks that numbers, sizes and moments are written and read as each language does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_decimal as babel_format
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base import formats, i18n
from desktop_app.base.errors import CountedError, UserError


@pytest.fixture
def speak():
    before = i18n.language()
    yield i18n.set_language
    i18n.set_language(before)


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_that_whole_numbers_are_grouped_as_babel_groups_them(speak, code):
    speak(code)
    for number in (0, 7, -1067, 62_613, 12_345_678):
        assert formats.format_integer(number) == babel_format(number, locale=code)


@pytest.mark.parametrize(
    ("code", "shown"), [("de", "1.067,50"), ("uk", "1\N{NO-BREAK SPACE}067,50"), ("en", "1,067.50")]
)
def test_that_decimals_keep_their_places(speak, code, shown):
    speak(code)
    assert formats.format_decimal(Decimal("1067.5"), 2) == shown
    assert "," not in formats.format_decimal(Decimal(7), 0)


@pytest.mark.parametrize("code", i18n.LANGUAGES)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_that_a_shown_decimal_is_read_back_as_it_was(code, number):
    before = i18n.language()
    i18n.set_language(code)
    try:
        assert formats.parse_decimal(formats.format_decimal(number, 2)) == number
    finally:
        i18n.set_language(before)


@pytest.mark.parametrize(
    ("code", "typed", "number"),
    [
        ("de", "1067,5", "1067.5"),
        ("de", "1.067", "1067"),
        ("de", " 1 067,5 ", "1067.5"),
        ("de", "\N{MINUS SIGN}3", "-3"),
        ("de", "0,10", "0.10"),
        ("uk", "1 067,5", "1067.5"),
        ("uk", "1\N{NARROW NO-BREAK SPACE}067,5", "1067.5"),
        ("en", "1,067.5", "1067.5"),
    ],
)
def test_that_numbers_are_read_as_people_type_them(speak, code, typed, number):
    speak(code)
    assert formats.parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("de", "12.50"),
        ("de", "1.0.6"),
        ("de", "zwölf"),
        ("de", ""),
        ("de", "NaN"),
        ("de", "1e5"),
        ("de", "١٢"),
        ("en", "12,50"),
        ("uk", "1,2,3"),
    ],
)
def test_that_what_is_no_number_in_this_language_is_refused_with_an_example(speak, code, typed):
    speak(code)
    with pytest.raises(UserError) as caught:
        formats.parse_decimal(typed)
    assert caught.value.values["text"] == typed
    assert caught.value.values["example"] == formats.format_decimal(Decimal("1234.5"), 2)


def test_that_a_moment_is_shown_in_the_computers_own_time_zone(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Kyiv")
    time.tzset()
    try:
        assert formats.format_timestamp(datetime(2022, 12, 14, 22, 30, tzinfo=UTC)) == "15.12.2022 00:30"
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert os.environ.get("TZ") is None


@pytest.mark.parametrize(
    ("code", "size", "shown"),
    [
        ("de", 820, "820 Byte"),
        ("de", 1_234_567, "1,2 MB"),
        ("uk", 1_234_567, "1,2 МБ"),
        ("en", 247_000_000, "247 MB"),
        ("en", 5_000, "5 kB"),
    ],
)
def test_that_file_sizes_are_short(speak, code, size, shown):
    speak(code)
    assert formats.format_file_size(size) == shown


def test_that_a_counted_phrase_groups_its_number(speak):
    speak("en")
    assert formats.format_count("{count} row", "{count} rows", 62_613) == "62,613 rows"
    assert formats.format_count("{count} row", "{count} rows", 1) == "1 row"


def test_that_showing_a_count_does_not_load_babel():
    script = (
        "import sys; from desktop_app.base import formats; formats.format_integer(7); print('babel' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("de", {1: "In a.bruecke wurde 1 Fehler gefunden.", 2: "In a.bruecke wurden 2 Fehler gefunden."}),
        (
            "uk",
            {
                1: "У файлі a.bruecke виявлено 1 помилку.",
                3: "У файлі a.bruecke виявлено 3 помилки.",
                12: "У файлі a.bruecke виявлено 12 помилок.",
            },
        ),
        ("en", {1: "1 fault was found in a.bruecke.", 2: "2 faults were found in a.bruecke."}),
    ],
)
def test_that_an_error_about_several_things_has_the_plural_form_of_their_number(speak, code, sentences):
    speak(code)
    forms = i18n.NN_("{count} fault was found in {file}.", "{count} faults were found in {file}.")
    assert {count: CountedError(*forms, count, file="a.bruecke").message() for count in sentences} == sentences
