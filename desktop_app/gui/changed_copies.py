"""Notices that an opened copy of a file was changed in another program, and offers to keep that as a new file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.desk import Desk

if TYPE_CHECKING:
    from desktop_app.services.attachments import Added
    from desktop_app.services.opened_copies import ChangedCopy


class ChangedCopies(QObject):
    """Looks whenever the program comes to the front again, and before it is left."""

    def __init__(self, desk: Desk, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._runner = runner
        self._window = window
        self._asking = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._on_state_changed)

    def leave(self) -> bool:
        """Ask about what was changed; return True, since nothing keeps the window open."""
        if not self._desk.read_only and not self._asking:
            for copy in self._desk.changed_copies():
                if self._wanted(copy):
                    self._tell(self._add(copy))
        return True

    @Slot(Qt.ApplicationState)
    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and not self._asking and not self._desk.read_only:
            self._runner.run(self._look, done=self._on_found)

    def _look(self, _progress: Progress) -> tuple[ChangedCopy, ...]:
        return self._desk.changed_copies()

    @Slot(object)
    def _on_found(self, copies: tuple[ChangedCopy, ...]) -> None:
        for copy in copies:
            if self._wanted(copy):
                self._tell(self._add(copy))

    def _wanted(self, copy: ChangedCopy) -> bool:
        self._asking = True
        try:
            return feedback.ask(
                self._window,
                translate("The opened copy of “{name}” was changed in another program.", name=copy.file.name),
                {
                    True: Answer(translate("Add it as a new file"), "add", primary=True),
                    False: Answer(translate("Drop the change"), "drop", destructive=True, escape=True),
                },
                translate("The file in the register stays as it is. What was changed is gone when the program ends."),
            )
        finally:
            self._asking = False

    def _add(self, copy: ChangedCopy) -> Added:
        # Loads the database layer, which the window does without until a list is shown.
        from desktop_app.services.attachments import Added  # noqa: PLC0415  see above

        try:
            return self._desk.attachments.add(copy.file.owner, [copy.path])
        except UserError as error:
            return Added(refused=(error,))

    def _tell(self, added: Added) -> None:
        for error in added.refused:
            feedback.tell_error(self._window, error)
