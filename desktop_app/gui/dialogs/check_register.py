"""Checks the register and shows what was found like a doctor: what, where, the cure; repairs when told to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_timestamp
from desktop_app.base.i18n import translate
from desktop_app.base.paths import documents_dir
from desktop_app.domain.findings import Severity
from desktop_app.gui.dialogs.fault_list import FaultList
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.icons import icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner, Work
from desktop_app.gui.kit.toast import announce
from desktop_app.services.checking import Report
from desktop_app.services.desk import Desk
from desktop_app.services.fault_words import looked_at, summary
from desktop_app.services.registers import SUFFIX, with_suffix

_WIDTH, _HEIGHT = 100, 30
"""Of the dialog, in characters and lines."""
_PICTURE = 32
_MOST_NAMED = 10


class CheckDialog(QDialog):
    """Begins to check at once; `report` is what was found last, None where that was called off.

    `chosen` is a salvaged register to open.
    """

    def __init__(self, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.check")
        self.setWindowTitle(translate("Check the register"))
        self.report: Report | None = None
        self.chosen: Path | None = None
        self._desk = desk
        self._runner = runner
        self._task: Task | None = None
        self._done_before = ""
        self._build()
        resize_within_screen(
            self, self.fontMetrics().averageCharWidth() * _WIDTH, self.fontMetrics().height() * _HEIGHT
        )
        self.check()

    @Slot()
    def check(self) -> None:
        """Look at everything in the register."""
        self._run(self._check, translate("Check of the register"), translate("The register is being checked …"))

    def reject(self) -> None:
        """Call off what is under way; close where nothing is."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._picture = QLabel(self)
        self._summary = PlainLabel("", self, role="heading", wrap=True)
        self._summary.setObjectName("check.summary")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._picture)
        head.addWidget(self._summary, 1)
        self._looked = PlainLabel("", self, role="muted", wrap=True)
        self._looked.setObjectName("check.looked")
        self._busy = QProgressBar(self)
        self._busy.setTextVisible(False)
        self._list = FaultList(self)
        self._again = self._button(translate("Check &again"), "action.check_again", self.check)
        self._save = self._button(translate("&Save the report …"), "action.save_report", self._on_save)
        self._accept = self._button(translate("A&ccept as it is …"), "action.accept", self._on_accept)
        self._salvage = self._button(translate("Sal&vage …"), "action.salvage", self._on_salvage)
        self._repair = self._button(translate("&Repair …"), "action.repair", self._on_repair)
        self._repair.setProperty("look", "primary")
        self._close = self._button("", "action.close", self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self._again)
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        for button in (self._accept, self._salvage, self._repair, self._close):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._looked)
        layout.addWidget(self._busy)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)

    def _button(self, text: str, name: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(slot)
        return button

    # -- work, in threads of its own ---------------------------------------------------------------------------

    def _check(self, progress: Progress) -> Report:
        return self._desk.checker.check(progress.tell)

    def _repair_now(self, report: Report, progress: Progress) -> Report:
        outcome = self._desk.checker.repair(report.findings, progress.tell)
        self._done_before = _put_right(len(outcome.cured))
        return self._desk.checker.check(progress.tell)

    def _accept_now(self, report: Report, progress: Progress) -> Report:
        outcome = self._desk.checker.accept(report.acceptable, progress.tell)
        self._done_before = _put_right(len(outcome.cured))
        return self._desk.checker.check(progress.tell)

    def _salvage_to(self, target: Path, progress: Progress) -> tuple[Path, Report]:
        return target, self._desk.checker.salvage(target, progress.tell)

    # -- showing -----------------------------------------------------------------------------------------------

    def _run(self, work: Work, name: str, words: str) -> None:
        self._begin(work, self._on_checked, name, words)

    def _begin(self, work: Work, done: Callable[[Any], None], name: str, words: str) -> None:
        self._done_before = ""
        self._say(words, "checklist", "muted")
        self._looked.setText("")
        self._list.show_groups(())
        self._busy.setRange(0, 0)
        self._task = self._runner.run(
            work,
            done=done,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            progressed=self._on_progressed,
            name=name,
        )
        self._show_state()

    def _show_state(self) -> None:
        """Allow what can be done now."""
        busy, report = self._task is not None, self.report
        self._busy.setVisible(busy)
        self._close.setText(translate("C&ancel") if busy else translate("C&lose"))
        give_letters(self)
        may_write = not busy and report is not None and not self._desk.checker.read_only
        self._again.setEnabled(not busy)
        self._save.setEnabled(not busy and report is not None)
        self._repair.setVisible(not busy and report is not None and bool(report.curable))
        self._repair.setEnabled(may_write)
        self._accept.setVisible(not busy and report is not None and bool(report.acceptable))
        self._accept.setEnabled(may_write)
        self._salvage.setVisible(not busy and report is not None and report.is_file_damaged)

    def _say(self, words: str, picture: str, tone: str) -> None:
        self._summary.setText(words)
        self._picture.setPixmap(icon(picture, tone, _PICTURE).pixmap(_PICTURE, _PICTURE))
        announce(self, words)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, _words: str) -> None:
        self._busy.setRange(0, total)
        self._busy.setValue(done)

    @Slot(object)
    def _on_checked(self, report: Report) -> None:
        self._task, self.report = None, report
        words = " ".join(filter(None, (self._done_before, f"{summary(report)}.")))
        grave = any(finding.fault.severity is Severity.DAMAGE for finding in report.faults)
        if report.faults:
            self._say(words, "alert-circle" if grave else "alert-triangle", "danger" if grave else "warning")
        else:
            self._say(words, "circle-check", "success")
        self._looked.setText(f"{looked_at(report)} · {format_timestamp(report.at)}")
        self._list.show_groups(self._desk.fault_words.groups(report.findings))
        self._show_state()
        (self._repair if report.curable else self._close).setFocus()

    @Slot()
    def _on_cancelled(self) -> None:
        self._task, self.report = None, None
        self._say(translate("Called off. Nothing was changed."), "info-circle", "muted")
        self._show_state()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._task, self.report = None, None
        self._show_state()
        if not isinstance(error, UserError):
            raise error
        self._say(error.message(), "alert-circle", "danger")

    @Slot()
    def _on_repair(self) -> None:
        report = self.report
        if report is None:
            return
        groups = self._desk.fault_words.groups(report.curable)
        count = format_count("{count} fault", "{count} faults", len(report.curable))
        answers = {
            True: Answer(translate("Repair"), "repair", primary=True),
            False: Answer(translate("Cancel"), "cancel", escape=True),
        }
        details = "\n\n".join(f"{group.heading}\n{group.cure}" for group in groups)
        question = translate(
            "Put right {count}? It is one step, which “Edit → Undo” takes back as far as records are concerned.",
            count=count,
        )
        if feedback.ask(self, question, answers, details):
            self._run(
                partial(self._repair_now, report),
                translate("Repair of the register"),
                translate("The register is being repaired …"),
            )

    @Slot()
    def _on_accept(self) -> None:
        report = self.report
        if report is None:
            return
        count = format_count("{count} fault", "{count} faults", len(report.acceptable))
        answers = {
            True: Answer(translate("Accept"), "accept", destructive=True),
            False: Answer(translate("Cancel"), "cancel", primary=True, escape=True),
        }
        question = translate(
            "Accept {count} that cannot be put right here? What is there counts as right from then on, what is missing "
            "as deleted. Compare with a backup first.",
            count=count,
        )
        groups = self._desk.fault_words.groups(report.acceptable)
        details = "\n".join(line for group in groups for line in group.lines(_MOST_NAMED))
        if feedback.ask(self, question, answers, details):
            self._run(
                partial(self._accept_now, report),
                translate("Repair of the register"),
                translate("The register is being repaired …"),
            )

    @Slot()
    def _on_salvage(self) -> None:
        own = Path(self._desk.home.address)
        words = translate("salvaged")
        kinds = translate("Registers (*{suffix})", suffix=SUFFIX)
        name, _ = QFileDialog.getSaveFileName(
            self,
            translate("Salvage into a new register"),
            str(own.with_name(f"{own.stem} {words}{SUFFIX}")),
            kinds,
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is ever written over
        )
        if name:
            self._begin(
                partial(self._salvage_to, with_suffix(Path(name))),
                self._on_salvaged,
                translate("Salvage of the register"),
                translate("What can be read is copied into a new register …"),
            )

    @Slot(object)
    def _on_salvaged(self, salvaged: tuple[Path, Report]) -> None:
        path, report = salvaged
        self._task = None
        self._say(f"{summary(report)}.", "info-circle", "muted")
        self._show_state()
        answers = {
            True: Answer(translate("Open"), "open", primary=True),
            False: Answer(translate("Close"), "close", escape=True),
        }
        records = format_count("{count} record", "{count} records", report.looked.records)
        words = translate("{records} are in {file}. Compare it with a backup.", records=records, file=path.name)
        if feedback.ask(self, words, answers, "\n".join(self._desk.fault_words.lines(report))):
            self.chosen = path
            super().accept()

    @Slot()
    def _on_save(self) -> None:
        if self.report is None:
            return
        name = translate("Check of {file}", file=f"{Path(self._desk.home.name).stem} {today().isoformat()}.txt")
        chosen, _ = QFileDialog.getSaveFileName(
            self, translate("Save the report"), str(documents_dir() / name), f"{translate('Text')} (*.txt)"
        )
        if not chosen:
            return
        try:
            self._desk.fault_words.save(self.report, Path(chosen))
        except UserError as error:
            feedback.tell_error(self, error)


def _put_right(count: int) -> str:
    return translate("Put right: {count}.", count=format_count("{count} fault", "{count} faults", count))
