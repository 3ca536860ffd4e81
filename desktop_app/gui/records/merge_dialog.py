"""Sets two records that may be the same side by side, and makes one of them as somebody chooses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_timestamp
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.joining import Choice, Choices
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel, PressedLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.placing import resize_within_screen, scrolling
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.work_line import WorkLine
from desktop_app.services.twins import Line, Sides, Twins

_WIDTH, _HEIGHT = 150, 40
"""Characters and lines."""
_FIELD, _KEPT, _OTHER, _BOTH, _COLUMNS = 0, 1, 3, 5, 7
"""The columns, and how many there are; a choice takes two: the button and what it stands for."""
_FIRST_ROW = 5
_PLACES = {Choice.KEPT: _KEPT, Choice.OTHER: _OTHER, Choice.BOTH: _BOTH}
_NAMES = {Choice.KEPT: N_("of the one that stays"), Choice.OTHER: N_("of the other one"), Choice.BOTH: N_("both")}
_JOINTS = re.compile(r"[@._/-]")


class MergeDialog(QDialog):
    """Two records of one type; `operation` is the number of the merge, `apart` that of the word that they differ."""

    def __init__(self, name: str, first: int, second: int, twins: Twins, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.operation: int | None = None
        self.apart: int | None = None
        self.title = ""
        self._name = name
        self._ids = (first, second)
        self._twins = twins
        self._sides: Sides | None = None
        self._groups: dict[str, QButtonGroup] = {}
        self._values: dict[str, dict[Choice, PlainLabel]] = {}
        self._results: dict[str, PlainLabel] = {}
        self._same: list[QWidget] = []
        self.setObjectName("dialog.merge")
        self.setWindowTitle(translate("Compare and merge: {what}", what=translate(TYPES[name].PLURAL)))
        self._work = WorkLine(runner, self)
        self._build()
        self._connect()
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * _WIDTH, metrics.height() * _HEIGHT)
        self._read(None)

    @property
    def sides(self) -> Sides | None:
        """Return what is shown; None until it is read."""
        return self._sides

    @property
    def choices(self) -> Choices:
        """Return what is chosen, by field."""
        sides = self._sides
        if sides is None:
            return {}
        checked = {name: group.checkedButton() for name, group in self._groups.items()}
        chosen = {
            name: Choice(str(button.property("choice"))) for name, button in checked.items() if button is not None
        }
        return dict(sides.proposed) | chosen

    @Slot()
    def reject(self) -> None:
        """Call off what is under way; close where nothing is."""
        if not self._work.cancel():
            super().reject()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._area = scrolling(QWidget(self), self)
        self._every = QCheckBox(translate("Show &equal fields too"), self)
        self._every.setObjectName("merge.every")
        self._wrong = PlainLabel("", self, role="error", wrap=True)
        self._wrong.setObjectName("merge.wrong")
        self._wrong.hide()
        self._swap = self._button(translate("&Keep the other one"), "action.swap")
        self._apart = self._button(translate("&Not the same"), "action.keep_apart")
        self._cancel = self._button(translate("C&ancel"), "action.cancel")
        self._merge = self._button(translate("&Merge"), "action.merge_now")
        self._merge.setProperty("look", "primary")
        self._merge.setDefault(True)
        head = QHBoxLayout()
        words = translate(
            "Links to both lead to the record that stays; the other one goes to the trash. This can be undone later."
        )
        head.addWidget(PlainLabel(words, self, role="muted", wrap=True), 1)
        head.addWidget(self._every)
        foot = QHBoxLayout()
        foot.addWidget(self._apart)
        foot.addWidget(self._swap)
        foot.addWidget(self._work, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._merge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._wrong)
        layout.addLayout(foot)
        give_letters(self)

    def _chain(self) -> None:
        """Let Tab go from the choices, which are made late, to the buttons below them."""
        content = self._area.widget()
        choices = content.findChildren(QRadioButton) if content is not None else []
        stops = (self._every, *choices, self._apart, self._swap, self._cancel, self._merge)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(True)  # Enter presses it
        return button

    def _connect(self) -> None:
        self._every.toggled.connect(self._on_every)
        self._swap.clicked.connect(self._on_swap)
        self._apart.clicked.connect(self._on_apart)
        self._cancel.clicked.connect(self.reject)
        self._merge.clicked.connect(self._on_merge)
        self._work.busy_changed.connect(self._show_state)
        self._work.failed.connect(self._on_failed)

    def _read(self, keep: int | None) -> None:
        work = partial(_sides, self._twins, self._name, self._ids, keep)
        self._work.run(work, translate("Loading …"), self._on_read)

    def _table(self, sides: Sides) -> QWidget:
        """Return the fields of both side by side, those that differ with a choice."""
        content = QWidget()
        content.setProperty("look", "bare")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for column, stretch in ((_FIELD, 4), (_KEPT + 1, 6), (_OTHER + 1, 6)):
            grid.setColumnStretch(column, stretch)
        heads = (
            (_KEPT, translate("Stays"), sides.kept, sides.hanging[0]),
            (_OTHER, translate("Goes to the trash"), sides.other, sides.hanging[1]),
        )
        for column, fate, item, hanging in heads:
            changed = format_timestamp(item.changed_at) if item.changed_at is not None else ""
            about = translate("Changed by {who} on {when}", who=item.changed_by, when=changed)
            links = hanging or translate("Nothing is linked to it.")
            for row, (words, role) in enumerate(
                ((fate, "muted"), (item.title, "heading"), (links, ""), (about, "muted"))
            ):
                grid.addWidget(PlainLabel(words, content, role=role, wrap=True), row, column, 1, 2)
        self._same, self._groups, self._values, self._results = [], {}, {}, {}
        for place, line in enumerate(sides.lines):
            self._add_line(grid, _FIRST_ROW + 2 * place, line, content)
        grid.setRowStretch(_FIRST_ROW + 2 * len(sides.lines), 1)
        return content

    def _add_line(self, grid: QGridLayout, row: int, line: Line, content: QWidget) -> None:
        label = PlainLabel(line.label, content, role="strong" if line.differs else "muted", wrap=True)
        grid.addWidget(label, row, _FIELD, Qt.AlignmentFlag.AlignTop)
        if line.differs:
            self._add_choices(grid, row, line, content)
            return
        value = PlainLabel(_breakable(line.kept), content, role="muted", wrap=True)
        value.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, _KEPT + 1, 1, _COLUMNS - _KEPT - 1)
        self._same += [label, value]

    def _add_choices(self, grid: QGridLayout, row: int, line: Line, content: QWidget) -> None:
        group = QButtonGroup(content)
        words: Mapping[Choice, str] = {
            Choice.KEPT: line.kept or translate("(empty)"),
            Choice.OTHER: line.other or translate("(empty)"),
            Choice.BOTH: translate("both"),
        }
        proposed = self._sides.proposed.get(line.field, Choice.KEPT) if self._sides is not None else Choice.KEPT
        values = self._values.setdefault(line.field, {})
        for choice in line.choices:
            button = QRadioButton(content)
            button.setObjectName(f"choice.{line.field}.{choice}")
            button.setProperty("choice", str(choice))
            told = line.results[choice] if choice is Choice.BOTH else words[choice]
            button.setAccessibleName(f"{line.label}, {translate(_NAMES[choice])}: {told}")
            button.setChecked(choice is (proposed if proposed in line.choices else Choice.KEPT))
            group.addButton(button)
            values[choice] = PressedLabel(_breakable(words[choice]), button, content)
            grid.addWidget(button, row, _PLACES[choice], Qt.AlignmentFlag.AlignTop)
            grid.addWidget(values[choice], row, _PLACES[choice] + 1)
        result = PlainLabel("", content, wrap=True)
        result.setObjectName(f"result.{line.field}")
        grid.addWidget(result, row + 1, _KEPT + 1, 1, _COLUMNS - _KEPT - 1)
        group.buttonToggled.connect(self._show_results)
        self._groups[line.field], self._results[line.field] = group, result

    @Slot()
    def _show_results(self) -> None:
        """Let stand out what the record would have in each field; where that is of both, say how it would read."""
        choices = self.choices
        for line in self._sides.lines if self._sides is not None else ():
            if line.differs:
                chosen, result = choices[line.field], self._results[line.field]
                for choice, value in self._values[line.field].items():
                    value.set_role("" if chosen in (choice, Choice.BOTH) else "muted")
                told = line.results[chosen]
                words = translate("Result: {value}", value=f"\n{told}" if "\n" in told else told)
                result.setText(_breakable(words))
                result.setVisible(chosen is Choice.BOTH)
        self._wrong.hide()

    @Slot()
    def _show_state(self) -> None:
        ready = self._sides is not None and not self._work.is_busy
        writable = ready and not self._twins.read_only
        self._area.setEnabled(ready)
        self._swap.setEnabled(ready)
        self._merge.setEnabled(writable)
        self._apart.setEnabled(writable)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_read(self, sides: Sides) -> None:
        self._sides = sides
        self._area.setWidget(self._table(sides))
        self._chain()
        self._show_results()
        self._on_every()
        self._show_state()
        checked = next((group.checkedButton() for group in self._groups.values()), None)
        (checked or self._merge).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_every(self) -> None:
        for part in self._same:
            part.setVisible(self._every.isChecked())

    @Slot()
    def _on_swap(self) -> None:
        if self._sides is not None:
            self._read(self._sides.other.id)

    @Slot()
    def _on_apart(self) -> None:
        try:
            self.apart = self._twins.keep_apart(self._name, *self._ids)
        except UserError as error:
            feedback.tell_error(self, error)
            return
        self.accept()

    @Slot()
    def _on_merge(self) -> None:
        sides = self._sides
        if sides is None:
            return
        try:
            problems = self._twins.check(sides, self.choices)
        except UserError as error:
            feedback.tell_error(self, error)
            return
        if problems:
            words = " ".join(problem.text() for problem in problems)
            self._wrong.setText(translate("The result cannot be saved: {reasons}", reasons=words))
            self._wrong.show()
            return
        self.title = sides.kept.title
        work = partial(_merged, self._twins, sides, self.choices)
        self._work.run(work, translate("The records are being merged …"), self._on_merged)

    @Slot(object)
    def _on_merged(self, operation: int | None) -> None:
        self.operation = operation
        self.accept()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)
        if self._sides is None:
            self.reject()


def _breakable(text: str) -> str:
    """Return a text that may be broken inside of addresses: they are longer than a column is wide."""
    return _JOINTS.sub("\\g<0>\u200b", text)


def _sides(twins: Twins, name: str, ids: tuple[int, int], keep: int | None, _progress: Progress) -> Sides:
    return twins.side_by_side(name, *ids, keep=keep)


def _merged(twins: Twins, sides: Sides, choices: Choices, progress: Progress) -> int | None:
    return twins.merge(sides, choices, progress.tell)
