"""A record tells what links to it: kind by kind, with a count, the newest, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Linked, OneOf, Query
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.linked import SHOWN, Links
from desktop_app.services.pickers import Pickers
from desktop_app.services.places import Places
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from tests import builders
from tests.homes import HOMES, new_register


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture(params=HOMES)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    with new_register(request, tmp_path) as opened:
        yield opened


def links_of(register: Register) -> Links:
    codes = CodeLists(register)
    return Links(register, Pickers(register, Places(register, Gazetteer()), codes))


def test_that_a_place_shows_its_partnerships_people_and_deliveries(register: Register):
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        partnership = unit.add(builders.partnership(stock))
        people = unit.add_all([builders.person(roles=(builders.CHILDREN["role"](stock, territory=stock.german),))])
        unit.add_all(
            [builders.delivery(stock, recipient=stock.ukrainian, number=f"2026-000{n}") for n in range(1, SHOWN + 3)]
        )
    links = links_of(register)
    german = {kind.query.record: kind for kind in links.to("territory", stock.german)}
    assert german["partnership"].count == 1
    assert german["partnership"].newest[0].id == partnership.id
    assert german["partnership"].newest[0].title == partnership.title
    assert german["partnership"].query == Query(
        "partnership", filters=(Linked("parties", (OneOf("territory", (stock.german,)),)),)
    )
    assert german["person"].newest[0].id == people[0].id
    received = next(kind for kind in links.to("territory", stock.ukrainian) if kind.query.record == "delivery")
    assert received.words == "Aid deliveries as recipient"
    assert received.count == SHOWN + 2
    assert len(received.newest) == SHOWN
    assert [each.id for each in received.newest] == sorted((each.id for each in received.newest), reverse=True)


def test_that_each_count_is_that_of_the_list_behind_it(register: Register):
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        made = unit.add_all([builders.partnership(stock), builders.partnership(stock)])
        unit.add(builders.delivery(stock, partnership=made[0].id))
        unit.add(builders.task(partnership=made[0].id))
    places = (("territory", stock.german), ("territory", stock.ukrainian))
    for record, number in (*places, ("partnership", made[0].id or 0)):
        with register.reading() as reader:
            for kind in links_of(register).to(record, number):
                assert reader.count(kind.query) == kind.count > 0


def test_that_what_lies_in_the_trash_does_not_count(register: Register):
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        made = unit.add_all([builders.partnership(stock), builders.partnership(stock)])
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("partnership", [made[0].id or 0])
    kind = next(kind for kind in links_of(register).to("territory", stock.german) if kind.query.record == "partnership")
    assert (kind.count, [each.id for each in kind.newest]) == (1, [made[1].id])


def test_that_a_new_record_can_link_here_from_the_start(register: Register):
    stock = builders.stock(register)
    beginnings = {each.record: each.values for each in links_of(register).beginnings("territory", stock.german)}
    assert beginnings["delivery"] == {"recipient": stock.german}
    assert [party.territory for party in beginnings["partnership"]["parties"]] == [stock.german]
    assert "territory" not in beginnings
    assert "attachment" not in beginnings


def test_that_records_of_one_title_are_told_apart(register: Register):
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        for since in (2016, 2023):
            milestone = builders.CHILDREN["milestone"](stock, kind="signing", day=PartialDate(since))
            unit.add(builders.partnership(stock, milestones=(milestone,)))
    kind = next(each for each in links_of(register).to("territory", stock.german) if each.relation == "party.territory")
    assert len({each.title for each in kind.newest}) == 1
    assert [each.detail.split(", ")[0] for each in kind.newest] == ["2023", "2016"]


def test_that_what_a_record_is_part_of_says_so(register: Register):
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.organisation(parent=stock.organisation))
    words = [kind.words for kind in links_of(register).to("organisation", stock.organisation)]
    assert "Organisations that belong to it" in words
