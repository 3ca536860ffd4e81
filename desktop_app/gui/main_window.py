"""The frame of the program: navigation, pages, menus, status bar."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.base.settings import Settings
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.changes import Committed
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.query import Query
from desktop_app.domain.record_template import RecordTemplate
from desktop_app.domain.saved_view import SavedView
from desktop_app.gui.backing_up import BackingUp
from desktop_app.gui.changed_copies import ChangedCopies
from desktop_app.gui.checking import Checking
from desktop_app.gui.disk_space import DiskNotice
from desktop_app.gui.edit_menu import EditMenu
from desktop_app.gui.finding_twins import FindingTwins
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import action_text
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.mnemonics import letters_of
from desktop_app.gui.kit.nav import Navigation, PageEntry
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.server_wait import when_free
from desktop_app.gui.kit.shortcuts import (
    CONNECT_SERVER,
    GO_TO_NOTICE,
    GO_TO_PAGE,
    ICONS_ONLY,
    IMPORT,
    KEYS,
    NEW,
    NEW_REGISTER,
    OPEN_REGISTER,
    PREFERENCES,
    PRINT,
    QUIT,
    Shortcut,
    give_keys,
    native,
    set_hint,
)
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.toast import focus_message
from desktop_app.gui.left_unsaved import LeftUnsavedOffer
from desktop_app.gui.new_day import NewDay
from desktop_app.gui.no_contact import NoContactNotice
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.gui.past_windows import PastWindows
from desktop_app.gui.read_only import ReadOnlyNotice
from desktop_app.gui.searching import Searching
from desktop_app.gui.sheets import Sheets
from desktop_app.gui.status_bar import StatusBar
from desktop_app.gui.undoing import Undoing
from desktop_app.gui.views.overview import OverviewPage
from desktop_app.gui.visited import Visited
from desktop_app.services.desk import Desk
from desktop_app.services.registers import SUFFIX

if TYPE_CHECKING:
    from desktop_app.gui.records.page import RecordPage
    from desktop_app.services.drafts import Draft
    from desktop_app.services.linked import Beginning

OVERVIEW = "overview"
_SIZE = (1440, 900)
_LEAST_SIZE = (600, 320)
"""What a small screen leaves at twice the usual scale."""
_WORDS_FROM = 130
"""Width of the window in characters from which the navigation has room for words."""
_VIEWS = {view.name: view for view in RECORD_VIEWS}


class MainWindow(QMainWindow):
    """One open register: navigation left, one page right. Behaviour lives in the pages."""

    committed = Signal(object)
    _others_changed = Signal()
    other_register_requested = Signal(str)
    preferences_requested = Signal()
    edit_requested = Signal()
    copy_requested = Signal()
    register_chosen = Signal(Path)

    def __init__(self, desk: Desk, settings: Settings, runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("window.main")
        self._desk = desk
        self._settings = settings
        self._runner = runner
        self._sheets = Sheets(desk, settings, runner, self)
        self._undoing = Undoing(desk, runner, self._is_unsaved, self)
        self._past_windows = PastWindows(desk, runner, self)
        self._past_windows.record_chosen.connect(self.show_record)
        self._past_windows.take_back_requested.connect(self._undoing.take_back)
        self._finding_twins = FindingTwins(desk, runner, self._navigation_page, self)
        self._finding_twins.take_back_requested.connect(self._undoing.take_back)
        self._visited = Visited(self, OVERVIEW, self)
        self._searching = Searching(desk, RECORD_VIEWS, self.menuBar, runner, self)
        self._searching.record_chosen.connect(self.show_record)
        self._searching.query_chosen.connect(self.show_query)
        self._searching.new_chosen.connect(self.new_record)
        self._checking = Checking(desk, runner, self)
        self._backing_up = BackingUp(desk, settings, runner, self)
        self._left_unsaved = LeftUnsavedOffer(desk, runner, self)
        self._left_unsaved.opened.connect(self.show_draft)
        self._pages: dict[str, RecordPage] = {}
        self._copies = ChangedCopies(desk, runner, self)
        self._make_actions()
        self._build(runner)
        self._make_menus()
        self.committed.connect(self._on_committed)
        desk.subscribe(self._tell)
        self._others_changed.connect(self._on_others_changed)
        desk.presence.subscribe(self._others_changed.emit)
        self._restore()
        self.show_page(OVERVIEW)
        if not desk.read_only:
            NewDay(desk, settings, runner, self)

    @property
    def page_name(self) -> str:
        """Return the name of the page in front."""
        return self._navigation.current()

    def _navigation_page(self) -> str:
        return self.page_name

    def record_page(self, name: str) -> RecordPage:
        """Return the page of a record type, made when it is first asked for; raises KeyError for other names."""
        if name not in self._pages:
            self._pages[name] = self._make_page(name)
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    @Slot(str)
    def show_page(self, name: str) -> bool:
        """Bring a page to the front, unless unsaved text is to stay; return whether it is there."""
        before = self.page_in_front
        if name != (before.view.name if before is not None else OVERVIEW):
            self._visited.note()
        if before is not None and before.view.name != name and not before.leave():
            self._navigation.show_page(before.view.name)
            return False
        try:
            page = None if name == OVERVIEW else self.record_page(name)
        except UserError as error:
            feedback.tell_error(self, error)
            self._navigation.show_page(before.view.name if before is not None else OVERVIEW)
            return False
        focus: QWidget | None = self.focusWidget()
        walking = focus is not None and self._navigation.isAncestorOf(focus) and self.page_name == name
        self._stack.setCurrentWidget(page or self._overview)
        self._navigation.show_page(name)
        self._show_actions(page)
        if page is None:
            self._overview.open()
            return True
        page.open()
        if not walking:
            page.focus_list()
        return True

    @property
    def page_in_front(self) -> RecordPage | None:
        """Return the page of records in front; None where it is the overview."""
        shown = self._stack.currentWidget()
        return next((page for page in self._pages.values() if page is shown), None)

    def _is_unsaved(self) -> bool:
        page = self.page_in_front
        return page is not None and page.form.is_changed

    @Slot(str, int)
    def show_record(self, name: str, record_id: int) -> None:
        """Show one record on its page; a file with the record that it belongs to."""
        self._visited.note()
        if name == Attachment.NAME:
            try:
                name, record_id = self._desk.attachments.owner_of(record_id)
            except UserError as error:
                feedback.tell_error(self, error)
                return
        if name == SavedView.NAME:
            self._show_view(record_id)
            return
        if name == RecordTemplate.NAME:
            self._begin_with(record_id)
            return
        if self.show_page(name) and not self.record_page(name).show_record(record_id):
            self._past_windows.tell_of_missing(name, record_id)

    @Slot(str)
    def new_record(self, name: str) -> None:
        """Begin a new record on its page."""
        if self.show_page(name):
            self.record_page(name).new()

    def _begin_with(self, template_id: int) -> None:
        """Begin a new record with a template, on its page."""
        try:
            template = self._desk.templates.named(template_id)
        except UserError as error:
            feedback.tell_error(self, error)
            return
        if self.show_page(template.record):
            self.record_page(template.record).templates.begin(template)

    def _show_view(self, record_id: int) -> None:
        """Show the list that a shared view arranges."""
        try:
            named = self._desk.views(self._settings).shared(record_id)
        except UserError as error:
            feedback.tell_error(self, error)
            return
        if self.show_page(named.record):
            self.record_page(named.record).show_view(named)

    @Slot(object)
    def show_draft(self, draft: Draft) -> None:
        """Go on with what was typed and not saved."""
        name = draft.base.NAME
        if self.show_page(name):
            self.record_page(name).show_draft(draft)

    def keep_drafts(self) -> None:
        """Bring what is being typed to the disk at once; for a program that may end now."""
        self._left_unsaved.keep_all()

    @Slot(object)
    def _on_list_requested(self, query: Query) -> None:
        self.activateWindow()  # it was asked for in a window of its own, maybe
        self.show_query(query, "")

    @Slot(object)
    def _on_begin_requested(self, beginning: Beginning) -> None:
        """Begin a new record that links to the one that was shown."""
        self.activateWindow()
        self._visited.note()
        if self.show_page(beginning.record):
            self.record_page(beginning.record).begin(beginning.values)

    @Slot(object, str)
    def show_query(self, query: Query, words: str) -> None:
        """Show the list behind a figure."""
        self._visited.note()
        if self.show_page(query.record):
            self.record_page(query.record).show_query(query, words)

    def leave(self) -> bool:
        """Ask about unsaved text on every page, and opened copies; return whether the window may be closed."""
        return all(page.leave() for page in self._pages.values()) and self._copies.leave()

    def remember(self) -> None:
        """Write the window's place and what the user arranged on its pages into the settings."""
        for page in self._pages.values():
            page.remember()
        self._settings.set("window_state", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the page where there is little."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _WORDS_FROM
        self._navigation.set_narrow(narrow)
        self._icons_action.setEnabled(not narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leave():
            event.ignore()
            return
        self.remember()
        self._checking.end()
        self._backing_up.stop()
        event.accept()

    # -- building ----------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        """Make what the window itself does; the pages bring their own."""
        new = self._action(
            "new_register", translate("&New register …"), NEW_REGISTER, "file-plus", self._on_new_register
        )
        open_ = self._action(
            "open_register", translate("&Open a register …"), OPEN_REGISTER, "folder-open", self._on_open_register
        )
        server = self._action(
            "connect_server", translate("&Connect to a server …"), CONNECT_SERVER, "database", self._on_connect_server
        )
        self._register_actions = (new, open_, server)
        self.import_action = self._action("import", translate("Import …"), IMPORT, "file-import", self._on_import)
        self.export_action = self._action("export", translate("Export …"), None, "file-export", self._on_export)
        self.export_action.setEnabled(False)
        self.print_action = self._action("print", translate("Print …"), PRINT, "printer", self._on_print)
        self.import_action.setEnabled(not self._desk.read_only)
        first = self._action("first_import", translate("Import …"), None, "", self._on_import)
        set_icon(first, "file-import", "on_accent")
        set_hint(first, IMPORT)
        begin = self._action("begin", translate("New partnership"), NEW, "plus", self._on_begin)
        self._first_steps = (first, begin)
        for action in self._first_steps:
            action.setEnabled(not self._desk.read_only)
        settings = self._action(
            "preferences", translate("&Settings …"), PREFERENCES, "settings", self.preferences_requested
        )
        quit_ = self._action("quit", translate("&Quit"), QUIT, "", self.close)
        self._program_actions = (settings, quit_)

    def _action(self, verb: str, words: str, keys: Shortcut | None, icon: str, slot: object) -> QAction:
        action = QAction(words, self)
        action.setObjectName(f"action.{verb}")
        if keys is not None:
            give_keys(action, keys)
        if icon:
            set_icon(action, icon)
        action.triggered.connect(slot)
        return action

    def _build(self, runner: TaskRunner) -> None:
        self.setWindowTitle(f"{self._desk.home.name.removesuffix(SUFFIX)} – Brückenbuch")
        self.setMinimumSize(*_LEAST_SIZE)
        resize_within_screen(self, *_SIZE)
        entries = [PageEntry(OVERVIEW, translate("Overview"), "home")]
        entries += [PageEntry(view.name, translate(view.record_type.PLURAL), view.icon) for view in RECORD_VIEWS]
        self._navigation = Navigation(entries, self)
        self._stack = QStackedWidget(self)
        self._overview = OverviewPage(self._desk, self._first_steps)
        self._overview.record_chosen.connect(self.show_record)
        self._overview.query_chosen.connect(self.show_query)
        self._stack.addWidget(self._overview)
        centre = QWidget(self)
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        if self._desk.read_only:
            notice = ReadOnlyNotice(self._desk, centre)
            notice.edit_requested.connect(self.edit_requested)
            notice.copy_requested.connect(self.copy_requested)
            right.addWidget(notice)
        else:
            right.addWidget(DiskNotice(self._desk, runner, centre))
            self._desk.watch()
        no_contact = NoContactNotice(self._desk, runner, centre)
        no_contact.restored.connect(self._on_contact_restored)
        right.addWidget(no_contact)
        right.addWidget(self._checking.notice)
        right.addWidget(self._backing_up.notice)
        right.addWidget(self._left_unsaved.notice)
        right.addWidget(self._stack, 1)
        layout.addLayout(right, 1)
        self.setCentralWidget(centre)
        self._navigation.page_chosen.connect(self.show_page)
        self._navigation.collapsed_changed.connect(self._on_collapsed)
        home = self._desk.home
        words = (
            translate("{file} in {folder}", file=home.name, folder=home.place)
            if home.contact is None
            else translate("{register} on {server}", register=home.name, server=home.place)
        )
        self._status = StatusBar(words, runner, self)
        self.setStatusBar(self._status)
        self._checking.told.connect(self._status.show_checked)
        self._backing_up.told.connect(self._status.show_backup)
        self._checking.register_chosen.connect(self.register_chosen)
        self._backing_up.register_chosen.connect(self.register_chosen)

    def _make_page(self, name: str) -> RecordPage:
        # Loaded with the first list: tables, forms and the register behind them take longer than the window itself.
        from desktop_app.gui.records.page import RecordPage  # noqa: PLC0415  see above

        page = RecordPage(_VIEWS[name], _VIEWS, self._desk, self._settings, self._runner)
        page.reserve_letters(letters_of(action.text() for action in self.menuBar().actions()))
        page.link_opened.connect(self.show_record)
        page.list_requested.connect(self._on_list_requested)
        page.begin_requested.connect(self._on_begin_requested)
        page.import_requested.connect(self._sheets.import_file)
        page.export_requested.connect(self._on_export)
        page.print_requested.connect(self._on_print)
        page.take_back_requested.connect(self._undoing.take_back)
        return page

    def _make_menus(self) -> None:
        self._file_menu = self._menu(translate("&File"))
        self._edit_menu = EditMenu(self._undoing, self._past_windows, self._finding_twins.action, self)
        self.menuBar().addMenu(self._edit_menu)
        self._view_menu = self._menu(translate("&View"))
        self._go_actions = [self._go_action(number, name) for number, name in enumerate(self._page_names())]
        self._icons_action = self._action(
            "icons_only", translate("&Icons only at the left"), ICONS_ONLY, "", self._on_icons_only
        )
        self._icons_action.setCheckable(True)
        self._notice_action = self._action(
            "go_to_notice", translate("Go to the &message"), GO_TO_NOTICE, "", self._on_go_to_notice
        )
        help_menu = self._menu(translate("&Help"))
        help_menu.addAction(self._action("keys", translate("&Keys …"), KEYS, "keyboard", self._sheets.show_keys))
        about = self._action("about", translate("&About Brückenbuch …"), None, "info-circle", self._sheets.show_about)
        help_menu.addAction(about)

    def _menu(self, words: str) -> LetteredMenu:
        menu = LetteredMenu(words, self)
        self.menuBar().addMenu(menu)
        return menu

    @staticmethod
    def _page_names() -> tuple[str, ...]:
        return (OVERVIEW, *(view.name for view in RECORD_VIEWS))

    def _go_action(self, number: int, name: str) -> QAction:
        """Return the way to a page; its key is named only, as the navigation listens to it."""
        words = translate("Overview") if name == OVERVIEW else translate(_VIEWS[name].record_type.PLURAL)
        key = native(GO_TO_PAGE.sequences()[number])
        action = self._action(f"go.{name}", f"{action_text(words)}\t{key}", None, "", self._on_go)
        set_icon(action, "home" if name == OVERVIEW else _VIEWS[name].icon)
        action.setData(name)
        return action

    def _show_actions(self, page: RecordPage | None) -> None:
        """Offer in the menus what the page in front does; a page's own actions take the place of the window's."""
        self._edit_menu.show_page(page)
        shown = page or self
        self._file_menu.clear()
        self._file_menu.addActions([*self._register_actions, self._left_unsaved.action])
        self._file_menu.addSeparator()
        self._file_menu.addActions([shown.import_action, shown.export_action, shown.print_action])
        self._file_menu.addSeparator()
        self._file_menu.addActions([self._backing_up.action, self._checking.action])
        self._file_menu.addSeparator()
        self._file_menu.addActions(list(self._program_actions))
        self._view_menu.clear()
        self._view_menu.addAction(self._searching.action)
        self._view_menu.addSeparator()
        self._view_menu.addActions([self._visited.back_action, self._visited.forward_action])
        self._view_menu.addSeparator()
        self._view_menu.addActions(self._go_actions)
        self._view_menu.addSeparator()
        if page is not None:
            self._view_menu.addAction(page.columns_action)
        self._view_menu.addActions([self._icons_action, self._notice_action])
        for menu in (self._file_menu, self._view_menu):
            menu.give_letters()

    def _restore(self) -> None:
        state = self._settings.text("window_state")
        if state:
            self.restoreGeometry(QByteArray.fromBase64(state.encode("ascii", "ignore")))
        self._navigation.set_collapsed(bool(self._settings.get("navigation_collapsed")))
        self._icons_action.setChecked(self._navigation.collapsed)

    def _tell(self, committed: Committed) -> None:
        """Pass a commit on to the window's own thread: imports commit in another one."""
        self.committed.emit(committed)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_committed(self, committed: Committed) -> None:
        when_free(partial(self._show_committed, committed))

    def _show_committed(self, committed: Committed) -> None:
        for name, page in self._pages.items():
            if name in committed.records:
                page.mark_stale(() if committed.elsewhere else committed.records[name])
            elif CodeValue.NAME in committed.records:
                page.mark_stale()  # codes are shown by their words
            if Attachment.NAME in committed.records:
                page.show_files()
            page.show_linked()
        if committed.elsewhere:
            self._status.show_changed(committed.by, datetime.now(UTC))
        else:
            self._status.show_saved(datetime.now(UTC))
        self._past_windows.refresh()
        if self.page_in_front is None:
            self._overview.open()

    @Slot()
    def _on_others_changed(self) -> None:
        for page in self._pages.values():
            page.show_others()

    @Slot()
    def _on_contact_restored(self) -> None:
        """Show what came about meanwhile, and what could not be read."""
        if self._pages:
            self._desk.codes.read_again()
        for page in self._pages.values():
            page.mark_stale()
        self._past_windows.refresh()
        if self.page_in_front is None:
            self._overview.open()

    @Slot(bool)
    def _on_collapsed(self, collapsed: bool) -> None:
        self._settings.set("navigation_collapsed", collapsed)
        self._icons_action.setChecked(collapsed)

    @Slot(bool)
    def _on_icons_only(self, collapsed: bool) -> None:
        self._navigation.set_collapsed(collapsed)

    @Slot()
    def _on_begin(self) -> None:
        self.new_record("partnership")

    @Slot()
    def _on_go_to_notice(self) -> None:
        focus_message(self)

    @Slot()
    def _on_go(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_page(str(action.data()))

    @Slot()
    def _on_export(self) -> None:
        self._sheets.export(self.record_page(self.page_name).query)

    @Slot()
    def _on_import(self) -> None:
        name = self.page_name
        self._sheets.import_file("partnership" if name in {OVERVIEW, "code-value"} else name)

    @Slot()
    def _on_print(self) -> None:
        query = self.record_page("partnership").query if self.page_name == "partnership" else Query("partnership")
        self._sheets.print_partnerships(query)

    @Slot()
    def _on_new_register(self) -> None:
        self.other_register_requested.emit("new")

    @Slot()
    def _on_connect_server(self) -> None:
        self.other_register_requested.emit("server")

    @Slot()
    def _on_open_register(self) -> None:
        self.other_register_requested.emit("open")
