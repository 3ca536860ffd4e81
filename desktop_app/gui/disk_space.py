"""Warns early that the disk of the register fills up: in a strip over the page, and before an import."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.formats import format_file_size
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.notice import Notice
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.desk import Desk
from desktop_app.services.disk_space import Room, room_for

_EVERY = 5 * 60_000
"""Milliseconds."""


class DiskNotice(Notice):
    """Looks when the register is opened and every few minutes, beside the window; may be hidden until it gets worse."""

    def __init__(self, desk: Desk, runner: TaskRunner, parent: QWidget) -> None:
        self._hide = QAction(translate("Hide"))
        self._hide.setObjectName("action.hide_disk_notice")
        super().__init__("disk_space", parent, self._hide)
        self._hide.setParent(self)
        self._hide.triggered.connect(self._on_hide)
        self._desk = desk
        self._runner = runner
        self._shown: Room | None = None
        self._bearable = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Ask the disk, which may take its time."""
        self._runner.run(self._ask, done=self._on_known)

    def _ask(self, _progress: Progress) -> Room | None:
        return room_for(self._desk.home.found_at)

    @Slot(object)
    def _on_known(self, room: Room | None) -> None:
        self._shown = room
        worse = room is not None and room.is_low and (not self._bearable or room.free < self._bearable)
        self.show_text(words_for(room) if room is not None and worse else "")

    @Slot()
    def _on_hide(self) -> None:
        """Keep silent until half of what is left is gone as well."""
        self._bearable = max(1, self._shown.free // 2) if self._shown is not None else 0
        self.show_text("")


def words_for(room: Room) -> str:
    """Say how much is free and how much should be."""
    return translate(
        "The disk of this register has only {free} free; at least {wanted} are needed for saving and backups. "
        "Make room on it.",
        free=format_file_size(room.free),
        wanted=format_file_size(room.wanted),
    )


def may_import(desk: Desk, parent: QWidget) -> bool:
    """Ask whether to import although the disk fills up; return whether to go on."""
    room = room_for(desk.home.found_at)
    if room is None or not room.is_low:
        return True
    details = translate("An import that does not fit is taken back whole; what is in the register stays.")
    answers = {
        True: Answer(translate("Import anyway"), "import"),
        False: Answer(translate("Cancel"), "cancel", escape=True),
    }
    return feedback.ask(parent, words_for(room), answers, details)
