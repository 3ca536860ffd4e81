"""Looks at a window as a reader does: which words stand in it, and what of them is cut off."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QScrollArea,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop_app.gui.kit.labels import ElidedLabel, without_mnemonic
from desktop_app.gui.kit.link_button import LinkButton

_ROUNDING = 2


def words_in(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, words) for everything that can be read or heard in a window, hidden parts included."""
    for widget in (window, *window.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName()}"
        for words in _words_of(widget):
            yield where, without_mnemonic(words).removesuffix("\N{NO-BREAK SPACE}*").removesuffix(" *").strip()


def _words_of(widget: QWidget) -> Iterator[str]:
    yield widget.windowTitle()
    yield widget.accessibleName()
    yield widget.toolTip().removeprefix("<qt>").removesuffix("</qt>")
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QListWidget):
        yield from (widget.item(row).text() for row in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text().partition("\t")[0] for action in widget.actions())
        yield widget.title()
    elif isinstance(widget, QTableView) and widget.model() is not None:
        columns = range(widget.model().columnCount())
        yield from (str(widget.model().headerData(place, Qt.Orientation.Horizontal) or "") for place in columns)
    for action in widget.actions():
        yield action.text().partition("\t")[0]


def cut_off(window: QWidget) -> list[str]:
    """Return what cannot be read in full: words wider than their place, parts outside of the window or scroll area."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or _is_inside_a_table(widget):
            continue
        if _is_too_narrow(widget):
            found.append(f"{_name(widget)} {_text(widget)!r} is {widget.width()} wide, needs {_needed(widget)}")
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            found.append(f"{_name(widget)} in {_name(widget.parentWidget())} scrolls sideways")
        elif not _scrolls(widget) and not _frame(window).contains(_area(widget, window)):
            found.append(f"{_name(widget)} {_text(widget)!r} reaches out of the window: {_area(widget, window)}")
    return found


def _is_too_narrow(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel | LinkButton) or not _text(widget) or _shows_an_icon_alone(widget):
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + _ROUNDING < widget.heightForWidth(widget.width())
    return isinstance(widget, QLabel | QAbstractButton) and widget.width() + _ROUNDING < _needed(widget)


def _shows_an_icon_alone(widget: QWidget) -> bool:
    return isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def _needed(widget: QWidget) -> int:
    if widget.property("look") == "choices":
        return 0
    if isinstance(widget, QLabel | QCheckBox):
        return widget.sizeHint().width()
    return widget.fontMetrics().horizontalAdvance(without_mnemonic(_text(widget)))


def _is_inside_a_table(widget: QWidget) -> bool:
    parent: QWidget | None = widget
    while parent is not None:
        if isinstance(parent, QAbstractItemView | QHeaderView):
            return True
        parent = parent.parentWidget()
    return False


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _frame(window: QWidget) -> QRect:
    return window.rect().adjusted(-_ROUNDING, -_ROUNDING, _ROUNDING, _ROUNDING)


def _area(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _name(widget: QWidget | None) -> str:
    return f"{type(widget).__name__} {widget.objectName()}".strip() if widget is not None else ""


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
