"""Every operation can be taken back and done again; what was changed since is left and named."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.domain.catalogue import RECORDS
from desktop_app.domain.changes import REDO, UNDO
from desktop_app.domain.delivery import DeliveryItem, StatusChange
from desktop_app.domain.errors import UserError
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Query
from desktop_app.domain.record import Record, changed, child_fields, typed_fields
from desktop_app.services.checking import check
from desktop_app.storage.register import Register
from desktop_app.storage.reverting import Left, revert
from tests import builders
from tests.builders import Stock
from tests.storage.histories import do_anything, take_back


def add(register: Register, *items: Any) -> Any:
    with register.changing(origin="form", verb="save") as unit:
        saved = [unit.add(item) for item in items]
    return saved[0] if len(saved) == 1 else saved


def save(register: Register, item: Any) -> Any:
    with register.changing(origin="form", verb="save") as unit:
        return unit.save(item)


def stored(register: Register, item: Record) -> Any:
    with register.reading() as reader:
        return reader.record(item.NAME, item.id or 0)


def state(register: Register) -> dict[tuple[str, int], Any]:
    """Return all that people typed into the register, trash and ids included."""
    found = {}
    with register.reading() as reader:
        for record_type in RECORDS:
            for trashed in (False, True):
                ids = [row.id for row in reader.every(Query(record_type.NAME, trashed=trashed))]
                for item in reader.records(record_type.NAME, ids).values():
                    found[record_type.NAME, item.id] = (trashed, typed(item))
    return found


def typed(item: Record) -> tuple[Any, ...]:
    rows = [
        [(row.id, row.position, *typed(row)) for row in getattr(item, field.name)] for field in child_fields(type(item))
    ]
    return (*(getattr(item, field.name) for field in typed_fields(type(item))), rows)


def test_that_an_added_record_goes_and_returns_as_it_was(register: Register, stock: Stock) -> None:
    before = state(register)
    made = add(register, builders.partnership(stock, network_number=7))
    after = state(register)
    assert take_back(register) == ()
    assert state(register) == before
    with register.reading() as reader:
        assert reader.count(Query("partnership", search="helsa")) == 0
    assert take_back(register, REDO) == ()
    assert state(register) == after
    again = stored(register, made)
    assert (again.created_at, again.created_by, again.title) == (made.created_at, "Anna", made.title)
    assert again.version > made.version
    with register.reading() as reader:
        assert reader.count(Query("partnership", search="helsa")) == 1
        assert reader.link_faults() == reader.file_faults() == []


def test_that_a_number_of_a_record_that_never_was_can_be_given(register: Register, stock: Stock) -> None:
    add(register, builders.partnership(stock, network_number=7))
    take_back(register)
    add(register, builders.partnership(stock, network_number=7))
    with register.reading() as reader:
        assert reader.next_redo("Anna") is None


def test_that_fields_and_child_rows_get_their_old_values_back(register: Register, stock: Stock) -> None:
    first = add(register, builders.delivery(stock, number="2026-0001", volume=Decimal("1.5")))
    before = state(register)
    items = (DeliveryItem(category="MED", name_de="Monitor"), *first.items)
    save(register, changed(first, items=items, volume=None, subject="Technik", status="in_transit"))
    after = state(register)
    assert take_back(register) == ()
    assert state(register) == before
    assert stored(register, first).status == first.status
    assert take_back(register, REDO) == ()
    assert state(register) == after


def test_that_child_rows_that_went_return_in_their_places(register: Register, stock: Stock) -> None:
    steps = tuple(StatusChange(status=status, day=PartialDate(2026)) for status in ("planned", "ready", "in_transit"))
    first = add(register, builders.delivery(stock, status="in_transit", statuses=steps))
    before = state(register)
    save(register, changed(first, statuses=(first.statuses[2],)))
    assert take_back(register) == ()
    assert state(register) == before


def test_that_the_trash_is_left_and_entered_again(register: Register) -> None:
    task = add(register, builders.task())
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("task", [task.id])
    assert take_back(register) == ()
    assert stored(register, task).trashed_at is None
    assert take_back(register, REDO) == ()
    assert stored(register, task).trashed_at is not None


def test_that_what_was_changed_since_is_left_and_named(register: Register) -> None:
    one, other = add(register, builders.task(subject="Eins"), builders.task(subject="Zwei"))
    with register.changing(origin="form", verb="save") as unit:
        unit.save(changed(one, responsible="Anna"))
        unit.save(changed(other, responsible="Anna"))
    with register.reading() as reader:
        operation = reader.next_undo("Anna")
    with register.changing(origin="form", verb="save") as unit:
        unit.save(changed(stored(register, one), responsible="Boris"))
    assert operation is not None
    with register.changing(origin="form", verb=UNDO, undoes=operation) as unit:
        assert revert(unit, operation) == (Left("task", one.id, "Eins"),)
    assert [stored(register, task).responsible for task in (one, other)] == ["Boris", ""]


def test_that_what_is_gone_for_good_is_left_and_named(register: Register) -> None:
    task = add(register, builders.task(subject="Eins"))
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("task", [task.id])
    with register.reading() as reader:
        operation = reader.next_undo("Anna")
    with register.changing(origin="program", verb="delete") as unit:
        unit.purge("task", [task.id])
    assert operation is not None
    with register.changing(origin="form", verb=UNDO, undoes=operation) as unit:
        assert revert(unit, operation) == (Left("task", task.id, "Eins"),)


def test_that_another_field_of_the_same_record_stays(register: Register) -> None:
    task = add(register, builders.task())
    save(register, changed(task, responsible="Anna"))
    with register.reading() as reader:
        operation = reader.next_undo("Anna")
    save(register, changed(stored(register, task), remarks="eilt"))
    assert operation is not None
    with register.changing(origin="form", verb=UNDO, undoes=operation) as unit:
        assert revert(unit, operation) == ()
    assert (stored(register, task).responsible, stored(register, task).remarks) == ("", "eilt")


def test_that_what_others_link_to_does_not_go(register: Register) -> None:
    place = add(register, builders.territory())
    add(register, builders.organisation(territory=place.id))
    with register.reading() as reader:
        first = reader.operations(2)[1]["id"]
    with register.changing(origin="form", verb=UNDO, undoes=first) as unit:
        assert revert(unit, first) == (Left("territory", place.id, "Musterstadt"),)
    assert stored(register, place) == place


def test_that_a_record_that_lost_what_it_links_to_does_not_return(register: Register) -> None:
    place = add(register, builders.territory())
    add(register, builders.organisation(territory=place.id))
    take_back(register)
    take_back(register)
    with register.reading() as reader:
        undone = [row["id"] for row in reader.operations(2)][1]
    with register.changing(origin="form", verb=REDO, undoes=undone) as unit:
        assert [left.record for left in revert(unit, undone)] == ["organisation"]


def test_that_a_link_to_what_is_gone_does_not_return(register: Register) -> None:
    gone, place = add(register, builders.territory(name_de="Alt"), builders.territory(name_de="Neu"))
    body = add(register, builders.organisation(territory=gone.id))
    save(register, changed(body, territory=place.id))
    with register.reading() as reader:
        operation = reader.next_undo("Anna")
    with register.changing(origin="form", verb="delete") as unit:
        assert unit.remove(gone)
    assert operation is not None
    with register.changing(origin="form", verb=UNDO, undoes=operation) as unit:
        assert revert(unit, operation) == (Left("organisation", body.id, body.title),)
    assert stored(register, body).territory == place.id


def test_that_one_person_does_not_take_back_what_another_did(register: Register) -> None:
    add(register, builders.task())
    with register.reading() as reader:
        assert reader.next_undo("Boris") is None
        assert reader.next_redo("Boris") is None


@pytest.mark.parametrize(
    ("register", "seed"), [*(("file", seed) for seed in range(4)), ("server", 4)], indirect=["register"]
)
def test_that_any_number_of_operations_is_undone_and_redone_across_restarts(
    register: Register, stock: Stock, seed: int
) -> None:
    dice = random.Random(seed)
    states = [state(register)]
    for _ in range(60):
        try:
            do_anything(register, stock, dice)
        except UserError:
            continue
        if (now := state(register)) != states[-1]:
            states.append(now)
    for expected in reversed(states[:-1]):
        assert take_back(register) == ()
        assert state(register) == expected
        if dice.random() < 0.1:
            register.close()
            register = register.home.open("Anna")
    for expected in states[1:]:
        assert take_back(register, REDO) == ()
        assert state(register) == expected
    with register.reading() as reader:
        assert reader.link_faults() == reader.file_faults() == []
    assert check(register).faults == ()
    register.close()
