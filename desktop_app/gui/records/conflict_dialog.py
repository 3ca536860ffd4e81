"""Asks, where two people changed the same fields of a record, whose values shall stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.formats import format_timestamp
from desktop_app.base.i18n import translate
from desktop_app.domain.errors import Conflict
from desktop_app.domain.merging import Place, merge
from desktop_app.domain.record import Record
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel, PressedLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.placing import resize_within_screen, scrolling
from desktop_app.services.conflicts import Disputed
from desktop_app.services.desk import Desk

_WIDTH = 130
"""Characters; four columns of text."""


R = TypeVar("R", bound=Record)


def save_or_settle(
    save: Callable[[R, R], R], item: R, base: R, desk: Desk, parent: QWidget, back: str = ""
) -> R | None:
    """Save a record, asking whose values shall stand where somebody else changed the same; None to go on typing.

    `back` is the way out in words, where it does not lead to a form.
    """
    while True:
        try:
            return save(item, base)
        except Conflict as conflict:
            settled = settle(conflict, item, base, desk, parent, back)
            if settled is None:
                return None
            item, base = settled, cast("R", conflict.stored)


def settle(conflict: Conflict, item: R, base: R, desk: Desk, parent: QWidget, back: str = "") -> R | None:
    """Ask whose values shall stand; return the record to save over `conflict.stored`, None to go on typing."""
    if not conflict.conflicts:
        feedback.tell_error(parent, conflict)
        return None
    dialog = ConflictDialog(conflict, desk.conflicts.in_words(conflict), parent, back)
    accepted = dialog.exec()
    theirs = dialog.theirs
    dialog.deleteLater()
    return merge(item, base, cast("R", conflict.stored), theirs).record if accepted else None


class ConflictDialog(QDialog):
    """Shows three values of each field in dispute; accepted, `theirs` are the places where the other's shall stand."""

    def __init__(self, conflict: Conflict, disputed: Sequence[Disputed], parent: QWidget, back: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("dialog.conflict")
        self.setWindowTitle(translate("Changed by two people"))
        self._disputed = disputed
        self._groups: list[QButtonGroup] = []
        who = conflict.stored.changed_by
        when = conflict.stored.changed_at
        words = translate(
            "“{title}” was changed by {who} on {when}, while you worked on it. Choose what shall stand where both of "
            "you changed the same; all other changes go together by themselves. Nothing is saved yet.",
            title=conflict.stored.title,
            who=who,
            when=format_timestamp(when) if when is not None else "",
        )
        content = QWidget()
        content.setProperty("look", "bare")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        self._add_headings(grid, who)
        for row, each in enumerate(disputed, start=2):
            self._add_row(grid, row, each, who)
        grid.setRowStretch(len(disputed) + 2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(PlainLabel(words, self, wrap=True))
        layout.addWidget(scrolling(content, self), 1)
        layout.addLayout(self._buttons(back or translate("&Back to the form")))
        give_letters(self)
        metrics = self.fontMetrics()
        height = metrics.height() * (12 + 4 * len(disputed))
        resize_within_screen(self, metrics.averageCharWidth() * _WIDTH, min(height, metrics.height() * 40))
        self._groups[0].buttons()[0].setFocus()

    @property
    def theirs(self) -> frozenset[Place]:
        """Return the places in which the other's value was chosen."""
        chosen = zip(self._disputed, self._groups, strict=True)
        return frozenset(each.place for each, group in chosen if group.checkedId() == 1)

    def _add_headings(self, grid: QGridLayout, who: str) -> None:
        headings = (
            translate("Field"),
            translate("Before"),
            translate("Your value"),
            translate("Value of {who}", who=who),
        )
        for column, heading in zip((0, 1, 2, 4), headings, strict=True):
            grid.addWidget(PlainLabel(heading, self, role="muted"), 0, column, 1, 2 if column > 1 else 1)
        for column, stretch in ((0, 2), (1, 3), (3, 4), (5, 4)):
            grid.setColumnStretch(column, stretch)
        for side, column in ((0, 2), (1, 4)):
            every = LinkButton(translate("All of these"), self)
            every.setObjectName(f"action.choose_all.{side}")
            every.clicked.connect(self._on_all_theirs if side else self._on_all_mine)
            grid.addWidget(every, 1, column, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _add_row(self, grid: QGridLayout, row: int, each: Disputed, who: str) -> None:
        for column, label in enumerate(
            (PlainLabel(each.label, self, wrap=True), PlainLabel(each.before, self, role="muted", wrap=True))
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, column)
        group = QButtonGroup(self)
        sides = ((each.mine, translate("Your value")), (each.theirs, translate("Value of {who}", who=who)))
        for side, (value, whose) in enumerate(sides):
            button = QRadioButton(self)
            button.setObjectName(f"choice.{row - 2}.{side}")
            button.setAccessibleName(f"{each.label}, {whose}: {value}")
            button.setChecked(side == 0)
            group.addButton(button, side)
            grid.addWidget(button, row, 2 + 2 * side, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PressedLabel(value, button, self), row, 3 + 2 * side)
        self._groups.append(group)

    def _buttons(self, words: str) -> QHBoxLayout:
        back, save = QPushButton(words, self), QPushButton(translate("&Save"), self)
        back.setObjectName("action.back")
        back.clicked.connect(self.reject)
        save.setObjectName("action.save")
        save.setProperty("look", "primary")
        save.setDefault(True)
        save.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(back)
        line.addWidget(save)
        return line

    @Slot()
    def _on_all_mine(self) -> None:
        self._choose(0)

    @Slot()
    def _on_all_theirs(self) -> None:
        self._choose(1)

    def _choose(self, side: int) -> None:
        for group in self._groups:
            group.button(side).setChecked(True)
