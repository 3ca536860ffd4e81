"""The table model on a long list: what it reads, what it holds, what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import language, set_language
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Contains, ListRow, Order, Query
from desktop_app.domain.record import list_fields
from desktop_app.domain.task import Task
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.models.record_table import PAGE, RecordTableModel, TableColumn
from desktop_app.services.browsing import Browser
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.places import Places
from desktop_app.storage.files import create_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register

ROWS = 4_500
NAMES = ("subject", "due", "responsible")


class CountedBrowser(Browser):
    """A browser that notes which pages it is asked for."""

    def __init__(self, register: Register) -> None:
        super().__init__(register, CodeLists(register), Places(register, Gazetteer()))
        self.asked: list[int] = []
        self.silent = False

    def count(self, query: Query) -> int:
        if self.silent:
            raise UserError("cannot be read")
        return super().count(query)

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        if self.silent:
            raise UserError("cannot be read")
        self.asked.append(first)
        return super().page(query, first, size)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with many tasks."""
    made = create_register(Path(tmp_path_factory.mktemp("long")) / "long.bruecke", who="Kern")
    tasks = [Task(subject=f"Aufgabe {n:05}", due=PartialDate(2026, n % 12 + 1)) for n in range(ROWS)]
    with made.changing(origin="import", verb="import") as unit:
        unit.add_all(tasks)
    yield made
    made.close()


@pytest.fixture
def browser(register: Register) -> Iterator[CountedBrowser]:
    before = language()
    set_language("en")
    yield CountedBrowser(register)
    set_language(before)


@pytest.fixture
def model(browser: CountedBrowser, qapp) -> RecordTableModel:
    fields = {field.name: field for field in list_fields(Task)}
    columns = [TableColumn(fields[name], browser.shown) for name in NAMES]
    made = RecordTableModel(browser, columns, Query("task", order=(Order("subject"),)))
    made.refresh()
    return made


def shown(model: RecordTableModel, row: int, column: int = 0) -> str:
    return str(model.index(row, column).data())


def test_that_the_model_keeps_the_promises_that_views_rely_on(model: RecordTableModel):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_order((Order("subject", descending=True),))
    model.set_filter("0004", ())
    assert model.rowCount() == 11
    del tester


def test_that_every_row_is_shown_wherever_one_looks(model: RecordTableModel):
    assert model.rowCount() == ROWS
    assert model.columnCount() == 3
    assert [shown(model, row) for row in (0, 99, 100, 2_345, ROWS - 1)] == [
        "Aufgabe 00000",
        "Aufgabe 00099",
        "Aufgabe 00100",
        "Aufgabe 02345",
        "Aufgabe 04499",
    ]
    assert shown(model, 4, 1) == "05/2026"
    assert model.index(ROWS, 0).isValid() is False


def test_that_a_page_is_read_once_while_it_is_looked_at(model: RecordTableModel, browser: CountedBrowser):
    for row in range(PAGE):
        shown(model, row)
        shown(model, row, 1)
    assert browser.asked == [0]


def test_that_the_pages_in_memory_are_bounded_and_the_oldest_goes_first(
    model: RecordTableModel, browser: CountedBrowser
):
    for row in range(0, ROWS, PAGE):
        shown(model, row)
    held = len(model._pages)
    assert held < ROWS // PAGE
    browser.asked.clear()
    shown(model, ROWS - 1)
    assert browser.asked == []
    shown(model, 1)
    assert browser.asked == [0]
    assert len(model._pages) == held


def test_that_sorting_and_filtering_ask_the_query_and_not_the_rows(model: RecordTableModel, browser: CountedBrowser):
    browser.asked.clear()
    model.set_order((Order("due", descending=True), Order("subject")))
    assert shown(model, 0, 1) == "12/2026"
    model.set_filter("", (Contains("subject", "0123"),))
    assert model.rowCount() == 11
    assert browser.asked == [0]
    assert shown(model, 0, 1) >= shown(model, 10, 1)


def test_that_the_same_filter_again_reads_nothing(model: RecordTableModel, browser: CountedBrowser):
    model.set_filter("0123", ())
    shown(model, 0)
    browser.asked.clear()
    model.set_filter("0123", ())
    model.set_order((Order("subject"),))
    shown(model, 0)
    assert browser.asked == []


def test_that_a_record_is_found_at_its_place(model: RecordTableModel, browser: CountedBrowser):
    record_id = model.record_id(3_210)
    assert record_id is not None
    assert browser.positions(model.query, [record_id]) == {record_id: 3_210}
    assert model.record_id(ROWS + 5) is None


def test_that_other_columns_show_the_same_rows(model: RecordTableModel, browser: CountedBrowser):
    fields = {field.name: field for field in list_fields(Task)}
    model.set_columns([TableColumn(fields[name], browser.shown) for name in ("due", "subject")])
    assert (shown(model, 4), shown(model, 4, 1)) == ("05/2026", "Aufgabe 00004")
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Due"


@pytest.fixture
def distant(browser: CountedBrowser, qapp) -> Iterator[RecordTableModel]:
    """The model on a list that comes over a network."""
    fields = {field.name: field for field in list_fields(Task)}
    columns = [TableColumn(fields[name], browser.shown) for name in NAMES]
    runner = TaskRunner(qapp)
    made = RecordTableModel(browser, columns, Query("task", order=(Order("subject"),)), runner)
    made.refresh()
    yield made
    runner.end()


def test_that_distant_rows_are_shown_when_they_come(
    distant: RecordTableModel, browser: CountedBrowser, qtbot: QtBot
) -> None:
    assert shown(distant, 0) == "Aufgabe 00000"
    assert distant.index(3_000, 0).data() is None
    with qtbot.waitSignal(distant.dataChanged) as heard:
        assert distant.index(3_001, 0).data() is None
    assert (heard.args[0].row(), heard.args[1].row()) == (3_000, 3_099)
    assert shown(distant, 3_000) == "Aufgabe 03000"
    assert browser.asked == [0, 3_000]
    distant.refresh()
    assert shown(distant, 3_000) == "Aufgabe 03000"


def test_that_distant_rows_scrolled_past_are_not_read(
    distant: RecordTableModel, browser: CountedBrowser, qtbot: QtBot
) -> None:
    for row in range(0, ROWS, PAGE):
        distant.index(row, 0).data()
    qtbot.waitUntil(lambda: distant.index(ROWS - 1, 0).data() is not None)
    assert len(browser.asked) < 20


def test_that_a_distant_list_that_cannot_be_read_anew_stays(
    distant: RecordTableModel, browser: CountedBrowser, qtbot: QtBot
) -> None:
    browser.silent = True
    with pytest.raises(UserError):
        distant.refresh()
    with pytest.raises(UserError):
        distant.set_filter("0123", ())
    with qtbot.waitSignal(distant.failed):
        distant.index(3_000, 0).data()
    assert (distant.rowCount(), distant.query.search) == (ROWS, "")
    assert shown(distant, 0) == "Aufgabe 00000"
    browser.silent = False
    distant.refresh()
    distant.index(3_000, 0).data()
    qtbot.waitUntil(lambda: distant.index(3_000, 0).data() == "Aufgabe 03000")
