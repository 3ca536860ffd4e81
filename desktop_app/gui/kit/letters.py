"""Gives the buttons and labels of a window letters to reach them with Alt."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QToolButton, QWidget

from desktop_app.gui.kit.labels import without_mnemonic
from desktop_app.gui.kit.mnemonics import letters_of, with_mnemonics
from desktop_app.gui.kit.shortcuts import hint_of


def give_letters(window: QWidget) -> None:
    """Give what has none a letter of its own; what marks one keeps it, the first of several.

    To be called when the window is built, and again when its words have changed.
    """
    used: set[str] = set()
    wanting: list[QAbstractButton | QLabel] = []
    for each in lettered(window):
        letter = letters_of([each.text()])
        if letter and letter not in used:
            used.add(letter)
        elif not hint_of(each):
            wanting.append(each)
    words = with_mnemonics([without_mnemonic(each.text()) for each in wanting], used)
    for each, text in zip(wanting, words, strict=True):
        each.setText(text)


def lettered(window: QWidget) -> list[QAbstractButton | QLabel]:
    """Return the buttons with words, and the labels of fields, that are shown with a window."""
    buttons = [each for each in window.findChildren(QAbstractButton) if _has_words(each)]
    labels = [each for each in window.findChildren(QLabel) if each.buddy() is not None]
    found: list[QAbstractButton | QLabel] = [*buttons, *labels]
    return [each for each in found if each.text() and each.isVisibleTo(window)]


def _has_words(button: QAbstractButton) -> bool:
    within_a_line = isinstance(button, QToolButton) and button.focusPolicy() == button.focusPolicy().NoFocus
    return isinstance(button, QPushButton | QCheckBox | QToolButton) and not within_a_line
