"""A strip over the page that says what holds for the whole window, with what can be done about it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.toast import announce


class Notice(QFrame):
    """Shows a sentence; hidden while there is none. Each button is there while its action is visible."""

    def __init__(self, name: str, parent: QWidget, *actions: QAction) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "notice")
        self._label = PlainLabel("", self, role="doubt", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(16)
        line.addWidget(self._label, 1)
        for action in actions:
            line.addWidget(ActionButton(action, self))
        self.hide()

    def text(self) -> str:
        """Return the sentence."""
        return self._label.text()

    def show_text(self, text: str) -> None:
        """Show a sentence, or nothing; a screen reader says it when it is another one."""
        if text and text != self.text():
            announce(self, text)
        self._label.setText(text)
        self.setVisible(bool(text))
