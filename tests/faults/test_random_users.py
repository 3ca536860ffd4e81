"""Two people do anything in any order, take it back, do it again, start anew: the register is what it must be."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from desktop_app.base.clock import today
from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.domain.errors import Invalid, UserError
from desktop_app.domain.fields import Kind
from desktop_app.domain.query import Order, Query
from desktop_app.domain.record import Record, changed, child_fields, field_map, problems_of, typed_fields
from desktop_app.storage.deriving import derived
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.lookup import RegisterLookup
from desktop_app.storage.register import Reader
from desktop_app.storage.repository import load
from desktop_app.storage.reverting import revert
from desktop_app.storage.rows import codec
from desktop_app.storage.sort_keys import keys_of
from desktop_app.storage.tables import METADATA, TABLES
from desktop_app.storage.unit_of_work import InvalidRows, UnitOfWork
from desktop_app.storage.words import words_of
from tests import builders
from tests.faults.plain_register import REDO, UNDO, Kept, Key, PlainRegister, kept

PEOPLE = ("Anna", "Boris")
NAMES = [record_type.NAME for record_type in RECORDS]
FOLLOWING = {"status-change"}
"""Child rows that are made of other fields."""

some = st.integers(0, 7)
many = st.integers(0, 999)
names = st.sampled_from(NAMES)
people = st.sampled_from(PEOPLE)

TEXTS = {
    "code-value": ("label_de", "label_uk"),
    "territory": ("name_de", "remarks"),
    "organisation": ("name_de", "remarks"),
    "partnership": ("group", "remarks"),
    "person": ("family_name", "remarks"),
    "delivery": ("subject", "remarks"),
    "task": ("subject", "remarks"),
    "attachment": ("name", "remark"),
}
LINKS = {
    "territory": ("parent",),
    "organisation": ("territory",),
    "partnership": ("successor",),
    "delivery": ("recipient", "partnership", "carrier"),
    "task": ("partnership", "delivery", "person", "organisation", "territory"),
    "attachment": ("milestone",),
}


class RandomUsers(RuleBasedStateMachine):
    """Two people at one register file, which is compared with a plain one after each step."""

    BEGINNING: ClassVar[Path]
    """A register with a few records to link to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.BEGINNING.parent))
        self.path = self.folder / "register.bruecke"
        shutil.copy(self.BEGINNING, self.path)
        self.open = {who: open_register(self.path, who=who) for who in PEOPLE}
        self.count = 0
        self.codes_touched = True
        """Whether the code lists, far longer than all the rest, have to be looked at again."""
        with self.open["Anna"].reading() as reader:
            self.plain = PlainRegister(everything(reader, NAMES))
        self.lasting = set(self.plain.records)

    def teardown(self) -> None:
        self.codes_touched = True
        self.is_as_it_must_be()
        for register in self.open.values():
            register.close()
        shutil.rmtree(self.folder)

    # -- what people do ----------------------------------------------------------------------------------------

    @rule(who=people, name=names, rows=some, linked=some)
    def add(self, who: str, name: str, rows: int, linked: int) -> None:
        item = self.with_rows(self.fresh(name, linked), rows)
        self.save_all(who, [item], "save")

    @rule(who=people, name=names, number=st.integers(2, 5))
    def add_all(self, who: str, name: str, number: int) -> None:
        self.save_all(who, [self.with_rows(self.fresh(name, each), each) for each in range(number)], "import")

    @rule(who=people, which=many, how=some, field=some)
    def save(self, who: str, which: int, how: int, field: int) -> None:
        for key in self.some_of(self.to_change(), which, 1):
            self.save_all(who, [self.altered(self.record(key), how, field)], "save")

    @rule(who=people, which=many, how=some, number=st.integers(2, 4))
    def change_many(self, who: str, which: int, how: int, number: int) -> None:
        found = self.some_of(self.to_change(), which, number)
        self.save_all(who, [self.altered(self.record(key), how, 1) for key in found], "change")

    @rule(who=people, which=many, number=st.integers(1, 3))
    def trash(self, who: str, which: int, number: int) -> None:
        done = {}
        with self.open[who].changing(origin="form", verb="trash") as unit:
            for key in self.some_of(self.mine(trashed=False), which, number):
                used = self.plain.is_used(self.plain.records[key])
                with pytest.raises(UserError, match="is in use") if used else nullcontext():
                    unit.trash(key[0], [key[1]])
                done[key] = replace(self.plain.records[key], trashed=not used)
        self.follow(who, "trash", done)

    @rule(who=people, which=many, number=st.integers(1, 3))
    def restore(self, who: str, which: int, number: int) -> None:
        keys = self.some_of(self.mine(trashed=True), which, number)
        with self.open[who].changing(origin="form", verb="restore") as unit:
            for name, each in keys:
                unit.restore(name, [each])
        self.follow(who, "restore", {key: replace(self.plain.records[key], trashed=False) for key in keys})

    @rule(who=people, which=many, number=st.integers(1, 3))
    def remove(self, who: str, which: int, number: int) -> None:
        gone: dict[Key, Kept | None] = {}
        with self.open[who].changing(origin="form", verb="delete") as unit:
            for key in self.some_of(self.mine(trashed=True), which, number):
                item = unit_record(unit, key)
                linked = self.plain.without(gone).is_linked(key)
                assert unit.remove(item) is not linked
                if not linked:
                    gone[key] = None
        self.follow(who, "delete", gone)

    @rule(who=people, verb=st.sampled_from([UNDO, UNDO, REDO]))
    def take_back(self, who: str, verb: str) -> None:
        expected = self.plain.next_undo(who) if verb == UNDO else self.plain.next_redo(who)
        with self.open[who].reading() as reader:
            number = reader.next_undo(who) if verb == UNDO else reader.next_redo(who)
        assert number == (expected.number if expected else None)
        if expected is None or number is None:
            return
        after, left = self.plain.take_back(expected)
        with self.open[who].changing(origin="form", verb=verb, undoes=number) as unit:
            assert {(each.record, each.record_id) for each in revert(unit, number)} == left
        self.follow(who, verb, after, undoes=number)

    @rule(who=people)
    def restart(self, who: str) -> None:
        self.open[who].close()
        self.open[who] = open_register(self.path, who=who)
        self.codes_touched = True

    # -- what must be ------------------------------------------------------------------------------------------

    @invariant()
    def is_as_it_must_be(self) -> None:
        looked_at = [name for name in NAMES if name != "code-value" or self.codes_touched]
        self.codes_touched = False
        with self.open["Boris"].reading() as reader:
            found = everything(reader, looked_at)
            expected = {key: item for key, item in self.plain.records.items() if key[0] in looked_at}
            assert found.keys() == expected.keys()
            assert [(found[key], item) for key, item in expected.items() if found[key] != item] == []
            for name in looked_at:
                check_derived(reader, name, [key[1] for key in expected if key[0] == name])

    # -- how it is done ----------------------------------------------------------------------------------------

    def save_all(self, who: str, items: list[Any], verb: str) -> None:
        """Save records as one operation and check that they were kept as they were typed, or refused for a reason."""
        saved = []
        wrong = any(problem.error for item in items for problem in problems_of(item))
        refusal = pytest.raises((Invalid, InvalidRows)) if wrong else nullcontext()
        with refusal, self.open[who].changing(origin="form", verb=verb) as unit:
            fresh = bool(items) and items[0].id is None
            saved = unit.add_all(items) if fresh else [unit.save(item) for item in items]
        if wrong:
            return
        assert [asked(item) for item in saved] == [asked(item) for item in items]
        trial = self.plain.without(())
        after: dict[Key, Kept | None] = {}
        for item in map(kept, saved):
            both = {**trial.let_go(item.key, item), item.key: item}
            after |= both
            trial.records |= both
        self.follow(who, verb, after)

    def follow(self, who: str, verb: str, after: dict[Key, Any], undoes: int | None = None) -> None:
        """Let the plain register do what was done."""
        after = {key: item for key, item in after.items() if item != self.plain.records.get(key)}
        self.codes_touched |= any(name == "code-value" for name, _ in after)
        last = max((each.number for each in self.plain.done), default=0)
        with self.open[who].reading() as reader:
            newest = reader.operations(1)[0]
        if after or undoes is not None:
            assert (newest["done_by"], newest["verb"], newest["undoes"]) == (who, verb, undoes)
            assert newest["id"] > last
            self.plain.do(newest["id"], who, verb, after, undoes)
        elif last:
            assert newest["id"] == last

    def mine(self, *, trashed: bool) -> list[Key]:
        """Return the records that the two people made, those in the trash or the others."""
        found = ((key, item) for key, item in self.plain.records.items() if item.trashed is trashed)
        return [key for key, _ in found if key not in self.lasting]

    def to_change(self) -> list[Key]:
        """Return the records that may be changed: those that they made, and the places that all the others show."""
        return [*self.mine(trashed=False), *(key for key in self.lasting if key[0] == "territory")]

    def some_of(self, keys: list[Key], which: int, number: int) -> list[Key]:
        """Return a few neighbours."""
        start = which % len(keys) if keys else 0
        return keys[start : start + number]

    def record(self, key: Key) -> Any:
        with self.open["Anna"].reading() as reader:
            return reader.record(*key)

    def target(self, name: str, which: int) -> int | None:
        """Return the id of a record to link to; none now and then."""
        rows = sorted(number for row, number in self.plain.rows() if row == name)
        ids = [None, *self.plain.of(name), *self.plain.of(name, trashed=True), *rows]
        return ids[which % len(ids)]

    def fresh(self, name: str, linked: int) -> Any:
        self.count += 1
        numbers: dict[str, dict[str, Any]] = {
            "code-value": {"code": f"code-{self.count}"},
            "partnership": {"network_number": self.count},
            "delivery": {"number": f"2026-{self.count:04}"},
        }
        values = numbers.get(name, {})
        values |= {field: self.target(target_of(name, field), linked) for field in LINKS.get(name, ()) if linked % 2}
        if name == "partnership":
            own = (self.plain.records[key] for key in self.mine(trashed=False) if key[0] == "code-value")
            codes = [item.values["code"] for item in own]
            values["topics"] = tuple(codes[linked : linked + 2])
        if name == "attachment" and (owners := self.plain.of("partnership")):
            values |= {"territory": None, "partnership": owners[linked % len(owners)]}
        return builders.RECORDS[name](self.places(), **values)

    def places(self) -> builders.Stock:
        """Return places and an organisation that are there."""
        territories = [*self.plain.of("territory"), *self.plain.of("territory", trashed=True)]
        bodies = [*self.plain.of("organisation"), *self.plain.of("organisation", trashed=True)]
        return builders.Stock(territories[0], territories[-1], bodies[0])

    def with_rows(self, item: Any, number: int) -> Any:
        for place, field in enumerate(child_fields(type(item))):
            if field.target not in FOLLOWING and number >> place & 1:
                item = changed(item, **{field.name: (*getattr(item, field.name), self.row(field.target))})
        return item

    def row(self, name: str) -> Any:
        return builders.CHILDREN[name](self.places())

    def altered(self, item: Any, how: int, which: int) -> Any:
        self.count += 1
        fields = [field for field in child_fields(type(item)) if field.target not in FOLLOWING]
        texts, links = TEXTS[item.NAME], LINKS.get(item.NAME, ())
        if how in {0, 1} or (how > 3 and not fields):
            return changed(item, **{texts[how % 2]: f"Wort {which}"})
        if how in {2, 3}:
            if not links:
                return changed(item, **{texts[0]: f"Wort {self.count}"})
            link = links[which % len(links)]
            return changed(item, **{link: self.target(target_of(item.NAME, link), how + which)})
        field = fields[which % len(fields)]
        rows = list(getattr(item, field.name))
        if how == 4 or not rows:
            rows.insert(which % (len(rows) + 1), self.row(field.target))
        elif how == 5:
            rows = rows[:-1] or rows
        elif how == 6:
            rows.reverse()
        else:
            rows[0] = alike(rows[0], which)
        return changed(item, **{field.name: tuple(rows)})


