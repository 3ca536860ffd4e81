"""The heading of a part of a form that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

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
        set_icon(self, "chevron-right", "muted")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(self._on_toggled)
        content.hide()

    def set_heading(self, heading: str) -> None:
        """Show another heading."""
        self.setText(action_text(heading))

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:
        self._content.setVisible(opened)
        set_icon(self, "chevron-down" if opened else "chevron-right", "muted")
