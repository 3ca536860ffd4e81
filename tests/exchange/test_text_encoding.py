"""Measures how often the encoding of short lists is guessed right, and that a wrong guess is marked as doubtful."""

from __future__ import annotations

import random

import pytest

from desktop_app.exchange.text_encoding import guess_encoding

GERMAN = (
    "Müller Straße Größe Köln München Übersicht Jäger Süß Böblingen Tübingen für Hilfsgüter Krankenhaus Stadt Gemeinde"
    " Lieferung Stück"
)
UKRAINIAN = (
    "Київська область Олена Бондаренко громада лікарня генератор Харків Львів Запоріжжя Ґанок Єгор Їжак м'ясо допомога"
    " вантаж школа"
)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", GERMAN + " " + UKRAINIAN),
        ("utf-16", GERMAN + " " + UKRAINIAN),
        ("utf-16-le", GERMAN + " " + UKRAINIAN),
        ("cp1252", GERMAN),
        ("cp850", GERMAN),
        ("cp1251", UKRAINIAN),
        ("koi8-u", UKRAINIAN),
    ],
)
def test_that_short_lists_are_guessed_right_or_marked_as_doubtful(encoding, words):
    chance = random.Random(4)
    right, wrong_but_certain, total = 0, 0, 0
    for lines in [3, 10, 40] * 20:
        text = "\r\n".join(";".join(chance.choice(words.split()) for _ in range(3)) for _ in range(lines))
        data = text.encode(encoding)
        if data.isascii():
            continue
        guess, certain = guess_encoding(data)
        total += 1
        right += data.decode(guess) == text
        wrong_but_certain += certain and data.decode(guess) != text
    assert right >= total * 0.95
    assert wrong_but_certain == 0


def test_that_plain_letters_are_utf8_and_certain():
    assert guess_encoding(b"a;b\r\n1;2\r\n") == ("utf-8", True)
    assert guess_encoding(b"") == ("utf-8", True)
