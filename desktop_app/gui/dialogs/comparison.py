"""Shows in what a backup differs from the register: counts for each kind of record, then record by record."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.formats import format_count, format_timestamp
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.gui.kit.column_fit import ColumnFit
from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.status_chip import ChipDelegate
from desktop_app.gui.kit.tokens import Tone
from desktop_app.gui.models.word_table import Cell, WordTable
from desktop_app.services.backups import Backup
from desktop_app.services.comparing import Comparison, Difference, Side, side_in_words

_WIDTHS = (40, 22, 26, 26, 26)
_LEAST = (20, 17, 18, 19, 17)
"""Widths of the columns in characters."""
_SIDE = 1
_TONES = {Side.THEN: Tone.WARNING, Side.NOW: Tone.INFO, Side.BOTH: Tone.NEUTRAL}


class ComparisonDialog(QDialog):
    """A table with a line for each record that only one side has, and for each value that differs."""

    def __init__(self, backup: Backup, comparison: Comparison, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.comparison")
        made = format_timestamp(backup.made)
        self.setWindowTitle(translate("What the backup of {time} differs in", time=made))
        summary = PlainLabel("\n".join(comparison.summary()), self, wrap=True)
        summary.setObjectName("comparison.summary")
        close = QPushButton(translate("&Close"), self)
        close.setObjectName("action.close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(summary)
        layout.addWidget(self._table(comparison), 1)
        if left := comparison.total - len(comparison.shown):
            words = format_count("… and {count} more record", "… and {count} more records", left)
            layout.addWidget(PlainLabel(words, self, role="muted"))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        resize_within_screen(self, self.fontMetrics().averageCharWidth() * 150, self.fontMetrics().height() * 32)

    def _table(self, comparison: Comparison) -> DataTable:
        headings = (
            translate("Record"),
            translate("Where"),
            translate("Field"),
            translate("In the backup"),
            translate("In the register"),
        )
        model = WordTable(headings, self)
        model.show_rows([row for each in comparison.shown for row in _rows(each)])
        table = DataTable("comparison", self)
        table.setAccessibleName(translate("What differs"))
        table.setModel(model)
        table.setItemDelegateForColumn(_SIDE, ChipDelegate(table))
        letter = self.fontMetrics().averageCharWidth()
        ColumnFit(table, [each * letter for each in _WIDTHS], [each * letter for each in _LEAST])
        if model.rowCount():
            table.go_to(0)
        else:
            table.hide()
        return table


def _rows(difference: Difference) -> Iterator[tuple[str | Cell, ...]]:
    title = f"{translate(TYPES[difference.record].LABEL)} {difference.title}"
    side = Cell(side_in_words(difference.side), _TONES[difference.side])
    if not difference.values:
        yield title, side, "", "", ""
    for value in difference.values:
        yield title, side, value.label, value.then, value.now
