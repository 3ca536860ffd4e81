"""Columns of a small table share the width there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.gui.kit.column_fit import shared_widths

_COLUMNS = st.lists(st.tuples(st.integers(20, 120), st.integers(0, 200)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("natural", "least", "room", "widths"),
    [
        ([100, 100], [50, 50], 400, [200, 200]),
        ([100, 300], [50, 50], 200, [65, 135]),
        ([100, 100], [100, 80], 190, [100, 90]),
        ([100, 100], [90, 90], 100, [90, 90]),
    ],
    ids=["room to spare", "both give way", "one gives way", "too narrow"],
)
def test_that_columns_fill_the_room_and_give_way_in_proportion(natural, least, room, widths):
    found = shared_widths(natural, least, room)
    assert found == pytest.approx(widths, abs=8)


@given(_COLUMNS, st.integers(50, 2000))
def test_that_columns_never_scroll_where_their_least_widths_fit(columns: list[tuple[int, int]], room: int):
    least = [narrow for narrow, _ in columns]
    natural = [narrow + more for narrow, more in columns]
    widths = shared_widths(natural, least, room)
    assert all(width >= narrow for width, narrow in zip(widths, least, strict=True)) or sum(least) > room
    if sum(least) <= room:
        assert sum(widths) <= room
