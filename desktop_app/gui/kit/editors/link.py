"""Picks a linked record: type, arrows, Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.text import clean
from desktop_app.domain.fields import Field
from desktop_app.gui.kit.editors.line import LineEditor
from desktop_app.gui.kit.editors.protocol import Proposal
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import tooltip_text
from desktop_app.gui.kit.tokens import tokens_for

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PROPOSAL_ROLE = Qt.ItemDataRole.UserRole + 1
_CREATE = Proposal(None, "", key="\0create")
_MARGIN = 8
_GAP = 16
"""Pixels between a title and the mark behind it."""
_MOST_SHOWN = 8


def mark_of(proposal: Proposal) -> str:
    """Return the mark of a proposal that is not in the register yet, and comes from the gazetteer; else nothing."""
    return translate(N_("gazetteer")) if proposal.id is None and proposal.key != _CREATE.key else ""


class ProposalModel(QAbstractListModel):
    """The proposals for what is typed; the last one creates what is missing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[Proposal, ...] = ()

    def show(self, proposals: Sequence[Proposal], new: str) -> None:
        """Offer these proposals, and to create `new` unless it is empty."""
        self.beginResetModel()
        self._rows = tuple(proposals)
        if new:
            words = translate(N_("Create “{text}” …"), text=new)
            self._rows += (Proposal(None, words, key=_CREATE.key),)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of proposals."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a proposal's title, the words for screen readers, or the proposal itself."""
        proposal = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return proposal.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (proposal.title, proposal.detail, mark_of(proposal)) if part)
        if role == PROPOSAL_ROLE:
            return proposal
        return None

    def roleNames(self) -> dict[int, QByteArray]:
        """Name the proposal's role for inspection."""
        return {**super().roleNames(), PROPOSAL_ROLE: QByteArray(b"proposal")}


