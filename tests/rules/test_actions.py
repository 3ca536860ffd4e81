"""What holds for every action: a name, words, keys that mean one thing, and a key or a letter of its own."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QToolButton,
    QWidget,
)

import desktop_app
from desktop_app.gui.dialogs.keys import entries_of
from desktop_app.gui.kit import shortcuts
from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.chips import Chip
from desktop_app.gui.kit.editors.choices import ChoicesEditor
from desktop_app.gui.kit.filter_row import ChoiceFilter
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.mnemonics import letters_of
from desktop_app.gui.kit.shortcuts import hint_of
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.gui.views.overview import QueryLink, RecordLink
from tests.robots.every_window import WINDOWS, dialogs_of_the_program, shown
from tests.robots.showroom import showroom, translated
from tests.robots.window import PAGES, WindowRobot

__all__ = ["showroom", "translated"]

STANDARD = {
    "action.new": QKeySequence.StandardKey.New,
    "action.print": QKeySequence.StandardKey.Print,
}
DATA = (QueryLink, RecordLink, Chip)
"""Buttons that stand for what is in the register, as many as there is: Tab and the arrow keys lead there."""
LINKED_HERE = ("action.linked.", "action.begin.")
"""What links to a record, and what may: as many as there are, and a key leads to the first of them."""
FIELDS = (QCheckBox, QRadioButton, ChoicesEditor, ChoiceFilter)
"""Buttons in which something is entered: their labels have the letters, and filter fields their heading."""
IN_THE_SEARCH_ONLY = "action.new_from_search."
"""Actions that are found by typing what they do (Ctrl+K), and stand nowhere else."""


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
    """Yield (key, what it is) for every key that is listened to now, wherever the keyboard is in the window."""
    for action in window.findChildren(QAction):
        if action.isEnabled() and _is_listened_to(action) and _is_everywhere(action.shortcutContext()):
            for keys in action.shortcuts():
                yield keys.toString(), action.objectName()
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        listens = shortcut.isEnabled() and _is_everywhere(shortcut.context())
        if listens and isinstance(owner, QWidget) and owner.isVisible() and owner.window() is window.window():
            yield shortcut.key().toString(), f"shortcut of {owner.objectName() or type(owner).__name__}"


def _is_everywhere(context: Qt.ShortcutContext) -> bool:
    return context in (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut)


def _is_listened_to(action: QAction) -> bool:
    """Say, as Qt does, whether an action hangs on something in sight: a widget, or a menu that can be opened."""
    for one in action.associatedObjects():
        if isinstance(one, QMenu):
            if one.menuAction().isEnabled() and _is_listened_to(one.menuAction()):
                return True
        elif isinstance(one, QWidget) and one.isVisible():
            return True
    return False


def buttons_in(window: QWidget) -> Iterator[QAbstractButton]:
    """Every button in sight that does something, and stands for nothing in the register."""
    for button in window.findChildren(QAbstractButton):
        inside = isinstance(button, QToolButton) and button.focusPolicy() is Qt.FocusPolicy.NoFocus
        linked = button.objectName().startswith(LINKED_HERE)
        if button.isVisible() and not inside and not linked and not isinstance(button, DATA + FIELDS):
            yield button


def is_reached(button: QAbstractButton) -> bool:
    """Say whether a key or a letter does what the button does, or leads to it."""
    keys = button.keys().toString() if isinstance(button, ActionButton) else hint_of(button)
    strip = button.parentWidget()
    in_a_strip = isinstance(strip, QFrame) and strip.property("look") in ("notice", "toast")
    return bool(keys or letters_of([button.text()]) or in_a_strip)  # F8 leads to strips


def letters_in(window: QWidget) -> Counter[str]:
    """Count the letters that do something with Alt in a window."""
    texts = [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
    texts += [one.text() for one in window.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    return Counter(letters_of(texts))


def several(counted: Counter[str]) -> set[str]:
    return {each for each, number in counted.items() if number > 1}


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


def test_that_every_dialog_of_the_program_is_looked_at(showroom: WindowRobot):
    seen = set()
    for name in WINDOWS:
        with shown(showroom, name) as made:
            seen.add(type(made))
    assert {one for one in dialogs_of_the_program() if one not in seen and not one.__subclasses__()} == set()


@pytest.mark.parametrize("name", PAGES)
def test_that_a_key_means_one_thing(showroom: WindowRobot, name: str):
    window = open_page(showroom, name)
    counted = Counter(keys for keys, _ in keys_in(window) if keys)
    assert {keys: [what for each, what in keys_in(window) if each == keys] for keys in several(counted)} == {}


@pytest.mark.parametrize("name", WINDOWS)
def test_that_a_key_means_one_thing_in_every_dialog(showroom: WindowRobot, name: str):
    with shown(showroom, name) as window:
        assert several(Counter(keys for keys, _ in keys_in(window) if keys)) == set()


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
def test_that_every_button_of_a_page_has_a_key_or_a_letter(translated: WindowRobot, name: str):
    window = open_page(translated, name)
    assert [f"{one.objectName()} {one.text()}" for one in buttons_in(window) if not is_reached(one)] == []


@pytest.mark.parametrize("name", PAGES)
def test_that_every_action_of_a_page_has_a_key_or_a_letter(translated: WindowRobot, name: str):
    window = open_page(translated, name)
    for menu in window.findChildren(LetteredMenu):
        menu.give_letters()
    buttons = [one for one in window.findChildren(ActionButton) if is_reached(one)]
    names = {one.objectName().removesuffix(".button") for one in buttons}
    strips = [one for one in window.findChildren(QFrame) if one.property("look") in ("notice", "toast")]
    names |= {one.objectName().removesuffix(".button") for strip in strips for one in strip.findChildren(ActionButton)}
    names |= {one.objectName() for one in window.actions()}
    for action in window.findChildren(QAction):
        of_the_program = action.objectName().startswith("action.") and action.text() and not action.isSeparator()
        if of_the_program and not action.objectName().startswith(IN_THE_SEARCH_ONLY):
            reached = action.shortcuts() or letters_of([action.text()]) or hint_of(action)
            assert reached or action.objectName() in names, f"{action.objectName()} {action.text()}"


@pytest.mark.parametrize("name", PAGES)
def test_that_alt_and_a_letter_mean_one_thing(translated: WindowRobot, name: str):
    window = open_page(translated, name)
    menus = letters_of(action.text() for action in translated.window.menuBar().actions())
    assert several(letters_in(window) + Counter(menus)) == set()


@pytest.mark.parametrize("name", WINDOWS)
def test_that_every_button_of_a_dialog_has_a_key_or_a_letter_of_its_own(translated: WindowRobot, name: str):
    with shown(translated, name) as window:
        assert [f"{one.objectName()} {one.text()}" for one in buttons_in(window) if not is_reached(one)] == []
        assert several(letters_in(window)) == set()


def test_that_every_menu_entry_has_a_letter_of_its_own(translated: WindowRobot):
    for bar_action in translated.window.menuBar().actions():
        menu = bar_action.menu()
        assert isinstance(menu, QMenu)
        letters = Counter(letters_of(action.text() for action in menu.actions()))
        assert several(letters) == set(), bar_action.text()


def listened_to(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (name, key) for every key that an action or a shortcut of a window listens to, in sight or not."""
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            if action.objectName().startswith("action."):
                yield action.objectName().removeprefix("action."), keys.toString()
    for shortcut in window.findChildren(QShortcut):
        yield "", shortcut.key().toString()


