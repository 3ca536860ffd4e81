"""A push button that does what an action does."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.gui.kit.labels import action_text, set_tooltip, without_mnemonic
from desktop_app.gui.kit.shortcuts import hint_of, native, with_keys


class ActionButton(QPushButton):
    """Shows an action's text, icon and state; named `<object name of the action>.button`.

    With `icon_only` the text is in its tooltip, and told to screen readers.
    """

    def __init__(
        self, action: QAction, parent: QWidget | None = None, *, primary: bool = False, icon_only: bool = False
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._icon_only = icon_only
        self.setAutoDefault(True)  # Enter presses it
        if primary:
            self.setProperty("look", "primary")
        self.setObjectName(f"{action.objectName()}.button")
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_action_changed)
        self._on_action_changed()

    def keys(self) -> QKeySequence:
        """Return the keys that do the same; none for no keys."""
        own = self._action.shortcut()
        return QKeySequence(hint_of(self._action)) if own.isEmpty() else own

    @Slot()
    def _on_action_changed(self) -> None:
        action = self._action
        words = without_mnemonic(action.text())
        self.setText("" if self._icon_only else action_text(words))  # Alt and a letter is for the menu
        self.setIcon(action.icon())
        self.setEnabled(action.isEnabled())
        self.setVisible(action.isVisible())
        self.setAccessibleName(words)
        keys = native(self.keys())
        set_tooltip(self, with_keys(words, keys) if keys or self._icon_only else "")