class ProposalDelegate(QStyledItemDelegate):
    """Draws a title, its mark at the end of the line, and the detail below; both in a quieter colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for one line, or two where there is a detail."""
        proposal: Proposal = index.data(PROPOSAL_ROLE)
        lines = 2 if proposal.detail else 1
        metrics = option.fontMetrics
        mark = mark_of(proposal)
        first = metrics.horizontalAdvance(proposal.title) + (_GAP + metrics.horizontalAdvance(mark) if mark else 0)
        width = max(first, metrics.horizontalAdvance(proposal.detail))
        return QSize(width + 2 * _MARGIN, metrics.height() * lines + _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        proposal: Proposal = index.data(PROPOSAL_ROLE)
        tokens = tokens_for(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        role = QPalette.ColorRole.Highlight if selected else QPalette.ColorRole.Base
        painter.fillRect(option.rect, option.palette.brush(role))
        area = option.rect.adjusted(_MARGIN, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        creates = proposal.key == _CREATE.key
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if proposal.id is None and creates else QFont.Weight.Normal)
        painter.setFont(font)
        words = option.palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        painter.setPen(tokens.accent if creates and not selected else words)
        mark = mark_of(proposal)
        taken = _GAP + option.fontMetrics.horizontalAdvance(mark) if mark else 0
        self._line(painter, area.adjusted(0, 0, -taken, 0), 0, proposal.title)
        painter.setFont(option.font)
        painter.setPen(words if selected else tokens.muted)
        if mark:
            self._line(painter, area, 0, mark, Qt.AlignmentFlag.AlignRight)
        if proposal.detail:
            self._line(painter, area, 1, proposal.detail)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        area: QRect,
        number: int,
        text: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        metrics = QFontMetrics(painter.font())
        line = QRect(area.left(), area.top() + number * metrics.height(), area.width(), metrics.height())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | side, shown)


class LinkEditor(LineEditor):
    """A link to another record, picked from proposals while typing.

    The value is the record's id. Emptying the line clears the link. A text that was not picked stays and is a
    problem, unless exactly one proposal has it as its title. The arrow button, Ctrl+click and Ctrl+Enter ask to open
    the linked record. `adopt_requested` hands on a picked proposal that has no id yet.
    """

    open_requested = Signal(int)
    create_requested = Signal(str)
    adopt_requested = Signal(object)

    def __init__(
        self,
        field: Field,
        search: Callable[[str], Sequence[Proposal]],
        title: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, parent)
        self._search = search
        self._title = title
        self._id: int | None = None
        self._shown = ""
        self._creating = True
        self._model = ProposalModel(self)
        self._completer: QCompleter | None = None
        self._popup = QListView(self)
        self._popup.hide()
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._open_action = QAction(translate("Open"), self)
        self._open_action.setToolTip(tooltip_text(f"{translate('Open')} ({translate('Ctrl+Enter')})"))
        self._open_action.triggered.connect(self.open_linked)
        set_icon(self._open_action, "arrow-right", "muted")
        self.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self._open_action.setVisible(False)
        self.setPlaceholderText(translate("Type to search"))

    def value(self) -> int | None:
        """Return the id of the linked record; None for an empty line or a text that was not picked."""
        return self._id if self.text() == self._shown else None

    def set_value(self, value: Any) -> None:
        """Link a record."""
        self._take(value, self._title_of(value) if value is not None else "")

    def _title_of(self, record_id: int) -> str:
        try:
            return self._title(record_id)
        except UserError:
            if record_id == self._id:  # known well enough while nobody answers
                return self._shown
            raise

    def set_typed(self, text: str) -> None:
        """Link the one record whose title is the given text."""
        if text.strip() != self._shown:
            self.setText(text.strip())
            self._settle()

    def problem(self) -> str | None:
        """Return that the typed text was not picked."""
        text = clean(self.text())
        if not text or self.text() == self._shown:
            return None
        return translate(N_("“{text}” is not linked yet. Pick an entry from the list or create it."), text=text)

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        super().set_read_only(read_only)
        self.setPlaceholderText("" if read_only else translate("Type to search"))

    def offer_present_only(self) -> None:
        """Offer no record that is not there yet: for a question, which makes none."""
        self._creating = False

    @Slot()
    def open_linked(self) -> None:
        """Ask to open the linked record."""
        if (linked := self.value()) is not None:
            self.open_requested.emit(linked)

    @Slot()
    def show_proposals(self) -> None:
        """Open the list of proposals for what is typed; for an unchanged link those used last."""
        if self.isReadOnly():
            return
        text = clean(self.text()) if self.text() != self._shown else ""
        proposals = self._search(text)
        if self._creating:
            self._model.show(proposals, text)
        else:
            self._model.show([one for one in proposals if one.id is not None], "")
        if self._model.rowCount() == 0:
            self._popup.hide()
            return
        completer = self._ready_completer()
        completer.complete()
        self._popup.setGeometry(self._place_of_popup())
        self._popup.scrollToTop()
        self._popup.setCurrentIndex(completer.completionModel().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list on ↓, the linked record on Ctrl+Enter; Enter picks from the list."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.open_linked()
        elif enter and self._popup.isVisible():
            self._pick(self._popup.currentIndex())
            self._popup.hide()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self._popup.isVisible():
            self.show_proposals()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the linked record on Ctrl+click."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.value() is not None:
            self.open_linked()
            return
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the user goes on to another field."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._popup.hide()

    @Slot()
    def _on_edited(self) -> None:
        if not self.text().strip():
            self._take(None, "")
        self._open_action.setVisible(self.value() is not None)
        self.changed.emit()
        self.show_proposals()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._pick(index)
        self._popup.hide()

    def _ready_completer(self) -> QCompleter:
        if self._completer is None:
            self._completer = QCompleter(self._model, self)
            self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._completer.setMaxVisibleItems(_MOST_SHOWN)
            self._popup.setProperty("look", "popup")
            self._completer.setPopup(self._popup)
            self._popup.setItemDelegate(ProposalDelegate(self._popup))
            self._popup.clicked.connect(self._on_clicked)
            self._completer.setWidget(self)
        return self._completer

    def _place_of_popup(self) -> QRect:
        """Return where the list stands: below the line or above it, as high as its rows are.

        The completer takes all rows to be as high as the first, and the list to be as wide as the line.
        """
        popup, screen = self._popup, self.screen().availableGeometry()
        rows = self._model.rowCount()
        edges = 2 * popup.frameWidth()
        bar = popup.verticalScrollBar().sizeHint().width() if rows > _MOST_SHOWN else 0
        width = min(max(self.width(), min(popup.sizeHintForColumn(0) + bar + edges, 2 * self.width())), screen.width())
        height = sum(popup.sizeHintForRow(row) for row in range(min(rows, _MOST_SHOWN))) + edges
        line = QRect(self.mapToGlobal(self.rect().topLeft()), self.size())
        left = max(screen.left(), min(line.left(), screen.right() + 1 - width))
        below, above = screen.bottom() - line.bottom(), line.top() - screen.top()
        if height <= below or below >= above:
            return QRect(left, line.bottom(), width, min(height, below))
        return QRect(left, line.top() - min(height, above), width, min(height, above))

    def _pick(self, index: Index) -> None:
        proposal = index.data(PROPOSAL_ROLE) if index.isValid() else None
        if not isinstance(proposal, Proposal):
            return
        if proposal.key == _CREATE.key:
            self.create_requested.emit(clean(self.text()))
        elif proposal.id is None:
            self.adopt_requested.emit(proposal)
        else:
            self._take(proposal.id, proposal.title)
            self.changed.emit()

    def _settle(self) -> None:
        text = clean(self.text())
        if not text:
            self._take(None, "")
        elif self.text() != self._shown:
            same = [one for one in self._search(text) if one.title.casefold() == text.casefold() and one.id is not None]
            if len(same) == 1:
                self._take(same[0].id, same[0].title)

    def _take(self, record_id: int | None, title: str) -> None:
        self._id = record_id
        self._shown = title
        self.setText(title)
        self.setCursorPosition(0)
        self._open_action.setVisible(record_id is not None)
