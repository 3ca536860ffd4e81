"""The backups of the open register: which there are, make one now, compare one, restore one, the second place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_moment
from desktop_app.base.i18n import translate
from desktop_app.base.settings import Settings
from desktop_app.gui.dialogs.backup_list import BackupList
from desktop_app.gui.dialogs.comparison import ComparisonDialog
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner, Work
from desktop_app.services.backups import Backup, Reason, Standing, lacking_in_words, restore
from desktop_app.services.comparing import Comparison
from desktop_app.services.desk import Desk
from desktop_app.services.registers import SUFFIX, with_suffix


class BackupsDialog(QDialog):
    """What can be done with backups; `chosen` is a restored register that the user wants to open, or None."""

    def __init__(self, desk: Desk, settings: Settings, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.backups")
        self.setWindowTitle(translate("Backups"))
        self.chosen: Path | None = None
        self._desk = desk
        self._settings = settings
        self._runner = runner
        self._task: Task | None = None
        self._looking = Latest(runner, self)
        self._looking.answered.connect(self._on_looked)
        self._looking.failed.connect(self._on_failed)
        self._build()
        self.refresh()
        self._list.setFocus()
        resize_within_screen(self, self.fontMetrics().averageCharWidth() * 120, self.fontMetrics().height() * 28)

    def reject(self) -> None:
        """Call off what is under way; close where nothing is."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Stop reading."""
        self._looking.stop()
        self._list.stop()
        super().done(result)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._now = self._button(translate("&Back up now"), "action.back_up_now", self._on_now)
        self._now.setProperty("look", "primary")
        self._compare = self._button(translate("&Compare …"), "action.compare", self._on_compare)
        self._restore = self._button(translate("&Restore …"), "action.restore", self._on_restore)
        self._folder = self._button(translate("Open the &folder"), "action.open_folder", self._on_folder)
        self._list = BackupList(self._runner, self)
        self._list.selectionModel().currentChanged.connect(self._show_state)
        self._list.row_opened.connect(self._on_compare)
        self._choose = self._button(translate("&Second place …"), "action.second_place", self._on_second)
        self._close = self._button(translate("C&lose"), "action.close", self.reject)
        self._busy = QProgressBar(self)
        self._busy.setTextVisible(False)
        self._busy.setRange(0, 0)
        self._said = PlainLabel("", self, wrap=True)
        self._said.setObjectName("backups.said")
        self._said.hide()
        self._second = PlainLabel("", self, role="muted", wrap=True)
        self._second.setObjectName("backups.second")
        words = translate(
            "Backups are made by themselves, checked and compared with the register. Restoring makes a new register "
            "from one; the present register stays as it is."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(words, self, role="muted", wrap=True))
        layout.addLayout(_line(self._now, self._compare, self._restore, None, self._folder))
        layout.addWidget(self._list, 1)
        layout.addWidget(self._busy)
        layout.addWidget(self._said)
        second = _line(self._choose)
        second.insertWidget(0, self._second, 1)
        layout.addLayout(second)
        layout.addLayout(_line(None, self._close))

    def _button(self, text: str, name: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)  # Enter compares the selected backup
        button.clicked.connect(slot)
        return button

    # -- showing -----------------------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Look which backups there are: beside the window, as the second place may be far away or gone."""
        self._looking.ask(self._look)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        """Allow what can be done now."""
        busy = self._task is not None
        self._busy.setVisible(busy)
        for button in (self._now, self._choose):
            button.setEnabled(not busy)
        for button in (self._compare, self._restore):
            button.setEnabled(not busy and self._list.selected() is not None)
        self._folder.setEnabled(self._desk.backups.folder.is_dir())
        self._close.setText(translate("C&ancel") if busy else translate("C&lose"))
        give_letters(self)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _run(self, work: Work, done: Callable[[Any], None], name: str) -> None:
        """Do something long beside the window; what goes wrong is told."""
        self._task = self._runner.run(work, done=done, failed=self._on_failed, cancelled=self._on_cancelled, name=name)
        self._say("")
        self._show_state()

    # -- work, in threads of its own ---------------------------------------------------------------------------

    def _look(self, _: Progress) -> tuple[list[Backup], Standing]:
        return self._desk.backups.all(), self._desk.backups.standing(datetime.now(UTC))

    def _make(self, progress: Progress) -> None:
        self._desk.backups.make(Reason.BY_HAND, datetime.now(UTC), heard=progress.check)

    def _compare_with(self, backup: Backup, progress: Progress) -> tuple[Backup, Comparison]:
        return backup, self._desk.backups.compare(backup.path, heard=progress.check)

    def _restore_to(self, backup: Backup, target: Path, progress: Progress) -> tuple[Path, int]:
        return target, restore(backup.path, target, heard=progress.check)

    def _copy_to_second_place(self, progress: Progress) -> None:
        self._desk.backups.catch_up(datetime.now(UTC), heard=progress.check)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_looked(self, looked: tuple[list[Backup], Standing]) -> None:
        found, standing = looked
        self._list.show_backups(found, self._desk.backups.folder)
        self._second.setText(_second_in_words(standing))
        self._say("" if found else translate("There is no backup yet."))
        self._show_state()

    @Slot()
    def _on_now(self) -> None:
        self._run(self._make, self._on_made, translate("Backup"))

    @Slot()
    def _on_compare(self) -> None:
        backup = self._list.selected()
        if backup is not None and self._task is None:
            self._run(partial(self._compare_with, backup), self._on_compared, translate("Comparison with a backup"))

    @Slot()
    def _on_restore(self) -> None:
        backup = self._list.selected()
        if backup is None:
            return
        kinds = translate("Registers (*{suffix})", suffix=SUFFIX)
        name, _ = QFileDialog.getSaveFileName(
            self,
            translate("Restore into a new register"),
            str(self._desk.backups.proposed(backup)),
            kinds,
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is ever written over
        )
        if name:
            target = with_suffix(Path(name))
            self._run(partial(self._restore_to, backup, target), self._on_restored, translate("Restoring a backup"))

    @Slot()
    def _on_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.backups.folder)))

    @Slot()
    def _on_second(self) -> None:
        before = self._settings.text("backup_folder")
        if before:
            answers = {
                "choose": Answer(translate("Another place …"), "choose", primary=True),
                "none": Answer(translate("No second place"), "none"),
                "": Answer(translate("Cancel"), "cancel", escape=True),
            }
            answer = feedback.ask(self, translate("Backups are copied to {folder}.", folder=before), answers)
            if answer == "none":
                self._settings.set("backup_folder", "")
                self.refresh()
            if answer != "choose":
                return
        title = translate("Second place for backups")
        name = QFileDialog.getExistingDirectory(self, title, before or str(Path.home()))
        if not name:
            return
        if Path(name) == self._desk.backups.folder.parent:
            feedback.tell_error(self, translate("The backups lie there already. Choose a place on another disk."))
            return
        self._settings.set("backup_folder", name)
        self._run(self._copy_to_second_place, self._on_made, translate("Backup"))

    @Slot(object)
    def _on_made(self, _: None) -> None:
        self._task = None
        self.refresh()

    @Slot(object)
    def _on_compared(self, compared: tuple[Backup, Comparison]) -> None:
        self._task = None
        self._show_state()
        dialog = ComparisonDialog(*compared, self)
        dialog.exec()
        dialog.deleteLater()

    @Slot(object)
    def _on_restored(self, restored: tuple[Path, int]) -> None:
        target, lacking = restored
        self._task = None
        self._show_state()
        words = translate("{file} was made from the backup. The present register is as it was.", file=target.name)
        answers = {
            True: Answer(translate("Open {file}", file=target.name), "open", primary=True),
            False: Answer(translate("Stay here"), "stay", escape=True),
        }
        if feedback.ask(self, words, answers, lacking_in_words(lacking)):
            self.chosen = target
            self.accept()

    @Slot()
    def _on_cancelled(self) -> None:
        self._task = None
        self._say(translate("Cancelled. Nothing was written."))
        self._show_state()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self._show_state()
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)


def _line(*widgets: QWidget | None) -> QHBoxLayout:
    """Return widgets side by side; None is the room that is left."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line


def _second_in_words(standing: Standing) -> str:
    if standing.second is None:
        return translate(
            "No second place is chosen. A copy on a USB stick or in a network folder outlives this computer."
        )
    if standing.second_made is None:
        return translate("Second place: {folder}. Nothing was copied there yet.", folder=standing.second)
    return translate(
        "Second place: {folder}. The last backup there was made {time}.",
        folder=standing.second,
        time=format_moment(standing.second_made),
    )
