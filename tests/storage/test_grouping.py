"""The groups of a list hold each of its rows once, in its order, with what their numbers come to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest

from desktop_app.base.text import sort_key
from desktop_app.domain.delivery import Delivery
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Contains, Filter, ListGroup, OneOf, Order, Query, SumOf
from desktop_app.domain.record import list_fields
from desktop_app.storage.register import Register
from tests import builders

DAYS = (None, PartialDate(2022), PartialDate(2022, 3), PartialDate(2023, 1, 9), PartialDate(2024, 5))
NAMES = ("", "-", "Köln", "koln", "Ґлухів", "Ахтирка")


@pytest.fixture(scope="module")
def register(shared_register: Register) -> Register:
    stock = builders.stock(shared_register)
    with shared_register.changing(origin="test", verb="save") as unit:
        partner = unit.add(builders.partnership(stock)).id
        unit.add_all([delivery(stock, number, partner) for number in range(40)])
        trashed = unit.add(delivery(stock, 40, partner))
    with shared_register.changing(origin="test", verb="trash") as unit:
        unit.trash("delivery", [trashed.id or 0])
    return shared_register


def delivery(stock: builders.Stock, number: int, partner: int | None) -> Delivery:
    values = {"value": Decimal(number), "currency": ("EUR", "UAH")[number % 2], "value_kind": "purchase"}
    return builders.delivery(
        stock,
        number=f"2024-{number + 1:04}",
        subject=NAMES[number % 6],
        status=("planned", "in_transit", "closed")[number % 3],
        items=(builders.item(**values if number % 4 else {}),),
        handed_over=DAYS[number % 5],
        partnership=partner if number % 2 else None,
    )


FIELDS = ("subject", "status", "handed_over", "partnership", "item_count", "total_value", "changed_at", "number")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("filters", [(), (OneOf("status", ("closed", "planned")),), (Contains("number", "zzz"),)])
def test_that_groups_follow_each_other_as_the_rows_do(
    register: Register, field: str, descending: bool, filters: tuple[Filter, ...]
) -> None:
    order = (Order(field, descending), Order("number"))
    query = Query("delivery", (field, "total_value", "total_currency"), filters=filters, order=order)
    with register.reading() as reader:
        rows = list(reader.every(query))
        found = reader.groups(query, (SumOf("total_value", ("total_currency",)), SumOf("item_count")))
    assert sum(group.count for group in found) == len(rows)
    stretches = [list(some) for _, some in groupby(rows, key=lambda row: common(row.values[0]))]
    assert [group.count for group in found] == [len(some) for some in stretches]
    for group, some in zip(found, stretches, strict=True):
        assert common(group.value) == common(some[0].values[0])
        assert dict(group.sums[0]) == added([row.values[1:] for row in some])
        assert group.sums[1] == (((), len(some)),)


def common(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.year
    return sort_key(value) or None if isinstance(value, str) else value


def added(values: Sequence[tuple[Any, ...]]) -> dict[tuple[str, ...], Decimal]:
    totals: dict[tuple[str, ...], Decimal] = {}
    for amount, currency in values:
        if amount is not None:
            totals[(currency,)] = totals.get((currency,), Decimal(0)) + amount
    return totals


def test_that_what_is_empty_is_a_group_of_its_own(register: Register) -> None:
    with register.reading() as reader:
        first = reader.groups(Query("delivery", order=(Order("handed_over"),)), ())[0]
        assert first == ListGroup(None, 8)
        assert reader.groups(Query("delivery", order=(Order("subject"),)), ())[0].value is None


def test_that_every_field_that_can_be_a_column_can_group(register: Register) -> None:
    for field in list_fields(Delivery):
        if field.listed:
            with register.reading() as reader:
                found = reader.groups(Query("delivery", order=(Order(field.name),)), ())
            assert sum(group.count for group in found) == 40, field.name
