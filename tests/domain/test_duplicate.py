"""A duplicate begins with what records share, and without what is one record's own."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.record import Record, child_fields, duplicate, field_map
from tests import builders

STOCK = builders.Stock(1, 2, 3)


@pytest.mark.parametrize("record_type", TYPES.values(), ids=TYPES.keys())
def test_that_what_is_one_records_own_is_named_rightly(record_type: type[Record]):
    fields = field_map(record_type)
    assert {*record_type.FOR_ONE} <= fields.keys()
    assert not any(fields[name].derived for name in record_type.FOR_ONE)
    assert not any(fields[name].required and fields[name].default == "" for name in record_type.FOR_ONE)


@pytest.mark.parametrize("record_type", RECORDS, ids=[each.NAME for each in RECORDS])
def test_that_a_duplicate_is_new_with_all_its_rows(record_type: type[Record]):
    made = duplicate(_with_ids(builders.RECORDS[record_type.NAME](STOCK)))
    assert (made.id, made.version, made.title) == (None, 0, "")
    for field in child_fields(record_type):
        assert all((child.id, child.owner_id) == (None, None) for child in getattr(made, field.name))
    for name in (*record_type.UNIQUE, *record_type.FOR_ONE):
        assert getattr(made, name) == field_map(record_type)[name].default or not getattr(made, name)


def test_that_a_partnership_keeps_its_parties_and_not_its_history():
    item: Any = builders.partnership(
        STOCK, network_number=7, responsible="Kern", milestones=(Milestone(kind="signing", day=PartialDate(2022)),)
    )
    made = duplicate(item)
    assert [party.territory for party in made.parties] == [1, 2]
    assert (made.network_number, made.milestones, made.responsible) == (None, (), "Kern")


def test_that_a_delivery_keeps_its_items_without_serial_numbers():
    item: Any = builders.delivery(STOCK, items=(builders.item(device_serial="SN-1", device_model="X5"),))
    made = duplicate(item)
    assert (made.number, made.items[0].device_serial, made.items[0].device_model) == ("", "", "X5")


def _with_ids(item: Any) -> Any:
    from desktop_app.domain.record import changed

    rows = {
        field.name: tuple(changed(child, id=5, owner_id=9) for child in getattr(item, field.name))
        for field in child_fields(type(item))
    }
    return changed(item, id=9, version=3, title="x", **rows)
