"""Conditions of an export: every field can be asked for, and what cannot be understood is told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from desktop_app.base.errors import UserError
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.query import Query
from desktop_app.domain.record import list_fields
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.exporting import parse_conditions
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from tests import builders

_FIELDS = [
    pytest.param(name, field, id=f"{name}.{field.name}")
    for name, record_type in TYPES.items()
    for field in list_fields(record_type)
    if field.listed and (record_type.BROWSED or record_type.NAME == "milestone")
]
_TYPED = {
    Kind.INTEGER: "99999999999999999999",
    Kind.DECIMAL: "3,5",
    Kind.DATE: "3/2019",
    Kind.TIMESTAMP: "12.3.2019",
    Kind.BOOLEAN: "ja",
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = create_register(tmp_path_factory.mktemp("conditions") / "r.bruecke", who="Anna")
    stock = builders.stock(opened)
    with opened.changing(origin="test", verb="save") as unit:
        unit.add(builders.territory(name_de="Essen", latitude=Decimal("51.4"), population=3))
        unit.add(builders.territory(name_de="Essenheim", population=5))
        unit.add(builders.partnership(stock))
        unit.add(builders.delivery(stock))
    yield opened
    opened.close()


def found(register: Register, record: str, *conditions: str) -> int:
    filters = parse_conditions(record, conditions, CodeLists(register))
    with register.reading() as reader:
        return reader.count(Query(record, filters=filters))


@pytest.mark.parametrize(("record", "field"), _FIELDS)
def test_that_every_field_can_be_asked_for(register: Register, record: str, field: Field) -> None:
    codes = CodeLists(register)
    words = next(iter(codes.options(field.choices)))[1] if field.choices else _TYPED.get(field.kind, "Helsa")
    equal = found(register, record, f"{field.name}={words}")
    empty = found(register, record, f"{field.name}=")
    assert equal + empty <= found(register, record)
    if field.kind in TEXT_KINDS:
        assert found(register, record, f"{field.name}~{words}") >= equal


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("name_de=Essen", 1),
        ("name_de~essen", 2),
        (" name_de = Essen ", 1),
        ("population=3", 1),
        ("population=3,5", 0),
        ("population=-99999999999999999999", 0),
        ("latitude=51,4", 1),
        ("latitude=51,40000004", 0),
        ("country=Deutschland", 3),
        ("country=UA", 1),
    ],
)
def test_that_equal_is_whole_and_tilde_is_a_part(register: Register, condition: str, count: int) -> None:
    assert found(register, "territory", condition) == count


@pytest.mark.parametrize(
    "condition",
    ["name_de", "moon=1", "population=many", "country=Mond", "population~3", "reachable~1", "situation_date=soon"],
)
def test_that_what_is_not_understood_is_told(register: Register, condition: str) -> None:
    with pytest.raises(UserError) as told:
        parse_conditions("territory", [condition], CodeLists(register))
    assert told.value.message()
