"""A quiet line in a form that names what a new record took over from the last one, and takes it out again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.record import Record, field_map
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.toast import announce


class CarriedLine(QWidget):
    """Shown while a new record has values of the last one; `cleared` tells the names of the fields to be emptied."""

    cleared = Signal(list)

    def __init__(self, record_type: type[Record], form: QWidget) -> None:
        super().__init__(form)
        self.setObjectName("carried")
        self._fields = field_map(record_type)
        self._names: list[str] = []
        self._words = PlainLabel("", self, role="muted", wrap=True)
        clear = LinkButton(translate("Empty them"), self)
        clear.setObjectName("action.empty_carried")
        clear.clicked.connect(self._on_clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 0)
        line.addWidget(self._words, 1)
        line.addWidget(clear)
        self.hide()

    @property
    def words(self) -> str:
        """Return what is said; empty for nothing."""
        return "" if self.isHidden() else self._words.text()

    def tell(self, names: Sequence[str]) -> None:
        """Name the fields whose values were taken over; none hides the line."""
        self._names = list(names)
        labels = ", ".join(translate(self._fields[name].label) for name in names)
        self._words.setText(translate("As in the last record: {fields}", fields=labels))
        self.setVisible(bool(names))
        if names:
            announce(self, self._words.text())

    @Slot()
    def _on_clear(self) -> None:
        names = self._names
        self.tell(())
        self.cleared.emit(names)
