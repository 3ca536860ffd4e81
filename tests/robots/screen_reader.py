"""Reads a window as a screen reader does: by its accessible tree."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_ROWS = 40
"""Entries of one list or table that are looked at; the others are made alike."""
_LONG = frozenset({QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree})


def told_by(window: QWidget) -> Iterator[QAccessibleInterface]:
    """Yield everything in a window that is in sight, from the outside in."""
    tree = QAccessible.queryAccessibleInterface(window)
    assert tree is not None
    yield from _walk(tree)


def _walk(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if one.state().invisible:
        return
    yield one
    count = one.childCount()
    for place in range(min(count, _ROWS) if one.role() in _LONG else count):
        child: QAccessibleInterface | None = one.child(place)
        if child is not None and child.isValid():
            yield from _walk(child)


def name_of(one: QAccessibleInterface) -> str:
    """Return what is said of it first."""
    return one.text(QAccessible.Text.Name).strip()


def widget_of(one: QAccessibleInterface) -> QWidget | None:
    """Return the widget behind it; None for parts of one, such as cells."""
    found = one.object()
    return found if isinstance(found, QWidget) else None


def takes_focus(widget: QWidget) -> bool:
    """Say whether Tab or a letter leads to a widget."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled() and widget.focusProxy() is None
