"""Amounts of money, which are never added across currencies or kinds of value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217), with the kind of value it is (a code of the list `value_kind`)."""

    amount: Decimal
    currency: str
    kind: str = ""


def sums(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return one sum for each kind and currency, in the order in which they first appear."""
    totals: dict[tuple[str, str], Decimal] = {}
    for money in amounts:
        key = (money.kind, money.currency)
        totals[key] = totals.get(key, Decimal(0)) + money.amount
    return tuple(Money(amount, currency, kind) for (kind, currency), amount in totals.items())
