"""The code lists of a new register: complete, in three languages, and fitting the fields that use them."""

import dataclasses
import string

import pytest

from desktop_app.base.i18n import translate_in
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.checks import CODE_SYSTEM_CHECKS
from desktop_app.domain.choices import CODE_LIST_NAMES, CODE_LISTS, CodeList
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partnership import STATUS_AFTER
from desktop_app.domain.place import KINDS, LEVELS, NAME_KINDS
from desktop_app.domain.record import fields_of
from desktop_app.domain.translit import mixed_scripts

CODES = {code_list.name: tuple(choice.code for choice in code_list.codes) for code_list in CODE_LISTS}
CHOOSING = [
    pytest.param(record_type, field, id=f"{name}.{field.name}")
    for name, record_type in TYPES.items()
    for field in fields_of(record_type)
    if field.kind in {Kind.CHOICE, Kind.CHOICES}
]

every_list = pytest.mark.parametrize("code_list", CODE_LISTS, ids=CODE_LIST_NAMES)
every_choosing_field = pytest.mark.parametrize(("record_type", "field"), CHOOSING)


@every_list
def test_that_the_codes_of_a_list_are_unique_plain_and_short_enough_for_a_field(code_list: CodeList) -> None:
    codes = CODES[code_list.name]
    assert codes
    assert len(set(codes)) == len(codes)
    plain = set(string.ascii_letters + string.digits + "_")
    assert [code for code in codes if not 0 < len(code) <= 40 or set(code) - plain] == []


@every_list
def test_that_every_code_has_trimmed_words_in_three_languages(code_list: CodeList) -> None:
    words = [word for choice in code_list.codes for word in (choice.de, choice.uk, choice.en)]
    assert [word for word in words if not word or word != " ".join(word.split()) or len(word) > 200] == []


@every_list
@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_that_no_two_codes_of_a_list_have_the_same_word(code_list: CodeList, language: str) -> None:
    words = [getattr(choice, language) for choice in code_list.codes]
    assert sorted(words) == sorted(set(words))


@every_list
def test_that_no_word_mixes_letters_of_two_alphabets(code_list: CodeList) -> None:
    assert [word for choice in code_list.codes for word in mixed_scripts(" ".join(dataclasses.astuple(choice)))] == []


@every_list
def test_that_german_and_english_words_are_latin_and_ukrainian_ones_ukrainian(code_list: CodeList) -> None:
    not_ukrainian = set("ыэёъЫЭЁЪ'`´ʼ")
    for choice in code_list.codes:
        assert not any("\u0400" <= letter <= "\u052f" for letter in choice.de + choice.en), choice
        assert not set(choice.uk) & not_ukrainian, choice


def test_that_the_list_of_lists_names_every_list_as_its_label_does() -> None:
    listed = {choice.code: choice.en for choice in CODE_LISTS[0].codes}
    assert listed == {code_list.name: code_list.label_msgid for code_list in CODE_LISTS}
    assert tuple(listed) == CODE_LIST_NAMES


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_that_the_register_calls_a_list_as_the_program_does(language: str) -> None:
    listed = {choice.code: getattr(choice, language) for choice in CODE_LISTS[0].codes}
    assert listed == {each.name: translate_in(language, each.label_msgid) for each in CODE_LISTS}


def test_that_every_list_is_used_by_a_field() -> None:
    used = {field.choices for record_type in TYPES.values() for field in fields_of(record_type) if field.choices}
    assert set(CODE_LIST_NAMES) == used


@every_choosing_field
def test_that_a_field_chooses_from_a_list_that_exists_and_starts_with_a_code_of_it(
    record_type: type, field: Field
) -> None:
    codes = CODES[field.choices]
    default = next(f.default for f in dataclasses.fields(record_type) if f.name == field.name)
    chosen = default if isinstance(default, tuple) else (default,) if default else ()
    assert set(chosen) <= set(codes)
    assert max(map(len, codes)) <= field.max_length


def test_that_the_rules_of_status_speak_of_codes_that_exist() -> None:
    assert set(STATUS_AFTER) <= set(CODES["milestone_kind"])
    assert set(STATUS_AFTER.values()) <= set(CODES["partnership_status"])
    assert set(CODE_SYSTEM_CHECKS) <= set(CODES["code_system"])


def test_that_a_place_of_the_gazetteer_speaks_in_codes_that_exist() -> None:
    assert CODES["territory_level"] == LEVELS
    assert {kind.code for kind in KINDS} <= set(CODES["territory_kind"])
    assert {kind.level for kind in KINDS} <= set(LEVELS)
    assert {code for code, _ in NAME_KINDS} <= set(CODES["name_kind"])
    assert {"AGS", "KATOTTG", "ISO"} <= set(CODES["code_system"])


def test_that_germany_and_ukraine_come_first_among_the_countries() -> None:
    assert CODES["country"][:2] == ("DE", "UA")
    assert CODES["currency"][0] == "EUR"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("legal_form", "P F K PP AE U"),
        ("partnership_status", "request initiation resolved signed active dormant ended abandoned converted"),
        ("side", "DE UA third"),
        ("partnership_level", "municipal district regional institution"),
        (
            "delivery_status",
            "planned preparing ready in_transit at_customs arrived handed_over receipt_confirmed closed cancelled lost",
        ),
        ("privacy_basis", "public_task legitimate_interest consent contract"),
        ("export_control", "free unchecked licence_required agg"),
    ],
)
def test_that_lists_on_which_rules_and_figures_rest_stay_as_they_are(name: str, codes: str) -> None:
    assert CODES[name] == tuple(codes.split())


def test_that_lists_whose_every_code_the_rules_must_know_cannot_be_extended() -> None:
    fixed = {code_list.name for code_list in CODE_LISTS if not code_list.extensible}
    assert {"code_list", "side", "territory_level", "partnership_status", "delivery_status"} <= fixed
    assert not {"item_category", "unit", "function", "organisation_kind", "topic"} & fixed


def test_that_country_names_agree_with_the_common_locale_data() -> None:
    from babel import Locale

    german = Locale("de").territories
    countries = next(code_list.codes for code_list in CODE_LISTS if code_list.name == "country")
    differing = {choice.code for choice in countries if german[choice.code] != choice.de}
    assert differing <= {"AX", "IM"}
