"""One rule after another, over every record type and every field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.catalogue import CHILDREN, RECORDS, TYPES
from desktop_app.domain.choices import CODE_LISTS
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Between, Contains, Empty, Filter, OneOf, Order, Query
from desktop_app.domain.record import (
    Record,
    changed,
    child_fields,
    field_map,
    fields_of,
    list_fields,
    problems_of,
    typed_fields,
)
from desktop_app.domain.relations import Way, relations_of
from desktop_app.services.filter_words import relation_words
from desktop_app.storage import queries
from desktop_app.storage.engine import open_engine
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from desktop_app.storage.repository import load_flat
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import CHECKSUM, METADATA, TABLES, key_column, keyed_fields, list_index, stored_fields
from desktop_app.storage.unit_of_work import UnitOfWork
from tests import builders

ALL = pytest.mark.parametrize("record_type", TYPES.values(), ids=TYPES.keys())
WHOLE = pytest.mark.parametrize("record_type", RECORDS, ids=[each.NAME for each in RECORDS])
RANGED_KINDS = {Kind.DATE, Kind.TIMESTAMP, Kind.INTEGER, Kind.DECIMAL}


def every_listed(kinds: Iterable[Kind] = Kind) -> pytest.MarkDecorator:
    cases = [(each, field) for each in TYPES.values() for field in list_fields(each) if field.kind in set(kinds)]
    return pytest.mark.parametrize(
        ("record_type", "field"), cases, ids=[f"{each.NAME}.{field.name}" for each, field in cases]
    )


CODES = {code_list.name: [choice.code for choice in code_list.codes] for code_list in CODE_LISTS}
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SAMPLES: dict[Kind, tuple[Any, ...]] = {
    **dict.fromkeys(TEXT_KINDS, ("", "Ähre", "zebra 0017", "Ґанок", "Ганна")),
    Kind.INTEGER: (None, 20, 3, 100, 7),
    Kind.DECIMAL: (None, Decimal(20), Decimal("3.5"), Decimal(100), Decimal("-7.25")),
    Kind.DATE: (None, PartialDate(2023, 1, 1), PartialDate(2019), PartialDate(2019, 5, 7), PartialDate(2019, 5)),
    Kind.TIMESTAMP: (None, *(datetime(2019, month, 7, 12, tzinfo=UTC) for month in (9, 3, 5, 4))),
    Kind.BOOLEAN: (False, True, False, True, True),
}
ROWS = 5


def sample(field: Field, row: int) -> Any:
    if field.kind is Kind.LINK:
        return (None, 2, 1, 4, 3)[row]
    if field.kind is Kind.CHOICE:
        codes = CODES[field.choices]
        return ("", codes[-1], codes[0], "no-such-code", codes[1])[row]
    if field.kind is Kind.CHOICES:
        first, second, *_ = CODES[field.choices]
        return ((), (first,), (first, second), (second,), ())[row]
    return SAMPLES[field.kind][row]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A register with some rows of every type that hold something, or nothing, in every field; links lead anywhere."""
    path = tmp_path_factory.mktemp("rules") / "all.bruecke"
    create_register(path, who="test").close()
    engine = open_engine(path, foreign_keys=False)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        unit = UnitOfWork(connection, who="test", origin="test", verb="save", now=NOW)
        types = [record_type for record_type in TYPES.values() if record_type.NAME != "code-value"]
        made = {record_type: [sampled(record_type, row) for row in range(ROWS)] for record_type in types}
        for items in made.values():
            for item in items:
                unit.lookup.remember(item)
        for items in made.values():
            unit._insert(items)
    yield engine
    engine.dispose()


def sampled(record_type: type[Record], row: int) -> Record:
    held: dict[str, Any] = {field.name: sample(field, row) for field in stored_fields(record_type)}
    if record_type in CHILDREN:
        held |= {"owner_id": (3, 1, 2, 2, 4)[row], "position": row}
    return record_type(id=row + 1, version=1, **held)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = create_register(tmp_path / "register.bruecke", who="test")
    yield opened
    opened.close()


