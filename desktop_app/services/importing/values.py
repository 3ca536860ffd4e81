"""Reads the cells of a table as values of the register's fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.formats import parse_boolean
from desktop_app.base.i18n import N_, language, translate
from desktop_app.base.nearest import UnknownWord, did_you_mean
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate, parse_typed
from desktop_app.exchange.reading import Cell, cell_text
from desktop_app.services.code_lists import CodeLists

_BLANKS = re.compile(r"[\s'’]")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_OF_THREE = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""A number such as 1.234, which is 1234 for Germans and 1.234 for Britons."""
_LIST_BREAKS = ("\n", ";", "|", ",", "/")
_DECIMAL_SIGN = {"de": ",", "uk": ",", "en": "."}
_YEARS = range(1000, 10_000)
_TOO_LONG_TO_ROUND = 20
"""Digits before the decimal sign; the record itself refuses numbers as large as that."""

Doubt = Callable[[str], None]


class ValueReader:
    """Understands cells as people fill them in: in German, Ukrainian or English form."""

    def __init__(self, codes: CodeLists, today: date) -> None:
        self._codes = codes
        self.today = PartialDate.of(today)
        self._today = today
        self._found: dict[tuple[str, str], str | None] = {}
        self._readers: dict[Kind, Callable[[Field, Cell, Doubt], Any]] = {
            Kind.INTEGER: self._integer,
            Kind.DECIMAL: self._decimal,
            Kind.DATE: lambda _field, cell, _doubt: self.date(cell),
            Kind.BOOLEAN: lambda _field, cell, _doubt: _boolean(cell),
            Kind.CHOICE: self._choice,
            Kind.CHOICES: self._choices,
        }

    def read(self, field: Field, cell: Cell, doubt: Doubt) -> Any:
        """Return the value of a cell that is not empty; raises UserError where it is not of the field's kind."""
        reader = self._readers.get(field.kind)
        return reader(field, cell, doubt) if reader else cell_text(cell).strip()

    def date(self, cell: Cell) -> PartialDate:
        """Return the date of a cell, as far as it is known; raises UserError."""
        if isinstance(cell, datetime):
            return PartialDate.of(cell.date())
        if isinstance(cell, date):
            return PartialDate.of(cell)
        text = cell_text(cell).strip()
        if text.startswith(("+", "-")):
            raise UserError(N_("“{text}” is not a date. Write it as 12.3.2019, 3/2019 or 2019."), text=text)
        return parse_typed(text.removesuffix(" 00:00:00"), self._today)

    def code(self, code_list: str, word: str) -> str | None:
        """Return the code that a word of any language, or the code itself, means."""
        key = (code_list, word)
        if key not in self._found:
            self._found[key] = self._codes.find(code_list, word)
        return self._found[key]

    def words(self, code_list: str) -> list[str]:
        """Return the words that forms offer of a code list, in the language of the program."""
        return [word for _, word in self._codes.options(code_list)]

    def label(self, code_list: str, code: str) -> str:
        """Return the word of a code in the language of the program."""
        return self._codes.label(code_list, code)

    def _choice(self, field: Field, cell: Cell, _doubt: Doubt) -> str:
        word = cell_text(cell).strip()
        code = self.code(field.choices, word)
        if code is None:
            raise UnknownWord(
                N_("“{word}” is not in the code list “{name}”. Use one of its words or codes, or add it there first."),
                did_you_mean(word, self.words(field.choices)),
                word=word,
                name=self._codes.label("code_list", field.choices),
            )
        return code

    def _choices(self, field: Field, cell: Cell, doubt: Doubt) -> tuple[str, ...]:
        text = cell_text(cell).strip()
        if (whole := self.code(field.choices, text)) is not None:
            return (whole,)
        for sign in _LIST_BREAKS:
            parts = [part.strip() for part in text.split(sign) if part.strip()]
            codes = [self.code(field.choices, part) for part in parts]
            if len(parts) > 1 and None not in codes:
                return tuple(dict.fromkeys(code for code in codes if code is not None))
        words = [part.strip() for part in re.split(r"[\n;|]|,", text) if part.strip()]
        unknown = next((word for word in words if self.code(field.choices, word) is None), text)
        return (self._choice(field, unknown, doubt),)

    def _integer(self, _field: Field, cell: Cell, doubt: Doubt) -> int:
        number = self.number(cell, doubt, whole=True)
        if number != number.to_integral_value():
            raise UserError(N_("“{text}” is not a whole number."), text=cell_text(cell).strip())
        return int(number)

    def _decimal(self, field: Field, cell: Cell, doubt: Doubt) -> Decimal:
        return self.decimal(cell, field.scale, doubt)

    def decimal(self, cell: Cell, scale: int, doubt: Doubt) -> Decimal:
        """Return the number of a cell; one that was computed is rounded to `scale` places. Raises UserError."""
        number = self.number(cell, doubt)
        if number.adjusted() >= _TOO_LONG_TO_ROUND:
            return number
        rounded = round(number, scale)
        if rounded == number:
            return number
        if not isinstance(cell, str):
            return rounded
        raise UserError(N_("“{text}” has more than {scale} decimal places."), text=cell.strip(), scale=scale)

    def number(self, cell: Cell, doubt: Doubt, *, whole: bool = False) -> Decimal:
        """Return the number of a cell in German, Ukrainian or English form; raises UserError.

        Where a point or comma can be read in two ways, the language of the program decides, and `doubt` hears of it.
        """
        if isinstance(cell, bool | date):
            raise UserError(N_("“{text}” is not a number."), text=cell_text(cell))
        if not isinstance(cell, str):
            return Decimal(cell_text(cell))
        text = _BLANKS.sub("", cell).replace("\N{MINUS SIGN}", "-")
        if _OF_THREE.fullmatch(text):
            return _of_three(text, doubt, whole=whole)
        if _PLAIN.fullmatch(text):
            return Decimal(text.replace(",", "."))
        if match := _GROUPED.fullmatch(text):
            return Decimal(text.replace(match[1], "").replace(",", "."))
        raise UserError(N_("“{text}” is not a number."), text=cell.strip())


def _of_three(text: str, doubt: Doubt, *, whole: bool) -> Decimal:
    sign = "." if "." in text else ","
    grouped = whole or sign != _DECIMAL_SIGN[language()]
    number = Decimal(text.replace(sign, "")) if grouped else Decimal(text.replace(",", "."))
    if not whole:
        doubt(translate("“{text}” can be read in two ways; it was read as {number}.", text=text, number=number))
    return number


def _boolean(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    return parse_boolean(cell_text(cell))
