"""The files of a record in its form: shows them, and does with them what the user asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import N_, translate
from desktop_app.base.paths import documents_dir
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.partnership import Partnership
from desktop_app.domain.record import Record
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.file_list import FileList
from desktop_app.gui.kit.shortcuts import FILES, listening
from desktop_app.gui.kit.tasks import Task, TaskRunner, Work
from desktop_app.gui.kit.toast import show_toast
from desktop_app.gui.records.file_details import FileDetails
from desktop_app.gui.records.file_drops import FileDrops
from desktop_app.gui.records.file_entries import file_entry
from desktop_app.gui.records.file_work import Adding, AddingPicture, Copying, Looking, Opening
from desktop_app.gui.records.take_back import TakeBackAction
from desktop_app.gui.records.thumbnails import Thumbnails
from desktop_app.services.attachments import Added, Condition
from desktop_app.services.desk import Desk

_REST = 500
"""Milliseconds that a record is looked at before the contents of its files are read and compared."""


class FilesSection(QObject):
    """Knows which record the form shows; `save` saves a new one first and says whether that worked.

    `list` is the part of the form. What takes time is done beside the window. `take_back_requested` tells the number of
    the operation that shall be taken back.
    """

    take_back_requested = Signal(int)
    current_changed = Signal()

    def __init__(self, record: str, desk: Desk, runner: TaskRunner, save: Callable[[], bool], form: QWidget) -> None:
        super().__init__(form)
        self._record = record
        self._desk = desk
        self._runner = runner
        self._save = save
        self._form = form
        self._owner: Record | None = None
        self._files: dict[int, Attachment] = {}
        self._whole: set[str] = set()
        self._damaged: dict[str, Condition] = {}
        self._looking: Task | None = None
        self.list = FileList(translate("Files"), f"{record}.files", form)
        self._look = QTimer(self, singleShot=True, interval=_REST)
        self._look.timeout.connect(self._on_rest)
        for shortcut in listening(FILES, form):
            shortcut.activated.connect(self.list.focus)
        self.list.add_requested.connect(self._on_add)
        self.list.dropped.connect(self.add)
        self.list.pictured.connect(self.add_picture)
        self.list.current_changed.connect(self.current_changed)
        self._thumbnails = Thumbnails(desk.previews, runner, self)
        self._thumbnails.made.connect(self._on_thumbnail)
        FileDrops(self.list, form)
        self.list.open_requested.connect(self._on_open)
        self.list.copy_requested.connect(self._on_copy)
        self.list.edit_requested.connect(self._on_edit)
        self.list.remove_requested.connect(self._on_remove)

    def show(self, item: Record | None) -> None:
        """Show the files of a record; a new one has none yet."""
        before, self._owner = self._owner, item
        self._damaged.clear()
        self._read(afresh=(before.id if before else None) != (item.id if item else None))
        new = item is not None and item.id is None
        self.list.set_read_only(self._desk.records.read_only)
        self.list.set_hint(translate("The record is saved before the first file is added.") if new else "")

    def show_afresh(self) -> None:
        """Show the files that the record has now."""
        self._read(afresh=False)

    def current(self) -> Attachment | None:
        """Return the file that is selected; None where there is none."""
        return self._files.get(self.list.current_id() or 0)

    @Slot(list)
    def add(self, paths: Sequence[Path]) -> None:
        """Add files to the record; a new record is saved first."""
        if paths and (owner := self._saved_owner()) is not None:
            self._run(Adding(self._desk, owner, tuple(paths)).run)

    @Slot(QImage)
    def add_picture(self, image: QImage) -> None:
        """Add a picture that is no file yet, named by the moment; a new record is saved first."""
        if not image.isNull() and (owner := self._saved_owner()) is not None:
            self._run(AddingPicture(self._desk, owner, image, datetime.now().astimezone()).run)

    def _saved_owner(self) -> tuple[str, int] | None:
        """Return the record that files are added to, saved where it is new; None where nothing can be added."""
        if self._desk.records.read_only or self._owner is None:
            return None
        if self._owner.id is None and not self._save():
            show_toast(self._form.window(), translate("The record was not saved yet, so no file was added."))
            return None
        return (self._record, self._owner.id) if self._owner.id is not None else None

    def _run(self, work: Work) -> None:
        name = translate("Adding files")
        self._runner.run(work, done=self._on_added, failed=self._on_failed, cancelled=self._on_called_off, name=name)

    # -- showing -----------------------------------------------------------------------------------------------

    def _read(self, *, afresh: bool) -> None:
        number = self._owner.id if self._owner is not None else None
        try:
            files = self._desk.attachments.of(self._record, number) if number is not None else ()
        except UserError:
            if afresh:  # those of the record before
                self._files = {}
                self._show(afresh=True)
            raise
        self._files = {file.id or 0: file for file in files}
        self._show(afresh=afresh)
        self._look.start()

    def _show(self, *, afresh: bool = False) -> None:
        seen = self._desk.attachments.conditions(self._files.values()) if self._files else {}
        milestones = self._milestones()
        entries = []
        for number, file in self._files.items():
            how = self._damaged.get(file.content, Condition.WHOLE) if seen[number] is Condition.WHOLE else seen[number]
            picture = self._thumbnails.icon(file)
            entries.append(file_entry(file, milestones.get(file.milestone or 0, ""), how, picture))
        self.list.set_entries(entries, afresh=afresh)
        self._thumbnails.want(self._files.values())

    def _milestones(self) -> dict[int, str]:
        """Return the milestones of a partnership that are in the register, by id."""
        rows = self._owner.milestones if isinstance(self._owner, Partnership) else ()
        label = self._desk.codes.label
        return {
            row.id: f"{label('milestone_kind', row.kind)} {row.day.shown() if row.day else ''}".strip()
            for row in rows
            if row.id is not None
        }

    @Slot()
    def _on_thumbnail(self) -> None:
        self._show()

    # -- looking whether contents are whole --------------------------------------------------------------------

    @Slot()
    def _on_rest(self) -> None:
        """Compare the contents of the files with their hashes, each once while the form lives."""
        known = self._whole | self._damaged.keys()
        waiting = [file for file in self._files.values() if file.content not in known]
        if waiting and self._looking is None and self.list.isVisible():
            work = Looking(self._desk, tuple(waiting))
            self._looking = self._runner.run(work.run, done=self._on_looked, failed=self._on_not_looked)
            self._looking.ended.connect(self._on_looking_ended)

    @Slot(QObject)
    def _on_looking_ended(self, _task: Task) -> None:
        self._looking = None
        self._look.start()  # the form may show another record by now

    @Slot(object)
    def _on_looked(self, found: dict[str, Condition]) -> None:
        self._whole |= {content for content, how in found.items() if how is Condition.WHOLE}
        self._damaged |= {content: how for content, how in found.items() if how is not Condition.WHOLE}
        if self._damaged:
            self._show()

    @Slot(Exception)
    def _on_not_looked(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error

    # -- adding ------------------------------------------------------------------------------------------------

    @Slot()
    def _on_add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._form, translate("Add files"), str(documents_dir()))
        self.add([Path(name) for name in names])

    @Slot(object)
    def _on_added(self, added: Added) -> None:
        self.show_afresh()
        if added.files:
            self.list.select(added.files[-1].id or 0)
            count = len(added.files)
            show_toast(self._form.window(), format_count("{count} file added", "{count} files added", count))
        said = [error.message() for error in added.refused]
        said += [translate(_UNSAVED, name=name) for name in added.unsaved]
        if said:
            feedback.tell_warning(self._form, "\n\n".join(said))

    @Slot()
    def _on_called_off(self) -> None:
        self.show_afresh()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self.show_afresh()
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self._form, error)

    # -- giving out --------------------------------------------------------------------------------------------

    @Slot(int)
    def _on_open(self, number: int) -> None:
        work = Opening(self._desk, self._files[number])
        name = translate("Opening {file}", file=self._files[number].name)
        self._runner.run(work.run, done=self._on_opened, failed=self._on_failed, name=name)

    @Slot(object)
    def _on_opened(self, opened: Opening) -> None:
        name = opened.file.name
        if opened.may_run and not self._may_run(name):
            return
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(opened.path))):
            words = translate("“{name}” is opened as a copy that is for reading only.", name=name)
            show_toast(self._form.window(), words)
            return
        words = translate(
            "No program of this computer opens “{name}”. Save a copy and open it in a program.", name=name
        )
        feedback.tell_warning(self._form, words)

    def _may_run(self, name: str) -> bool:
        return feedback.ask(
            self._form,
            translate(
                "“{name}” can run programs on this computer when it is opened. Do you know who sent it?", name=name
            ),
            {
                True: Answer(translate("Open"), "open", destructive=True),
                False: Answer(translate("Do not open"), "keep", primary=True, escape=True),
            },
        )

    @Slot(int)
    def _on_copy(self, number: int) -> None:
        file = self._files[number]
        place = str(documents_dir() / file.name)
        chosen, _ = QFileDialog.getSaveFileName(self._form, translate("Save a copy"), place)
        if chosen:
            self._write(file, Path(chosen), damaged=False)

    def _write(self, file: Attachment, path: Path, *, damaged: bool) -> None:
        work = Copying(self._desk, file, path, damaged=damaged)
        name = translate("Saving {file}", file=path.name)
        self._runner.run(work.run, done=self._on_copied, failed=self._on_failed, name=name)

    @Slot(object)
    def _on_copied(self, copy: Copying) -> None:
        if copy.error is None:
            show_toast(self._form.window(), translate("Saved as {file}", file=copy.path.name))
            return
        answers = {
            True: Answer(translate("Save it as it is"), "save"),
            False: Answer(translate("Do not save"), "keep", primary=True, escape=True),
        }
        if feedback.ask(self._form, copy.error.message(), answers):
            self._write(copy.file, copy.path, damaged=True)

    # -- changing ----------------------------------------------------------------------------------------------

    @Slot(int)
    def _on_edit(self, number: int) -> None:
        dialog = FileDetails(self._files[number], self._milestones(), self._desk.attachments, self._form)
        dialog.exec()
        dialog.deleteLater()
        self.show_afresh()

    @Slot(list)
    def _on_remove(self, numbers: list[int]) -> None:
        try:
            operation = self._desk.attachments.trash(numbers)
        except UserError as error:
            feedback.tell_error(self._form, error)
            return
        self.show_afresh()
        words = format_count("{count} file moved to the trash", "{count} files moved to the trash", len(numbers))
        take_back = TakeBackAction(operation or 0, self._form)
        take_back.chosen.connect(self.take_back_requested)
        show_toast(self._form.window(), words, take_back)


_UNSAVED = N_("“{name}” is open in another program. It was added as it was last saved there.")
