"""Asks what a file is called, which milestone it proves, and for a remark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.file_names import ending_of
from desktop_app.base.i18n import translate
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.errors import Invalid
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import changed, field_map, problems_of
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.editors.protocol import Proposal
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.mnemonics import letters_of
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.services.attachments import Attachments

_MILESTONE = "milestone"


class FileDetails(QDialog):
    """A small form; accepted, what was typed is saved. `milestones` are those that the file may prove, by id."""

    def __init__(
        self, file: Attachment, milestones: Mapping[int, str], attachments: Attachments, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.file")
        self.setWindowTitle(file.name)
        self._file = file
        self._attachments = attachments
        self._form = FormGrid(_fields(), _Milestones(milestones), "attachment", self)
        self._form.add_section("", ("name", *([_MILESTONE] if milestones else []), "remark"))
        self._form.set_values({"name": file.name, _MILESTONE: str(file.milestone or ""), "remark": file.remark})
        cancel, save = QPushButton(translate("&Cancel"), self), QPushButton(translate("&Save"), self)
        save.setObjectName("action.save")
        save.setProperty("look", "primary")
        save.setDefault(True)
        save.clicked.connect(self.accept)
        cancel.setObjectName("action.cancel")
        cancel.clicked.connect(self.reject)
        self._form.reserve_letters(letters_of((save.text(), cancel.text())))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.addWidget(self._form, 1)
        layout.addLayout(line)
        size = self.sizeHint()
        resize_within_screen(self, size.width(), size.height())
        self._select_stem()

    def sizeHint(self) -> QSize:
        """Return room for a name of usual length and a few lines of remark."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 80, metrics.height() * 20)

    @Slot()
    def accept(self) -> None:
        """Save what was typed and close; where it is wrong, say so and stay."""
        typed = self._form.values()
        milestone = int(typed[_MILESTONE]) if typed.get(_MILESTONE) else None
        item = changed(self._file, name=typed["name"], remark=typed["remark"])
        if _MILESTONE in typed:
            item = changed(item, milestone=milestone)
        if any(problem.error for problem in problems_of(item)):
            self._refuse(problems_of(item))
            return
        try:
            self._attachments.save(item, self._file)
        except Invalid as error:
            self._refuse(error.problems)
        except UserError as error:
            feedback.tell_error(self, error)
        else:
            super().accept()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        for problem in self._form.show_problems(problems):
            feedback.tell_error(self, problem.text())
        self._form.focus_field(problems[0].field)

    def _select_stem(self) -> None:
        editor = cast("QLineEdit", self._form.editor("name").widget())
        editor.setFocus()
        editor.setSelection(0, len(self._file.name) - len(ending_of(self._file.name)))


def _fields() -> dict[str, Field]:
    """Return the fields that are asked for; a milestone is chosen from those of the partnership."""
    fields = field_map(Attachment)
    chosen = replace(fields[_MILESTONE], kind=Kind.CHOICE, target="", choices=_MILESTONE)
    return {"name": fields["name"], _MILESTONE: chosen, "remark": fields["remark"]}


class _Milestones:
    """Answers the question of the choice of a milestone; the form asks no other."""

    def __init__(self, milestones: Mapping[int, str]) -> None:
        self._options = [(str(number), title) for number, title in milestones.items()]

    def options(self, list_name: str) -> Sequence[tuple[str, str]]:
        """Return the milestones."""
        return self._options

    def proposals(self, target: str, text: str) -> Sequence[Proposal]:
        """Return nothing."""
        return ()

    def title(self, target: str, record_id: int) -> str:
        """Return nothing."""
        return ""

    def titles(self, target: str, ids: Sequence[int]) -> Mapping[int, str]:
        """Return nothing."""
        return {}

    def child_fields(self, target: str) -> Mapping[str, Field]:
        """Return nothing."""
        return {}
