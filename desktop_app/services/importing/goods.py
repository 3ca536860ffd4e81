"""Reads what a row of a delivery list says of the goods: names, quantity, unit, value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.base.i18n import N_
from desktop_app.domain.delivery import DeliveryItem
from desktop_app.domain.record import field_map
from desktop_app.services.importing.findings import TableRow
from desktop_app.services.importing.list import ListTable
from desktop_app.services.importing.values import ValueReader

_PIECE = "H87"
_KILOGRAMS = {"KGM": Decimal(1), "TNE": Decimal(1000)}
_SEVERAL = re.compile(r"\s*;\s*")
_PAIR = re.compile(r"\s+(?:und|та|і|and)\s+|\s*,\s*")
_NAME_LENGTH = 300
_SCALES = {name: field_map(DeliveryItem)[name].scale for name in ("quantity", "value")}
_AS_IT_IS = "="
"""Marks categories of mixed goods, of which no single name tells more."""


@dataclass(frozen=True, slots=True)
class _Amount:
    quantity: Decimal | None
    unit: str
    value: Decimal | None
    remark: str


class Goods:
    """The items of the rows of a delivery list."""

    def __init__(self, rows: ListTable, values: ValueReader) -> None:
        self._rows = rows
        self._values = values

    def items(self, row: TableRow) -> tuple[DeliveryItem, ...]:
        """Return the items of a row: several where the cell names as many goods as there are pieces."""
        name = self._rows.text(row, "goods")
        if not name:
            self._rows.error(row, "goods", N_("The row names no goods."))
        amount = self._amount(row)
        names = self._names(row, name, amount)
        return tuple(self._item(row, each, amount, alone=len(names) == 1) for each in names)

    def kind(self, row: TableRow) -> str:
        """Return the kind of the delivery that goods of this category make."""
        return self._meaning(row, self._rows.text(row, "goods"))[1]

    def _item(self, row: TableRow, name: str, amount: _Amount, *, alone: bool) -> DeliveryItem:
        weight = _KILOGRAMS.get(amount.unit)
        return DeliveryItem(
            name_de=name[:_NAME_LENGTH],
            category=self._meaning(row, name)[0],
            quantity=amount.quantity if alone else Decimal(1),
            unit=amount.unit,
            weight=amount.quantity * weight if alone and weight and amount.quantity is not None else None,
            value=amount.value,
            value_kind="estimate" if amount.value is not None else "",
            remarks="\n".join(part for part in (amount.remark, name if len(name) > _NAME_LENGTH else "") if part),
        )

    def _names(self, row: TableRow, name: str, amount: _Amount) -> list[str]:
        """Take a cell with several goods apart, where their number is that of the pieces and no value is named."""
        listed = [part for part in _SEVERAL.split(name) if part]
        parts = listed if len(listed) > 1 else [part for part in _PAIR.split(name) if part]
        if len(parts) > 1 and amount.quantity == len(parts) and amount.unit == _PIECE and amount.value is None:
            return parts
        if len(listed) > 1:
            self._rows.doubt(row, "goods", N_("Several goods stand in one cell; they were kept as one item."))
        return [name]

    # -- quantity, unit, value ---------------------------------------------------------------------------------

    def _amount(self, row: TableRow) -> _Amount:
        quantity = self._rows.amount(row, "quantity", _SCALES["quantity"])
        value = self._rows.amount(row, "value", _SCALES["value"])
        said = self._rows.text(row, "unit")
        unit = (self._rows.mapped("unit", said) or self._values.code("unit", said)) if said else ""
        if unit is None:
            told = f"{self._rows.text(row, 'quantity')} {said}".strip()
            self._rows.doubt(row, "unit", N_("This unit is not known; it is kept in the item’s remarks."), told=told)
            return _Amount(None, "", value, told)
        if quantity is None and not self._rows.text(row, "quantity"):
            self._rows.doubt(row, "quantity", N_("The quantity is missing."))
        return _Amount(quantity, unit or (_PIECE if quantity is not None else ""), value, "")

    def _meaning(self, row: TableRow, name: str) -> tuple[str, str]:
        """Return the category of goods and the kind of delivery; what their name tells goes before the list's word."""
        said = self._rows.text(row, "category")
        words = (self._rows.mapped("category", said) or self._values.code("item_category", said) or "").split()
        folded = name.casefold()
        if _AS_IT_IS in words:
            return words[0], "goods"
        named = next((own.split() for word, own in self._rows.words_of("goods") if word in folded), words)
        kinds = [word for word in (*named[1:], *words[1:]) if word.islower()]
        return (named[0] if named else "SON"), (kinds[0] if kinds else "goods")

    def check_category(self, row: TableRow) -> str:
        """Return the list's category where it has to be kept in the remarks; list a doubt for it."""
        said = self._rows.text(row, "category")
        meaning = self._rows.mapped("category", said) or self._values.code("item_category", said)
        if said and meaning is None:
            self._rows.doubt_word(
                row,
                "category",
                N_("This category is not known; it is kept in the remarks."),
                self._values.words("item_category"),
            )
        elif meaning and meaning.endswith("?"):
            self._rows.doubt(row, "category", N_("This is a total of many deliveries; it was taken as one."))
        return self._rows.labelled(row, "category")
