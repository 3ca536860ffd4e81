"""One record is made of two, and two of one again; nothing that hangs on either is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import MERGE, REDO
from desktop_app.domain.errors import NotFound, UserError
from desktop_app.domain.fields import Kind
from desktop_app.domain.findings import Fault
from desktop_app.domain.joining import Choice, Choices, proposal
from desktop_app.domain.kept_apart import kept_apart
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone, Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, Role
from desktop_app.domain.record import changed, child_fields, typed_fields
from desktop_app.domain.twin_rules import TWINS
from desktop_app.storage.inspection.inspector import Inspector
from desktop_app.storage.joining import join
from desktop_app.storage.register import Register
from desktop_app.storage.reverting import revert
from tests import builders
from tests.builders import Stock
from tests.storage.histories import take_back


def saved(register: Register, item: Any) -> Any:
    with register.changing(origin="form", verb="save") as unit:
        return unit.add(item)


def stored(register: Register, name: str, record_id: int | None) -> Any:
    with register.reading() as reader:
        return reader.record(name, record_id or 0)


def merge(register: Register, kept: Any, other: Any, choices: Choices | None = None) -> Any:
    with register.changing(origin="merge", verb=MERGE) as unit:
        return join(unit, kept, other, proposal(kept, other) if choices is None else choices, _unheard)


def everything(register: Register) -> dict[tuple[str, int], tuple[Any, ...]]:
    """Return what people typed into every row, with the trash marks."""
    with register.reading() as reader:
        return {(name, row[0]): row for name in TYPES for row in reader.typed_rows(name)}


def in_trash_or_not(rows: dict[tuple[str, int], tuple[Any, ...]]) -> dict[tuple[str, int], tuple[Any, ...]]:
    return {place: (*row[:2], row[2] is not None, *row[3:]) for place, row in rows.items()}


@pytest.fixture
def mayors(register: Register, stock: Stock) -> tuple[Person, Person]:
    """One mayor entered twice: in Latin letters with a mail address, in Cyrillic ones with a phone number too."""
    role = Role(function="mayor", territory=stock.ukrainian)
    mail = ContactPoint(kind="email", value="rada@ichnia.example")
    first = Person(given_name="Olena", family_name="Musterenko", contact_points=(mail,), roles=(role,))
    phone = ContactPoint(kind="phone", value="+380 4633 21234")
    again = ContactPoint(kind="email", value="Rada@Ichnia.example", preferred=True)
    second = Person(
        given_name="Olena",
        family_name="Musterenko",
        family_name_uk="Мустеренко",
        contact_points=(again, phone),
        roles=(changed(role, since=PartialDate(2020)),),
        remarks="Spricht Deutsch",
    )
    return saved(register, first), saved(register, second)


def test_that_the_kept_one_has_what_either_has_once(register: Register, mayors: tuple[Person, Person]):
    kept = merge(register, *mayors)
    assert (kept.id, kept.family_name_uk, kept.remarks) == (mayors[0].id, "Мустеренко", "Spricht Deutsch")
    assert [point.value for point in kept.contact_points] == ["rada@ichnia.example", "+380 4633 21234"]
    assert kept.contact_points[0].preferred
    assert [(role.function, role.since) for role in kept.roles] == [("mayor", PartialDate(2020))]
    assert stored(register, "person", kept.id) == kept
    assert stored(register, "person", mayors[1].id).trashed_at is not None


def test_that_what_is_chosen_stands(register: Register, mayors: tuple[Person, Person]):
    choices = {"contact_points": Choice.OTHER, "remarks": Choice.KEPT}
    kept = merge(register, *mayors, choices)
    assert [point.value for point in kept.contact_points] == ["Rada@Ichnia.example", "+380 4633 21234"]
    assert (kept.remarks, kept.family_name_uk) == ("", "")


def linking_to(target: str) -> Iterator[tuple[str, str, str]]:
    """Yield, for each link that may lead to a type: the type of the linking record, the field of its rows, the link."""
    for name, record_type in TYPES.items():
        for field in typed_fields(record_type):
            if field.kind is Kind.LINK and field.target == target:
                owner = record_type.OWNER or name
                rows = next((each.name for each in child_fields(TYPES[owner]) if each.target == name), "")
                yield owner, rows, field.name


def linking_record(stock: Stock, owner: str, rows: str, link: str, target: int, number: int) -> Any:
    """Return a record that links to another one, by a field of its own or of a row."""
    values: dict[str, Any] = {"number": f"2026-{number:04}"} if owner == "delivery" else {}
    if not rows:
        alone = {"territory": None} if owner == "attachment" else {}
        return builders.RECORDS[owner](stock, **values | alone | {link: target})
    item = builders.RECORDS[owner](stock, **values)
    child = next(each.target for each in child_fields(TYPES[owner]) if each.name == rows)
    row = builders.CHILDREN[child](stock, **{"territory": None, "organisation": None} | {link: target})
    return changed(item, **{rows: (*getattr(item, rows), row)})


def links_of(item: Any, rows: str, link: str) -> list[int | None]:
    return [getattr(each, link) for each in (getattr(item, rows) if rows else [item])]


@pytest.mark.parametrize("target", TWINS)
def test_that_every_link_leads_to_the_kept_one_and_back_again(register: Register, stock: Stock, target: str):
    numbers = iter(range(1, 100))
    values = {"delivery": lambda: {"number": f"2026-{next(numbers):04}"}}.get(target, dict)
    kept, other = (saved(register, builders.RECORDS[target](stock, **values())) for _ in range(2))
    made = []
    for owner, rows, link in linking_to(target):
        for bin_it in (False, True):
            item = saved(register, linking_record(stock, owner, rows, link, other.id, next(numbers)))
            made.append((owner, rows, link, item.id, bin_it))
            if bin_it:
                with register.changing(origin="form", verb="trash") as unit:
                    unit.trash(owner, [item.id])
    before = everything(register)
    merge(register, kept, other, {})
    for owner, rows, link, record_id, bin_it in made:
        now = stored(register, owner, record_id)
        assert kept.id in links_of(now, rows, link), (owner, link)
        assert other.id not in links_of(now, rows, link), (owner, link)
        assert (now.trashed_at is not None) == bin_it
    after = everything(register)
    assert take_back(register) == ()
    assert in_trash_or_not(everything(register)) == in_trash_or_not(before)
    assert take_back(register, REDO) == ()
    assert in_trash_or_not(everything(register)) == in_trash_or_not(after)
    assert faults(register) <= {Fault.TRASHED_LINK}


def test_that_a_place_is_a_party_once(register: Register, stock: Stock):
    twin = saved(register, builders.territory(name_de="Ichnia", country="UA"))
    item = builders.partnership(stock)
    partnership = saved(register, changed(item, parties=(*item.parties, Party(side="UA", territory=twin.id))))
    merge(register, stored(register, "territory", stock.ukrainian), twin)
    now = stored(register, "partnership", partnership.id)
    assert [party.territory for party in now.parties] == [stock.german, stock.ukrainian]
    assert now.ukrainian_side == "Itschnja"
    take_back(register)
    assert len(stored(register, "partnership", partnership.id).parties) == 3


def test_that_a_number_goes_to_the_kept_one_and_back(register: Register, stock: Stock):
    kept = saved(register, builders.partnership(stock, remarks="a"))
    other = saved(register, builders.partnership(stock, network_number=250))
    assert merge(register, kept, other).network_number == 250
    assert stored(register, "partnership", other.id).network_number is None
    assert faults(register) == set()
    take_back(register)
    assert stored(register, "partnership", kept.id).network_number is None
    assert stored(register, "partnership", other.id).network_number == 250
    assert faults(register) == set()
    take_back(register, REDO)
    assert stored(register, "partnership", kept.id).network_number == 250
    assert faults(register) == set()


def test_that_a_code_goes_to_the_kept_one_and_back(register: Register, stock: Stock):
    kept = saved(register, builders.territory(name_de="Helsa"))
    assert merge(register, kept, stored(register, "territory", stock.german)).code == "06633012"
    take_back(register)
    assert stored(register, "territory", stock.german).code == "06633012"
    assert stored(register, "territory", kept.id).code == ""


def test_that_files_of_milestones_follow_them_and_double_files_go(register: Register, stock: Stock):
    signing = Milestone(kind="signing", day=PartialDate(2022, 12))
    kept = saved(register, builders.partnership(stock, milestones=(signing,)))
    visit = Milestone(kind="visit", day=PartialDate(2023))
    other = saved(register, builders.partnership(stock, milestones=(changed(signing, place="Helsa"), visit)))
    bound = [saved(register, file(other, row)) for row in other.milestones]
    double = [saved(register, builders.attachment(name="Brief.pdf", partnership=each.id)) for each in (kept, other)]
    result: Partnership = merge(register, kept, other)
    assert [(row.kind, row.place) for row in result.milestones] == [("signing", "Helsa"), ("visit", "")]
    moved = [stored(register, "attachment", each.id) for each in bound]
    assert [(each.partnership, each.milestone) for each in moved] == [(kept.id, row.id) for row in result.milestones]
    assert stored(register, "attachment", double[1].id).trashed_at is not None
    assert faults(register) <= {Fault.TRASHED_LINK}
    assert take_back(register) == ()
    assert stored(register, "attachment", bound[1].id).milestone == other.milestones[1].id
    assert stored(register, "attachment", double[1].id).trashed_at is None


def file(owner: Partnership, row: Milestone) -> Any:
    return builders.attachment(name=f"{row.kind}.pdf", partnership=owner.id, milestone=row.id)


def test_that_what_is_not_the_same_as_the_one_is_not_the_same_as_the_other(
    register: Register, mayors: tuple[Person, Person]
):
    third = saved(register, builders.person())
    for pair in ((mayors[1], third), mayors):
        saved(register, kept_apart("person", pair[0].id or 0, pair[1].id or 0))
    merge(register, *mayors)
    with register.reading() as reader:
        assert list(reader.twins.kept_apart("person")) == [(mayors[0].id, third.id)]
    take_back(register)
    with register.reading() as reader:
        assert set(reader.twins.kept_apart("person")) == {(mayors[1].id, third.id), (mayors[0].id, mayors[1].id)}


def test_that_a_merge_is_taken_back_later_and_what_was_changed_since_is_named(
    register: Register, mayors: tuple[Person, Person]
):
    tasks = [saved(register, builders.task(person=mayors[1].id, subject=subject)) for subject in ("Anruf", "Brief")]
    merge(register, *mayors)
    with register.changing(origin="form", verb="save") as unit:
        now = stored(register, "task", tasks[0].id)
        unit.save(changed(now, person=None), now)
    with register.reading() as reader:
        operation = next(each["id"] for each in reader.operations(5) if each["verb"] == MERGE)
    with register.changing(origin="form", verb="undo", undoes=operation) as unit:
        left = revert(unit, operation)
    assert [each.title for each in left] == ["Anruf"]
    assert stored(register, "task", tasks[1].id).person == mayors[1].id
    assert stored(register, "person", mayors[1].id).trashed_at is None
    assert stored(register, "person", mayors[0].id).family_name_uk == ""


def test_that_nothing_is_merged_that_was_changed_meanwhile(register: Register, mayors: tuple[Person, Person]):
    with register.changing(origin="form", verb="save") as unit:
        unit.save(changed(mayors[1], remarks="Neu"), mayors[1])
    with pytest.raises(UserError, match="meanwhile"):
        merge(register, *mayors)
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("person", [mayors[1].id or 0])
    with pytest.raises(NotFound):
        merge(register, *mayors)
    assert stored(register, "person", mayors[0].id) == mayors[0]


def faults(register: Register) -> set[Fault]:
    with register.reading() as reader:
        return {finding.fault for finding in Inspector(reader, _unheard).findings()}


def _unheard(_done: int, _total: int) -> None:
    """Hear nothing."""
