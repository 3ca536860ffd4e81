"""Every word of the program is there in German and Ukrainian, with the same placeholders and mnemonics."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from build_spec.translations import po_path, stale

PLACEHOLDER = re.compile(r"\{\w+\}")


def catalogue(language: str) -> Catalog:
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


both = pytest.mark.parametrize("language", ["de", "uk"])


def test_that_the_catalogues_are_fresh() -> None:
    assert stale() == []


@both
def test_that_nothing_is_untranslated_or_doubtful(language: str) -> None:
    found = messages(language)
    assert len(found) > 500
    assert [message.id for message in found if message.fuzzy or not all(forms(message.string))] == []


@both
def test_that_plurals_have_every_form(language: str) -> None:
    wanted = catalogue(language).num_plurals
    plurals = [message for message in messages(language) if message.pluralizable]
    assert plurals
    assert [message.id for message in plurals if len(forms(message.string)) != wanted] == []


@both
def test_that_placeholders_agree(language: str) -> None:
    for message in messages(language):
        wanted = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        for text in forms(message.string):
            assert set(PLACEHOLDER.findall(text)) == wanted, message.id


@both
def test_that_mnemonics_agree(language: str) -> None:
    for message in messages(language):
        wanted = forms(message.id)[0].count("&")
        assert all(text.count("&") == wanted for text in forms(message.string)), message.id


def test_that_no_ukrainian_text_is_the_english_one() -> None:
    same = [
        message.id
        for message in messages("uk")
        if re.search(r"[a-z]{4}", str(message.id)) and message.id == message.string
    ]
    assert set(same) <= {"Brückenbuch", "Deutsch"}


@both
def test_that_nothing_shouts_or_begs(language: str) -> None:
    for message in messages(language):
        for text in forms(message.string):
            assert "!" not in text, message.id
            assert "bitte" not in text.lower(), message.id
            assert "erfolgreich" not in text.lower(), message.id
