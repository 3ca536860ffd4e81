"""The form of one record: shows, checks and saves it, and says in which state it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.attachment import OWNERS
from desktop_app.domain.errors import Invalid, Unanswered
from desktop_app.domain.form_values import form_values, with_values
from desktop_app.domain.partnership import Partnership
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import Record, field_map
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.editors.factory import WITH_LIST
from desktop_app.gui.kit.feedback import Answer, Leaving
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.mnemonics import letters_of
from desktop_app.gui.kit.problem_list import ProblemEntry, ProblemList
from desktop_app.gui.kit.save_state import SaveState
from desktop_app.gui.kit.shortcuts import SAVE, listening, set_hint
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.toast import announce
from desktop_app.gui.records.carried_line import CarriedLine
from desktop_app.gui.records.conflict_dialog import save_or_settle
from desktop_app.gui.records.context import DeskContext
from desktop_app.gui.records.draft_keeper import DraftKeeper
from desktop_app.gui.records.failures import tell_failure
from desktop_app.gui.records.files_section import FilesSection
from desktop_app.gui.records.following import following
from desktop_app.gui.records.life_line import LifeLine
from desktop_app.gui.records.linked_section import LinkedSection
from desktop_app.gui.records.looking_back import LookingBack, history_button
from desktop_app.gui.records.others_line import OthersLine
from desktop_app.gui.records.twin_line import TwinLine
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk
from desktop_app.services.drafts import Draft

_PAUSE = 300
"""Milliseconds after which what is typed is checked again, as long as it kept the record from being saved."""


def trash_answers() -> dict[bool, Answer]:
    """Return the answers to the question whether records go to the trash."""
    return {
        True: Answer(translate("Move to trash"), "trash", destructive=True),
        False: Answer(translate("Keep"), "keep", escape=True),
    }


class FormPanel(QFrame):
    """Edits one record; `show_record` and `show_new` fill it, `leave` asks before typed text would be lost.

    `trashed` tells the record and the operation that moved it to the trash.
    `missing` tells (place, record type, typed text) of a record that a picker did not find: make it, then `link` it.
    `made` tells a new record that was saved.
    `closed` tells that a new record was given up, `stepped_back` that Esc leads out of the form,
    `unfiltered_requested` that the list shall show all records.
    """

    saved = Signal(int)
    made = Signal(object)
    trashed = Signal(int, int)
    take_back_requested = Signal(int)
    link_opened = Signal(str, int)
    missing = Signal(str, str, str)
    closed = Signal()
    stepped_back = Signal()
    unfiltered_requested = Signal()

    def __init__(self, view: RecordView, desk: Desk, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._desk = desk
        self._runner = runner
        self._context = DeskContext(desk)
        self._fields = field_map(view.record_type)
        self._item: Record | None = None
        self._changed = False
        self._tried: Unanswered | None = None
        """The last try to save, where it is not known whether it was."""
        self._recheck = QTimer(self, singleShot=True, interval=_PAUSE)
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
    def is_empty(self) -> bool:
        """Say whether no record is shown, not even a new one."""
        return self._item is None

    @property
    def is_new(self) -> bool:
        """Say whether a new record is shown that is not in the register yet."""
        return self._item is not None and self._item.id is None

    @property
    def is_absent(self) -> bool:
        """Say whether the form tells that the list beside it does not have its record."""
        return not self._absent.isHidden()

    @property
    def is_changed(self) -> bool:
        """Say whether something typed is not saved."""
        return self._changed

    @property
    def can_save(self) -> bool:
        """Say whether there is something to save."""
        return self._save_button.isEnabled()

    @property
    def can_discard(self) -> bool:
        """Say whether there is something typed to throw away."""
        return self._discard_button.isEnabled()

    @property
    def has_history(self) -> bool:
        """Say whether the record shown has a history."""
        return self._past.is_possible

    @property
    def files(self) -> FilesSection | None:
        """Return the files of the record; None for records that have none."""
        return self._files

    def show_history(self) -> None:
        """Show the history of the record."""
        self._past.show_history()

    def show_record(self, record_id: int) -> bool:
        """Show a record of the register; return whether it is there."""
        try:
            item = self._desk.records.load(self._view.name, record_id)
        except UserError as error:
            self._show(None)
            tell_failure(self, error)
            return False
        self._show(item)
        return self._item is not None

    def show_new(self, item: Record, carried: Collection[str] = ()) -> None:
        """Show a new record, which is in the register only after it is saved; say which fields were taken over."""
        self._show(item)
        self._carried.tell(list(carried))
        self._grid.focus_first()

    def show_draft(self, draft: Draft) -> None:
        """Show what was typed and not saved before, as if it had just been typed."""
        self._show(draft.base)
        self._grid.enter(draft.entered)
        self._changed = True
        self._keeper.go_on(draft)
        self._show_state()

    def show_nothing(self) -> None:
        """Show that no record is selected."""
        self._show(None)

    def show_afresh(self) -> None:
        """Show the record as the register has it now, unless something typed would be lost."""
        item = self._item
        if item is None or self._grid.is_editing_cell:
            return
        try:
            stored = item if item.id is None or self._changed else self._desk.records.load(self._view.name, item.id)
            if stored != item:
                self._show(stored)
            else:
                self._grid.name_links_anew()
        except UserError as error:
            tell_failure(self, error)

    def show_files(self) -> None:
        """Show the files that the record has now."""
        if self._files is not None:
            try:
                self._files.show_afresh()
            except UserError as error:
                tell_failure(self, error)

    def show_others(self) -> None:
        """Name those who have the record open elsewhere now."""
        self._others.show_others()

    def show_absent(self, *, absent: bool) -> None:
        """Say whether a filter keeps the record out of the list beside the form."""
        if absent and not self.is_absent:
            announce(self, self._absent_words.text())
        self._absent.setVisible(absent)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._grid.focus_first()

    @Slot(str)
    def focus_field(self, place: str) -> None:
        """Put the keyboard into a field or a cell."""
        self._grid.focus_field(place)

    def link(self, place: str, record_id: int) -> None:
        """Link a record that was made meanwhile."""
        self._grid.set_field(place, record_id)

    def reserve_letters(self, letters: str) -> None:
        """Keep the letters of the window's menus free, so that Alt with a letter means one thing."""
        buttons = (self._trash_button, self._discard_button, self._save_button)
        self._grid.reserve_letters(letters + letters_of(button.text() for button in buttons))

    def save(self) -> bool:
        """Save what is typed; return whether it is in the register now."""
        self._grid.finish_cells()
        if self._item is None or (self._item.id is not None and not self._changed):
            return True
        self._state.show_saving()
        item = with_values(self._item, self._grid.values())
        try:
            problems = (*self._unreadable(), *self._desk.records.check(item))
            if any(problem.error for problem in problems):
                return self._refuse(problems)
            saved = self._saved(item, self._item)
        except Invalid as error:
            return self._refuse(error.problems)
        except UserError as error:
            if isinstance(error, Unanswered):
                self._tried = error
            self._show_state()
            feedback.tell_error(self, error)
            return False
        if saved is None:
            self._show_state()
            return False
        new, kept = self.is_new, self._grid.kept_doubts()
        self._show(saved)
        self._say(tuple(each for each in self._checked(saved) if (each.field, each.message) not in kept))
        self._state.show_saved(datetime.now().astimezone())
        self.twins.look()
        self.saved.emit(saved.id)
        if new:
            self.made.emit(saved)
        return True

    def leave(self) -> bool:
        """Ask what shall become of unsaved text, if any, and do it; return whether the form may be left."""
        self._grid.finish_cells()
        if not self._changed or not self._differs():
            self._keeper.forget()
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
        record_id = self._item.id
        try:
            hanging = self._desk.records.what_hangs_on(self._view.name, [record_id])
            if not feedback.ask(self, question, trash_answers(), hanging):
                return
            operation = self._desk.records.trash(self._view.name, [record_id])
        except UserError as error:
            feedback.tell_error(self, error)
            return
        if self.record_id == record_id:
            self.show_nothing()
        self.trashed.emit(record_id, operation or 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step out of the form on Esc; cells and lists have taken theirs before."""
        if event.key() == Qt.Key.Key_Escape:
            self.stepped_back.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave Alt+↓ to the editors that open a calendar or list with it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
            if down and isinstance(QApplication.focusWidget(), WITH_LIST):
                event.accept()
                return True
        return super().event(event)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setObjectName(f"form.{self._view.name}")
        self.setProperty("look", "card")
        self._heading = PlainLabel("", self, role="heading", wrap=True)
        self._state = SaveState(self)
        history = history_button(self)
        self._life_line = self._make_life_line()
        self._build_absent()
        self._carried = CarriedLine(self._view.record_type, self)
        self._carried.cleared.connect(self._on_carried_cleared)
        self._problems = ProblemList(self)
        self._grid = FormGrid(self._fields, self._context, self._view.name, self)
        for section in self._view.sections:
            self._grid.add_section(
                translate(section.heading),
                section.fields,
                folded=section.folded,
                columns=section.tables,
                only=section.only,
            )
        self._files = self._make_files()
        self.linked = LinkedSection(self._view.name, self._desk, self._runner, self)
        self._grid.add_part(self.linked.part)
        self._following = following(self._view.name, self._grid, self._desk)
        self._past = LookingBack(self._desk, self._grid, history, self)
        self._keeper = DraftKeeper(self._desk.drafts, self._grid, self)
        self._others = OthersLine(self._desk.presence, self)
        self.twins = TwinLine(self._view.name, self._desk, self._runner, self._grid, self)
        words = translate("What you select in the list is shown here.")
        self._nothing = PlainLabel(words, self, role="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trash_button = self._button(translate("&Move to trash"), "action.trash", "trash")
        self._discard_button = self._button(translate("Disca&rd"), "action.discard", "")
        self._save_button = self._button(translate("&Save"), "action.save", "")
        self._save_button.setProperty("look", "primary")
        self.reserve_letters("")
        self._arrange()

    def _make_files(self) -> FilesSection | None:
        if self._view.name not in OWNERS:
            return None
        files = FilesSection(self._view.name, self._desk, self._runner, self.save, self)
        self._grid.add_part(files.list)
        files.take_back_requested.connect(self.take_back_requested)
        return files

    def _make_life_line(self) -> LifeLine | None:
        if self._view.name != Partnership.NAME:
            return None
        life_line = LifeLine(self._desk, self._runner, self)
        life_line.opened.connect(self.link_opened)
        life_line.placed.connect(self.focus_field)
        life_line.filed.connect(self._on_file_chosen)
        return life_line

    @Slot(int)
    def _on_file_chosen(self, file_id: int) -> None:
        if self._files is not None:
            self._files.list.select(file_id)
            self._files.list.focus()

    @Slot(list)
    def _on_carried_cleared(self, names: list[str]) -> None:
        """Give fields their usual values again."""
        usual = self._view.record_type()
        for name in names:
            self._grid.set_field(name, getattr(usual, name))
        self._grid.focus_field(names[0])

    def _build_absent(self) -> None:
        self._absent = QWidget(self)
        self._absent.setObjectName("not_in_list")
        self._absent_words = PlainLabel(translate("Not in the list as it is filtered."), self._absent, role="muted")
        clear = LinkButton(translate("Clear the filter"), self._absent)
        clear.setObjectName("action.show_all")
        clear.clicked.connect(self.unfiltered_requested)
        line = QHBoxLayout(self._absent)
        line.setContentsMargins(0, 4, 0, 0)
        line.addWidget(self._absent_words)
        line.addWidget(clear)
        line.addStretch(1)
        self._absent.hide()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._past.button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self._trash_button)
        foot.addStretch(1)
        foot.addWidget(self._discard_button)
        foot.addWidget(self._save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(head)
        if self._life_line is not None:
            layout.addWidget(self._life_line.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._absent)
        layout.addWidget(self._carried)
        layout.addWidget(self._problems)
        layout.addWidget(self._grid, 1)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self.twins)
        layout.addWidget(self._others)
        layout.addLayout(foot)

    def _button(self, text: str, name: str, icon_name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(True)  # Enter presses it
        if icon_name:
            set_icon(button, icon_name)
        return button

    def _connect(self) -> None:
        self._grid.changed.connect(self._on_changed)
        self._grid.left.connect(self._on_left)
        self._grid.open_requested.connect(self.link_opened)
        self._grid.create_requested.connect(self._on_create_requested)
        self._grid.adopt_requested.connect(self._on_adopt_requested)
        self._past.take_back_requested.connect(self.take_back_requested)
        self.linked.opened.connect(self.link_opened)
        self._problems.chosen.connect(self._grid.focus_field)
        self._recheck.timeout.connect(self._on_recheck)
        self._save_button.clicked.connect(self._on_save)
        self._discard_button.clicked.connect(self.discard)
        self._trash_button.clicked.connect(self.trash)
        set_hint(self._save_button, SAVE)
        for shortcut in listening(SAVE, self):
            shortcut.activated.connect(self._on_save)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, item: Record | None) -> None:
        """Show a record, or, where what it links to cannot be read, none: half of one must not be saved."""
        try:
            self._fill(item)
        except UserError as error:
            self._fill(None)
            tell_failure(self, error)

    def _fill(self, item: Record | None) -> None:
        if item is None or item.id != self.record_id:
            self._absent.hide()
        self._recheck.stop()
        self._item = item
        self._keeper.begin(item)
        self._changed = False
        self._tried = None
        self._grid.setEnabled(item is not None)
        self._grid.set_values(form_values(item) if item else {})
        self._grid.set_read_only(self._desk.records.read_only)
        self._carried.tell(())
        self._past.shown(item)
        if self._life_line is not None:
            self._life_line.shown(item)
        self._others.show_for(item)
        self.twins.show_for(item)
        self._show_beside(item)
        self._problems.show_problems([])
        self._show_state()

    def _show_beside(self, item: Record | None) -> None:
        """Show what is told with a record; that it cannot be read now does not keep the record away."""
        self.linked.show(item)
        try:
            if self._files is not None:
                self._files.show(item)
            if item is not None:
                self._following.shown(item)
        except UserError as error:
            tell_failure(self, error)

    def _show_state(self) -> None:
        item = self._item
        new = item is not None and item.id is None
        writable = not self._desk.records.read_only
        self._heading.setText(self._title())
        self._grid.setVisible(item is not None)
        self._nothing.setVisible(item is None)
        for button in (self._trash_button, self._discard_button, self._save_button):
            button.setVisible(item is not None and writable)
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
            return ""
        return self._item.title or translate(self._view.new_label)

    def _differs(self) -> bool:
        """Say whether what stands in the form is anything else than what the record has."""
        item = self._item
        return item is not None and (bool(self._grid.problems()) or with_values(item, self._grid.values()) != item)

    def _unreadable(self) -> list[Problem]:
        return [Problem(sentence, name) for name, sentence in self._grid.problems()]

    def _saved(self, item: Record, base: Record) -> Record | None:
        """Save a record, asking whose values shall stand where somebody else changed the same; None to go on typing."""
        save = partial(self._desk.records.save, tried=self._tried)
        return save_or_settle(save, item, base, self._desk, self)

    def _checked(self, item: Record) -> tuple[Problem, ...]:
        """Return what is wrong or doubtful; nothing where that cannot be asked now: saving asks again."""
        try:
            return self._desk.records.check(item)
        except UserError as error:
            tell_failure(self, error)
            return ()

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
    def _on_changed(self, name: str) -> None:
        if self._item is None:
            return
        if not self._changed:
            self._changed = True
            self._show_state()
        self._follow(self._following.entered, name)
        if self._problems.isVisibleTo(self):
            self._recheck.start()

    def _follow(self, step: Callable[[Record, str], None], name: str) -> None:
        """Fill in what follows from a field; where that cannot be asked now, it is left to be typed."""
        try:
            if self._item is not None:
                step(self._item, name)
        except UserError as error:
            tell_failure(self, error)

    @Slot(str)
    def _on_left(self, name: str) -> None:
        if self._item is not None and self._changed:
            if name in self._grid.touched():
                self._follow(self._following.settled, name)
            if self._problems.isVisibleTo(self):
                self._on_recheck()
                return
            item = with_values(self._item, self._grid.values())
            touched = {name.split("[")[0] for name in self._grid.touched()}
            problems = self._checked(item)
            self._grid.show_problems([each for each in problems if each.field.split("[")[0] in touched])

    @Slot()
    def _on_recheck(self) -> None:
        """Say what still keeps the record from being saved."""
        self._recheck.stop()
        if self._grid.is_editing_cell:
            self._recheck.start()
        elif self._item is not None:
            item = with_values(self._item, self._grid.values())
            self._say((*self._unreadable(), *self._checked(item)))

    @Slot()
    def _on_save(self) -> None:
        self.save()

    @Slot(str, str)
    def _on_create_requested(self, place: str, text: str) -> None:
        self.missing.emit(place, self._target(place), text)

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
