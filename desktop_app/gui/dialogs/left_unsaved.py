"""Lists what was typed and not saved before the program ended, and asks what shall become of each."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.dialogs.draft_card import DraftCard, FileCard
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.placing import resize_within_screen, scrolling
from desktop_app.services.unsaved import LeftUnsaved, Told

_WIDTH = 110
"""Characters."""
_LEAST_LINES, _MOST_LINES = 16, 42


class LeftUnsavedDialog(QDialog):
    """One card for each draft; `chosen` is the one to go on with, `thrown_away` are the keys of those to remove."""

    def __init__(self, left: LeftUnsaved, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.left_unsaved")
        self.setWindowTitle(translate("Left unsaved"))
        self.chosen: Told | None = None
        self._cards = [DraftCard(told, self, read_only=read_only) for told in left.told]
        self._files = [FileCard(unusable, self, read_only=read_only) for unusable in left.unusable]
        content = QWidget()
        content.setProperty("look", "bare")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for card in (*self._cards, *self._files):
            column.addWidget(card)
        for each in self._cards:
            each.opened.connect(self._on_opened)
        column.addStretch(1)
        later = QPushButton(translate("Later"), self)
        later.setObjectName("action.later")
        later.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(PlainLabel(_introduction(read_only=read_only), self, wrap=True))
        layout.addWidget(scrolling(content, self), 1)
        layout.addLayout(foot)
        give_letters(self)
        metrics = self.fontMetrics()
        lines = 8 + sum(each.line_count for each in (*self._cards, *self._files))
        height = metrics.height() * max(_LEAST_LINES, min(lines, _MOST_LINES))
        resize_within_screen(self, metrics.averageCharWidth() * _WIDTH, height)
        first = content.findChild(QPushButton, "action.open_draft")
        if first is not None:
            first.setFocus()

    @property
    def thrown_away(self) -> tuple[str, ...]:
        """Return the keys of what was discarded, and not taken back."""
        return tuple(each.key for each in (*self._cards, *self._files) if each.discarded)

    @Slot(object)
    def _on_opened(self, told: Told) -> None:
        self.chosen = told
        self.accept()


def _introduction(*, read_only: bool) -> str:
    if read_only:
        return translate("This register can only be read here. What was typed can be read and copied.")
    return translate("This was typed and not saved when the program ended. It is kept until you discard it.")
