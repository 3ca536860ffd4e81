"""Shows what waits unsaved of one record, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.formats import format_count, format_moment
from desktop_app.base.i18n import N_, translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.toast import announce
from desktop_app.services.drafts import Unusable, Why
from desktop_app.services.unsaved import Difference, Standing, Told

_MOST_FIELDS = 6
_LONGEST = 240
"""So many characters of a value are shown; all of them can be copied."""
_EMPTY = N_("(empty)")

_STANDINGS = {
    Standing.CHANGED: N_(
        "{who} changed this record meanwhile. When you open it and save, changes of different fields go together; for"
        " the same field you are asked."
    ),
    Standing.TRASHED: N_("This record is in the trash by now. When you open it, what was typed becomes a new record."),
    Standing.GONE: N_(
        "This record is not in the register any more. When you open it, what was typed becomes a new record."
    ),
}


class Card(QFrame):
    """What waits, and buttons below; discarded, it shrinks to a line from which it can be taken back."""

    def __init__(self, key: str, heading: str, when: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"draft.{key}")
        self.setProperty("look", "card")
        self.key = key
        self.heading = heading
        self.discarded = False
        self.body = QWidget(self)
        self.body.setProperty("look", "bare")
        self.lines = QVBoxLayout(self.body)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(heading, self.body, role="heading", wrap=True), 1)
        head.addWidget(PlainLabel(when, self.body, role="muted"), 0, Qt.AlignmentFlag.AlignTop)
        self.lines.addLayout(head)
        self.undo = self._button(translate("Undo"), "undo_discard", "arrow-back-up")
        self.undo.clicked.connect(self._on_undo)
        self._line = self._discarded_line()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self.body)
        layout.addWidget(self._line)

    @property
    def line_count(self) -> int:
        """Return about how many lines of text it takes."""
        return 6

    def add_buttons(self, *, opens: bool, copies: bool, discards: bool) -> None:
        """Append the buttons: to go on with it, to copy its text, and apart from them to throw it away."""
        row = QHBoxLayout()
        for wanted, words, verb, icon, slot in (
            (opens, translate("Open"), "open_draft", "arrow-right", self._on_open),
            (copies, translate("Copy text"), "copy_draft", "copy", self._on_copy),
            (discards, translate("Discard"), "discard_draft", "trash", self._on_discard),
        ):
            if slot == self._on_discard:
                row.addStretch(1)
            if wanted:
                button = self._button(words, verb, icon)
                button.clicked.connect(slot)
                row.addWidget(button)
        self.lines.addLayout(row)

    def text(self) -> str:
        """Return what is copied."""
        raise NotImplementedError

    @Slot()
    def _on_open(self) -> None:
        raise NotImplementedError

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        button = self.findChild(QPushButton, "action.copy_draft")
        if button is not None:
            button.setText(translate("Copied"))
        announce(self, translate("Copied"))

    @Slot()
    def _on_discard(self) -> None:
        self._discard(discarded=True)
        announce(self, translate("Discarded: {what}", what=self.heading))
        self.undo.setFocus()

    @Slot()
    def _on_undo(self) -> None:
        self._discard(discarded=False)
        button = self.findChild(QPushButton, "action.discard_draft")
        if button is not None:
            button.setFocus()

    def _discard(self, *, discarded: bool) -> None:
        self.discarded = discarded
        self.body.setVisible(not discarded)
        self._line.setVisible(discarded)

    def _button(self, words: str, verb: str, icon: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"action.{verb}")
        button.setAccessibleName(f"{words}: {self.heading}")
        button.setAutoDefault(True)  # Enter presses it
        set_icon(button, icon)
        return button

    def _discarded_line(self) -> QWidget:
        line = QWidget(self)
        line.setProperty("look", "bare")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        words = translate("Discarded: {what}", what=self.heading)
        layout.addWidget(PlainLabel(words, line, role="muted", wrap=True), 1)
        layout.addWidget(self.undo)
        line.hide()
        return line


class DraftCard(Card):
    """A draft: of which record, from when, and each value that was typed beside the one that the register has."""

    opened = Signal(object)

    def __init__(self, told: Told, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(told.draft.key, _heading(told), format_moment(told.draft.kept_at), parent)
        self._told = told
        if not read_only and (words := _STANDINGS.get(told.standing)):
            self.lines.addWidget(PlainLabel(translate(words, who=told.who), self.body, role="doubt", wrap=True))
        self._add_differences(told.differences[:_MOST_FIELDS])
        if more := len(told.differences[_MOST_FIELDS:]):
            words = format_count("and {count} more field", "and {count} more fields", more)
            self.lines.addWidget(PlainLabel(words, self.body, role="muted"))
        self.add_buttons(opens=not read_only, copies=True, discards=not read_only)

    @property
    def line_count(self) -> int:
        """Return about how many lines of text it takes."""
        return 6 + 2 * len(self._told.differences[:_MOST_FIELDS])

    def text(self) -> str:
        """Return the record and all that was typed into it."""
        return f"{self.heading}\n{self._told.text()}"

    def _add_differences(self, differences: tuple[Difference, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        for row, each in enumerate(differences):
            name = PlainLabel(each.label, self.body, role="muted", wrap=True)
            change = PlainLabel(_change(each), self.body, wrap=True)
            for column, label in enumerate((name, change)):
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, row, column)
        self.lines.addLayout(grid)

    @Slot()
    def _on_open(self) -> None:
        self.opened.emit(self._told)


class FileCard(Card):
    """A file of drafts that cannot be opened here, and why."""

    def __init__(self, unusable: Unusable, parent: QWidget, *, read_only: bool) -> None:
        elsewhere = unusable.why is Why.ELSEWHERE
        heading = translate("Of the same register elsewhere") if elsewhere else translate("Cannot be read")
        super().__init__(unusable.key, heading, format_moment(unusable.kept_at), parent)
        self._unusable = unusable
        words = (
            translate("It is offered when you open {place}.", place=unusable.address)
            if elsewhere
            else translate(
                "The file {file} is damaged, or another version of the program wrote it. Its text can be copied.",
                file=str(unusable.path),
            )
        )
        self.lines.addWidget(PlainLabel(words, self.body, wrap=True))
        if not elsewhere:
            self.add_buttons(opens=False, copies=True, discards=not read_only)

    def text(self) -> str:
        """Return what the file holds, as far as it is text."""
        try:
            return self._unusable.path.read_text("utf-8", "replace")
        except OSError:
            return ""


def _heading(told: Told) -> str:
    kind = translate(told.draft.base.LABEL)
    if told.standing is Standing.NEW:
        return translate("New: {what}", what=kind)
    return f"{kind}: {told.title}"


def _change(difference: Difference) -> str:
    new = _cut(difference.new) or translate(_EMPTY)
    return f"{_cut(difference.old)} → {new}" if difference.old else new


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
