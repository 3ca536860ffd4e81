"""Reads a table into the register: which file, as what, what was found, what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
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
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.desk import Desk
from desktop_app.services.importing import ImportFailed, ImportReport

_RECORDS = ("partnership", "delivery", "territory", "organisation", "person", "delivery-item", "milestone", "task")


class ImportDialog(QDialog):
    """Checks a file first and writes it on the second button; nothing is written where anything is wrong."""

    def __init__(self, desk: Desk, runner: TaskRunner, record: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.import")
        self.setWindowTitle(translate("Import"))
        self._desk = desk
        self._runner = runner
        self._build(record)
        self._show_idle()

    def _build(self, record: str) -> None:
        self._file = QLineEdit(self)
        self._file.setObjectName("import.file")
        self._file.setAccessibleName(translate("File"))
        self._file.textChanged.connect(self._show_idle)
        browse = QPushButton(translate("&Choose …"), self)
        browse.setObjectName("action.choose")
        browse.clicked.connect(self._on_browse)
        line = QHBoxLayout()
        line.addWidget(self._file, 1)
        line.addWidget(browse)
        self._record = QComboBox(self)
        self._record.setObjectName("import.record")
        self._record.setAccessibleName(translate("Rows are"))
        for name in _RECORDS:
            self._record.addItem(translate(TYPES[name].PLURAL), name)
        self._record.setCurrentIndex(max(0, self._record.findData(record)))
        form = QFormLayout()
        for words, editor, field in ((translate("&File"), line, self._file), (translate("&Rows are"), self._record, self._record)):
            label = PlainLabel(words, self)
            label.setBuddy(field)
            form.addRow(label, editor)
        self._result = PlainLabel("", self, wrap=True)
        self._list = QPlainTextEdit(self)
        self._list.setObjectName("import.problems")
        self._list.setAccessibleName(translate("What was found"))
        self._list.setReadOnly(True)
        self._list.setTabChangesFocus(True)
        self._list.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._check_button = self._button(translate("C&heck"), "action.check", self._on_check)
        self._import_button = self._button(translate("&Import"), "action.import", self._on_import)
        self._import_button.setProperty("look", "primary")
        close = self._button(translate("C&lose"), "action.close", self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (close, self._check_button, self._import_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(translate("Tables from CSV, XLSX, XLS and ODS files. Everything is checked before anything is written."), self, role="muted", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self._result)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._busy)
        layout.addLayout(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 110, self.fontMetrics().height() * 28)

    def _button(self, text: str, name: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def set_file(self, path: Path) -> None:
        """Name the file, as if it were typed."""
        self._file.setText(str(path))

    @Slot()
    def _on_browse(self) -> None:
        kinds = translate("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods)")
        name, _ = QFileDialog.getOpenFileName(self, translate("Import"), self._file.text(), kinds)
        if name:
            self._file.setText(name)

    @Slot()
    def _on_check(self) -> None:
        self._run(dry_run=True)

    @Slot()
    def _on_import(self) -> None:
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        path, record = Path(self._file.text().strip()).expanduser(), str(self._record.currentData())
        importer = self._desk.importer

        def work(_progress: Progress) -> ImportReport:
            return importer.run(path, record, dry_run=dry_run)

        self._busy.show()
        for button in (self._check_button, self._import_button):
            button.setEnabled(False)
        self._result.setText(translate("The file is being checked …") if dry_run else translate("The file is being read in …"))
        done = self._on_checked if dry_run else self._on_written
        self._runner.run(work, done=done, failed=self._on_failed, name=translate("Import"))

    @Slot()
    def _show_idle(self) -> None:
        self._busy.hide()
        named = bool(self._file.text().strip())
        for button in (self._check_button, self._import_button):
            button.setEnabled(named)

    @Slot(object)
    def _on_checked(self, report: ImportReport) -> None:
        self._show_idle()
        self._show_report(report, translate("Nothing was written yet."))

    @Slot(object)
    def _on_written(self, report: ImportReport) -> None:
        self._show_idle()
        self._show_report(report, report.summary())

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._show_idle()
        if isinstance(error, ImportFailed):
            self._show_report(error.report, error.message())
        elif isinstance(error, UserError):
            self._result.setText("")
            feedback.tell_error(self, error)
        else:
            raise error

    def _show_report(self, report: ImportReport, words: str) -> None:
        read = format_count("{count} row read.", "{count} rows read.", report.rows_read)
        found = format_count("{count} error", "{count} errors", len(report.errors)) + ", " + format_count("{count} doubt", "{count} doubts", len(report.doubts))
        self._result.setText(f"{read} {found}. {words}")
        self._list.setPlainText("\n".join(problem.text() for problem in report.problems))
