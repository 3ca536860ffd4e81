"""The frame of the program: navigation, pages, menus, status bar."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from desktop_app.base.i18n import translate
from desktop_app.base.settings import Settings
from desktop_app.domain.changes import Committed
from desktop_app.domain.query import Query
from desktop_app.gui.kit.labels import ElidedLabel
from desktop_app.gui.kit.nav import Navigation, PageEntry
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.gui.records.page import RecordPage
from desktop_app.gui.sheets import Sheets
from desktop_app.gui.views.overview import OverviewPage
from desktop_app.services.desk import Desk

OVERVIEW = "overview"


class MainWindow(QMainWindow):
    """One open register: navigation left, one page right. Behaviour lives in the pages."""

    committed = Signal(object)
    other_register_requested = Signal(str)
    preferences_requested = Signal()

    def __init__(self, desk: Desk, settings: Settings, runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("window.main")
        self._desk = desk
        self._settings = settings
        self._sheets = Sheets(desk, settings, runner, self)
        self._pages: dict[str, OverviewPage | RecordPage] = {}
        self._build()
        self._make_menus()
        self.committed.connect(self._on_committed)
        desk.register.subscribe(self._tell)
        self._restore()
        self.show_page(OVERVIEW)

    @property
    def page_name(self) -> str:
        """Return the name of the page in front."""
        return self._navigation.current()

    def page(self, name: str) -> OverviewPage | RecordPage:
        """Return a page, made when it is first asked for."""
        if name not in self._pages:
            self._pages[name] = self._make_page(name)
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    def record_page(self, name: str) -> RecordPage:
        """Return the page of a record type."""
        page = self.page(name)
        if not isinstance(page, RecordPage):
            raise KeyError(name)
        return page

    @Slot(str)
    def show_page(self, name: str) -> bool:
        """Bring a page to the front, unless unsaved text is to stay; return whether it is there."""
        current = self._stack.currentWidget()
        page = self.page(name)
        if current is not page and isinstance(current, RecordPage) and not current.leave():
            self._navigation.show_page(current.view.name)
            return False
        self._stack.setCurrentWidget(page)
        self._navigation.show_page(name)
        page.open()
        return True

    @Slot(str, int)
    def show_record(self, name: str, record_id: int) -> None:
        """Show one record on its page."""
        if self.show_page(name):
            self.record_page(name).show_record(record_id)

    @Slot(object, str)
    def show_query(self, query: Query, words: str) -> None:
        """Show the list behind a figure."""
        if self.show_page(query.record):
            self.record_page(query.record).show_query(query, words)

    def leave(self) -> bool:
        """Ask about unsaved text on every page; return whether the window may be closed."""
        return all(page.leave() for page in self._pages.values() if isinstance(page, RecordPage))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leave():
            event.ignore()
            return
        for page in self._pages.values():
            if isinstance(page, RecordPage):
                page.remember()
        self._settings.set("window_state", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        event.accept()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowTitle(f"{self._desk.register.path.stem} – Brückenbuch")
        self.setMinimumSize(900, 560)
        self.resize(1280, 720)
        entries = [PageEntry(OVERVIEW, translate("Overview"), "home")]
        entries += [PageEntry(view.name, translate(view.record_type.PLURAL), view.icon) for view in RECORD_VIEWS]
        self._navigation = Navigation(entries, self)
        self._stack = QStackedWidget(self)
        centre = QWidget(self)
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._navigation)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self._navigation.page_chosen.connect(self.show_page)
        self._navigation.collapsed_changed.connect(self._on_collapsed)
        place = self._desk.register.path
        words = translate("{file} in {folder}", file=place.name, folder=str(place.parent))
        if self._desk.records.read_only:
            words += " · " + translate("read-only")
        self.statusBar().addWidget(ElidedLabel(words, self), 1)

    def _make_page(self, name: str) -> OverviewPage | RecordPage:
        if name == OVERVIEW:
            overview = OverviewPage(self._desk)
            overview.record_chosen.connect(self.show_record)
            overview.query_chosen.connect(self.show_query)
            return overview
        view = next(view for view in RECORD_VIEWS if view.name == name)
        page = RecordPage(view, self._desk, self._settings)
        page.link_opened.connect(self.show_record)
        page.import_requested.connect(self._sheets.import_file)
        page.export_requested.connect(self._on_export)
        page.print_requested.connect(self._on_print)
        return page

    def _make_menus(self) -> None:
        file_menu = self._menu(translate("&File"))
        self._add(file_menu, translate("&New register …"), "new_register", "", self._on_new_register)
        self._add(file_menu, translate("&Open a register …"), "open_register", "Ctrl+O", self._on_open_register)
        file_menu.addSeparator()
        self._add(file_menu, translate("&Import …"), "import_table", "", self._on_import)
        self._add(file_menu, translate("&Print the partnership list …"), "print_list", "", self._on_print)
        file_menu.addSeparator()
        self._add(file_menu, translate("&Settings …"), "preferences", "Ctrl+,", self.preferences_requested)
        self._add(file_menu, translate("&Quit"), "quit", "Ctrl+Q", self.close)
        go_menu = self._menu(translate("&Go to"))
        for view in RECORD_VIEWS:
            action = self._add(go_menu, translate(view.record_type.PLURAL), f"go.{view.name}", "", self._on_go)
            action.setData(view.name)
        help_menu = self._menu(translate("&Help"))
        self._add(help_menu, translate("&Keys …"), "keys", "F1", self._sheets.show_keys)
        self._add(help_menu, translate("&About Brückenbuch …"), "about", "", self._sheets.show_about)

    def _menu(self, words: str) -> QMenu:
        menu = QMenu(words, self)
        self.menuBar().addMenu(menu)
        return menu

    def _add(self, menu: QMenu, words: str, verb: str, keys: str, slot: object) -> QAction:
        action = QAction(words, self)
        action.setObjectName(f"action.{verb}")
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def _restore(self) -> None:
        state = self._settings.text("window_state")
        if state:
            self.restoreGeometry(QByteArray.fromBase64(state.encode("ascii", "ignore")))
        self._navigation.set_collapsed(bool(self._settings.get("navigation_collapsed")))

    def _tell(self, committed: Committed) -> None:
        """Pass a commit on to the window's own thread: imports commit in another one."""
        self.committed.emit(committed)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_committed(self, committed: Committed) -> None:
        for name, page in self._pages.items():
            if isinstance(page, RecordPage) and name in committed.records:
                page.mark_stale()
        current = self._stack.currentWidget()
        if isinstance(current, OverviewPage):
            current.open()

    @Slot(bool)
    def _on_collapsed(self, collapsed: bool) -> None:
        self._settings.set("navigation_collapsed", collapsed)

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
    def _on_open_register(self) -> None:
        self.other_register_requested.emit("open")

