"""What holds for every action: a name, words, and keys that mean one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from desktop_app.gui.kit.mnemonics import letters_of
from desktop_app.gui.pages import RECORD_VIEWS
from tests.robots.showroom import showroom, translated
from tests.robots.window import PAGES, WindowRobot

__all__ = ["showroom", "translated"]

STANDARD = {
    "action.new": QKeySequence.StandardKey.New,
    "action.print": QKeySequence.StandardKey.Print,
}


def open_page(window: WindowRobot, name: str) -> QWidget:
    """Bring a page to the front, with a record in its form."""
    window.window.show_page(name)
    if name != "overview":
        page = window.window.record_page(name)
        page.show_record(page.table.current_id() or 0)
    QApplication.processEvents()
    return window.window


def actions_in(window: QWidget) -> Iterator[QAction]:
    """Every action of the window that is no part of an editor."""
    for action in window.findChildren(QAction):
        if action.text() and not action.isSeparator() and action.menu() is None and action.objectName():
            yield action


def keys_in(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (key, what it is) for every key that is listened to now."""
    for action in window.findChildren(QAction):
        if action.isEnabled() and _is_listened_to(action):
            for keys in action.shortcuts():
                yield keys.toString(), action.objectName()
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if shortcut.isEnabled() and isinstance(owner, QWidget) and owner.isVisible():
            yield shortcut.key().toString(), f"shortcut of {owner.objectName() or type(owner).__name__}"


def _is_listened_to(action: QAction) -> bool:
    """Say, as Qt does, whether an action hangs on something in sight: a widget, or a menu that can be opened."""
    for one in action.associatedObjects():
        if isinstance(one, QMenu):
            if one.menuAction().isEnabled() and _is_listened_to(one.menuAction()):
                return True
        elif isinstance(one, QWidget) and one.isVisible():
            return True
    return False


@pytest.mark.parametrize("name", PAGES)
def test_that_every_action_has_a_name_and_words(showroom: WindowRobot, name: str):
    window = open_page(showroom, name)
    found = list(actions_in(window))
    assert found
    for action in found:
        assert action.objectName().startswith(("action.", "_q_", "qt_")), f"{action.objectName()} {action.text()}"
        assert action.text().strip()


@pytest.mark.parametrize("name", PAGES)
def test_that_every_button_can_be_named_and_heard(showroom: WindowRobot, name: str):
    window = open_page(showroom, name)
    for button in window.findChildren(QAbstractButton):
        within_a_line = isinstance(button.parentWidget(), QLineEdit) and button.focusPolicy() is Qt.FocusPolicy.NoFocus
        if button.isVisible() and not within_a_line:
            words = button.accessibleName() or button.text() or button.toolTip()
            assert words.strip(), f"{type(button).__name__} {button.objectName()} in {button.parentWidget()}"


@pytest.mark.parametrize("name", PAGES)
def test_that_a_key_means_one_thing(showroom: WindowRobot, name: str):
    window = open_page(showroom, name)
    counted = Counter(keys for keys, _ in keys_in(window) if keys)
    twice = {
        keys: [what for each, what in keys_in(window) if each == keys] for keys, number in counted.items() if number > 1
    }
    assert twice == {}


@pytest.mark.parametrize("name", [view.name for view in RECORD_VIEWS])
def test_that_the_keys_of_a_page_are_those_of_the_system(showroom: WindowRobot, name: str):
    page = showroom.go_to(name).page
    keys = {action.objectName(): action.shortcut() for action in page.actions()}
    for verb, standard in STANDARD.items():
        assert keys[verb] == QKeySequence(standard)
    assert keys["action.import"] == QKeySequence("Ctrl+I")
    assert keys["action.export"] == QKeySequence("Ctrl+E")
    assert keys["action.switch"] == QKeySequence("F6")


@pytest.mark.parametrize("name", PAGES)
def test_that_alt_and_a_letter_mean_one_thing(translated: WindowRobot, name: str):
    window = open_page(translated, name)
    menus = [action.text() for action in translated.window.menuBar().actions()]
    buttons = [one.text() for one in window.findChildren(QPushButton) if one.isVisible()]
    folds = [one.text() for one in window.findChildren(QToolButton) if one.isVisible()]
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    letters = Counter(letters_of([*menus, *buttons, *folds, *labels]))
    assert {letter for letter, number in letters.items() if number > 1} == set()


def test_that_every_menu_entry_has_a_letter_of_its_own(translated: WindowRobot):
    for bar_action in translated.window.menuBar().actions():
        menu = bar_action.menu()
        assert isinstance(menu, QMenu)
        letters = Counter(letters_of(action.text() for action in menu.actions()))
        assert {letter for letter, number in letters.items() if number > 1} == set(), bar_action.text()
