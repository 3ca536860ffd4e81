"""The search for duplicates: pairs that may be the same, to be compared, merged or kept apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.list_window import ListWindow
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.work_line import WorkLine
from desktop_app.gui.models.word_table import Cell, WordTable
from desktop_app.gui.records.merge_dialog import MergeDialog
from desktop_app.gui.records.merging import tell_outcome
from desktop_app.services.twins import HAVE_TWINS, Found, Pair, Twins

Decision = Callable[[str, int, int], int | None]
"""Decides about two records of a type; returns the operation."""


class FindTwinsWindow(ListWindow):
    """Searches beside the window, which goes on; `take_back_requested` asks for a decision to be taken back."""

    take_back_requested = Signal(int)

    def __init__(self, twins: Twins, name: str, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.find_twins")
        self.setWindowTitle(translate("Find duplicates"))
        self._twins = twins
        self._runner = runner
        self._pairs: list[Pair] = []
        self._more = 0
        self._work = WorkLine(runner, self)
        self._build(name)
        self._connect()
        self.search()

    @property
    def is_searching(self) -> bool:
        """Say whether a search is under way."""
        return self._work.is_busy

    @Slot()
    def search(self) -> None:
        """Search anew, as far as it is chosen."""
        if self._work.is_busy:
            return
        name = str(self._kind.currentData())
        names = (name,) if name else HAVE_TWINS
        work = partial(_kept_apart if self._apart_too.isChecked() else _searched, self._twins, names)
        self._show(Found((), 0))
        self._said.setText("")
        self._work.run(work, translate("Duplicates are being looked for …"), self._on_found)

    @Slot()
    def reject(self) -> None:
        """Stop the search; close where none is under way."""
        if not self._work.cancel():
            super().reject()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self, name: str) -> None:
        self._kind = QComboBox(self)
        self._kind.setObjectName("twins.kind")
        self._kind.setAccessibleName(translate("Kind"))
        self._kind.addItem(translate("All kinds"), "")
        for each in HAVE_TWINS:
            self._kind.addItem(translate(TYPES[each].PLURAL), each)
        self._kind.setCurrentIndex(max(0, self._kind.findData(name)))
        self._apart_too = QCheckBox(translate("Show &what was kept apart"), self)
        self._apart_too.setObjectName("twins.kept_apart")
        self._said = PlainLabel("", self, role="muted")
        self._said.setObjectName("twins.said")
        headings = (
            translate("Alike"),
            translate("One record"),
            translate("Another record"),
            translate("What speaks for it"),
        )
        self._model = WordTable(headings, self)
        self._list = PlainTable("table.twins", translate("Duplicates"), self._model, (8, 40, 40, 50), self)
        self._compare = self._button(translate("&Compare …"), "action.compare")
        self._keep = self._button(translate("&Not the same"), "action.keep_apart")
        self._again = self._button(translate("&Propose again"), "action.look_again")
        self._stop = self._button(translate("&Stop"), "action.stop")
        self._start = self._button(translate("&Search"), "action.search")
        close = self._button(translate("C&lose"), "action.close")
        close.clicked.connect(self._on_close)
        head = QHBoxLayout()
        head.addWidget(self._kind)
        head.addWidget(self._start)
        head.addWidget(self._apart_too)
        head.addStretch(1)
        head.addWidget(self._said)
        foot = QHBoxLayout()
        for button in (self._compare, self._keep, self._again):
            foot.addWidget(button)
        foot.addWidget(self._work, 1)
        foot.addWidget(self._stop)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._list, 1)
        layout.addLayout(foot)
        buttons = (self._compare, self._keep, self._again, self._stop, close)
        for before, after in pairwise((self._kind, self._start, self._apart_too, self._list, *buttons)):
            QWidget.setTabOrder(before, after)
        give_letters(self)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * 150, metrics.height() * 32)

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(True)  # Enter presses it
        return button

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(self.search)
        self._apart_too.toggled.connect(self.search)
        self._start.clicked.connect(self.search)
        self._stop.clicked.connect(self._on_stop)
        self._compare.clicked.connect(self._on_compare)
        self._keep.clicked.connect(self._on_keep_apart)
        self._again.clicked.connect(self._on_look_again)
        self._list.row_opened.connect(self._on_opened)
        self._list.chosen.connect(self._show_state)
        self._work.busy_changed.connect(self._show_state)
        self._work.failed.connect(self._on_failed)
        self._work.cancelled.connect(self._on_cancelled)

    def _show(self, found: Found) -> None:
        self._pairs, self._more = list(found.pairs), found.more
        self._model.show_rows([_cells(pair) for pair in self._pairs])
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        busy, chosen = self._work.is_busy, self._chosen() is not None
        writable = chosen and not busy and not self._twins.read_only
        self._kind.setEnabled(not busy)
        self._apart_too.setEnabled(not busy)
        self._start.setEnabled(not busy)
        self._stop.setVisible(busy)
        self._compare.setEnabled(chosen and not busy)
        self._keep.setEnabled(writable)
        self._again.setEnabled(writable)
        self._keep.setVisible(not self._apart_too.isChecked())
        self._again.setVisible(self._apart_too.isChecked())

    def _chosen(self) -> Pair | None:
        row = self._list.currentIndex().row()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def _say(self) -> None:
        words = format_count("{count} pair", "{count} pairs", len(self._pairs) + self._more)
        if self._more:
            words = translate(
                "{pairs}, the first {count} are shown", pairs=words, count=format_integer(len(self._pairs))
            )
        self._said.setText(words if self._pairs else translate("Nothing found."))

    def _drop(self, gone: Pair) -> None:
        """Take a pair from the list and go on with the next one."""
        row = self._pairs.index(gone)
        self._pairs.remove(gone)
        self._model.show_rows([_cells(pair) for pair in self._pairs])
        self._say()
        if self._pairs:
            self._list.go_to(min(row, len(self._pairs) - 1))
        self._show_state()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._show(found)
        self._say()
        if found.pairs:
            self._list.go_to(0)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_cancelled(self) -> None:
        self._said.setText(translate("The search was stopped."))

    @Slot()
    def _on_stop(self) -> None:
        self._work.cancel()

    @Slot()
    def _on_close(self) -> None:
        self._work.cancel()
        self.close()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self._on_compare()

    @Slot()
    def _on_compare(self) -> None:
        pair = self._chosen()
        if pair is None or self._work.is_busy:
            return
        dialog = MergeDialog(pair.record, pair.first, pair.second, self._twins, self._runner, self)
        dialog.exec()
        dialog.deleteLater()
        if dialog.operation is not None and dialog.sides is not None:
            self._forget(pair.record, dialog.sides.other.id)
        elif dialog.apart is not None:
            self._drop(pair)
        tell_outcome(dialog, self, self.take_back_requested.emit)

    def _forget(self, record: str, gone: int) -> None:
        """Take the pairs of a record that is in the trash now from the list."""
        for pair in [each for each in self._pairs if each.record == record and gone in (each.first, each.second)]:
            self._drop(pair)

    @Slot()
    def _on_keep_apart(self) -> None:
        self._decide(self._twins.keep_apart)

    @Slot()
    def _on_look_again(self) -> None:
        self._decide(self._twins.look_again)

    def _decide(self, decide: Decision) -> None:
        pair = self._chosen()
        if pair is None:
            return
        try:
            decide(pair.record, pair.first, pair.second)
        except UserError as error:
            feedback.tell_error(self, error)
            return
        self._drop(pair)


def _cells(pair: Pair) -> tuple[str | Cell, ...]:
    one, two = (
        Cell(f"{title} · {detail}" if detail else title, about=detail)
        for title, detail in zip(pair.titles, pair.details, strict=True)
    )
    return (format_integer(pair.score) if pair.score else "", one, two, Cell(pair.reasons, about=pair.reasons))


def _searched(twins: Twins, names: tuple[str, ...], progress: Progress) -> Found:
    return twins.search(names, progress.tell)


def _kept_apart(twins: Twins, names: tuple[str, ...], _progress: Progress) -> Found:
    return Found(tuple(pair for name in names for pair in twins.kept_apart(name)), 0)
