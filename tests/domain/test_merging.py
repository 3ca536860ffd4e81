"""Two people's changes of one record: what goes together, and what has to be asked."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.merging import FieldConflict, Place, merge
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone, Partnership
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task


def milestone(row: int | None, **values: Any) -> Milestone:
    return Milestone(id=row, **{"kind": "signing"} | values)


def three(*kinds: str) -> Partnership:
    rows = tuple(milestone(number, kind=kind) for number, kind in enumerate(kinds, start=1))
    return Partnership(id=1, version=1, milestones=rows)


def rows(item: Partnership) -> list[tuple[int | None, str]]:
    return [(row.id, row.kind) for row in item.milestones]


def test_that_changes_of_different_fields_go_together():
    base = Task(id=1, version=1, subject="Bericht")
    merged = merge(changed(base, responsible="AB"), base, changed(base, version=2, remarks="eilt"))
    assert merged.conflicts == ()
    assert (merged.record.responsible, merged.record.remarks, merged.record.version) == ("AB", "eilt", 2)


def test_that_two_values_of_one_field_are_both_told_and_the_editors_own_stays():
    base = Task(id=1, version=1, subject="Bericht", responsible="AB")
    merged = merge(changed(base, responsible="CD"), base, changed(base, responsible="EF"))
    assert merged.conflicts == (FieldConflict(Place("responsible"), "AB", "CD", "EF"),)
    assert merged.record.responsible == "CD"


def test_that_the_others_value_stays_where_it_was_chosen():
    base = Task(id=1, version=1, subject="Bericht", responsible="AB")
    mine, stored = changed(base, responsible="CD", remarks="neu"), changed(base, responsible="EF")
    merged = merge(mine, base, stored, {Place("responsible")})
    assert merged.conflicts == ()
    assert (merged.record.responsible, merged.record.remarks) == ("EF", "neu")


def test_that_changes_of_different_rows_and_cells_go_together():
    base = three("signing", "admission", "visit")
    first, second, third = base.milestones
    mine = changed(base, milestones=(changed(first, day=PartialDate(2022)), second, third))
    stored = changed(base, milestones=(changed(first, place="Helsa"), changed(second, kind="renewal"), third))
    merged = merge(mine, base, stored)
    assert merged.conflicts == ()
    assert rows(merged.record) == [(1, "signing"), (2, "renewal"), (3, "visit")]
    assert (merged.record.milestones[0].day, merged.record.milestones[0].place) == (PartialDate(2022), "Helsa")


def test_that_two_values_of_one_cell_are_told_with_the_row():
    base = three("signing")
    mine, stored = (changed(base, milestones=(milestone(1, kind=kind),)) for kind in ("renewal", "visit"))
    merged = merge(mine, base, stored)
    assert merged.conflicts == (FieldConflict(Place("milestones", 1, "kind"), "signing", "renewal", "visit"),)
    assert merge(mine, base, stored, {Place("milestones", 1, "kind")}).record.milestones[0].kind == "visit"


def test_that_rows_that_both_added_are_there_and_the_same_row_only_once():
    base = three("signing")
    signing = base.milestones[0]
    mine = changed(base, milestones=(milestone(None, kind="visit"), signing, milestone(None, kind="renewal")))
    stored = changed(base, milestones=(signing, milestone(7, kind="renewal"), milestone(8, kind="dormancy")))
    merged = merge(mine, base, stored)
    assert merged.conflicts == ()
    assert rows(merged.record) == [(1, "signing"), (7, "renewal"), (8, "dormancy"), (None, "visit")]


def test_that_a_row_that_one_removed_goes_unless_the_other_changed_it():
    base = three("signing", "visit")
    first, second = base.milestones
    without = changed(base, milestones=(second,))
    assert rows(merge(without, base, changed(base, milestones=(first, changed(second, body="Rat")))).record) == [
        (2, "visit")
    ]
    renewed = changed(first, kind="renewal")
    stored = changed(base, milestones=(renewed, second))
    merged = merge(without, base, stored)
    assert merged.conflicts == (FieldConflict(Place("milestones", 1), first, None, renewed),)
    assert rows(merged.record) == [(2, "visit")]
    assert rows(merge(without, base, stored, {Place("milestones", 1)}).record) == [(1, "renewal"), (2, "visit")]


def test_that_a_row_that_the_other_removed_is_asked_about_where_it_was_changed():
    base = three("signing", "visit")
    first, second = base.milestones
    mine = changed(base, milestones=(changed(first, kind="renewal"), second))
    stored = changed(base, milestones=(second,))
    merged = merge(mine, base, stored)
    assert [(each.place, each.theirs) for each in merged.conflicts] == [(Place("milestones", 1), None)]
    assert sorted(rows(merged.record)) == [(1, "renewal"), (2, "visit")]
    assert rows(merge(mine, base, stored, {Place("milestones", 1)}).record) == [(2, "visit")]


def test_that_a_new_order_of_rows_stays_with_rows_that_the_other_added():
    base = three("signing", "visit")
    first, second = base.milestones
    mine = changed(base, milestones=(second, first))
    stored = changed(base, milestones=(first, milestone(9, kind="renewal"), second))
    assert rows(merge(mine, base, stored).record) == [(2, "visit"), (1, "signing"), (9, "renewal")]


WORDS = st.sampled_from(["", "a", "b"])
ROWS = st.lists(st.tuples(st.sampled_from([None, 1, 2, 3]), WORDS), max_size=5).map(
    lambda pairs: tuple(
        milestone(row, body=word)
        for place, (row, word) in enumerate(pairs)
        if row is None or row not in {earlier for earlier, _ in pairs[:place]}
    )
)
PARTNERSHIPS = st.builds(lambda group, own: Partnership(id=1, group=group, milestones=own), WORDS, ROWS)


@given(PARTNERSHIPS, PARTNERSHIPS)
def test_that_one_who_changed_alone_gets_exactly_that(base: Partnership, mine: Partnership):
    base = changed(base, milestones=tuple(row for row in base.milestones if row.id))
    for merged in (merge(mine, base, base), merge(base, base, mine)):
        assert merged.conflicts == ()
        assert (merged.record.group, merged.record.milestones) == (mine.group, mine.milestones)


@given(PARTNERSHIPS, PARTNERSHIPS, PARTNERSHIPS)
def test_that_every_conflict_can_be_settled_either_way(base: Partnership, mine: Partnership, stored: Partnership):
    base = changed(base, milestones=tuple(row for row in base.milestones if row.id))
    merged = merge(mine, base, stored)
    settled = merge(mine, base, stored, {conflict.place for conflict in merged.conflicts})
    assert settled.conflicts == ()
    assert merge(merged.record, stored, stored).record.milestones == merged.record.milestones
    for each in merged.conflicts:
        if each.place.row is None:
            assert getattr(merged.record, each.place.field) == each.mine
            assert getattr(settled.record, each.place.field) == each.theirs
