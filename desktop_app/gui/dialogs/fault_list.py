"""Lists what a check found, the gravest first: each kind with its places and its cure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.findings import Severity
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.placing import scrolling
from desktop_app.services.fault_words import Group, severity_words

_MOST_PLACES = 12
"""So many places of one kind are shown; the report has more."""
_ROLES = {Severity.DAMAGE: "error", Severity.FAULT: "doubt", Severity.NOTE: "muted"}


class FaultList(QFrame):
    """Cards in a column that scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("check.faults")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(QWidget(), self)
        self._area.setProperty("look", "reading")
        self._area.setFrameShape(QFrame.Shape.StyledPanel)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(translate("Check the register"))
        column.addWidget(self._area)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show other findings, at once: what a layout takes in is seen only after what waits in the event loop."""
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        severity = None
        for group in groups:
            if group.fault.severity is not severity:
                severity = group.fault.severity
                layout.addWidget(PlainLabel(severity_words(severity), content, role=_ROLES[severity]))
            layout.addWidget(FaultCard(group, content))
        layout.addStretch(1)
        self._area.setWidget(content)


class FaultCard(QFrame):
    """What is wrong, where, and the cure."""

    def __init__(self, group: Group, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"fault.{group.fault}")
        self.setProperty("look", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(PlainLabel(group.heading, self, role="strong", wrap=True))
        if lines := group.lines(_MOST_PLACES):
            layout.addWidget(PlainLabel("\n".join(lines), self, wrap=True))
        layout.addWidget(PlainLabel(f"→ {group.cure}", self, role="muted", wrap=True))
