"""The page of one record type: header, list and form side by side, and the actions on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import translate
from desktop_app.base.settings import Settings
from desktop_app.domain.query import Query
from desktop_app.domain.record import Record, carried
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.page_header import PageHeader
from desktop_app.gui.kit.search_bar import SearchBar
from desktop_app.gui.kit.server_wait import when_free
from desktop_app.gui.kit.shortcuts import (
    EXPORT,
    IMPORT,
    NEW,
    NEXT,
    PREVIOUS,
    PRINT,
    REFRESH,
    SWITCH,
    Shortcut,
    give_keys,
    set_hint,
    with_keys,
)
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.gui.records.block_actions import BlockActions
from desktop_app.gui.records.copies import Copies
from desktop_app.gui.records.failures import tell_failure
from desktop_app.gui.records.filtering import Filtering
from desktop_app.gui.records.form_panel import FormPanel, trash_answers
from desktop_app.gui.records.form_window import FormWindow, MissingRecords, Views
from desktop_app.gui.records.group_menu import GroupMenu
from desktop_app.gui.records.merging import Merging
from desktop_app.gui.records.previewing import Previewing
from desktop_app.gui.records.table_panel import TablePanel
from desktop_app.gui.records.take_back import TakeBackAction
from desktop_app.gui.records.templates_menu import TemplatesMenu
from desktop_app.gui.records.view import RecordView
from desktop_app.gui.records.views_menu import ViewsMenu
from desktop_app.services.desk import Desk
from desktop_app.services.drafts import Draft
from desktop_app.services.saved_views import NamedView

_SIDE_BY_SIDE_FROM = 140
"""Width of the page in characters from which list and form stand side by side."""
_STACKED_FROM = 28
"""Height of the page in lines from which they stand below each other; under it one is shown at a time."""
_MARGINS, _TIGHT_MARGINS = (20, 16, 20, 12), (12, 8, 12, 6)
"""Margins of the page, and those while list and form take turns for want of height."""
_WIDE_FORM = 760
"""Width in pixels at which a form has room for two columns; it takes them where the list keeps more."""


class RecordPage(QWidget):
    """List and form of one record type; the window connects what leads out of the page."""

    link_opened = Signal(str, int)
    export_requested = Signal()
    import_requested = Signal(str)
    print_requested = Signal()
    take_back_requested = Signal(int)
    list_requested = Signal(object)
    begin_requested = Signal(object)

    def __init__(self, view: RecordView, views: Views, desk: Desk, settings: Settings, runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName(f"page.{view.name}")
        self._view = view
        self._views = views
        self._desk = desk
        self._settings = settings
        self._runner = runner
        self._last_made: Record | None = None
        """The new record that was saved here last."""
        self._windows: list[FormWindow] = []
        self._stale = True
        self._changed: frozenset[int] = frozenset()
        self._one_at_a_time = False
        self._form_in_front = False
        self._make_actions()
        self._build()
        self._connect()

    @property
    def view(self) -> RecordView:
        """Return what the page shows."""
        return self._view

    @property
    def query(self) -> Query:
        """Return the list as shown: filter, order and columns."""
        return self._table.query

    @property
    def form(self) -> FormPanel:
        """Return the form beside the list."""
        return self._form

    @property
    def table(self) -> TablePanel:
        """Return the list."""
        return self._table

    @property
    def can_trash(self) -> bool:
        """Say whether a record is selected that may be moved to the trash."""
        return bool(self._table.block.ids) and not self._desk.records.read_only

    def open(self) -> None:
        """Show what the register has now; called whenever the page comes to the front."""
        if self._stale:
            self._stale = False
            changed, self._changed = self._changed, frozenset()
            read = self._table.refresh(changed)
            for form in (self._form, *(window.form for window in self._windows)):
                form.show_afresh()
            if read:
                self._go_together(let_go=False)
        elif self._form.is_empty:
            self._table.select_near()

    def mark_stale(self, changed: Collection[int] = ()) -> None:
        """Read list and forms anew when the page is next looked at, at once where it is in front.

        Then records that were `changed` in this window keep their rows in the list.
        """
        self._stale = True
        if self.isVisible():
            self._changed = frozenset(changed)
            self.open()

    def show_files(self) -> None:
        """Show the files that records have now."""
        for form in (self._form, *(window.form for window in self._windows)):
            form.show_files()

    def show_others(self) -> None:
        """Name those who have the records of the forms open elsewhere now."""
        for form in (self._form, *(window.form for window in self._windows)):
            form.show_others()

    def show_linked(self) -> None:
        """Show what links to the records of the forms now."""
        for form in (self._form, *(window.form for window in self._windows)):
            form.linked.look_again()

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self._bring(form=False)
        self._table.focus_table()

    def start_search(self) -> None:
        """Put the keyboard into the search field."""
        self._search.start()

    def reserve_letters(self, letters: str) -> None:
        """Keep the letters of the window's menus free of other meanings."""
        self._form.reserve_letters(letters)

    def leave(self) -> bool:
        """Ask about unsaved text; return whether the page, with its windows, may be left."""
        return self._table.editing.leave() and self._form.leave() and all(window.leave() for window in self._windows)

    def show_record(self, record_id: int) -> bool:
        """Show one record, in the list where its filter lets it; return whether it is there to be shown."""
        try:
            if self._desk.records.load(self._view.name, record_id) is None:
                return False
        except UserError as error:
            tell_failure(self, error)
            return True
        if self._form.leave():
            self.open()
            self._form.show_record(record_id)
            self._find_shown()
            self._bring(form=True)
        return True

    def show_draft(self, draft: Draft) -> None:
        """Go on with what was typed and not saved; beside other unsaved text in a window of its own."""
        if self._form.is_changed:
            self._new_window().show_draft(draft)
            return
        self.open()
        self._form.show()
        self._form.show_draft(draft)
        self._find_shown()
        self._bring(form=True)
        self._form.focus_first()

    def show_view(self, named: NamedView) -> None:
        """Arrange the list as a view has it."""
        self.open()
        self._views_menu.choose(named)

    def show_query(self, query: Query, words: str) -> None:
        """Show the list behind a figure."""
        self.open()
        self._table.show_query(query, words)
        self._search.set_text(query.search)
        self._bring(form=False)
        self._table.focus_table()

    def remember(self) -> None:
        """Write what the user arranged into the settings."""
        self._table.remember(self._views_menu.usual())
        if self._arranged:
            state = self._settings.table(f"{self._view.name}.page")
            state["splitter"] = bytes(self._splitter.saveState().toBase64().data()).decode("ascii")
            self._settings.set_table(f"{self._view.name}.page", state)

    # -- building ----------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        writable = not self._desk.records.read_only
        self.new_action = self._action(NEW, translate(self._view.new_label), "plus", self.new)
        self.import_action = self._action(IMPORT, translate("Import …"), "file-import", self._on_import)
        self.export_action = self._action(EXPORT, translate("Export …"), "file-export", self.export_requested.emit)
        self.print_action = self._action(
            PRINT,
            translate("Print …") if self._view.prints else translate("Print the partnership list …"),
            "printer",
            self.print_requested.emit,
        )
        self.switch_action = self._action(SWITCH, translate("List or form"), "", self._on_switch)
        self.next_action = self._action(NEXT, translate("Next record"), "", self._on_next)
        self.previous_action = self._action(PREVIOUS, translate("Previous record"), "", self._on_previous)
        self.refresh_action = self._action(REFRESH, translate("Read the list anew"), "", self._on_refresh)
        self.new_action.setIconVisibleInMenu(False)
        self.new_action.setEnabled(writable)
        self.import_action.setEnabled(writable)

    def _action(self, keys: Shortcut, text: str, icon: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"action.{keys.verb}")
        give_keys(action, keys)
        if icon:
            set_icon(action, icon, "on_accent" if keys is NEW else "text")
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _build(self) -> None:
        self._search = SearchBar(self._view.name, self)
        self._header = PageHeader(translate(self._view.record_type.PLURAL), self._search, self)
        if self._view.prints:
            self._header.add_action(self.print_action)
        self._header.add_action(self.new_action, primary=True)
        self._table = TablePanel(
            self._view, self._desk, self._settings, self._runner, self.new_action, self.import_action
        )
        self._table.setParent(self)  # before the form is made: Tab comes here first
        self.columns_action = QAction(translate("Columns"), self)
        self.columns_action.setObjectName("action.columns")
        self.columns_action.setMenu(self._table.column_menu())
        set_icon(self.columns_action, "columns")
        self._build_actions_on_list()
        self._form = FormPanel(self._view, self._desk, self._runner, self)
        self._missing = [
            MissingRecords(asking, self._views, self._desk, self._runner, self._form)
            for asking in (self._form, self._table.editing)
        ]
        self._switch = LinkButton("", self)
        self._switch.setObjectName("action.switch.button")
        set_hint(self._switch, SWITCH)
        self._switch.clicked.connect(self._on_switch)
        self._build_splitter()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.setSpacing(12)
        layout.addWidget(self._header)
        layout.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._splitter, 1)

    def _build_actions_on_list(self) -> None:
        """Build what is done with the list and its rows, and offer it in the header and in menus."""
        self._filtering = Filtering(self._view.name, self._desk, self._runner, self._table, self)
        self._views_menu = ViewsMenu(self._view.name, self._desk.views(self._settings), self._table, self)
        self._header.add_button(self._views_menu.button)
        self._header.add_action(self._filtering.action, icon_only=True)
        self._group_menu = GroupMenu(self._table, self)
        arranging = (self.columns_action, self._group_menu.action, self._filtering.colours_action)
        sheets = (self.import_action, self.export_action)
        self.block = BlockActions(self._view, self._views, self._desk, self._runner, self._table, self)
        self.copies = Copies(self._view.name, self._desk, self._table.current_id, self)
        self.templates = TemplatesMenu(self._view.name, self._desk.templates, self._table.current_id, self)
        self._merging = Merging(self._view.name, self._desk, self._runner, self._two_selected, self)
        more = (*self.copies.actions, self._merging.action)
        self.block.offer_too(more)
        self.rows_menu = LetteredMenu(translate("Selected rows"), self)
        self.rows_menu.addActions([*self.block.row_actions, *more])
        in_menu = (self.templates.action, self.block.change_action, *sheets, *arranging, self._table.clear_action)
        for action in in_menu:
            self._header.add_menu_action(action)

    def _build_splitter(self) -> None:
        """Put list and form beside each other, as wide as they were."""
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.addWidget(self._table)
        self._splitter.addWidget(self._form)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(10)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._form.hide()
        saved = self._settings.table(f"{self._view.name}.page").get("splitter")
        self._arranged = isinstance(saved, str)
        if isinstance(saved, str):
            self._splitter.restoreState(QByteArray.fromBase64(saved.encode("ascii", "ignore")))

    def _connect(self) -> None:
        self._previewing = self._preview(self._form, self._splitter)
        self._search.starting.connect(self._on_search_starting)
        self._search.searched.connect(self._table.search)
        self._search.left_down.connect(self._table.focus_found)
        self._search.entered.connect(self._table.focus_first)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        self._table.filtered.connect(self._on_filtered)
        self._table.search_cleared.connect(self._on_search_cleared)
        self._table.current_changed.connect(self._on_current_changed)
        self._table.opened.connect(self._on_opened)
        self._table.counted.connect(self._on_counted)
        self._table.delete_requested.connect(self.trash_selected)
        self._table.caught_up.connect(self._on_caught_up)
        self._table.taking_long.connect(self._on_taking_long)
        self.block.take_back_requested.connect(self.take_back_requested)
        self.copies.begun.connect(self._on_begun)
        self.templates.begun.connect(self._on_begun)
        self._merging.take_back_requested.connect(self.take_back_requested)
        self._merging.follow(self._form.twins)
        self._form.twins.opened.connect(self._open_beside)
        self._table.editing.link_opened.connect(self.link_opened)
        self._form.saved.connect(self._on_saved)
        self._form.made.connect(self._on_made)
        self._form.trashed.connect(self._on_trashed)
        self._form.closed.connect(self._on_given_up)
        self._form.stepped_back.connect(self.focus_list)
        self._form.unfiltered_requested.connect(self._table.clear_filter)
        self._form.link_opened.connect(self.link_opened)
        self._form.linked.listed.connect(self.list_requested)
        self._form.linked.begun.connect(self.begin_requested)
        self._form.take_back_requested.connect(self.take_back_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step back to the list on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.focus_list()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and form side by side, below each other, or show one at a time, as there is room."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _SIDE_BY_SIDE_FROM
        self._one_at_a_time = not wide and self.height() < self.fontMetrics().height() * _STACKED_FROM
        layout = cast("QVBoxLayout", self.layout())
        layout.setContentsMargins(*(_TIGHT_MARGINS if self._one_at_a_time else _MARGINS))
        layout.setSpacing(6 if self._one_at_a_time else 12)
        self._show_parts()
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._splitter.orientation() != orientation:
            self._splitter.setOrientation(orientation)
        if not self._arranged:
            self._arrange()

    def _bring(self, *, form: bool) -> None:
        """Bring form or list to the front where one is shown at a time."""
        self._form_in_front = form
        self._show_parts()

    def _show_parts(self) -> None:
        offered = not self._table.is_empty or self._form.can_discard
        alone = offered and self._one_at_a_time and self._form_in_front
        self._form.setVisible(alone or (offered and not self._one_at_a_time))
        self._table.setVisible(not alone)
        self._header.setVisible(not alone)
        words = translate("Back to the list") if alone else translate("Show the form")
        self._switch.setText(with_keys(words, SWITCH.named()))
        self._switch.setVisible(self._one_at_a_time and offered)

    def _arrange(self) -> None:
        """Share the room between list and form, as long as the user has not done it."""
        if self._splitter.orientation() is Qt.Orientation.Vertical:
            height = self._splitter.height()
            self._splitter.setSizes([height * 2 // 5, height - height * 2 // 5])
            return
        width = self._splitter.width()
        form = _WIDE_FORM if width >= 2 * _WIDE_FORM else width * 2 // 5
        self._splitter.setSizes([width - form, form])
        if self._previewing is not None:
            self._previewing.share_room()

    def _two_selected(self) -> list[int]:
        """Return the selected records, once what is typed is saved or thrown away; none where it is to stay."""
        return self._table.block.ids if self._form.leave() else []

    def _find_shown(self) -> bool:
        """Select in the list what the form shows; where a filter keeps it out, let the form say so."""
        shown = self._form.record_id
        found = shown is not None and self._table.select(shown)
        self._form.show_absent(absent=shown is not None and not found and self._table.is_filtered)
        return found

    def _go_together(self, *, let_go: bool) -> None:
        """Let list and form show the same record.

        A new record and unsaved text stay in any case; what was shown without being in the list only goes with
        `let_go`.
        """
        if self._form.is_new or (not self._form.is_empty and self._find_shown()):
            return
        if self._form.is_changed or (self._form.is_absent and not let_go and not self._form.is_empty):
            return
        if not self._table.select_near():
            self._form.show_nothing()

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot()
    def new(self) -> None:
        """Begin a new record."""
        self.begin({})

    def begin(self, values: Mapping[str, Any]) -> None:
        """Begin a new record with some values."""
        last = carried(self._last_made, values) if self._last_made is not None else {}
        taken_over = {name: value for name, value in last.items() if name not in values}
        try:
            blank = self._desk.records.blank(self._view.name, **taken_over, **values)
        except UserError as error:
            feedback.tell_error(self, error)
            return
        self._show_new(blank, taken_over)

    @Slot(object)
    def _on_begun(self, item: Record) -> None:
        """Show a new record that begins with what another one has."""
        self._show_new(item)

    @Slot(object)
    def _on_made(self, item: Record) -> None:
        self._last_made = item

    def _show_new(self, item: Record, taken_over: Collection[str] = ()) -> None:
        if self._form.leave():
            self._form.show()
            self._form.show_new(item, taken_over)
            self._bring(form=True)
            self._form.focus_first()

    @Slot(int)
    def _on_current_changed(self, record_id: int) -> None:
        if record_id == self._form.record_id:
            self._form.show_absent(absent=False)
            return
        if self._form.leave():
            self._form.show_record(record_id)
            if self._table.current_id() != record_id:
                self._table.select(record_id)
        elif self._form.record_id is not None:
            # Later: Qt selects the row that was pressed only after it has told of it.
            QTimer.singleShot(0, self._on_stayed)

    @Slot()
    def _on_stayed(self) -> None:
        when_free(self._find_shown)

    @Slot(int)
    def _on_opened(self, record_id: int) -> None:
        if self._form.leave():
            self._open_beside(record_id)

    @Slot(int)
    def _open_beside(self, record_id: int) -> None:
        """Show a record in a window of its own; what is typed in the form stays there."""
        present = next((window for window in self._windows if window.form.record_id == record_id), None)
        if present is not None:
            present.raise_()
            present.activateWindow()
            return
        self._new_window().show_record(record_id)

    def _preview(self, form: FormPanel, splitter: QSplitter) -> Previewing | None:
        if form.files is None:
            return None
        return Previewing(form.files, self._desk, self._settings, self._runner, splitter)

    def _new_window(self) -> FormWindow:
        """Make a window for a form alone."""
        window = FormWindow(self._view, self._views, self._desk, self._runner, self)
        self._preview(window.form, window.splitter)
        window.form.trashed.connect(self._on_trashed)
        window.form.link_opened.connect(self.link_opened)
        window.form.linked.listed.connect(self.list_requested)
        window.form.linked.begun.connect(self.begin_requested)
        window.form.take_back_requested.connect(self.take_back_requested)
        window.form.twins.opened.connect(self._open_beside)
        self._merging.follow(window.form.twins)
        window.finished.connect(self._on_window_closed)
        self._windows.append(window)
        return window

    @Slot(object)
    def _on_window_closed(self, window: FormWindow) -> None:
        self._windows.remove(window)

    @Slot(int, int)
    def _on_counted(self, every: int, shown: int) -> None:
        text = format_count("{count} record", "{count} records", every)
        if shown != every:
            text += ", " + translate("{count} in the filter", count=format_integer(shown))
        self._header.set_count(text)
        self._show_parts()

    @Slot()
    def _on_given_up(self) -> None:
        """Show the list's current record again instead of the new one that was given up."""
        self._show_parts()
        current = self._table.current_id()
        if current is not None:
            self._form.show_record(current)
        else:
            self._table.select_near()
        self.focus_list()

    @Slot()
    def _on_filtered(self) -> None:
        self._go_together(let_go=True)

    @Slot()
    def _on_taking_long(self) -> None:
        self._header.set_count(translate("Loading …"))

    @Slot()
    def _on_caught_up(self) -> None:
        self._go_together(let_go=False)

    @Slot()
    def _on_saved(self) -> None:
        self._find_shown()

    @Slot(int, int)
    def _on_trashed(self, record_id: int, operation: int) -> None:
        if self._form.record_id == record_id:
            self._form.show_nothing()
        self._after_trash(1, operation)

    @Slot()
    def trash_selected(self) -> None:
        """Move the selected records to the trash, after a question."""
        ids = self._table.block.ids
        if not ids or self._desk.records.read_only or not self._form.leave():
            return
        if ids == [self._form.record_id]:
            self._form.trash()
            return
        question = format_count("Move {count} record to the trash?", "Move {count} records to the trash?", len(ids))
        try:
            hanging = self._desk.records.what_hangs_on(self._view.name, ids)
            if not feedback.ask(self, question, trash_answers(), hanging):
                return
            operation = self._desk.records.trash(self._view.name, ids)
        except UserError as error:
            feedback.tell_error(self, error)
            return
        if self._form.record_id in ids:
            self._form.show_nothing()
        self._after_trash(len(ids), operation or 0)

    def _after_trash(self, count: int, operation: int) -> None:
        """Go on with the record that now stands where the first of them stood; offer to take the deletion back."""
        if self._form.is_empty:
            self._table.select_near()
        words = format_count("{count} record moved to the trash", "{count} records moved to the trash", count)
        take_back = TakeBackAction(operation, self)
        take_back.chosen.connect(self.take_back_requested)
        show_toast(self.window(), words, take_back)

    @Slot()
    def _on_search_starting(self) -> None:
        self._bring(form=False)

    @Slot()
    def _on_search_cleared(self) -> None:
        self._search.set_text("")

    @Slot()
    def _on_splitter_moved(self) -> None:
        self._arranged = True

    @Slot()
    def _on_import(self) -> None:
        self.import_requested.emit(self._view.name)

    @Slot()
    def _on_switch(self) -> None:
        to_form = not self._form_in_front if self._one_at_a_time else self._table.has_focus()
        if to_form and self._form.isEnabled():
            self._bring(form=True)
            self._form.focus_first()
        else:
            self.focus_list()

    @Slot()
    def _on_refresh(self) -> None:
        self._table.refresh(anew=True)
        self._go_together(let_go=False)

    @Slot()
    def _on_next(self) -> None:
        self._table.step(1)

    @Slot()
    def _on_previous(self) -> None:
        self._table.step(-1)
