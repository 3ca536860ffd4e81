"""Edits records in the cells of their list: the same editors and checks as in the form, one save for each cell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QStyledItemDelegate, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import translate
from desktop_app.domain.errors import Conflict, Invalid, Unanswered
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import Record, changed, field_map
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.cell_message import CellMessage
from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.kit.editors.factory import make_editor
from desktop_app.gui.kit.editors.line import LineEditor
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.editors.protocol import Editor
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.labels import set_state
from desktop_app.gui.models.record_table import RecordTableModel
from desktop_app.gui.records.cell_delegate import RecordDelegate
from desktop_app.gui.records.conflict_dialog import save_or_settle
from desktop_app.gui.records.context import DeskContext
from desktop_app.gui.records.grouping import Grouping
from desktop_app.services.desk import Desk

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Edit:
    """A cell that is being edited, with its record as the editor began with it."""

    base: Record
    field: Field
    row: int
    editor: Editor
    origin: str = "table"

    @property
    def place(self) -> tuple[int, str]:
        return self.base.id or 0, self.field.name


class CellEditing(QObject):
    """What is typed in the cells of one list.

    Enter saves and goes down, Tab saves and edits the next cell, Esc goes back. What cannot be saved stays in the cell
    with the reason. `ended` tells that no editor is open any more, `missing` tells of a record that a picker did not
    find: (place, record type, typed text); make it, then `link` it.
    """

    ended = Signal()
    link_opened = Signal(str, int)
    missing = Signal(str, str, str)

    def __init__(
        self,
        record_type: type[Record],
        desk: Desk,
        table: DataTable,
        model: RecordTableModel,
        grouping: Grouping,
        panel: QWidget,
    ) -> None:
        super().__init__(panel)
        self._name = record_type.NAME
        self._fields = field_map(record_type)
        self._desk = desk
        self._table = table
        self._model = model
        self._grouping = grouping
        self._panel = panel
        self._context = DeskContext(desk)
        self._edit: _Edit | None = None
        self._bases: dict[tuple[int, str], Record] = {}
        """What the editors of cells began with in which something stands that could not be saved."""
        self._origin = "table"
        self._tried: Unanswered | None = None
        """The last try to save, where it is not known whether it was."""
        self._message = CellMessage(table)
        self._delegate = RecordDelegate(table, self)
        table.setItemDelegate(self._delegate)
        table.refused.connect(self._on_refused)
        table.pressed_space.connect(self._on_space)
        model.set_editable(not desk.read_only)

    @property
    def is_open(self) -> bool:
        """Say whether a cell is being edited."""
        return self._edit is not None

    @property
    def message(self) -> str:
        """Return what is said beside a cell; empty for nothing."""
        return self._message.text()

    def say(self, words: str, role: str = "") -> None:
        """Say something beside the current cell."""
        self._message.say(words, self._current_cell(), role)

    def leave(self) -> bool:
        """Save what is being typed, and ask about what could not be saved; return whether the list may be left."""
        self.close()
        unsaved = self._model.unsaved_cells
        if not unsaved:
            return True
        question = format_count(
            "{count} cell of the list holds text that could not be saved.",
            "{count} cells of the list hold text that could not be saved.",
            len(unsaved),
        )
        answers = {
            True: Answer(translate("Discard"), "discard", destructive=True),
            False: Answer(translate("Stay here"), "stay", escape=True),
        }
        if not feedback.ask(self._panel, question, answers):
            return False
        for place in unsaved:
            self._forget(place)
        return True

    def close(self) -> None:
        """Save what is being typed, or keep it in its cell, and close the editor."""
        if self._edit is not None:
            self.commit(leaving=True)
            self._close()

    def enter(self, text: str) -> None:
        """Paste a text into the current cell; what does not fit stays there to be corrected."""
        self._origin = "paste"
        index = self._table.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.refuse()
        else:
            self._table.edit(index)
        self._origin = "table"
        if self._edit is not None:
            self._edit.editor.set_typed(text)
            if self.commit(leaving=False):
                self._close()

    def refuse(self) -> None:
        """Say why the current cell is not edited."""
        self._on_refused(self._table.currentIndex())

    # -- what the delegate asks for ----------------------------------------------------------------------------

    def begin(self, index: Index, parent: QWidget) -> QWidget | None:
        """Return the editor of a cell that shows what the record has; None where it cannot be edited."""
        field = self._model.columns[index.column()].field
        base = self._base(index.row(), field)
        if base is None:
            return None
        editor = make_editor(field, self._context, parent)
        edit = _Edit(base, field, index.row(), editor, self._origin)
        widget = editor.widget()
        widget.setObjectName(f"cell.{field.name}")
        widget.setAccessibleName(f"{translate(field.label)}, {base.title}")
        widget.setAutoFillBackground(True)
        editor.set_value(getattr(base, field.name))
        if isinstance(editor, LinkEditor):
            editor.open_requested.connect(self._on_open)
            editor.create_requested.connect(self._on_create)
            editor.adopt_requested.connect(self._on_adopt)
        self._message.hide()
        if (unsaved := self._model.unsaved(*edit.place)) is not None:
            editor.set_typed(unsaved[0])
        if isinstance(widget, QPlainTextEdit):
            widget.selectAll()
        self._edit = edit
        if unsaved is not None:
            QTimer.singleShot(0, self._on_begun_again)  # the editor has no place yet
        return widget

    def commit(self, *, leaving: bool) -> bool:
        """Save what is typed and return whether it is saved; `leaving` keeps it in the cell where it is not."""
        edit = self._edit
        if edit is None:
            return True
        typed = edit.editor.typed()
        if isinstance(edit.editor, LineEditor):
            edit.editor.set_typed(typed)
        why = edit.editor.problem() or self._save(edit.base, edit.field, edit.editor.value(), asking=not leaving)
        if not why:
            self._forget(edit.place)
            return True
        self._bases[edit.place] = edit.base
        if leaving:
            self._model.keep_unsaved(*edit.place, typed, why)
        else:
            self._complain(why)
        return False

    def finish(self, rows: int, columns: int) -> None:
        """Save what is typed; where that can be, close the editor and go some rows on, or edit another column."""
        edit = self._edit
        if edit is None or not self.commit(leaving=False):
            return
        self._close()
        if rows:
            row = self._grouping.next_record(edit.row + rows, rows)
            self._table.go_to(row if 0 <= row < self._grouping.row_count() else edit.row)
        else:
            self._edit_neighbour(columns)

    def cancel(self) -> None:
        """Close the editor; the cell shows again what the record has."""
        if self._edit is not None:
            self._forget(self._edit.place)
            self._close()

    def gone(self, widget: QWidget) -> None:
        """Know that an editor is gone."""
        if self._edit is not None and self._edit.editor.widget() is widget:
            self._edit = None
            if widget.property("state") == "error":
                self._message.hide()
            QTimer.singleShot(0, self.ended.emit)  # lists are read anew when Qt is done with the editor

    # -- links -------------------------------------------------------------------------------------------------

    def link(self, place: str, record_id: int) -> None:
        """Link a record that was made meanwhile, in the cell that asked for it."""
        owner, _, name = place.partition(".")
        try:
            base = self._desk.records.load(self._name, int(owner))
        except UserError as error:
            self.say(error.message(), "error")
            return
        if base is not None and (why := self._save(base, self._fields[name], record_id, asking=True)):
            self.say(why, "error")

    def focus_field(self, _place: str) -> None:
        """Put the keyboard where the cell is."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- saving ------------------------------------------------------------------------------------------------

    def _base(self, row: int, field: Field) -> Record | None:
        """Return the record to be edited, or None after saying why there is none."""
        record_id = self._grouping.record_at(row)
        if record_id is None:
            return None
        if (kept := self._bases.get((record_id, field.name))) is not None:
            return kept
        try:
            base: Record | None = self._desk.records.load(self._name, record_id)
        except UserError as error:
            self.say(error.message(), "error")
            return None
        if base is None:
            self.say(translate("This record is not in the register any more."), "error")
        return base

    def _save(self, base: Record, field: Field, value: Any, *, asking: bool) -> str:
        """Save one value and return why that cannot be; empty where it is saved. Conflicts are asked about or told."""
        if value == getattr(base, field.name):
            return ""
        save = partial(
            self._desk.records.save, origin=self._edit.origin if self._edit is not None else "table", tried=self._tried
        )
        item = changed(base, **{field.name: value})
        try:
            if asking:
                back = translate("&Back to the cell")
                saved = save_or_settle(save, item, base, self._desk, self._panel, back)
            else:
                saved = save(item, base)
        except Invalid as error:
            return self._reasons(error.problems, field)
        except Conflict as error:
            return translate(
                "“{title}” was changed by {who} in the same place meanwhile. Press F2 to decide what shall stand.",
                title=error.stored.title,
                who=error.stored.changed_by,
            )
        except UserError as error:
            self._tried = error if isinstance(error, Unanswered) else self._tried
            return error.message()
        self._tried = None
        if saved is None:
            return translate("Nothing is saved yet.")
        self._doubt(saved, field)
        return ""

    def _doubt(self, saved: Record, field: Field) -> None:
        """Say what is doubtful with a value that was saved."""
        try:
            doubts = [each.text() for each in self._desk.records.check(saved) if each.field == field.name]
        except UserError:  # it is saved all the same
            return
        if doubts:
            self.say(" ".join(doubts), "doubt")

    def _reasons(self, problems: tuple[Problem, ...], field: Field) -> str:
        """Return what keeps a record from being saved, each problem of another field with its name."""
        told = []
        for each in problems:
            other = self._fields.get(each.field.split("[")[0])
            named = other is not None and other.name != field.name
            told.append(f"{translate(other.label)}: {each.text()}" if other and named else each.text())
        return " ".join(told)

    def _complain(self, why: str) -> None:
        if self._edit is not None:
            widget = self._edit.editor.widget()
            set_state(widget, "state", "error")
            widget.setAccessibleDescription(why)
            self._message.say(why, widget.geometry(), "error", lasting=True)

    def _forget(self, place: tuple[int, str]) -> None:
        self._bases.pop(place, None)
        self._model.forget_unsaved(*place)

    # -- going on ----------------------------------------------------------------------------------------------

    def _close(self) -> None:
        if self._edit is not None:
            self._delegate.closeEditor.emit(self._edit.editor.widget(), QStyledItemDelegate.EndEditHint.NoHint)
            self.ended.emit()

    def _edit_neighbour(self, step: int) -> None:
        """Edit the next cell of the row that can be edited; stay where there is none."""
        header = self._table.filter_header
        current = self._table.currentIndex()
        place = header.visualIndex(current.column()) + step
        while 0 <= place < header.count():
            index = self._table.model().index(current.row(), header.logicalIndex(place))
            if index.flags() & Qt.ItemFlag.ItemIsEditable and not header.isSectionHidden(index.column()):
                self._table.go_to(index.row(), index.column())
                self._table.edit(index)
                return
            place += step

    def _current_cell(self) -> QRect:
        return self._table.visualRect(self._table.currentIndex())

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot()
    def _on_begun_again(self) -> None:
        """Say again why what stands in the cell could not be saved."""
        unsaved = self._model.unsaved(*self._edit.place) if self._edit is not None else None
        if unsaved is not None:
            self._complain(unsaved[1])

    @Slot(QModelIndex)
    def _on_refused(self, index: QModelIndex) -> None:
        """Say why a cell is not edited."""
        field = self._model.columns[index.column()].field
        if self._desk.read_only:
            self.say(translate("This register can only be read here. Nothing can be changed."))
        elif field.derived:
            label = translate(field.label)
            self.say(translate("“{field}” follows from other fields of the form and is not typed here.", field=label))

    @Slot(QModelIndex)
    def _on_space(self, index: QModelIndex) -> None:
        """Tick or untick a box."""
        field = self._model.columns[index.column()].field
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._on_refused(index)
        elif field.kind is Kind.BOOLEAN:
            base = self._base(index.row(), field)
            why = self._save(base, field, not getattr(base, field.name), asking=True) if base is not None else ""
            if why:
                self.say(why, "error")

    @Slot(int)
    def _on_open(self, record_id: int) -> None:
        if self._edit is not None:
            target = self._edit.field.target
            self.close()
            self.link_opened.emit(target, record_id)

    @Slot(str)
    def _on_create(self, text: str) -> None:
        if (edit := self._edit) is not None:
            self.cancel()
            self.missing.emit(f"{edit.place[0]}.{edit.field.name}", edit.field.target, text)

    @Slot(object)
    def _on_adopt(self, proposal: Any) -> None:
        if (edit := self._edit) is not None:
            try:
                edit.editor.set_value(self._context.adopt(proposal))
            except UserError as error:
                self._complain(error.message())
