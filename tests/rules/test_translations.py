"""The catalogues hold every word of the program, in every language, with its placeholders and mnemonics."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po, write_po

from build_spec import translations

TRANSLATED = ("de", "uk")
PLURAL_FORMS = {"de": 2, "uk": 3, "en": 2}

SAME_WORD = {
    "de": frozenset(
        {
            "Alt+↓",
            "Bank",
            "Code",
            "Filter: {field}",
            "Filter: {words}",
            "Filter",
            "Filter …",
            "IBAN",
            "MRN",
            "Name",
            "Oblast",
            "Organisation",
            "Status",
            "Transport",
            *("10 MB", "25 MB", "100 MB", "250 MB", "1 GB"),
            "{file} in {folder}",
        }
    ),
    "uk": frozenset({"Alt+↓", "Ctrl+Enter", "IBAN", "MRN"}),
}
"""Words that a language writes as English does."""

ENGLISH = re.compile(
    r"\b(the|of|and|or|with|is|are|were|not|this|that|which|there|here|to|from|by|for|has|have|be|cannot|choose|check|save"
    r"|saved|files?|rows?|columns?|records?|places?|nothing|already|again|then|your|you|please)\b"
)
"""English words that are no German ones."""

NAMED = re.compile(r"\{\w*\}|--\S+|partnership-list")
"""What a sentence may hold besides words: placeholders, and what is typed on the command line."""

Forms = tuple[str, ...]


@cache
def _catalogue(language: str) -> Catalog:
    with translations.po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def _messages(language: str) -> Iterator[tuple[Message, Forms, Forms]]:
    """Yield each message with its English and its translated forms."""
    for message in _catalogue(language):
        if message.id:
            yield message, _forms(message.id), _forms(message.string)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^}]*\}", text))


def _mnemonics(text: str) -> list[str]:
    return re.findall(r"&(.)", text.replace("&&", ""))


def test_that_the_catalogues_hold_exactly_the_words_of_the_program() -> None:
    assert [path.name for path in translations.stale()] == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_that_nothing_is_untranslated_or_fuzzy(language: str) -> None:
    assert [english for _, english, words in _messages(language) if not all(form.strip() for form in words)] == []
    assert [english for message, english, _ in _messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_that_every_plural_form_is_there(language: str) -> None:
    assert _catalogue(language).num_plurals == PLURAL_FORMS[language]
    plurals = [(english, words) for _, english, words in _messages(language) if len(english) > 1]
    assert plurals != []
    assert [english for english, words in plurals if len(words) != PLURAL_FORMS[language]] == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_that_what_became_a_plural_is_told_as_untranslated_and_not_doubted(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def template(*messages: str | tuple[str, str]) -> Catalog:
        catalogue = Catalog(fuzzy=False)
        for message in messages:
            catalogue.add(message)
        return catalogue

    monkeypatch.setattr(translations, "po_path", lambda _: tmp_path / "words.po")
    old = translations.updated(language, template("{count} place", ("{count} row", "{count} rows"), "Save"))
    for message in old:
        if message.id and language != translations.SOURCE_LANGUAGE:
            message.string = tuple("x" * len(_forms(message.string))) if len(_forms(message.id)) > 1 else "x"
    with (tmp_path / "words.po").open("wb") as file:
        write_po(file, old)

    new = translations.updated(language, template(("{count} place", "{count} places"), "{count} row", "Save"))
    assert [message.id for message in new if message.fuzzy] == []
    forms = {_forms(message.id)[0]: _forms(message.string) for message in new if message.id}
    if language == translations.SOURCE_LANGUAGE:
        expected = {"{count} place": ("{count} place", "{count} places"), "{count} row": ("{count} row",)}
        assert forms == expected | {"Save": ("Save",)}
    else:
        empty = ("",) * (PLURAL_FORMS[language] - 1)
        assert forms == {"{count} place": ("x", *empty), "{count} row": ("x",), "Save": ("x",)}


def test_that_english_says_what_the_program_says() -> None:
    assert [english for _, english, words in _messages("en") if english != words] == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_that_the_compiled_catalogue_says_what_the_readable_one_says(language: str) -> None:
    with translations.po_path(language).with_suffix(".mo").open("rb") as file:
        compiled = {_forms(message.id): _forms(message.string) for message in read_mo(file) if message.id}
    assert compiled == {english: words for _, english, words in _messages(language)}


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_placeholders_agree_in_every_form(language: str) -> None:
    wrong = [
        (english, form)
        for _, english, words in _messages(language)
        for form in words
        if _placeholders(form) != _placeholders(english[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_mnemonics_are_kept_and_stand_before_a_letter(language: str) -> None:
    wrong = []
    for _, english, words in _messages(language):
        for form in words:
            found = _mnemonics(form)
            if len(found) != len(_mnemonics(english[0])) or not all(letter.isalnum() for letter in found):
                wrong.append((english, form))
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_words_with_and_without_a_mnemonic_are_the_same(language: str) -> None:
    said: dict[str, set[str]] = {}
    for _, english, words in _messages(language):
        said.setdefault(english[0].replace("&", ""), set()).add(words[0].replace("&", ""))
    assert {english: words for english, words in said.items() if len(words) > 1} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_no_english_shows(language: str) -> None:
    same = {english[0] for _, english, words in _messages(language) if set(english) & set(words)}
    spelled = {text for text in same if re.search(r"[A-Za-z]", re.sub(r"\{\w*\}", "", text))}
    assert spelled - SAME_WORD[language] == set()


def test_that_german_sentences_hold_no_english_words() -> None:
    wrong = [form for _, _, words in _messages("de") for form in words if ENGLISH.search(NAMED.sub(" ", form))]
    assert wrong == []


def test_that_ukrainian_sentences_are_in_cyrillic() -> None:
    latin = {
        form
        for _, _, words in _messages("uk")
        for form in words
        if re.search(r"[A-Za-z]", NAMED.sub("", form)) and not re.search(r"[А-Яа-яҐґЄєІіЇї№]", form)
    }
    assert latin - SAME_WORD["uk"] == set()


@pytest.mark.parametrize(("language", "opening", "closing"), [("de", "„", "“"), ("uk", "«", "»")])
def test_that_quotation_marks_are_those_of_the_language(language: str, opening: str, closing: str) -> None:
    strange = {'"', "“", "”", "„", "«", "»"} - {opening, closing}
    wrong = [
        form
        for _, _, words in _messages(language)
        for form in words
        if strange & set(form) or form.count(opening) != form.count(closing)
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "wrong"), [("de", r"\w…"), ("uk", r"\s…")])
def test_that_dots_stand_as_the_language_has_them(language: str, wrong: str) -> None:
    assert [form for _, _, words in _messages(language) for form in words if re.search(wrong, form)] == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_that_the_tone_is_calm(language: str) -> None:
    shouting = re.compile(r"!|\bplease\b|\bbitte\b|erfolgreich|будь ласка|успішно", re.IGNORECASE)
    assert [form for _, _, words in _messages(language) for form in words if shouting.search(form)] == []


def test_that_every_counted_phrase_is_in_the_catalogue_as_a_plural() -> None:
    plurals = {english for _, english, _ in _messages("de") if len(english) > 1}
    missing = []
    for path in sorted((translations.ROOT / "desktop_app").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            if call.func.id in {"ntranslate", "format_count", "NN_"} and len(phrases := _literals(call)) == 2:
                missing += [] if phrases in plurals else [(path.name, phrases)]
    assert missing == []


def _literals(call: ast.Call) -> Forms:
    """Return the texts among the first two arguments of a call, looking into `N_(…)`."""
    texts = []
    for argument in call.args[:2]:
        node = argument.args[0] if isinstance(argument, ast.Call) and argument.args else argument
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append(node.value)
    return tuple(texts)
