"""What was done is told in words, and taken back and done again by the user who did it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.record import changed
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.records import Records
from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from tests import builders


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    before = language()
    set_language("en")
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    yield opened
    opened.close()
    set_language(before)


@pytest.fixture
def history(register: Register) -> History:
    return History(register, CodeLists(register))


def saved(register: Register, item: Any, **values: Any) -> Any:
    return Records(register).save(changed(item, **values))


def test_that_an_operation_is_told_in_words(register: Register, history: History) -> None:
    stock = builders.stock(register)
    delivery = saved(register, builders.delivery(stock, number="2025-0014", subject="Ultraschall"))
    assert history.next_undo() == "Aid delivery 2025-0014 · Ultraschall was added"
    delivery = saved(register, delivery, status="handed_over", recipient_text="")
    assert history.next_undo().startswith("Aid delivery 2025-0014 · Ultraschall: Status → handed over")
    saved(register, delivery, subject="")
    assert "Subject emptied" in history.next_undo()
    Records(register).trash("delivery", [delivery.id])
    assert history.next_undo().endswith("was moved to the trash")


def test_that_undo_and_redo_tell_what_they_do(register: Register, history: History) -> None:
    assert history.undo() is None
    task = saved(register, builders.task(subject="Bericht"))
    saved(register, task, responsible="Anna")
    done = history.undo()
    assert done is not None
    assert (done.words, done.left) == ("Task Bericht: Responsible → Anna", ())
    assert history.next_redo() == done.words
    again = history.redo()
    assert again is not None
    assert again.words == done.words
    assert history.next_redo() == ""
    assert history.next_undo() == done.words


def test_that_the_history_of_a_record_has_its_child_rows(register: Register, history: History) -> None:
    partnership = saved(register, builders.partnership(builders.stock(register)))
    signing = Milestone(kind="signing", day=PartialDate(2022, 12, 14))
    partnership = saved(register, partnership, milestones=(signing,))
    row = changed(partnership.milestones[0], day=PartialDate(2023))
    partnership = saved(register, partnership, milestones=(row,), responsible="Boris")
    saved(register, partnership, milestones=())
    last, changing, adding, first = history.of_record("partnership", partnership.id)
    assert [(each.row, each.label, each.old, each.new) for each in changing.changes] == [
        ("Milestone", "Date", "14.12.2022", "2023"),
        ("", "Responsible in the office", "", "Boris"),
    ]
    assert ("Milestone", "Date", "2023", "") in [(each.row, each.label, each.old, each.new) for each in last.changes]
    assert adding.by == first.by == "Anna"
    assert first.words.endswith("was added")


def test_that_links_and_codes_are_shown_by_their_words(register: Register, history: History) -> None:
    stock = builders.stock(register)
    body = saved(register, builders.organisation(territory=None))
    saved(register, body, territory=stock.german, kind="ngo")
    shown = {each.field: (each.old, each.new) for each in history.of_record("organisation", body.id)[0].changes}
    assert shown["territory"] == ("", "Helsa")
    assert shown["kind"][0] == "hospital, clinic"


def test_that_operations_are_found_by_person_and_kind(register: Register, history: History) -> None:
    task = saved(register, builders.task())
    Records(register).trash("task", [task.id])
    assert [each.verb for each in history.latest(10, verb="trash")] == ["trash"]
    assert history.latest(10, by="Boris") == ()
    assert len(history.latest(10, by="Anna", day=history.latest(1)[0].at.date().isoformat())) >= 2
    assert history.latest(10, day="1999-01-01") == ()


def test_that_an_operation_over_many_records_is_one_step(register: Register, history: History) -> None:
    with register.changing(origin="import", verb="import") as unit:
        unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(3)])
    assert history.next_undo() == "Tasks (3 records) was imported"
    done = history.undo()
    assert done is not None
    assert done.left == ()
    with register.reading() as reader:
        assert reader.counts(["task"]) == {"task": 0}
