"""Checks that columns find their fields by profile and by name, and that profiles are kept safely."""

from __future__ import annotations

import dataclasses
import json

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import LANGUAGES, translate_in
from desktop_app.domain.fields import Field, Kind
from desktop_app.exchange.profiles import Profile, match_columns

FIELDS = (
    Field(Kind.TEXT, "Name", name="name"),
    Field(Kind.DATE, "Signed on", name="signed_on"),
    Field(Kind.DECIMAL, "Value", name="value"),
    Field(Kind.CODE, "Postal code", name="postal_code"),
)
PROFILE = Profile(
    name="Verband",
    record="partnership",
    columns={"de_name": "parties[0].territory", "Datum": "signed_on"},
    constants={"kind": "partnership"},
    value_maps={"status": {"aktiv": "active", "ruht": "dormant"}},
    splits={"dritte_partner": ";"},
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_column_is_found_by_its_label_in_each_language(language):
    header = [translate_in(language, field.label) for field in FIELDS]
    assert match_columns(header, FIELDS) == dict(enumerate(field.name for field in FIELDS))


@pytest.mark.parametrize("heading", ["SIGNED ON", "signed_on", " Signed-on: ", "Signed on (day)", "Sígned on [ISO]"])
def test_that_case_accents_signs_and_brackets_do_not_count(heading):
    assert match_columns(["x", heading], FIELDS) == {1: "signed_on"}


def test_that_each_field_is_given_to_one_column_and_the_exact_name_wins():
    assert match_columns(["Value (old)", "Value", "value"], FIELDS) == {1: "value"}
    assert match_columns(["", "", "Unknown"], FIELDS) == {}


def test_that_extra_names_go_first():
    extra = {"Ort": "parties[0].territory", "Name": "parties[1].territory"}
    assert match_columns(["ort", "NAME"], FIELDS, extra) == {0: "parties[0].territory", 1: "parties[1].territory"}


def test_that_a_profile_knows_its_columns():
    assert PROFILE.match(["nr", "DE_NAME", "datum", ""]) == {1: "parties[0].territory", 2: "signed_on"}


def test_that_a_profile_comes_back_from_its_file():
    assert Profile.from_json(PROFILE.to_json()) == PROFILE
    assert Profile.from_json(Profile("a", "task").to_json()) == Profile("a", "task")
    assert "ruht" in PROFILE.to_json()
    with pytest.raises(dataclasses.FrozenInstanceError):
        PROFILE.name = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '"x"',
        json.dumps({"format": 2, "name": "a", "record": "b"}),
        json.dumps({"format": 1, "name": 1, "record": "b"}),
        json.dumps({"format": 1, "name": "a", "record": "b", "columns": ["x"]}),
        json.dumps({"format": 1, "name": "a", "record": "b", "columns": {"x": 1}}),
        json.dumps({"format": 1, "name": "a", "record": "b", "value_maps": {"x": "y"}}),
        json.dumps({"format": 1, "name": "a", "record": "b", "value_maps": []}),
    ],
)
def test_that_anything_else_is_refused(text):
    with pytest.raises(UserError, match="not an import profile"):
        Profile.from_json(text)
