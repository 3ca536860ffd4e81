"""The search field of a page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.clearing import offer_clearing
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.shortcuts import FIND, listening, with_keys

_DELAY = 150


class SearchBar(QLineEdit):
    """Searches a moment after typing ends; Esc empties it, ↓ goes on to what was found, Enter to the first of it.

    Ctrl+F brings the cursor here, wherever it is in the window, as long as `page` is in sight; `starting` tells so
    before, for a page that has to show its list first.
    """

    starting = Signal()
    searched = Signal(str)
    left_down = Signal()
    entered = Signal()

    def __init__(self, record: str, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName(f"search.{record}")
        self.setAccessibleName(translate("Search"))
        self.setPlaceholderText(with_keys(translate("Search"), FIND.named()))
        offer_clearing(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        glass = QAction(translate("Search"), self)
        set_icon(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._on_text_changed)
        for shortcut in listening(FIND, page):
            shortcut.activated.connect(self.start)

    @Slot()
    def start(self) -> None:
        """Bring the cursor here, the old search selected to be typed over."""
        self.starting.emit()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def set_text(self, text: str) -> None:
        """Show a search without telling of it."""
        self._told = text.strip()
        self.setText(text)

    def sizeHint(self) -> QSize:
        """Return a width for some words."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * 34, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return a width for one word."""
        return QSize(self.fontMetrics().averageCharWidth() * 16, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Enter, Esc and ↓."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            if self._told:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        elif event.key() == Qt.Key.Key_Down:
            self._tell()
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_text_changed(self) -> None:
        if self.text().strip() != self._told:
            self._timer.start()

    @Slot()
    def _tell(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)
