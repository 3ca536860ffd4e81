"""Amounts that are never added across currencies or kinds of value."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.money import Money, sums

amounts = st.builds(
    Money,
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["EUR", "UAH", "USD"]),
    st.sampled_from(["", "new", "current", "symbolic"]),
)


def test_that_kinds_and_currencies_are_summed_apart_in_the_order_they_appear() -> None:
    mixed = [
        Money(Decimal("10.10"), "EUR", "new"),
        Money(Decimal(5), "EUR", "current"),
        Money(Decimal("0.20"), "EUR", "new"),
        Money(Decimal(100), "UAH", "new"),
    ]
    assert sums(mixed) == (
        Money(Decimal("10.30"), "EUR", "new"),
        Money(Decimal(5), "EUR", "current"),
        Money(Decimal(100), "UAH", "new"),
    )


def test_that_cents_are_exact() -> None:
    assert sums([Money(Decimal("0.1"), "EUR")] * 3) == (Money(Decimal("0.3"), "EUR"),)


def test_that_nothing_sums_to_nothing() -> None:
    assert sums([]) == ()


@given(st.lists(amounts))
def test_that_each_kind_and_currency_has_one_sum_and_no_cent_is_lost(given_amounts: list[Money]) -> None:
    totals = sums(given_amounts)
    keys = [(total.kind, total.currency) for total in totals]
    assert len(set(keys)) == len(keys)
    assert set(keys) == {(money.kind, money.currency) for money in given_amounts}
    assert sum(total.amount for total in totals) == sum(money.amount for money in given_amounts)


@given(st.lists(amounts), st.lists(amounts))
def test_that_sums_of_sums_are_the_sums_of_all(first: list[Money], second: list[Money]) -> None:
    assert sums([*sums(first), *sums(second)]) == sums([*first, *second])
