"""A desk on a server has all that a desk on a file has: drafts, files on records, trash, history, check."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.base.paths import state_dir
from desktop_app.base.settings import Settings
from desktop_app.domain.entered import Entered
from desktop_app.domain.record import changed
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.server_address import ServerAddress
from tests import builders
from tests.line import Line
from tests.postgres import LOCKED_USER, PASSWORD, Postgres


@pytest.fixture
def address(postgres: Postgres) -> Iterator[ServerAddress]:
    """A register in which somebody works who has no more rights than the README gives."""
    set_language("en")
    made = postgres.fresh()
    postgres.allow(made, LOCKED_USER)
    postgres.execute("CHECKPOINT")  # before it a crash lets copied sequences forget what they gave
    yield replace(made, user=LOCKED_USER, password=PASSWORD)
    postgres.drop(made)
    shutil.rmtree(state_dir() / "drafts", ignore_errors=True)


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    settings = Settings(tmp_path / "settings.json")
    settings.set("user_name", "Anna")
    return Registers(settings, Gazetteer())


@pytest.fixture
def desk(registers: Registers, address: ServerAddress) -> Iterator[Desk]:
    opened = registers.occupy(address)
    opened.watch()
    yield opened
    opened.close()


def test_that_what_was_typed_waits_until_the_register_is_opened_again(
    desk: Desk, registers: Registers, address: ServerAddress, postgres: Postgres
) -> None:
    task = desk.records.save(builders.task(subject="Bericht"))
    desk.drafts.prepare()  # as every form does
    assert desk.drafts.flush()
    postgres.stop(at_once=True)
    desk.drafts.keep("one", task, Entered({"subject": "Jahresbericht"}, {}))
    assert desk.drafts.flush()
    desk.close()
    postgres.start()
    again = registers.occupy(address)
    (told,) = again.unsaved.found().told
    draft = again.unsaved.ready(told)
    assert draft is not None
    saved = again.records.save(changed(task, **draft.entered.values), draft.base)
    assert saved.subject == "Jahresbericht"
    again.close()


def test_that_a_draft_outlives_a_cut_in_the_middle_of_a_save(registers: Registers, address: ServerAddress) -> None:
    with Line(address) as line:
        desk = registers.occupy(line.address)
        task = desk.records.save(builders.task(subject="Bericht"))
        desk.drafts.keep("one", task, Entered({"subject": "Jahresbericht"}, {}))
        line.cut()
        assert desk.records.save(changed(task, subject="Jahresbericht"), task).version == 2
        desk.drafts.forget("one")
        assert desk.drafts.flush()
        desk.close()
        again = registers.occupy(line.address)
        assert again.unsaved.found().told == ()
        again.close()


def test_that_a_file_is_added_opened_removed_and_brought_back(desk: Desk, tmp_path: Path) -> None:
    task = desk.records.save(builders.partnership(builders.stock(desk.register)))
    owner = ("partnership", task.id or 0)
    paper = tmp_path / "Vertrag Ічня.pdf"
    paper.write_bytes(bytes(range(256)) * 1_000)
    (file,) = desk.attachments.add(owner, [paper]).files
    copy = desk.opened_copies.make(file)
    assert (copy.name, copy.read_bytes()) == (paper.name, paper.read_bytes())
    desk.attachments.trash([file.id or 0])
    assert desk.attachments.of(*owner) == ()
    assert desk.history.undo() is not None
    assert [each.name for each in desk.attachments.of(*owner)] == [paper.name]
    assert desk.checker.check().faults == ()


def test_that_what_is_deleted_by_one_is_brought_back_by_another(
    desk: Desk, registers: Registers, address: ServerAddress
) -> None:
    task = desk.records.save(builders.task(subject="Bericht"))
    desk.records.trash("task", [task.id or 0])
    other = registers.occupy(address)
    assert [each.place.title for each in other.trash.page()] == ["Bericht"]
    assert other.trash.empty().count == 1
    assert other.history.undo() is not None
    other.trash.restore([each.key for each in other.trash.page()])
    other.close()
    assert desk.records.load("task", task.id or 0).subject == "Bericht"
    assert [each.verb for each in desk.history.page()][:2] == ["restore", "undo"]


def test_that_damage_past_the_program_is_found_and_mended(desk: Desk, postgres: Postgres) -> None:
    task = desk.records.save(builders.task(subject="Bericht"))
    assert desk.checker.check().faults == ()
    postgres.execute("UPDATE task SET subject = 'Berichu'", database=desk.home.name)
    report = desk.checker.check()
    assert report.faults
    desk.checker.repair(report.curable)
    assert desk.records.load("task", task.id or 0).subject == "Bericht"
    assert desk.checker.check().faults == ()
