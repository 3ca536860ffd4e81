"""Lets a form look back: the history of its record, the earlier values of its fields, and giving them again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Kind
from desktop_app.domain.record import Record, child_fields, field_map
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.form_grid import FormGrid
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.shortcuts import HISTORY, listening, set_hint
from desktop_app.gui.records.earlier_values import EarlierValues
from desktop_app.gui.records.record_history import RecordHistory
from desktop_app.services.desk import Desk


class LookingBack(QObject):
    """The way of one form into the past of its record; `button` stands at the head of the form.

    A value that is restored stands in the form like a typed one: it is kept with the next save.
    """

    take_back_requested = Signal(int)

    def __init__(self, desk: Desk, grid: FormGrid, button: LinkButton, form: QWidget) -> None:
        super().__init__(form)
        self._desk = desk
        self._grid = grid
        self._form = form
        self._item: Record | None = None
        self.button = button
        self.button.clicked.connect(self.show_history)
        grid.earlier_requested.connect(self.show_earlier_values)
        for shortcut in listening(HISTORY, form):
            shortcut.activated.connect(self.show_history)
        self.shown(None)

    @property
    def is_possible(self) -> bool:
        """Say whether the record shown has a history: it is in the register."""
        return self._item is not None and self._item.id is not None

    def shown(self, item: Record | None) -> None:
        """Take note of the record that the form shows."""
        self._item = item
        self._grid.set_recorded(self.is_possible)
        self.button.setVisible(self.is_possible)

    @Slot()
    def show_history(self) -> None:
        """Show the history of the record."""
        item = self._item
        if item is None or item.id is None:
            return
        dialog = RecordHistory(self._desk.history, item.NAME, item.id, item.title, self._form)
        dialog.restore_requested.connect(self._on_restore_requested)
        dialog.take_back_requested.connect(self.take_back_requested)
        dialog.exec()
        dialog.deleteLater()

    @Slot(str)
    def show_earlier_values(self, place: str) -> None:
        """Show the values that a field or a cell had."""
        item = self._item
        if item is None or item.id is None:
            return
        children, _, name = place.partition(".")
        row_id = self._grid.row_at(place) if name else item.id
        if row_id is None:
            return
        fields = field_map(type(item))
        row_type = fields[children.split("[")[0]].target if name else item.NAME
        field = field_map(TYPES[row_type])[name or place]
        if field.derived or field.target in {each.target for each in child_fields(type(item))}:
            return
        try:
            values = self._desk.history.earlier_values(item.NAME, item.id, field.name, (row_type, row_id))
        except UserError as error:
            feedback.tell_error(self._form, error)
            return
        dialog = EarlierValues(translate(field.label), values, self._form, read_only=self._desk.read_only)
        accepted, value = dialog.exec(), dialog.value
        dialog.deleteLater()
        if accepted:
            self._on_restore_requested(row_type, row_id, field.name, value)

    @Slot(str, int, str, object)
    def _on_restore_requested(self, row_type: str, row_id: int, name: str, value: Any) -> None:
        """Put an earlier value into its field."""
        item = self._item
        if item is None:
            return
        field = field_map(TYPES[row_type])[name]
        if field.kind is Kind.LINK and value is not None and not self._desk.records.title(field.target, value):
            words = N_("What “{field}” led to is not in the register any more. Nothing was changed.")
            feedback.tell_error(self._form, UserError(words, field=translate(field.label)))
            return
        place: str | None = name if self._grid.has_field(name) else None
        if row_type != item.NAME:
            children = next(each.name for each in child_fields(type(item)) if each.target == row_type)
            place = self._grid.place_of(children, row_id, name)
        if place is None:
            feedback.tell_error(
                self._form,
                UserError(N_("The row that had this value is not in the form any more. Nothing was changed.")),
            )
            return
        self._grid.set_field(place, value)
        self._grid.focus_field(place)


def history_button(form: QWidget) -> LinkButton:
    """Return what leads to the history of the record; Tab comes to it where it is made."""
    button = LinkButton(translate("History"), form)
    button.setObjectName("action.history")
    set_icon(button, "history", "accent")
    set_hint(button, HISTORY)
    return button
