"""Where the keyboard is can be seen, and Tab goes through every page and dialog as one reads."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHeaderView, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.gui.kit.theme import apply_theme
from tests.robots.every_window import WINDOWS, shown
from tests.robots.keyboard import Key, press
from tests.robots.screen_reader import takes_focus
from tests.robots.showroom import showroom
from tests.robots.window import PAGES, WindowRobot

__all__ = ["showroom"]

_AROUND = 4
_LEAST_PIXELS = 12
_MOST_STOPS = 220


def stops_in(window: QWidget) -> list[QWidget]:
    """Everything in sight to which the keyboard can go."""
    found = []
    for widget in window.findChildren(QWidget):
        inside = isinstance(widget.parentWidget(), QAbstractScrollArea) and isinstance(widget, QHeaderView)
        if widget.window() is window and widget.isVisible() and takes_focus(widget) and not inside:
            found.append(widget)
    return found


def picture(window: QWidget, widget: QWidget) -> QImage:
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return window.grab(area.intersected(window.rect())).toImage()


def pixels_that_differ(one: QImage, other: QImage) -> int:
    if one.size() != other.size():
        return one.width() * one.height()
    return sum(one.pixel(x, y) != other.pixel(x, y) for y in range(one.height()) for x in range(min(one.width(), 400)))


def unseen_in(window: QWidget) -> list[str]:
    """Widgets that look the same with the keyboard and without it."""
    found = []
    kinds: set[tuple[str, str]] = set()
    for widget in stops_in(window):
        kind = (type(widget).__name__, str(widget.property("look") or ""))
        if isinstance(widget, QLabel) or kind in kinds:
            continue  # all of one kind are drawn alike
        kinds.add(kind)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if not widget.hasFocus():
            kinds.discard(kind)
            continue
        seen = picture(window, widget)
        widget.clearFocus()
        QApplication.processEvents()
        if pixels_that_differ(seen, picture(window, widget)) < _LEAST_PIXELS:
            found.append(f"{kind} {widget.objectName()}")
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_that_the_keyboard_is_seen_on_every_page(showroom: WindowRobot, qapp: QApplication, name: str, look: str):
    apply_theme(qapp, look)
    open_page(showroom, name)
    assert unseen_in(showroom.window) == []
    apply_theme(qapp, "light")


@pytest.mark.parametrize("name", WINDOWS)
def test_that_the_keyboard_is_seen_in_every_dialog(showroom: WindowRobot, name: str):
    with shown(showroom, name) as window:
        assert unseen_in(window) == []


def open_page(window: WindowRobot, name: str) -> None:
    window.window.show_page(name)
    if name != "overview":
        page = window.window.record_page(name)
        page.table.step(1)
    window.wait_until_idle()
    window.come_to_the_front()
    QApplication.processEvents()


def walked(window: QWidget) -> list[QWidget]:
    """The widgets to which Tab leads, from the first one until it comes back."""
    found: list[QWidget] = []
    for _ in range(_MOST_STOPS):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in found:
            return found[found.index(focus) :]
        found.append(focus)
        press(Key.Key_Tab)
    raise AssertionError("Tab does not come back")


def places_of(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Where two widgets stand to each other: what scrolls together as if nothing were scrolled away."""
    areas = [_areas_around(each) for each in (one, other)]
    shared = next((area for area in areas[0] if area in areas[1]), None)
    around = shared.widget() if shared is not None else None
    if around is None:
        one, other = (within[-1] if within else each for each, within in zip((one, other), areas, strict=True))
        around = one.window()
    corner = QPoint(0, 0)
    return QRect(one.mapTo(around, corner), one.size()), QRect(other.mapTo(around, corner), other.size())


def _areas_around(widget: QWidget) -> list[QScrollArea]:
    found = []
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            found.append(parent)
        parent = parent.parentWidget()
    return found


def jumps_back(stops: list[QWidget]) -> list[str]:
    """Where Tab goes up, or left in the same line, other than once: from the last to the first."""
    found = []
    for before, after in pairwise(stops):
        one, other = places_of(before, after)
        same_line = one.top() <= other.center().y() <= one.bottom() or other.top() <= one.center().y() <= other.bottom()
        up = not same_line and other.top() < one.top()
        left = same_line and other.left() < one.left()
        if up or left:
            found.append(f"{_name(before)} → {_name(after)}")
    return found


def _name(widget: QWidget) -> str:
    parent = widget.parentWidget()
    return widget.objectName() or f"{type(widget).__name__} in {parent.objectName() if parent else ''}"


@pytest.mark.parametrize("name", PAGES)
def test_that_tab_goes_through_each_part_of_a_page_as_one_reads(showroom: WindowRobot, name: str):
    open_page(showroom, name)
    stops_in(showroom.window)[0].setFocus()
    stops = walked(showroom.window)
    parts: list[tuple[str, list[QWidget]]] = []
    for stop in stops:
        part = part_of(showroom.window, stop)
        if not parts or parts[-1][0] != part:
            parts.append((part, []))
        parts[-1][1].append(stop)
    if len(parts) > 1 and parts[0][0] == parts[-1][0]:
        parts[0] = (parts[0][0], parts.pop()[1] + parts[0][1])
    names = [part for part, _ in parts]
    assert len(set(names)) == len(names), names
    order = [part for part in ("navigation", "header", "list", "form") if part in names]
    start = names.index(order[0])
    assert [name for name in names[start:] + names[:start] if name in order] == order
    for part, found in parts:
        back = jumps_back([*found, found[0]])
        assert len(back) <= 1, f"{part}: {back}"  # from the last to the first


def part_of(window: QWidget, widget: QWidget) -> str:
    parent: QWidget | None = widget
    while parent is not None and parent is not window:
        kind = type(parent).__name__
        for name, part in (("Navigation", "navigation"), ("PageHeader", "header"), ("TablePanel", "list")):
            if kind == name:
                return part
        if kind == "FormPanel":
            return "form"
        if parent.property("look") == "card":
            return f"card {id(parent)}"
        parent = parent.parentWidget()
    return "window"


@pytest.mark.parametrize("name", WINDOWS)
def test_that_tab_goes_through_a_dialog_as_one_reads(showroom: WindowRobot, name: str, qtbot: QtBot):
    with shown(showroom, name) as window:
        if not stops_in(window) or not window.isWindow():
            return
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        stops = stops_in(window)
        if QApplication.focusWidget() is None:
            stops[0].setFocus()
        found = walked(window)
        assert len(jumps_back([*found, found[0]])) <= 1, jumps_back(found)
