"""The editors of the values of one condition, the same as in a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.relative_day import Unit
from desktop_app.gui.kit.editors.choice import ChoiceEditor
from desktop_app.gui.kit.editors.factory import make_editor
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.editors.protocol import Editor
from desktop_app.gui.records.condition_scope import Scope
from desktop_app.gui.records.operators import Input, Operator, Values, period_key
from desktop_app.services.filter_words import PERIODS

_UNITS = ((Unit.DAY, N_("days")), (Unit.WEEK, N_("weeks")), (Unit.MONTH, N_("months")), (Unit.YEAR, N_("years")))
_LARGEST_COUNT = 9999
_NARROW = frozenset({Input.NUMBER, Input.DAY, Input.COUNT, Input.UNIT, Input.PERIOD})
"""What is entered in editors as wide as what they hold."""


class ConditionValues(QWidget):
    """Editors for what an operator needs to know; none for `is empty` and the like."""

    changed = Signal()

    def __init__(self, scope: Scope, field: Field, operator: Operator, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._inputs = operator.inputs
        self._editors = [_editor(scope, field, each, self) for each in operator.inputs]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for place, editor in enumerate(self._editors):
            editor.widget().setObjectName(f"condition.value.{place}")
            editor.widget().setAccessibleName(name)
            editor.changed.connect(self.changed)
            editor.left.connect(self.changed)
            layout.addWidget(editor.widget(), 0 if operator.inputs[place] in _NARROW else 1)
        if all(each in _NARROW for each in operator.inputs):
            layout.addStretch(1)

    def values(self) -> Values:
        """Return what is entered."""
        return tuple(editor.value() for editor in self._editors)

    def set_values(self, values: Values) -> None:
        """Show values, as many as there are editors."""
        for editor, value in zip(self._editors, values, strict=True):
            editor.set_value(value)

    def problem(self) -> str:
        """Return why something cannot be read; empty when all can."""
        return next((problem for editor in self._editors if (problem := editor.problem())), "")

    def takes_over(self, other: ConditionValues) -> None:
        """Show what stands in the editors that went before, as far as they are of the same kind."""
        for place, (own, before) in enumerate(zip(self._inputs, other._inputs, strict=False)):
            if own is before:
                self._editors[place].set_value(other._editors[place].value())

    def stops(self) -> Iterator[QWidget]:
        """Yield where Tab stops, in order."""
        for editor in self._editors:
            yield editor.widget()


def _editor(scope: Scope, field: Field, wanted: Input, parent: QWidget) -> Editor:  # noqa: PLR0911  one for each kind
    label = field.label
    match wanted:
        case Input.TEXT:
            return make_editor(Field(Kind.TEXT, label, width=24), scope.context, parent)
        case Input.LINK:
            editor = make_editor(replace(field, derived=False), scope.context, parent)
            if isinstance(editor, LinkEditor):
                editor.offer_present_only()
            return editor
        case Input.CODES:
            return make_editor(Field(Kind.CHOICES, label, choices=field.choices), scope.context, parent)
        case Input.NUMBER:
            return make_editor(replace(field, derived=False, minimum=None, maximum=None), scope.context, parent)
        case Input.DAY:
            return make_editor(Field(Kind.DATE, label, width=12), scope.context, parent)
        case Input.COUNT:
            count = Field(Kind.INTEGER, label, width=4, minimum=1, maximum=_LARGEST_COUNT)
            return make_editor(count, scope.context, parent)
        case Input.UNIT:
            return _choice(label, [(unit.value, translate(words)) for unit, words in _UNITS], parent)
        case Input.PERIOD:
            return _choice(label, [(period_key(*each), translate(words)) for each, words in PERIODS.items()], parent)


def _choice(label: str, options: list[tuple[str, str]], parent: QWidget) -> ChoiceEditor:
    editor = ChoiceEditor(Field(Kind.CHOICE, label, width=20), options, parent)
    editor.set_value(options[0][0])
    return editor