def unit_record(unit: UnitOfWork, key: Key) -> Any:
    """Return a record as it is in the middle of an operation."""
    return load(unit.connection, key[0], [key[1]])[key[1]]


def target_of(name: str, field: str) -> str:
    return field_map(TYPES[name])[field].target


def alike(row: Any, which: int) -> Any:
    """Return a child row with another word in its first free text."""
    texts = [field.name for field in typed_fields(type(row)) if field.kind in {Kind.TEXT, Kind.LONG_TEXT}]
    return changed(row, **dict.fromkeys(texts[:1], f"Zeile {which}"))


def asked(item: Record) -> Any:
    """Return what was typed into a record, whatever ids its child rows have or are given."""
    owned = [field.name for field in child_fields(type(item)) if field.target not in FOLLOWING]
    return kept(item).values, [list(map(typed, getattr(item, name))) for name in owned]


def typed(row: Any) -> list[Any]:
    return [getattr(row, field.name) for field in typed_fields(type(row))]


def everything(reader: Reader, looked_at: list[str]) -> dict[Key, Kept]:
    """Return all records of some types, those in the trash too."""
    found = {}
    for name in looked_at:
        ids = [row.id for trashed in (False, True) for row in reader.every(Query(name, trashed=trashed))]
        for item in reader.records(name, ids).values():
            found[name, item.id] = kept(item)
    return found


