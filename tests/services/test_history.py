"""What was done is told in words, and taken back and done again by the user who did it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.domain.errors import UserError
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.record import changed
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import PAGE, History
from desktop_app.services.records import Records
from desktop_app.services.trash import Trash
from desktop_app.storage.journal import About
from desktop_app.storage.register import Register
from tests import builders
from tests.storage.test_reverting import state


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


@pytest.fixture
def history(register: Register) -> History:
    return History(register, CodeLists(register))


@pytest.fixture
def boris(register: Register) -> Iterator[Register]:
    """The same register, as Boris has it open."""
    opened = register.home.open("Boris")
    yield opened
    opened.close()


def saved(register: Register, item: Any, **values: Any) -> Any:
    return Records(register).save(changed(item, **values))


def next_undo(history: History) -> str:
    step = history.next_undo()
    return step.words if step else ""


def next_redo(history: History) -> str:
    step = history.next_redo()
    return step.words if step else ""


def shown(history: History, name: str, record_id: int) -> list[str]:
    return [each.words for each in history.of_record(name, record_id)]


def test_that_an_operation_is_told_in_words(register: Register, history: History) -> None:
    stock = builders.stock(register)
    delivery = saved(register, builders.delivery(stock, number="2025-0014", subject="Ultraschall"))
    assert next_undo(history) == "Aid delivery 2025-0014 · Ultraschall was added"
    delivery = saved(register, delivery, status="handed_over", recipient_text="")
    assert next_undo(history).startswith("Aid delivery 2025-0014 · Ultraschall: Status → handed over")
    saved(register, delivery, subject="")
    assert "Subject emptied" in next_undo(history)
    Records(register).trash("delivery", [delivery.id])
    assert next_undo(history).endswith("was moved to the trash")


def test_that_undo_and_redo_tell_what_they_do(register: Register, history: History) -> None:
    assert history.undo() is None
    task = saved(register, builders.task(subject="Bericht"))
    saved(register, task, responsible="Anna")
    done = history.undo()
    assert done is not None
    assert (done.words, done.left, done.undone, done.again) == ("Task Bericht: Responsible → Anna", (), True, False)
    assert next_redo(history) == done.words
    again = history.redo()
    assert again is not None
    assert (again.words, again.again) == (done.words, True)
    assert next_redo(history) == ""
    assert next_undo(history) == done.words


def test_that_a_record_has_its_history_from_the_beginning(register: Register, history: History) -> None:
    task = saved(register, builders.task(subject="Bericht"))
    task = saved(register, task, responsible="Anna")
    history.undo()
    Records(register).trash("task", [task.id])
    assert shown(history, "task", task.id) == [
        "Moved to the trash",
        "Responsible emptied",
        "Responsible → Anna",
        "Added",
    ]
    assert [each.whence for each in history.of_record("task", task.id)] == ["form", "undone", "form", "form"]
    assert [each.standing for each in history.of_record("task", task.id)] == [True, True, False, True]
    first = history.of_record("task", task.id)[-1]
    assert (first.by, first.record, first.record_id) == ("Anna", "task", task.id)
    assert [(each.label, each.new) for each in history.changes(first.id, "task", task.id)] == [("Task", "Bericht")]


def test_that_the_history_of_a_record_has_its_child_rows(register: Register, history: History) -> None:
    partnership = saved(register, builders.partnership(builders.stock(register)))
    signing = Milestone(kind="signing", day=PartialDate(2022, 12, 14))
    partnership = saved(register, partnership, milestones=(signing,))
    row = changed(partnership.milestones[0], day=PartialDate(2023))
    partnership = saved(register, partnership, milestones=(row,), responsible="Boris")
    saved(register, partnership, milestones=())
    last, changing, adding, first = history.of_record("partnership", partnership.id)
    name = "Milestone Unterzeichnung 2023"
    assert (adding.words, adding.by, first.by) == (f"{name} added", "Anna", "Anna")
    assert last.words == f"{name} removed"
    assert changing.words == f"Responsible in the office → Boris, {name}, Date → 2023"
    assert [
        (each.row, each.label, each.old, each.new)
        for each in history.changes(changing.id, "partnership", partnership.id)
    ] == [(name, "Date", "14.12.2022", "2023"), ("", "Responsible in the office", "", "Boris")]
    added = history.changes(adding.id, "partnership", partnership.id)
    assert (name, "Date", "", "14.12.2022") in [(each.row, each.label, each.old, each.new) for each in added]
    removed = history.changes(last.id, "partnership", partnership.id)
    assert (name, "Date", "2023", "") in [(each.row, each.label, each.old, each.new) for each in removed]


def test_that_the_beginning_tells_the_child_rows_of_then(register: Register, history: History) -> None:
    partnership = saved(register, builders.partnership(builders.stock(register)))
    parties = (changed(partnership.parties[0], joined=PartialDate(2024)), *partnership.parties[1:])
    saved(register, partnership, parties=parties, milestones=(Milestone(kind="signing"),))
    first = history.of_record("partnership", partnership.id)[-1]
    told = history.changes(first.id, "partnership", partnership.id)
    assert [(each.row, each.new) for each in told if each.label == "Place"] == [
        ("Party Helsa", "Helsa"),
        ("Party Itschnja", "Itschnja"),
    ]
    assert not any(each.row.startswith("Milestone") for each in told)


def test_that_links_and_codes_are_shown_by_their_words(register: Register, history: History) -> None:
    stock = builders.stock(register)
    body = saved(register, builders.organisation(territory=None))
    saved(register, body, territory=stock.german, kind="ngo")
    number = history.of_record("organisation", body.id)[0].id
    told = {each.field: (each.old, each.new) for each in history.changes(number, "organisation", body.id)}
    assert told["territory"] == ("", "Helsa")
    assert told["kind"][0] == "hospital, clinic"


def test_that_operations_are_found_by_person_day_and_kind(
    register: Register, boris: Register, history: History
) -> None:
    task = saved(register, builders.task())
    Records(boris).trash("task", [task.id])
    today = PartialDate.of(datetime.now().astimezone().date())
    yesterday = PartialDate.of(datetime.now().astimezone().date() - timedelta(days=1))
    assert [each.verb for each in history.page(verb="trash")] == ["trash"]
    assert [each.verb for each in history.page(by="Boris")] == ["trash"]
    assert history.page(by="Boris", verb="save") == ()
    assert len(history.page(by="Anna", first=today, last=today)) >= 2
    assert history.page(last=yesterday) == ()
    assert history.page(first=PartialDate(today.year), last=PartialDate(today.year)) == history.page()
    assert history.people() == ["Anna", "Boris"]


def test_that_a_long_history_is_read_page_by_page(register: Register, history: History) -> None:
    task = saved(register, builders.task())
    for number in range(2 * PAGE):
        task = saved(register, task, responsible=f"Anna {number}")
    first = history.of_record("task", task.id)
    second = history.of_record("task", task.id, first[-1])
    third = history.of_record("task", task.id, second[-1])
    assert [len(first), len(second), len(third)] == [PAGE, PAGE, 1]
    assert third[0].words == "Added"
    everything = list(history.page())
    while following := history.page(everything[-1]):
        everything += following
    assert len({each.id for each in everything}) == len(everything) == 2 * PAGE + 2
    assert everything[-1].words == "The register was made"
    assert not everything[-1].standing


def test_that_an_operation_over_many_records_is_one_step(register: Register, history: History) -> None:
    with register.changing(origin="form", verb="save") as unit:
        unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(3)])
    assert next_undo(history) == "3 tasks were added"
    touched = history.touched(history.page()[0].id)
    assert [(each.record, each.title, each.words) for each in touched] == [
        ("task", f"Aufgabe {number}", "Added") for number in range(3)
    ]
    assert history.touched(history.page()[0].id, touched[0]) == touched[1:]
    done = history.undo()
    assert done is not None
    assert done.left == ()
    assert history.page()[0].words == "Undone: 3 tasks were added"
    with register.reading() as reader:
        assert reader.counts(["task"]) == {"task": 0}


def test_that_an_import_is_named_by_what_was_imported_and_the_file(register: Register, history: History) -> None:
    with register.changing(origin="import", verb="import", about=About("delivery", "deliveries.csv")) as unit:
        place = unit.add(builders.territory())
        unit.add_all(
            [
                builders.delivery(builders.Stock(place.id or 0, place.id or 0, 0), number=f"2026-000{number}")
                for number in range(1, 4)
            ]
        )
    assert next_undo(history) == "Imported from deliveries.csv: 3 aid deliveries"
    (delivery, *_) = [each for each in history.touched(history.page()[0].id) if each.record == "delivery"]
    assert shown(history, "delivery", delivery.record_id) == ["Imported from deliveries.csv"]


def test_that_changes_of_several_kinds_are_counted_together(register: Register, history: History) -> None:
    task, body = saved(register, builders.task()), saved(register, builders.organisation())
    Records(register).trash("task", [task.id])
    Records(register).trash("organisation", [body.id])
    Trash(register).restore([("task", task.id), ("organisation", body.id)])
    assert next_undo(history) == "2 records were taken out of the trash"


def test_that_any_operation_can_be_taken_back_and_done_again(register: Register, history: History) -> None:
    task = saved(register, builders.task(subject="Bericht"))
    task = saved(register, task, responsible="Anna")
    responsible = history.page()[0].id
    saved(register, task, subject="Dank")
    outcome = history.take_back(responsible)
    assert (outcome.words, outcome.left, outcome.again) == ("Task Bericht: Responsible → Anna", (), False)
    assert Records(register).load("task", task.id).responsible == ""
    assert Records(register).load("task", task.id).subject == "Dank"
    with pytest.raises(UserError):
        history.take_back(responsible)
    undoing = history.page()[0]
    assert undoing.words == "Undone: Task Bericht: Responsible → Anna"
    assert history.take_back(undoing.id).again
    assert Records(register).load("task", task.id).responsible == "Anna"
    assert history.take_back(responsible).undone
    assert Records(register).load("task", task.id).responsible == ""


def test_that_what_somebody_else_did_can_be_taken_back(register: Register, boris: Register, history: History) -> None:
    before = state(register)
    with boris.changing(origin="import", verb="import", about=About("task", "tasks.csv")) as unit:
        unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(3)])
    assert next_undo(history) == ""
    imported = history.page()[0]
    assert (imported.by, imported.whence) == ("Boris", "import")
    assert history.take_back(imported.id).left == ()
    assert state(register) == before
    assert History(boris, CodeLists(boris)).next_undo() is None


def test_that_what_was_changed_since_is_left_and_named(register: Register, history: History) -> None:
    with register.changing(origin="form", verb="save") as unit:
        first, _ = unit.add_all([builders.task(subject="Eins"), builders.task(subject="Zwei")])
        number = first.id or 0
    added = history.page()[0].id
    saved(register, first, responsible="Anna")
    outcome = history.take_back(added)
    assert [each.title for each in outcome.left] == ["Eins"]
    assert outcome.undone
    saved(register, Records(register).load("task", number), responsible="Boris")
    responsible = history.page()[2].id
    assert not history.take_back(responsible).undone


def test_that_the_making_of_the_register_is_not_taken_back(history: History) -> None:
    (made,) = history.page()
    assert (made.words, made.whence, made.standing) == ("The register was made", "program", False)


def test_that_a_field_has_its_earlier_values(register: Register, boris: Register, history: History) -> None:
    stock = builders.stock(register)
    body = saved(register, builders.organisation(kind="hospital", territory=None))
    body = saved(boris, body, kind="ngo", territory=stock.german)
    body = saved(register, body, kind="company", territory=stock.ukrainian)
    kinds = history.earlier_values("organisation", body.id, "kind")
    assert [(each.value, each.shown, each.by) for each in kinds] == [
        ("ngo", "non-governmental organisation", "Boris"),
        ("hospital", "hospital, clinic", "Anna"),
    ]
    places = history.earlier_values("organisation", body.id, "territory")
    assert [(each.value, each.shown, each.possible) for each in places] == [
        (stock.german, "Helsa", True),
        (None, "", True),
    ]
    assert history.earlier_values("organisation", body.id, "name_de") == ()


def test_that_a_link_to_what_is_gone_cannot_be_given_again(register: Register, history: History) -> None:
    place = saved(register, builders.territory(name_de="Musterdorf"))
    body = saved(register, builders.organisation(territory=place.id))
    saved(register, body, territory=None)
    Records(register).trash("territory", [place.id])
    assert [each.possible for each in history.earlier_values("organisation", body.id, "territory")] == [True]
    Trash(register).delete([("territory", place.id)])
    (value,) = history.earlier_values("organisation", body.id, "territory")
    assert (value.shown, value.possible) == ("(no longer in the register)", False)


def test_that_a_cell_of_a_child_row_has_its_earlier_values(register: Register, history: History) -> None:
    partnership = saved(register, builders.partnership(builders.stock(register)))
    partnership = saved(register, partnership, milestones=(Milestone(kind="signing", day=PartialDate(2022)),))
    row = partnership.milestones[0]
    partnership = saved(register, partnership, milestones=(changed(row, day=PartialDate(2023)),))
    (value,) = history.earlier_values("partnership", partnership.id, "day", ("milestone", row.id))
    assert (value.value, value.shown, value.by) == (PartialDate(2022), "2022", "Anna")
