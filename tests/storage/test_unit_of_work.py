"""The one door for changes: versions, two editors, numbers, code lists in use, and what depends on a record."""

from __future__ import annotations

import random
from itertools import islice
from typing import Any

import pytest

from desktop_app.domain.changes import Committed
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.errors import Conflict, Invalid, NotFound, UserError
from desktop_app.domain.fields import Kind
from desktop_app.domain.organisation import Address
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone, Partnership, Party
from desktop_app.domain.person import PersonLanguage
from desktop_app.domain.query import OneOf, Order, Query
from desktop_app.domain.record import Record, changed, fields_of
from desktop_app.storage.failures import StorageError
from desktop_app.storage.register import Register
from desktop_app.storage.unit_of_work import InvalidRows
from tests import builders
from tests.builders import Stock


def add(register: Register, item: Any) -> Any:
    with register.changing(origin="test", verb="save") as unit:
        return unit.add(item)


def save(register: Register, item: Any, base: Any = None) -> Any:
    with register.changing(origin="test", verb="save") as unit:
        return unit.save(item, base)


def trash(register: Register, item: Record) -> None:
    with register.changing(origin="test", verb="trash") as unit:
        unit.trash(item.NAME, [item.id or 0])


def stored(register: Register, item: Record) -> Any:
    with register.reading() as reader:
        return reader.record(item.NAME, item.id or 0)


def ids(register: Register, query: Query) -> list[int]:
    with register.reading() as reader:
        return [row.id for row in reader.every(query)]


def code(register: Register, code_list: str, value: str) -> CodeValue:
    (number,) = ids(register, Query("code-value", filters=(OneOf("code_list", (code_list,)), OneOf("code", (value,)))))
    with register.reading() as reader:
        found: CodeValue = reader.record("code-value", number)
    return found


# -- two editors -------------------------------------------------------------------------------------------------------


def test_that_two_editors_of_different_fields_both_keep_their_changes(register: Register, stock: Stock) -> None:
    base = add(register, builders.partnership(stock))
    save(register, changed(base, responsible="Anna"), base)
    merged = save(register, changed(base, group="Dreieck"), base)
    assert (merged.responsible, merged.group, merged.version) == ("Anna", "Dreieck", 3)
    assert stored(register, base) == merged


def test_that_two_editors_of_the_same_field_meet_a_conflict(register: Register) -> None:
    base = add(register, builders.task())
    save(register, changed(base, responsible="Anna"), base)
    with pytest.raises(Conflict) as caught:
        save(register, changed(base, responsible="Boris"), base)
    assert caught.value.values["who"] == "Anna"
    assert stored(register, base).responsible == "Anna"


def test_that_two_editors_who_typed_the_same_agree(register: Register) -> None:
    base = add(register, builders.task())
    save(register, changed(base, responsible="Anna"), base)
    assert save(register, changed(base, responsible="Anna"), base).version == 2


def test_that_an_old_copy_without_its_base_is_not_saved_over_newer_work(register: Register) -> None:
    base = add(register, builders.task())
    save(register, changed(base, responsible="Anna"), base)
    with pytest.raises(Conflict):
        save(register, changed(base, remarks="alt"))
    assert stored(register, base).responsible == "Anna"


def test_that_child_rows_and_a_field_are_merged(register: Register, stock: Stock) -> None:
    base = add(register, builders.partnership(stock))
    signing = Milestone(kind="signing", day=PartialDate(2022, 12, 14))
    save(register, changed(base, milestones=(signing,)), base)
    merged = save(register, changed(base, responsible="Boris"), base)
    assert [item.kind for item in merged.milestones] == ["signing"]
    assert (merged.status, merged.responsible) == ("active", "Boris")


