"""Reads a table into the register: which file, as what, what was found, what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel, set_state
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner
from desktop_app.services.desk import Desk
from desktop_app.services.importing.importer import ImportFailed, ImportReport

_RECORDS = ("partnership", "delivery", "territory", "organisation", "person", "delivery-item", "milestone", "task")


class ImportDialog(QDialog):
    """Checks a file first and writes it on the second button; nothing is written where anything is wrong."""

    def __init__(self, desk: Desk, runner: TaskRunner, record: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.import")
        self.setWindowTitle(translate("Import"))
        self._desk = desk
        self._runner = runner
        self._task: Task | None = None
        self._build(record)
        self._on_asked_anew()
        resize_within_screen(self, self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().height() * 28)

    def set_file(self, path: Path) -> None:
        """Name the file, as if it were typed."""
        self._file.setText(str(path))

    def reject(self) -> None:
        """Call off what is under way; close where nothing is."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self, record: str) -> None:
        form = self._make_form(record)
        self._make_buttons()
        self._result = PlainLabel("", self, wrap=True)
        self._result.setObjectName("import.result")
        self._list = QPlainTextEdit(self)
        self._list.setObjectName("import.problems")
        self._list.setAccessibleName(translate("What was found"))
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        self._busy = QProgressBar(self)
        self._busy.setTextVisible(False)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._hints())
        self._stack.addWidget(self._list)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._close_button, self._check_button, self._import_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._result)
        layout.addWidget(self._busy)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)

    def _make_form(self, record: str) -> QFormLayout:
        self._file = QLineEdit(self)
        self._file.setObjectName("import.file")
        self._file.setAccessibleName(translate("File"))
        self._file.textChanged.connect(self._on_asked_anew)
        browse = self._button(translate("&Choose …"), "action.choose", self._on_browse)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._file, 1)
        line.addWidget(browse)
        self._record = QComboBox(self)
        self._record.setObjectName("import.record")
        self._record.setAccessibleName(translate("Rows are"))
        for name in _RECORDS:
            self._record.addItem(translate(TYPES[name].PLURAL), name)
        self._record.setCurrentIndex(max(0, self._record.findData(record)))
        self._record.currentIndexChanged.connect(self._on_asked_anew)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        rows: tuple[tuple[str, QHBoxLayout | QWidget, QWidget], ...] = (
            (translate("&File"), line, self._file),
            (translate("&Rows are"), self._record, self._record),
        )
        for words, editor, field in rows:
            label = PlainLabel(words, self)
            label.setBuddy(field)
            form.addRow(label, editor)
        return form

    def _make_buttons(self) -> None:
        self._check_button = self._button(translate("C&heck"), "action.check", self._on_check)
        self._check_button.setDefault(True)
        self._import_button = self._button(translate("&Import"), "action.import", self._on_import)
        self._import_button.setProperty("look", "primary")
        self._close_button = self._button("", "action.close", self.reject)

    def _button(self, text: str, name: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(slot)
        return button

    def _hints(self) -> QWidget:
        hints = QWidget(self)
        layout = QVBoxLayout(hints)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for words in (
            translate("Tables can be read from CSV, XLSX, XLS and ODS files; the first row holds the headings."),
            translate("Columns are matched by their headings, in German, Ukrainian or English, in any order."),
            translate("Everything is checked first. Where anything is wrong, nothing is written."),
            translate("Each error is listed with its row and its column."),
            translate("Rows that are in the register already are left out."),
        ):
            layout.addWidget(PlainLabel(words, hints, role="muted", wrap=True))
        layout.addStretch(1)
        return hints

    # -- work --------------------------------------------------------------------------------------------------

    def _run(self, *, dry_run: bool) -> None:
        path, record = Path(self._file.text().strip()).expanduser(), str(self._record.currentData())
        importer = self._desk.importer

        def work(progress: Progress) -> ImportReport:
            return importer.run(path, record, dry_run=dry_run, progress=progress.tell)

        self._say(translate("The file is being checked …") if dry_run else translate("The file is being read in …"), "")
        self._busy.setRange(0, 0)
        self._task = self._runner.run(
            work,
            done=self._on_checked if dry_run else self._on_written,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            progressed=self._on_progressed,
            name=translate("Import"),
        )
        self._show_state()

    def _show_state(self, *, written: bool = False, refused: bool = False) -> None:
        """Allow what can be done now; a table just written is not written again, a refused one is checked first."""
        busy = self._task is not None
        self._busy.setVisible(busy)
        self._close_button.setText(translate("C&ancel") if busy else translate("C&lose"))
        give_letters(self)
        named = bool(self._file.text().strip()) and not busy
        self._check_button.setEnabled(named and not written)
        self._import_button.setEnabled(named and not written and not refused)
        self._file.setEnabled(not busy)
        self._record.setEnabled(not busy)

    def _say(self, words: str, role: str) -> None:
        self._result.setText(words)
        set_state(self._result, "role", role)
        self._result.setVisible(bool(words))

    def _show_report(self, report: ImportReport, words: str, role: str) -> None:
        read = format_count("{count} row read.", "{count} rows read.", report.rows_read)
        errors = format_count("{count} error", "{count} errors", len(report.errors))
        doubts = format_count("{count} doubt", "{count} doubts", len(report.doubts))
        self._say(f"{read} {errors}, {doubts}. {words}", role)
        self._list.setPlainText("\n".join(problem.text() for problem in report.problems))
        if report.problems:
            self._stack.setCurrentWidget(self._list)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot()
    def _on_asked_anew(self) -> None:
        """Forget what was found in another file."""
        self._say("", "")
        self._stack.setCurrentIndex(0)
        self._show_state()

    @Slot()
    def _on_browse(self) -> None:
        kinds = translate("Tables and contacts (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods *.vcf)")
        name, _ = QFileDialog.getOpenFileName(self, translate("Import"), self._file.text(), kinds)
        if name:
            self._file.setText(name)
            self._check_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_check(self) -> None:
        self._run(dry_run=True)

    @Slot()
    def _on_import(self) -> None:
        self._run(dry_run=False)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, _words: str) -> None:
        self._busy.setRange(0, total)
        self._busy.setValue(done)

    @Slot(object)
    def _on_checked(self, report: ImportReport) -> None:
        self._end()
        self._show_report(report, translate("Nothing was written yet."), "doubt" if report.doubts else "success")
        self._import_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_written(self, report: ImportReport) -> None:
        self._end(written=True)
        self._show_report(report, report.summary(), "success")
        self._close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_cancelled(self) -> None:
        self._end()
        self._say(translate("Cancelled. Nothing was written."), "")

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._end(refused=isinstance(error, ImportFailed))
        self._say("", "")
        if isinstance(error, ImportFailed):
            self._show_report(error.report, translate("Nothing was written."), "error")
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, UserError):
            feedback.tell_error(self, error)
        else:
            raise error

    def _end(self, *, written: bool = False, refused: bool = False) -> None:
        self._task = None
        self._show_state(written=written, refused=refused)
