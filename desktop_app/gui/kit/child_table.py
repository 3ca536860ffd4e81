"""Edits the child rows of a record in a small table inside its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.problems import Problem
from desktop_app.gui.kit.child_model import ChildModel
from desktop_app.gui.kit.column_fit import ColumnFit
from desktop_app.gui.kit.editors.factory import make_editor
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.editors.protocol import Editor, EditorContext
from desktop_app.gui.kit.fields_only import FieldsOnly
from desktop_app.gui.kit.form_rows import FormRow, Section, earlier_values_words
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel, set_state
from desktop_app.gui.kit.shortcuts import ADD_ROW, DETAILS, REMOVE_ROW, set_hint

Index = QModelIndex | QPersistentModelIndex
_MOST_COLUMNS = 6
_MOST_ROWS_SHOWN = 8
_NOT_IN_COLUMNS = frozenset({Kind.LONG_TEXT, Kind.CHILDREN})
_LEAST_CHARACTERS, _MOST_CHARACTERS = 14, 26
_CELL_PADDING = 20
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def usual_columns(fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Return the first listed fields that fit into a cell."""
    fitting = [name for name, field in fields.items() if field.listed and field.kind not in _NOT_IN_COLUMNS]
    return tuple(fitting[:_MOST_COLUMNS])


class CellDelegate(QStyledItemDelegate):
    """Edits each cell with the editor that a form would use for its field."""

    link_opened = Signal(int, str, int)
    link_missing = Signal(int, str, str)
    link_adopted = Signal(int, str, object)
    typing = Signal()

    def __init__(self, model: ChildModel, context: EditorContext, view: QTableView) -> None:
        super().__init__(view)
        self._open: Editor | None = None
        self._view = view
        self._model = model
        self._context = context
        self._place = (0, "")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor of the cell's field."""
        field = self._model.field(index.column())
        editor = make_editor(field, self._context, parent)
        widget = editor.widget()
        widget.setAccessibleName(translate(field.label))
        widget.setMinimumWidth(widget.fontMetrics().averageCharWidth() * 8)
        self._place = (index.row(), self._model.name(index.column()))
        if isinstance(editor, LinkEditor):
            editor.open_requested.connect(self._on_open)
            editor.create_requested.connect(self._on_create)
            editor.adopt_requested.connect(self._on_adopt)
        editor.changed.connect(self.typing)
        self._open = editor
        return widget

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor that is closed."""
        if self._open is not None and self._open.widget() is editor:
            self._open = None
        super().destroyEditor(editor, index)

    def being_typed(self) -> tuple[int, str, Editor] | None:
        """Return row, field name and editor of the cell that is being typed in; None where there is none."""
        return None if self._open is None else (*self._place, self._open)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value, or what was typed when it could not be read."""
        name = self._model.name(index.column())
        unread = self._model.unread(index.row(), name)
        field_editor = cast("Editor", editor)
        field_editor.set_value(self._model.value(index.row(), name))
        if unread:
            field_editor.set_typed(unread[0])

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Keep the value, and the text when it cannot be read."""
        field_editor = cast("Editor", editor)
        typed = field_editor.typed()
        field_editor.set_typed(typed)
        why = field_editor.problem()
        name = self._model.name(index.column())
        self._model.take(index.row(), name, field_editor.value(), (typed, why) if why else None)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the editor be as wide as it needs, over its neighbours."""
        area = option.rect
        room = self._view.viewport().width() - area.left()
        width = max(area.width(), min(editor.minimumSizeHint().width(), room))
        editor.setGeometry(area.left(), area.top(), width, area.height())

    @Slot(int)
    def _on_open(self, record_id: int) -> None:
        self.link_opened.emit(*self._place, record_id)

    @Slot(str)
    def _on_create(self, text: str) -> None:
        self.link_missing.emit(*self._place, text)

    @Slot(object)
    def _on_adopt(self, proposal: object) -> None:
        self.link_adopted.emit(*self._place, proposal)


