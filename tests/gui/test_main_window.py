"""The frame: pages, links from the overview, what is remembered, what a change of settings does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.base.i18n import LANGUAGES, set_language
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.record import changed
from desktop_app.gui.dialogs.preferences import Preferences
from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.mnemonics import letters_of
from desktop_app.gui.views.overview import OverviewPage, Tiles
from tests.robots.boxes import Boxes
from tests.robots.form import choose
from tests.robots.keyboard import CTRL, Key, focused, press
from tests.robots.office import Office, office
from tests.robots.window import PAGES, WindowRobot

__all__ = ["office"]


class Witness(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def window(office: Office) -> WindowRobot:
    return office.new_register()


def test_that_no_part_of_a_page_flashes_as_a_window_of_its_own(office: Office):
    witness = Witness()
    office.application.installEventFilter(witness)
    window = office.new_register()
    for name in PAGES[1:]:
        window.go_to(name).new()
    office.application.removeEventFilter(witness)
    assert witness.shown == ["MainWindow window.main"]


def test_that_the_keyboard_stays_in_the_navigation_while_the_arrows_walk_it(window: WindowRobot):
    window.go_to("partnership")
    navigation = window.window.findChild(QWidget, "navigation")
    assert navigation is not None
    navigation.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert window.window.page_name == PAGES[3]
    assert focused() == "navigation"


def test_that_the_overview_leads_to_records_and_lists(window: WindowRobot):
    window.desk.records.save(Organisation(name_de="Klinikum Ahlen", kind="hospital"))
    with window.desk.register.reading() as reader:
        (number,) = [row[0] for row in reader.values("code-value", ("code",)) if row[1] == "hospital"]
    code = window.desk.records.load("code-value", number)
    assert window.go_to("organisation").column("Kind of organisation") == [code.label_en]
    window.go_to("task")
    window.desk.records.save(changed(code, label_en="Infirmary"), code)
    assert window.go_to("organisation").column("Kind of organisation") == ["Infirmary"]


def test_that_the_title_names_the_register(window: WindowRobot):
    assert window.window.windowTitle().startswith("Register")
    assert any(str(window.path.parent) in label for label in _words(window.window))


def test_that_a_change_of_language_and_look_shows_at_once(window: WindowRobot, office: Office):
    window.go_to("task")

    def meeting(dialog: Preferences) -> None:
        for name, words in (("language", "Deutsch"), ("appearance", "Dark")):
            box = dialog.findChild(QComboBox, f"option.{name}")
            assert box is not None
            box.setFocus()
            choose(box, words)
        line = dialog.findChild(QLineEdit, "option.office_name")
        assert line is not None
        line.setText("Büro & Co")
        dialog.accept()

    with office.boxes.expect(Preferences, meeting):
        press(Key.Key_Comma, CTRL)
    again = office.window()
    assert again.window is not window.window
    texts = [again.window.findChild(QWidget, "navigation").item(row).text() for row in range(len(PAGES))]
    assert "Partnerschaften" in texts
    assert office.settings.text("office_name") == "Büro & Co"
    assert QApplication.palette().window().color().lightness() < 100


def test_that_settings_called_off_change_nothing(window: WindowRobot, office: Office):
    def meeting(dialog: Preferences) -> None:
        dialog.findChild(QLineEdit, "option.user_name").setText("Frau Kern")
        press(Key.Key_Escape)

    with office.boxes.expect(Preferences, meeting):
        press(Key.Key_Comma, CTRL)
    assert office.window().window is window.window
    assert office.settings.text("user_name") == ""


def test_that_unsaved_text_keeps_the_register_open(window: WindowRobot, office: Office):
    form = window.go_to("task").new()
    form.enter("subject", "anrufen")
    boxes: Boxes = office.boxes
    with boxes.answer("stay"):
        press(Key.Key_Comma, CTRL)
    assert office.window().window is window.window
    assert form.text("subject") == "anrufen"


def test_that_the_next_start_opens_the_last_register_with_its_collapsed_navigation(window: WindowRobot, office: Office):
    toggle = window.window.findChild(QWidget, "action.collapse_navigation")
    toggle.click()
    path = window.path
    office.program.start(None)
    again = office.window()
    assert again.path == path
    assert office.settings.get("navigation_collapsed") is True


def _words(window: QWidget) -> list[str]:
    labels = [one.text() for one in window.findChildren(QLabel)]
    return labels + [one.accessibleName() for one in window.findChildren(QPushButton)]


def test_that_the_overview_never_scrolls_sideways(window: WindowRobot, qtbot: QtBot):
    window.desk.records.save(Organisation(name_de="Klinikum Ahlen", kind="hospital"))
    window.window.resize(window.window.minimumSize())
    page = window.window.findChild(OverviewPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.widget().width() == page.viewport().width())
    figures, cards = page.widget().findChildren(Tiles)
    for tiles in (figures, cards):
        assert len({tile.y() for tile in tiles.children() if isinstance(tile, QWidget)}) > 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_every_menu_entry_has_a_letter_of_its_own(office: Office, code: str):
    set_language(code)
    window = office.new_register()
    for page in ("overview", "partnership"):
        window.window.show_page(page)
        for bar_action in window.window.menuBar().actions():
            entries = [one.text() for one in bar_action.menu().actions() if not one.isSeparator()]
            letters = [letters_of([words]) for words in entries]
            assert all(letters) or not entries, entries
            assert len(set(letters)) == len(letters), entries


def test_that_buttons_leave_letters_to_the_menus(window: WindowRobot):
    window.go_to("partnership")
    buttons = window.window.findChildren(ActionButton)
    assert buttons
    assert [one.text() for one in buttons if letters_of([one.text()])] == []
