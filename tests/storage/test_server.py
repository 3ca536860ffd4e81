"""What only a server has to be asked: whether it compares, numbers and lets write as a file does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.query import Query
from desktop_app.storage.dialect import new_ids
from desktop_app.storage.failures import StorageError
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server
from desktop_app.storage.server_making import LETTERS
from desktop_app.storage.tables import METADATA, TABLES
from tests import builders
from tests.postgres import Postgres

TEXTS = (
    "Görlitz-Süd",
    "Großröhrsdorf",
    "Кам’янець-Подільський",
    "п'ять  п`ять пʼять",
    "Ґаньківка – Ґ",
    "Łódź Œuvre Ǆ ﬁ ½ №",
    "Ѐѝ ё Ё Ѣ ѵ",
    "A\u0308rger И\u0306од і\u0308",
    '„Zitat“ "x" ‚y‘ 100% \\ ′″',
    " \t\n\u00a0\u2003 a \u200b b ",
    "",
)


@pytest.fixture
def register(postgres: Postgres) -> Iterator[Register]:
    address = postgres.fresh()
    opened = find_server(address).open("Anna")
    yield opened
    opened.close()
    postgres.drop(address)


@pytest.mark.parametrize("form", [fold, sort_key], ids=["fold", "sort_key"])
def test_that_a_server_brings_text_into_the_same_forms(register: Register, form: Callable[[str], str]) -> None:
    letters = [chr(code) for codes in LETTERS for code in codes]
    asked = [*letters, *(f"a{letter}b {letter}{letter.title()}" for letter in letters), *TEXTS]
    asked = [text for text in asked if set(text) <= {*letters}]
    statement = f"SELECT text, {form.__name__}(text) FROM unnest(%s::text[]) AS text"
    with register.reading() as reader:
        answers = dict(map(tuple, reader._connection.exec_driver_sql(statement, (asked,))))
    wrong = {text: (form(text), answers[text]) for text in asked if answers[text] != form(text)}
    assert wrong == {}


def test_that_all_text_is_compared_by_code_points(register: Register) -> None:
    statement = (
        "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
    )
    with register.reading() as reader:
        assert [row[0] for row in reader._connection.exec_driver_sql(statement)] == []


def test_that_no_id_is_given_twice(register: Register) -> None:
    table = TABLES["task"]
    with register.changing(origin="test", verb="save", dry_run=True) as unit:
        tried = unit.add(builders.task())
    saved = [_add(register) for _ in range(3)]
    with register.changing(origin="test", verb="save") as unit:
        assert unit.remove(unit.lookup.find("task", saved[-1]))
        later = new_ids(unit.connection, table, 3)
    assert len({tried.id, *saved, *later}) == 7
    assert sorted(later) == list(later)


def test_that_desks_write_one_after_the_other(register: Register) -> None:
    other = register.home.open("Boris")
    numbers: list[int] = []

    def write(desk: Register) -> None:
        numbers.extend(_add(desk) for _ in range(20))

    threads = [threading.Thread(target=write, args=(desk,)) for desk in (register, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    with register.reading() as reader:
        assert reader.count(Query("task")) == len(set(numbers)) == 40
        operations = reader.operations(40)
    assert sorted(row["record_id"] for row in operations) == sorted(numbers)


def test_that_who_waits_too_long_for_a_turn_is_told(register: Register) -> None:
    other = register.home.open("Boris")
    with (
        register.changing(origin="test", verb="save") as unit,
        pytest.raises(StorageError, match="Somebody else is writing"),
        other.changing(origin="test", verb="save"),
    ):
        unit.add(builders.task())
    other.close()
    with register.reading() as reader:
        assert reader.count(Query("task")) == 0


def test_that_what_is_read_stays_as_it_was_at_one_moment(register: Register) -> None:
    with register.reading() as reader:
        assert reader.count(Query("task")) == 0
        _add(register)
        assert reader.count(Query("task")) == 0
    with register.reading() as reader:
        assert reader.count(Query("task")) == 1


def test_that_a_server_has_every_table(register: Register) -> None:
    with register.reading() as reader:
        found = reader._connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert {row[0] for row in found} == set(METADATA.tables)


def _add(register: Register) -> int:
    with register.changing(origin="test", verb="save") as unit:
        return unit.add(builders.task()).id or 0
