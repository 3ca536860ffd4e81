"""Many records at once: only what is touched changes, nothing changes where a check speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.domain.changes import FILL
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.services.backups import Backups
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.mass_change import MANY, Change, MassChange, NotChanged, changeable
from desktop_app.storage.backup_notes import Reason
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from tests import builders


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture
def mass(register: Register) -> MassChange:
    return MassChange(register, CodeLists(register), None)


def tasks(register: Register, count: int, **values: Any) -> list[int]:
    """Save tasks and return their ids."""
    with register.changing(origin="test", verb="save") as unit:
        saved = unit.add_all([Task(subject=f"Aufgabe {n}", **values) for n in range(count)])
    return [item.id or 0 for item in saved]


def stored(register: Register, ids: list[int], field: str) -> list[object]:
    with register.reading() as reader:
        found = reader.records("task", ids)
    return [getattr(found[each], field) for each in ids]


def test_that_many_get_one_value_in_one_step_that_is_told_and_taken_back(register: Register, mass: MassChange) -> None:
    ids = tasks(register, 40, remarks="bleibt")
    with register.changing(origin="test", verb="save") as unit:
        item = register_record(register, ids[0])
        unit.save(changed(item, responsible="Frau Kern"), item)
    changes = mass.changes("task", ids, {"responsible": "Herr Anders"})
    operation = mass.write("task", changes, origin="table", verb=FILL)
    assert stored(register, ids, "responsible") == ["Herr Anders"] * 40
    assert stored(register, ids, "remarks") == ["bleibt"] * 40
    history = History(register, CodeLists(register))
    told = history.page()[0]
    assert (told.id, told.words, told.whence) == (operation, "40 tasks: Responsible → Herr Anders", "table")
    outcome = history.undo()
    assert outcome is not None
    assert outcome.words == "40 tasks: Responsible → Herr Anders"
    assert stored(register, ids, "responsible") == ["Frau Kern"] + [""] * 39


def register_record(register: Register, record_id: int) -> Task:
    with register.reading() as reader:
        found: Task = reader.record("task", record_id)
    return found


def test_that_the_summary_counts_old_values_and_those_that_stay(register: Register, mass: MassChange) -> None:
    ids = tasks(register, 3, responsible="Kern") + tasks(register, 2) + tasks(register, 1, responsible="Anders")
    (field,) = mass.summary("task", ids, {"responsible": "Anders"})
    assert field.label == "Responsible"
    assert field.old == (("Kern", 3), ("(empty)", 2))
    assert (field.new, field.same, field.others) == ("Anders", 1, 0)
    assert len(mass.changes("task", ids, {"responsible": "Anders"})) == 5


def test_that_what_records_share_is_told_from_what_differs(register: Register, mass: MassChange) -> None:
    ids = tasks(register, 2, responsible="Kern", due=PartialDate(2026))
    shared = mass.shared("task", ids)
    assert shared.values["responsible"] == "Kern"
    assert shared.values["due"] == PartialDate(2026)
    assert shared.mixed == {"subject"}


def test_that_a_trial_refuses_what_a_check_speaks_against_and_keeps_nothing(
    register: Register, mass: MassChange
) -> None:
    ids = tasks(register, 3)
    before = History(register, CodeLists(register)).page()[0].id
    trial = mass.attempt("task", mass.changes("task", ids, {"subject": ""}))
    assert set(trial.refused) == set(ids)
    assert [each.text() for each in trial.refused[ids[0]]] == ["This field is required."]
    assert trial.titles[ids[0]] == "Aufgabe 0"
    assert stored(register, ids, "subject") == ["Aufgabe 0", "Aufgabe 1", "Aufgabe 2"]
    assert History(register, CodeLists(register)).page()[0].id == before


def test_that_doubts_do_not_keep_from_changing(register: Register, mass: MassChange) -> None:
    ids = tasks(register, 1)
    trial = mass.attempt("task", mass.changes("task", ids, {"due": PartialDate(1815)}))
    assert trial.refused == {}
    assert [each.text() for each in trial.doubts[ids[0]]] == ["The year 1815 is unusual."]


def test_that_all_or_nothing_is_written(register: Register, mass: MassChange) -> None:
    ids = tasks(register, 3)
    changes = [Change(each, {"subject": "neu" if each != ids[1] else ""}, {"subject": f"Aufgabe {n}"})
               for n, each in enumerate(ids)]  # fmt: skip
    with pytest.raises(NotChanged) as raised:
        mass.write("task", changes, origin="paste")
    assert set(raised.value.refused) == {ids[1]}
    assert "1 record cannot be changed" in raised.value.message()
    assert stored(register, ids, "subject") == ["Aufgabe 0", "Aufgabe 1", "Aufgabe 2"]


def test_that_what_a_colleague_changed_meanwhile_is_not_written_over(register: Register, mass: MassChange) -> None:
    ids = tasks(register, 2)
    changes = mass.changes("task", ids, {"responsible": "Anders"})
    with register.changing(origin="test", verb="save") as unit:
        item = register_record(register, ids[0])
        unit.save(changed(item, responsible="Kern"), item)
        unit.trash("task", [ids[1]])
    trial = mass.attempt("task", changes)
    assert "changed this meanwhile" in trial.refused[ids[0]][0].text()
    assert "not in the register any more" in trial.refused[ids[1]][0].text()


def test_that_numbers_that_no_two_records_share_are_not_offered() -> None:
    from desktop_app.domain.partnership import Partnership

    names = {each.name for each in changeable(Partnership)}
    assert "network_number" not in names
    assert "parties" not in names
    assert "status" not in names
    assert {"responsible", "legal_form", "unlimited"} <= names


def test_that_a_backup_is_made_before_many_are_changed(tmp_path: Path) -> None:
    register = create_register(tmp_path / "register.bruecke", who="Anna")
    codes = CodeLists(register)
    backups = Backups(register, codes, lambda: "", tmp_path / "state")
    mass = MassChange(register, codes, lambda: backups)
    ids = tasks(register, MANY)
    mass.write("task", mass.changes("task", ids[1:], {"responsible": "Kern"}), origin="table", verb=FILL)
    assert not backups.all()
    heard: list[str] = []
    changes = mass.changes("task", ids, {"responsible": "Anders"})
    mass.write("task", changes, origin="table", verb=FILL, progress=lambda _done, _total, words: heard.append(words))
    assert [each.reason for each in backups.all()] == [Reason.MASS_CHANGE.value]
    assert any("backed up" in each for each in heard)
    register.close()


def test_that_two_records_cannot_be_given_one_number(register: Register, mass: MassChange) -> None:
    stock = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        ids = [unit.add(builders.partnership(stock)).id or 0 for _ in range(2)]
    trial = mass.attempt("partnership", [Change(each, {"network_number": 7}, {"network_number": None}) for each in ids])
    assert set(trial.refused) == {ids[1]}
