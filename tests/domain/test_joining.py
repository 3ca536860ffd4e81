"""Two records put together field by field."""

from __future__ import annotations

import pytest

from desktop_app.domain.delivery import Delivery, StatusChange
from desktop_app.domain.joining import Choice, are_same_row, joined, may_be_both, proposal, relinked
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone, Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, Role
from desktop_app.domain.record import field_map
from desktop_app.domain.territory import Territory


def test_that_what_says_more_is_proposed():
    one = Partnership(id=1, legal_form="U", public=True, remarks="a", labels=("SOL",), responsible="Kern")
    other = Partnership(id=2, legal_form="partnership", public=False, remarks="b", labels=("KLI",), group="Dreieck")
    choices = proposal(one, other)
    whole = joined(one, other, choices).record
    assert (whole.legal_form, whole.public, whole.remarks, whole.labels) == (
        "partnership",
        False,
        "a\n\nb",
        ("SOL", "KLI"),
    )
    assert (whole.responsible, whole.group, whole.id) == ("Kern", "Dreieck", 1)


def test_that_nothing_changes_where_nothing_is_chosen():
    one, other = Person(id=1, family_name="A", remarks="a"), Person(id=2, family_name="B", remarks="b")
    assert joined(one, other, {}).record == one


def test_that_a_text_that_both_have_stands_once():
    one, other = Person(id=1, remarks="gleich"), Person(id=2, remarks="gleich ")
    assert joined(one, other, {"remarks": Choice.BOTH}).record.remarks == "gleich"


@pytest.mark.parametrize(
    ("row", "other", "same"),
    [
        (Role(function="mayor", territory=5), Role(function="mayor", territory=5, since=PartialDate(2020)), True),
        (Role(function="mayor", territory=5, main=True), Role(function="mayor", territory=5), True),
        (Role(function="mayor", territory=5), Role(function_text="Europabüro", territory=5), False),
        (Role(function="mayor", until=PartialDate(2019)), Role(function="mayor", until=PartialDate(2025)), False),
        (
            ContactPoint(kind="phone", value="030 1", normalised="+49301"),
            ContactPoint(kind="mobile", value="+49 30 1", normalised="+49301"),
            True,
        ),
        (ContactPoint(kind="other", value="a"), ContactPoint(kind="other", value="b"), False),
        (Milestone(kind="signing"), Milestone(kind="signing", day=PartialDate(2022), place="Helsa"), True),
        (Milestone(kind="visit", day=PartialDate(2022)), Milestone(kind="visit", day=PartialDate(2023)), False),
        (Party(side="DE", territory=1, role="lead"), Party(side="DE", territory=1), True),
        (Party(side="DE"), Party(side="DE"), True),
    ],
)
def test_that_rows_that_say_the_same_are_known(row: Role, other: Role, same: bool):
    assert are_same_row(row, other) is same
    assert are_same_row(other, row) is same


def test_that_rows_of_both_stand_once_and_say_what_either_says():
    one = Person(id=1, roles=(Role(id=3, function="mayor", territory=5),))
    two = Person(id=2, roles=(Role(id=7, function="chair"), Role(id=8, function="mayor", territory=5, main=True)))
    whole = joined(one, two, {"roles": Choice.BOTH})
    assert [(row.id, row.function, row.main) for row in whole.record.roles] == [
        (3, "mayor", True),
        (None, "chair", False),
    ]
    assert whole.rows == {("role", 7): ("roles", 1), ("role", 8): ("roles", 0)}


def test_that_the_course_of_one_delivery_is_not_mixed_with_that_of_another():
    assert not may_be_both(field_map(Delivery)["statuses"])
    steps = [StatusChange(status="planned"), StatusChange(status="closed")]
    one, other = Delivery(id=1, statuses=(steps[0],)), Delivery(id=2, statuses=(steps[1],))
    assert joined(one, other, proposal(one, other)).record.statuses == (steps[0],)


def test_that_nothing_belongs_to_itself():
    one, other = Territory(id=1, name_de="A", parent=2), Territory(id=2, name_de="A", parent=1)
    for choice in (Choice.KEPT, Choice.OTHER):
        assert joined(one, other, {"parent": choice}).record.parent is None


def test_that_links_lead_to_the_kept_one_and_doubles_go_only_where_these_make_them():
    twice = (Party(id=1, side="DE", territory=1), Party(id=2, side="DE", territory=1))
    item = Partnership(parties=(*twice, Party(id=3, side="UA", territory=4), Party(id=4, side="UA", territory=5)))
    assert [row.id for row in relinked(item, "territory", 5, 4).parties] == [1, 2, 3]
    assert relinked(item, "territory", 9, 4) == item
    assert relinked(Partnership(successor=5), "partnership", 5, 4).successor == 4
