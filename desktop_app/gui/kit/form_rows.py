"""Builds the rows of a form: label, editor, unit, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.editors.protocol import Editor
from desktop_app.gui.kit.fold_button import FoldButton
from desktop_app.gui.kit.labels import PlainLabel, action_text, set_state
from desktop_app.gui.kit.shortcuts import EARLIER_VALUES, Shortcut, set_hint

_WIDE_KINDS = frozenset({Kind.LONG_TEXT, Kind.CHILDREN})
_LABEL_CHARACTERS = 20
_GAP = 16
"""Pixels between two columns of rows."""


class FormRow(QWidget):
    """One field of a form.

    The row itself carries the editor with its unit and, below, at most one sentence: an error, or a doubt with a
    button to keep it. Its `label` is laid out beside it by the section.
    """

    changed = Signal(str)
    left = Signal(str)
    kept = Signal(str)
    open_requested = Signal(str, int)
    create_requested = Signal(str, str)
    adopt_requested = Signal(str, object)
    earlier_requested = Signal(str)

    def __init__(self, name: str, field: Field, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorded = False
        self.name = name
        self.field = field
        self.editor = editor
        self.words = translate(field.label)
        self.help = translate(field.help)
        self.label = PlainLabel(action_text(self.words), wrap=True)
        self._message: PlainLabel | None = None
        self._keep: QPushButton | None = None
        self._build()
        self._connect()

    def help_at(self, widget: QWidget) -> str:
        """Return the help for what has the keyboard in this row."""
        return self.help

    def set_recorded(self, recorded: bool) -> None:
        """Say whether the field has a history, so that earlier values can be asked for."""
        self._recorded = recorded and not self.field.derived

    @property
    def wide(self) -> bool:
        """Say whether the row takes the whole width of a section, below its label."""
        return self.field.kind in _WIDE_KINDS

    @property
    def filled(self) -> bool:
        """Say whether something is entered; an unticked box or the number 0 counts as nothing."""
        return bool(self.editor.value())

    def set_label(self, words: str) -> None:
        """Show a label text with its mnemonic."""
        self.label.setText(words + ("\N{NO-BREAK SPACE}*" if self.field.required else ""))

    def show_error(self, sentence: str) -> None:
        """Say below the editor what is wrong."""
        self._say(sentence, "error")

    def show_doubt(self, sentence: str) -> None:
        """Say below the editor what is doubtful, and offer to keep it."""
        self._say(sentence, "doubt")

    def clear_message(self) -> None:
        """Say nothing."""
        self._say("", "")

    def message(self) -> str:
        """Return the sentence shown below the editor."""
        return self._message.text() if self._message is not None and not self._message.isHidden() else ""

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit(self.name)

    @Slot()
    def _on_left(self) -> None:
        self.left.emit(self.name)

    @Slot()
    def _on_keep(self) -> None:
        self.kept.emit(self.name)

    @Slot(int)
    def _on_open(self, record_id: int) -> None:
        self.open_requested.emit(self.name, record_id)

    @Slot(str)
    def _on_create(self, text: str) -> None:
        self.create_requested.emit(self.name, text)

    @Slot(object)
    def _on_adopt(self, proposal: object) -> None:
        self.adopt_requested.emit(self.name, proposal)

    @Slot()
    def _on_earlier(self) -> None:
        self.earlier_requested.emit(self.name)

    @Slot(QPoint)
    def _on_label_menu(self, place: QPoint) -> None:
        self._open_menu(QMenu(self), self.label.mapToGlobal(place))

    @Slot(QPoint)
    def _on_editor_menu(self, place: QPoint) -> None:
        widget = self.editor.widget()
        menu = widget.createStandardContextMenu() if isinstance(widget, QLineEdit | QPlainTextEdit) else QMenu(self)
        self._open_menu(menu, widget.mapToGlobal(place))

    def _open_menu(self, menu: QMenu, place: QPoint) -> None:
        """Open the menu of the field, with its earlier values where it has a history."""
        if self._recorded:
            earlier = QAction(earlier_values_words(), menu)
            earlier.setObjectName("action.earlier_values")
            earlier.triggered.connect(self._on_earlier)
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(earlier)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _build(self) -> None:
        widget = self.editor.widget()
        for part, slot in ((widget, self._on_editor_menu), (self.label, self._on_label_menu)):
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            part.customContextMenuRequested.connect(slot)
        widget.setAcceptDrops(False)  # files that are dragged onto the form are meant for the record
        widget.setAccessibleName(self.words)
        widget.setAccessibleDescription(self._description(""))
        self.label.setBuddy(widget)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(widget)
        if self.field.unit:
            line.addWidget(PlainLabel(translate(self.field.unit), self, role="muted"))
        expands = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
        if not expands:
            line.addStretch(1)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self._lines.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _connect(self) -> None:
        self.editor.changed.connect(self._on_changed)
        self.editor.left.connect(self._on_left)
        if isinstance(self.editor, LinkEditor):
            self.editor.open_requested.connect(self._on_open)
            self.editor.create_requested.connect(self._on_create)
            self.editor.adopt_requested.connect(self._on_adopt)

    def _say(self, sentence: str, state: str) -> None:
        if not sentence and self._message is None:
            return
        if self._message is None:
            self._message = PlainLabel("", self, wrap=True)
            self._keep = QPushButton(translate("Keep it"), self)
            self._keep.setProperty("look", "link")
            self._keep.setAutoDefault(True)  # Enter presses it
            self._keep.setAccessibleName(f"{self._keep.text()}: {self.words}")
            self._keep.clicked.connect(self._on_keep)
            line = QHBoxLayout()
            line.addWidget(self._message, 1)
            line.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addLayout(line)
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._message.set_role(state)
        if self._keep is not None:
            self._keep.setVisible(state == "doubt")
        widget = self.editor.widget()
        set_state(widget, "state", state)
        widget.setAccessibleDescription(self._description(sentence))

    def _description(self, sentence: str) -> str:
        required = translate("Required") if self.field.required else ""
        return " ".join(part for part in (sentence, required, self.help) if part)


def earlier_values_words() -> str:
    """Return the entry of a field's menu, with its key."""
    return translate("&Earlier values …") + f"\t{EARLIER_VALUES.named()}"


