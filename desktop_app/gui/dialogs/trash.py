"""The trash: what is in it, taking it out, deleting it for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count, format_moment
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.clearing import offer_clearing
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.list_window import ListWindow
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.kit.toast import show_toast
from desktop_app.gui.models.paged_table import PagedTableModel
from desktop_app.gui.records.failures import tell_failure
from desktop_app.services.trash import PAGE, Deleted, Key, Trash, TrashedRecord

_DELAY = 200
_MOST_NAMED = 10


class TrashWindow(ListWindow):
    """Lists what is in the trash, the last first; stands beside the window, which goes on."""

    def __init__(self, trash: Trash, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.trash")
        self.setWindowTitle(translate("Trash"))
        self._trash = trash
        self._runner = runner
        self._working = False
        self._model = PagedTableModel[TrashedRecord](
            [
                translate("Kind"),
                translate("Name"),
                translate("In the trash since"),
                translate("Who"),
                translate("Linked from"),
            ],
            self._read,
            _cells,
            PAGE,
            self,
        )
        self._timer = QTimer(self, singleShot=True, interval=_DELAY)
        self._build()
        self._connect()
        self.refresh()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def refresh(self) -> None:
        """Read the trash anew: something was done, or other filters were chosen."""
        self._timer.stop()
        self._model.refresh()
        if self._model.rowCount():
            self._list.go_to(0)
        try:
            every, found = self._trash.count(), self._trash.count(*self._wanted())
        except UserError as error:
            feedback.tell_error(self, error)
            return
        words = format_count("{count} record in the trash", "{count} records in the trash", every)
        if found != every:
            words += ", " + format_count("{count} found", "{count} found", found)
        self._count.setText(words if every else translate("The trash is empty."))
        self._empty.setEnabled(bool(every) and self._may_change)
        self._on_selected()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._kind = QComboBox(self)
        self._kind.setObjectName("trash.kind")
        self._kind.setAccessibleName(translate("Kind"))
        self._kind.addItem(translate("All kinds"), "")
        for record_type in RECORDS:
            self._kind.addItem(translate(record_type.PLURAL), record_type.NAME)
        self._text = QLineEdit(self)
        self._text.setObjectName("trash.text")
        self._text.setAccessibleName(translate("Search"))
        self._text.setPlaceholderText(translate("Search"))
        offer_clearing(self._text)
        self._count = PlainLabel("", self, role="muted")
        self._list = PlainTable("table.trash", translate("Trash"), self._model, (22, 40, 18, 16, 40), self)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._restore = self._button("restore", translate("&Restore"))
        self._delete = self._button("delete", translate("&Delete for good …"))
        self._empty = self._button("empty_trash", translate("&Empty the trash …"))
        close = self._button("close", translate("&Close"))
        close.clicked.connect(self.close)
        filters = QHBoxLayout()
        filters.addWidget(self._kind)
        filters.addWidget(self._text, 1)
        filters.addWidget(self._count)
        buttons = QHBoxLayout()
        for button in (self._restore, self._delete, self._empty):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(filters)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * 140, metrics.height() * 30)

    def _button(self, verb: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"action.{verb}")
        button.setAutoDefault(True)  # Enter presses it
        return button

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(self.refresh)
        self._text.textChanged.connect(self._timer.start)
        self._text.returnPressed.connect(self.refresh)
        self._timer.timeout.connect(self.refresh)
        self._list.selectionModel().selectionChanged.connect(self._on_selected)
        self._list.row_opened.connect(self._on_opened)
        self._restore.clicked.connect(self._on_restore)
        self._delete.clicked.connect(self._on_delete)
        self._empty.clicked.connect(self._on_empty)
        # Queued: a box must not come up while rows are being drawn.
        self._model.failed.connect(self._on_not_read, Qt.ConnectionType.QueuedConnection)

    @property
    def _may_change(self) -> bool:
        return not self._trash.read_only and not self._working

    def _wanted(self) -> tuple[str, str]:
        return str(self._kind.currentData()), self._text.text().strip()

    def _read(self, after: TrashedRecord | None) -> Sequence[TrashedRecord]:
        record, text = self._wanted()
        return self._trash.page(after, record=record, text=text)

    def _selected(self) -> list[TrashedRecord]:
        rows = sorted(index.row() for index in self._list.selectionModel().selectedRows())
        return [found for row in rows if (found := self._model.item(row)) is not None]

    # -- doing -------------------------------------------------------------------------------------------------

    def _do(self, work: Callable[[Progress], object], done: Callable[[object], None], name: str) -> None:
        """Do something beside the window; meanwhile nothing else can be done here."""
        self._working = True
        for button in (self._restore, self._delete, self._empty):
            button.setEnabled(False)
        self._runner.run(work, done=done, failed=self._on_failed, cancelled=self._on_cancelled, name=name)

    def _ask_to_delete(self, question: str) -> bool:
        answers = {
            True: Answer(translate("Delete for good"), "delete", destructive=True),
            False: Answer(translate("Keep"), "keep", escape=True),
        }
        words = translate(
            "Their files go with them. The history keeps what they held: this too can be undone, which brings them "
            "back into the trash."
        )
        return feedback.ask(self, question, answers, words)

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot()
    def _on_selected(self) -> None:
        some = bool(self._selected())
        self._restore.setEnabled(some and self._may_change)
        self._delete.setEnabled(some and self._may_change)

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self._on_restore()

    @Slot()
    def _on_restore(self) -> None:
        keys = [each.key for each in self._selected()]
        if keys and self._may_change:
            self._do(partial(self._restored, keys), self._on_restored, translate("Restore"))

    def _restored(self, keys: Sequence[Key], _progress: Progress) -> int:
        self._trash.restore(keys)
        return len(keys)

    @Slot(object)
    def _on_restored(self, count: object) -> None:
        self._end()
        if isinstance(count, int):
            words = format_count(
                "{count} record taken out of the trash", "{count} records taken out of the trash", count
            )
            show_toast(self, words)

    @Slot()
    def _on_delete(self) -> None:
        keys = [each.key for each in self._selected()]
        question = format_count("Delete {count} record for good?", "Delete {count} records for good?", len(keys))
        if keys and self._may_change and self._ask_to_delete(question):
            self._do(partial(self._deleted, keys), self._on_deleted, translate("Delete for good"))

    def _deleted(self, keys: Sequence[Key], progress: Progress) -> Deleted:
        return self._trash.delete(keys, progress.tell)

    @Slot()
    def _on_empty(self) -> None:
        question = format_count(
            "Empty the trash and delete {count} record for good?",
            "Empty the trash and delete {count} records for good?",
            self._trash.count(),
        )
        if self._may_change and self._ask_to_delete(question):
            self._do(self._emptied, self._on_deleted, translate("Empty the trash"))

    def _emptied(self, progress: Progress) -> Deleted:
        return self._trash.empty(progress.tell)

    @Slot(object)
    def _on_deleted(self, deleted: object) -> None:
        self._end()
        if not isinstance(deleted, Deleted):
            return
        done = format_count("{count} record deleted for good", "{count} records deleted for good", deleted.count)
        if not deleted.refused:
            show_toast(self, done)
            return
        stay = format_count(
            "{count} record stays in the trash, since others link to it.",
            "{count} records stay in the trash, since others link to them.",
            len(deleted.refused),
        )
        named = [
            translate("{title}: {what}", title=each.title or translate(TYPES[each.record].LABEL), what=each.by)
            for each in deleted.refused[:_MOST_NAMED]
        ]
        more = ["…"] if len(deleted.refused) > _MOST_NAMED else []
        feedback.tell(self, f"{done}\n{stay}" if deleted.count else stay, "\n".join((*named, *more)))

    @Slot()
    def _on_cancelled(self) -> None:
        self._end()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, UserError):
            raise error
        feedback.tell_error(self, error)

    @Slot(Exception)
    def _on_not_read(self, error: UserError) -> None:
        tell_failure(self, error)

    def _end(self) -> None:
        self._working = False
        self.refresh()


def _cells(trashed: TrashedRecord) -> tuple[str, ...]:
    place = trashed.place
    kind = translate(TYPES[place.record].LABEL)
    return kind, place.title, format_moment(place.since), trashed.by, trashed.hangs
