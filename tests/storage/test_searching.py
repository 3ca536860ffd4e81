"""What is found first is what a look at every record gives, on a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.record import changed
from desktop_app.domain.spelling import as_typed, other_spellings
from desktop_app.domain.task import Task
from desktop_app.storage import searching
from desktop_app.storage.letter_index import LEAST_LETTERS
from desktop_app.storage.register import Register
from tests import builders
from tests.homes import HOMES, new_register

NAMES = ("Ankara", "Kannstatt", "Ганна", "Ґанок", "Анна Köln", "anna", "Bericht (2)", "Übergabe", "Straße", "X")
SIZE = 6


@pytest.fixture(scope="module", params=HOMES)
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    tasks = [
        Task(subject=f"{NAMES[n % 10]} {NAMES[n // 10 % 10]}", remarks=f"Nummer {n}", responsible=NAMES[n % 7])
        for n in range(400)
    ]
    with new_register(request, tmp_path_factory.mktemp("searched")) as made:
        with made.changing(origin="import", verb="import") as unit:
            saved = unit.add_all(tasks)
            unit.trash("task", [task.id for task in saved[::9] if task.id])
        yield made


def words_of(task: Task) -> str:
    texts = (task.title, task.remarks, task.responsible)
    return " ".join([fold(" ".join(texts)), *(each for text in texts for each in other_spellings(text))])


def mentions(task: Task, text: str) -> bool:
    words = words_of(task)
    return all(any(each in words for each in as_typed(word)) for word in fold(text).split())


def scanned(tasks: Sequence[Task], text: str) -> list[int]:
    """All that fits, the best first, by looking at every task."""
    words, wanted = fold(text).split(), sort_key(text)
    by_title = sorted(tasks, key=lambda task: (sort_key(task.title), task.id))
    begins = [task for task in by_title if wanted and sort_key(task.title).startswith(wanted)]
    if all(len(word) < LEAST_LETTERS for word in words):
        has = [task for task in by_title if all(part in sort_key(task.title) for part in wanted.split())]
        return [task.id or 0 for task in (*begins, *(task for task in has if task not in begins))]
    fitting = [task for task in by_title if mentions(task, text)]
    if len(fitting) <= searching.FEW:
        fitting.sort(key=lambda task: searching._fit(task.title, fold(text), sort_key(task.title), wanted))
        return [task.id or 0 for task in fitting]
    long = " ".join(word for word in words if len(word) >= LEAST_LETTERS)
    near = [task for task in by_title[: searching._WALKED] if task in fitting]
    if sum(mentions(task, long) for task in tasks) >= searching._MANY and len(near) < SIZE + len(begins[:SIZE]):
        found = sorted(fitting, key=lambda task: task.id or 0)
        found = found[: searching._MANY if long == " ".join(words) else searching.FEW + 1]
        fitting = [task for task in fitting if task in found]
    return [task.id or 0 for task in (*begins, *(task for task in fitting if task not in begins))]


def all_tasks(register: Register) -> list[Task]:
    with register.reading() as reader:
        ids = [row[0] for row in reader.values("task", ("title",))]
        return list(reader.records("task", ids).values())


PIECES = st.sampled_from(
    (*NAMES, "num", "mer 3", "nn", "an", "a", "ко", "анн", "ганок", "zzz", "( 2", "köl", "uebergabe")
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(PIECES, st.tuples(PIECES, PIECES).map(" ".join)),
    limits=st.sampled_from(((5, 6), (5, 3_000), (300, 301), (300, 3_000))),
    walked=st.sampled_from((20, 2_000)),
)
def test_that_the_first_are_those_of_a_full_scan(register: Register, text: str, limits: tuple[int, int], walked: int):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in zip(("FEW", "_MANY", "_WALKED"), (*limits, walked), strict=True):
            patch.setattr(searching, name, value)
        wanted = scanned(all_tasks(register), text)
        with register.reading() as reader:
            found = reader.searching.first("task", text, SIZE)
    assert list(found.ids) == wanted[:SIZE]
    assert found.more or len(wanted) <= SIZE


def test_that_of_rows_of_other_records_short_words_find_beginnings(register: Register):
    stock = builders.stock(register)
    item = builders.CHILDREN["delivery-item"]
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.delivery(stock, items=(item(stock, name_de="Uhr"), item(stock, name_de="Rohr"))))
    with register.reading() as reader:
        shown = [
            reader.titles("delivery-item", reader.searching.first("delivery-item", text, SIZE).ids)
            for text in ("uh", "hr")
        ]
    assert [list(each.values()) for each in shown] == [["Uhr"], []]


@pytest.mark.parametrize("typed", ["anakra", "kanstatt", "kannnstatt", "kannstatr", "kannsta", "kanmsta"])
def test_that_a_typing_error_is_forgiven_and_told(register: Register, typed: str):
    with register.reading() as reader:
        found = reader.searching.alike("task", typed, SIZE)
    if typed == "kannsta":
        assert found == {}, "this is no error"
    else:
        assert found
        assert {word for words in found.values() for word in words} <= {"ankara", "kannstatt"}


def test_that_short_words_and_far_ones_are_not_guessed(register: Register):
    with register.reading() as reader:
        for typed in ("anka", "ankxxa", "", "x y"):
            assert reader.searching.alike("task", typed, SIZE) == {}


def test_that_the_words_follow_every_change(register: Register):
    with register.changing(origin="form", verb="save") as unit:
        task = unit.add(Task(subject="Quarzuhr"))
    for subject, before in (("Zwölfender", "quarz"), ("Quarzuhr", "lfender")):
        with register.changing(origin="form", verb="save") as unit:
            task = unit.save(changed(task, subject=subject))
        assert ids(register, before) == ()
        assert ids(register, subject) == (task.id,)
    numbers = [task.id or 0]
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("task", numbers)
    assert ids(register, "quarz") == ()
    with register.changing(origin="form", verb="restore") as unit:
        unit.restore("task", numbers)
    assert ids(register, "quarz") == (task.id,)
    with register.reading() as reader:
        assert reader.file_faults() == []


def ids(register: Register, text: str) -> tuple[int, ...]:
    with register.reading() as reader:
        return reader.searching.first("task", text, SIZE).ids