def test_that_a_renamed_place_is_no_change_of_the_partnership(register: Register, stock: Stock) -> None:
    base = add(register, builders.partnership(stock))
    save(register, changed(base, responsible="Anna"), base)
    with register.reading() as reader:
        place = reader.record("territory", stock.german)
    save(register, changed(place, name_de="Neustadt"))
    third = Party(side="third", territory=stock.ukrainian)
    merged = save(register, changed(base, parties=(*base.parties, third)), base)
    assert merged.title == "Neustadt – Itschnja – Itschnja"
    assert merged.responsible == "Anna"


def test_that_what_is_in_the_trash_cannot_be_saved(register: Register) -> None:
    item = add(register, builders.task())
    trash(register, item)
    with pytest.raises(NotFound):
        save(register, changed(item, remarks="zu spät"), item)


def test_that_a_unit_is_kept_as_a_whole_or_not_at_all(register: Register) -> None:
    def add_two() -> None:
        with register.changing(origin="test", verb="save") as unit:
            unit.add(builders.task())
            unit.add(builders.task(subject=""))

    with pytest.raises(Invalid):
        add_two()
    assert ids(register, Query("task")) == []
    with register.reading() as reader:
        assert reader.operations(1)[0]["verb"] == "create"


def test_that_a_dry_run_keeps_nothing_and_tells_nobody(register: Register) -> None:
    heard: list[Committed] = []
    register.subscribe(heard.append)
    with register.changing(origin="test", verb="import", dry_run=True) as unit:
        assert unit.add(builders.task()).id
    assert ids(register, Query("task")) == []
    assert heard == []


def test_that_listeners_hear_what_was_touched_after_it_is_kept(register: Register, stock: Stock) -> None:
    partnership = add(register, builders.partnership(stock))
    heard: list[Committed] = []
    register.subscribe(heard.append)
    with register.reading() as reader:
        place = reader.record("territory", stock.german)
    save(register, changed(place, name_de="Neustadt"))
    (committed,) = heard
    assert committed.records["territory"] == {stock.german}
    assert committed.records["partnership"] == {partnership.id}


def test_that_ids_of_deleted_child_rows_are_not_given_again(register: Register, stock: Stock) -> None:
    signing = Milestone(kind="signing", day=PartialDate(2022))
    first = add(register, builders.partnership(stock, milestones=(signing,)))
    second = save(register, changed(first, milestones=()), first)
    third = save(register, changed(second, milestones=(signing,)), second)
    assert third.milestones[0].id > first.milestones[0].id


def test_that_the_history_says_what_a_deleted_child_row_held(register: Register, stock: Stock) -> None:
    signing = Milestone(kind="signing", day=PartialDate(2022, 12))
    first = add(register, builders.partnership(stock, milestones=(signing,)))
    save(register, changed(first, milestones=()), first)
    with register._engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT action, field, old, new FROM change WHERE row_type = 'milestone' ORDER BY id"
        ).fetchall()
    assert ("held", "day", "2022-12", None) in [tuple(row) for row in rows]
    assert tuple(rows[-1]) == ("delete", "", None, None)


def test_that_many_wrong_records_are_told_one_by_one_and_none_is_saved(register: Register) -> None:
    rows = [builders.task(), builders.task(subject=""), builders.task(), builders.task(subject="x" * 301)]
    with pytest.raises(InvalidRows) as caught, register.changing(origin="test", verb="import") as unit:
        unit.add_all(rows)
    assert set(caught.value.problems) == {1, 3}
    assert ids(register, Query("task")) == []


# -- numbers -----------------------------------------------------------------------------------------------------------


def test_that_two_partnerships_never_share_a_number(register: Register, stock: Stock) -> None:
    add(register, builders.partnership(stock, network_number=17))
    with pytest.raises(Invalid) as caught:
        add(register, builders.partnership(stock, network_number=17))
    assert [problem.field for problem in caught.value.problems] == ["network_number"]


def test_that_a_number_is_never_given_again_after_it_was_changed_or_trashed(register: Register, stock: Stock) -> None:
    first = add(register, builders.partnership(stock, network_number=17))
    second = save(register, changed(first, network_number=18), first)
    for taken in (17, 18):
        with pytest.raises(Invalid):
            add(register, builders.partnership(stock, network_number=taken))
    trash(register, second)
    for taken in (17, 18):
        with pytest.raises(Invalid):
            add(register, builders.partnership(stock, network_number=taken))
    with register.reading() as reader:
        assert reader.last_number("partnership") == 18


