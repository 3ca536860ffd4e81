"""Tells the user something in passing, at the foot of the window, with at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import ElidedLabel, action_text, without_mnemonic

_SHOWN_FOR = 6_000
_SHOWN_FOR_WITH_ACTION = 20_000
_MARGIN = 24


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say a text without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def show_toast(window: QWidget, text: str, action: QAction | None = None) -> Toast:
    """Show a text over the foot of a window, replacing the one before; a click on `action` closes it too."""
    for old in window.findChildren(Toast):
        old.close()
    toast = Toast(window, text, action)
    toast.show()
    announce(window, text)
    return toast


def focus_message(window: QWidget) -> None:
    """Put the keyboard on what can be done about a message in sight: a toast, or else a strip over the page."""
    for name in ("toast", "notice"):
        for strip in window.findChildren(QFrame):
            buttons = [each for each in strip.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
            if strip.property("look") == name and buttons:
                min(buttons, key=QPushButton.x).setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


class Toast(QFrame):
    """A strip with a sentence; it goes by itself unless the mouse or the focus rests on it."""

    def __init__(self, window: QWidget, text: str, action: QAction | None = None) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setProperty("look", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label = ElidedLabel(text, self)
        self._close = QPushButton(self)
        self._close.setAccessibleName(translate("Close"))
        set_icon(self._close, "x", "surface")
        layout = QHBoxLayout(self)
        layout.addWidget(self._label)
        if action is not None:
            button = QPushButton(action_text(without_mnemonic(action.text())), self)
            button.setObjectName(action.objectName())
            button.clicked.connect(action.trigger)
            button.clicked.connect(self.close)
            layout.addWidget(button)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setInterval(_SHOWN_FOR_WITH_ACTION if action is not None else _SHOWN_FOR)
        self._timer.timeout.connect(self._on_time_is_up)
        self._close.clicked.connect(self.close)
        window.installEventFilter(self)
        self._timer.start()
        self._place()

    def text(self) -> str:
        """Return the sentence."""
        return self._label.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the window when its size changes."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_time_is_up(self) -> None:
        if not self.underMouse() and not self.isAncestorOf(QApplication.focusWidget() or self):
            self.close()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            size = self.sizeHint()
            width = min(size.width(), window.width() - 2 * _MARGIN)
            self.setGeometry(
                (window.width() - width) // 2, window.height() - size.height() - 2 * _MARGIN, width, size.height()
            )
            self.raise_()
