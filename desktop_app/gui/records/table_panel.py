"""The list of one record type: search, filter row, sorted table, column chooser."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.base.settings import Settings
from desktop_app.domain.fields import Field
from desktop_app.domain.list_view import ListView
from desktop_app.domain.query import ColourRule, Filter, Order, Query, SumOf
from desktop_app.gui.kit.chips import FilterChips
from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.kit.empty_state import EmptyState
from desktop_app.gui.kit.shortcuts import CLEAR_FILTER, give_keys
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.models.foreseen import Foreseen, Source
from desktop_app.gui.models.record_table import PAGE, RecordTableModel
from desktop_app.gui.records.ahead import Ahead, Apply, Ask
from desktop_app.gui.records.block import Block
from desktop_app.gui.records.cell_editing import CellEditing
from desktop_app.gui.records.column_choice import ColumnChoice
from desktop_app.gui.records.columns import (
    column_filter,
    filter_values,
    filters_of,
    listable,
    table_column,
)
from desktop_app.gui.records.failures import tell_failure
from desktop_app.gui.records.grouping import Grouping
from desktop_app.gui.records.remembered import RememberedList
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk

_LEAST_CHARACTERS = 30
_BUILT = "built."
"""What the names of the chips begin with whose filters stand in no filter field."""
_MOST_SELECTED_AGAIN = 1_000
"""So many selected records stay selected when the list is read again."""


class TablePanel(QWidget):
    """Shows the records that search words and filters find; tells which one is current.

    `filtered` tells that other records are shown now; the one that was current may be gone. `rearranged` tells that
    they stand in another order or in other columns.
    """

    current_changed = Signal(int)
    opened = Signal(int)
    counted = Signal(int, int)
    delete_requested = Signal()
    filtered = Signal()
    rearranged = Signal()
    search_cleared = Signal()
    taking_long = Signal()
    caught_up = Signal()
    menu_requested = Signal(QPoint)

    def __init__(
        self,
        view: RecordView,
        desk: Desk,
        settings: Settings,
        runner: TaskRunner,
        new_action: QAction,
        import_action: QAction,
    ) -> None:
        super().__init__()
        self._view = view
        self._desk = desk
        self._fields = listable(view.record_type)
        self._search = ""
        self._built: tuple[Filter, ...] = ()
        """The filters that stand in no filter field."""
        self._built_words = ""
        """What names all of them at once, where a link brought them; else each has words of its own."""
        self._selecting = False
        self._telling = False
        self._behind = False
        """Whether the list does not show what the filter says, since it could not be read."""
        self._waiting: frozenset[int] | None = None
        """What was changed here since the list should have been read again; None where it is up to date."""
        self._last_row = 0
        self._sorting: tuple[Order, ...] = ()
        """The order that is asked for and not shown yet."""
        self._unread: frozenset[int] = frozenset()
        """Records that were changed here since the list was read."""
        self._remembered = RememberedList(view, self._fields, settings)
        names = self._remembered.columns
        self._rows = Foreseen(desk.browser)
        self._model = RecordTableModel(
            self._rows,
            [table_column(self._fields[name], desk) for name in names],
            Query(view.name, order=self._remembered.order),
            runner if desk.home.contact is not None else None,
        )
        self._ahead = Ahead(self._rows, runner, self)
        self._build(new_action, import_action)
        self._connect()
        self._columns.set_widths(self._remembered.widths)
        self._show_filters()
        self._columns.fill_menu()

    @property
    def query(self) -> Query:
        """Return the query whose rows are shown: the filter, order and columns of an export."""
        return self._model.query

    def refresh(self, changed: Collection[int] = (), *, anew: bool = False) -> bool:
        """Read the list again: what is selected stays so where it is still there, and the list stands still.

        Records that were `changed` here keep their rows, unless the list begins `anew`. While a cell is being edited
        the list waits, and False is returned; `caught_up` tells when it has been read.
        """
        if self.editing.is_open:
            self._waiting = frozenset(changed) | (self._waiting or frozenset())
            return False
        if self._behind:
            return self._filter()
        self._unread |= frozenset(changed)
        return self._change("refresh", self._model.query, partial(self._refresh, anew=anew))

    def _refresh(self, *, anew: bool) -> None:
        """Read the list again, and tell so where that had to wait."""
        late = self._rows.may_be_slow
        changed, self._unread = self._unread, frozenset()
        with self._told():
            near = self._selected_rows()
            current = self._table.currentIndex()
            present, column = self.current_id(), current.column()
            place = self._table.verticalScrollBar().value()
            self._model.refresh(changed, anew=anew)
            self._table.verticalScrollBar().setValue(place)
            self._after_reset(None)
            self._select_again(present, near, column)
        if late:
            self.caught_up.emit()

    def _selected_rows(self) -> dict[int, int]:
        """Return the rows of the list in which the selected records stand by their ids, the first of very many."""
        found: dict[int, int] = {}
        runs = [run for each in self._table.selected_ranges() for run in self._grouping.runs(*each)]
        for first, last in runs:
            ids = self._model.record_ids(first, min(last, first + _MOST_SELECTED_AGAIN - len(found) - 1))
            found |= {record_id: first + place for place, record_id in enumerate(ids)}
        return found

    def _select_again(self, current: int | None, near: Mapping[int, int], column: int) -> None:
        if current is None:
            return
        rows = self._model.rows_of({*near, current}, near)
        if current not in rows:
            self._table.go_nowhere()
            return
        shown = {record_id: self._grouping.row_of(row, unfold=False) for record_id, row in rows.items()}
        place = shown[current]
        self._selecting = True
        if place is None:
            self._table.go_nowhere()
        else:
            self._table.go_to(place, column)
        self._table.select_rows([row for record_id, row in shown.items() if record_id in near and row is not None])
        self._selecting = False

    def search(self, text: str) -> None:
        """Show only what contains these words."""
        self._search = text
        self._filter()

    def show_query(self, query: Query, words: str) -> None:
        """Show what a link elsewhere in the program stands for; `words` name it as one chip."""
        self._search = query.search
        shown, others = filter_values(query.filters, self._shown_fields())
        self._header.set_values({} if others else shown)
        self._built, self._built_words = (query.filters, words) if others else ((), "")
        order = query.order or self._model.query.order
        wanted = replace(self._wanted(), order=order)
        self._change("filter", wanted, partial(self._apply_filter, wanted))

    def show_filters(self, filters: tuple[Filter, ...]) -> None:
        """Show only what these filters find; those that a filter field can show stand there."""
        self._share_out(filters)
        self._filter()

    def arrangement(self) -> ListView:
        """Return how the list is arranged now."""
        return ListView(
            filters=self._model.query.filters,
            columns=tuple(self._columns.shown_names()),
            order=self._grouping.within(self._model.query.order),
            group=self._grouping.field,
            colours=self._model.query.colours,
            widths=tuple(self._columns.widths().items()),
        )

    def arrange(self, view: ListView) -> None:
        """Arrange the list as a view has it; what the view does not say is as usual."""
        self._search = ""
        self.search_cleared.emit()
        self._set_group(view.group)
        with self._told():
            self._model.set_colours(view.colours, self._rule_words(view.colours))
            self._model.set_order(self._grouping.ordered(view.order or self._view.order))
        self.set_columns(view.columns or self._view.columns)
        self._columns.set_widths(dict(view.widths))
        self.show_filters(view.filters)

    def colour(self, rules: tuple[ColourRule, ...]) -> None:
        """Let rows stand out for which a rule holds."""
        current = self.current_id()
        with self._told():
            self._model.set_colours(rules, self._rule_words(rules))
            self._after_reset(current)
        self.rearranged.emit()

    def _rule_words(self, rules: tuple[ColourRule, ...]) -> list[str]:
        return [self._desk.browser.words(Query(self._view.name, filters=each.filters)) for each in rules]

    def group_by(self, name: str) -> None:
        """Show the list in groups by a field; without any for an empty name."""
        order = self._grouping.within(self._model.query.order)
        wanted = Grouping.order_by(self._fields.get(name), order)
        apply = partial(self._group_by, name, order)
        self._change("group", replace(self._model.query, order=wanted), apply, grouped=bool(name))

    def _group_by(self, name: str, order: Sequence[Order]) -> None:
        columns, widths, before = self._columns.shown_names(), self._columns.widths(), self._grouping.field
        current = self.current_id()
        try:
            self._set_group(name)
            self._model.set_order(self._grouping.ordered(order))
            self._grouping.refresh()
        except UserError:
            self._set_group(before)
            self._model.set_order(self._grouping.ordered(order))
            raise
        finally:
            self.set_columns(columns)
            self._columns.set_widths(widths)
            if current is not None:
                self.select(current)

    @property
    def grouping(self) -> Grouping:
        """Return what puts the list into groups."""
        return self._grouping

    @property
    def fields(self) -> dict[str, Field]:
        """Return the fields that can be columns, by name."""
        return self._fields

    def _set_group(self, name: str) -> None:
        if name == self._grouping.field:
            return
        self._grouping.group_by(self._fields.get(name))
        self._table.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _share_out(self, filters: tuple[Filter, ...]) -> None:
        shown, self._built = filter_values(filters, self._shown_fields())
        self._built_words = ""
        self._header.set_values(shown)

    def _shown_fields(self) -> dict[str, Field]:
        return {column.field.name: column.field for column in self._model.columns}

    @Slot()
    def clear_filter(self) -> None:
        """Show all records."""
        self._search = ""
        self._built, self._built_words = (), ""
        self._header.set_values({})
        self.search_cleared.emit()
        self._filter()

    def current_id(self) -> int | None:
        """Return the id of the current record, or None."""
        index = self._table.currentIndex()
        return self._grouping.record_at(index.row()) if index.isValid() else None

    @property
    def block(self) -> Block:
        """Return the block of cells that is selected."""
        return self._block

    def add_action(self, action: QAction) -> None:
        """Let a key work while the list has the keyboard."""
        self._table.addAction(action)

    def select(self, record_id: int, *, unfold: bool = True) -> bool:
        """Make a record the current one; return whether the list shows it."""
        if record_id == self.current_id() and self._table.is_current_selected:
            return True
        rows: dict[int, int] = {}
        with self._told():
            rows = self._model.rows_of([record_id])
        if record_id not in rows:
            self._table.go_nowhere()
            return False
        place = self._grouping.row_of(rows[record_id], unfold=unfold)
        self._selecting = True
        if place is None:
            self._table.go_nowhere()
        else:
            self._table.go_to(place)
        self._selecting = False
        return True

    def step(self, rows: int) -> None:
        """Go some rows down (or up), as the arrow keys do."""
        row = self._grouping.next_record(self._table.currentIndex().row() + rows, rows)
        if 0 <= row < self._grouping.row_count():
            self._table.go_to(row)

    def select_near(self) -> bool:
        """Make the record current that now stands where the last current one stood; return whether there is one.

        It is told of in any case.
        """
        row = self._grouping.next_record(min(self._last_row, self._grouping.row_count() - 1), 1)
        found = self._grouping.record_at(row) if row >= 0 else None
        if found is None:
            return False
        if self._table.currentIndex().row() == row:
            self.current_changed.emit(found)
        self._table.go_to(row)
        return True

    def has_focus(self) -> bool:
        """Say whether the keyboard is in the table."""
        return self._table.hasFocus()

    def focus_table(self) -> None:
        """Put the keyboard into the table."""
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_found(self) -> None:
        """Put the keyboard on the current record, or on the first one found where none is current."""
        if self._ahead.then(self.focus_found):
            return
        if not self._table.currentIndex().isValid() and self._model.rowCount():
            self._table.go_to(self._grouping.next_record(0, 1))
        self.focus_table()

    def focus_first(self) -> None:
        """Put the keyboard on the first record found; leave it where it is when there is none."""
        if self._ahead.then(self.focus_first):
            return
        if self._model.rowCount():
            self._table.go_to(self._grouping.next_record(0, 1))
            self.focus_table()

    @property
    def is_waiting(self) -> bool:
        """Say whether the list is about to show something else, and is still reading it."""
        return self._ahead.is_waiting

    @property
    def is_empty(self) -> bool:
        """Say whether the register has no records of this type, filtered or not."""
        return self._stack.currentWidget() is self._empty

    @property
    def is_filtered(self) -> bool:
        """Say whether a search or filters keep records out of the list."""
        return bool(self._model.query.search.strip() or self._model.query.filters)

    @property
    def search_text(self) -> str:
        """Return the words searched for."""
        return self._search

    def minimumSizeHint(self) -> QSize:
        """Return the width of a column or two, so that form and preview find room beside the list."""
        return QSize(self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS, super().minimumSizeHint().height())

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self, new_action: QAction, import_action: QAction) -> None:
        self._table = DataTable(self._view.name, self)
        self._table.setAccessibleName(translate(self._view.record_type.PLURAL))
        self._grouping = Grouping(self._model, self._table, self._rows, self._desk, self._view.sums)
        self._header = self._table.filter_header
        self._header.setSortIndicatorShown(True)
        self._columns = ColumnChoice(self._fields, self._model, self._header, self._desk.codes, self)
        self._block = Block(self._table, self._model, self._grouping, self._columns)
        self._chips = FilterChips(CLEAR_FILTER, self)
        self.editing = CellEditing(self._view.record_type, self._desk, self._table, self._model, self._grouping, self)
        self._empty = EmptyState(
            self._view.icon,
            translate("Nothing here yet"),
            translate(self._view.empty_text),
            [new_action, import_action],
        )
        self.clear_action = QAction(translate("Clear the filter"), self)
        self.clear_action.setObjectName("action.clear_filter")
        give_keys(self.clear_action, CLEAR_FILTER)
        self.clear_action.triggered.connect(self.clear_filter)
        self._nothing = EmptyState(
            "filter-off",
            translate("Nothing found"),
            translate("No record fits the search and the filters."),
            [self.clear_action],
        )
        self._stack = QStackedWidget(self)
        for widget in (self._table, self._empty):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._chips)  # at the foot: the row of filter fields never moves under the mouse
        over_rows = QVBoxLayout(self._table.viewport())
        over_rows.addWidget(self._nothing)
        self._nothing.hide()

    def _connect(self) -> None:
        self._ahead.failed.connect(self._on_failed)
        self._ahead.taking_long.connect(self.taking_long)
        self._header.filter_changed.connect(self._on_filter_changed)
        self._header.sectionClicked.connect(self._on_header_clicked)
        self._columns.chosen.connect(self.set_columns)
        self._chips.removed.connect(self._on_chip_removed)
        self._chips.cleared.connect(self.clear_filter)
        # Queued: a box must not come up while rows are being drawn.
        self._model.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self._table.row_opened.connect(self._on_opened)
        self._table.remove_pressed.connect(self.delete_requested)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._on_menu_requested)
        self.editing.ended.connect(self._on_editing_ended)
        self._table.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _show_filters(self) -> None:
        fields = [column.field for column in self._model.columns]
        self._header.set_filters([column_filter(field, self._desk) for field in fields], f"filter.{self._view.name}")
        self._show_order()

    # -- filter and order --------------------------------------------------------------------------------------

    def _wanted(self) -> Query:
        """Return what the filter says, whether the list shows it or not."""
        filters = self._built + filters_of(self._header.values(), self._fields)
        return replace(self._model.query, search=self._search, filters=filters)

    def _filter(self) -> bool:
        """Show what the filter says, at once or as soon as it is known; return whether it is shown."""
        wanted = self._wanted()
        self._behind = True
        return self._change("filter", wanted, partial(self._apply_filter, wanted))

    def _change(self, kind: str, query: Query, apply: Apply, *, grouped: bool | None = None) -> bool:
        return self._ahead.do(kind, self._questions(query, grouped=grouped), apply)

    def _questions(self, query: Query, *, grouped: bool | None = None) -> Ask:
        """Return what asks all that is asked when the list comes to show a query."""
        sums = self._grouping.sums() if (bool(self._grouping.field) if grouped is None else grouped) else None
        return partial(_ask, query, self.current_id(), sums)

    def _apply_filter(self, wanted: Query) -> None:
        current = self.current_id()
        self._last_row = 0
        self._behind = True
        with self._told():
            self._model.set_filter(wanted.search, wanted.filters, wanted.order)
            self._after_reset(current)
            self._behind = False
            self.filtered.emit()

    def _after_reset(self, current: int | None) -> None:
        self._grouping.refresh()
        shown = self._model.found
        words = self._words_of_built() | self._header.words()
        self._chips.show_chips(words)
        filtered = bool(words or self._search.strip())
        every = self._rows.count(Query(self._view.name)) if filtered else shown
        self._rows.expect(every)
        self._stack.setCurrentWidget(self._table if every or filtered else self._empty)
        self._nothing.setVisible(filtered and not self._model.rowCount())
        self.counted.emit(every, shown)
        if current is not None and shown:
            self.select(current, unfold=False)

    def _words_of_built(self) -> dict[str, str]:
        """Return the words of the filters that stand in no filter field, by the names of their chips."""
        if self._built_words:
            return {_BUILT: self._built_words}
        words = self._desk.browser.filter_words(self._view.name, self._built)
        return {f"{_BUILT}{place}": each for place, each in enumerate(words)}

    @Slot(Exception)
    def _on_failed(self, error: UserError) -> None:
        if not self._telling:
            self._telling = True
            tell_failure(self, error)
            self._telling = False

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what could not be read; the list stays as it was."""
        try:
            yield
        except UserError as error:
            self._on_failed(error)

    @Slot(str)
    def _on_filter_changed(self, _name: str) -> None:
        self._filter()

    @Slot(str)
    def _on_chip_removed(self, name: str) -> None:
        if not name.startswith(_BUILT):
            self._header.set_value(name, None)
            return
        place = name.removeprefix(_BUILT)
        self._built = tuple(each for at, each in enumerate(self._built) if place and str(at) != place)
        self._built_words = ""
        self._filter()

    @Slot(int)
    def _on_header_clicked(self, section: int) -> None:
        """Sort by a column; again turns the order round, with Shift it becomes the second key."""
        name = self._model.columns[section].field.name
        order = list(self._sorting or self._model.query.order)
        present = next((each for each in order if each.field == name), None)
        turned = Order(name, descending=not present.descending if present else False)
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            order = [turned if each.field == name else each for each in order] if present else [*order, turned]
        else:
            order = [turned, *(each for each in order if each.field == self._grouping.field != name)]
        wanted = self._sorting = self._grouping.ordered(order)
        self._change("order", replace(self._model.query, order=wanted), partial(self._sort, wanted))

    def _sort(self, order: tuple[Order, ...]) -> None:
        self._sorting = ()
        with self._told():
            current = self.current_id()
            self._model.set_order(order)
            self._after_reset(current)
        self._show_order()
        self.rearranged.emit()

    def _show_order(self) -> None:
        order = self._model.query.order
        names = [column.field.name for column in self._model.columns]
        if order and order[0].field in names:
            direction = Qt.SortOrder.DescendingOrder if order[0].descending else Qt.SortOrder.AscendingOrder
            self._header.setSortIndicator(names.index(order[0].field), direction)
        else:
            self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    # -- columns -----------------------------------------------------------------------------------------------

    def column_menu(self) -> QMenu:
        """Return the menu in which columns are shown and hidden."""
        return self._columns.menu

    @Slot(list)
    def set_columns(self, names: Sequence[str]) -> None:
        """Show these columns, in this order."""
        widths = self._columns.widths()
        filters = self._model.query.filters
        current = self.current_id()
        with self._told():
            self._model.set_columns([table_column(self._fields[name], self._desk) for name in names])
        for place in range(len(names)):
            self._header.moveSection(self._header.visualIndex(place), place)
        self._show_filters()
        self._share_out(filters)  # what a filter field showed may be shown by none now, or the other way round
        self._columns.set_widths(widths)
        with self._told():
            self._after_reset(current)
        self.rearranged.emit()

    def remember(self, view: ListView) -> None:
        """Write the columns, widths and order of an arrangement into the settings."""
        self._remembered.remember(view)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record_id = self._grouping.record_at(current.row()) if current.isValid() else None
        if record_id is not None:
            self._last_row = current.row()
        if record_id is not None and not self._selecting:
            self.current_changed.emit(record_id)

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        if self._table.currentIndex().isValid():
            self.menu_requested.emit(self._table.viewport().mapToGlobal(place))

    @Slot()
    def _on_editing_ended(self) -> None:
        """Read the list again where that had to wait for the cell."""
        if self._waiting is not None and not self.editing.is_open:
            changed, self._waiting = self._waiting, None
            self.refresh(changed)
            self.caught_up.emit()

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        record_id = self._grouping.record_at(index.row())
        if record_id is not None:
            self.opened.emit(record_id)


def _ask(query: Query, current: int | None, sums: Sequence[SumOf] | None, source: Source) -> None:
    """Ask what the list asks when it comes to show a query; in a thread beside the window."""
    query = source.meant(query)
    places = source.positions(query, [current]) if current is not None else {}
    count = source.count(query)
    for number in sorted({0, *(place // PAGE for place in places.values())}):
        source.page(query, number * PAGE, PAGE)
    if sums is not None and count:
        source.groups(query, sums)
    source.count(Query(query.record))
