"""Shows, while Ctrl is held down, which keys do the same as the buttons in sight."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.nav import Navigation
from desktop_app.gui.kit.shortcuts import hint_of, native
from desktop_app.gui.kit.tokens import tokens_for

_HELD_FOR = 700
"""Milliseconds for which Ctrl is held alone before the hints come up: longer than Ctrl and a letter take."""
_SMALLER = 0.88
_PADDING = 5
_HELP = Qt.Key.Key_F1
_OTHERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENDING = frozenset({QEvent.Type.KeyRelease, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class KeyHints(QObject):
    """Watches the keys of the window in front, and of no other.

    `help_requested` tells of F1 in a window that has no action for it.
    """

    help_requested = Signal(QWidget)

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._ended = False
        self._watched: QWindow | None = None
        self._layer: HintLayer | None = None
        self._timer = QTimer(self, singleShot=True, interval=_HELD_FOR)
        self._timer.timeout.connect(self._on_held)
        application.focusWindowChanged.connect(self._on_window_changed)

    def end(self) -> None:
        """Watch nothing any more; may be said twice."""
        self._on_window_changed(None)
        self._ended = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait from the moment when Ctrl goes down alone until anything else happens."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return self._pressed(event)
        if kind in _ENDING:
            self._rest()
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() and event.key() == Qt.Key.Key_Control:
            return False
        self._rest()
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Control and not event.modifiers() & _OTHERS and not QApplication.mouseButtons():
            self._timer.start()
        elif event.key() == _HELP and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            return self._ask_for_help()
        return False

    def _ask_for_help(self) -> bool:
        window = QApplication.activeWindow()
        if window is None or QApplication.activePopupWidget() is not None:
            return False
        self.help_requested.emit(window)
        return True

    def _rest(self) -> None:
        self._timer.stop()
        if self._layer is not None:
            with contextlib.suppress(RuntimeError):  # gone with its window
                self._layer.hide()
                self._layer.deleteLater()
            self._layer = None

    @Slot()
    def _on_held(self) -> None:
        window = QApplication.activeWindow()
        if window is None or QApplication.activePopupWidget() is not None:
            return
        hints = hints_in(window)
        if hints:
            self._layer = HintLayer(hints, window)
            self._layer.show()

    @Slot(QWindow)
    def _on_window_changed(self, window: QWindow | None) -> None:
        self._rest()
        with contextlib.suppress(RuntimeError):  # the window before may be gone already
            if self._watched is not None:
                self._watched.removeEventFilter(self)
        self._watched = None if self._ended else window
        if self._watched is not None:
            self._watched.installEventFilter(self)


def hints_in(window: QWidget) -> list[tuple[QRect, str]]:
    """Return where in a window stands what keys can do too, and the keys as the keyboard here names them."""
    buttons = window.findChildren(QAbstractButton)
    found: list[tuple[QWidget, QRect, QKeySequence]] = [(each, each.rect(), _keys_of(each)) for each in buttons]
    for navigation in window.findChildren(Navigation):
        found += [(navigation, _at_the_right(area), keys) for area, keys in navigation.key_areas()]
    return [
        (QRect(widget.mapTo(window, area.topLeft()), area.size()), native(keys))
        for widget, area, keys in found
        if not keys.isEmpty()
        and widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and widget.visibleRegion().contains(area.center())
    ]


def _at_the_right(area: QRect) -> QRect:
    """Return a place in which a hint stands beside the words of a line, and not over the next one."""
    return area.adjusted(area.width() * 2 // 3, 0, 0, -area.height() // 2)


def _keys_of(button: QAbstractButton) -> QKeySequence:
    return button.keys() if isinstance(button, ActionButton) else QKeySequence(hint_of(button))


class HintLayer(QWidget):
    """Draws the hints over a window, and lets everything else through."""

    def __init__(self, hints: list[tuple[QRect, str]], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("key_hints")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        self.setFont(font)
        self._hints = [(self._place(area, words, window), words) for area, words in hints]
        self.setGeometry(window.rect())
        self.raise_()

    @property
    def words(self) -> list[str]:
        """Return the keys shown."""
        return [words for _, words in self._hints]

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, words in self._hints:
            painter.setPen(QColor(tokens.surface))
            painter.setBrush(QColor(tokens.text))
            painter.drawRoundedRect(area, _PADDING, _PADDING)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _place(self, area: QRect, words: str, window: QWidget) -> QRect:
        """Return where a hint stands: over the lower edge of its button, inside the window."""
        metrics = QFontMetrics(self.font())
        size = QSize(metrics.horizontalAdvance(words) + 3 * _PADDING, metrics.height() + 2)
        corner = QPoint(area.center().x() - size.width() // 2, area.bottom() - size.height() // 2)
        left = max(2, min(corner.x(), window.width() - size.width() - 2))
        top = max(2, min(corner.y(), window.height() - size.height() - 2))
        return QRect(QPoint(left, top), size)