def with_children(record_type: type[Record], stock: builders.Stock, **values: Any) -> Record:
    """Return a record with at least one row of every child type."""
    item = builders.RECORDS[record_type.NAME](stock, **values)
    more = {
        field.name: (*getattr(item, field.name), builders.CHILDREN[field.target](stock))
        for field in child_fields(record_type)
    }
    return changed(item, **more)


def written_field(record_type: type[Record]) -> Field:
    """Return a field in which anything may be written; an identifier where a type has no other."""
    fields = [field for field in typed_fields(record_type) if field.name != "code"]
    return next(field for kind in (Kind.TEXT, Kind.CODE) for field in fields if field.kind is kind)


# -- declarations ------------------------------------------------------------------------------------------------------


def test_that_every_record_type_has_a_builder() -> None:
    assert builders.RECORDS.keys() == {record_type.NAME for record_type in RECORDS}
    assert builders.CHILDREN.keys() == {record_type.NAME for record_type in CHILDREN}


@ALL
def test_that_the_columns_follow_the_declaration(record_type: type[Record]) -> None:
    table = TABLES[record_type.NAME]
    own = {"id", "trashed_at", CHECKSUM, *({"owner_id", "position"} if record_type in CHILDREN else {"version"})}
    declared = {field.name for field in fields_of(record_type) if field.kind is not Kind.CHILDREN}
    keys = {key_column(field.name) for field in keyed_fields(record_type)}
    assert {column.name for column in table.columns} == own | declared | keys
    for field in stored_fields(record_type):
        links = {key.target_fullname for key in table.c[field.name].foreign_keys}
        assert links == ({f"{TABLES[field.target].name}.id"} if field.kind is Kind.LINK else set())


@ALL
def test_that_every_listed_column_of_a_list_is_indexed(record_type: type[Record]) -> None:
    listed = [field for field in stored_fields(record_type) if field.listed]
    assert all(list_index(TABLES[record_type.NAME], field.name) for field in listed) == record_type.BROWSED
    assert (f"{TABLES[record_type.NAME].name}_search" in METADATA.tables) == record_type.BROWSED


@ALL
def test_that_lists_and_links_of_fields_exist(record_type: type[Record]) -> None:
    for field in fields_of(record_type):
        assert not field.choices or field.choices in CODES
        assert not field.target or field.target in TYPES
        assert field.label


# -- rows --------------------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
DAYS = st.dates()
PARTIAL = st.one_of(
    DAYS.map(lambda day: PartialDate(day.year)),
    DAYS.map(lambda day: PartialDate(day.year, day.month)),
    DAYS.map(PartialDate.of),
)


def values(field: Field) -> st.SearchStrategy[Any]:  # noqa: PLR0911  one for each kind
    if field.kind in TEXT_KINDS or field.kind is Kind.CHOICE:
        return TEXTS
    if field.kind is Kind.DECIMAL:
        return st.none() | st.decimals(-(10**12), 10**12, places=field.scale)
    if field.kind in {Kind.INTEGER, Kind.LINK}:
        return st.none() | st.integers(-(2**62), 2**62)
    if field.kind is Kind.BOOLEAN:
        return st.booleans()
    if field.kind is Kind.DATE:
        return st.none() | PARTIAL
    if field.kind is Kind.TIMESTAMP:
        return st.none() | st.datetimes(datetime(1000, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC))  # noqa: DTZ001
    return st.lists(st.sampled_from(CODES[field.choices]), unique=True).map(tuple)


