"""What is remembered of a list from one start to the next: its columns, their widths and the order."""

from __future__ import annotations

from typing import Any

from desktop_app.base.settings import Settings
from desktop_app.domain.fields import Field
from desktop_app.domain.list_view import ListView
from desktop_app.domain.query import Order
from desktop_app.gui.records.view import RecordView


class RememberedList:
    """The part of the settings that belongs to one list; what makes no sense there is as usual."""

    def __init__(self, view: RecordView, fields: dict[str, Field], settings: Settings) -> None:
        self._view = view
        self._fields = fields
        self._settings = settings

    @property
    def columns(self) -> list[str]:
        """Return the names of the fields shown, from left to right."""
        found = self._state().get("columns")
        names = [name for name in found if self._knows(name)] if isinstance(found, list) else []
        return list(dict.fromkeys(names)) or list(self._view.columns)

    @property
    def order(self) -> tuple[Order, ...]:
        """Return the keys of the order, the first one first."""
        found = self._state().get("order")
        if not isinstance(found, list):
            return self._view.order
        keys = [
            (each[0], bool(each[1]))
            for each in found
            if isinstance(each, list) and len(each) == 2 and self._knows(each[0])
        ]
        return tuple(Order(name, descending) for name, descending in keys) or self._view.order

    @property
    def widths(self) -> dict[str, Any]:
        """Return the widths of columns by field name, as they were written."""
        found = self._state().get("widths")
        return found if isinstance(found, dict) else {}

    def remember(self, view: ListView) -> None:
        """Write the columns, widths and order of an arrangement."""
        state = {
            "columns": list(view.columns),
            "order": [[each.field, each.descending] for each in view.order],
            "widths": dict(view.widths),
        }
        self._settings.set_table(self._view.name, state)

    def _state(self) -> dict[str, Any]:
        return self._settings.table(self._view.name)

    def _knows(self, name: object) -> bool:
        """Say whether a name from the settings file is that of a field that can be a column."""
        return isinstance(name, str) and name in self._fields
