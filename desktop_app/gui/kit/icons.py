"""Gives the shipped line icons in the colours of the current look."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
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
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    normal = getattr(tokens, tone)
    drawn = _pixmap(source, normal, side, ratio)
    result.addPixmap(drawn, QIcon.Mode.Normal)
    result.addPixmap(drawn, QIcon.Mode.Selected)
    result.addPixmap(_pixmap(source, tokens.disabled, side, ratio), QIcon.Mode.Disabled)
    return result


def _pixmap(source: str, colour: str, side: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
