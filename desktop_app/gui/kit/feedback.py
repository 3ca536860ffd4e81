"""The one bridge to tell the user something that waits for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.errors import UserError
from desktop_app.gui.kit.labels import set_state
from desktop_app.gui.kit.mnemonics import with_mnemonics
from desktop_app.gui.kit.server_wait import when_free

A = TypeVar("A")


class Leaving(Enum):
    """What to do with unsaved changes."""

    SAVE = auto()
    DISCARD = auto()
    STAY = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a question: a verb; `key` names it for tests (`answer.<key>`)."""

    words: str
    key: str
    primary: bool = False
    destructive: bool = False
    escape: bool = False


def tell_error(parent: QWidget | None, error: UserError | str, details: str = "") -> None:
    """Show what went wrong until the user has read it; `details` are for those who can use them."""
    text = error.message() if isinstance(error, UserError) else error
    _show(parent, QMessageBox.Icon.Critical, text, details)


def tell_warning(parent: QWidget | None, text: str, details: str = "") -> None:
    """Show what the user must know before going on."""
    _show(parent, QMessageBox.Icon.Warning, text, details)


def tell(parent: QWidget | None, text: str, details: str = "") -> None:
    """Show a result that must not be missed; for the rest there are toasts."""
    _show(parent, QMessageBox.Icon.Information, text, details)


def ask(parent: QWidget | None, question: str, answers: Mapping[A, Answer], details: str = "") -> A:
    """Ask a question and return the key of the chosen answer; closing the box is the `escape` answer."""
    box, buttons = question_box(parent, question, answers, details)
    fallback = next((key for key, answer in answers.items() if answer.escape), next(iter(answers)))
    box.exec()
    clicked = box.clickedButton()
    chosen = buttons.get(clicked, fallback) if isinstance(clicked, QPushButton) else fallback
    box.deleteLater()
    return chosen


def question_box(
    parent: QWidget | None, question: str, answers: Mapping[A, Answer], details: str = ""
) -> tuple[QMessageBox, dict[QPushButton, A]]:
    """Return the box that asks, and which button gives which answer."""
    box = _box(parent, QMessageBox.Icon.Question, question, details)
    buttons: dict[QPushButton, A] = {}
    letters = with_mnemonics([answer.words for answer in answers.values()])
    for (key, answer), words in zip(answers.items(), letters, strict=True):
        role = QMessageBox.ButtonRole.DestructiveRole if answer.destructive else QMessageBox.ButtonRole.AcceptRole
        button = box.addButton(words, QMessageBox.ButtonRole.RejectRole if answer.escape else role)
        button.setObjectName(f"answer.{answer.key}")
        buttons[button] = key
        if answer.primary:
            set_state(button, "look", "primary")
            box.setDefaultButton(button)
        elif answer.destructive:
            set_state(button, "look", "danger")
        if answer.escape:
            box.setEscapeButton(button)
    return box, buttons


def ask_to_save(parent: QWidget | None, what: str) -> Leaving:
    """Ask what to do with unsaved changes of `what`, a record's title."""
    return ask(
        parent,
        translate("“{title}” has changes that are not saved.", title=what),
        {
            Leaving.SAVE: Answer(translate("Save"), "save", primary=True),
            Leaving.DISCARD: Answer(translate("Discard"), "discard", destructive=True),
            Leaving.STAY: Answer(translate("Stay here"), "stay", escape=True),
        },
    )


def _show(parent: QWidget | None, icon: QMessageBox.Icon, text: str, details: str) -> None:
    when_free(partial(_show_now, parent, icon, text, details))


def _show_now(parent: QWidget | None, icon: QMessageBox.Icon, text: str, details: str) -> None:
    box = _box(parent, icon, text, details)
    (words,) = with_mnemonics([translate("Close")])
    button = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    button.setObjectName("answer.close")
    box.setEscapeButton(button)
    box.exec()
    box.deleteLater()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, details: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setObjectName("feedback")
    box.setIcon(icon)
    box.setWindowTitle("Brückenbuch")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(details)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return box
