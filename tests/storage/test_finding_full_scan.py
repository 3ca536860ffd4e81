"""Whatever is asked of records and of what they are linked with, a list is what a look at every record gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.condition_text import conditions_text, read_conditions
from desktop_app.domain.delivery import Donor
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone, Partnership, Party, stood_on
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Between,
    ByMe,
    Colour,
    ColourRule,
    Contains,
    During,
    Empty,
    Filter,
    Linked,
    Not,
    OneOf,
    Query,
    meant,
)
from desktop_app.domain.record import Record, changed
from desktop_app.domain.relations import Way, condition_fields, condition_relations
from desktop_app.domain.relative_day import FromToday, Unit
from desktop_app.storage import finding
from desktop_app.storage.register import Register
from tests import builders

TODAY = date(2024, 5, 15)
KINDS = ("signing", "memorandum", "first_contact", "termination", "reactivation", "dormancy", "network_admission")
DAYS = (None, PartialDate(2019), PartialDate(2022, 3), PartialDate(2022, 3, 9), PartialDate(2024), PartialDate(2024, 5))


class World:
    """Every record of a register, by type and id, those in the trash too; a failing test does not tell them all."""

    def __init__(self, register: Register, records: dict[str, dict[int, Any]]) -> None:
        self.register = register
        self.records = records


@pytest.fixture(scope="module")
def world(shared_register: Register) -> World:
    stock = builders.stock(shared_register)
    with shared_register.changing(origin="form", verb="save") as unit:
        places = [stock.german, stock.ukrainian]
        places += [unit.add(builders.territory(name_de=name)).id or 0 for name in ("Ahlen", "Bonn", "Celle", "Düren")]
        made = [unit.add(partnership(number, places)) for number in range(36)]
        numbers = [each.id or 0 for each in made]
        for number, item in enumerate(made[:6]):
            unit.save(changed(item, successor=numbers[number * 5 + 7]))
        goods = [unit.add(delivery(number, places, numbers)).id or 0 for number in range(24)]
        unit.add_all([builders.task(partnership=numbers[place], done=DAYS[place % 6]) for place in range(0, 30, 3)])
    with shared_register.changing(origin="form", verb="trash") as unit:
        unit.trash("partnership", numbers[3::9])
        unit.trash("delivery", goods[4::7])
    types = ("partnership", "delivery", "task", "territory", "organisation", "person", "attachment")
    with shared_register.reading() as reader:
        found = {}
        for name in types:
            ids = [row.id for trashed in (False, True) for row in reader.every(Query(name, trashed=trashed))]
            found[name] = reader.records(name, ids)
    return World(shared_register, found)


def partnership(number: int, places: list[int]) -> Partnership:
    milestones = [
        milestone(KINDS[number * step % 7], (number + step) % 3, place)
        for place, step in enumerate((1, 3, 5)[: number % 4])
    ]
    return Partnership(
        parties=(
            Party(side="DE", territory=places[number % 3 * 2]),
            Party(side="UA", territory=places[1 + number % 2 * 2], role="lead" if number % 5 else "partner"),
        ),
        milestones=tuple(milestones),
        legal_form=("P", "F", "U")[number % 3],
        responsible=("", "Ждан", "Müller")[number % 3],
        review_due=DAYS[number % 6],
        status_override="ended" if number % 8 == 5 else "",
        status_reason="Anruf" if number % 8 == 5 else "",
        labels=("SOL",) if number % 2 else (),
    )


def milestone(kind: str, day: int, position: int) -> Milestone:
    """Nothing ends before it began; what is known to the month or year leaves it open."""
    days = DAYS[3:] if kind in {"termination", "reactivation", "dormancy"} else DAYS[:3]
    return Milestone(kind=kind, day=days[day], position=position)


def delivery(number: int, places: list[int], partnerships: list[int]) -> Record:
    item = builders.item(category=("MED", "GEN", "IT")[number % 3], value=Decimal(number * 10), currency="EUR")
    return builders.delivery(
        builders.Stock(places[0], places[1], 1),
        number=f"2024-{number + 1:04}",
        donors=(Donor(territory=places[number % 6]),),
        recipient=places[1] if number % 4 else None,
        recipient_text="" if number % 4 else "Klinik",
        items=(item, builders.item(name_de="Zelt", category="SON"))[: 1 + number % 2],
        partnership=partnerships[number * 7 % 36] if number % 5 else None,
        handed_over=DAYS[number * 5 % 6],
    )


# -- what is asked -----------------------------------------------------------------------------------------------------

ENDS = st.none() | st.sampled_from(DAYS) | st.builds(FromToday, st.integers(-30, 3), st.sampled_from(Unit))
DATES = {
    "partnership": ("review_due", "since", "last_contact"),
    "delivery": ("handed_over", "report_due"),
    "task": ("done",),
    "milestone": ("day",),
}
TEXTS = {
    "partnership": ("responsible", "german_side", "title"),
    "delivery": ("number", "recipient_text", "partnership"),
    "territory": ("name_de", "title"),
    "delivery-item": ("name_de",),
    "party": ("territory",),
}
CODES: dict[str, dict[str, tuple[str, ...]]] = {
    "partnership": {"legal_form": ("P", "U"), "status": ("active", "ended", "request"), "labels": ("SOL",)},
    "delivery-item": {"category": ("MED", "SON")},
    "party": {"side": ("DE",), "role": ("lead",)},
    "milestone": {"kind": ("signing", "termination")},
    "delivery": {"total_currency": ("EUR", "")},
}
STEPS = {
    "partnership": (
        "parties",
        "milestones",
        "delivery.partnership",
        "task.partnership",
        "successor",
        "attachment.partnership",
    ),
    "delivery": ("items", "donors", "partnership", "recipient"),
    "territory": ("party.territory", "donor.territory", "delivery.recipient"),
    "party": ("territory",),
    "donor": ("territory",),
    "task": ("partnership",),
}


def leaves(name: str) -> st.SearchStrategy[Filter]:
    days, texts, codes = DATES.get(name, ()), TEXTS.get(name, ()), CODES.get(name, {})
    kinds: list[st.SearchStrategy[Filter]] = []
    if days:
        kinds.append(st.builds(Between, st.sampled_from(days), ENDS, ENDS, st.booleans()))
        kinds.append(st.builds(During, st.sampled_from(days), st.sampled_from(Unit), st.integers(-2, 2)))
    if texts:
        words = st.sampled_from(("", "a", "МÜL", "ждан", "zelt", "ahl", "2024-00"))
        kinds.append(st.builds(Contains, st.sampled_from(texts), words))
    for field, values in codes.items():
        kinds.append(st.builds(OneOf, st.just(field), st.lists(st.sampled_from(values), max_size=2).map(tuple)))
    filled = tuple({*days, *codes, *texts})
    if filled:
        kinds.append(st.builds(Empty, st.sampled_from(filled), st.booleans()))
    if name == "partnership":
        kinds.append(
            st.builds(AsOn, st.sampled_from((PartialDate(2020, 1, 1), PartialDate(2024, 5, 15), FromToday(-1))))
        )
        kinds.append(st.just(ByMe("changed_by")))
    return st.one_of(kinds) if kinds else st.just(AllOf(()))


def conditions(name: str, depth: int = 2) -> st.SearchStrategy[Filter]:
    inner = leaves(name)
    if depth and name in STEPS:
        steps = st.sampled_from(STEPS[name]).flatmap(lambda step: linked(name, step, depth - 1))
        inner = st.one_of(inner, steps)
    groups = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        inner, st.builds(AllOf, groups), st.builds(AnyOf, groups), st.builds(Not, inner), inner.map(Not).map(Not)
    )


def linked(name: str, step: str, depth: int) -> st.SearchStrategy[Filter]:
    target = condition_relations(name)[step].target
    within = st.lists(conditions(target, depth), max_size=2).map(tuple)
    return st.builds(Linked, st.just(step), within, st.booleans())


TYPES = st.sampled_from(("partnership", "partnership", "delivery", "territory", "task"))
QUERIES = TYPES.flatmap(
    lambda name: st.builds(
        Query,
        st.just(name),
        filters=st.lists(conditions(name), min_size=1, max_size=3).map(tuple),
        trashed=st.booleans(),
    )
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=QUERIES, few=st.sampled_from((0, 5, 1000)))
def test_that_what_is_found_is_what_a_full_scan_gives(
    world: World, monkeypatch: pytest.MonkeyPatch, query: Query, few: int
) -> None:
    monkeypatch.setattr(finding, "FEW_OWNERS", few)
    monkeypatch.setattr("desktop_app.storage.register.today", lambda: TODAY)
    wanted = {number for number, item in world.records[query.record].items() if is_found(world, item, query)}
    with world.register.reading() as reader:
        assert {row.id for row in reader.every(query)} == wanted
        assert reader.count(query) == len(wanted)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=QUERIES, other=st.data())
def test_that_a_row_has_the_first_colour_rule_that_a_full_scan_gives(
    world: World, monkeypatch: pytest.MonkeyPatch, query: Query, other: st.DataObject
) -> None:
    monkeypatch.setattr("desktop_app.storage.register.today", lambda: TODAY)
    second = other.draw(conditions(query.record))
    rules = (ColourRule(query.filters, Colour.RED), ColourRule((second,), Colour.BLUE))
    asked = Query(query.record, trashed=query.trashed, colours=rules)
    with world.register.reading() as reader:
        for row in reader.page(asked, 0, 100):
            item = world.records[query.record][row.id]
            held = [is_found(world, item, replace(asked, filters=each.filters)) for each in rules]
            assert row.rule == next((place for place, holds in enumerate(held) if holds), None)


@settings(max_examples=300, deadline=None)
@given(query=QUERIES)
def test_that_filters_come_back_from_their_text(query: Query) -> None:
    assert read_conditions(query.record, conditions_text(query.filters)) == query.filters


# -- the look at every record ------------------------------------------------------------------------------------------


def is_found(world: World, item: Any, query: Query) -> bool:
    filters = meant(query, TODAY, "Anna").filters
    return bool(item.trashed_at) == query.trashed and all(passes(world, item, query.record, each) for each in filters)


def passes(world: World, item: Any, name: str, each: Filter) -> bool:
    match each:
        case AllOf():
            return all(passes(world, item, name, one) for one in each.conditions)
        case AnyOf():
            return any(passes(world, item, name, one) for one in each.conditions)
        case Not():
            return not passes(world, item, name, each.condition)
        case Linked():
            return each.exists == any(
                all(passes(world, other, target, one) for one in each.conditions)
                for target, other in reached(world, item, name, each.relation)
            )
        case AsOn():
            assert isinstance(each.day, PartialDate)
            return stood_on(item, each.day, world.records["partnership"].get(item.successor))
    return asked(world, getattr(item, each.field), name, each)


def reached(world: World, item: Any, name: str, step: str) -> list[tuple[str, Any]]:
    relation = condition_relations(name)[step]
    others = [other for other in world.records.get(relation.target, {}).values() if not other.trashed_at]
    match relation.way:
        case Way.ROWS:
            found = list(getattr(item, relation.field))
        case Way.LINK:
            found = [other for other in others if other.id == getattr(item, relation.field)]
        case Way.LINKING:
            found = [other for other in others if getattr(other, relation.field) == item.id]
        case _:
            found = [
                other
                for other in others
                if item.id in {getattr(row, relation.field) for row in rows(other, relation.row)}
            ]
    return [(relation.target, other) for other in found]


def rows(item: Any, name: str) -> list[Any]:
    return [row for field in ("parties", "donors") for row in getattr(item, field, ()) if name == row.NAME]


def asked(world: World, value: Any, name: str, each: Any) -> bool:
    field = condition_fields(name)[each.field]
    match each:
        case Contains():
            target = world.records[field.target].get(value) if field.target else None
            text = value if not field.target else target.title if target else ""
            return each.text.casefold().replace("ü", "u") in (text or "").casefold().replace("ü", "u")
        case OneOf() if isinstance(value, tuple):
            return any(code in value for code in each.values)
        case OneOf():
            return value in each.values
        case Empty():
            return each.empty == (value in (None, "", ()))
        case Between():
            return lies_between(value, each)
    raise TypeError(each)


def lies_between(value: PartialDate | None, each: Between) -> bool:
    if value is None:
        return each.or_empty
    first, last = each.first, each.last
    later = not isinstance(first, PartialDate) or value.iso >= first.iso
    return later and (not isinstance(last, PartialDate) or value.iso[: len(last.iso)] <= last.iso)
