"""What holds for every field of every record type, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.base.i18n import LANGUAGES, translate_in
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.choices import CODE_LIST_NAMES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import Record, fields_of
from desktop_app.gui.kit.editors.factory import make_editor
from desktop_app.gui.records.context import DeskContext
from tests.robots.showroom import showroom
from tests.robots.window import WindowRobot

__all__ = ["showroom"]


def _fields() -> Iterator[tuple[type[Record], Field]]:
    for record_type in TYPES.values():
        for field in fields_of(record_type):
            yield record_type, field


FIELDS = list(_fields())
EACH = pytest.mark.parametrize(
    ("record_type", "field"), FIELDS, ids=[f"{record_type.NAME}.{field.name}" for record_type, field in FIELDS]
)
FILLED_IN = [(record_type, field) for record_type, field in FIELDS if not field.derived]
EACH_FILLED_IN = pytest.mark.parametrize(
    ("record_type", "field"), FILLED_IN, ids=[f"{record_type.NAME}.{field.name}" for record_type, field in FILLED_IN]
)
LONGEST_HELP = 120
"""Two lines under the narrowest form."""
EMPTY = {
    Kind.INTEGER: None,
    Kind.DECIMAL: None,
    Kind.DATE: None,
    Kind.TIMESTAMP: None,
    Kind.LINK: None,
    Kind.CHOICES: (),
    Kind.CHILDREN: (),
}


@EACH
def test_that_a_field_says_what_it_is_in_every_language(record_type: type[Record], field: Field):
    assert field.label
    for code in LANGUAGES:
        label = translate_in(code, field.label)
        assert 0 < len(label) <= 60
        assert not label.endswith(":")
        help_text = translate_in(code, field.help)
        assert bool(help_text) is bool(field.help)
        assert not help_text or help_text.endswith("."), help_text


@EACH_FILLED_IN
def test_that_a_field_that_people_fill_in_has_help_in_every_language(record_type: type[Record], field: Field):
    for code in LANGUAGES:
        label, help_text = translate_in(code, field.label), translate_in(code, field.help)
        assert help_text.rstrip(".").casefold() != label.casefold()
        assert help_text.endswith(".")
        assert not help_text[0].islower()
        assert len(help_text) <= LONGEST_HELP, help_text


def test_that_the_fields_of_a_record_type_have_help_of_their_own():
    for record_type in TYPES.values():
        helps = [field.help for listed_type, field in FILLED_IN if listed_type is record_type]
        assert sorted(set(helps)) == sorted(helps), record_type.NAME


@EACH
def test_that_a_field_names_what_it_needs(record_type: type[Record], field: Field):
    assert (field.kind in {Kind.CHOICE, Kind.CHOICES}) is bool(field.choices)
    assert (field.kind in {Kind.LINK, Kind.CHILDREN}) is bool(field.target)
    if field.choices:
        assert field.choices in CODE_LIST_NAMES
    if field.target:
        assert field.target in TYPES
    if field.minimum is not None and field.maximum is not None:
        assert field.minimum < field.maximum
    assert field.width > 0


@EACH
def test_that_a_new_record_holds_the_default_of_its_field(record_type: type[Record], field: Field):
    value = getattr(record_type(), field.name)
    assert value == field.default
    if field.kind is Kind.BOOLEAN:
        assert isinstance(value, bool)
    elif not value:
        assert value == EMPTY.get(field.kind, "")


def test_that_every_field_has_an_editor_that_takes_an_empty_value_and_its_default(showroom: WindowRobot):
    context = DeskContext(showroom.desk)
    for record_type, field in FIELDS:
        if field.kind is Kind.CHILDREN:
            continue
        editor = make_editor(field, context, showroom.window)
        for value in (EMPTY.get(field.kind, False if field.kind is Kind.BOOLEAN else ""), field.default):
            editor.set_value(value)
            assert editor.value() == value, f"{record_type.NAME}.{field.name}"
            assert editor.problem() is None, f"{record_type.NAME}.{field.name}"
        editor.widget().deleteLater()


def test_that_every_code_list_offers_words_in_every_language(showroom: WindowRobot):
    for name in CODE_LIST_NAMES:
        options = showroom.desk.codes.options(name)
        assert options or name == "code_list", name
        for code, _ in options:
            for language in LANGUAGES:
                assert showroom.desk.codes.label(name, code, language), (name, code, language)
