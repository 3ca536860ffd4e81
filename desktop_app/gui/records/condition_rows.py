"""Conditions as rows that one puts together: groups of rows, each a field, an operator and values, or a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.fields import Field
from desktop_app.domain.query import AllOf, AnyOf, Filter, Linked, Not
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel, set_tooltip
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.picker import Picker
from desktop_app.gui.kit.shortcuts import ADD_CONDITION, ADD_GROUP, REMOVE_CONDITION, REMOVE_GROUP, set_hint, with_keys
from desktop_app.gui.records.condition_scope import Scope
from desktop_app.gui.records.condition_values import ConditionValues
from desktop_app.gui.records.operators import Operator, operators_for, shown_by

ALL, ANY, NONE = "all", "any", "none"
_KEPT = "kept"
_MODES = (
    (ALL, N_("All of these apply")),
    (ANY, N_("At least one of these applies")),
    (NONE, N_("None of these applies")),
)
_THERE = (("yes", N_("there is one")), ("no", N_("there is none")))
_DEEPEST = 5
_INDENT = 20

R = TypeVar("R", "ConditionRow", "ConditionGroup")


class ConditionRow(QWidget):
    """One condition; what leads to other records opens a group of conditions on these.

    `removed` asks for the row to go.
    """

    changed = Signal()
    rebuilt = Signal()
    removed = Signal(QWidget)

    def __init__(self, scope: Scope, depth: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._scope = scope
        self._depth = depth
        self._field: Field | None = None
        self._kept: Filter | None = None
        self._operators: dict[str, Operator] = {}
        self._values: ConditionValues | None = None
        self._group: ConditionGroup | None = None
        self._what = Picker(scope.choices(), self)
        self._what.setObjectName("condition.field")
        self._what.setAccessibleName(translate("Field"))
        self._how = Picker((), self)
        self._how.setObjectName("condition.operator")
        self._how.setAccessibleName(translate("Comparison"))
        self._remove = QPushButton(self)
        self._remove.setObjectName("action.remove_condition")
        self._remove.setAccessibleName(translate("Remove the condition"))
        self._remove.setAutoDefault(True)  # Enter presses it
        set_hint(self._remove, REMOVE_CONDITION)
        set_tooltip(self._remove, with_keys(translate("Remove the condition"), REMOVE_CONDITION.named()))
        set_icon(self._remove, "x")
        self._problem = PlainLabel("", self, role="error", wrap=True)
        self._problem.hide()
        self._line = QHBoxLayout()
        self._line.addWidget(self._what)
        self._line.addWidget(self._how)
        self._line.addStretch()
        self._line.addWidget(self._remove)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._line)
        self._layout.addWidget(self._problem)
        self._what.picked.connect(self._on_field_picked)
        self._how.picked.connect(self._on_operator_picked)
        self._remove.clicked.connect(self._on_remove)
        self._show_field()

    def filter(self) -> Filter | None:
        """Return the condition; None while something is missing."""
        if self._how.key() == _KEPT:
            return self._kept
        if self._field is None:
            relation = self._scope.relation_of(self._what.key())
            within = self._group.filters() if self._group is not None else ()
            return Linked(relation.name, within, exists=self._how.key() == "yes")
        values = self._values.values() if self._values is not None else ()
        return self._operators[self._how.key()].make(self._field.name, values)

    def show_filter(self, each: Filter) -> None:
        """Show a condition of a field, or a link."""
        if isinstance(each, Not) and isinstance(each.condition, Linked):
            each = Linked(each.condition.relation, each.condition.conditions, not each.condition.exists)
        self._what.pick(self._scope.key_for(each))
        self._kept = None
        self._show_field()
        if isinstance(each, Linked):
            self._how.pick("yes" if each.exists else "no")
            if self._group is not None:
                self._group.show_filters(each.conditions)
            return
        shown = shown_by(self._field, each) if self._field is not None else None
        if shown is None:
            self._keep(each)
            return
        operator, values = shown
        self._how.pick(operator.key)
        self._show_values()
        if self._values is not None:
            self._values.set_values(values)

    def problems(self) -> Iterator[str]:
        """Yield why something that was typed cannot be read."""
        if self._values is not None and (problem := self._values.problem()):
            yield problem
        if self._group is not None:
            yield from self._group.problems()

    def stops(self) -> Iterator[QWidget]:
        """Yield where Tab stops, in order."""
        yield self._what
        yield self._how
        if self._values is not None:
            yield from self._values.stops()
        yield self._remove
        if self._group is not None:
            yield from self._group.stops()

    def focus(self) -> None:
        """Put the keyboard on the field."""
        self._what.setFocus()

    def _keep(self, each: Filter) -> None:
        """Keep a condition that the builder has no editors for, and tell it in words."""
        self._kept = each
        words = self._scope.desk.browser.filter_words(self._scope.record, (each,))[0]
        self._how.offer([[(_KEPT, words)], [(one.key, translate(one.words)) for one in self._operators.values()]])
        self._show_values()

    def _show_field(self) -> None:
        self._field = self._scope.field_of(self._what.key())
        if self._field is None:
            self._operators = {}
            self._how.offer([[(key, translate(words)) for key, words in _THERE]])
        else:
            self._operators = {each.key: each for each in operators_for(self._field)}
            self._how.offer([[(each.key, translate(each.words)) for each in self._operators.values()]])
        self._show_group()
        self._show_values()

    def _show_group(self) -> None:
        if self._group is not None:
            self._layout.removeWidget(self._group)
            self._group.hide()
            self._group.deleteLater()
            self._group = None
        if self._field is None:
            scope = self._scope.leading_to(self._scope.relation_of(self._what.key()))
            self._group = ConditionGroup(scope, self._depth + 1, self)
            self._group.changed.connect(self.changed)
            self._group.rebuilt.connect(self.rebuilt)
            self._layout.addWidget(self._group)

    def _show_values(self) -> None:
        before, self._values = self._values, None
        operator = self._operators.get(self._how.key())
        if self._field is not None and operator is not None:
            self._values = ConditionValues(self._scope, self._field, operator, translate(self._field.label), self)
            self._values.changed.connect(self._on_values_changed)
            self._line.insertWidget(2, self._values, 1)
        if before is not None:
            if self._values is not None:
                self._values.takes_over(before)
            self._line.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._show_problem()
        self.rebuilt.emit()

    def _show_problem(self) -> None:
        problem = self._values.problem() if self._values is not None else ""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @Slot()
    def _on_field_picked(self) -> None:
        self._kept = None
        self._show_field()
        self.changed.emit()

    @Slot()
    def _on_operator_picked(self) -> None:
        self._show_values()
        self.changed.emit()

    @Slot()
    def _on_values_changed(self) -> None:
        self._show_problem()
        self.changed.emit()

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)


class ConditionGroup(QFrame):
    """Conditions of which all, at least one or none have to apply; groups may stand within each other."""

    changed = Signal()
    rebuilt = Signal()
    removed = Signal(QWidget)

    def __init__(self, scope: Scope, depth: int, parent: QWidget, *, removable: bool = False) -> None:
        super().__init__(parent)
        if depth:
            self.setProperty("look", "group")
        self._scope = scope
        self._depth = depth
        self._rows: list[ConditionRow | ConditionGroup] = []
        self._mode = Picker([[(key, translate(words)) for key, words in _MODES]], self)
        self._mode.setObjectName("condition.mode")
        self._mode.setAccessibleName(translate("Which conditions apply"))
        self._add = LinkButton(translate("Add a condition"), self)
        self._add.setObjectName("action.add_condition")
        self._add_group = LinkButton(translate("Add a group"), self)
        self._add_group.setObjectName("action.add_group")
        self._add_group.setVisible(depth < _DEEPEST)
        self._remove = LinkButton(translate("Remove the group"), self)
        self._remove.setObjectName("action.remove_group")
        self._remove.setVisible(removable)
        for button, keys in ((self._add, ADD_CONDITION), (self._add_group, ADD_GROUP), (self._remove, REMOVE_GROUP)):
            set_hint(button, keys)
            set_tooltip(button, with_keys(button.text(), keys.named()))
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._mode)
        head.addStretch(1)
        head.addWidget(self._remove)
        foot.setSpacing(16)
        foot.addWidget(self._add)
        foot.addWidget(self._add_group)
        foot.addStretch(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_INDENT if depth else 0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(self._list)
        layout.addLayout(foot)
        self._mode.hide()
        self._mode.picked.connect(self.changed)
        self._add.clicked.connect(self._on_add)
        self._add_group.clicked.connect(self._on_add_group)
        self._remove.clicked.connect(self._on_remove)

    def filters(self) -> tuple[Filter, ...]:
        """Return the filters that the group stands for, without what is not filled in yet."""
        found = tuple(each for row in self._rows if (each := row.filter()) is not None)
        if self._mode.key() == ALL or not found:
            return found
        return (AnyOf(found),) if self._mode.key() == ANY else (Not(AnyOf(found)),)

    def filter(self) -> Filter | None:
        """Return the group as one filter; None where nothing in it is filled in."""
        found = self.filters()
        if not found:
            return None
        return found[0] if len(found) == 1 and self._mode.key() != ALL else AllOf(found)

    def show_filters(self, filters: tuple[Filter, ...]) -> None:
        """Show filters that all have to apply; a single group of others as what it is."""
        mode = ALL
        match filters:
            case (AllOf(conditions=within),):
                filters = within
            case (AnyOf(conditions=within),):
                mode, filters = ANY, within
            case (Not(condition=AnyOf(conditions=within)),):
                mode, filters = NONE, within
        for row in list(self._rows):
            self._drop(row)
        self._mode.pick(mode)
        for each in filters:
            self._show(each)
        self._after_rebuilding()

    def problems(self) -> Iterator[str]:
        """Yield why something that was typed cannot be read."""
        for row in self._rows:
            yield from row.problems()

    def stops(self) -> Iterator[QWidget]:
        """Yield where Tab stops, in order."""
        yield self._mode
        yield self._remove
        for row in self._rows:
            yield from row.stops()
        yield self._add
        yield self._add_group

    def focus(self) -> None:
        """Put the keyboard on the first condition, or where one is added."""
        if self._rows:
            self._rows[0].focus()
        else:
            self._add.setFocus()

    def add_row(self) -> ConditionRow:
        """Add a condition that is not filled in yet."""
        return self._added(ConditionRow(self._scope, self._depth, self))

    def _show(self, each: Filter) -> None:
        if self._scope.key_for(each) and not self._is_turned_group(each):
            self.add_row().show_filter(each)
            return
        group = self._added(ConditionGroup(self._scope, self._depth + 1, self, removable=True))
        is_negative = isinstance(each, Not) and not isinstance(each.condition, AnyOf)
        group.show_filters((Not(AnyOf((each.condition,))),) if isinstance(each, Not) and is_negative else (each,))

    def _is_turned_group(self, each: Filter) -> bool:
        """Say whether a negation is one that no operator of its field can show."""
        if not isinstance(each, Not) or isinstance(each.condition, Linked):
            return False
        field = self._scope.field_of(self._scope.key_for(each))
        return field is None or shown_by(field, each) is None

    def _added(self, row: R) -> R:
        row.changed.connect(self.changed)
        row.rebuilt.connect(self.rebuilt)
        row.removed.connect(self._on_removed)
        self._rows.append(row)
        self._list.addWidget(row)
        row.show()
        return row

    def _after_rebuilding(self) -> None:
        """Ask how conditions go together where there are several."""
        self._mode.setVisible(len(self._rows) > 1 or self._mode.key() != ALL)
        self.rebuilt.emit()

    def _drop(self, row: ConditionRow | ConditionGroup) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _on_add(self) -> None:
        row = self.add_row()
        self._after_rebuilding()
        self.changed.emit()
        row.focus()

    @Slot()
    def _on_add_group(self) -> None:
        group = self._added(ConditionGroup(self._scope, self._depth + 1, self, removable=True))
        row = group.add_row()
        self._after_rebuilding()
        self.changed.emit()
        row.focus()

    @Slot(QWidget)
    def _on_removed(self, row: ConditionRow | ConditionGroup) -> None:
        place = self._rows.index(row)
        self._drop(row)
        self._after_rebuilding()
        self.changed.emit()
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].focus()
        else:
            self._add.setFocus()

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)
