"""A menu in which each entry has a letter of its own."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.kit.mnemonics import letters_of, with_mnemonics


class LetteredMenu(QMenu):
    """Gives the entries that have none a letter when it opens; those that mark one keep it, the first of several."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.aboutToShow.connect(self.give_letters)

    @Slot()
    def give_letters(self) -> None:
        """Give each entry a letter of its own."""
        used: set[str] = set()
        wanting = []
        for action in self.actions():
            letter = letters_of([action.text()])
            if letter and letter not in used:
                used.add(letter)
            elif not action.isSeparator():
                wanting.append(action)
        parts = [action.text().partition("\t") for action in wanting]
        words = with_mnemonics([without_mnemonic(text) for text, _, _ in parts], used)
        for action, word, (_, tab, keys) in zip(wanting, words, parts, strict=True):
            action.setText(word + tab + keys)
