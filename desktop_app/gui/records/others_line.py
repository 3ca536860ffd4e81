"""A quiet line in a form that says who else has its record open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import ntranslate
from desktop_app.domain.record import Record
from desktop_app.gui.kit.labels import ElidedLabel
from desktop_app.services.presence import Presence


class OthersLine(ElidedLabel):
    """Lets others know which record a form shows while it can be seen, and names those who have it open too.

    It belongs under the fields: none of them moves when somebody comes or goes.
    """

    def __init__(self, presence: Presence, form: QWidget) -> None:
        super().__init__("", form, role="muted")
        self.setObjectName("others_here")
        self._presence = presence
        self._place: tuple[str, int] | None = None
        self._seen = False
        form.installEventFilter(self)

    def show_for(self, item: Record | None) -> None:
        """Follow the form to another record, or to none."""
        self._place = (item.NAME, item.id) if item is not None and item.id is not None else None
        self._settle()

    def show_others(self) -> None:
        """Name those who have the record open elsewhere now."""
        people = self._presence.others(*self._place) if self._place is not None else ()
        words = ""
        if people:
            words = ntranslate(
                "{people} has this record open too.",
                "{people} have this record open too.",
                len(people),
                people=", ".join(people),
            )
        self.setText(words)
        self.setVisible(bool(words))

    def eventFilter(self, _form: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._seen = event.type() == QEvent.Type.Show
            self._settle()
        return False

    def _settle(self) -> None:
        if self._place is not None and self._seen:
            self._presence.enter(self, *self._place)
        else:
            self._presence.leave(self)
        self.show_others()
