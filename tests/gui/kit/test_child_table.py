"""Child rows edited in a small table."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.problems import wrong
from desktop_app.gui.kit.child_table import ChildTable, usual_columns
from desktop_app.gui.kit.editors.link import LinkEditor
from tests.gui.kit.small_world import PARTY, Ear, SmallWorld, press, type_text

COLUMNS = ("place", "role", "since", "leading", "share")


@pytest.fixture
def window(qtbot, dressed: QApplication) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    return window


@pytest.fixture
def table(window: QWidget, world: SmallWorld, qtbot) -> ChildTable:
    table = ChildTable(PARTY, world, COLUMNS)
    table.setObjectName("partnership.parties")
    table.setAccessibleName("Parties")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(table)
    layout.addWidget(QLineEdit())
    window.resize(700, 500)
    window.show()
    window.activateWindow()
    table.view().setFocus()
    qtbot.waitUntil(table.view().hasFocus)
    return table


def focus() -> QWidget:
    """Return the widget that gets the keys: an open list before the field it belongs to."""
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    return widget


def back_to(table: ChildTable) -> None:
    """Make the window active again: without a screen, a list that closes leaves none active."""
    QApplication.processEvents()
    table.window().activateWindow()
    table.view().setFocus()
    QApplication.processEvents()


def cell(table: ChildTable, row: int, column: int) -> QModelIndex:
    return table.view().model().index(row, column)


def edit(table: ChildTable, row: int, column: int, text: str) -> None:
    table.view().setCurrentIndex(cell(table, row, column))
    table.view().edit(cell(table, row, column))
    editor = focus()
    type_text(editor, text)
    press(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_that_rows_come_back_with_what_the_table_does_not_show(table: ChildTable, ear: Ear):
    table.changed.connect(ear.hear)
    rows = [{"id": 5, "version": 2, "place": 3, "share": Decimal("12.50")}, {"place": 1, "since": PartialDate(2022)}]
    table.set_rows(rows)
    assert table.values() == rows
    assert ear.heard == []
    assert cell(table, 0, 0).data() == "Teltow"
    assert cell(table, 0, 4).data() == "12.50"
    assert cell(table, 1, 2).data() == "2022"


def test_that_enter_adds_and_an_empty_row_does_not_count(table: ChildTable):
    press(table.view(), Qt.Key.Key_Return)
    assert isinstance(focus(), LinkEditor)
    assert table.view().model().rowCount() == 1
    press(focus(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    press(table.view(), Qt.Key.Key_Return)
    assert table.view().model().rowCount() == 1
    assert table.values() == []


def test_that_a_row_is_typed_by_the_keyboard_alone(table: ChildTable, ear: Ear):
    table.changed.connect(ear.hear)
    press(table.view(), Qt.Key.Key_Return)
    type_text(focus(), "Telt")
    press(focus(), Qt.Key.Key_Return)
    back_to(table)
    press(table.view(), Qt.Key.Key_F2)
    press(focus(), Qt.Key.Key_Tab)
    QApplication.processEvents()
    type_text(focus(), "F")
    press(focus(), Qt.Key.Key_Tab)
    QApplication.processEvents()
    type_text(focus(), "3/2019")
    press(focus(), Qt.Key.Key_Tab)
    QApplication.processEvents()
    type_text(focus(), "12.5")
    press(focus(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert table.values() == [{"place": 3, "role": "friend", "since": PartialDate(2019, 3), "share": Decimal("12.50")}]
    assert ear.heard


def test_that_tab_leaves_after_the_last_cell_and_is_not_trapped(table: ChildTable, window: QWidget):
    table.set_rows([{"place": 3}])
    table.view().setCurrentIndex(cell(table, 0, 4))
    table.view().edit(cell(table, 0, 4))
    press(focus(), Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert focus().objectName() == "partnership.parties.add"
    table.view().setFocus()
    press(table.view(), Qt.Key.Key_Tab)
    assert focus() is not table.view()


def test_that_del_removes_and_undo_brings_back(table: ChildTable, ear: Ear):
    table.set_rows([{"place": 1}, {"place": 3}])
    table.changed.connect(ear.hear)
    table.view().setCurrentIndex(cell(table, 0, 0))
    press(table.view(), Qt.Key.Key_Delete)
    assert table.values() == [{"place": 3}]
    press(table.view(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table.values() == [{"place": 1}, {"place": 3}]
    assert len(ear.heard) == 2


def test_that_what_cannot_be_read_stays_in_its_cell(table: ChildTable):
    table.set_rows([{"place": 3}])
    edit(table, 0, 2, "soon")
    assert cell(table, 0, 2).data() == "soon"
    assert table.values() == [{"place": 3, "since": None}]
    assert "Row 1, Since" in (table.problem() or "")
    edit(table, 0, 2, "2020")
    assert table.problem() is None
    assert table.values()[0]["since"] == PartialDate(2020)


def test_that_notes_move_with_their_rows(table: ChildTable):
    table.set_rows([{"place": 1}, {"place": 3}])
    edit(table, 1, 2, "soon")
    table.view().setCurrentIndex(cell(table, 0, 0))
    press(table.view(), Qt.Key.Key_Delete)
    assert "Row 1, Since" in (table.problem() or "")
    press(table.view(), Qt.Key.Key_Delete)
    assert table.problem() is None


def test_that_problems_are_marked_and_said(table: ChildTable):
    table.set_rows([{"place": 1}, {"place": 3}])
    table.show_problems([(1, "since", wrong("The date lies in the <b>future</b>."))])
    assert cell(table, 1, 2).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert "&lt;b&gt;" in cell(table, 1, 2).data(Qt.ItemDataRole.ToolTipRole)
    texts = [label.text() for label in table.findChildren(QLabel) if label.isVisible()]
    assert texts == ["Row 2, Since: The date lies in the <b>future</b>."]
    table.show_problems([])
    assert not [label for label in table.findChildren(QLabel) if label.isVisible() and label.text().startswith("Row")]


def test_that_cells_are_pasted_from_a_spreadsheet(table: ChildTable):
    table.set_rows([{"id": 9, "place": 1}])
    table.view().setCurrentIndex(cell(table, 0, 0))
    QApplication.clipboard().setText("Teltow\tFriend\t3/2019\tja\t12.5\nNeuenkirchen\tnobody\t\t\t\n")
    press(table.view(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    first, second = table.values()
    assert first == {
        "id": 9, "place": 3, "role": "friend", "since": PartialDate(2019, 3), "leading": True, "share": Decimal("12.50")
    }  # fmt: skip
    assert second["place"] is None
    assert cell(table, 1, 0).data() == "Neuenkirchen"
    assert cell(table, 1, 1).data() == "nobody"
    assert "Neuenkirchen" in (table.problem() or "")
    assert not table.findChildren(QLineEdit, "qt_spinbox_lineedit")


def test_that_a_box_is_ticked_by_the_space_bar(table: ChildTable):
    table.set_rows([{"place": 3}])
    table.view().setCurrentIndex(cell(table, 0, 3))
    press(table.view(), Qt.Key.Key_Space)
    assert table.values()[0]["leading"] is True


def test_that_the_other_fields_of_a_row_are_edited_below(table: ChildTable):
    table.set_rows([{"place": 1, "remark": "first"}, {"place": 3, "remark": "second"}])
    remark = table.findChild(QPlainTextEdit, "partnership.parties.remark")
    assert remark is not None
    assert remark.accessibleName() == "Remark"
    assert remark.toPlainText() == "first"
    assert remark.isVisible()
    table.view().setCurrentIndex(cell(table, 1, 0))
    assert remark.toPlainText() == "second"
    remark.selectAll()
    type_text(remark, "new")
    assert [row["remark"] for row in table.values()] == ["first", "new"]


def test_that_a_problem_below_the_table_can_be_reached(table: ChildTable, qtbot):
    table.set_rows([{"place": 1}, {"place": 3}])
    remark = table.findChild(QPlainTextEdit, "partnership.parties.remark")
    assert remark is not None
    assert not remark.isVisible()
    table.show_problems([(1, "remark", wrong("Too short."))])
    table.show_cell(1, "remark")
    qtbot.waitUntil(remark.hasFocus)
    assert remark.property("state") == "error"


def test_that_a_missing_record_is_created_for_its_cell(table: ChildTable, ear: Ear):
    table.create_requested.connect(ear.hear)
    press(table.view(), Qt.Key.Key_Return)
    type_text(focus(), "Хотин")
    press(focus(), Qt.Key.Key_Return)
    assert ear.heard == [(0, "place", "Хотин")]
    press(focus(), Qt.Key.Key_Escape)
    table.set_cell(0, "place", 3)
    assert table.values() == [{"place": 3}]


def test_that_headings_and_names_are_those_people_see(table: ChildTable):
    view = table.view()
    assert isinstance(view, QTableView)
    assert view.accessibleName() == "Parties"
    assert view.model().headerData(0, Qt.Orientation.Horizontal) == "Municipality *"
    assert [view.model().headerData(column, Qt.Orientation.Horizontal) for column in range(1, 5)] == [
        "Role", "Since", "Leading", "Share",
    ]  # fmt: skip


def test_that_long_text_is_no_column_by_itself():
    assert usual_columns(PARTY) == COLUMNS


def test_that_only_a_selected_row_can_be_removed(table: ChildTable):
    remove = table.findChild(QPushButton, "partnership.parties.remove")
    assert remove is not None
    assert not remove.isEnabled()
    table.set_value([{"place": 1}])
    assert remove.isEnabled()
    table.remove_row()
    assert not remove.isEnabled()


def test_that_the_fields_below_the_table_stand_in_two_columns_where_the_form_does(window: QWidget, world: SmallWorld):
    table = ChildTable(PARTY, world, ("place",))
    table.setObjectName("partnership.parties")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(table)
    table.set_value([{"place": 1, "role": "lead"}])
    rows = {row.name: row for row in table._detail_rows()}
    window.show()
    QApplication.processEvents()
    assert rows["role"].x() == rows["since"].x()
    table.arrange(2)
    QApplication.processEvents()
    assert rows["role"].y() == rows["since"].y()
