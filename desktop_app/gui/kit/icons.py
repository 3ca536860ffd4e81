"""Gives the shipped line icons in the colours of the current look."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop_app.base.resources import resource
from desktop_app.gui.kit.tokens import Tokens, tokens_for

_ICON_PROPERTY = "lineIcon"
_cache: dict[tuple[str, str, str, int, float], QIcon] = {}


def icon_size() -> int:
    """Return the side of an icon beside running text, in device-independent pixels."""
    return max(16, round(QFontMetrics(QApplication.font()).height() * 0.95))


def icon(name: str, tone: str = "text", size: int = 0) -> QIcon:
    """Return an icon of `resources/icons` in a colour of the current look.

    `tone` is a colour name of `Tokens` ("text", "muted", "accent", "on_accent", "danger", "warning", "success");
    `size` is in device-independent pixels, 0 for that of running text.
    """
    palette = QGuiApplication.palette()
    tokens = tokens_for(palette)
    side = size or icon_size()
    ratio = cast("QGuiApplication", QGuiApplication.instance()).devicePixelRatio()
    key = (name, tone, palette.color(QPalette.ColorRole.Text).name(), side, ratio)
    if key not in _cache:
        _cache[key] = _draw(name, tone, tokens, side, ratio)
    return _cache[key]


def set_icon(target: QAbstractButton | QAction, name: str, tone: str = "text", size: int = 0) -> None:
    """Give a button or an action an icon that keeps up with changes of the look."""
    target.setProperty(_ICON_PROPERTY, [name, tone, size])
    _apply(target)


def icon_of(target: QAbstractButton | QAction) -> str:
    """Return the name of the icon that was given by `set_icon`; empty where none was."""
    named = target.property(_ICON_PROPERTY)
    return str(named[0]) if named else ""


def refresh_icons(app: QApplication) -> None:
    """Draw all icons given by `set_icon` in the colours of a new look."""
    _cache.clear()
    for window in app.topLevelWidgets():
        for child in (window, *window.findChildren(QObject)):
            if isinstance(child, QAbstractButton | QAction) and child.property(_ICON_PROPERTY):
                _apply(child)


def _apply(target: QAbstractButton | QAction) -> None:
    name, tone, size = cast("tuple[str, str, int]", target.property(_ICON_PROPERTY))
    target.setIcon(icon(name, tone, size))
    if isinstance(target, QAbstractButton):
        side = size or icon_size()
        target.setIconSize(QSize(side, side))


def _draw(name: str, tone: str, tokens: Tokens, side: int, ratio: float) -> QIcon:
    shape = _shape(name, side, ratio)
    result = QIcon()
    drawn = _in_colour(shape, getattr(tokens, tone))
    result.addPixmap(drawn, QIcon.Mode.Normal)
    result.addPixmap(drawn, QIcon.Mode.Selected)
    result.addPixmap(_in_colour(shape, tokens.disabled), QIcon.Mode.Disabled)
    return result


def _shape(name: str, side: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(str(resource("icons", f"{name}.svg")))
    shape = QPixmap(round(side * ratio), round(side * ratio))
    shape.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shape)
    renderer.render(painter, QRectF(shape.rect()))
    painter.end()
    shape.setDevicePixelRatio(ratio)
    return shape


def _in_colour(shape: QPixmap, colour: str) -> QPixmap:
    pixmap = shape.copy()
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), QColor(colour))
    painter.end()
    return pixmap
