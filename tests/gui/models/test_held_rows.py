"""Rows that keep their place: whatever the query makes of them, every other record stands around them once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.gui.models.held_rows import HeldRows


def shown(found: list[int], held: HeldRows) -> list[int]:
    """The ids that a list shows, by the two ways of asking."""
    ids = []
    for row in range(held.count):
        kept = held.held_at(row)
        if kept is None:
            place = held.place_of(row)
            assert held.row_of(place) == row
            kept = found[place]
        ids.append(kept)
    return ids


def test_that_a_row_stays_where_the_query_moved_it_away():
    found = [10, 12, 13, 14, 11]
    held = HeldRows(5, {11: 1}, {11: 4})
    assert shown(found, held) == [10, 11, 12, 13, 14]
    assert held.gone == frozenset()


def test_that_a_row_stays_that_the_query_does_not_find_any_more():
    held = HeldRows(3, {11: 1}, {})
    assert shown([10, 12, 13], held) == [10, 11, 12, 13]
    assert held.gone == {11}


def test_that_held_rows_stand_at_the_end_of_a_list_that_has_grown_shorter():
    held = HeldRows(1, {11: 7, 12: 9}, {})
    assert shown([10], held) == [10, 11, 12]


@given(st.data())
def test_that_every_record_is_shown_once_and_held_ones_where_they_were(data: st.DataObject):
    found = list(range(data.draw(st.integers(0, 12))))
    moved = data.draw(st.lists(st.sampled_from(found), unique=True)) if found else []
    gone = list(range(100, 100 + data.draw(st.integers(0, 4))))
    count = len(found) + len(gone)
    rows = data.draw(st.permutations(range(count)))[: len(moved) + len(gone)]
    held = HeldRows(len(found), dict(zip([*moved, *gone], rows, strict=True)), {each: each for each in moved})
    ids = shown(found, held)
    assert held.count == count
    assert sorted(ids) == sorted([*found, *gone])
    for record_id, row in zip([*moved, *gone], rows, strict=True):
        assert ids[row] == record_id
    assert [each for each in ids if each not in {*moved, *gone}] == [each for each in found if each not in moved]
