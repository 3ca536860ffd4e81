"""The parts of a table page: filters, search, chips, header, empty state, navigation."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.formats import parse_decimal
from desktop_app.domain.errors import UserError
from desktop_app.domain.partial_date import PartialDate
from desktop_app.gui.kit.chips import FilterChips
from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.kit.empty_state import EmptyState
from desktop_app.gui.kit.filter_row import ColumnFilter, FilterKind, FilterValue, Range, parse_range
from desktop_app.gui.kit.nav import Navigation, PageEntry
from desktop_app.gui.kit.page_header import PageHeader
from desktop_app.gui.kit.save_state import SaveState
from desktop_app.gui.kit.search_bar import SearchBar
from desktop_app.gui.kit.shortcuts import CLEAR_FILTER
from desktop_app.gui.kit.status_chip import TONE_ROLE, ChipDelegate
from desktop_app.gui.kit.tokens import LIGHT, Tone
from tests.gui.kit.small_world import Ear, press, type_text

FILTERS = (
    ColumnFilter("name", "Name"),
    ColumnFilter("status", "Status", FilterKind.CHOICE, (("active", "active"), ("dormant", "dormant"))),
    ColumnFilter("since", "Since", FilterKind.DATE),
    ColumnFilter("people", "Inhabitants", FilterKind.NUMBER),
    None,
)


class ThirtyRows(QAbstractTableModel):
    def rowCount(self, parent: object = None) -> int:
        return 30

    def columnCount(self, parent: object = None) -> int:
        return 5

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return "active"
        return Tone.SUCCESS if role == TONE_ROLE and index.column() == 1 else None


@pytest.fixture
def table(qtbot, dressed: QApplication) -> DataTable:
    table = DataTable("partnership")
    table.setModel(ThirtyRows(table))
    table.filter_header.set_filters(FILTERS, "filter.partnership")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.activateWindow()
    return table


def field(table: DataTable, name: str) -> QLineEdit:
    found = table.findChild(QLineEdit, f"filter.partnership.{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("5", 5, 5),
        ("5 - 9", 5, 9),
        ("5–9", 5, 9),
        ("5..9", 5, 9),
        ("> 5", 5, None),
        ("ab 5", 5, None),
        ("bis 9", None, 9),
    ],
)
def test_that_ranges_are_typed_as_people_do(typed: str, low: int | None, high: int | None):
    found = parse_range(typed, parse_decimal)
    assert found is not None
    assert (found.low, found.high) == (low, high)


def test_that_a_range_that_cannot_be_read_is_refused():
    with pytest.raises(UserError):
        parse_range("5 - many", parse_decimal)
    assert parse_range("  ", parse_decimal) is None


def test_that_filters_tell_of_their_value_once_typing_ends(table: DataTable, ear: Ear, qtbot):
    header = table.filter_header
    header.filter_changed.connect(ear.hear)
    type_text(field(table, "name"), "Тел")
    assert ear.heard == []
    qtbot.waitUntil(lambda: ear.heard == ["name"])
    type_text(field(table, "since"), "2022 – 5/2023")
    press(field(table, "since"), Qt.Key.Key_Return)
    type_text(field(table, "people"), "> 10,000")
    press(field(table, "people"), Qt.Key.Key_Return)
    header.set_value("status", ("dormant",))
    assert ear.heard == ["name", "since", "people", "status"]
    assert header.values() == {
        "name": "Тел",
        "status": ("dormant",),
        "since": Range(PartialDate(2022), PartialDate(2023, 5)),
        "people": Range(Decimal(10000), None),
    }
    assert header.words()["status"] == "Status: dormant"
    assert header.words()["since"] == "Since: 2022 – 5/2023"


def test_that_a_filter_that_cannot_be_read_filters_nothing_and_says_why(table: DataTable, ear: Ear):
    table.filter_header.filter_changed.connect(ear.hear)
    type_text(field(table, "since"), "soon")
    press(field(table, "since"), Qt.Key.Key_Return)
    assert ear.heard == []
    assert field(table, "since").property("state") == "error"
    assert "soon" in field(table, "since").accessibleDescription()
    assert table.filter_header.values() == {}


def test_that_esc_empties_a_filter_at_once(table: DataTable, ear: Ear):
    table.filter_header.set_values({"name": "Teltow"})
    table.filter_header.filter_changed.connect(ear.hear)
    press(field(table, "name"), Qt.Key.Key_Escape)
    assert ear.heard == ["name"]
    assert table.filter_header.values() == {}


def test_that_filters_shown_again_read_the_same(table: DataTable):
    values: dict[str, FilterValue] = {"since": Range(PartialDate(2022, 3), None), "status": ("active",), "name": "x"}
    table.filter_header.set_values(values)
    assert table.filter_header.values() == values
    table.filter_header.set_values({})
    assert table.filter_header.values() == {}


def test_that_filters_follow_their_columns(table: DataTable, qtbot):
    header = table.filter_header
    before = field(table, "since").x()
    header.resizeSection(0, header.sectionSize(0) + 40)
    assert field(table, "since").x() == before + 40
    header.moveSection(2, 0)
    assert field(table, "since").x() < field(table, "name").x()
    header.hideSection(0)
    qtbot.waitUntil(lambda: not field(table, "name").isVisible())
    assert field(table, "since").y() > header.height() / 3
    header.focus_filter("people")
    qtbot.waitUntil(field(table, "people").hasFocus)


def test_that_filters_are_named_for_screen_readers(table: DataTable):
    assert field(table, "name").accessibleName() == "Filter: Name"


def test_that_a_table_opens_and_removes_by_the_keyboard_and_lets_tab_go(table: DataTable, qtbot):
    table.setFocus()
    table.selectRow(3)
    with qtbot.waitSignal(table.row_opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].row() == 3
    with qtbot.waitSignal(table.remove_pressed):
        press(table, Qt.Key.Key_Delete)
    press(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_that_a_status_is_drawn_on_the_ground_of_its_tone(table: DataTable):
    delegate = ChipDelegate(table)
    table.setItemDelegateForColumn(1, delegate)
    area = table.visualRect(table.model().index(2, 1))
    picture = table.viewport().grab(area).toImage()
    ground, _ink = LIGHT.chip(Tone.SUCCESS)
    colours = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    assert ground in colours


def test_that_the_search_field_waits_for_the_end_of_typing(qtbot, dressed: QApplication, ear: Ear):
    page = QWidget()
    layout = QVBoxLayout(page)
    search = SearchBar("partnership", page)
    other = QLineEdit()
    layout.addWidget(other)
    layout.addWidget(search)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    from PySide6.QtTest import QTest

    QTest.keyClick(other, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(search.hasFocus)
    search.searched.connect(ear.hear)
    type_text(search, "Grüße")
    assert ear.heard == []
    qtbot.waitUntil(lambda: ear.heard == ["Grüße"])
    press(search, Qt.Key.Key_Escape)
    assert ear.heard == ["Grüße", ""]
    with qtbot.waitSignal(search.left_down):
        press(search, Qt.Key.Key_Down)
    assert search.objectName() == "search.partnership"
    assert "Ctrl+F" in search.placeholderText()


def test_that_chips_say_and_drop_filters(qtbot, dressed: QApplication, ear: Ear):
    chips = FilterChips(CLEAR_FILTER)
    qtbot.addWidget(chips)
    chips.removed.connect(ear.hear)
    chips.show_chips({"kind": "Kind: Müller & Söhne", "status": "Status: active"})
    kind = chips.findChild(QPushButton, "chip.kind")
    assert kind is not None
    assert kind.text() == "Kind: Müller && Söhne"
    kind.click()
    assert ear.heard == ["kind"]
    clear = chips.findChild(QPushButton, "action.clear_filters")
    assert clear is not None
    with qtbot.waitSignal(chips.cleared):
        clear.click()
    chips.show_chips({})
    assert chips.isHidden()


def test_that_chips_begin_a_new_line_where_there_is_no_room(qtbot, dressed: QApplication):
    chips = FilterChips(CLEAR_FILTER)
    qtbot.addWidget(chips)
    chips.show_chips({str(number): f"Filter number {number}" for number in range(8)})
    assert chips.heightForWidth(300) > 2 * chips.heightForWidth(3000)


def test_that_a_page_header_has_its_primary_button_last(qtbot, dressed: QApplication):
    header = PageHeader("Partnerships")
    qtbot.addWidget(header)
    new, print_ = QAction("New partnership"), QAction("Print …")
    new.setObjectName("action.new")
    print_.setObjectName("action.print")
    header.add_action(new, primary=True)
    header.add_action(print_)
    header.add_menu_action(QAction("Export …", header))
    header.set_count("312 partnerships, 48 in the filter")
    header.resize(900, 40)
    header.show()
    buttons = sorted(header.findChildren(QPushButton), key=lambda button: button.x())
    assert [button.objectName() for button in buttons] == ["action.print.button", "action.more", "action.new.button"]
    assert header.count() == "312 partnerships, 48 in the filter"


def test_that_an_empty_page_offers_ways_to_fill_it(qtbot, dressed: QApplication):
    import_, new = QAction("Import …"), QAction("New partnership")
    empty = EmptyState("heart-handshake", "No partnerships yet", "They come by hand or from a list.", (new, import_))
    qtbot.addWidget(empty)
    looks = [(button.text(), button.property("look")) for button in empty.findChildren(QPushButton)]
    assert looks == [("New partnership", "primary"), ("Import …", None)]


def test_that_the_save_state_is_said_in_words(qtbot, dressed: QApplication):
    state = SaveState()
    qtbot.addWidget(state)
    state.show_unsaved()
    assert (state.text(), state.accessibleName()) == ("Not saved", "Not saved")
    moment = datetime(2024, 2, 24, 13, 4, tzinfo=UTC)
    state.show_saved(moment)
    assert state.text() == f"Saved {moment.astimezone():%H:%M}"


@pytest.fixture
def navigation(qtbot, dressed: QApplication) -> Navigation:
    entries = [PageEntry("overview", "Overview", "home"), PageEntry("person", "People & roles", "users")]
    navigation = Navigation(entries)
    qtbot.addWidget(navigation)
    navigation.show()
    navigation.activateWindow()
    return navigation


def test_that_pages_are_chosen_by_arrows_and_by_ctrl_and_a_digit(navigation: Navigation, ear: Ear, qtbot):
    from PySide6.QtTest import QTest

    navigation.show_page("overview")
    navigation.page_chosen.connect(ear.hear)
    pages = navigation.findChild(QListWidget, "navigation")
    assert pages is not None
    press(pages, Qt.Key.Key_Down)
    assert ear.heard == ["person"]
    pages.setFocus()
    qtbot.waitUntil(pages.hasFocus)
    QTest.keyClick(pages, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert ear.heard == ["person", "overview"]
    navigation.show_page("overview")
    assert navigation.current() == "overview"
    assert len(ear.heard) == 2


def test_that_collapsed_pages_keep_their_names_for_screen_readers(navigation: Navigation, ear: Ear):
    wide = navigation.width()
    navigation.collapsed_changed.connect(ear.hear)
    navigation.set_collapsed(True)
    pages = navigation.findChild(QListWidget, "navigation")
    assert pages is not None
    assert navigation.width() < wide
    assert pages.item(1).text() == ""
    assert pages.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "People & roles"
    assert "People &amp; roles" in pages.item(1).toolTip()
    assert ear.heard == [True]


def test_that_a_page_header_takes_a_second_line_where_there_is_no_room_for_one(qtbot, dressed: QApplication):
    page = QWidget()
    header = PageHeader("Partnerships", SearchBar("partnership", page), page)
    new = QAction("New partnership")
    new.setObjectName("action.new")
    button = header.add_action(new, primary=True)
    header.set_count("312 partnerships, 48 in the filter")
    QVBoxLayout(page).addWidget(header)
    qtbot.addWidget(page)
    page.resize(1200, 200)
    page.show()
    qtbot.waitUntil(lambda: header.height() < 2 * button.height())
    page.resize(400, 200)
    qtbot.waitUntil(lambda: header.height() > 2 * button.height())
    assert button.width() >= button.sizeHint().width()


def test_that_pages_go_without_words_in_a_narrow_window_and_keep_what_was_chosen(navigation: Navigation, ear: Ear):
    wide = navigation.width()
    navigation.collapsed_changed.connect(ear.hear)
    navigation.set_narrow(True)
    assert navigation.width() < wide
    assert not navigation.collapsed
    navigation.set_narrow(False)
    assert navigation.width() == wide
    assert ear.heard == []