def test_that_a_partnership_takes_its_own_number_back(register: Register, stock: Stock) -> None:
    first = add(register, builders.partnership(stock, network_number=17))
    second = save(register, changed(first, network_number=None), first)
    assert save(register, changed(second, network_number=17), second).network_number == 17


def test_that_numbers_within_one_batch_differ(register: Register, stock: Stock) -> None:
    batch = [builders.delivery(stock, number=number) for number in ("2026-0001", "2026-0002", "2026-0001")]
    with pytest.raises(InvalidRows) as caught, register.changing(origin="test", verb="import") as unit:
        unit.add_all(batch)
    assert set(caught.value.problems) == {2}


def test_that_each_year_counts_its_deliveries(register: Register, stock: Stock) -> None:
    for number in ("2025-0007", "2026-0002", "2026-0001"):
        add(register, builders.delivery(stock, number=number))
    with register.reading() as reader:
        assert reader.last_number("delivery.2025") == 7
        assert reader.last_number("delivery.2026") == 2
        assert reader.last_number("delivery.2024") == 0


def test_that_an_official_code_belongs_to_one_place(register: Register, stock: Stock) -> None:
    with pytest.raises(Invalid) as caught:
        add(register, builders.territory(code="06633012", code_system="AGS"))
    (problem,) = caught.value.problems
    assert (problem.field, dict(problem.values)["title"]) == ("code", "Helsa")
    add(register, builders.territory())
    add(register, builders.territory())


def test_that_a_code_in_the_trash_is_named_as_such(register: Register) -> None:
    place = add(register, builders.territory(code="09663000", code_system="AGS"))
    trash(register, place)
    with pytest.raises(Invalid) as caught:
        add(register, builders.territory(code="09663000", code_system="AGS"))
    assert "in the trash" in caught.value.problems[0].message


# -- code lists --------------------------------------------------------------------------------------------------------


def test_that_a_code_in_use_is_not_deleted(register: Register, stock: Stock) -> None:
    add(register, builders.partnership(stock, legal_form="F", topics=("water", "health")))
    for code_list, value in (("legal_form", "F"), ("topic", "water")):
        with pytest.raises(UserError, match="is in use and stays"):
            trash(register, code(register, code_list, value))
    trash(register, code(register, "topic", "tourism"))


def test_that_a_code_in_use_keeps_its_letters(register: Register, stock: Stock) -> None:
    add(register, builders.partnership(stock, legal_form="F"))
    friendship = code(register, "legal_form", "F")
    with pytest.raises(UserError, match="is in use and stays"):
        save(register, changed(friendship, code="FR"))
    assert save(register, changed(friendship, label_de="Freundschaftsvertrag")).title == "Freundschaftsvertrag"
    contact = code(register, "legal_form", "K")
    assert save(register, changed(contact, code="KO")).code == "KO"


def test_that_a_list_has_a_code_once(register: Register) -> None:
    add(register, builders.code_value(code="archives"))
    with pytest.raises(Invalid) as caught:
        add(register, builders.code_value(code="archives"))
    assert [problem.field for problem in caught.value.problems] == ["code"]
    add(register, builders.code_value(code_list="function", code="archives"))


def test_that_lists_follow_a_new_order_of_codes(register: Register, stock: Stock) -> None:
    made = [add(register, builders.partnership(stock, legal_form=form)) for form in ("P", "F", "K")]
    query = Query("partnership", order=(Order("legal_form"),))
    assert ids(register, query) == [item.id for item in made]
    save(register, changed(code(register, "legal_form", "K"), rank=0))
    assert ids(register, query) == [made[2].id, made[0].id, made[1].id]


