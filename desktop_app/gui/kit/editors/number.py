"""Editors of whole numbers and decimals, typed and shown in the form of the language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.base.formats import format_decimal, format_integer, parse_decimal
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.errors import UserError
from desktop_app.domain.fields import Field
from desktop_app.gui.kit.editors.line import LineEditor


class NumberEditor(LineEditor):
    """A number; what cannot be read stays as typed and is explained."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> Any:
        """Return the number; None for an empty or unreadable line."""
        return self._read()[0]

    def set_value(self, value: Any) -> None:
        """Show a number."""
        super().set_value("" if value is None else self._shown(value))

    def problem(self) -> str | None:
        """Return why the line cannot be read."""
        return self._read()[1]

    def _settle(self) -> None:
        number, problem = self._read()
        if problem is None:
            self.set_value(number)

    def _read(self) -> tuple[Decimal | int | None, str | None]:
        typed = self.text().strip()
        if not typed:
            return None, None
        try:
            number = parse_decimal(typed)
        except UserError as error:
            return None, error.message()
        return self._checked(number, typed)

    def _checked(self, number: Decimal, typed: str) -> tuple[Decimal | int | None, str | None]:
        raise NotImplementedError

    def _shown(self, value: Any) -> str:
        raise NotImplementedError


class IntegerEditor(NumberEditor):
    """A whole number."""

    def _checked(self, number: Decimal, typed: str) -> tuple[Decimal | int | None, str | None]:
        if number != number.to_integral_value():
            return None, translate(N_("“{text}” is not a whole number."), text=typed)
        return int(number), None

    def _shown(self, value: int) -> str:
        return format_integer(value)


_LONGEST = 19
"""Digits before the comma; longer numbers, which no record can have, are not rounded but refused by the record."""


class DecimalEditor(NumberEditor):
    """A decimal number with as many places as its field has."""

    def _checked(self, number: Decimal, typed: str) -> tuple[Decimal | int | None, str | None]:
        scale = self._field.scale
        if number.adjusted() > _LONGEST:
            return number, None
        rounded = round(number, scale)
        if rounded != number:
            words = N_("“{text}” has more than {scale} decimal places.")
            return None, translate(words, text=typed, scale=scale)
        return rounded, None

    def _shown(self, value: Decimal) -> str:
        return format_decimal(value, self._field.scale)
