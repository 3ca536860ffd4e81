"""The form of one record: shows, checks and saves it, and says in which state it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.errors import Invalid
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import Record, field_map
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer, Leaving
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.problem_list import ProblemEntry, ProblemList
from desktop_app.gui.kit.save_state import SaveState
from desktop_app.gui.records.context import DeskContext
from desktop_app.gui.records.drafts import form_values, with_values
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk


def trash_answers() -> dict[bool, Answer]:
    """Return the answers to the question whether records go to the trash."""
    return {
        True: Answer(translate("Move to trash"), "trash", destructive=True),
        False: Answer(translate("Keep"), "keep", escape=True),
    }


class FormPanel(QFrame):
    """Edits one record; `show_record` and `show_new` fill it, `leave` asks before typed text would be lost."""

    saved = Signal(int)
    trashed = Signal(int)
    link_opened = Signal(str, int)
    closed = Signal()

    def __init__(self, view: RecordView, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._desk = desk
        self._context = DeskContext(desk)
        self._fields = field_map(view.record_type)
        self._item: Record | None = None
        self._changed = False
        self._build()
        self._connect()
        self._show_state()

    @property
    def record_id(self) -> int | None:
        """Return the id of the record shown; None for a new one and for none."""
        return self._item.id if self._item else None

    @property
    def title(self) -> str:
        """Return the heading: the record's title."""
        return self._heading.text()

    @property
    def is_changed(self) -> bool:
        """Say whether something typed is not saved."""
        return self._changed

    def show_record(self, record_id: int) -> bool:
        """Show a record of the register; return whether it is there."""
        item = self._desk.records.load(self._view.name, record_id)
        self._show(item)
        return item is not None

    def show_new(self, item: Record) -> None:
        """Show a new record, which is in the register only after it is saved."""
        self._show(item)
        self._grid.focus_first()

    def show_nothing(self) -> None:
        """Show that no record is selected."""
        self._show(None)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._grid.focus_first()

    def save(self) -> bool:
        """Save what is typed; return whether it is in the register now."""
        if self._item is None or not self._changed:
            return True
        self._state.show_saving()
        item = with_values(self._item, self._grid.values())
        problems = (*self._unreadable(), *self._desk.records.check(item))
        if any(problem.error for problem in problems):
            return self._refuse(problems)
        try:
            saved = self._desk.records.save(item, self._item)
        except Invalid as error:
            return self._refuse(error.problems)
        except UserError as error:
            self._show_state()
            feedback.tell_error(self, error)
            return False
        self._show(saved)
        self._say(self._desk.records.check(saved))
        self._state.show_saved(datetime.now().astimezone())
        self.saved.emit(saved.id)
        return True

    def leave(self) -> bool:
        """Ask what shall become of unsaved text, where there is some, and do it; return whether the form may be left."""
        if not self._changed:
            return True
        answer = feedback.ask_to_save(self, self._heading.text())
        if answer is Leaving.SAVE:
            return self.save()
        if answer is Leaving.DISCARD:
            self.discard()
        return answer is Leaving.DISCARD

    @Slot()
    def discard(self) -> None:
        """Show the record as it is in the register, or close a new one."""
        if self._item is not None and self._item.id is None:
            self.show_nothing()
            self.closed.emit()
        else:
            self._show(self._item)

    @Slot()
    def trash(self) -> None:
        """Move the record to the trash, after a question."""
        if self._item is None or self._item.id is None:
            return
        question = translate("Move “{title}” to the trash?", title=self._item.title)
        if not feedback.ask(self, question, trash_answers()):
            return
        record_id = self._item.id
        try:
            self._desk.records.trash(self._view.name, [record_id])
        except UserError as error:
            feedback.tell_error(self, error)
            return
        self.show_nothing()
        self.trashed.emit(record_id)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setObjectName(f"form.{self._view.name}")
        self.setProperty("look", "card")
        self._heading = PlainLabel("", self, role="heading", wrap=True)
        self._state = SaveState(self)
        self._grid = FormGrid(self._fields, self._context, self._view.name, self)
        for section in self._view.sections:
            self._grid.add_section(
                translate(section.heading), section.fields, folded=section.folded, columns=section.tables
            )
        self._problems = ProblemList(self)
        self._trash_button = self._button(translate("&Delete"), "action.trash", "trash")
        self._discard_button = self._button(translate("Disca&rd"), "action.discard", "")
        self._save_button = self._button(translate("&Save"), "action.save", "")
        self._save_button.setProperty("look", "primary")
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self._trash_button)
        foot.addStretch(1)
        foot.addWidget(self._discard_button)
        foot.addWidget(self._save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(head)
        layout.addWidget(self._problems)
        layout.addWidget(self._grid, 1)
        layout.addLayout(foot)

    def _button(self, text: str, name: str, icon_name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        if icon_name:
            set_icon(button, icon_name)
        return button

    def _connect(self) -> None:
        self._grid.changed.connect(self._on_changed)
        self._grid.left.connect(self._on_left)
        self._grid.open_requested.connect(self.link_opened)
        self._grid.create_requested.connect(self._on_create_requested)
        self._grid.adopt_requested.connect(self._on_adopt_requested)
        self._problems.chosen.connect(self._grid.focus_field)
        self._save_button.clicked.connect(self._on_save)
        self._discard_button.clicked.connect(self.discard)
        self._trash_button.clicked.connect(self.trash)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_save)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, item: Record | None) -> None:
        self._item = item
        self._changed = False
        self._grid.setEnabled(item is not None)
        self._grid.set_values(form_values(item) if item else {})
        self._grid.set_read_only(self._desk.records.read_only)
        self._problems.show_problems([])
        self._show_state()

    def _show_state(self) -> None:
        item = self._item
        new = item is not None and item.id is None
        writable = not self._desk.records.read_only
        self._heading.setText(self._title())
        self._save_button.setEnabled(item is not None and writable and (self._changed or new))
        self._discard_button.setEnabled(item is not None and (self._changed or new))
        self._trash_button.setEnabled(item is not None and not new and writable)
        if self._changed or new:
            self._state.show_unsaved()
        elif item is not None and item.changed_at is not None:
            self._state.show_saved(item.changed_at.astimezone())
        else:
            self._state.show_nothing()

    def _title(self) -> str:
        if self._item is None:
            return translate("Nothing selected")
        return self._item.title or translate(self._view.new_label)

    def _unreadable(self) -> list[Problem]:
        return [Problem(sentence, name) for name, sentence in self._grid.problems()]

    def _refuse(self, problems: tuple[Problem, ...]) -> bool:
        self._show_state()
        self._say(problems)
        first = next((problem for problem in problems if problem.error), None)
        if first is not None and first.field:
            self._grid.focus_field(first.field)
        return False

    def _say(self, problems: tuple[Problem, ...]) -> None:
        self._grid.show_problems(problems)
        self._problems.show_problems(
            [ProblemEntry(each.field, self._grid.label_of(each.field), each.text()) for each in problems if each.error]
        )

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_changed(self, _name: str) -> None:
        if not self._changed:
            self._changed = True
            self._show_state()

    @Slot(str)
    def _on_left(self, _name: str) -> None:
        if self._item is not None and self._changed:
            item = with_values(self._item, self._grid.values())
            touched = {name.split("[")[0] for name in self._grid.touched()}
            problems = self._desk.records.check(item)
            self._grid.show_problems([each for each in problems if each.field.split("[")[0] in touched])

    @Slot()
    def _on_save(self) -> None:
        self.save()

    @Slot(str, str)
    def _on_create_requested(self, place: str, text: str) -> None:
        """Make the missing record from its name, at once where that suffices, and link it."""
        target = self._target(place)
        try:
            made = self._desk.records.save(self._desk.pickers.draft(target, text))
        except UserError as error:
            feedback.tell_error(self, error)
            return
        self._grid.set_field(place, made.id)

    @Slot(str, object)
    def _on_adopt_requested(self, place: str, proposal: Any) -> None:
        try:
            self._grid.set_field(place, self._context.adopt(proposal))
        except UserError as error:
            feedback.tell_error(self, error)

    def _target(self, place: str) -> str:
        """Return the record type that the link field at a place points to."""
        child, _, name = place.partition(".")
        if not name:
            return self._fields[place].target
        owner = self._fields[child.split("[")[0]].target
        return self._context.child_fields(owner)[name].target
