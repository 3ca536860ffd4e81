"""Shows the active filters in words, each with a cross to drop it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.flow import FlowLayout
from desktop_app.gui.kit.icons import icon_size, set_icon
from desktop_app.gui.kit.labels import action_text, set_tooltip
from desktop_app.gui.kit.shortcuts import Shortcut, set_hint, with_keys


class Chip(QPushButton):
    """One filter in words; pressing it, or Del, drops the filter."""

    removed = Signal(str)

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(action_text(words), parent)
        self._name = name
        self.setObjectName(f"chip.{name}")
        self.setProperty("look", "chip")
        self.setAutoDefault(True)  # Enter presses it
        self.setAccessibleName(translate("Clear the filter: {words}", words=words))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        set_icon(self, "x", "on_selection", round(icon_size() * 0.7))
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.removed.emit(self._name)


class FilterChips(QWidget):
    """The active filters of a table; hidden when there are none. `keys` clear them all."""

    removed = Signal(str)
    cleared = Signal()

    def __init__(self, keys: Shortcut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._chips: list[QPushButton] = []
        self._shown: dict[str, str] = {}
        self._flow = FlowLayout(self)
        self.hide()

    def show_chips(self, words: Mapping[str, str]) -> None:
        """Show filters given as words by name."""
        if dict(words) == self._shown:
            return
        self._shown = dict(words)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(name, text) for name, text in words.items()]
        if len(self._chips) > 1:
            self._chips.append(self._clear_all())
        for chip in self._chips:
            self._flow.addWidget(chip)
        self.setVisible(bool(self._chips))

    @Slot()
    def _on_clear(self) -> None:
        self.cleared.emit()

    def _chip(self, name: str, text: str) -> Chip:
        chip = Chip(name, text, self)
        chip.removed.connect(self.removed)
        return chip

    def _clear_all(self) -> QPushButton:
        button = QPushButton(translate("Clear all filters"), self)
        button.setObjectName("action.clear_filters")
        button.setProperty("look", "link")
        button.setAutoDefault(True)
        set_tooltip(button, with_keys(button.text(), self._keys.named()))
        set_hint(button, self._keys)
        button.clicked.connect(self._on_clear)
        return button
