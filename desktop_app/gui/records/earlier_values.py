"""The values that a field had before, to be given again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.formats import format_moment
from desktop_app.base.i18n import translate
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.placing import resize_within_screen
from desktop_app.gui.kit.plain_table import PlainTable
from desktop_app.gui.models.paged_table import PagedTableModel
from desktop_app.services.changes import EarlierValue

_LINES = 4


class EarlierValues(QDialog):
    """Lists the values of one field, the last one first; accepted, `value` is the one to restore."""

    def __init__(self, field: str, values: Sequence[EarlierValue], parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.earlier_values")
        self.setWindowTitle(translate("Earlier values: {field}", field=field))
        self._read_only = read_only
        self._model = PagedTableModel[EarlierValue](
            [translate("Earlier value"), translate("Entered"), translate("By")],
            lambda _after: values,
            _cells,
            len(values) + 1,
            self,
        )
        self._model.refresh()
        self._list = PlainTable("table.earlier_values", self.windowTitle(), self._model, (44, 18, 18), self)
        self._whole = QPlainTextEdit(self)
        self._whole.setObjectName("earlier_values.whole")
        self._whole.setAccessibleName(translate("The whole value"))
        self._whole.setReadOnly(True)
        self._whole.setTabChangesFocus(True)
        self._whole.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + 12)
        close = QPushButton(translate("&Close"), self)
        close.setObjectName("action.close")
        close.setAutoDefault(True)
        self._restore = QPushButton(translate("&Restore this value"), self)
        self._restore.setObjectName("action.restore_value")
        self._restore.setProperty("look", "primary")
        self._restore.setAutoDefault(True)
        self._arrange(close, empty=not values)
        self._list.chosen.connect(self._on_chosen)
        self._list.row_opened.connect(self._on_restore)
        self._restore.clicked.connect(self._on_restore)
        close.clicked.connect(self.reject)
        if values:
            self._list.go_to(0)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_chosen()

    @property
    def value(self) -> Any:
        """Return the value that is selected, as the record had it."""
        chosen = self._chosen
        return chosen.value if chosen else None

    @property
    def _chosen(self) -> EarlierValue | None:
        return self._model.item(self._list.currentIndex().row())

    def _arrange(self, close: QPushButton, *, empty: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        words = (
            translate("This field had no other value so far.")
            if empty
            else translate("A restored value stands in the form like a typed one, and is kept when you save.")
        )
        layout.addWidget(PlainLabel(words, self, role="muted", wrap=True))
        layout.addWidget(self._list, 1)
        layout.addWidget(self._whole)
        self._list.setVisible(not empty)
        self._whole.setVisible(not empty)
        self._restore.setVisible(not empty)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self._restore)
        layout.addLayout(buttons)
        metrics = self.fontMetrics()
        resize_within_screen(self, metrics.averageCharWidth() * 84, metrics.height() * (8 if empty else 24))

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self._chosen
        self._whole.setPlainText(chosen.shown if chosen else "")
        self._restore.setEnabled(chosen is not None and chosen.possible and not self._read_only)

    @Slot()
    def _on_restore(self) -> None:
        if self._restore.isEnabled():
            self.accept()


def _cells(value: EarlierValue) -> tuple[str, ...]:
    return value.shown or translate("(empty)"), format_moment(value.at) if value.at else "", value.by
