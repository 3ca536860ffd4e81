"""Lists the keys of the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.base.text import fold
from desktop_app.gui.kit.clearing import offer_clearing
from desktop_app.gui.kit.found_list import FoundEntry, FoundList
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.shortcuts import Shortcut, Where, declared

_WIDTH, _LINES = 84, 34
"""Characters and lines."""


class KeysDialog(QDialog):
    """Lists what each key does, in groups of where it works; what is typed leaves only what contains it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.keys")
        self.setWindowTitle(translate("Keys"))
        self._field = QLineEdit(self)
        self._field.setObjectName("search.keys")
        self._field.setAccessibleName(translate("Search"))
        self._field.setPlaceholderText(translate("A key, or what you want to do"))
        offer_clearing(self._field)
        glass = QAction(translate("Search"), self)
        set_icon(glass, "search", "muted")
        self._field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._list = FoundList("found.keys", translate("Keys"), self)
        self._list.setProperty("look", "")
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._nothing = PlainLabel(translate("No key fits."), self, role="muted")
        hint = translate("Alt and an underlined letter press a button or lead to a field. Hold Ctrl to see more keys.")
        close = QPushButton(translate("&Close"), self)
        close.setObjectName("action.close")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._field)
        layout.addWidget(self._nothing)
        layout.addWidget(self._list, 1)
        layout.addWidget(PlainLabel(hint, self, role="muted", wrap=True))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._field.textChanged.connect(self._on_text_changed)
        self._on_text_changed("")
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * _WIDTH, metrics.height() * _LINES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the list from the field."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self._list.walk(step)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        entries = entries_of(text)
        self._list.show_entries(entries)
        self._list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)


def entries_of(text: str) -> list[FoundEntry]:
    """Return the keys whose names or words contain a text, each group below its heading."""
    wanted = fold(text)
    entries: list[FoundEntry] = []
    for where in Where:
        heading = translate(where.value)
        shown = [_entry(each) for each in declared() if each.where is where]
        fitting = [each for each in shown if wanted in fold(f"{each.title} {each.keys} {heading}")]
        if fitting:
            entries += [FoundEntry(heading), *fitting]
    return entries


def _entry(shortcut: Shortcut) -> FoundEntry:
    return FoundEntry(translate(shortcut.words), payload=shortcut, keys=shortcut.all_named())