class Section(QWidget):
    """Rows under a heading, in one column or two; a folded one opens by itself when something in it is filled.

    `keys` name what else folds and unfolds it.
    """

    def __init__(
        self,
        heading: str,
        rows: Sequence[FormRow],
        parent: QWidget | None = None,
        *,
        folded: bool = False,
        keys: Shortcut | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)
        self._left_out: frozenset[str] = frozenset()
        self._heading = heading
        self._columns = 0
        self._fold: FoldButton | None = None
        self.fold_words = ""
        """The words that fold and unfold the section; none where it always stands open."""
        self._content = QWidget(self)
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setHorizontalSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        if folded:
            self.fold_words = heading or translate("More")
            self._fold = FoldButton(self.fold_words, self._content, self)
            if keys is not None:
                set_hint(self._fold, keys)
            outer.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        elif heading:
            outer.addWidget(PlainLabel(heading, self, role="heading"))
        outer.addWidget(self._content)
        self.arrange(1)

    def label_width(self) -> int:
        """Return the width that the labels would like to have."""
        limit = self.fontMetrics().averageCharWidth() * _LABEL_CHARACTERS
        widths = [row.label.fontMetrics().horizontalAdvance(row.words + " *") for row in self.rows]
        return min(limit, max(widths, default=0)) + 4

    def set_label(self, words: str) -> None:
        """Show the words that fold the section with their mnemonic."""
        if self._fold is not None:
            self._fold.setText(words)

    def set_label_width(self, width: int) -> None:
        """Make the labels as wide as those of the form's other sections."""
        for row in self.rows:
            if not row.wide:
                row.label.setFixedWidth(width)

    def arrange(self, columns: int) -> None:
        """Lay the rows out in one column or two; wide rows take the whole width."""
        if columns == self._columns:
            return
        self._columns = columns
        for row in self.rows:
            self._grid.removeWidget(row)
            self._grid.removeWidget(row.label)
        place = 0
        for row in self.rows:
            if row.name in self._left_out:
                continue
            if row.wide and place % columns:
                place += columns - place % columns
            self._place(row, place // columns, place % columns)
            place += columns if row.wide else 1
        for column in range(2):
            self._grid.setColumnStretch(column * 2 + 1, 1 if column < columns else 0)

    def leave_out(self, names: Collection[str]) -> None:
        """Show all rows but these."""
        if self._left_out == frozenset(names):
            return
        self._left_out = frozenset(names)
        for row in self.rows:
            row.setVisible(row.name not in names)
            row.label.setVisible(row.name not in names)
        columns, self._columns = self._columns, 0
        self.arrange(columns)

    def stops(self) -> list[QWidget]:
        """Return where Tab stops in the section, in order."""
        folds = [self._fold] if self._fold is not None else []
        return [*folds, *(row.editor.widget() for row in self.rows)]

    def toggle(self) -> bool:
        """Fold or unfold the section; return whether it stands open now."""
        if self._fold is not None:
            self._fold.toggle_open()
        return self._fold is None or self._fold.is_open

    def open(self) -> None:
        """Unfold the section."""
        if self._fold is not None:
            self._fold.set_open(True)

    def open_when_filled(self) -> None:
        """Unfold the section when something is entered in it; never fold it under the user's hands."""
        if any(row.filled for row in self.rows):
            self.open()

    def _place(self, row: FormRow, line: int, column: int) -> None:
        if row.wide:
            self._grid.addWidget(row.label, line * 2, 0, 1, self._columns * 2)
            row.label.setVisible(row.words != self._heading)
            self._grid.addWidget(row, line * 2 + 1, 0, 1, self._columns * 2)
            return
        row.label.setMinimumHeight(self._line_height(row))
        row.setContentsMargins(0, 0, 0 if column == self._columns - 1 else _GAP, 0)
        self._grid.addWidget(row.label, line * 2, column * 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row, line * 2, column * 2 + 1, Qt.AlignmentFlag.AlignTop)

    @staticmethod
    def _line_height(row: FormRow) -> int:
        widget = row.editor.widget()
        metrics = QFontMetrics(row.font())
        return min(widget.sizeHint().height(), metrics.height() * 2)
