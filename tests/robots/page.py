"""A page in the user's words: search, filter, sort, choose a row."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from desktop_app.gui.kit.empty_state import EmptyState
from desktop_app.gui.kit.page_header import PageHeader
from desktop_app.gui.kit.search_bar import SearchBar
from desktop_app.gui.records.page import RecordPage
from tests.robots.form import FormRobot
from tests.robots.keyboard import CTRL, NONE, Key, press, type_text


class PageRobot:
    """The page of one record type."""

    def __init__(self, page: RecordPage) -> None:
        self.page = page
        self.record = page.view.name

    @property
    def table(self) -> QTableView:
        """The list."""
        return cast("QTableView", self.page.findChild(QTableView, f"table.{self.record}"))

    @property
    def model(self) -> QAbstractItemModel:
        """What the list shows."""
        return self.table.model()

    @property
    def form(self) -> FormRobot:
        """The form beside the list."""
        return FormRobot(self.page.form)

    @property
    def count(self) -> str:
        """The count in words."""
        header = self.page.findChild(PageHeader)
        assert header is not None
        return header.count()

    @property
    def search_field(self) -> SearchBar:
        """The search field."""
        return cast("SearchBar", self.page.findChild(QLineEdit, f"search.{self.record}"))

    def headings(self) -> list[str]:
        """The headings of the columns, from left to right."""
        header = self.table.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(self.model.columnCount())]
        return [str(self.model.headerData(place, Qt.Orientation.Horizontal)) for place in places]

    def rows(self, limit: int = 200) -> list[list[str]]:
        """What the rows show, from left to right."""
        header = self.table.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(self.model.columnCount())]
        return [
            [str(self.model.index(row, place).data() or "") for place in places]
            for row in range(min(limit, self.model.rowCount()))
        ]

    def column(self, heading: str) -> list[str]:
        """What one column shows."""
        place = self.headings().index(heading)
        return [row[place] for row in self.rows()]

    def search(self, words: str) -> None:
        """Search with Ctrl+F."""
        press(Key.Key_F, CTRL)
        assert self.search_field.hasFocus(), "Ctrl+F does not lead to the search field"
        press(Key.Key_Delete) if not words else type_text(words)
        press(Key.Key_Return)

    def filter(self, name: str, words: str) -> None:
        """Type into the filter field of a column."""
        fields = self.page.findChildren(QWidget, f"filter.{self.record}.{name}")
        assert fields, f"no filter field of {name}"
        field = fields[-1]  # those before were replaced and go with the next turn of the event loop
        field.setFocus(Qt.FocusReason.TabFocusReason)
        press(Key.Key_A, CTRL)
        type_text(words)
        press(Key.Key_Return)

    def sort(self, heading: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click on the heading of a column."""
        header = self.table.horizontalHeader()
        logical = header.logicalIndex(self.headings().index(heading))
        place = QPoint(header.sectionViewportPosition(logical) + 10, 10)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifiers, place)
        QApplication.processEvents()

    def choose(self, words: str) -> FormRobot:
        """Make the row that shows these words the current one, as a click does; return the form beside it."""
        for row, shown in enumerate(self.rows(5000)):
            if words in shown:
                area = self.table.visualRect(self.model.index(row, 0))
                self.table.scrollTo(self.model.index(row, 0))
                area = self.table.visualRect(self.model.index(row, 0))
                QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, NONE, area.center())
                QApplication.processEvents()
                return self.form
        raise AssertionError(f"no row shows {words}: {self.rows(20)}")

    def index_of(self, words: str, heading: str) -> QModelIndex:
        """The cell of a column in the row that shows some words."""
        header = self.table.horizontalHeader()
        column = header.logicalIndex(self.headings().index(heading))
        for row, shown in enumerate(self.rows(5000)):
            if words in shown:
                return self.model.index(row, column)
        raise AssertionError(f"no row shows {words}: {self.rows(20)}")

    def cell(self, words: str, heading: str) -> str:
        """What the cell of a column shows in the row that shows some words."""
        return str(self.index_of(words, heading).data() or "")

    def go_to_cell(self, words: str, heading: str) -> None:
        """Click on a cell."""
        index = self.index_of(words, heading)
        self.table.scrollTo(index)
        place = self.table.visualRect(index).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, NONE, place)
        QApplication.processEvents()

    def new(self) -> FormRobot:
        """Begin a new record with Ctrl+N."""
        press(Key.Key_N, CTRL)
        return self.form

    def says(self) -> str:
        """The words shown instead of rows; empty where rows are shown."""
        for state in self.page.findChildren(EmptyState):
            if state.isVisible():
                return state._heading.text()
        return ""