def test_that_code_lists_stand_in_the_order_that_the_program_ships(register: Register) -> None:
    with register.reading() as reader:
        rows = reader.page(Query("code-value", ("code_list",), order=(Order("code_list"),)), 0, 1000)
    lists = list(dict.fromkeys(row.values[0] for row in rows))
    assert lists[:3] == ["code_list", "country", "territory_level"]


def test_that_a_code_moved_in_its_list_sorts_what_uses_it(register: Register, stock: Stock) -> None:
    last = add(register, builders.code_value(code_list="legal_form", code="XX", label_de="Neu", rank=99))
    made = [add(register, builders.partnership(stock, legal_form=form)) for form in ("XX", "P")]
    query = Query("partnership", order=(Order("legal_form"),))
    assert ids(register, query) == [made[1].id, made[0].id]
    save(register, changed(last, rank=0))
    assert ids(register, query) == [made[0].id, made[1].id]


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (builders.territory(country="ZZ"), "country"),
        (builders.organisation(addresses=(Address(city="Helsa", country="ZZ"),)), "addresses[0].country"),
        (builders.person(languages=(PersonLanguage(language="xx"),)), "languages[0].language"),
    ],
)
def test_that_a_code_of_no_list_is_refused(register: Register, item: Record, field: str) -> None:
    with pytest.raises(Invalid) as told:
        add(register, item)
    assert field in {problem.field for problem in told.value.problems}


def test_that_a_renamed_code_stands_in_titles(register: Register, stock: Stock) -> None:
    role = builders.CHILDREN["role"](stock, main=True)
    mayor = add(register, builders.person(roles=(role,)))
    save(register, changed(code(register, "function", "mayor"), label_de="Stadtoberhaupt"))
    assert stored(register, mayor).main_role == "Stadtoberhaupt, Helsa"


# -- what depends on a record ------------------------------------------------------------------------------------------


def test_that_a_renamed_place_is_renamed_wherever_it_stands(register: Register, stock: Stock) -> None:
    partnership = add(register, builders.partnership(stock))
    other = add(
        register,
        builders.partnership(
            stock, parties=(Party(territory=stock.german), Party(side="UA", organisation=stock.organisation))
        ),
    )
    delivery = add(register, builders.delivery(stock, partnership=partnership.id))
    with register.reading() as reader:
        place = reader.record("territory", stock.german)
    save(register, changed(place, name_de="Äpfelstadt", name_uk="Яблуневе"))
    assert stored(register, partnership).title == "Äpfelstadt – Itschnja"
    assert stored(register, partnership).parties[0].title == "Äpfelstadt"
    assert stored(register, delivery).donor_names == "Äpfelstadt"
    assert stored(register, other).german_side == "Äpfelstadt"
    assert ids(register, Query("partnership", search="apfelst")) == [partnership.id, other.id]
    assert ids(register, Query("partnership", search="яблун")) == [partnership.id, other.id]
    assert ids(register, Query("partnership", search="helsa")) == []
    assert ids(register, Query("delivery", search="apfelstadt itschnja")) == [delivery.id]
    assert ids(register, Query("delivery", search="helsa")) == []
    assert ids(register, Query("delivery", order=(Order("partnership"),))) == [delivery.id]
    later = add(
        register,
        builders.partnership(
            stock, parties=(Party(territory=stock.ukrainian), Party(side="UA", territory=stock.ukrainian))
        ),
    )
    order = Query("partnership", order=(Order("german_side"),))
    assert ids(register, order) == [partnership.id, other.id, later.id]


def test_that_a_place_moved_to_another_state_moves_its_partnerships(register: Register, stock: Stock) -> None:
    by_body = add(
        register,
        builders.partnership(
            stock, parties=(Party(organisation=stock.organisation), Party(side="UA", territory=stock.ukrainian))
        ),
    )
    assert by_body.region_german == "Hessen"
    with register.reading() as reader:
        place = reader.record("territory", stock.german)
    save(register, changed(place, region_de="Thüringen"))
    assert stored(register, by_body).region_german == "Thüringen"


