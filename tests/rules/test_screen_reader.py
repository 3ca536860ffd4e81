"""Every page and dialog, read over its accessible tree: names, roles, headings of cells, in each language."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleTableCellInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

from tests.robots.every_window import WINDOWS, shown
from tests.robots.office import Office, office
from tests.robots.screen_reader import name_of, takes_focus, told_by, widget_of
from tests.robots.showroom import translated
from tests.robots.window import PAGES, WindowRobot

__all__ = ["office", "translated"]

Role = QAccessible.Role
ROLES: tuple[tuple[type[QWidget], set[QAccessible.Role]], ...] = (
    (QTableView, {Role.Table}),
    (QListView, {Role.List}),
    (QComboBox, {Role.ComboBox}),
    (QLineEdit, {Role.EditableText}),
    (QPlainTextEdit, {Role.EditableText}),
    (QCheckBox, {Role.CheckBox}),
    (QRadioButton, {Role.RadioButton}),
    (QPushButton, {Role.Button, Role.ButtonMenu}),
    (QAbstractButton, {Role.Button, Role.ButtonMenu}),
    (QLabel, {Role.StaticText}),
    (QAbstractScrollArea, {Role.Client, Role.Document}),
)
"""What each kind of widget is to a screen reader."""
NO_WORDS = frozenset({"…", "...", "⋯", "+", "-", "×", "x"})


def wrong_in(window: QWidget) -> list[str]:
    """What a screen reader would say nothing, or the wrong thing of."""
    found = []
    for one in told_by(window):
        widget, name = widget_of(one), name_of(one)
        where = (
            f"{type(widget).__name__ if widget else one.role().name} {widget.objectName() if widget else ''}".strip()
        )
        if one.state().focusable and not name and (widget is None or takes_focus(widget)):
            found.append(f"{where} has no name")
        if one.role() in (Role.Button, Role.ButtonMenu, Role.CheckBox) and (not name or name in NO_WORDS):
            found.append(f"{where} is called {name!r}")
        if widget is not None and takes_focus(widget) and one.role() not in roles_of(widget):
            found.append(f"{where} is told as {one.role().name}")
        if one.role() is Role.Cell:
            cell: QAccessibleTableCellInterface | None = one.tableCellInterface()
            headings = [name_of(each) for each in cell.columnHeaderCells()] if cell is not None else []
            if not any(headings):
                found.append(f"{where} {name!r} has no heading")
    return found


def roles_of(widget: QWidget) -> set[QAccessible.Role]:
    return next((roles for kind, roles in ROLES if isinstance(widget, kind)), {Role.Client})


@pytest.mark.parametrize("name", PAGES)
def test_that_every_page_is_told(translated: WindowRobot, name: str):
    translated.window.show_page(name)
    if name != "overview":
        translated.go_to(name).page.table.step(1)
    QApplication.processEvents()
    assert wrong_in(translated.window) == []


@pytest.mark.parametrize("name", WINDOWS)
def test_that_every_dialog_is_told(translated: WindowRobot, name: str):
    with shown(translated, name) as window:
        assert window.windowTitle() or window.parentWidget() is None
        assert wrong_in(window) == []


def test_that_every_page_of_an_empty_register_is_told(office: Office):
    window = office.new_register()
    for name in PAGES:
        window.window.show_page(name)
        QApplication.processEvents()
        assert wrong_in(window.window) == [], name


def test_that_a_cell_says_that_it_is_empty_and_a_box_whether_it_is_ticked(translated: WindowRobot):
    page = translated.go_to("partnership").page
    page.table.step(1)
    QApplication.processEvents()
    cells = [one for one in told_by(translated.window) if one.role() is Role.Cell]
    assert cells
    assert all(name_of(one) for one in cells)


def test_that_a_folded_part_says_so(translated: WindowRobot):
    from desktop_app.gui.kit.fold_button import FoldButton

    translated.go_to("partnership")
    fold = next(one for one in translated.window.findChildren(FoldButton) if one.isVisible())
    before = fold.accessibleDescription()
    fold.click()
    assert before
    assert fold.accessibleDescription() not in ("", before)
    fold.click()
    assert fold.accessibleDescription() == before
