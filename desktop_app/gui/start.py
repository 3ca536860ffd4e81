"""Starts the window: application, look, Qt's own words, and the register that was open last."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import LANGUAGES, language, set_language, system_language
from desktop_app.base.settings import Settings
from desktop_app.gui.dialogs.preferences import Preferences
from desktop_app.gui.dialogs.welcome import WelcomePage, ask_new_file, ask_register_file
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.fonts import apply_font
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.theme import Theme, apply_theme
from desktop_app.gui.main_window import MainWindow
from desktop_app.services.desk import furnish
from desktop_app.services.example import fill_example
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register


def run(settings: Settings, registers: Registers, gazetteer: Gazetteer, register: Path | None) -> int:
    """Open the window and return the exit code when it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101  there is no other kind here
    program = Program(application, settings, registers, gazetteer)
    program.start(register)
    return application.exec()


class Program(QObject):
    """Holds the one window: the welcome page, or an open register."""

    def __init__(self, application: QApplication, settings: Settings, registers: Registers, gazetteer: Gazetteer) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._registers = registers
        self._gazetteer = gazetteer
        self._runner = TaskRunner(self)
        self._window: QMainWindow | None = None
        self._register: Register | None = None
        application.setApplicationName("Brückenbuch")
        application.setDesktopFileName("brueckenbuch")
        apply_font(application)
        self._theme: Theme = apply_theme(application, settings.text("appearance"))
        self._translator = QTranslator(self)
        self._load_translator()
        application.aboutToQuit.connect(self._on_quit)

    @property
    def window(self) -> QMainWindow | None:
        """Return the window in front."""
        return self._window

    def start(self, path: Path | None) -> None:
        """Open the named register, the last one, or the welcome page."""
        wanted = path or self._registers.last()
        if wanted is None or not self.open(wanted):
            self.welcome()

    def welcome(self) -> None:
        """Show the welcome page."""
        page = WelcomePage(self._registers)
        page.create_requested.connect(self.create)
        page.open_requested.connect(self.open)
        page.example_requested.connect(self.create_example)
        window = QMainWindow()
        window.setObjectName("window.welcome")
        window.setWindowTitle("Brückenbuch")
        window.setCentralWidget(page)
        window.resize(1280, 720)
        self._replace(window, None)

    @Slot(Path)
    def open(self, path: Path) -> bool:
        """Open a register; where that fails, say why and leave the window as it is."""
        try:
            register = self._registers.open(path)
        except UserError as error:
            feedback.tell_error(self._window, error)
            return False
        self._show(register)
        return True

    @Slot(Path)
    def create(self, path: Path) -> bool:
        """Make a register and open it."""
        try:
            register = self._registers.create(path)
        except UserError as error:
            feedback.tell_error(self._window, error)
            return False
        self._show(register)
        return True

    @Slot(Path)
    def create_example(self, path: Path) -> bool:
        """Make a register with example data and open it."""
        try:
            register = self._registers.create(path)
            fill_example(register)
        except UserError as error:
            feedback.tell_error(self._window, error)
            return False
        self._show(register)
        return True

    def _show(self, register: Register) -> None:
        window = MainWindow(furnish(register, self._gazetteer, self._settings.text("office_name")), self._settings, self._runner)
        window.other_register_requested.connect(self._on_other_register)
        window.preferences_requested.connect(self._on_preferences)
        self._replace(window, register)

    def _replace(self, window: QMainWindow, register: Register | None) -> None:
        old, self._window = self._window, window
        before, self._register = self._register, register
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
        path = ask_new_file(self._window, self._registers) if which == "new" else ask_register_file(self._window, self._registers)
        if path is not None:
            self.create(path) if which == "new" else self.open(path)

    @Slot()
    def _on_preferences(self) -> None:
        """Let the user change settings; language and look change at once, in a window built anew."""
        if not isinstance(self._window, MainWindow) or not self._window.leave():
            return
        dialog = Preferences(self._settings, self._window)
        accepted = dialog.exec()
        dialog.deleteLater()
        if not accepted or self._register is None:
            return
        chosen = self._settings.text("language")
        set_language(chosen if chosen in LANGUAGES else system_language())
        self._load_translator()
        self._theme.apply(self._settings.text("appearance"))
        self.open(self._register.path)

    @Slot()
    def _on_quit(self) -> None:
        self._runner.cancel_all()
        self._runner.wait()
        if self._register is not None:
            self._register.close()
            self._register = None

