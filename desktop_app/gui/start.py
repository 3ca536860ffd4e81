"""Starts the window: application, look, Qt's own words, and the register that was open last."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTimer, QTranslator, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop_app.base.i18n import LANGUAGES, language, set_language, system_language
from desktop_app.base.loading import end_loading
from desktop_app.base.paths import log_dir
from desktop_app.base.settings import Settings
from desktop_app.gui.kit.clipboard import leave_text
from desktop_app.gui.kit.fonts import apply_font
from desktop_app.gui.kit.icons import icon
from desktop_app.gui.kit.key_hints import KeyHints
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.server_wait import ServerWait
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.theme import Theme, apply_theme
from desktop_app.gui.last_resort import LastResort
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.opening import Opening
from desktop_app.services.desk import Barred, Desk
from desktop_app.services.registers import Registers, RegisterServer, ServerAddress, Whereabouts

# What is not seen at each start is imported when it is shown.
# ruff: noqa: PLC0415

_WINDOW_ICON = 64
_THREADS = 4
"""Two for what takes long, two for what lists ask a server meanwhile."""


_SETTLED = 10_000
"""Milliseconds after which all is loaded that a session is worked with."""


def run(settings: Settings, registers: Registers, register: Whereabouts | None) -> int:
    """Open the window and return the exit code when it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101  there is no other kind here
    last_resort = LastResort(log_dir())
    last_resort.install()
    program = Program(application, settings, registers)
    last_resort.keep_first(program.keep_drafts)
    program.start(register)
    end_loading()
    QTimer.singleShot(_SETTLED, program.settle)
    return application.exec()


