"""A small table of files: what it shows, where it folds, what its keys tell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.file_list import FileList
from desktop_app.gui.kit.file_model import ADDED, NAME, NOTE, SIZE, FileEntry
from tests.gui.kit.small_world import press

CONTRACT = FileEntry(1, "Vertrag <b>.pdf", "file-type-pdf", "16 byte", "14.12.2022 09:30 · Kern")
LIST = FileEntry(2, "Liste.xlsx", "file-spreadsheet", "2 MB", "15.12.2022 09:30 · Kern", "signing")
BROKEN = FileEntry(3, "Foto.jpg", "photo", "2 MB", "15.12.2022 09:30 · Kern", "page 2", "Content missing")


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    window.resize(1_000, 500)
    return window


@pytest.fixture
def files(window: QWidget, qtbot: QtBot) -> FileList:
    files = FileList("Files", "partnership.files")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(files)
    layout.addWidget(QLineEdit())
    window.show()
    window.activateWindow()
    return files


def visible(files: FileList) -> set[str]:
    return {one.objectName() for one in files.findChildren(QPushButton) if one.isVisible()}


def test_that_the_heading_counts_and_the_list_opens_where_there_are_files(files: FileList) -> None:
    assert (files.heading, files.table().isVisible()) == ("Files", False)
    files.set_entries([CONTRACT, LIST], afresh=True)
    assert (files.heading, files.table().isVisible()) == ("Files (2)", True)
    files.set_entries([], afresh=True)
    assert (files.heading, files.table().isVisible()) == ("Files", False)
    assert visible(files) == {"action.add_files.button"}


def test_that_what_is_wrong_stands_first_with_a_warning(files: FileList) -> None:
    files.set_entries([CONTRACT, BROKEN], afresh=True)
    model = files.table().model()
    assert model.index(1, NOTE).data() == "Content missing · page 2"
    assert model.index(1, NAME).data(Qt.ItemDataRole.AccessibleTextRole) == "Content missing: Foto.jpg"
    assert model.index(1, NOTE).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert model.index(0, NOTE).data(Qt.ItemDataRole.ForegroundRole) is None
    icons = [model.index(row, NAME).data(Qt.ItemDataRole.DecorationRole).cacheKey() for row in (0, 1)]
    assert icons[0] != icons[1]


def test_that_a_name_is_shown_letter_by_letter(files: FileList) -> None:
    files.set_entries([CONTRACT], afresh=True)
    index = files.table().model().index(0, NAME)
    assert index.data() == "Vertrag <b>.pdf"
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_that_columns_without_words_or_room_are_left_out(files: FileList, window: QWidget, qtbot: QtBot) -> None:
    files.set_entries([CONTRACT], afresh=True)
    table = files.table()
    assert [table.isColumnHidden(column) for column in (NAME, NOTE, SIZE, ADDED)] == [False, True, False, False]
    files.set_entries([CONTRACT, LIST], afresh=True)
    assert not table.isColumnHidden(NOTE)
    window.resize(400, 500)
    qtbot.waitUntil(lambda: table.isColumnHidden(ADDED))
    assert table.horizontalHeader().length() <= table.viewport().width()


@pytest.mark.parametrize(
    ("key", "signal", "told"),
    [
        (Qt.Key.Key_Return, "open_requested", (2,)),
        (Qt.Key.Key_Enter, "open_requested", (2,)),
        (Qt.Key.Key_F2, "edit_requested", (2,)),
        (Qt.Key.Key_Delete, "remove_requested", ([2],)),
        (Qt.Key.Key_Insert, "add_requested", ()),
    ],
)
def test_that_keys_do_what_the_buttons_do(
    files: FileList, qtbot: QtBot, key: Qt.Key, signal: str, told: tuple[object, ...]
) -> None:
    heard: list[tuple[object, ...]] = []
    getattr(files, signal).connect(lambda *what: heard.append(what))
    files.set_entries([CONTRACT, LIST], afresh=True)
    files.select(2)
    files.table().setFocus()
    qtbot.waitUntil(files.table().hasFocus)
    press(files.table(), key)
    assert heard == [told]


def test_that_tab_leaves_the_table(files: FileList, qtbot: QtBot) -> None:
    files.set_entries([CONTRACT], afresh=True)
    files.table().setFocus()
    qtbot.waitUntil(files.table().hasFocus)
    press(files.table(), Qt.Key.Key_Tab)
    assert not files.table().hasFocus()


def test_that_where_nothing_may_be_changed_files_are_opened_and_copied_only(files: FileList) -> None:
    files.set_entries([CONTRACT], afresh=True)
    files.set_read_only(True)
    assert visible(files) == {"action.open_file.button", "action.copy_file.button", "action.preview.button"}
    assert not files.acceptDrops()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Insert):
        heard: list[object] = []
        for signal in (files.remove_requested, files.edit_requested, files.add_requested):
            signal.connect(heard.append)
        press(files.table(), key)
        assert heard == []


def test_that_the_selection_stays_when_the_list_is_read_anew(files: FileList) -> None:
    files.set_entries([CONTRACT, LIST, BROKEN], afresh=True)
    files.select(2)
    files.set_entries([CONTRACT, LIST, BROKEN], afresh=False)
    assert files.table().currentIndex().row() == 1
    files.set_entries([CONTRACT, BROKEN], afresh=False)
    assert files.table().currentIndex().row() == 1
