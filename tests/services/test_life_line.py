"""The life line of a partnership has all that happened in it, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.base.settings import Settings
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import changed
from desktop_app.services.desk import Desk
from desktop_app.services.life_line import LifeKind
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests import builders


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    set_language("en")
    made = Registers(Settings(tmp_path / "settings.json"), Gazetteer()).create(tmp_path / "register.bruecke")
    yield made
    made.close()


def test_that_everything_stands_in_the_order_of_time_and_what_has_no_day_at_the_end(desk: Desk, tmp_path: Path):
    stock = builders.stock(desk.register)
    milestone, activity = builders.CHILDREN["milestone"], builders.CHILDREN["activity"]
    partnership = desk.records.save(
        builders.partnership(
            stock,
            milestones=(
                milestone(stock, kind="signing", day=PartialDate(2022, 12, 14), place="Rathaus"),
                milestone(stock, kind="council_resolution", day=PartialDate(2022)),
            ),
            activities=(
                activity(
                    stock,
                    kind="delegation",
                    subject="Besuch",
                    starts=PartialDate(2023, 5, 2),
                    ends=PartialDate(2023, 5, 4),
                ),
            ),
        )
    )
    number = partnership.id or 0
    delivery = desk.records.save(
        builders.delivery(stock, partnership=number, arrived=PartialDate(2023, 1, 9), subject="Generatoren")
    )
    task = desk.records.save(builders.task(partnership=number, subject="Anrufen", responsible="Kern"))
    paper = tmp_path / "Vertrag.txt"
    paper.write_text("Vertrag", encoding="utf-8")
    assert [event.place for event in desk.life_lines.of(number)] == [
        "milestones[1].day",
        "milestones[0].day",
        "",
        "activities[0].starts",
        "",
    ]
    desk.attachments.add(("partnership", number), [paper], lambda _done, _total, _words: None)
    events = desk.life_lines.of(number)
    told = [(event.kind, event.day_words(), event.words, event.detail) for event in events]
    assert told[:3] == [
        (LifeKind.MILESTONE, "2022", "council resolution", ""),
        (LifeKind.MILESTONE, "14.12.2022", "signing", "Rathaus"),
        (LifeKind.DELIVERY, "09.01.2023", delivery.title, "planned"),
    ]
    assert [event.kind for event in events[3:]] == [LifeKind.ACTIVITY, LifeKind.FILE, LifeKind.TASK]
    assert events[3].day_words() == "02.05.2023 to 04.05.2023"
    assert events[4].words == "Vertrag.txt"
    assert (events[5].day, events[5].detail) == (None, "due, Kern")
    assert [event.record for event in events] == [
        ("partnership", number),
        ("partnership", number),
        ("delivery", delivery.id),
        ("partnership", number),
        ("attachment", events[4].record[1]),
        ("task", task.id),
    ]
    assert not any(event.is_ahead for event in events)


def test_that_what_is_to_come_is_ahead_and_what_lies_in_the_trash_is_not_there(desk: Desk):
    stock = builders.stock(desk.register)
    number = desk.records.save(builders.partnership(stock)).id or 0
    gone = desk.records.save(builders.task(partnership=number, subject="Fort", due=PartialDate(2023, 1, 1)))
    desk.records.save(builders.task(partnership=number, subject="Später", due=PartialDate(2999, 1, 1)))
    desk.records.trash("task", [gone.id or 0])
    assert [(event.words, event.is_ahead) for event in desk.life_lines.of(number)] == [("Später", True)]


def test_that_a_partnership_that_is_gone_has_none(desk: Desk):
    assert desk.life_lines.of(4711) == ()


def test_that_a_file_stands_where_the_milestone_does_that_it_proves(desk: Desk, tmp_path: Path):
    stock = builders.stock(desk.register)
    milestone = builders.CHILDREN["milestone"](stock, kind="signing", day=PartialDate(2001, 5))
    saved = desk.records.save(builders.partnership(stock, milestones=(milestone,)))
    paper = tmp_path / "Vertrag.txt"
    paper.write_text("Vertrag", encoding="utf-8")
    (file,) = desk.attachments.add(("partnership", saved.id or 0), [paper], lambda *_told: None).files
    assert desk.life_lines.of(saved.id or 0)[-1].day != PartialDate(2001, 5)
    desk.attachments.save(changed(file, milestone=saved.milestones[0].id), file)
    events = desk.life_lines.of(saved.id or 0)
    assert [(event.kind, event.day) for event in events] == [
        (LifeKind.MILESTONE, PartialDate(2001, 5)),
        (LifeKind.FILE, PartialDate(2001, 5)),
    ]


def test_that_the_end_of_the_agreement_and_its_review_stand_on_the_life_line(desk: Desk):
    stock = builders.stock(desk.register)
    item = builders.partnership(stock, valid_until=PartialDate(2999, 6, 30), review_due=PartialDate(2998))
    events = desk.life_lines.of(desk.records.save(item).id or 0)
    told = [(event.words, event.place, event.is_ahead) for event in events]
    assert told == [("Review due", "review_due", True), ("Valid until", "valid_until", True)]