class Program(QObject):
    """Holds the one window: the welcome page, or an open register."""

    def __init__(self, application: QApplication, settings: Settings, registers: Registers) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._registers = registers
        self._runner = TaskRunner(self, _THREADS)
        self._server_wait = ServerWait(application)
        self._server_wait.begin()
        self._key_hints = KeyHints(application, self)
        self._key_hints.help_requested.connect(self._on_help_requested)
        self._opening = Opening(registers, self._runner)
        self._window: QMainWindow | None = None
        self._desk: Desk | None = None
        application.setApplicationName("Brückenbuch")
        application.setDesktopFileName("brueckenbuch")
        apply_font(application)
        self._theme: Theme = apply_theme(application, settings.text("appearance"))
        self._translator = QTranslator(self)
        self._load_translator()
        application.setWindowIcon(icon("heart-handshake", "accent", _WINDOW_ICON))
        application.aboutToQuit.connect(self._on_quit)

    @property
    def window(self) -> QMainWindow | None:
        """Return the window in front."""
        return self._window

    def start(self, where: Whereabouts | None) -> None:
        """Open the named register, the last one, or the welcome page."""
        wanted = where or self._registers.last()
        if isinstance(wanted, ServerAddress) and not wanted.password and where is None:
            self.welcome()
            self.connect_server(wanted)
        elif wanted is None or not self.open(wanted):
            self.welcome()

    @Slot()
    def settle(self) -> None:
        """Keep what has been loaded since the start out of the search for garbage: that would stop the window."""
        end_loading()

    def keep_drafts(self) -> None:
        """Bring what is being typed to the disk at once; for a program that may end now."""
        if isinstance(self._window, MainWindow):
            self._window.keep_drafts()

    def welcome(self) -> None:
        """Show the welcome page."""
        from desktop_app.gui.dialogs.welcome import WelcomePage

        page = WelcomePage(self._registers)
        page.create_requested.connect(self.create)
        page.open_requested.connect(self.open)
        page.connect_requested.connect(self.connect_server)
        page.example_requested.connect(self.create_example)
        page.language_chosen.connect(self._on_language_chosen)
        window = QMainWindow()
        window.setObjectName("window.welcome")
        window.setWindowTitle("Brückenbuch")
        window.setCentralWidget(page)
        page.setFocus()
        resize_within_screen(window, 1280, 720)
        self._replace(window, None)

    @Slot(object)
    def open(self, where: Whereabouts) -> bool:
        """Open a register; where that fails, say why and leave the window as it is."""
        return self._show(partial(self._opening.open, where))

    @Slot()
    def connect_server(self, known: ServerAddress | None = None) -> bool:
        """Ask for a server and open its register; `known` is what to begin with."""
        from desktop_app.gui.dialogs.connect_server import ServerDialog

        last = self._registers.last()
        known = known or (last if isinstance(last, ServerAddress) else None)
        dialog = ServerDialog(self._registers, self._runner, known, self._window)
        dialog.exec()
        found = dialog.found
        dialog.deleteLater()
        return found is not None and self._show(partial(self._opening.open_found, found))

    @Slot(Path)
    def create(self, path: Path) -> bool:
        """Make a register and open it."""
        return self._show(partial(self._opening.create, path))

    @Slot(Path)
    def create_example(self, path: Path) -> bool:
        """Make a register with example data and open it."""
        return self._show(partial(self._opening.create_example, path))

    def _show(self, get: Callable[[QWidget | None], Desk | None]) -> bool:
        if isinstance(self._window, MainWindow):
            self._window.remember()
        desk = get(self._window)
        if desk is None:
            return False
        window = MainWindow(desk, self._settings, self._runner)
        window.edit_requested.connect(self._on_edit)
        window.copy_requested.connect(self._on_copy)
        window.other_register_requested.connect(self._on_other_register)
        window.preferences_requested.connect(self._on_preferences)
        window.register_chosen.connect(self._on_register_chosen)
        self._replace(window, desk)
        return True

    def _replace(self, window: QMainWindow, desk: Desk | None) -> None:
        old, self._window = self._window, window
        before, self._desk = self._desk, desk
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()
        if before is not None:
            before.close()

    def _load_translator(self) -> None:
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language()}", folder):
            self._application.installTranslator(self._translator)

    @Slot(str)
    def _on_other_register(self, which: str) -> None:
        if self._window is None or (isinstance(self._window, MainWindow) and not self._window.leave()):
            return
        if which == "server":
            self.connect_server()
            return
        from desktop_app.gui.dialogs.welcome import ask_new_file, ask_register_file

        ask, get = (ask_new_file, self.create) if which == "new" else (ask_register_file, self.open)
        path = ask(self._window, self._registers)
        if path is not None:
            get(path)

    @Slot(Path)
    def _on_register_chosen(self, path: Path) -> None:
        if isinstance(self._window, MainWindow) and self._window.leave():
            self.open(path)

    @Slot()
    def _on_preferences(self) -> None:
        """Let the user change settings; language and look change at once, in a window built anew."""
        if not isinstance(self._window, MainWindow) or not self._window.leave():
            return
        from desktop_app.gui.dialogs.preferences import Preferences

        dialog = Preferences(self._settings, self._window)
        accepted = dialog.exec()
        dialog.deleteLater()
        if not accepted or self._desk is None:
            return
        self._speak()
        self._theme.apply(self._settings.text("appearance"))
        self._show_anew()

    @Slot(QWidget)
    def _on_help_requested(self, window: QWidget) -> None:
        """Show the keys over a window that has no action for it."""
        from desktop_app.gui.dialogs.keys import KeysDialog

        if not isinstance(window, KeysDialog):
            dialog = KeysDialog(window)
            dialog.exec()
            dialog.deleteLater()

    @Slot()
    def _on_edit(self) -> None:
        """Write a register that was read along so far."""
        if isinstance(self._window, MainWindow) and self._window.leave():
            self._show_anew(writing=True)

    @Slot()
    def _on_copy(self) -> None:
        """Copy a register that can only be read where it lies; it is closed for that."""
        where = self._desk.home.found_at if self._desk is not None else None
        if isinstance(where, Path):
            self.welcome()
            self._show(partial(self._opening.copy, where))

    def _show_anew(self, *, writing: bool = False) -> None:
        """Open the register that is open once more, in a window built anew that shows the same page."""
        if self._desk is None or not isinstance(self._window, MainWindow):
            return
        page = self._window.page_name
        home = self._desk.home
        if isinstance(home, RegisterServer):
            get = partial(self._opening.open_found, home)
        else:
            along = home.barred is Barred.OCCUPIED and not writing
            get = partial(self._opening.read_along if along else self._opening.open, home.found_at)
        if self._show(get):
            self._window.show_page(page)

    @Slot(str)
    def _on_language_chosen(self, chosen: str) -> None:
        self._settings.set("language", chosen)
        self._speak()
        self.welcome()

    def _speak(self) -> None:
        """Take the language of the settings; what is built from now on speaks it."""
        chosen = self._settings.text("language")
        set_language(chosen if chosen in LANGUAGES else system_language())
        self._load_translator()

    @Slot()
    def _on_quit(self) -> None:
        leave_text()
        self._runner.end()
        self._key_hints.end()
        self._server_wait.end()
        if self._desk is not None:
            self._desk.close()
            self._desk = None
