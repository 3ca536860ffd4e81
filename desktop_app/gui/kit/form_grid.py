"""Arranges the fields of a record into a form of sections."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.entered import Entered
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.problems import Problem
from desktop_app.gui.kit.child_table import ChildRow, ChildTable
from desktop_app.gui.kit.editors.factory import make_editor
from desktop_app.gui.kit.editors.protocol import Editor, EditorContext, Mixable
from desktop_app.gui.kit.fields_only import FieldsOnly
from desktop_app.gui.kit.form_rows import FormRow, Section
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.mnemonics import with_mnemonics
from desktop_app.gui.kit.shortcuts import EARLIER_VALUES, listening

_CHILD_FIELD = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")
_TWO_COLUMNS_FROM = 100
"""Width of the form, in characters, from which its rows stand in two columns."""
_ROOMY_FROM = 16
"""Height of the form, in lines, from which the place of the help stays free."""


class FormGrid(QWidget):
    """A form: sections of rows that scroll, and below them a quiet line with the help of the field in focus.

    `prefix` names the editors (`<prefix>.<field>`). Field places are a field name, or `child[row].field` for a cell.
    `changed` tells of a field that has another value, `typing` of every key, also in a cell that is not left yet.
    """

    changed = Signal(str)
    typing = Signal()
    left = Signal(str)
    open_requested = Signal(str, int)
    create_requested = Signal(str, str)
    adopt_requested = Signal(str, object)
    earlier_requested = Signal(str)

    def __init__(
        self, fields: Mapping[str, Field], context: EditorContext, prefix: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._context = context
        self._prefix = prefix
        self._sections: list[Section] = []
        self._rows: dict[str, FormRow] = {}
        self._touched: set[str] = set()
        self._kept: set[tuple[str, str]] = set()
        self._doubts: dict[str, Problem] = {}
        self._taken_letters = ""
        self._build()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def add_section(
        self,
        heading: str,
        names: Sequence[str],
        *,
        folded: bool = False,
        columns: Mapping[str, Sequence[str]] | None = None,
        only: Mapping[str, Sequence[FieldsOnly]] | None = None,
    ) -> Section:
        """Append a section with the named fields; `heading` is shown as given ("" for none).

        `columns` gives, for fields with child rows, the names of the fields that are columns of their table, `only`
        which of the others are for certain rows.
        """
        rows = [self._make_row(name, (columns or {}).get(name, ()), (only or {}).get(name, ())) for name in names]
        section = Section(heading, rows, self._content, folded=folded)
        self._sections.append(section)
        self._content_layout.insertWidget(len(self._sections) - 1, section)
        self._rows |= {row.name: row for row in rows}
        self._label()
        return section

    def add_part(self, part: QWidget) -> None:
        """Append something of another kind than rows, below all sections."""
        self._content_layout.insertWidget(self._content_layout.count() - 1, part)

    def reserve_letters(self, letters: str) -> None:
        """Keep letters free that menus and buttons around the form use with Alt."""
        self._taken_letters = letters
        self._label()

    def editor(self, name: str) -> Editor:
        """Return the editor of a field."""
        return self._rows[name].editor

    def row(self, name: str) -> FormRow:
        """Return the row of a field."""
        return self._rows[name]

    def values(self) -> dict[str, Any]:
        """Return what is entered, by field name."""
        return {name: row.editor.value() for name, row in self._rows.items()}

    def entered(self) -> Entered:
        """Return all that stands in the form, also what cannot be read, and what is being typed in a cell."""
        values: dict[str, Any] = {}
        unread: dict[str, str] = {}
        for name, row in self._rows.items():
            if isinstance(row, ChildRow):
                values[name], texts = row.table.entered()
                unread |= {f"{name}[{place}].{child}": text for (place, child), text in texts.items()}
            else:
                values[name] = row.editor.value()
                if row.editor.problem():
                    unread[name] = row.editor.typed()
        return Entered(values, unread)

    def enter(self, entered: Entered) -> None:
        """Show what `entered` returned; places that the form does not have are passed over."""
        self.set_values(entered.values)
        cells: dict[str, dict[tuple[int, str], str]] = {}
        for place, text in entered.unread.items():
            if match := _CHILD_FIELD.fullmatch(place):
                cells.setdefault(match[1], {})[int(match[2]), match[3]] = text
            elif place in self._rows:
                self._rows[place].editor.set_typed(text)
        for name, texts in cells.items():
            row = self._rows.get(name)
            if isinstance(row, ChildRow):
                row.table.enter(entered.values.get(name) or (), texts)
        for section in self._sections:
            section.open_when_filled()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show a record: all fields of the form that `values` has, the others empty."""
        self._touched.clear()
        self._kept.clear()
        self._doubts.clear()
        for name, row in self._rows.items():
            row.editor.set_value(values.get(name))
            row.clear_message()
            self._set_mixed(row, mixed=False)
        for section in self._sections:
            section.open_when_filled()

    def name_links_anew(self) -> None:
        """Show in the tables linked records by the titles that they have now."""
        for row in self._rows.values():
            if isinstance(row, ChildRow):
                row.table.name_links_anew()

    def set_field(self, place: str, value: Any) -> None:
        """Set one value as the user would; `place` as in the signals, so also a cell of a child table."""
        if match := _CHILD_FIELD.fullmatch(place):
            row = self._rows[match[1]]
            if isinstance(row, ChildRow):
                row.table.set_cell(int(match[2]), match[3], value)
            return
        self._rows[place].editor.set_value(value)
        self._on_changed(place)

    def set_recorded(self, recorded: bool) -> None:
        """Say whether the record has a history, so that earlier values of its fields can be asked for."""
        for row in self._rows.values():
            row.set_recorded(recorded)

    def place_in_focus(self) -> str:
        """Return the place of the field, or of the cell, that has the keyboard; empty for none."""
        focus = QApplication.focusWidget()
        row = next((one for one in self._rows.values() if focus is not None and one.isAncestorOf(focus)), None)
        if isinstance(row, ChildRow) and focus is not None:
            field = row.table.field_at(focus)
            return f"{row.name}[{row.table.current_row}].{field.name}" if field else ""
        return row.name if row else ""

    def row_at(self, place: str) -> int | None:
        """Return the id of the child row that a cell's place is in; None for a new row, and for a field."""
        match = _CHILD_FIELD.fullmatch(place)
        row = self._rows[match[1]] if match else None
        return row.table.row_id(int(match[2])) if match and isinstance(row, ChildRow) else None

    def place_of(self, children: str, row_id: int, name: str) -> str | None:
        """Return the place of a cell by the id of its child row; None where the form does not have it."""
        row = self._rows.get(children)
        number = row.table.row_of(row_id) if isinstance(row, ChildRow) else None
        return None if number is None else f"{children}[{number}].{name}"

    def has_field(self, name: str) -> bool:
        """Say whether the form shows a field."""
        return name in self._rows

    def set_mixed(self, names: Collection[str]) -> None:
        """Mark fields in which the records shown together differ."""
        for name, row in self._rows.items():
            self._set_mixed(row, mixed=name in names)

    @property
    def is_editing_cell(self) -> bool:
        """Say whether a cell of a child table is being typed in."""
        return any(isinstance(row, ChildRow) and row.table.is_editing for row in self._rows.values())

    def finish_cells(self) -> None:
        """Take what is being typed in a cell, as if the cell had been left."""
        for row in self._rows.values():
            if isinstance(row, ChildRow):
                row.table.finish_cell()

    def touched(self) -> frozenset[str]:
        """Return the names of the fields that the user changed since `set_values`."""
        return frozenset(self._touched)

    def show_unreadable(self) -> bool:
        """Say under the fields what cannot be read and go to the first of them; return whether there is any."""
        found = self.problems()
        for name, sentence in found:
            self._rows[name].show_error(sentence)
        if found:
            self.focus_field(found[0][0])
        return bool(found)

    def problems(self) -> list[tuple[str, str]]:
        """Return (field name, sentence) for everything typed that cannot be read."""
        found = [(name, row.editor.problem()) for name, row in self._rows.items()]
        return [(name, sentence) for name, sentence in found if sentence]

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say errors and doubts under their fields, instead of those shown before; return those that have no row here.

        Doubts that the user has kept stay unsaid. Text that cannot be read is said in any case.
        """
        by_name: dict[str, Problem] = {}
        cells: dict[str, list[tuple[int, str, Problem]]] = {}
        homeless: list[Problem] = []
        for problem in problems:
            match = _CHILD_FIELD.fullmatch(problem.field)
            if match and match[1] in self._rows:
                cells.setdefault(match[1], []).append((int(match[2]), match[3], problem))
            elif problem.field not in self._rows:
                homeless.append(problem)
            elif problem.error or (problem.field, problem.message) not in self._kept:
                shown = by_name.get(problem.field)
                if shown is None or (problem.error and not shown.error):
                    by_name[problem.field] = problem
        self._doubts = {name: problem for name, problem in by_name.items() if not problem.error}
        for name, row in self._rows.items():
            self._show_problem(row, by_name.get(name))
            if isinstance(row, ChildRow):
                row.table.show_problems(cells.get(name, ()))
        self._open_sections({*by_name, *cells})
        return homeless

    def kept_doubts(self) -> frozenset[tuple[str, str]]:
        """Return (field name, msgid) of the doubts that the user keeps."""
        return frozenset(self._kept)

    def focus_field(self, place: str) -> None:
        """Bring a field, or a cell of a child table, into view and into focus."""
        match = _CHILD_FIELD.fullmatch(place)
        row = self._rows.get(match[1] if match else place)
        if row is None:
            return
        self._open_sections({row.name})
        self._scroll.ensureWidgetVisible(row)
        if match and isinstance(row, ChildRow):
            row.table.show_cell(int(match[2]), match[3])
        else:
            row.editor.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be typed in."""
        for name, row in self._rows.items():
            if not row.field.derived:
                self.focus_field(name)
                self._scroll.verticalScrollBar().setValue(0)
                return

    def label_of(self, place: str) -> str:
        """Return the visible label of a field, or the place itself when the form does not have it."""
        match = _CHILD_FIELD.fullmatch(place)
        row = self._rows.get(match[1] if match else place)
        return row.words if row else place

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes; derived fields are never typed."""
        for row in self._rows.values():
            row.editor.set_read_only(read_only or row.field.derived)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the form could not be used."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 44, metrics.height() * 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one column or two, and keep room for help, as there is room."""
        super().resizeEvent(event)
        self._arrange()
        self._show_help(self._help.text())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._label()
            self._arrange()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            self._show_help("")
            return
        row = next((one for one in self._rows.values() if one.isAncestorOf(new)), None)
        self._show_help(row.help_at(new) if row else "")
        if self._content.isAncestorOf(new):
            self._scroll.ensureWidgetVisible(new, 0, self.fontMetrics().height() * 2)

    @Slot(str)
    def _on_changed(self, name: str) -> None:
        row = self._rows[name]
        if name not in self._touched:
            self._touched.add(name)
            self._set_mixed(row, mixed=False)
        if row.editor.problem() is None:
            row.clear_message()
        self.changed.emit(name)
        self.typing.emit()

    @Slot(str)
    def _on_left(self, name: str) -> None:
        row = self._rows[name]
        sentence = row.editor.problem()
        if sentence and not isinstance(row, ChildRow):
            row.show_error(sentence)
        self.left.emit(name)

    @Slot(str)
    def _on_kept(self, name: str) -> None:
        if doubt := self._doubts.pop(name, None):
            self._kept.add((name, doubt.message))
        self._rows[name].clear_message()
        self._rows[name].editor.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_earlier(self) -> None:
        if place := self.place_in_focus():
            self.earlier_requested.emit(place)

    def _build(self) -> None:
        self._content = QWidget()
        self._content.setProperty("look", "bare")
        self._content_layout = QVBoxLayout(self._content)
        self._content_layout.setContentsMargins(0, 12, 12, 12)
        self._content_layout.setSpacing(20)
        self._content_layout.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setProperty("look", "bare")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setProperty("look", "bare")
        self._scroll.setWidget(self._content)
        edge = QFrame(self)
        edge.setProperty("look", "line")
        self._help = PlainLabel("", self, role="muted", wrap=True)
        self._help.setContentsMargins(0, 4, 0, 4)
        self._help.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._help.setFixedHeight(self.fontMetrics().height() * 2 + 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(edge)
        layout.addWidget(self._help)
        for earlier in listening(EARLIER_VALUES, self):
            earlier.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            earlier.activated.connect(self._on_earlier)

    def _show_help(self, words: str) -> None:
        """Say what helps; only a low form closes up where nothing is said, a higher one never moves."""
        self._help.setText(words)
        self._help.setVisible(bool(words) or self.height() >= self.fontMetrics().height() * _ROOMY_FROM)

    def _make_row(self, name: str, columns: Sequence[str], only: Sequence[FieldsOnly]) -> FormRow:
        field = self._fields[name]
        row: FormRow
        if field.kind is Kind.CHILDREN:
            fields = self._context.child_fields(field.target)
            table = ChildTable(fields, self._context, columns, only)
            table.typing.connect(self.typing)
            row = ChildRow(name, field, table)
        else:
            row = FormRow(name, field, make_editor(field, self._context))
        row.editor.widget().setObjectName(f"{self._prefix}.{name}")
        row.changed.connect(self._on_changed)
        row.left.connect(self._on_left)
        row.kept.connect(self._on_kept)
        row.open_requested.connect(self.open_requested)
        row.create_requested.connect(self.create_requested)
        row.adopt_requested.connect(self.adopt_requested)
        row.earlier_requested.connect(self.earlier_requested)
        return row

    def _label(self) -> None:
        folded = [section for section in self._sections if section.fold_words]
        # Parts that are folded away first: their fields can be reached by no other key.
        words = [section.fold_words for section in folded] + [row.words for row in self._rows.values()]
        labels = with_mnemonics(words, self._taken_letters)
        parts: list[Section | FormRow] = [*folded, *self._rows.values()]
        for part, label in zip(parts, labels, strict=True):
            part.set_label(label)
        width = max((section.label_width() for section in self._sections), default=0)
        for section in self._sections:
            section.set_label_width(width)

    def _arrange(self) -> None:
        columns = 2 if self.width() >= self.fontMetrics().averageCharWidth() * _TWO_COLUMNS_FROM else 1
        for section in self._sections:
            section.arrange(columns)
        for row in self._rows.values():
            if isinstance(row, ChildRow):
                row.table.arrange(columns)

    def _show_problem(self, row: FormRow, problem: Problem | None) -> None:
        unreadable = None if isinstance(row, ChildRow) else row.editor.problem()
        if unreadable:
            row.show_error(unreadable)
        elif problem is None:
            row.clear_message()
        elif problem.error:
            row.show_error(problem.text())
        else:
            row.show_doubt(problem.text())

    def _open_sections(self, names: Collection[str]) -> None:
        for section in self._sections:
            if any(row.name in names for row in section.rows):
                section.open()

    @staticmethod
    def _set_mixed(row: FormRow, *, mixed: bool) -> None:
        widget = row.editor.widget()
        if isinstance(widget, Mixable):
            widget.set_mixed(mixed)
