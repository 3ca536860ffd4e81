"""When a backup is due, what is done before an import, the second place, and in what a backup differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.base.settings import Settings
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.record import changed
from desktop_app.domain.task import Task
from desktop_app.services.backups import Backups, Condition, Reason, condition_of, restore
from desktop_app.services.comparing import Difference, Side, Value
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.storage.backup_notes import write_note
from desktop_app.storage.failures import StorageError
from desktop_app.storage.gazetteer import Gazetteer
from tests import builders
from tests.storage.dumps import dump

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    set_language("en")
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def desk(tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    opened = Registers(settings, Gazetteer()).create(tmp_path / "Register.bruecke")
    yield opened
    opened.close()


@pytest.fixture
def backups(desk: Desk) -> Backups:
    return desk.backups


def save(desk: Desk, subject: str = "Bericht") -> Task:
    return desk.records.save(Task(subject=subject))


def flip_a_bit(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_that_a_backup_is_due_at_the_start_if_anything_changed(desk: Desk, backups: Backups):
    assert backups.due(NOW, starting=True) is Reason.START
    backups.make(Reason.START, NOW)
    assert backups.due(NOW, starting=True) is None
    save(desk)
    assert backups.due(NOW, starting=True) is Reason.START


def test_that_a_backup_is_due_at_the_start_if_the_last_one_is_damaged(desk: Desk, backups: Backups):
    made = backups.make(Reason.START, NOW)
    flip_a_bit(made.path)
    assert backups.due(NOW, starting=True) is Reason.START
    assert condition_of(made) is Condition.DAMAGED
    made = backups.make(Reason.START, NOW)
    made.path.unlink()
    assert backups.due(NOW, starting=True) is Reason.START


def test_that_a_backup_is_due_after_half_an_hour_of_change(desk: Desk, backups: Backups):
    backups.make(Reason.START, NOW)
    assert backups.due(NOW + DAY) is None
    save(desk)
    assert backups.due(NOW + DAY) is None
    assert backups.due(NOW + DAY + 29 * MINUTE) is None
    assert backups.due(NOW + DAY + 30 * MINUTE) is Reason.CHANGE
    backups.make(Reason.CHANGE, NOW + DAY + 30 * MINUTE)
    assert backups.due(NOW + DAY + 90 * MINUTE) is None
    save(desk)
    assert backups.due(NOW + DAY + 91 * MINUTE) is None


def test_that_a_clock_set_back_only_puts_it_off(desk: Desk, backups: Backups):
    backups.make(Reason.START, NOW)
    save(desk)
    assert backups.due(NOW) is None
    assert backups.due(NOW - 400 * DAY) is None
    assert backups.due(NOW - 400 * DAY + 30 * MINUTE) is Reason.CHANGE


def test_that_a_backup_that_a_wrong_clock_dated_hides_no_later_one(desk: Desk, backups: Backups):
    early = backups.make(Reason.START, NOW)
    write_note(replace(early, made=NOW + 400 * DAY))
    save(desk)
    assert backups.due(NOW) is None
    assert backups.due(NOW + 30 * MINUTE) is Reason.CHANGE
    made = backups.make(Reason.CHANGE, NOW + 30 * MINUTE)
    assert backups.standing(NOW + 31 * MINUTE).last == made
    assert backups.due(NOW + 90 * MINUTE) is None
    save(desk)
    assert backups.standing(NOW + 30 * DAY).overdue


def test_that_an_import_makes_a_backup_first_unless_the_last_one_has_all(desk: Desk, backups: Backups, tmp_path: Path):
    table = tmp_path / "tasks.csv"
    table.write_text("Aufgabe\nErste\n", encoding="utf-8")
    said: list[str] = []

    def hear(done: int, total: int, words: str = "") -> None:
        said.append(words)

    desk.importer.run(table, "task", progress=hear)
    (made,) = backups.all()
    assert (made.reason, dump(made.path)["task"]) == ("import", [])
    assert "The register is being backed up …" in said
    desk.importer.run(table, "task", dry_run=True)
    assert len(backups.all()) == 1
    desk.importer.run(table, "task")
    assert [len(dump(each.path)["task"]) for each in backups.all()] == [1, 0]
    assert backups.before(Reason.MASS_CHANGE, NOW) is None
    assert backups.before(Reason.MASS_CHANGE, NOW) is None
    assert [each.reason for each in backups.all()] == ["mass-change", "import", "import"]


def test_that_an_import_goes_on_where_no_backup_can_be_made_and_says_so(desk: Desk, tmp_path: Path):
    table = tmp_path / "tasks.csv"
    table.write_text("Aufgabe\nErste\n", encoding="utf-8")
    desk.backups.folder.write_text("in the way")
    report = desk.importer.run(table, "task")
    assert report.created == {"task": 1}
    assert "No backup of Register was made" in report.doubts[0].text()
    failure = desk.backups.standing(NOW).failure
    assert failure is not None
    desk.backups.folder.unlink()
    desk.backups.make(Reason.BY_HAND, NOW)
    assert desk.backups.standing(NOW).failure is None


def test_that_old_backups_go_when_a_new_one_is_made(desk: Desk, backups: Backups, monkeypatch: pytest.MonkeyPatch):
    for number in range(3):
        save(desk, str(number))
        backups.make(Reason.CHANGE, NOW)
    later = max(each.made for each in backups.all()) + 3 * DAY
    save(desk)
    backups.make(Reason.CHANGE, later)
    assert len(backups.all()) == 1
    assert len(dump(backups.all()[0].path)["task"]) == 4


# -- the second place --------------------------------------------------------------------------------------------------


def test_that_each_backup_is_copied_to_the_second_place(
    desk: Desk, backups: Backups, settings: Settings, tmp_path: Path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    settings.set("backup_folder", str(stick))
    made = backups.make(Reason.START, NOW)
    copy = stick / "Register.bruecke.backups" / made.path.name
    assert copy.read_bytes() == made.path.read_bytes()
    assert [each.path for each in backups.all()] == [made.path, copy]
    standing = backups.standing(NOW)
    assert (standing.second, standing.second_made, standing.second_late) == (stick, made.made, False)


def test_that_a_second_place_that_comes_back_gets_what_it_lacks(
    desk: Desk, backups: Backups, settings: Settings, tmp_path: Path
):
    stick = tmp_path / "stick"
    settings.set("backup_folder", str(stick))
    made = backups.make(Reason.START, NOW)
    assert not stick.exists()
    assert not backups.standing(NOW + 6 * DAY).second_late
    assert backups.standing(NOW + 7 * DAY).second_late
    stick.mkdir()
    backups.catch_up(NOW + 7 * DAY)
    assert (stick / "Register.bruecke.backups" / made.path.name).exists()
    assert not backups.standing(made.made + 30 * DAY).second_late
    save(desk)
    assert not backups.standing(made.made + 6 * DAY).second_late
    assert backups.standing(made.made + 7 * DAY).second_late
    assert backups.standing(made.made + 7 * DAY).overdue
    settings.set("backup_folder", str(tmp_path / "other"))
    assert not backups.standing(made.made + 7 * DAY).second_late


def test_that_what_goes_wrong_at_the_second_place_does_not_spoil_the_first(
    desk: Desk, backups: Backups, settings: Settings, tmp_path: Path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "Register.bruecke.backups").write_text("in the way")
    settings.set("backup_folder", str(stick))
    made = backups.make(Reason.START, NOW)
    assert condition_of(made) is Condition.WHOLE
    assert backups.standing(NOW + 7 * DAY).second_late


# -- comparing and restoring -------------------------------------------------------------------------------------------


def test_that_a_backup_is_compared_record_by_record(desk: Desk, backups: Backups):
    stock = builders.stock(desk.register)
    kept = desk.records.save(
        changed(
            builders.partnership(stock),
            milestones=(Milestone(kind="signing", day=PartialDate.parse_iso("2022")),),
            remarks="alt",
        )
    )
    gone = save(desk, "geht")
    trashed = save(desk, "in den Papierkorb")
    made = backups.make(Reason.BY_HAND, NOW)
    assert backups.compare(made.path).total == 0
    assert backups.compare(made.path).summary() == ["No record differs."]

    new = save(desk, "neu")
    milestones = (
        replace(kept.milestones[0], day=PartialDate.parse_iso("2023")),
        Milestone(kind="signing", place="Kyjiw"),
    )
    desk.records.save(changed(kept, remarks="neu", milestones=milestones), kept)
    desk.records.trash("task", [trashed.id or 0])
    with desk.register.changing(origin="test", verb="delete") as unit:
        unit.remove(gone)
    comparison = backups.compare(made.path)
    found: dict[Any, Difference] = {(each.record, each.id): each for each in comparison.shown}
    assert set(found) == {("partnership", kept.id), ("task", gone.id), ("task", trashed.id), ("task", new.id)}
    assert found["task", gone.id].side is Side.THEN
    assert found["task", new.id].side is Side.NOW
    assert found["task", gone.id].title == "geht"
    assert found["task", trashed.id].values == (Value("In the trash", "no", "yes"),)
    values = {value.label: (value.then, value.now) for value in found["partnership", kept.id].values}
    assert values.pop("Remarks") == ("alt", "neu")
    assert any(label.endswith(": Date") and both == ("2022", "2023") for label, both in values.items())
    assert any(label == "Milestone" and not then and "Kyjiw" in now for label, (then, now) in values.items())
    assert len(values) == 2
    assert comparison.summary() == [
        "Partnerships: 1 different",
        "Tasks: 1 only in the backup, 1 only in the register, 1 different",
    ]


def test_that_counts_are_whole_where_not_all_is_shown(desk: Desk, backups: Backups, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop_app.services.backups.MOST_SHOWN", 5)
    made = backups.make(Reason.BY_HAND, NOW)
    with desk.register.changing(origin="test", verb="save") as unit:
        unit.add_all([Task(subject=str(number)) for number in range(30)])
    comparison = backups.compare(made.path)
    assert len(comparison.shown) == 5
    assert comparison.counts["task"][Side.NOW] == comparison.total == 30


def test_that_a_restored_register_is_the_same_one_and_can_be_worked_with(desk: Desk, backups: Backups, tmp_path: Path):
    save(desk, "alt")
    made = backups.make(Reason.BY_HAND, NOW)
    save(desk, "neu")
    target = tmp_path / "Restored.bruecke"
    restore(made.path, target)
    assert dump(target) == dump(made.path)
    registers = Registers(Settings(tmp_path / "other.json"), Gazetteer())
    other = registers.open(target)
    with desk.register.reading() as one, other.register.reading() as two:
        assert one.identity() == two.identity()
    save(other, "weiter")
    assert other.backups.due(NOW, starting=True) is Reason.START
    other.close()
    assert [row[2:] for row in dump(made.path)["task"]] == [row[2:] for row in dump(target)["task"][:1]]


def test_that_a_damaged_backup_is_not_compared(desk: Desk, backups: Backups):
    made = backups.make(Reason.BY_HAND, NOW)
    flip_a_bit(made.path)
    with pytest.raises(StorageError, match="damaged"):
        backups.compare(made.path)


def test_that_reading_a_backup_changes_nothing_in_it(desk: Desk, backups: Backups):
    made = backups.make(Reason.BY_HAND, NOW)
    backups.compare(made.path)
    assert condition_of(made) is Condition.WHOLE
    assert len(list(backups.folder.glob("[!.]*"))) == 2