def test_that_remarks_on_a_place_touch_nothing_else(register: Register, stock: Stock) -> None:
    add(register, builders.partnership(stock))
    heard: list[Committed] = []
    register.subscribe(heard.append)
    with register.reading() as reader:
        place = reader.record("territory", stock.german)
    save(register, changed(place, remarks="Rathaus im Umbau"))
    assert heard[0].records == {"territory": {stock.german}}


def test_that_german_and_ukrainian_names_stand_in_their_order(register: Register) -> None:
    names = [
        "Österfeld",
        "Ofen",
        "Zell",
        "Ähren",
        "Aalen",
        "Straße",
        "Strasse A",
        "Яготин",
        "Їжаківка",
        "Іванків",
        "Ґанківці",
        "Гадяч",
        "Дубно",
    ]
    for name in names:
        add(register, builders.organisation(name_de=name))
    with register.reading() as reader:
        rows = reader.page(Query("organisation", ("name_de",), order=(Order("name_de"),)), 0, 100)
    expected = [
        "Aalen",
        "Ähren",
        "Ofen",
        "Österfeld",
        "Straße",
        "Strasse A",
        "Zell",
        "Гадяч",
        "Ґанківці",
        "Дубно",
        "Іванків",
        "Їжаківка",
        "Яготин",
    ]
    assert [row.values[0] for row in rows] == expected


def test_that_search_takes_any_spelling_of_a_name(register: Register, stock: Stock) -> None:
    made: Partnership = add(register, builders.partnership(stock, remarks="Größere Feuerwehrübung"))
    for words in (
        "ітчня"[:1] + "чня",
        "ICHNIA",
        "itschn",
        "helsa ічня",
        "grossere",
        "FEUERWEHRUBUNG",
        "hessen tschernihiw",
    ):
        assert ids(register, Query("partnership", search=words)) == [made.id], words
    assert ids(register, Query("partnership", search="helsa odessa")) == []


# -- links and other programs ------------------------------------------------------------------------------------------


def test_that_a_link_to_nothing_is_refused(register: Register, stock: Stock) -> None:
    with pytest.raises(StorageError):
        add(register, builders.task(partnership=4711))
    assert ids(register, Query("task")) == []


@pytest.mark.parametrize("letter", ["ß", "ї", "½"])
def test_that_every_field_may_be_as_long_as_it_is_declared(register: Register, stock: Stock, letter: str) -> None:
    made = {
        "partnership": builders.partnership(stock),
        "delivery": builders.delivery(stock),
        "territory": builders.territory(),
        "organisation": builders.organisation(territory=stock.german),
        "person": builders.person(),
        "task": builders.task(),
    }
    for item in made.values():
        saved = add(register, changed(item, **_longest(type(item), letter)))
        with register.reading() as reader:
            assert reader.record(item.NAME, saved.id) == saved


def _longest(record_type: type[Record], letter: str) -> dict[str, Any]:
    """Return texts as long as they may be, of words that no packing makes much shorter."""
    dice = random.Random(record_type.NAME)
    words = (f"{letter}{dice.randrange(10**9)}" for _ in iter(int, 1))
    return {
        field.name: " ".join(islice(words, field.max_length // 2))[: field.max_length]
        for field in fields_of(record_type)
        if field.kind in {Kind.TEXT, Kind.LONG_TEXT} and not field.derived
    }


def test_that_two_open_registers_see_each_others_changes(register: Register, stock: Stock) -> None:
    other = register.home.open("Boris")
    query = Query("task", search="bericht")
    with other.reading() as reader:
        assert reader.count(query) == 0
    item = add(register, builders.task())
    with other.reading() as reader:
        assert reader.count(query) == 1
        assert [row.id for row in reader.page(query, 0, 10)] == [item.id]
    changed_by_boris = save(other, changed(item, remarks="erledigt"), item)
    assert stored(register, item) == changed_by_boris
    assert changed_by_boris.changed_by == "Boris"
    other.close()