@ALL
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_a_record_comes_back_from_its_row_as_it_was(
    filled: Engine, record_type: type[Record], data: st.DataObject
) -> None:
    drawn: dict[str, Any] = {field.name: data.draw(values(field), field.name) for field in stored_fields(record_type)}
    drawn |= {"owner_id": 1} if record_type in CHILDREN else {"version": 3}
    item = record_type(id=1_000, **drawn)
    coder = codec(record_type)
    with filled.connect().execution_options(writes=True) as connection, connection.begin() as transaction:
        marks = ", ".join("?" * len(coder.columns))
        names = ", ".join(f'"{name}"' for name in coder.columns)
        row = coder.encode(item, [""] * len(coder.key_fields))
        connection.exec_driver_sql(f"INSERT INTO {TABLES[record_type.NAME].name} ({names}) VALUES ({marks})", row)
        assert load_flat(connection, record_type.NAME, [1_000]) == {1_000: item}
        transaction.rollback()


# -- lists -------------------------------------------------------------------------------------------------------------


def all_of(engine: Engine, record_type: type[Record]) -> dict[int, Record]:
    with engine.connect() as connection:
        ids = [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {TABLES[record_type.NAME].name}")]
        return load_flat(connection, record_type.NAME, ids)


def found(engine: Engine, record_type: type[Record], *filters: Filter, search: str = "") -> set[int]:
    query = Query(record_type.NAME, filters=filters, search=search)
    with engine.connect() as connection:
        ids = [row.id for row in queries.every(connection, query)]
        assert queries.count(connection, query) == len(ids) == len(set(ids))
    return set(ids)


@every_listed()
def test_that_every_listed_field_sorts(filled: Engine, record_type: type[Record], field: Field) -> None:
    with filled.connect() as connection:
        unit = UnitOfWork(connection, who="", origin="", verb="", now=NOW)

        def key(item: Record) -> Any:
            value = getattr(item, field.name)
            if field.kind is Kind.LINK:
                linked = unit.lookup.find(field.target, value)
                known = sort_key(linked.title) if linked else ""
                return (known, value) if field.name == "owner_id" else known
            if field.kind is Kind.CHOICE:
                keyed = field in keyed_fields(record_type) or value in CODES[field.choices]
                return unit.lookup.rank_key(field.choices, value) if keyed else ""
            if field.kind is Kind.CHOICES:
                return f" {' '.join(value)} " if value else ""
            if field.kind in TEXT_KINDS:
                return sort_key(value)
            return (value is not None, value)

        items = all_of(filled, record_type)
        expected = sorted(items, key=lambda number: (key(items[number]), number))
        for descending in (False, True):
            query = Query(record_type.NAME, order=(Order(field.name, descending),))
            ids = [row.id for row in queries.every(connection, query)]
            assert ids == (expected[::-1] if descending else expected)
            assert [row.id for row in queries.page(connection, query, 1, 3)] == ids[1:4]
            assert [row.id for row in queries.page(connection, query, len(ids) - 2, 100)] == ids[-2:]
            for place in (0, 2, len(ids) - 1):
                assert queries.position(connection, query, ids[place]) == place


@every_listed()
def test_that_every_listed_field_filters(filled: Engine, record_type: type[Record], field: Field) -> None:
    items = all_of(filled, record_type)
    held = {number: getattr(item, field.name) for number, item in items.items()}
    empty = {number for number, value in held.items() if value in ("", None, ())}
    assert found(filled, record_type, Empty(field.name)) == empty
    assert found(filled, record_type, Empty(field.name, empty=False)) == held.keys() - empty
    some: Any = next((value for value in held.values() if value not in ("", None, ())), None)
    if field.kind is Kind.CHOICES:
        code = some[0]
        same = {number for number, value in held.items() if code in value}
        assert found(filled, record_type, OneOf(field.name, (code,))) == same
    else:
        same = {number for number, value in held.items() if value == some}
        assert found(filled, record_type, OneOf(field.name, (some,))) == same
    assert found(filled, record_type, OneOf(field.name, ())) == set()
    with filled.connect() as connection:
        row = queries.page(connection, Query(record_type.NAME, (field.name,)), 0, 1)[0]
    shown = held[row.id]
    if field.kind is Kind.LINK:
        shown = all_of(filled, TYPES[field.target])[shown].title if shown in all_of(filled, TYPES[field.target]) else ""
    assert row.values == (shown,)


@every_listed(TEXT_KINDS | {Kind.LINK})
def test_that_every_text_and_link_is_found_by_a_part_of_it(
    filled: Engine, record_type: type[Record], field: Field
) -> None:
    held = {number: getattr(item, field.name) for number, item in all_of(filled, record_type).items()}
    if field.kind is Kind.LINK:
        titles = {number: item.title for number, item in all_of(filled, TYPES[field.target]).items()}
        held = {number: titles.get(value, "") for number, value in held.items()}
    for text in ("ZEBRA 00", "ган", "ähr", "*", "Ahre", "zzz"):
        wanted = {number for number, value in held.items() if fold(text) in fold(value)} if text != "*" else set(held)
        if text != "*" or (field in keyed_fields(record_type) or field.kind is Kind.LINK):
            assert found(filled, record_type, Contains(field.name, text)) == wanted, text


@every_listed(RANGED_KINDS)
def test_that_every_date_and_number_filters_by_a_range(filled: Engine, record_type: type[Record], field: Field) -> None:
    held = {number: getattr(item, field.name) for number, item in all_of(filled, record_type).items()}
    first: Any
    last: Any
    if field.kind in {Kind.DATE, Kind.TIMESTAMP}:
        first, last = PartialDate(2019, 4), PartialDate(2019, 5)
        inside = {number for number, value in held.items() if value is not None and is_in_april_or_may(value)}
    else:
        first, last = 4, 20
        inside = {number for number, value in held.items() if value is not None and first <= value <= last}
    empty = {number for number, value in held.items() if value is None}
    assert found(filled, record_type, Between(field.name, first, last)) == inside
    assert found(filled, record_type, Between(field.name, first, last, or_empty=True)) == inside | empty
    assert found(filled, record_type, Between(field.name)) == held.keys() - empty


def is_in_april_or_may(value: PartialDate | datetime) -> bool:
    if isinstance(value, datetime):
        return value.year == 2019 and value.month in {4, 5}
    return value.iso.startswith(("2019-04", "2019-05"))


@ALL
def test_that_unknown_fields_are_refused(filled: Engine, record_type: type[Record]) -> None:
    name = record_type.NAME
    with filled.connect() as connection:
        for query in (
            Query(name, columns=("no_such_field",)),
            Query(name, filters=(Empty("no_such_field"),)),
            Query(name, order=(Order("no_such_field"),)),
        ):
            with pytest.raises(KeyError):
                queries.page(connection, query, 0, 1)


@ALL
def test_that_search_finds_in_both_scripts(filled: Engine, record_type: type[Record]) -> None:
    if record_type.NAME == "code-value":
        assert len(found(filled, record_type, search="Feuerwehr")) > 3
        return
    texts = {field.name for field in stored_fields(record_type) if field.kind in TEXT_KINDS and field.searched}
    if texts - {"title"}:
        assert 2 in found(filled, record_type, search="ahre")
        assert {4, 5} <= found(filled, record_type, search="ГАН")
    assert found(filled, record_type, search="ahre *") == set()


# -- saving ------------------------------------------------------------------------------------------------------------


@WHOLE
def test_that_every_record_type_is_saved_changed_trashed_and_restored(
    register: Register, record_type: type[Record]
) -> None:
    stock = builders.stock(register)
    name = record_type.NAME
    with register.changing(origin="test", verb="save") as unit:
        saved = unit.add(with_children(record_type, stock))
    assert saved.id is not None
    assert (saved.version, saved.created_by, saved.changed_by) == (1, "test", "test")
    assert saved.title
    with register.reading() as reader:
        assert reader.record(name, saved.id) == saved
    text = written_field(record_type)
    with register.changing(origin="test", verb="save") as unit:
        later = unit.save(changed(saved, **{text.name: "Geändert"}))
    assert later.version == 2
    with register.reading() as reader:
        assert reader.record(name, saved.id) == later
        assert [row.id for row in reader.every(Query(name, search="geändert"))] == [saved.id]
    if name == "code-value":
        return
    with register.changing(origin="test", verb="trash") as unit:
        unit.trash(name, [saved.id])
    with register.reading() as reader:
        trashed = reader.record(name, saved.id)
        assert trashed.trashed_at is not None
        assert saved.id not in {row.id for row in reader.every(Query(name))}
        assert not list(reader.every(Query(name, search="geändert")))
        assert [row.id for row in reader.every(Query(name, search="geändert", trashed=True))] == [saved.id]
    with register.changing(origin="test", verb="restore") as unit:
        unit.restore(name, [saved.id])
    with register.reading() as reader:
        back = reader.record(name, saved.id)
        assert back == changed(later, version=4)
        assert [row.id for row in reader.every(Query(name, search="geändert"))] == [saved.id]
        assert reader.file_faults() == reader.link_faults() == []


@WHOLE
def test_that_the_history_says_what_was_made_changed_and_trashed(register: Register, record_type: type[Record]) -> None:
    stock = builders.stock(register)
    with register.changing(origin="form", verb="save") as unit:
        saved = unit.add(with_children(record_type, stock))
    text = written_field(record_type)
    with register.changing(origin="form", verb="save") as unit:
        unit.save(changed(saved, **{text.name: "Geändert"}))
    with register.reading() as reader:
        latest = reader.operations(2)
    assert [(each["verb"], each["record_type"], each["record_id"]) for each in latest] == [
        ("save", record_type.NAME, saved.id)
    ] * 2
    with register._engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT action, field, old, new FROM change WHERE record_type = ? AND record_id = ? ORDER BY id",
            (record_type.NAME, saved.id),
        ).fetchall()
    old = getattr(saved, text.name) or None
    assert [tuple(row) for row in rows] == [
        ("create", "", None, "1"),
        ("change", "", None, "2"),
        ("field", text.name, old, "Geändert"),
    ]


