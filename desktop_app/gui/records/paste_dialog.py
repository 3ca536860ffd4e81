"""Shows what a block from a spreadsheet would change in a list, and marks what does not fit, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.kit.status_chip import ChipDelegate
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.tokens import Tone
from desktop_app.gui.kit.work_line import WorkLine
from desktop_app.gui.models.word_table import Cell, WordTable
from desktop_app.services.desk import Desk
from desktop_app.services.mass_change import Change, MassChange
from desktop_app.services.pasting import Pasted, PastedCell, PastedRow, Pasting, Placed

_WIDTH, _HEIGHT = 150, 36
"""Characters and lines."""
_MOST_TOLD = 500
_TITLE, _VALUE = 30, 20


class PasteDialog(QDialog):
    """Writes only what fits; `operation` is the number of the operation, `changed` how many records it changed."""

    def __init__(self, placed: Placed, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.operation: int | None = None
        self.changed = 0
        self._record = placed.query.record
        self._mass: MassChange = desk.mass_change
        self._pasted: Pasted | None = None
        self.setObjectName("dialog.paste")
        self.setWindowTitle(translate("Paste"))
        self._work = WorkLine(runner, self)
        self._build()
        self._work.busy_changed.connect(self._show_state)
        self._work.failed.connect(self._on_failed)
        self._work.cancelled.connect(self.reject)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * _WIDTH, metrics.height() * _HEIGHT)
        work = partial(_read, desk.pasting, placed)
        self._work.run(work, translate("What is pasted is being checked …"), self._on_read)

    @Slot()
    def reject(self) -> None:
        """Call off what is under way; close where nothing is."""
        if not self._work.cancel():
            super().reject()

    def _build(self) -> None:
        self._said = PlainLabel("", self, role="strong", wrap=True)
        self._said.setObjectName("paste.said")
        self._why = PlainLabel("", self, role="error", wrap=True)
        self._tables = QVBoxLayout()
        self._tables.setSpacing(12)
        self._cancel = QPushButton(translate("C&ancel"), self)
        self._cancel.setObjectName("action.cancel")
        self._cancel.clicked.connect(self.reject)
        self._write = QPushButton(self)
        self._write.setObjectName("action.paste_fitting")
        self._write.setProperty("look", "primary")
        self._write.setDefault(True)
        self._write.clicked.connect(self._on_write)
        buttons = QHBoxLayout()
        buttons.addWidget(self._work, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._said)
        layout.addLayout(self._tables, 1)
        layout.addLayout(buttons)
        self._show_state()

    def _show_pasted(self, pasted: Pasted) -> None:
        headings = [translate("Record"), *(translate(field.label) if field else "" for field in pasted.fields)]
        model = WordTable(headings, self)
        model.show_rows([_row(row) for row in pasted.rows])
        widths = (_TITLE, *(_VALUE for _ in pasted.fields))
        table = PlainTable("table.pasted", translate("What is pasted"), model, widths, self)
        table.setItemDelegate(ChipDelegate(table))
        self._tables.addWidget(table, 2)
        unfit = list(_unfit(pasted))
        if unfit:
            told = WordTable((translate("Row"), translate("Field"), translate("Value"), translate("Why")), self)
            told.show_rows(unfit[:_MOST_TOLD])
            self._tables.addWidget(self._why)
            why = PlainTable("table.unfit", translate("What does not fit"), told, (8, 24, 30, 70), self)
            self._tables.addWidget(why, 1)
        self._why.setVisible(bool(unfit))
        table.go_to(0)

    @Slot()
    def _show_state(self) -> None:
        count = self._pasted.changing if self._pasted is not None else 0
        self._write.setEnabled(not self._work.is_busy and count > 0)
        self._write.setText(format_count("&Paste {count} value", "&Paste {count} values", count))

    @Slot(object)
    def _on_read(self, pasted: Pasted) -> None:
        self._pasted = pasted
        changing = format_count("{count} value changes", "{count} values change", pasted.changing)
        records = format_count("in {count} record.", "in {count} records.", len(pasted.changes))
        self._said.setText(f"{changing} {records} " + translate("Nothing is written yet."))
        unfit = format_count(
            "{count} value does not fit and is left out:", "{count} values do not fit and are left out:", pasted.unfit
        )
        self._why.setText(unfit)
        self._show_pasted(pasted)
        self._show_state()
        (self._write if pasted.changes else self._cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_write(self) -> None:
        if self._pasted is not None:
            self.changed = len(self._pasted.changes)
            work = partial(_written, self._mass, self._record, self._pasted.changes)
            self._work.run(work, translate("The changes are being written …"), self._on_written)

    @Slot(object)
    def _on_written(self, operation: int | None) -> None:
        self.operation = operation
        self.accept()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)


def _row(row: PastedRow) -> list[str | Cell]:
    return [row.title, *map(_cell, row.cells)]


def _cell(cell: PastedCell) -> Cell:
    """Return a cell as it is shown: what does not fit is marked with a sign, what changes with a chip."""
    if cell.problem:
        return Cell(f"✕ {cell.new}", Tone.DANGER, cell.problem)
    if cell.doubt:
        return Cell(f"? {cell.new}", Tone.WARNING, cell.doubt)
    if cell.changes:
        new = cell.new or translate("(empty)")
        return Cell(new, Tone.INFO, f"{cell.old or translate('(empty)')} → {new}")
    return Cell(cell.new)


def _unfit(pasted: Pasted) -> list[tuple[str, str, str, str]]:
    return [
        (format_integer(number), translate(field.label) if field is not None else "", cell.new, cell.problem)
        for number, row in enumerate(pasted.rows, start=1)
        for field, cell in zip(pasted.fields, row.cells, strict=True)
        if cell.problem
    ]


def _read(pasting: Pasting, placed: Placed, progress: Progress) -> Pasted:
    return pasting.read(placed, progress.tell)


def _written(mass: MassChange, name: str, changes: Sequence[Change], progress: Progress) -> int | None:
    return mass.write(name, changes, origin="paste", progress=progress.tell)
