"""Asks for a name."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.labels import PlainLabel, action_text
from desktop_app.gui.kit.letters import give_letters

_WIDTH = 40


class NameDialog(QDialog):
    """One line with its label; the button says what is done with the name, and waits until there is one."""

    def __init__(self, title: str, label: str, verb: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.name")
        self.setWindowTitle(title)
        self._line = QLineEdit(name, self)
        self._line.setObjectName("name")
        self._line.setAccessibleName(label)
        self._line.setMinimumWidth(self._line.fontMetrics().averageCharWidth() * _WIDTH)
        self._line.selectAll()
        cancel, self._take = QPushButton(translate("Cancel"), self), QPushButton(action_text(verb), self)
        self._take.setObjectName("action.take_name")
        self._take.setProperty("look", "primary")
        self._take.setDefault(True)
        cancel.setObjectName("action.cancel")
        caption = PlainLabel(label, self)
        caption.setBuddy(self._line)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(caption)
        layout.addWidget(self._line)
        layout.addSpacing(12)
        layout.addLayout(buttons)
        give_letters(self)
        self._take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self._line.textChanged.connect(self._on_changed)
        self._on_changed()

    def name(self) -> str:
        """Return the name."""
        return self._line.text().strip()

    @Slot()
    def _on_changed(self) -> None:
        self._take.setEnabled(bool(self.name()))
