"""Code lists speak three languages and follow what the office changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.domain.choices import CODE_LISTS
from desktop_app.domain.query import OneOf, Query
from desktop_app.domain.record import changed
from desktop_app.services.code_lists import CodeLists
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from tests import builders


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    before = language()
    set_language("de")
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    yield opened
    opened.close()
    set_language(before)


@pytest.mark.parametrize("code_list", CODE_LISTS, ids=[each.name for each in CODE_LISTS])
def test_that_every_shipped_list_offers_its_codes_in_order(register: Register, code_list: object) -> None:
    codes = CodeLists(register)
    for lang in ("de", "uk", "en"):
        set_language(lang)
        words = [getattr(choice, lang) for choice in code_list.codes]  # type: ignore[attr-defined]
        assert codes.options(code_list.name) == [  # type: ignore[attr-defined]
            (choice.code, word)
            for choice, word in zip(code_list.codes, words, strict=True)  # type: ignore[attr-defined]
        ]


def test_that_a_word_of_any_language_means_its_code(register: Register) -> None:
    codes = CodeLists(register)
    for word in ("Freundschaft", "FREUNDSCHAFT ", "дружні відносини", "friendship", "f"):
        assert codes.find("legal_form", word) == "F"
    assert codes.find("legal_form", "Feindschaft") is None
    assert codes.find("no_such_list", "F") is None


def test_that_a_code_switched_off_is_not_offered_but_still_named(register: Register) -> None:
    codes = CodeLists(register)
    query = Query("code-value", filters=(OneOf("code_list", ("topic",)), OneOf("code", ("tourism",))))
    with register.reading() as reader:
        (row,) = reader.page(query, 0, 2)
        tourism = reader.record("code-value", row.id)
    with register.changing(origin="test", verb="save") as unit:
        unit.save(changed(tourism, active=False))
        unit.add(builders.code_value(code="archives", label_de="Archive", rank=0))
    assert "tourism" not in dict(codes.options("topic"))
    assert codes.label("topic", "tourism") == "Tourismus"
    assert codes.options("topic")[0] == ("archives", "Archive")
    assert codes.label("topic", "archives", "uk") == "Archive"


def test_that_an_unknown_code_is_shown_as_it_is(register: Register) -> None:
    assert CodeLists(register).label("topic", "xyz") == "xyz"
