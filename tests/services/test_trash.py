"""The trash: what hangs on a record is told, it comes back whole, and goes for good only where nothing links to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.domain.errors import Invalid
from desktop_app.domain.query import Query
from desktop_app.services.attachments import Attachments
from desktop_app.services.checking import check
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.records import Records
from desktop_app.services.trash import PAGE, Trash
from desktop_app.storage.register import Register
from tests import builders
from tests.builders import Stock
from tests.storage.test_reverting import state


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


@pytest.fixture
def stock(register: Register) -> Stock:
    return builders.stock(register)


@pytest.fixture
def records(register: Register) -> Records:
    return Records(register)


@pytest.fixture
def trash(register: Register) -> Trash:
    return Trash(register)


@pytest.fixture
def partnership(records: Records, stock: Stock) -> int:
    """A partnership with two deliveries and a task."""
    saved = records.save(builders.partnership(stock)).id or 0
    for number in (1, 2):
        records.save(builders.delivery(stock, number=f"2026-000{number}", partnership=saved))
    records.save(builders.task(partnership=saved))
    return saved


def ids(register: Register, name: str) -> list[int]:
    with register.reading() as reader:
        return [row.id for row in reader.every(Query(name))]


def listed(trash: Trash, **wanted: Any) -> list[tuple[str, str, str, str]]:
    return [(each.place.record, each.place.title, each.by, each.hangs) for each in trash.page(**wanted)]


def trash_long_ago(register: Register, name: str, number: int, days: int) -> None:
    """Move a record to the trash as if that had been some days ago."""
    with register.changing(origin="form", verb="trash") as unit:
        unit._now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=days)
        unit.trash(name, [number])


def test_that_deleting_says_what_hangs_on_a_record(register: Register, records: Records, partnership: int) -> None:
    assert records.what_hangs_on("partnership", [partnership]) == (
        "2 aid deliveries and 1 task link to it; the links stay."
    )
    first, second = ids(register, "delivery")
    records.trash("delivery", [first, second])
    assert records.what_hangs_on("partnership", [partnership]) == "1 task links to it; the link stays."
    records.trash("task", ids(register, "task"))
    assert records.what_hangs_on("partnership", [partnership]) == ""


def test_that_links_among_what_is_deleted_together_do_not_count(records: Records) -> None:
    hesse: Any = records.save(builders.territory(name_de="Hessen", level="regional"))
    towns: list[Any] = [
        records.save(builders.territory(name_de=f"Stadt {number}", parent=hesse.id)) for number in range(3)
    ]
    assert records.what_hangs_on("territory", [hesse.id]) == "3 places link to it; the links stay."
    assert records.what_hangs_on("territory", [hesse.id, *(town.id for town in towns[1:])]) == (
        "1 place links to it; the link stays."
    )


def test_that_a_child_row_counts_as_the_record_it_belongs_to(records: Records, stock: Stock) -> None:
    records.save(builders.delivery(stock))
    assert records.what_hangs_on("territory", [stock.german]) == (
        "1 organisation and 1 aid delivery link to it; the links stay."
    )


def test_that_the_trash_tells_what_when_who_and_what_hangs_on_it(
    register: Register, records: Records, trash: Trash, partnership: int
) -> None:
    delivery, _ = ids(register, "delivery")
    records.trash("delivery", [delivery])
    records.trash("partnership", [partnership])
    title = records.title("partnership", partnership).removesuffix(" (in the trash)")
    assert records.title("partnership", partnership) == f"{title} (in the trash)"
    by_type = {row[0]: row for row in listed(trash)}
    assert by_type["partnership"] == (
        "partnership",
        title,
        "Anna",
        "1 aid delivery and 1 task, 1 aid delivery in the trash",
    )
    assert by_type["delivery"][2:] == ("Anna", "")
    assert (trash.count(), trash.count("delivery"), trash.count(text="helsa")) == (2, 1, 2)
    assert [row[0] for row in listed(trash, record="partnership")] == ["partnership"]
    assert listed(trash, text="nowhere") == []


def test_that_a_full_trash_is_read_page_by_page(register: Register, records: Records, trash: Trash) -> None:
    with register.changing(origin="form", verb="save") as unit:
        tasks = unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(PAGE + 5)])
        bodies = unit.add_all([builders.organisation(name_de=f"Verein {number}") for number in range(7)])
    records.trash("task", [item.id or 0 for item in tasks])
    records.trash("organisation", [item.id or 0 for item in bodies])
    first = trash.page()
    second = trash.page(first[-1])
    assert (len(first), len(second), trash.page(second[-1])) == (PAGE, 12, [])
    assert len({each.key for each in first + second}) == trash.count() == PAGE + 12


def test_that_a_restored_record_has_its_links_and_is_found_again(
    register: Register, records: Records, trash: Trash, partnership: int
) -> None:
    before = state(register)
    deliveries = ids(register, "delivery")
    records.trash("partnership", [partnership])
    records.trash("delivery", deliveries)
    with register.reading() as reader:
        assert reader.count(Query("partnership", search="helsa")) == 0
    trash.restore([each.key for each in trash.page()])
    assert state(register) == before
    with register.reading() as reader:
        assert reader.count(Query("partnership", search="helsa")) == 1
        assert reader.count(Query("delivery", search="2026-0002")) == 1
        assert reader.link_faults() == []


def test_that_what_others_link_to_stays_and_is_named(
    register: Register, records: Records, trash: Trash, partnership: int
) -> None:
    records.trash("partnership", [partnership])
    deleted = trash.delete([("partnership", partnership)])
    assert (deleted.count, deleted.operation) == (0, None)
    (refused,) = deleted.refused
    assert (refused.title, refused.by) == ("Helsa – Itschnja", "2 aid deliveries and 1 task")
    assert trash.count() == 1
    records.trash("delivery", ids(register, "delivery"))
    records.trash("task", ids(register, "task"))
    assert trash.delete([each.key for each in trash.page()]).refused == ()
    assert trash.count() == 0


def test_that_what_is_not_in_the_trash_is_never_deleted_for_good(
    register: Register, trash: Trash, partnership: int
) -> None:
    before = state(register)
    trash.delete([("partnership", partnership), ("delivery", ids(register, "delivery")[0])])
    assert state(register) == before


def test_that_deleting_for_good_can_be_taken_back_into_the_trash(
    register: Register, records: Records, trash: Trash, partnership: int
) -> None:
    history = History(register, CodeLists(register))
    records.trash("delivery", ids(register, "delivery"))
    records.trash("task", ids(register, "task"))
    records.trash("partnership", [partnership])
    before = state(register)
    assert trash.empty().count == 4
    assert state(register) != before
    outcome = history.undo()
    assert outcome is not None
    assert (outcome.words, outcome.left) == ("4 records were deleted for good", ())
    assert state(register) == before
    assert check(register).faults == ()
    assert trash.count() == 4
    assert history.redo() is not None
    assert trash.count() == 0
    history.undo()
    trash.restore([each.key for each in trash.page()])
    with register.reading() as reader:
        assert reader.count(Query("delivery", search="2026-0002")) == 1
        assert reader.file_faults() == reader.link_faults() == []


def test_that_the_files_of_a_record_go_and_return_with_it(
    register: Register, records: Records, trash: Trash, stock: Stock, tmp_path: Path
) -> None:
    history = History(register, CodeLists(register))
    agreement = tmp_path / "Vertrag.pdf"
    agreement.write_bytes(b"%PDF")
    partnership = records.save(builders.partnership(stock)).id or 0
    files = Attachments(register, 1000)
    (file,) = files.add(("partnership", partnership), [agreement]).files
    assert records.what_hangs_on("partnership", [partnership]) == "1 file links to it; the link stays."
    records.trash("partnership", [partnership])
    before = state(register)
    deleted = trash.delete([("partnership", partnership)])
    assert (deleted.count, deleted.refused) == (1, ())
    assert files.of("partnership", partnership) == ()
    assert check(register).faults == ()
    outcome = history.undo()
    assert outcome is not None
    assert outcome.left == ()
    assert state(register) == before
    assert [one.id for one in files.of("partnership", partnership)] == [file.id]
    assert check(register).faults == ()
    history.redo()
    assert check(register).faults == ()
    assert trash.count() == 0


def test_that_a_number_stays_given_when_its_record_is_deleted_for_good(
    records: Records, trash: Trash, stock: Stock
) -> None:
    saved = records.save(builders.delivery(stock, number="2026-0007"))
    records.trash("delivery", [saved.id or 0])
    trash.empty()
    with pytest.raises(Invalid):
        records.save(builders.delivery(stock, number="2026-0007"))


def test_that_a_rule_empties_the_trash_of_what_has_been_there_long(
    register: Register, records: Records, trash: Trash, partnership: int
) -> None:
    history = History(register, CodeLists(register))
    delivery, other = ids(register, "delivery")
    records.trash("delivery", [other])
    trash_long_ago(register, "delivery", delivery, 31)
    trash_long_ago(register, "partnership", partnership, 31)
    before = history.next_undo()
    assert trash.empty_by_rule(0).count == 0
    assert trash.empty_by_rule(30).count == 1
    assert {each.key for each in trash.page()} == {("delivery", other), ("partnership", partnership)}
    latest = history.page()[0]
    assert (latest.whence, latest.verb, latest.standing) == ("program", "delete", True)
    assert history.next_undo() == before
    assert trash.empty_by_rule(30).operation is None
    assert history.page()[0] == latest


def test_that_progress_is_told_and_may_stop_it_all(register: Register, records: Records, trash: Trash) -> None:
    with register.changing(origin="form", verb="save") as unit:
        tasks = unit.add_all([builders.task(subject=f"Aufgabe {number}") for number in range(20)])
    records.trash("task", [item.id or 0 for item in tasks])
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if total > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trash.empty(tell)
    assert told == [(20, 20)]
    assert trash.count() == 20
