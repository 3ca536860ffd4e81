"""The marks by which twins are found: kept with every change, checked, and asked without comparing every pair."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from sqlalchemy import delete, func, select, update

from desktop_app.domain.findings import Fault
from desktop_app.domain.kept_apart import kept_apart
from desktop_app.domain.person import ContactPoint, Person
from desktop_app.domain.record import changed
from desktop_app.services.checking import check, repair
from desktop_app.storage.register import Register
from desktop_app.storage.tables import TABLES, twin_table
from desktop_app.storage.twin_marks import MOST_OF_A_KIND
from tests import builders
from tests.builders import Stock


def saved(register: Register, *items: Any) -> list[Any]:
    with register.changing(origin="form", verb="save") as unit:
        return unit.add_all(list(items))


def person(given: str = "Olena", family: str = "Musterenko", **values: Any) -> Person:
    return Person(given_name=given, family_name=family, **values)


def pairs(register: Register, name: str = "person") -> set[tuple[int, int]]:
    with register.reading() as reader:
        return set(reader.twins.pairs(name, reader.twins.shared_marks(name)))


def sharing(register: Register, item: Any) -> list[int]:
    with register.reading() as reader:
        return reader.twins.sharing(item, 10)


def test_that_twins_share_a_mark_and_others_do_not(register: Register):
    one, two, other = saved(register, person(), person(family="Mustirenko"), person("Erika", "Weber"))
    assert pairs(register) == {(one.id, two.id)}
    assert sharing(register, person()) == [one.id, two.id]
    assert sharing(register, one) == [two.id]
    assert sharing(register, person("Erika", "Weber")) == [other.id]


def test_that_marks_follow_every_change(register: Register):
    one, two = saved(register, person(), person("Erika", "Weber"))
    with register.changing(origin="form", verb="save") as unit:
        two = unit.save(replace(two, given_name="Olena", family_name="Musterenko"), two)
    assert pairs(register) == {(one.id, two.id)}
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("person", [two.id])
    assert pairs(register) == set()
    assert sharing(register, one) == []
    with register.changing(origin="form", verb="restore") as unit:
        unit.restore("person", [two.id])
    assert pairs(register) == {(one.id, two.id)}
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("person", [two.id])
        unit.purge("person", [two.id])
    assert sharing(register, one) == []
    with register.reading() as reader:
        marks = twin_table(TABLES["person"])
        assert reader.connection.execute(select(func.count()).where(marks.c.id == two.id)).scalar_one() == 0


def test_that_a_mark_of_very_many_says_nothing(register: Register):
    mail = ContactPoint(kind="email", value="rathaus@helsa.example")
    letters = "bdfklmnprstv"
    names = [f"{a}{'aeiou'[n % 5]}{b}o{a}" for n, (a, b) in enumerate(product(letters, letters[:3]))]
    everybody = [person(name, name[::-1] + name) for name in names[: MOST_OF_A_KIND + 1]]
    saved(register, *(changed(each, contact_points=(mail,)) for each in everybody[:-1]))
    assert len(pairs(register)) == MOST_OF_A_KIND * (MOST_OF_A_KIND - 1) // 2
    saved(register, changed(everybody[-1], contact_points=(mail,)))
    assert pairs(register) == set()


def test_that_a_partnership_follows_a_place_that_is_called_otherwise(register: Register, stock: Stock):
    (place,) = saved(register, builders.territory(name_de="Andernorts", country="UA"))
    (one,) = saved(register, builders.partnership(stock))
    other = changed(one, id=None, parties=(one.parties[0], replace(one.parties[1], id=None, territory=place.id)))
    (two,) = saved(register, other)
    assert pairs(register, "partnership") == set()
    with register.changing(origin="form", verb="save") as unit:
        unit.save(replace(place, name_de="Itschnia"), place)
    assert pairs(register, "partnership") == {(one.id, two.id)}


def test_that_wrong_marks_are_found_and_put_right(register: Register):
    one, two = saved(register, person(), person())
    marks = twin_table(TABLES["person"])
    with register._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(delete(marks).where(marks.c.id == one.id))
        first = connection.execute(select(func.min(marks.c.mark)).where(marks.c.id == two.id)).scalar_one()
        connection.execute(update(marks).where(marks.c.id == two.id, marks.c.mark == first).values(mark=7))
    found = check(register).findings
    assert {(each.fault, each.record_id) for each in found} == {(Fault.SEARCH, one.id), (Fault.SEARCH, two.id)}
    repair(register, found)
    assert check(register).findings == ()
    assert pairs(register) == {(one.id, two.id)}


def test_that_who_was_kept_apart_is_known(register: Register):
    one, two, three = saved(register, person(), person(), person())
    (kept,) = saved(register, kept_apart("person", two.id, one.id))
    with register.reading() as reader:
        assert reader.twins.kept_apart("person") == {(one.id, two.id): kept.id}
        assert reader.record("kept-apart", kept.id).title == "Musterenko, Olena / Musterenko, Olena"
        assert reader.twins.kept_apart("person", [three.id]) == reader.twins.kept_apart("territory") == {}
    with register.changing(origin="form", verb="save") as unit:
        unit.save(replace(one, given_name="Oleksandra"), one)
    assert check(register).findings == ()
