"""The list of backups: when, why, how large, where; each is read beside the window, and its state then told."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_app.base.formats import format_file_size, format_moment
from desktop_app.base.i18n import translate
from desktop_app.gui.kit.column_fit import ColumnFit
from desktop_app.gui.kit.data_table import DataTable
from desktop_app.gui.kit.status_chip import ChipDelegate
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner
from desktop_app.gui.kit.tokens import Tone
from desktop_app.gui.models.word_table import Cell, WordTable
from desktop_app.services.backups import Backup, Condition, condition_in_words, condition_of, reason_in_words

_WIDTHS = (18, 20, 10, 18, 24)
_LEAST = (16, 12, 9, 12, 12)
"""Widths of the columns in characters."""
_STATE = 4
_TONES = {
    Condition.WHOLE: Tone.SUCCESS,
    Condition.FAULTY: Tone.WARNING,
    Condition.INCOMPLETE: Tone.WARNING,
    Condition.DAMAGED: Tone.DANGER,
}


class BackupList(DataTable):
    """Shows backups and reads one after the other; what was read once is not read again."""

    def __init__(self, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__("backup", parent)
        self._runner = runner
        self._found: list[Backup] = []
        self._conditions: dict[Path, Condition] = {}
        self._reading: Task | None = None
        headings = (translate("Made"), translate("Why"), translate("Size"), translate("Where"), translate("State"))
        self._words = WordTable(headings, self)
        self.setModel(self._words)
        self.setAccessibleName(translate("Backups"))
        self.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.setItemDelegateForColumn(_STATE, ChipDelegate(self))
        letter = self.fontMetrics().averageCharWidth()
        ColumnFit(self, [each * letter for each in _WIDTHS], [each * letter for each in _LEAST])

    def selected(self) -> Backup | None:
        """Return the backup that is selected."""
        row = self.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def show_backups(self, found: list[Backup], own: Path) -> None:
        """Show backups, the first one selected; `own` is the folder that lies beside the register."""
        self._found = found
        beside, other = translate("beside the register"), translate("second place")
        self._words.show_rows(
            [
                (
                    format_moment(each.made),
                    reason_in_words(each),
                    format_file_size(each.size),
                    beside if each.path.parent == own else other,
                    self._state(each),
                )
                for each in found
            ]
        )
        if found:
            self.go_to(0)
        self._read_next()

    def stop(self) -> None:
        """Read no more."""
        self._found = []
        if self._reading is not None:
            self._reading.cancel()

    def _state(self, backup: Backup) -> Cell:
        condition = self._conditions.get(backup.path)
        if condition is None:
            return Cell(translate("is being read …"))
        return Cell(condition_in_words(condition), _TONES[condition])

    def _read_next(self) -> None:
        unread = next((each for each in self._found if each.path not in self._conditions), None)
        if self._reading is None and unread is not None:
            self._reading = self._runner.run(
                partial(_read, unread), done=self._on_read, failed=self._on_failed, cancelled=self._on_cancelled
            )

    @Slot(object)
    def _on_read(self, read: tuple[Backup, Condition]) -> None:
        backup, self._conditions[backup.path] = read
        if backup in self._found:
            self._words.change(self._found.index(backup), _STATE, self._state(backup))
        self._reading = None
        self._read_next()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._reading = None
        raise error

    @Slot()
    def _on_cancelled(self) -> None:
        self._reading = None


def _read(backup: Backup, progress: Progress) -> tuple[Backup, Condition]:
    return backup, condition_of(backup, progress.check)
