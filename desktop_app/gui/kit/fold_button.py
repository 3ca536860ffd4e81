"""The heading of a part of a form that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import action_text


class FoldButton(QToolButton):
    """Shows and hides `content`; folded at first."""

    def __init__(self, heading: str, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._content = content
        self.setProperty("look", "fold")
        self.set_heading(heading)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.toggle_open)
        self._is_open = False
        self.set_open(False)

    def set_heading(self, heading: str) -> None:
        """Show another heading."""
        self.setText(action_text(heading))

    @property
    def is_open(self) -> bool:
        """Say whether the content is shown."""
        return self._is_open

    def set_open(self, opened: bool) -> None:
        """Show or hide the content, and tell screen readers so."""
        self._is_open = opened
        self._content.setVisible(opened)
        self.setAccessibleDescription(translate("unfolded") if opened else translate("folded"))
        set_icon(self, "chevron-down" if opened else "chevron-right", "muted")

    @Slot()
    def toggle_open(self) -> None:
        """Show what is hidden, or hide it."""
        self.set_open(not self._is_open)
