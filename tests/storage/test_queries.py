"""Pages are cut right from long lists, whichever way is taken to them."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.base.text import sort_key
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Between, Contains, Empty, Filter, OneOf, Order, Query
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.storage import queries
from desktop_app.storage.register import Register
from tests import builders

TASKS = 3 * queries.FEW
WORDS = ("Bericht", "Anruf", "Übergabe", "Дзвінок", "Ґанок")


@pytest.fixture(scope="module")
def register(shared_register: Register) -> Register:
    with shared_register.changing(origin="test", verb="save") as unit:
        unit.add_all([task(number) for number in range(TASKS)])
    return shared_register


def task(number: int) -> Task:
    return builders.task(
        subject=f"{WORDS[number % 5]} {number * 7 % 1000:03}",
        due=PartialDate(2020 + number % 7, 1 + number % 12) if number % 3 else None,
        responsible="selten" if number % 500 == 0 else "oft",
    )


@pytest.fixture(scope="module")
def tasks(register: Register) -> dict[int, Task]:
    with register.reading() as reader:
        return reader.records("task", [row.id for row in reader.every(Query("task"))])


def expected(tasks: dict[int, Task], words: str, order: tuple[Order, ...]) -> list[int]:
    found = [number for number, item in tasks.items() if words in sort_key(item.subject)]
    for each in reversed((*order, Order("id", descending=bool(order) and order[-1].descending))):
        found.sort(key=lambda number: key(tasks[number], each.field), reverse=each.descending)
    return found


def key(item: Task, field: str) -> Any:
    if field == "due":
        return item.due.iso if item.due else ""
    return item.id if field == "id" else sort_key(getattr(item, field))


ORDERS = {
    "none": (),
    "text": (Order("subject"),),
    "date": (Order("due"),),
    "date down": (Order("due", descending=True),),
    "two": (Order("responsible"), Order("due", descending=True)),
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
@pytest.mark.parametrize("words", ["", "bericht", "003", "nichts"])
def test_that_every_page_of_a_list_is_right(
    register: Register, tasks: dict[int, Task], words: str, order: tuple[Order, ...]
) -> None:
    whole = expected(tasks, sort_key(words), order)
    filters: tuple[Filter, ...] = (Contains("subject", words),) if words else ()
    for query in (Query("task", filters=filters, order=order), Query("task", search=words, order=order)):
        with register.reading() as reader:
            assert reader.count(query) == len(whole)
            assert [row.id for row in reader.every(query)] == whole
            for first in (
                0,
                60,
                len(whole) // 2,
                max(0, len(whole) - 70),
                max(0, len(whole) - 3),
                len(whole),
                len(whole) + 10,
            ):
                assert [row.id for row in reader.page(query, first, 50)] == whole[first : first + 50]
            for place in {0, len(whole) // 3, len(whole) - 1} if whole else ():
                assert reader.positions(query, [whole[place]]) == {whole[place]: place}


def test_that_a_record_which_the_query_leaves_out_has_no_position(register: Register, tasks: dict[int, Task]) -> None:
    other = next(number for number, item in tasks.items() if not item.subject.startswith("Bericht"))
    with register.reading() as reader:
        assert reader.positions(Query("task", search="bericht"), [other]) == {}
        assert reader.positions(Query("task", filters=(Contains("subject", "bericht"),)), [other]) == {}
        assert reader.positions(Query("task"), [10**9]) == {}


def test_that_several_filters_and_words_work_together(register: Register, tasks: dict[int, Task]) -> None:
    filters = (Between("due", PartialDate(2021), PartialDate(2023)), Empty("done"), Contains("responsible", "OFT"))
    query = Query("task", search="ganok 1", filters=filters, order=(Order("due"),))
    with register.reading() as reader:
        found = [row.id for row in reader.every(query)]
        in_cyrillic = Query("task", search="ганок 1", filters=filters, order=(Order("due"),))
        assert [row.id for row in reader.every(in_cyrillic)] == found, "Ґанок is found in Latin letters as well"
    wanted = [
        number
        for number, item in tasks.items()
        if item.subject.startswith("Ґанок")
        and "1" in item.subject
        and item.due
        and 2021 <= item.due.year <= 2023
        and item.responsible == "oft"
    ]
    assert sorted(found) == sorted(wanted)
    assert [key(tasks[number], "due") for number in found] == sorted(key(tasks[number], "due") for number in found)


def test_that_signs_of_the_search_language_are_letters_like_others(register: Register) -> None:
    with register.reading() as reader:
        for words in ("*", "?", "[a-z]", "b*t", "%", "_", "'", '"'):
            assert reader.count(Query("task", search=words)) == (TASKS if words == "'" else 0), words


def test_that_a_number_kept_for_a_list_is_forgotten_after_a_change(register: Register) -> None:
    query = Query("task", filters=(OneOf("subject", ("Neue Aufgabe",)),))
    with register.reading() as reader:
        assert reader.count(query) == 0
    with register.changing(origin="test", verb="save") as unit:
        item = unit.add(builders.task(subject="Neue Aufgabe"))
    with register.reading() as reader:
        assert reader.count(query) == 1
        assert [row.id for row in reader.page(query, 0, 10)] == [item.id]
    with register.changing(origin="test", verb="save") as unit:
        unit.save(changed(item, subject="Alte Aufgabe"), item)
    with register.reading() as reader:
        assert reader.count(query) == 0
    with register.changing(origin="test", verb="trash") as unit:
        unit.trash("task", [item.id or 0])


def test_that_a_page_walks_along_its_index(register: Register) -> None:
    with register.changing(origin="test", verb="count") as unit:
        unit.connection.exec_driver_sql("ANALYZE")  # as a server does by itself after a while
    with register.reading() as reader:
        connection = reader._connection
        for query in (Query("task", order=(Order("subject"),)), Query("task", order=(Order("due", descending=True),))):
            statement = (
                queries._sorted_ids(query).limit(100).compile(connection, compile_kwargs={"literal_binds": True})
            )
            index = f"ix_task_{query.order[0].field}_list"
            if connection.dialect.name == "sqlite":
                plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
                assert plan == [f"SCAN task USING COVERING INDEX {index}"]
            else:
                plan = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN (COSTS off) {statement}")]
                assert len(plan) == 2, plan
                assert plan[1].strip() in {
                    f"->  Index Only Scan {way}using {index} on task" for way in ("", "Backward ")
                }
