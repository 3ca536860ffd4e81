"""Changes fields of many records: a form of what they share, then a summary, then one step that can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import translate
from desktop_app.domain.changes import FILL
from desktop_app.domain.record import field_map
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.mnemonics import letters_of
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.work_line import WorkLine
from desktop_app.gui.models.word_table import WordTable
from desktop_app.gui.records.context import DeskContext
from desktop_app.gui.records.form_window import MissingRecords, Views
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk
from desktop_app.services.mass_change import Change, FieldChange, MassChange, Shared, Trial, changeable

_WIDTH, _HEIGHT = 120, 38
"""Characters and lines."""
_MOST_REFUSED = 200


@dataclass(frozen=True, slots=True)
class _Plan:
    """What would be changed, in words and to be written."""

    fields: tuple[FieldChange, ...]
    changes: tuple[Change, ...]
    trial: Trial


class ChangeManyDialog(QDialog):
    """Only fields that are touched change. `operation` is the number of the operation, `changed` how many it changed.

    `missing` tells of a record that a picker did not find: (place, record type, typed text).
    """

    missing = Signal(str, str, str)

    def __init__(
        self, view: RecordView, views: Views, ids: Sequence[int], desk: Desk, runner: TaskRunner, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.operation: int | None = None
        self.changed = 0
        self._view = view
        self._ids = tuple(ids)
        self._mass: MassChange = desk.mass_change
        self._context = DeskContext(desk)
        self._plan: _Plan | None = None
        self.setObjectName("dialog.change_many")
        self.setWindowTitle(translate("Change: {what}", what=format_count(*view.record_type.COUNTED, len(ids))))
        self._work = WorkLine(runner, self)
        self._build()
        self._missing = MissingRecords(self, views, desk, runner, self)
        self._connect()
        resize_within_screen(
            self, self.fontMetrics().averageCharWidth() * _WIDTH, self.fontMetrics().height() * _HEIGHT
        )
        self._work.run(partial(_shared, self._mass, view.name, self._ids), translate("Loading …"), self._on_shared)

    def link(self, place: str, record_id: int) -> None:
        """Link a record that was made meanwhile."""
        self._grid.set_field(place, record_id)

    def focus_field(self, place: str) -> None:
        """Put the keyboard into a field."""
        self._grid.focus_field(place)

    @Slot()
    def reject(self) -> None:
        """Call off what is under way; close where nothing is."""
        if not self._work.cancel():
            super().reject()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._form())
        self._stack.addWidget(self._summary())
        self._back = self._button(translate("&Back"), "action.back", self._on_back)
        self._cancel = self._button(translate("C&ancel"), "action.cancel", self.reject)
        self._next = self._button(translate("&Summary …"), "action.summary", self._on_next)
        self._write = self._button("", "action.change", self._on_write)
        self._grid.reserve_letters(letters_of(each.text() for each in (self._cancel, self._next)))
        for button in (self._next, self._write):
            button.setProperty("look", "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self._work, 1)
        for button in (self._back, self._cancel, self._next, self._write):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._stack, 1)
        layout.addLayout(buttons)
        self._show_state()

    def _form(self) -> QWidget:
        page = QWidget(self)
        words = translate(
            "Only the fields that you touch change. “various” stands where the records differ; Backspace empties such "
            "a field in all of them."
        )
        names = {each.name for each in changeable(self._view.record_type)}
        self._grid = FormGrid(field_map(self._view.record_type), self._context, "many", page)
        for section in self._view.sections:
            own = [name for name in section.fields if name in names]
            if own:
                self._grid.add_section(translate(section.heading), own)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(PlainLabel(words, page, role="muted", wrap=True))
        layout.addWidget(self._grid, 1)
        return page

    def _summary(self) -> QWidget:
        page = QWidget(self)
        headings = (translate("Field"), translate("Until now"), translate("Records"), translate("Then"))
        self._fields = WordTable(headings, self)
        self._refused = WordTable((translate("Record"), translate("Why it stays as it is")), self)
        self._said = PlainLabel("", page, role="strong", wrap=True)
        self._said.setObjectName("change_many.said")
        self._why = PlainLabel("", page, role="error", wrap=True)
        fields = PlainTable("table.summary", translate("What changes"), self._fields, (28, 34, 12, 34), page)
        self._refused_table = PlainTable("table.refused", translate("What stays"), self._refused, (40, 60), page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._said)
        layout.addWidget(fields, 2)
        layout.addWidget(self._why)
        layout.addWidget(self._refused_table, 1)
        return page

    def _button(self, words: str, name: str, slot: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.clicked.connect(slot)
        return button

    def _connect(self) -> None:
        self._grid.changed.connect(self._on_touched)
        self._grid.create_requested.connect(self._on_create)
        self._grid.adopt_requested.connect(self._on_adopt)
        self._work.busy_changed.connect(self._show_state)
        self._work.failed.connect(self._on_failed)

    @Slot()
    def _show_state(self) -> None:
        summed_up, busy = self._stack.currentIndex() == 1, self._work.is_busy
        self._stack.setEnabled(not busy)
        self._back.setVisible(summed_up)
        self._next.setVisible(not summed_up)
        self._write.setVisible(summed_up)
        self._back.setEnabled(not busy)
        self._next.setEnabled(not busy and bool(self._grid.touched()))
        ready = 0 if self._plan is None else len(self._plan.changes) - len(self._plan.trial.refused)
        self._write.setEnabled(not busy and ready > 0)
        self._write.setText(format_count("&Change {count} record", "&Change {count} records", ready))
        (self._write if summed_up else self._next).setDefault(True)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_shared(self, shared: Shared) -> None:
        self._grid.set_values(shared.values)
        self._grid.set_mixed(shared.mixed)
        self._grid.focus_first()

    @Slot()
    def _on_touched(self) -> None:
        self._show_state()

    @Slot()
    def _on_next(self) -> None:
        """Find out what would become of the records."""
        if not self._grid.show_unreadable():
            entered = self._grid.values()
            values = {name: entered[name] for name in sorted(self._grid.touched())}
            work = partial(_planned, self._mass, self._view.name, self._ids, values)
            self._work.run(work, translate("The changes are being checked …"), self._on_planned)

    @Slot(object)
    def _on_planned(self, plan: _Plan) -> None:
        self._plan = plan
        refused = plan.trial.refused
        self._fields.show_rows([row for each in plan.fields for row in _rows(each)])
        told = list(refused.items())[:_MOST_REFUSED]
        self._refused.show_rows(
            [(plan.trial.titles.get(each, ""), " ".join(one.text() for one in problems)) for each, problems in told]
        )
        ready = len(plan.changes) - len(refused)
        same = len(self._ids) - len(plan.changes)
        said = format_count("{count} record changes.", "{count} records change.", ready)
        if same:
            said += " " + format_count("{count} has these values already.", "{count} have these values already.", same)
        self._said.setText(said)
        self._why.setText(
            format_count("{count} record cannot be changed:", "{count} records cannot be changed:", len(refused))
        )
        for part in (self._why, self._refused_table):
            part.setVisible(bool(refused))
        self._stack.setCurrentIndex(1)
        self._show_state()
        self._write.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_back(self) -> None:
        self._stack.setCurrentIndex(0)
        self._show_state()
        self._grid.focus_first()

    @Slot()
    def _on_write(self) -> None:
        if self._plan is not None:
            ready = [each for each in self._plan.changes if each.record_id not in self._plan.trial.refused]
            self.changed = len(ready)
            work = partial(_written, self._mass, self._view.name, ready)
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

    @Slot(str, str)
    def _on_create(self, place: str, text: str) -> None:
        self.missing.emit(place, field_map(self._view.record_type)[place].target, text)

    @Slot(str, object)
    def _on_adopt(self, place: str, proposal: Any) -> None:
        try:
            self._grid.set_field(place, self._context.adopt(proposal))
        except UserError as error:
            feedback.tell_error(self, error)


def _rows(each: FieldChange) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [(each.label, old, format_integer(count), each.new) for old, count in each.old]
    if each.others:
        rows.append((each.label, translate("other values"), format_integer(each.others), each.new))
    return rows


def _shared(mass: MassChange, name: str, ids: Sequence[int], progress: Progress) -> Shared:
    return mass.shared(name, ids, progress.tell)


def _planned(mass: MassChange, name: str, ids: Sequence[int], values: Mapping[str, Any], progress: Progress) -> _Plan:
    changes = mass.changes(name, ids, values, progress.tell)
    trial = mass.attempt(name, changes, progress.tell)
    return _Plan(mass.summary(name, ids, values), tuple(changes), trial)


def _written(mass: MassChange, name: str, changes: Sequence[Change], progress: Progress) -> int | None:
    return mass.write(name, changes, origin="table", verb=FILL, progress=progress.tell)