class RowsView(QTableView):
    """The table itself: Enter adds, Del removes, Tab walks the cells while editing and leaves the table otherwise."""

    add_pressed = Signal()
    remove_pressed = Signal()
    restore_pressed = Signal()
    paste_pressed = Signal()
    details_pressed = Signal()
    restorable = False
    """Whether there is a removed row, so that Ctrl+Z is for this table and not for the window."""

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Z while it brings back a row."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.restorable:
            event.setAccepted(event.matches(QKeySequence.StandardKey.Undo))
            return event.isAccepted() or super().event(event)
        return super().event(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Walk to the neighbouring cell on Tab; after the last one leave the table."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if hint in (hints.EditNextItem, hints.EditPreviousItem):
            self._edit_neighbour(1 if hint is hints.EditNextItem else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of a child table."""
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        modifiers = Qt.KeyboardModifier
        plain = event.modifiers() in (modifiers.NoModifier, modifiers.KeypadModifier)
        details = event.modifiers() & modifiers.AltModifier
        letters = plain or event.modifiers() == modifiers.ShiftModifier
        if event.key() in _ENTER and details:
            self.details_pressed.emit()
        elif event.key() in _ENTER and plain:
            self.add_pressed.emit()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.remove_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.restore_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif letters and event.text().strip() and event.text().isprintable() and not self.model().rowCount():
            self._type_into_first_row(event)
        else:
            super().keyPressEvent(event)

    def _type_into_first_row(self, event: QKeyEvent) -> None:
        self.add_pressed.emit()
        editor = QApplication.focusWidget()
        if editor is not None and self.viewport().isAncestorOf(editor):
            QApplication.sendEvent(editor, event)

    def _edit_neighbour(self, step: int) -> None:
        index = self.currentIndex()
        columns = self.model().columnCount()
        place = index.row() * columns + index.column() + step
        while 0 <= place < self.model().rowCount() * columns:
            neighbour = self.model().index(place // columns, place % columns)
            if self.model().flags(neighbour) & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(neighbour)
                self.edit(neighbour)
                return
            place += step
        self.focusNextPrevChild(step > 0)


class ChildTable(QWidget):
    """Rows of a child record type as an `Editor` of the parent's field; values are lists of dictionaries.

    `columns` are edited in the table; the other fields of the selected row are edited in a panel below it, those
    that `only` names in certain rows.
    """

    changed = Signal()
    left = Signal()
    typing = Signal()
    open_requested = Signal(int, str, int)
    create_requested = Signal(int, str, str)
    adopt_requested = Signal(int, str, object)
    earlier_requested = Signal(int, str)

    def __init__(
        self,
        fields: Mapping[str, Field],
        context: EditorContext,
        columns: Sequence[str] = (),
        only: Sequence[FieldsOnly] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = dict(fields)
        self._only = tuple(only)
        self._chosen_by: tuple[int, tuple[Any, ...]] = (-1, ())
        self._defaults = {name: field.default for name, field in fields.items() if field.default}
        self._context = context
        self._removed: list[tuple[int, dict[str, Any]]] = []
        self._read_only = False
        self._recorded = False
        self._detailed_row = -1
        columns = columns or usual_columns(fields)
        self._detail_names = tuple(name for name in fields if name not in columns and name != "title")
        self._model = ChildModel(fields, columns, context, self)
        self._view = RowsView(self)
        self._delegate = CellDelegate(self._model, context, self._view)
        self._add = QPushButton(translate("Add"), self)
        self._remove = QPushButton(translate("Remove"), self)
        set_hint(self._add, ADD_ROW)
        set_hint(self._remove, REMOVE_ROW)
        self._message = PlainLabel("", self, role="error", wrap=True)
        self._details: Section | None = None
        self._detail_columns = 1
        self._build(columns)
        self._connect()
        self._show_details()
        self._fit()

    def widget(self) -> QWidget:
        """Return the table with its buttons."""
        return self

    def view(self) -> QTableView:
        """Return the table itself."""
        return self._view

    @property
    def is_editing(self) -> bool:
        """Say whether a cell is being typed in."""
        focus = QApplication.focusWidget()
        return focus is not None and self._view.viewport().isAncestorOf(focus)

    def name_links_anew(self) -> None:
        """Show linked records by the titles that they have now."""
        self._model.name_links_anew()

    def value(self) -> list[dict[str, Any]]:
        """Return the rows; those in which nothing was entered do not count."""
        return [values for row, values in enumerate(self._model.rows()) if not self._is_blank(row)]

    def values(self) -> list[dict[str, Any]]:
        """Return the rows; the same as `value`."""
        return self.value()

    def entered(self) -> tuple[list[dict[str, Any]], dict[tuple[int, str], str]]:
        """Return the rows as `value` does, and what stands in cells that cannot be read, by row and field name.

        What is being typed in a cell counts already, although the cell does not have it yet.
        """
        rows, texts = self._model.rows(), self._model.unread_texts()
        if (typed := self._delegate.being_typed()) is not None:
            row, name, editor = typed
            rows[row][name] = editor.value()
            texts.pop((row, name), None)
            if editor.problem():
                texts[row, name] = editor.typed()
        unread = {row for row, _name in texts}
        kept = [row for row, values in enumerate(rows) if row in unread or not self._holds_nothing(values)]
        places = {row: place for place, row in enumerate(kept)}
        return [rows[row] for row in kept], {(places[row], name): text for (row, name), text in texts.items()}

    def enter(self, rows: Sequence[Mapping[str, Any]], unread: Mapping[tuple[int, str], str]) -> None:
        """Show what `entered` returned; text that can be read by now is."""
        shown = [dict(row) for row in rows]
        still: dict[tuple[int, str], tuple[str, str]] = {}
        for (row, name), text in unread.items():
            if row < len(shown) and name in self._fields:
                shown[row][name], why = self._read(name, text)
                if why:
                    still[row, name] = text, why
        self._show_rows(shown, still)

    def set_value(self, value: Any) -> None:
        """Show rows."""
        self._show_rows(value or (), {})

    def _show_rows(self, rows: Sequence[Mapping[str, Any]], unread: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        self._removed.clear()
        self._view.restorable = False
        self._model.set_rows(rows, unread)
        self._detailed_row = -1
        if self._model.rowCount():
            self._view.setCurrentIndex(self._model.index(0, 0))
        self._show_details()
        self._say()
        self._fit()

    def set_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show rows; the same as `set_value`."""
        self.set_value(rows)

    def finish_cell(self) -> None:
        """Give the cell that is being typed in what was typed so far."""
        if (typed := self._delegate.being_typed()) is not None:
            self._delegate.commitData.emit(typed[2].widget())

    def set_cell(self, row: int, name: str, value: Any) -> None:
        """Set one value as the user would, for instance a link to a record created meanwhile."""
        self._model.take(row, name, value)
        if row == self._detailed_row:
            self._fill_details()

    def row_id(self, row: int) -> int | None:
        """Return the id of the record in a row; None for one that is not in the register yet."""
        rows = self._model.rows()
        return rows[row].get("id") if 0 <= row < len(rows) else None

    def row_of(self, record_id: int) -> int | None:
        """Return the row of a record, or None."""
        return next((row for row, values in enumerate(self._model.rows()) if values.get("id") == record_id), None)

    @property
    def current_row(self) -> int:
        """Return the row that is selected; -1 for none."""
        return self._view.currentIndex().row()

    def set_recorded(self, recorded: bool) -> None:
        """Say whether the rows have a history."""
        self._recorded = recorded
        for row in self._detail_rows():
            row.set_recorded(recorded)

    def field_at(self, widget: QWidget) -> Field | None:
        """Return the field whose cell or editor a widget is or belongs to."""
        for row in self._detail_rows():
            if row.isAncestorOf(widget):
                return row.field
        index = self._view.currentIndex()
        return self._model.field(index.column()) if index.isValid() and self._view.isAncestorOf(widget) else None

    def typed(self) -> str:
        """Return the table as text: cells separated by tabs, rows by line breaks."""
        columns = range(self._model.columnCount())
        return "\n".join(
            "\t".join(str(self._model.index(row, column).data() or "") for column in columns)
            for row in range(self._model.rowCount())
        )

    def set_typed(self, text: str) -> None:
        """Append rows given as text, as a spreadsheet copies them."""
        self._append_text(text, self._model.rowCount(), 0)

    def problem(self) -> str | None:
        """Return why the first unreadable cell cannot be read, and where it is."""
        for row, name, _sentence, _error in self._model.notes():
            if unread := self._model.unread(row, name):
                return self._located(row, name, unread[1])
        return None

    def show_problems(self, problems: Iterable[tuple[int, str, Problem]]) -> None:
        """Mark cells given by row and field name; no problems clear the marks."""
        self._model.set_problems({(row, name): (one.text(), one.error) for row, name, one in problems})
        self._say()
        self._show_detail_notes()

    def show_cell(self, row: int, name: str) -> None:
        """Bring a cell into view and into focus; a field of the panel likewise."""
        column = max(0, self._model.column(name))
        self._view.setCurrentIndex(self._model.index(row, column))
        if self._details is not None and name in self._detail_names:
            self._details.open()
        detail = next((one for one in self._detail_rows() if one.name == name), None)
        self._choose_details(also=name)
        (detail.editor.widget() if detail else self._view).setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, columns: int) -> None:
        """Lay the fields below the table out in one column or two."""
        self._detail_columns = columns
        if self._details is not None:
            self._details.arrange(columns)

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self._read_only = read_only
        self._model.set_read_only(read_only)
        self._add.setVisible(not read_only)
        self._remove.setVisible(not read_only)
        for row in self._detail_rows():
            row.editor.set_read_only(read_only or row.field.derived)

    def setObjectName(self, name: str) -> None:
        """Name the widget and, after it, its table, buttons and details."""
        super().setObjectName(name)
        self._view.setObjectName(f"{name}.table")
        self._add.setObjectName(f"{name}.add")
        self._remove.setObjectName(f"{name}.remove")
        for row in self._detail_rows():
            row.editor.widget().setObjectName(f"{name}.{row.name}")

    def setAccessibleName(self, name: str) -> None:
        """Name the widget and its table."""
        super().setAccessibleName(name)
        self._view.setAccessibleName(name)
        self._add.setAccessibleName(f"{self._add.text()}: {name}")
        self._remove.setAccessibleName(f"{self._remove.text()}: {name}")

    def changeEvent(self, event: QEvent) -> None:
        """Keep the table's height when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @Slot()
    def add_row(self) -> None:
        """Append a row with what is usual in it and edit its first cell; an untouched last row is used first."""
        if self._read_only:
            return
        last = self._model.rowCount() - 1
        if last < 0 or not self._is_blank(last):
            last += 1
            self._model.insert(last, self._defaults)
        self._edit_first_cell(last)

    @Slot()
    def remove_row(self) -> None:
        """Remove the selected row; Ctrl+Z in the table brings it back."""
        row = self._view.currentIndex().row()
        if self._read_only or row < 0:
            return
        column = self._view.currentIndex().column()
        self._removed.append((row, self._model.remove(row)))
        self._view.restorable = True
        if self._model.rowCount():
            self._view.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1), column))

    @Slot()
    def restore_row(self) -> None:
        """Bring back the row removed last."""
        if self._removed and not self._read_only:
            row, values = self._removed.pop()
            self._view.restorable = bool(self._removed)
            place = min(row, self._model.rowCount())
            self._model.insert(place, values)
            self._view.setCurrentIndex(self._model.index(place, 0))

    @Slot()
    def paste(self) -> None:
        """Fill cells from the clipboard, beginning at the current one; rows are appended as needed."""
        text = QGuiApplication.clipboard().text()
        if text and not self._read_only:
            index = self._view.currentIndex()
            self._append_text(text, max(0, index.row()), max(0, index.column()))

    @Slot()
    def _on_edited(self) -> None:
        self._say()
        self._fit()
        if self._chosen_by != self._choosing():
            self._choose_details()
        self.changed.emit()

    @Slot()
    def _on_current_changed(self) -> None:
        self._show_details()

    @Slot(str)
    def _on_detail_changed(self, name: str) -> None:
        row = next(one for one in self._detail_rows() if one.name == name)
        why = row.editor.problem()
        self._model.take(self._detailed_row, name, row.editor.value(), (row.editor.typed(), why) if why else None)

    @Slot(str)
    def _on_detail_left(self, _name: str) -> None:
        self._show_detail_notes()

    @Slot(str, int)
    def _on_detail_open(self, name: str, record_id: int) -> None:
        self.open_requested.emit(self._detailed_row, name, record_id)

    @Slot(str, str)
    def _on_detail_create(self, name: str, text: str) -> None:
        self.create_requested.emit(self._detailed_row, name, text)

    @Slot(str)
    def _on_detail_earlier(self, name: str) -> None:
        self.earlier_requested.emit(self._detailed_row, name)

    @Slot()
    def _on_cell_earlier(self) -> None:
        index = self._view.currentIndex()
        self.earlier_requested.emit(index.row(), self._model.name(index.column()))

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        """Offer the earlier values of the cell that was pointed at."""
        index = self._view.indexAt(place)
        if not self._recorded or self.row_id(index.row()) is None or self._model.field(index.column()).derived:
            return
        self._view.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        earlier = menu.addAction(earlier_values_words())
        earlier.setObjectName("action.earlier_values")
        earlier.triggered.connect(self._on_cell_earlier)
        menu.popup(self._view.viewport().mapToGlobal(place))

    @Slot(str, object)
    def _on_detail_adopt(self, name: str, proposal: object) -> None:
        self.adopt_requested.emit(self._detailed_row, name, proposal)

    def _build(self, columns: Sequence[str]) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._build_view(columns)
        for button in (self._add, self._remove):
            button.setAutoDefault(True)  # Enter presses it
        set_icon(self._add, "plus")
        set_icon(self._remove, "trash")
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        self._message.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._view)
        layout.addWidget(self._message)
        layout.addLayout(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a label leads only to what takes the keyboard
        self.setFocusProxy(self._view)

    def _build_view(self, columns: Sequence[str]) -> None:
        view = self._view
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setTabKeyNavigation(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setWordWrap(False)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)
        triggers = QAbstractItemView.EditTrigger
        view.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.SelectedClicked
        )
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the mark of required ones stays
        least = [self._least_width(self._fields[name]) for name in columns]
        natural = [max(low, self._natural_width(self._fields[name])) for low, name in zip(least, columns, strict=True)]
        self._column_fit = ColumnFit(view, natural, least)
        self._column_fit.changed.connect(self._fit)

    def _least_width(self, field: Field) -> int:
        """Return the width below which a column would not show its heading or the shorter of its values."""
        metrics = self.fontMetrics()
        most = metrics.averageCharWidth() * _LEAST_CHARACTERS
        heading = metrics.horizontalAdvance(translate(field.label) + " *") * 11 // 10 + _CELL_PADDING
        return max(min(heading, most), min(self._natural_width(field), most))

    def _natural_width(self, field: Field) -> int:
        metrics = self.fontMetrics()
        most = metrics.averageCharWidth() * _MOST_CHARACTERS
        if field.choices:
            options = [metrics.horizontalAdvance(label) for _, label in self._context.options(field.choices)]
            return min(most, max(options, default=0) + _CELL_PADDING)
        return min(most, metrics.averageCharWidth() * (field.width + 2))

    def _connect(self) -> None:
        self._model.edited.connect(self._on_edited)
        self._view.add_pressed.connect(self.add_row)
        self._view.remove_pressed.connect(self.remove_row)
        self._view.restore_pressed.connect(self.restore_row)
        self._view.paste_pressed.connect(self.paste)
        self._view.details_pressed.connect(self._on_details_pressed)
        self._view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._add.clicked.connect(self.add_row)
        self._remove.clicked.connect(self.remove_row)
        self._delegate.typing.connect(self.typing)
        self._delegate.link_opened.connect(self.open_requested)
        self._delegate.link_missing.connect(self.create_requested)
        self._delegate.link_adopted.connect(self.adopt_requested)

    def _edit_first_cell(self, row: int) -> None:
        for column in range(self._model.columnCount()):
            index = self._model.index(row, column)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self._view.setCurrentIndex(index)
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)
                self._view.edit(index)
                return

    def _append_text(self, text: str, row: int, column: int) -> None:
        lines = text.rstrip("\n").splitlines()
        editors: dict[int, Editor] = {}
        for line in lines:
            if row >= self._model.rowCount():
                self._model.insert(row, self._defaults)
            for offset, cell in enumerate(line.split("\t")):
                place = column + offset
                if place < self._model.columnCount() and not self._model.field(place).derived:
                    if place not in editors:
                        editors[place] = make_editor(self._model.field(place), self._context)
                    self._take_text(row, place, cell, editors[place])
            row += 1
        for editor in editors.values():
            editor.widget().deleteLater()

    def _read(self, name: str, text: str) -> tuple[Any, str | None]:
        """Return the value that a field makes of a text, and why it makes none."""
        editor = make_editor(self._fields[name], self._context)
        editor.set_typed(text)
        found = editor.value(), editor.problem()
        editor.widget().deleteLater()
        return found

    def _take_text(self, row: int, column: int, cell: str, editor: Editor) -> None:
        editor.set_value(None)
        editor.set_typed(cell.strip())
        why = editor.problem()
        self._model.take(row, self._model.name(column), editor.value(), (cell.strip(), why) if why else None)

    def _is_blank(self, row: int) -> bool:
        return self._holds_nothing(self._model.row(row)) and not any(
            self._model.unread(row, name) for name in self._fields
        )

    def _holds_nothing(self, values: Mapping[str, Any]) -> bool:
        """Say whether a row is new and has no more in it than every new one."""
        usual = self._defaults
        return not values.get("id") and not any(
            values.get(name) and values[name] != usual.get(name) for name in self._fields
        )

    def _detail_rows(self) -> tuple[FormRow, ...]:
        return self._details.rows if self._details else ()

    def _show_details(self) -> None:
        row = self._view.currentIndex().row()
        self._remove.setEnabled(row >= 0)
        if row >= 0 and self._detail_names and self._details is None:
            self._make_details()
        if self._details is not None:
            self._details.setVisible(row >= 0)
            self._detailed_row = row
            self._fill_details()

    @Slot()
    def _on_details_pressed(self) -> None:
        """Show more about the row, and go there; or show less again."""
        if self._details is not None and self._details.toggle() and (rows := self._detail_rows()):
            rows[0].editor.widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_details(self) -> None:
        fields = {name: self._fields[name] for name in self._detail_names}
        rows = [FormRow(name, field, make_editor(field, self._context)) for name, field in fields.items()]
        for row in rows:
            row.changed.connect(self._on_detail_changed)
            row.left.connect(self._on_detail_left)
            row.open_requested.connect(self._on_detail_open)
            row.create_requested.connect(self._on_detail_create)
            row.adopt_requested.connect(self._on_detail_adopt)
            row.earlier_requested.connect(self._on_detail_earlier)
            row.set_recorded(self._recorded)
            row.set_label(row.words)
            row.editor.widget().setObjectName(f"{self.objectName()}.{row.name}")
            row.editor.set_read_only(self._read_only or row.field.derived)
        self._details = Section(translate("More about the selected row"), rows, self, folded=True, keys=DETAILS)
        self._details.set_label_width(self._details.label_width())
        self._details.arrange(self._detail_columns)
        cast("QVBoxLayout", self.layout()).addWidget(self._details)
        for before, after in pairwise((self._remove, *self._details.stops())):  # made late, it would come last
            QWidget.setTabOrder(before, after)

    def _fill_details(self) -> None:
        if self._details is None or self._detailed_row < 0:
            return
        for row in self._detail_rows():
            row.editor.set_value(self._model.value(self._detailed_row, row.name))
            if unread := self._model.unread(self._detailed_row, row.name):
                row.editor.set_typed(unread[0])
        self._choose_details()
        self._details.open_when_filled()
        self._show_detail_notes()

    def _choosing(self) -> tuple[int, tuple[Any, ...]]:
        """Return what decides which fields the selected row has."""
        row = self._detailed_row
        known = 0 <= row < self._model.rowCount()
        return row, tuple(self._model.value(row, each.field) for each in self._only) if known else ()

    def _choose_details(self, also: str = "") -> None:
        """Leave out the fields that rows like the selected one do not have, unless they are filled in."""
        self._chosen_by = row, values = self._choosing()
        if self._details is None or not values:
            return
        unfit = {
            name
            for each, value in zip(self._only, values, strict=True)
            if value and value not in each.codes
            for name in each.fields
        }
        noted = {name for place, name, *_note in self._model.notes() if place == row}
        filled = {one.name for one in self._details.rows if one.filled}
        self._details.leave_out(unfit - noted - filled - {also})

    def _show_detail_notes(self) -> None:
        notes = {name: (why, error) for row, name, why, error in self._model.notes() if row == self._detailed_row}
        if self._details is not None and any(name in notes for name in self._detail_names):
            self._details.open()
        for row in self._detail_rows():
            sentence, error = notes.get(row.name, ("", True))
            if sentence and error:
                row.show_error(sentence)
            elif sentence:
                row.show_doubt(sentence)
            else:
                row.clear_message()

    def _say(self) -> None:
        notes = self._model.notes()
        self._message.setText("\n".join(self._located(row, name, why) for row, name, why, _error in notes))
        self._message.set_role("error" if any(error for *_place, error in notes) else "doubt")
        self._message.setVisible(bool(notes))
        set_state(self._view, "state", "error" if notes else "")

    def _located(self, row: int, name: str, sentence: str) -> str:
        label = translate(self._fields[name].label) if name in self._fields else ""
        return translate("Row {row}, {field}: {sentence}", row=row + 1, field=label, sentence=sentence)

    @Slot()
    def _fit(self) -> None:
        view = self._view
        height = view.fontMetrics().height() + 12
        view.verticalHeader().setDefaultSectionSize(height)
        rows = max(1, min(_MOST_ROWS_SHOWN, self._model.rowCount()))
        bar = view.horizontalScrollBar().sizeHint().height() if self._column_fit.scrolls else 0
        view.setFixedHeight(view.horizontalHeader().sizeHint().height() + rows * height + bar + 2 * view.frameWidth())


class ChildRow(FormRow):
    """The form row of a child table; what happens in a cell is told with the cell's place, `child[row].field`."""

    def __init__(self, name: str, field: Field, table: ChildTable, parent: QWidget | None = None) -> None:
        super().__init__(name, field, table, parent)
        self.table = table
        table.open_requested.connect(self._on_cell_open)
        table.create_requested.connect(self._on_cell_create)
        table.adopt_requested.connect(self._on_cell_adopt)
        table.earlier_requested.connect(self._on_cell_earlier)

    def set_recorded(self, recorded: bool) -> None:
        """Say whether the rows have a history; the table as a whole has that of the record."""
        self.table.set_recorded(recorded)

    def help_at(self, widget: QWidget) -> str:
        """Return the help for the cell, or for the field of the selected row, that has the keyboard."""
        field = self.table.field_at(widget)
        return translate(field.help) if field is not None and field.help else self.help

    @Slot(int, str, int)
    def _on_cell_open(self, row: int, name: str, record_id: int) -> None:
        self.open_requested.emit(self._place(row, name), record_id)

    @Slot(int, str, str)
    def _on_cell_create(self, row: int, name: str, text: str) -> None:
        self.create_requested.emit(self._place(row, name), text)

    @Slot(int, str, object)
    def _on_cell_adopt(self, row: int, name: str, proposal: object) -> None:
        self.adopt_requested.emit(self._place(row, name), proposal)

    @Slot(int, str)
    def _on_cell_earlier(self, row: int, name: str) -> None:
        self.earlier_requested.emit(self._place(row, name))

    def _place(self, row: int, name: str) -> str:
        return f"{self.name}[{row}].{name}"
