"""Shows near-equal texts of a column, and makes one of them in one step that can be taken back."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field
from desktop_app.domain.near_values import NearValues
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.list_window import ListWindow
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.work_line import WorkLine
from desktop_app.gui.models.word_table import Cell, WordTable
from desktop_app.services.near_values import NearTexts, cleanable

_CHARACTERS, _LINES = 120, 34
_TEXT = Qt.ItemDataRole.UserRole


class NearValuesDialog(ListWindow):
    """Looks through one column at a time; `unified` tells how many records were changed, and the operation."""

    unified = Signal(int, int)

    def __init__(self, texts: NearTexts, name: str, field: str, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.near_values")
        self.setWindowTitle(translate("Similar values"))
        self._texts = texts
        self._name = name
        self._fields = cleanable(name)
        self._groups: list[NearValues] = []
        self._work = WorkLine(runner, self)
        self._build(field)
        self._connect()
        self.search()

    @property
    def is_busy(self) -> bool:
        """Say whether something is being looked for or written."""
        return self._work.is_busy

    @Slot()
    def search(self) -> None:
        """Look for similar values in the chosen column."""
        if not self._work.is_busy:
            self._show([])
            self._said.setText("")
            work = partial(_found, self._texts, self._name, self._field().name)
            self._work.run(work, translate("Similar values are being looked for …"), self._on_found)

    @Slot()
    def reject(self) -> None:
        """Call off what is under way; close where nothing is."""
        if not self._work.cancel():
            super().reject()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self, field: str) -> None:
        self._column = QComboBox(self)
        self._column.setObjectName("near_values.column")
        self._column.setAccessibleName(translate("Column"))
        for each in self._fields:
            self._column.addItem(translate(each.label), each.name)
        self._column.setCurrentIndex(max(0, self._column.findData(field)))
        self._said = PlainLabel("", self, role="muted")
        self._said.setObjectName("near_values.said")
        self._model = WordTable((translate("Similar values"), translate("Records")), self)
        self._list = PlainTable("table.near_values", translate("Similar values"), self._model, (90, 12), self)
        self._values = QListWidget(self)
        self._values.setObjectName("near_values.values")
        self._values.setAccessibleName(translate("Values that become one"))
        self._wanted = QComboBox(self)
        self._wanted.setObjectName("near_values.wanted")
        self._wanted.setAccessibleName(translate("They become"))
        self._wanted.setEditable(True)
        self._wanted.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._unify = QPushButton(translate("&Unify"), self)
        self._unify.setObjectName("action.unify")
        self._unify.setProperty("look", "primary")
        self._close = QPushButton(translate("C&lose"), self)
        self._close.setObjectName("action.close")
        for button in (self._unify, self._close):
            button.setAutoDefault(True)  # Enter presses it
        head, foot, form = QHBoxLayout(), QHBoxLayout(), QFormLayout()
        head.addWidget(self._labelled(translate("&Column"), self._column))
        head.addWidget(self._column)
        head.addStretch(1)
        head.addWidget(self._said)
        form.addRow(self._labelled(translate("&Values"), self._values), self._values)
        form.addRow(self._labelled(translate("&They become"), self._wanted), self._wanted)
        foot.addWidget(self._work, 1)
        foot.addWidget(self._unify)
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._list, 3)
        layout.addLayout(form, 2)
        layout.addLayout(foot)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * _CHARACTERS, metrics.height() * _LINES)

    def _labelled(self, words: str, buddy: QWidget) -> PlainLabel:
        label = PlainLabel(words, self)
        label.setBuddy(buddy)
        return label

    def _connect(self) -> None:
        self._column.currentIndexChanged.connect(self.search)
        self._list.chosen.connect(self._on_chosen)
        self._list.row_opened.connect(self._on_opened)
        self._values.itemChanged.connect(self._show_state)
        self._wanted.editTextChanged.connect(self._show_state)
        self._unify.clicked.connect(self._on_unify)
        self._close.clicked.connect(self._on_close)
        self._work.busy_changed.connect(self._show_state)
        self._work.failed.connect(self._on_failed)
        self._work.cancelled.connect(self._on_cancelled)

    # -- what is shown -----------------------------------------------------------------------------------------

    def _field(self) -> Field:
        return self._fields[self._column.currentIndex()]

    def _show(self, groups: list[NearValues]) -> None:
        self._groups = groups
        self._model.show_rows([_cells(group) for group in groups])
        self._on_chosen()

    def _say(self) -> None:
        words = format_count("{count} group of similar values", "{count} groups of similar values", len(self._groups))
        self._said.setText(words if self._groups else translate("Nothing found."))

    def _group(self) -> NearValues | None:
        row = self._list.currentIndex().row()
        return self._groups[row] if 0 <= row < len(self._groups) else None

    def _ticked(self) -> list[str]:
        items = (self._values.item(row) for row in range(self._values.count()))
        return [str(item.data(_TEXT)) for item in items if item.checkState() is Qt.CheckState.Checked]

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot()
    def _on_chosen(self) -> None:
        group = self._group()
        self._values.clear()
        self._wanted.clear()
        for text, count in group.counts if group else ():
            words = format_count("{count} record", "{count} records", count)
            item = QListWidgetItem(f"{text} · {words}", self._values)
            item.setData(_TEXT, text)
            item.setCheckState(Qt.CheckState.Checked)
            self._wanted.addItem(text)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        busy, wanted = self._work.is_busy, self._wanted.currentText().strip()
        self._column.setEnabled(not busy)
        writable = bool(wanted) and bool(set(self._ticked()) - {wanted}) and not self._texts.read_only
        self._unify.setEnabled(writable and not busy)

    @Slot(object)
    def _on_found(self, groups: list[NearValues]) -> None:
        self._show(groups)
        self._say()
        if groups:
            self._list.go_to(0)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self._values.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_unify(self) -> None:
        texts, wanted = self._ticked(), self._wanted.currentText().strip()
        work = partial(_unified, self._texts, self._name, self._field().name, texts, wanted)
        self._work.run(work, translate("The changes are being written …"), self._on_unified)

    @Slot(object)
    def _on_unified(self, done: tuple[int | None, int]) -> None:
        operation, count = done
        row = self._list.currentIndex().row()
        del self._groups[row]
        self._show(self._groups)
        self._say()
        if self._groups:
            self._list.go_to(min(row, len(self._groups) - 1))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        if operation is not None:
            self.unified.emit(count, operation)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)

    @Slot()
    def _on_cancelled(self) -> None:
        self._said.setText(translate("Called off. Nothing was changed."))

    @Slot()
    def _on_close(self) -> None:
        self._work.cancel()
        self.close()


def _cells(group: NearValues) -> tuple[Cell, str]:
    values = " · ".join(f"{text} ({format_integer(count)})" for text, count in group.counts)
    return Cell(values, about=values), format_integer(group.records)


def _found(texts: NearTexts, name: str, field: str, progress: Progress) -> list[NearValues]:
    return texts.find(name, field, progress.tell)


def _unified(
    texts: NearTexts, name: str, field: str, old: Collection[str], wanted: str, progress: Progress
) -> tuple[int | None, int]:
    return texts.unify(name, field, old, wanted, progress.tell)
