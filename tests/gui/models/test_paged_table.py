"""A paged list reads on as it is asked for more, and no further than it had been read when it is read anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from desktop_app.base.errors import UserError
from desktop_app.gui.models.paged_table import PagedTableModel


class Numbers:
    """Numbers from 0 on, ten a page, and how often they were asked for."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.asked = 0
        self.broken = False

    def read(self, after: int | None) -> Sequence[int]:
        self.asked += 1
        if self.broken:
            raise UserError("cannot be read")
        first = 0 if after is None else after + 1
        return range(first, min(first + 10, self.last))


def model_of(numbers: Numbers) -> PagedTableModel[int]:
    return PagedTableModel(["Number", "Square"], numbers.read, lambda one: (str(one), str(one * one)), 10)


def test_that_only_the_first_page_is_read_at_once(qtmodeltester: ModelTester):
    numbers = Numbers(25)
    model = model_of(numbers)
    model.refresh()
    assert (model.rowCount(), numbers.asked) == (10, 1)
    assert model.index(3, 1).data() == "9"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Square"
    qtmodeltester.check(model)


def test_that_it_reads_on_to_the_end():
    numbers = Numbers(20)
    model = model_of(numbers)
    model.refresh()
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert (model.rowCount(), model.item(19), model.item(20), numbers.asked) == (20, 19, None, 3)


def test_that_reading_anew_goes_as_far_as_before():
    numbers = Numbers(100)
    model = model_of(numbers)
    model.refresh()
    model.fetchMore(QModelIndex())
    numbers.last = 1000
    model.refresh()
    assert model.rowCount() == 20
    numbers.last = 5
    model.refresh()
    assert model.items() == (0, 1, 2, 3, 4)


def test_that_a_page_that_cannot_be_read_ends_the_list():
    numbers = Numbers(100)
    numbers.broken = True
    model = model_of(numbers)
    failures: list[Exception] = []
    model.failed.connect(failures.append)
    model.refresh()
    assert (model.rowCount(), model.canFetchMore(), len(failures)) == (0, False, 1)
