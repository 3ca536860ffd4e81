"""A clerk's office: the program with settings and registers in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from desktop_app.base.i18n import language, set_language
from desktop_app.base.paths import state_dir
from desktop_app.base.settings import Settings
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.records.form_panel import FormPanel
from desktop_app.gui.start import Program
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers, Whereabouts
from desktop_app.storage.gazetteer import Gazetteer
from tests.robots.boxes import Boxes
from tests.robots.window import WindowRobot


class Office:
    """Starts the program as the user does; `close` ends it, whatever was left unsaved."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        self.folder = folder
        self.application = application
        self.settings = Settings(folder / "settings.json")
        self.boxes = Boxes()
        self.program = Program(application, self.settings, Registers(self.settings, Gazetteer()))

    def new_register(self, name: str = "Register.bruecke") -> WindowRobot:
        """Make a register and open it."""
        assert self.program.create(self.folder / name)
        return self.window()

    def open(self, where: Whereabouts) -> WindowRobot:
        """Open a register."""
        assert self.program.open(where)
        return self.window()

    def window(self) -> WindowRobot:
        """The window in front."""
        window = self.program.window
        assert isinstance(window, MainWindow)
        window.resize(1280, 720)
        window.activateWindow()
        self.application.processEvents()
        return WindowRobot(window, self.desk, self.boxes)

    @property
    def desk(self) -> Desk:
        """The services of the open register."""
        desk = self.program._desk
        assert desk is not None
        return desk

    def crash(self) -> None:
        """End the program's window as a failure does: nothing is asked, nothing saved, nothing forgotten."""
        drafts = self.desk.drafts
        window = self.program.window
        assert isinstance(window, MainWindow)
        window.keep_drafts()
        if drafts._sign is not None:
            drafts._sign.end()
        drafts._closed = True
        self._empty_forms(window)
        window.close()

    def close(self) -> None:
        """End the program; unsaved text is thrown away."""
        self.boxes.stop()
        window = self.program.window
        if isinstance(window, MainWindow):
            self._empty_forms(window)
        if window is not None:
            window.close()
            window.deleteLater()
        self.program._on_quit()
        self.program.deleteLater()
        self.program._window = None
        del window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.boxes.raise_faults()

    @staticmethod
    def _empty_forms(window: MainWindow) -> None:
        for page in window._pages.values():
            for form in page.findChildren(FormPanel):
                form.show_nothing()


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path) -> Iterator[Office]:
    """The program in English, with nothing open yet."""
    before = language()
    set_language("en")
    made = Office(qapp, tmp_path)
    yield made
    made.close()
    shutil.rmtree(state_dir() / "drafts", ignore_errors=True)
    set_language(before)
