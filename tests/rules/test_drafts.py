"""Every field of every record type outlives the way into a file of drafts and back."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.domain.entered import Entered
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.form_values import form_values, with_values
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import Child, Record, child_fields, field_map, once
from desktop_app.services.draft_text import (
    Strange,
    entered_from_json,
    entered_to_json,
    record_from_json,
    record_to_json,
)
from tests import builders

ALL = pytest.mark.parametrize("record_type", TYPES.values(), ids=TYPES.keys())
WHOLE = pytest.mark.parametrize("record_type", RECORDS, ids=[each.NAME for each in RECORDS])
MOMENTS = st.datetimes(datetime(1000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis asks for it without
DATES = st.one_of(
    st.dates().map(PartialDate.of),
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
)
TEXTS = st.text(max_size=30) | st.just("half \ud83d a character, as programs paste it\0")
KINDS: dict[Kind, st.SearchStrategy[Any]] = {
    **dict.fromkeys(TEXT_KINDS | {Kind.CHOICE}, TEXTS),
    Kind.INTEGER: st.none() | st.integers(-(10**40), 10**40),
    Kind.DECIMAL: st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    Kind.DATE: st.none() | DATES,
    Kind.TIMESTAMP: st.none() | MOMENTS,
    Kind.BOOLEAN: st.booleans(),
    Kind.CHOICES: st.lists(TEXTS).map(tuple),
    Kind.LINK: st.none() | st.integers(1, 2**62),
}


def values(field: Field) -> st.SearchStrategy[Any]:
    """Draw what a record's field can hold."""
    if field.kind is Kind.CHILDREN:
        return st.lists(records(TYPES[field.target]), max_size=1).map(tuple)
    return KINDS[field.kind]


def declared(record_type: type[Record]) -> dict[str, Field]:
    """Every field of a record type, also those that its forms and lists do not show."""
    return {each.name: each.metadata["field"] for each in dataclasses.fields(record_type) if "field" in each.metadata}


@once
def records(record_type: type[Record]) -> st.SearchStrategy[Any]:
    """Draw a record with anything in its fields, whether it is declared or comes with every record."""
    own: dict[str, st.SearchStrategy[Any]] = {
        "id": st.none() | st.integers(1, 2**62),
        "version": st.integers(0, 1000),
        "trashed_at": st.none() | MOMENTS,
    }
    if issubclass(record_type, Child):
        own |= {"owner_id": st.none() | st.integers(1, 2**62), "position": st.integers(0, 1000)}
    drawn = own | {name: values(field) for name, field in declared(record_type).items()}
    return st.fixed_dictionaries(drawn).map(lambda each: record_type(**each))


def through_a_file(content: Any) -> Any:
    """What a file gives back."""
    return json.loads(json.dumps(content).encode("ascii"))


@WHOLE
def test_that_a_whole_record_comes_back_as_it_was(record_type: type[Record]):
    item = builders.RECORDS[record_type.NAME](builders.Stock(1, 2, 3), id=7, version=3)
    assert record_from_json(record_type, through_a_file(record_to_json(item))) == item


@ALL
@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_that_every_value_of_every_field_comes_back(record_type: type[Record], data: st.DataObject):
    item = data.draw(records(record_type))
    assert record_from_json(record_type, through_a_file(record_to_json(item))) == item


@WHOLE
@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_that_a_form_comes_back_as_it_was_left(record_type: type[Record], data: st.DataObject):
    item = data.draw(records(record_type))
    held = form_values(item)
    for field in child_fields(record_type):
        held[field.name] = [*held[field.name], {}]  # a new row has no id, and only what was typed into it
    entered = Entered(held, {"title": data.draw(TEXTS), "parties[0].since": "31.2.20"})
    back = entered_from_json(record_type, through_a_file(entered_to_json(record_type, entered)))
    assert with_values(item, back.values) == with_values(item, entered.values)
    assert back.unread == entered.unread
    for field in child_fields(record_type):
        assert [row.get("id") for row in back.values[field.name]] == [row.get("id") for row in held[field.name]]


def test_that_a_number_of_any_length_comes_back():
    record_type = next(each for each in TYPES.values() if any(f.kind is Kind.INTEGER for f in field_map(each).values()))
    name = next(field.name for field in field_map(record_type).values() if field.kind is Kind.INTEGER)
    typed = Entered({name: 10**5000 + 1}, {})
    back = entered_from_json(record_type, through_a_file(entered_to_json(record_type, typed)))
    assert back.values[name] == 10**5000 + 1


@ALL
def test_that_a_field_declared_since_has_its_default(record_type: type[Record]):
    assert record_from_json(record_type, {"version": 4}) == record_type(version=4)


@ALL
def test_that_what_this_program_does_not_write_is_refused(record_type: type[Record]):
    whole = through_a_file(record_to_json(record_type(title="secret")))
    for name in [each.name for each in dataclasses.fields(record_type)]:
        for odd in ({"a": 1}, [1.5], "\0", 1.5, -1.0, [["x"]], [{"nothing": 1}]):
            if isinstance(odd, str) and isinstance(whole[name], str):
                continue
            with pytest.raises(Strange) as caught:
                record_from_json(record_type, whole | {name: odd})
            assert "secret" not in str(caught.value)
    strange: tuple[Any, ...] = (None, [], "text", {"no field": 1}, {"title": None})
    for content in strange:
        with pytest.raises(Strange):
            record_from_json(record_type, content)


@pytest.mark.parametrize("content", [None, [], {}, {"values": {}}, {"values": {}, "unread": {"a": 1}}, {"values": []}])
def test_that_an_odd_form_is_refused(content: Any):
    with pytest.raises(Strange):
        entered_from_json(RECORDS[0], content)
