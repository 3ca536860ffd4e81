"""The window of the one search: everything in the register and everything that can be done, by a few letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.base.text import fold
from desktop_app.domain.catalogue import TYPES
from desktop_app.gui.kit.clearing import offer_clearing
from desktop_app.gui.kit.found_list import FoundEntry, FoundList
from desktop_app.gui.kit.icons import icon_of, set_icon
from desktop_app.gui.kit.labels import PlainLabel, without_mnemonic
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.shortcuts import native
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.search import Found, Group, Hit, Search, marks

_WIDTH, _LINES = 96, 26
_ACTIONS_SHOWN = 5


class SearchDialog(QDialog):
    """Shows what is found as it is typed: actions first, then records by type; Enter opens the current one.

    `record_chosen` names the record to show, `query_chosen` the type of which all that fits is to be listed.
    """

    record_chosen = Signal(str, int)
    list_chosen = Signal(str, str)

    def __init__(
        self, search: Search, actions: Sequence[QAction], icons: Mapping[str, str], runner: TaskRunner, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.search_everything")
        self.setWindowTitle(translate("Search everything"))
        self._search = search
        self._actions = tuple(actions)
        self._icons = icons
        self._latest = Latest(runner, self)
        self._latest.answered.connect(self._on_found)
        self._latest.failed.connect(self._on_failed)
        self._asked = ""
        self.chosen_action: QAction | None = None
        self._build()
        self._place(parent)
        self._show(Found(), "")

    def _build(self) -> None:
        self._field = QLineEdit(self)
        self._field.setObjectName("search.everything")
        self._field.setAccessibleName(translate("Search everything"))
        self._field.setPlaceholderText(translate("Place, person, delivery, serial number, or what you want to do"))
        offer_clearing(self._field)
        glass = QAction(translate("Search"), self)
        set_icon(glass, "search", "muted")
        self._field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._field.textChanged.connect(self._on_text_changed)
        self._said = PlainLabel("", self, role="muted", wrap=True)
        self._said.setContentsMargins(12, 0, 12, 0)
        self._list = FoundList("found.everything", translate("Found"), self)
        self._list.chosen.connect(self._choose)
        card = QFrame(self)
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addWidget(self._said)
        layout.addWidget(card, 1)

    def _place(self, parent: QWidget) -> None:
        metrics = self.fontMetrics()
        width = min(metrics.averageCharWidth() * _WIDTH, parent.width() - 40)
        height = min(metrics.height() * _LINES, parent.height() - 80)
        self.resize(width, height)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + 60)

    def done(self, result: int) -> None:
        """Want no answers any more."""
        self._latest.stop()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the list while the cursor stays in the field; Enter opens, Esc closes."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(_ACTIONS_SHOWN):
                self._list.walk(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._latest.asking or fold(self._field.text()) != self._asked:
                return  # what is shown is not what was typed; the answer comes in a moment
            self._choose(self._list.current())
        else:
            super().keyPressEvent(event)

    # -- showing -----------------------------------------------------------------------------------------------

    def _find(self, text: str, _progress: Progress) -> tuple[str, Found]:
        return text, self._search.find(text)

    def _show(self, found: Found, text: str) -> None:
        self._asked = fold(text)
        meant = found.taken_as or text
        entries = self._action_entries(text)
        for group in found.groups:
            entries += self._group_entries(group, meant)
        if found.alike:
            for group in found.alike:
                heading = translate("{records}, spelled alike", records=translate(TYPES[group.record].PLURAL))
                entries.append(FoundEntry(heading))
                entries += [self._hit_entry(hit, "") for hit in group.hits]
        self._list.show_entries(entries)
        self._said.setText(self._words(found, text, bool(entries)))
        self._said.setVisible(bool(self._said.text()))

    def _words(self, found: Found, text: str, anything: bool) -> str:
        if found.taken_as:
            return translate("Searched for “{text}”: the other keyboard layout was on.", text=found.taken_as)
        if fold(text) and not anything:
            return translate("Nothing is found for “{text}”.", text=text.strip())
        if fold(text) and not found.groups and found.alike:
            return translate("Nothing is spelled “{text}”; this is alike.", text=text.strip())
        return ""

    def _action_entries(self, text: str) -> list[FoundEntry]:
        words = fold(text).split()
        entries = []
        for action in self._actions:
            name = without_mnemonic(action.text().partition("\t")[0])
            shown = f" {fold(name)}"
            if action.isEnabled() and all(f" {word}" in shown for word in words):
                keys = native(action.shortcut())
                keys = keys or action.text().partition("\t")[2]
                icon_name = icon_of(action)
                entries.append(FoundEntry(name, action, keys=keys, icon=icon_name, marks=tuple(marks(name, text))))
        entries = entries[:_ACTIONS_SHOWN] if words else entries
        return [FoundEntry(translate("Actions")), *entries] if entries else []

    def _group_entries(self, group: Group, text: str) -> list[FoundEntry]:
        entries = [FoundEntry(translate(TYPES[group.record].PLURAL))]
        entries += [self._hit_entry(hit, text) for hit in group.hits]
        if group.more and group.record in self._icons:
            words = translate("List all that fit …")
            entries.append(FoundEntry(words, (group.record, text), icon="list-details"))
        return entries

    def _hit_entry(self, hit: Hit, text: str) -> FoundEntry:
        record = hit.opens[0]
        return FoundEntry(
            hit.title or translate("(no name)"),
            hit,
            detail=hit.detail,
            second=hit.found_in,
            icon=self._icons.get(record, "file"),
            marks=tuple(marks(hit.title, text)) if text else (),
        )

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if fold(text):
            self._latest.ask(partial(self._find, text))
        else:
            self._latest.stop()
            self._show(Found(), "")

    @Slot(object)
    def _on_found(self, answer: tuple[str, Found]) -> None:
        text, found = answer
        if text == self._field.text():
            self._show(found, text)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._show(Found(), self._field.text())
        self._said.setText(error.message())
        self._said.show()

    @Slot(object)
    def _choose(self, payload: object) -> None:
        if isinstance(payload, QAction):
            self.chosen_action = payload
            self.accept()
        elif isinstance(payload, Hit):
            self.accept()
            self.record_chosen.emit(*payload.opens)
        elif isinstance(payload, tuple):
            self.accept()
            self.list_chosen.emit(*payload)
