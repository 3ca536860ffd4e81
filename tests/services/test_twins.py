"""Duplicates: named while one types, searched for, compared, merged, kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.domain.errors import Invalid, NotFound, UserError
from desktop_app.domain.joining import Choice
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.person import ContactPoint, Person, Role
from desktop_app.domain.record import changed
from desktop_app.services.backups import Backups, Reason
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.pickers import Pickers
from desktop_app.services.places import Places
from desktop_app.services.records import Records
from desktop_app.services.twins import HAVE_TWINS, Found, Sides, Twins
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from tests import builders
from tests.builders import Stock


@dataclass(frozen=True)
class Desk:
    """What the tests ask, over one register; backups are made of a file only."""

    register: Register
    records: Records
    history: History
    twins: Twins
    backups: Backups | None


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def desk(register: Register, tmp_path: Path) -> Desk:
    codes = CodeLists(register)
    in_file = isinstance(register.home.found_at, Path)
    backups = Backups(register, codes, lambda: "", tmp_path / "state") if in_file else None
    pickers = Pickers(register, Places(register, Gazetteer()), codes)
    twins = Twins(register, codes, pickers, (lambda: backups) if backups is not None else None)
    return Desk(register, Records(register), History(register, codes), twins, backups)


@pytest.fixture
def stock(desk: Desk) -> Stock:
    return builders.stock(desk.register)


@pytest.fixture
def mayors(desk: Desk, stock: Stock) -> tuple[Any, Any]:
    """One mayor entered twice; on the second one hangs more."""
    role = Role(function="mayor", territory=stock.ukrainian)
    mail = ContactPoint(kind="email", value="rada@ichnia.example")
    first = desk.records.save(
        Person(given_name="Olena", family_name="Musterenko", contact_points=(mail,), roles=(role,), remarks="A")
    )
    second = desk.records.save(
        Person(
            given_name_uk="Олена",
            family_name_uk="Мустеренко",
            contact_points=(changed(mail, preferred=True),),
            roles=(changed(role, since=PartialDate(2020)),),
            remarks="B",
        )
    )
    for subject in ("Anruf", "Brief"):
        desk.records.save(builders.task(person=second.id, subject=subject))
    return first, second


def unheard(_done: int, _total: int, _words: str) -> None:
    """Hear nothing."""


def search(desk: Desk, *names: str) -> Found:
    return desk.twins.search(names or HAVE_TWINS, unheard)


def compared(desk: Desk, mayors: tuple[Any, Any], **how: Any) -> Sides:
    return desk.twins.side_by_side("person", mayors[0].id, mayors[1].id, **how)


def test_that_likely_twins_are_named_while_a_record_is_typed(desk: Desk, mayors: tuple[Any, Any]):
    found = desk.twins.like(Person(given_name="Olena", family_name="Mustirenko"))
    assert {each.id for each in found} == {mayors[0].id, mayors[1].id}
    assert {each.reasons for each in found} == {"nearly the same name"}
    assert desk.twins.like(Person(given_name="Erika", family_name="Weber")) == ()
    assert [each.id for each in desk.twins.like(mayors[0])] == [mayors[1].id]
    assert desk.twins.like(builders.task()) == ()


def test_that_a_search_lists_pairs_by_how_alike_they_are(desk: Desk, mayors: tuple[Any, Any], stock: Stock):
    desk.records.save(builders.territory(name_de="Itschnia", country="UA", region_de="Tschernihiw"))
    found = search(desk)
    assert [(each.record, each.first, each.second) for each in found.pairs] == [
        ("person", mayors[0].id, mayors[1].id),
        ("territory", stock.ukrainian, 3),
    ]
    assert [each.score for each in found.pairs] == sorted((each.score for each in found.pairs), reverse=True)
    assert found.more == 0
    assert found.pairs[0].reasons.startswith("name spelled in another way, same e-mail address")
    assert search(desk, "organisation").pairs == ()


def test_that_a_search_is_called_off_where_it_tells_how_far_it_is(desk: Desk, mayors: tuple[Any, Any]):
    def stop(_done: int, _total: int, _words: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        desk.twins.search(["person"], stop)


def test_that_who_is_not_the_same_is_not_proposed_again_until_that_is_taken_back(desk: Desk, mayors: tuple[Any, Any]):
    operation = desk.twins.keep_apart("person", mayors[1].id, mayors[0].id)
    assert operation is not None
    assert desk.twins.keep_apart("person", mayors[0].id, mayors[1].id) is None
    assert desk.history.page()[0].words == "Not the same: Musterenko, Olena / Мустеренко Олена"
    assert search(desk).pairs == ()
    assert desk.twins.like(mayors[0]) == ()
    (apart,) = desk.twins.kept_apart("person")
    assert apart.titles == ("Musterenko, Olena", "Мустеренко Олена")
    desk.history.undo()
    assert len(search(desk).pairs) == 1
    desk.history.redo()
    assert desk.twins.look_again("person", mayors[0].id, mayors[1].id) is not None
    assert desk.twins.look_again("person", mayors[0].id, mayors[1].id) is None
    assert len(search(desk).pairs) == 1
    assert desk.twins.kept_apart("person") == ()


def test_that_two_stand_side_by_side_with_what_hangs_on_each(desk: Desk, mayors: tuple[Any, Any]):
    sides = compared(desk, mayors)
    assert (sides.kept.id, sides.other.id) == (mayors[1].id, mayors[0].id)
    assert sides.hanging == ("2 tasks", "")
    lines = {line.field: line for line in sides.lines}
    assert (lines["family_name"].kept, lines["family_name"].other) == ("", "Musterenko")
    assert lines["family_name"].choices == (Choice.KEPT, Choice.OTHER)
    assert lines["remarks"].results[Choice.BOTH] == "B\n\nA"
    assert "From: 2020" in lines["roles"].kept
    assert "patronymic" not in lines
    assert not lines["protected"].differs
    assert sides.proposed["family_name"] is Choice.OTHER
    turned = compared(desk, mayors, keep=mayors[0].id)
    assert (turned.kept.id, turned.hanging) == (mayors[0].id, ("", "2 tasks"))


def test_that_what_is_gone_is_not_compared(desk: Desk, mayors: tuple[Any, Any]):
    desk.records.trash("person", [mayors[0].id])
    with pytest.raises(NotFound):
        compared(desk, mayors)


def test_that_a_merge_is_told_in_words_and_taken_back_later(desk: Desk, mayors: tuple[Any, Any]):
    sides = compared(desk, mayors, keep=mayors[0].id)
    operation = desk.twins.merge(sides, sides.proposed, unheard)
    assert operation is not None
    done = desk.history.page()[0]
    assert done.words == "People merged: Мустеренко Олена → Musterenko, Olena"
    assert done.whence == "merge"
    kept = desk.records.load("person", mayors[0].id)
    assert (kept.family_name_uk, kept.remarks) == ("Мустеренко", "A\n\nB")
    assert desk.records.load("person", mayors[1].id) is None
    assert [desk.records.load("task", number).person for number in (1, 2)] == [kept.id] * 2
    assert desk.history.of_record("person", mayors[1].id)[0].words.startswith("Merged: ")
    desk.records.save(builders.task(subject="Danach"))
    outcome = desk.history.take_back(operation)
    assert outcome.left == ()
    assert [desk.records.load("task", number).person for number in (1, 2)] == [mayors[1].id] * 2
    assert desk.records.load("person", mayors[0].id).remarks == "A"


def test_that_a_backup_is_made_before_a_merge(desk: Desk, mayors: tuple[Any, Any]):
    sides = compared(desk, mayors)
    before = desk.history.page()[0].id
    desk.twins.merge(sides, sides.proposed, unheard)
    if desk.backups is None:
        return
    made = desk.backups.latest(datetime.now(UTC))
    assert made is not None
    assert (made.reason, made.operation) == (Reason.MERGE.value, before)


def test_that_what_cannot_be_saved_is_said_before_and_not_merged(desk: Desk, mayors: tuple[Any, Any]):
    sides = compared(desk, mayors)
    choices = {**sides.proposed, "family_name": Choice.KEPT, "family_name_uk": Choice.OTHER}
    assert [each.field for each in desk.twins.check(sides, choices)] == ["family_name"]
    with pytest.raises(Invalid):
        desk.twins.merge(sides, choices, unheard)
    assert desk.records.load("person", mayors[0].id) == mayors[0]


def test_that_nothing_is_merged_over_the_change_of_somebody_else(desk: Desk, mayors: tuple[Any, Any]):
    sides = compared(desk, mayors)
    desk.records.save(changed(mayors[0], remarks="C"), mayors[0])
    with pytest.raises(UserError, match="meanwhile"):
        desk.twins.merge(sides, sides.proposed, unheard)
    assert desk.records.load("person", mayors[1].id) is not None