@WHOLE
def test_that_saving_what_was_not_changed_writes_nothing(register: Register, record_type: type[Record]) -> None:
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        saved = unit.add(with_children(record_type, stock))
    with register.reading() as reader:
        before = reader.change_count()
    with register.changing(origin="test", verb="save") as unit:
        assert unit.save(saved) == saved
    with register.reading() as reader:
        assert reader.change_count() == before
        assert reader.record(record_type.NAME, saved.id or 0).version == 1


@WHOLE
def test_that_required_fields_are_asked_for(register: Register, record_type: type[Record]) -> None:
    stock = builders.stock(register)
    item = builders.RECORDS[record_type.NAME](stock)
    for field in typed_fields(record_type):
        if field.required:
            problems = [problem for problem in problems_of(changed(item, **{field.name: ""})) if problem.error]
            assert field.name in {problem.field for problem in problems}
    assert not [problem for problem in problems_of(item) if problem.error]


@ALL
def test_that_field_names_are_told_by_the_map(record_type: type[Record]) -> None:
    assert list(field_map(record_type)) == [field.name for field in fields_of(record_type)]


@pytest.mark.parametrize("record_type", RECORDS, ids=lambda each: each.NAME)
def test_that_what_a_new_record_takes_over_from_the_last_is_typed_and_no_number_of_its_own(record_type: type[Record]):
    typed = {field.name for field in (*typed_fields(record_type), *child_fields(record_type))}
    assert set(record_type.CARRIED) <= typed - {*record_type.UNIQUE, *record_type.FOR_ONE}


@WHOLE
def test_that_the_ways_in_which_others_link_to_a_record_have_words_of_their_own(record_type: type[Record]):
    ways = [each for each in relations_of(record_type).values() if each.way in {Way.LINKING, Way.LINKING_ROW}]
    words = [relation_words(record_type.NAME, each) for each in ways if each.target != Attachment.NAME]
    assert len(set(words)) == len(words)
    assert record_type.PLURAL not in words, "whether it is the whole or a part of it, the plural does not say"
