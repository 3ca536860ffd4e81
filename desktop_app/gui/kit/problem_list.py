"""Lists what is wrong with a record, each line a link to its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QVBoxLayout, QWidget

from desktop_app.base.i18n import ntranslate
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.toast import announce


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """One problem: the place of its field (as `FormGrid` names it), the field's label, the sentence."""

    place: str
    label: str
    sentence: str


_EDGE = 2
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic | Qt.AlignmentFlag.AlignVCenter


class ProblemLink(LinkButton):
    """One problem in words, in as many lines as they take; pressing it leads to the field."""

    chosen = Signal(str)

    def __init__(self, entry: ProblemEntry, parent: QWidget) -> None:
        words = f"{entry.label}: {entry.sentence}" if entry.label else entry.sentence
        super().__init__(words, parent)
        self._place = entry.place
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._on_clicked)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - 2 * _EDGE, 10_000)
        return self.fontMetrics().boundingRect(room, int(_WRAPPED), self.text()).height() + 2 * _EDGE

    def sizeHint(self) -> QSize:
        """Return the size of the words in one line."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 2 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words in their lines."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        words, option.text = option.text, ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        area = self.rect().adjusted(0, _EDGE, -_EDGE, -_EDGE)
        painter.drawItemText(
            area, int(_WRAPPED), self.palette(), self.isEnabled(), words, self.palette().ColorRole.ButtonText
        )

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._place)


class ProblemList(QFrame):
    """The problems that keep a record from being saved; hidden when there are none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self._heading = PlainLabel("", self, role="error", wrap=True)
        self._links: list[ProblemLink] = []
        self._entries: tuple[ProblemEntry, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self._heading)
        self.hide()

    def show_problems(self, entries: Sequence[ProblemEntry]) -> None:
        """Show problems in the order of the form; none hide the list."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        for link in self._links:
            self._layout.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = [ProblemLink(entry, self) for entry in entries]
        for link in self._links:
            link.chosen.connect(self.chosen)
            self._layout.addWidget(link)
        self.setVisible(bool(entries))
        if entries:
            words = ntranslate(
                "Not saved: {count} field needs your attention.",
                "Not saved: {count} fields need your attention.",
                len(entries),
            )
            self._heading.setText(words)
            announce(self, words)
