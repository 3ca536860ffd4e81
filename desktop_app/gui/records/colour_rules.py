"""The window in which rows are given colours: rules, each with its conditions, the first that holds counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.query import Colour, ColourRule, Query
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel, set_tooltip
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.nearest import NearestButton
from desktop_app.gui.kit.picker import Picker
from desktop_app.gui.kit.placing import resize_within_screen, scrolling
from desktop_app.gui.kit.shortcuts import EDIT_RULE, RAISE_RULE, REMOVE_RULE, Shortcut, set_hint, with_keys
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.records.filter_builder import FilterBuilder
from desktop_app.services.desk import Desk

_COLOURS = (
    (Colour.RED, N_("red")),
    (Colour.YELLOW, N_("yellow")),
    (Colour.GREEN, N_("green")),
    (Colour.BLUE, N_("blue")),
    (Colour.GREY, N_("grey")),
)
_SIZE = (680, 380)


class RuleRow(QWidget):
    """One rule: its colour, its conditions in words, and what can be done with it."""

    edited = Signal(QWidget)
    raised = Signal(QWidget)
    removed = Signal(QWidget)

    def __init__(self, rule: ColourRule, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._rule = rule
        self._colour = Picker([[(colour.value, translate(name)) for colour, name in _COLOURS]], self)
        self._colour.setObjectName("rule.colour")
        self._colour.setAccessibleName(translate("Colour"))
        self._colour.pick(rule.colour.value)
        self._words = ElidedLabel(words, self)
        self._words.setObjectName("rule.words")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._colour)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button(EDIT_RULE, translate("Change the conditions"), "pencil", self._on_edit))
        layout.addWidget(self._button(RAISE_RULE, translate("Move up"), "chevron-up", self._on_raise))
        layout.addWidget(self._button(REMOVE_RULE, translate("Remove the rule"), "x", self._on_remove))

    def rule(self) -> ColourRule:
        """Return the rule."""
        return replace(self._rule, colour=Colour(self._colour.key()))

    def show_rule(self, rule: ColourRule, words: str) -> None:
        """Show other conditions."""
        self._rule = rule
        self._words.setText(words)

    def _button(self, keys: Shortcut, words: str, icon: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"action.{keys.verb}")
        button.setAccessibleName(words)
        button.setAutoDefault(True)  # Enter presses it
        set_hint(button, keys)
        set_tooltip(button, with_keys(words, keys.named()))
        set_icon(button, icon)
        button.clicked.connect(slot)
        return button

    @Slot()
    def _on_edit(self) -> None:
        self.edited.emit(self)

    @Slot()
    def _on_raise(self) -> None:
        self.raised.emit(self)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)


class ColourRules(QDialog):
    """Edits the colour rules of one list; `rules` gives what was made of them."""

    def __init__(
        self, desk: Desk, runner: TaskRunner, record: str, rules: tuple[ColourRule, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.colours")
        self.setWindowTitle(translate("Colours of rows"))
        self._desk = desk
        self._runner = runner
        self._record = record
        self._rows: list[RuleRow] = []
        content = QWidget(self)
        content.setProperty("look", "bare")
        self._list = QVBoxLayout()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        self._add = LinkButton(translate("Add a rule …"), self)
        self._add.setObjectName("action.add_rule")
        inner.addLayout(self._list)
        inner.addWidget(self._add)
        inner.addStretch(1)
        cancel, take = QPushButton(translate("&Cancel"), self), QPushButton(translate("&Show"), self)
        take.setObjectName("action.take_rules")
        take.setProperty("look", "primary")
        take.setDefault(True)
        cancel.setObjectName("action.cancel")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        about = translate("A row has the colour of the first rule that applies to it.")
        layout.addWidget(PlainLabel(about, self, role="muted", wrap=True))
        layout.addWidget(scrolling(content, self), 1)
        layout.addLayout(buttons)
        self._add.clicked.connect(self._on_add)
        take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        for rule in rules:
            self._show(rule)
        for keys in (EDIT_RULE, RAISE_RULE, REMOVE_RULE):
            NearestButton(keys, self)
        give_letters(self)
        resize_within_screen(self, *_SIZE)

    def rules(self) -> tuple[ColourRule, ...]:
        """Return the rules, the first one first."""
        return tuple(row.rule() for row in self._rows)

    def _show(self, rule: ColourRule) -> None:
        row = RuleRow(rule, self._words(rule), self)
        row.edited.connect(self._on_edited)
        row.raised.connect(self._on_raised)
        row.removed.connect(self._on_removed)
        self._rows.append(row)
        self._list.addWidget(row)
        row.show()

    def _words(self, rule: ColourRule) -> str:
        return self._desk.browser.words(Query(self._record, filters=rule.filters))

    def _asked(self, rule: ColourRule) -> ColourRule | None:
        """Let the conditions of a rule be put together; return None where that was given up or left none."""
        builder = FilterBuilder(self._desk, self._runner, self._record, rule.filters, "", self)
        taken = builder.exec() == QDialog.DialogCode.Accepted
        filters = builder.filters()
        builder.deleteLater()
        return replace(rule, filters=filters) if taken and filters else None

    @Slot()
    def _on_add(self) -> None:
        made = self._asked(ColourRule((), _COLOURS[len(self._rows) % len(_COLOURS)][0]))
        if made is not None:
            self._show(made)

    @Slot(QWidget)
    def _on_edited(self, row: RuleRow) -> None:
        made = self._asked(row.rule())
        if made is not None:
            row.show_rule(made, self._words(made))

    @Slot(QWidget)
    def _on_raised(self, row: RuleRow) -> None:
        place = max(0, self._rows.index(row) - 1)
        self._rows.remove(row)
        self._rows.insert(place, row)
        self._list.removeWidget(row)
        self._list.insertWidget(place, row)

    @Slot(QWidget)
    def _on_removed(self, row: RuleRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._add.setFocus()