def check_derived(reader: Reader, name: str, ids: list[int]) -> None:
    """Check that titles, sort keys, search words and order are what they would be if all were saved now."""
    connection = reader._connection
    lookup = RegisterLookup(connection, today())
    coder, table, words = codec(TYPES[name]), TABLES[name], METADATA.tables[f"{TABLES[name].name}_search"]
    stored = {row.id: tuple(row) for row in connection.execute(select(*(table.c[each] for each in coder.columns)))}
    searched = {row.id: row.words for row in connection.execute(select(words))}
    assert searched.keys() == stored.keys()
    for item in reader.records(name, sorted(ids)).values():
        fresh = derived(item, lookup)
        assert stored[item.id] == coder.encode(fresh, keys_of(fresh, lookup))
        assert searched[item.id] == words_of(fresh, lookup)
    listed = [row.id for row in reader.every(Query(name, order=(Order("title"),)))]
    place = coder.columns.index("title_key")
    assert listed == sorted(listed, key=lambda number: (stored[number][place], number))


@pytest.mark.parametrize(
    ("start", "runs", "steps"),
    [(start, 2, 50) for start in range(3)]
    + [pytest.param(start, 10, 50, marks=pytest.mark.nightly) for start in range(100, 120)],
)
def test_that_the_register_is_what_it_must_be_whatever_two_people_do(
    start: int, runs: int, steps: int, tmp_path: Path
) -> None:
    RandomUsers.BEGINNING = tmp_path / "register.bruecke"
    register = create_register(RandomUsers.BEGINNING, who="program")
    builders.stock(register)
    register.close()
    chosen = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=(Phase.generate,),  # a failure is told at once; add Phase.shrink to have fewer steps to read
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(start)(RandomUsers), settings=chosen)
