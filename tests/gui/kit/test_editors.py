"""The editors: what they read, show, refuse and tell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desktop_app.base.clock import today
from desktop_app.base.i18n import set_language
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.gui.kit.editors.choice import BooleanEditor, ChoiceEditor
from desktop_app.gui.kit.editors.choices import ChoicesEditor
from desktop_app.gui.kit.editors.contact import ContactEditor
from desktop_app.gui.kit.editors.dates import DateEditor
from desktop_app.gui.kit.editors.factory import make_editor
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.editors.protocol import Editor
from tests.gui.kit.small_world import Ear, SmallWorld, press, type_text

VALUES: dict[Kind, Any] = {
    Kind.TEXT: "Grüße, Київ",
    Kind.LONG_TEXT: "first line\nsecond line",
    Kind.CODE: "007 42",
    Kind.EMAIL: "rathaus@teltow.example",
    Kind.PHONE: "+49 3328 47810",
    Kind.URL: "https://teltow.example/ua",
    Kind.INTEGER: 62613,
    Kind.DECIMAL: Decimal("12500.50"),
    Kind.DATE: PartialDate(2022, 12),
    Kind.BOOLEAN: True,
    Kind.CHOICE: "third",
    Kind.CHOICES: ("health", "water"),
    Kind.LINK: 3,
}
EMPTY: dict[Kind, Any] = {Kind.INTEGER: None, Kind.DECIMAL: None, Kind.DATE: None, Kind.LINK: None} | {
    Kind.BOOLEAN: False,
    Kind.CHOICES: (),
}


def field_of(kind: Kind, **limits: Any) -> Field:
    return Field(kind, "Label", choices="topic" if kind is Kind.CHOICES else "role", target="territory", **limits)


@pytest.fixture
def make(qtbot, dressed: QApplication, world: SmallWorld):
    """Return a function that shows an editor with the focus in it, beside another field."""

    windows: list[QWidget] = []  # the test tool holds them weakly

    def make(kind: Kind, **limits: Any) -> Any:
        window = QWidget()
        windows.append(window)
        layout = QVBoxLayout(window)
        editor = make_editor(field_of(kind, **limits), world)
        layout.addWidget(editor.widget())
        layout.addWidget(QLineEdit())
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        editor.widget().setFocus()
        qtbot.waitUntil(editor.widget().hasFocus)
        return editor

    return make


@pytest.mark.parametrize("kind", VALUES, ids=str)
def test_that_an_editor_gives_back_the_value_it_shows(make, ear: Ear, kind: Kind):
    editor: Editor = make(kind)
    editor.changed.connect(ear.hear)
    editor.set_value(VALUES[kind])
    assert editor.value() == VALUES[kind]
    assert editor.problem() is None
    editor.set_value(EMPTY.get(kind, ""))
    assert editor.value() == EMPTY.get(kind, "")
    assert ear.heard == []


@pytest.mark.parametrize("kind", VALUES, ids=str)
def test_that_an_editor_reads_back_its_own_words(make, kind: Kind):
    editor: Editor = make(kind)
    editor.set_value(VALUES[kind])
    words = editor.typed()
    editor.set_value(EMPTY.get(kind, ""))
    editor.set_typed(words)
    assert editor.value() == VALUES[kind]


@pytest.mark.parametrize("language", ["en", "de", "uk"])
def test_that_numbers_are_read_in_the_form_of_the_language(make, language: str):
    editor: Editor = make(Kind.DECIMAL)
    set_language(language)
    editor.set_typed({"en": "12,500.50", "de": "12.500,50", "uk": "12 500,50"}[language])
    assert editor.value() == Decimal("12500.50")


def test_that_a_number_that_cannot_be_read_stays_and_is_explained(make, ear: Ear):
    editor: Editor = make(Kind.INTEGER)
    editor.changed.connect(ear.hear)
    type_text(editor.widget(), "3 Klassen")
    press(editor.widget(), Qt.Key.Key_Return)
    assert editor.value() is None
    assert editor.typed() == "3 Klassen"
    assert "3 Klassen" in (editor.problem() or "")
    assert len(ear.heard) == len("3 Klassen")


def test_that_a_whole_number_has_no_places_and_a_decimal_not_too_many(make):
    whole: Editor = make(Kind.INTEGER)
    whole.set_typed("1.5")
    assert "whole" in (whole.problem() or "")
    decimal: Editor = make(Kind.DECIMAL, scale=1)
    decimal.set_typed("1.25")
    assert decimal.problem()
    decimal.set_typed("1.20")
    assert decimal.value() == Decimal("1.2")


@pytest.mark.parametrize(
    ("typed", "read", "shown"),
    [
        ("12.3.19", PartialDate(2019, 3, 12), "12.03.2019"),
        ("3/2019", PartialDate(2019, 3), "03/2019"),
        ("2019", PartialDate(2019), "2019"),
        ("heute", PartialDate.of(today()), PartialDate.of(today()).shown()),
        ("", None, ""),
    ],
)
def test_that_a_date_is_typed_as_people_do(make, typed: str, read: PartialDate | None, shown: str):
    editor: DateEditor = make(Kind.DATE)
    type_text(editor, typed)
    press(editor, Qt.Key.Key_Return)
    assert editor.value() == read
    assert editor.text() == shown


def test_that_a_date_that_cannot_be_read_stays_and_is_explained(make, ear: Ear):
    editor: DateEditor = make(Kind.DATE)
    editor.left.connect(ear.hear)
    type_text(editor, "31.2.2020")
    editor.window().findChildren(QLineEdit)[-1].setFocus(Qt.FocusReason.TabFocusReason)
    assert ear.heard == [()]
    assert editor.text() == "31.2.2020"
    assert editor.value() is None
    assert "31.2.2020" in (editor.problem() or "")


def test_that_alt_down_opens_a_calendar_in_which_enter_takes_a_day(make, ear: Ear):
    editor: DateEditor = make(Kind.DATE)
    editor.changed.connect(ear.hear)
    editor.set_value(PartialDate(2024, 2, 24))
    press(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.accessibleName() == "Calendar"
    calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert editor.value() == PartialDate(2024, 2, 25)
    assert not calendar.isVisible()
    assert ear.heard == [()]


def test_that_text_is_stored_clean(make):
    editor: Editor = make(Kind.TEXT)
    editor.set_typed("  Mu\u0308ller\u00a0&\tSo\u0308hne\u200b ")
    assert editor.value() == "Müller & Söhne"


def test_that_too_much_text_is_told_and_not_cut(make):
    editor: Editor = make(Kind.TEXT, max_length=5)
    editor.set_typed("123456")
    assert editor.value() == "123456"
    assert "5" in (editor.problem() or "")


def test_that_tab_leaves_long_text(make, qtbot):
    editor: Any = make(Kind.LONG_TEXT)
    qtbot.waitUntil(editor.hasFocus)
    press(editor, Qt.Key.Key_Tab)
    assert not editor.hasFocus()
    assert editor.value() == ""


@pytest.mark.parametrize(
    ("kind", "typed", "address"),
    [
        (Kind.EMAIL, "rathaus@teltow.example", "mailto:rathaus@teltow.example"),
        (Kind.EMAIL, "rathaus", ""),
        (Kind.PHONE, "+49 (0)3328 / 478-10", "tel:+490332847810"),
        (Kind.PHONE, "12", ""),
        (Kind.URL, "teltow.example", "https://teltow.example"),
        (Kind.URL, "http://teltow.example/ä", "http://teltow.example/ä"),
        (Kind.URL, "file:///etc/passwd", ""),
        (Kind.URL, "javascript:alert(1)", ""),
        (Kind.URL, "no address", ""),
    ],
)
def test_that_only_real_addresses_can_be_opened(make, kind: Kind, typed: str, address: str):
    editor: ContactEditor = make(kind)
    editor.set_value(typed)
    assert editor.address().toString() == address
    assert editor.actions()[0].isVisible() is bool(address)


def test_that_a_choice_is_made_by_its_first_letter_and_emptied_by_del(make, ear: Ear):
    editor: ChoiceEditor = make(Kind.CHOICE)
    editor.changed.connect(ear.hear)
    type_text(editor, "T")
    assert editor.value() == "third"
    press(editor, Qt.Key.Key_Delete)
    assert editor.value() == ""
    assert editor.typed() == ""
    assert len(ear.heard) == 2


def test_that_a_code_out_of_the_list_is_kept(make):
    editor: ChoiceEditor = make(Kind.CHOICE)
    editor.set_value("retired")
    assert editor.value() == "retired"
    editor.set_value("lead")
    assert editor.findData("retired") == -1
    editor.set_typed("unknown")
    assert editor.value() == ""
    assert "unknown" in (editor.problem() or "")


def test_that_the_wheel_does_not_change_a_choice(make, qtbot):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    editor: ChoiceEditor = make(Kind.CHOICE)
    editor.set_value("lead")
    none = Qt.KeyboardModifier.NoModifier
    where = QPointF(5, 5)
    wheel = QWheelEvent(
        where, where, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(editor, wheel)
    assert editor.value() == "lead"


def test_that_several_codes_are_chosen_by_the_keyboard(make, ear: Ear):
    editor: ChoicesEditor = make(Kind.CHOICES)
    editor.changed.connect(ear.hear)
    press(editor, Qt.Key.Key_Down)
    options = editor.findChild(QListWidget)
    assert options is not None
    assert options.isVisible()
    press(options, Qt.Key.Key_Space)
    press(options, Qt.Key.Key_Down)
    press(options, Qt.Key.Key_Down)
    press(options, Qt.Key.Key_Space)
    press(options, Qt.Key.Key_Escape)
    assert not options.isVisible()
    assert editor.value() == ("health", "water")
    assert editor.typed() == "Health & care, Water"
    assert len(ear.heard) == 2
    press(editor, Qt.Key.Key_Delete)
    assert editor.value() == ()


def test_that_a_click_anywhere_in_a_row_ticks_it(make, qtbot):
    editor: ChoicesEditor = make(Kind.CHOICES)
    editor.open_list()
    options = editor.findChild(QListWidget)
    assert options is not None
    area = options.visualItemRect(options.item(1))
    qtbot.mouseClick(options.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert editor.value() == ("school",)
    qtbot.mouseClick(options.viewport(), Qt.MouseButton.LeftButton, pos=area.topLeft() + type(area.center())(12, 12))
    assert editor.value() == ()
    press(options, Qt.Key.Key_Return)


@pytest.mark.parametrize(("typed", "value"), [("ja", True), ("x", True), ("так", True), ("nein", False), ("", False)])
def test_that_yes_and_no_are_understood(make, typed: str, value: bool):
    editor: BooleanEditor = make(Kind.BOOLEAN)
    editor.set_typed(typed)
    assert editor.value() is value
    assert editor.problem() is None
    editor.set_typed("maybe")
    assert "maybe" in (editor.problem() or "")


def test_that_a_link_is_picked_by_typing_arrows_and_enter(make, ear: Ear):
    editor: LinkEditor = make(Kind.LINK)
    editor.changed.connect(ear.hear)
    type_text(editor, "Neu")
    popup = editor._popup
    assert popup.isVisible()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == [
        "Neuenkirchen",
        "Neuenkirchen",
        "Create “Neu” …",
    ]
    assert "Steinfurt" in popup.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    assert editor.value() == 2
    assert editor.text() == "Neuenkirchen"
    assert editor.problem() is None
    assert not popup.isVisible()
    assert ear.heard


def test_that_emptying_the_line_clears_the_link(make):
    editor: LinkEditor = make(Kind.LINK)
    editor.set_value(3)
    editor.selectAll()
    press(editor, Qt.Key.Key_Backspace)
    assert editor.value() is None
    assert editor.problem() is None
    editor._popup.hide()


def test_that_a_changed_title_is_no_link_until_it_is_picked(make):
    editor: LinkEditor = make(Kind.LINK)
    editor.set_value(3)
    type_text(editor, "Alt-")
    assert editor.value() is None
    assert "Alt-Teltow" in (editor.problem() or "")
    editor._popup.hide()


def test_that_leaving_links_the_one_record_of_that_name_and_never_guesses(make):
    editor: LinkEditor = make(Kind.LINK)
    editor.set_typed("teltow")
    assert editor.value() == 3
    editor.set_typed("Neuenkirchen")
    assert editor.value() is None
    assert editor.problem()


def test_that_the_last_entry_creates_what_is_missing(make, ear: Ear):
    editor: LinkEditor = make(Kind.LINK)
    editor.create_requested.connect(ear.hear)
    type_text(editor, "Хотин")
    press(editor._popup, Qt.Key.Key_Return)
    assert ear.heard == ["Хотин"]


def test_that_a_place_of_the_gazetteer_is_handed_on(make, ear: Ear):
    editor: LinkEditor = make(Kind.LINK)
    editor.adopt_requested.connect(ear.hear)
    type_text(editor, "Іч")
    press(editor._popup, Qt.Key.Key_Return)
    assert [one.key for one in ear.heard] == ["UA74"]  # type: ignore[attr-defined]


def test_that_the_linked_record_is_opened_by_keyboard_and_mouse(make, ear: Ear, qtbot):
    editor: LinkEditor = make(Kind.LINK)
    editor.open_requested.connect(ear.hear)
    press(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ear.heard == []
    editor.set_value(3)
    press(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(editor, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert ear.heard == [3, 3]


@pytest.mark.parametrize("kind", VALUES, ids=str)
def test_that_a_read_only_editor_does_not_change(make, kind: Kind):
    editor: Editor = make(kind)
    editor.set_value(VALUES[kind])
    editor.set_read_only(True)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4):
        press(editor.widget(), key)
    type_text(editor.widget(), "x")
    assert editor.value() == VALUES[kind]
    assert QApplication.activePopupWidget() is None


def test_that_derived_fields_come_read_only(make):
    editor: LinkEditor = make(Kind.TEXT, derived=True)
    assert editor.isReadOnly()


def test_that_an_editor_tells_screen_readers_what_it_is(make):
    editor: LinkEditor = make(Kind.TEXT)
    editor.setAccessibleName("Name")
    interface = QAccessible.queryAccessibleInterface(editor)
    assert interface.role() is QAccessible.Role.EditableText
    assert interface.text(QAccessible.Text.Name) == "Name"