def test_that_what_is_listened_to_is_what_is_declared(showroom: WindowRobot):
    heard: set[tuple[str, str]] = set()
    for name in PAGES:
        heard |= set(listened_to(open_page(showroom, name)))
    for name in WINDOWS:
        with shown(showroom, name) as window:
            heard |= set(listened_to(window))
    declared = {(each.verb, QKeySequence(keys).toString()) for each in shortcuts.declared() for keys in each.keys}
    every = {keys for _, keys in declared}
    pages = showroom.window._first_steps  # the page of an empty register: the same as on the other pages
    same = {one.objectName().removeprefix("action.") for one in pages}
    assert {each for each in heard if each not in declared and (each[0] or each[1] not in every)} == {
        each for each in heard if each[0] in same
    }
    verbs = {each.verb for each in shortcuts.declared() if each.verb}
    # Their keys hang on no action.
    buttons = {"save", "history", "life_line", "linked", "views", "more", "files", "earlier_values"}
    builders = {each.verb for each in shortcuts.declared() if each.where.name in ("FILTER", "COLOURS")}
    assert verbs - {name for name, _ in heard} - buttons - builders == set()


def test_that_no_key_is_declared_anywhere_else():
    """A key written out beside the declarations would be listed nowhere."""
    found = []
    for path in sorted(Path(desktop_app.__file__).parent.rglob("*.py")):
        if path.name == "shortcuts.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in ("QKeySequence", "setShortcut", "setShortcuts", "setKey"):
                found += [f"{path.name}: {ast.unparse(node)}" for each in node.args if isinstance(each, ast.Constant)]
    assert found == []


def test_that_every_key_is_listed_once_and_found_by_key_and_words(translated: WindowRobot):
    listed = [each.payload for each in entries_of("") if each.payload is not None]
    assert listed == sorted(shortcuts.declared(), key=lambda each: list(shortcuts.Where).index(each.where))
    for each in shortcuts.declared():
        entry = next(one for one in entries_of("") if one.payload is each)
        for text in (entry.title, entry.keys):
            assert each in [one.payload for one in entries_of(text)]
