"""The history of the whole register: by person, kind and day, with the way back from each operation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.partial_date import PartialDate
from desktop_app.gui.kit.filter_row import ColumnFilter, FilterField, FilterKind, Range
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.list_window import ListWindow
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.records.history_view import HistoryView
from desktop_app.services.history import History, Operation

_KINDS = (
    ("save", N_("Saved")),
    ("fill", N_("Changed in many")),
    ("import", N_("Imported")),
    ("trash", N_("Moved to the trash")),
    ("restore", N_("Taken out of the trash")),
    ("delete", N_("Deleted for good")),
    ("undo", N_("Undone")),
    ("redo", N_("Done again")),
    ("renew", N_("Brought up to date")),
)
"""The verbs to choose from, each with its words."""


class RegisterHistory(ListWindow):
    """Lists what was done, the last first; stands beside the window, which goes on.

    `record_chosen` asks to open a record, `take_back_requested` to take an operation back.
    """

    record_chosen = Signal(str, int)
    take_back_requested = Signal(int)

    def __init__(self, history: History, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.history")
        self.setWindowTitle(translate("History"))
        self._history = history
        self._who = self._combo("who", [("", translate("Everybody")), *((one, one) for one in history.people())])
        kinds = [(verb, translate(words)) for verb, words in _KINDS]
        self._kind = self._combo("kind", [("", translate("Everything")), *kinds])
        self._when = FilterField(ColumnFilter("when", translate("When"), FilterKind.DATE), self)
        self._when.setObjectName("history.when")
        self._when.setAccessibleName(translate("When"))
        self._when.setPlaceholderText(translate("such as 2026 or 3.6.2026"))
        self._when.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        self._view = HistoryView(history, self._read, self)
        self._open = self._button("open_record", translate("&Open the record"))
        self._take_back = self._button("take_back", translate("&Take this back"))
        close = self._button("close", translate("&Close"))
        close.clicked.connect(self.close)
        self._arrange(close)
        self._who.currentIndexChanged.connect(self.refresh)
        self._kind.currentIndexChanged.connect(self.refresh)
        self._when.filtered.connect(self.refresh)
        self._view.chosen.connect(self._on_chosen)
        self._view.record_opened.connect(self.record_chosen)
        self._open.clicked.connect(self._on_open)
        self._take_back.clicked.connect(self._on_take_back)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * 140, metrics.height() * 36)
        give_letters(self)
        self._view.refresh()
        self._view.focus_list()

    @Slot()
    def refresh(self) -> None:
        """Read the history anew: something was done, or other filters were chosen."""
        self._view.refresh()

    def _read(self, after: Operation | None) -> Sequence[Operation]:
        when = self._when.value()
        first, last = (when.low, when.high) if isinstance(when, Range) else (None, None)
        return self._history.page(
            after,
            by=str(self._who.currentData()),
            verb=str(self._kind.currentData()),
            first=first if isinstance(first, PartialDate) else None,
            last=last if isinstance(last, PartialDate) else None,
        )

    def _combo(self, name: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(f"history.{name}")
        for value, words in entries:
            combo.addItem(words, value)
        return combo

    def _button(self, verb: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"action.{verb}")
        button.setAutoDefault(True)  # Enter presses it
        return button

    def _arrange(self, close: QPushButton) -> None:
        filters = QHBoxLayout()
        for words, field in (
            (translate("&Who"), self._who),
            (translate("&What"), self._kind),
            (translate("Whe&n"), self._when),
        ):
            label = PlainLabel(words, self)
            label.setBuddy(field)
            filters.addWidget(label)
            filters.addWidget(field)
            filters.addSpacing(8)
        filters.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addWidget(self._take_back)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(filters)
        layout.addWidget(self._view, 1)
        layout.addLayout(buttons)

    @Slot()
    def _on_chosen(self) -> None:
        operation = self._view.operation
        self._open.setEnabled(self._view.record is not None)
        self._take_back.setEnabled(operation is not None and operation.standing and not self._history.read_only)

    @Slot()
    def _on_open(self) -> None:
        if self._view.record is not None:
            self.record_chosen.emit(*self._view.record)

    @Slot()
    def _on_take_back(self) -> None:
        if self._view.operation is not None:
            self.take_back_requested.emit(self._view.operation.id)
