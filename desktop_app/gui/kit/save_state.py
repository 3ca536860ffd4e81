"""Says whether what is shown is saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import icon, icon_size
from desktop_app.gui.kit.labels import ElidedLabel


class SaveState(QWidget):
    """One line, an icon and words: saved at, not saved, being saved, not saved because."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("save_state")
        self._picture = QLabel(self)
        self._label = ElidedLabel("", self, role="muted")
        self._shown = ("", "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._picture)
        layout.addWidget(self._label, 1)

    def text(self) -> str:
        """Return the words shown."""
        return self._label.text()

    def show_nothing(self) -> None:
        """Say nothing: no record is shown."""
        self._show("", "", "muted")

    def show_saved(self, moment: datetime | None = None) -> None:
        """Say that everything is saved, and since when where that is known."""
        words = translate("Saved {time}", time=f"{moment.astimezone():%H:%M}") if moment else translate("Saved")
        self._show(words, "circle-check", "muted")

    def show_unsaved(self) -> None:
        """Say that there are changes."""
        self._show(translate("Not saved"), "pencil", "doubt")

    def show_saving(self) -> None:
        """Say that saving is under way."""
        self._show(translate("Saving …"), "clock", "muted")

    def show_failed(self, why: str) -> None:
        """Say that saving failed and why."""
        self._show(why, "alert-circle", "error")

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        name, role = self._shown
        tone = {"doubt": "warning", "error": "danger"}.get(role, "muted")
        side = icon_size()
        self._picture.setVisible(bool(name))
        if name:
            self._picture.setPixmap(icon(name, tone).pixmap(side, side))

    def _show(self, words: str, icon_name: str, role: str) -> None:
        self._label.setText(words)
        self._label.set_role(role)
        self._shown = (icon_name, role)
        self.setAccessibleName(words)
        self._draw()
