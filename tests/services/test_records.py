"""Single records: opened, checked, saved, numbered."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.base.i18n import translate
from desktop_app.domain.errors import Invalid
from desktop_app.domain.query import Query
from desktop_app.domain.record import changed
from desktop_app.services.records import Records
from desktop_app.storage.register import Register
from tests import builders


@pytest.fixture
def records(register: Register) -> Records:
    return Records(register)


def test_that_the_next_numbers_follow_the_highest_ever_given(register: Register, records: Records) -> None:
    stock = builders.stock(register)
    assert records.next_network_number() == 1
    saved = records.save(builders.partnership(stock, network_number=84))
    records.trash("partnership", [saved.id or 0])
    assert records.next_network_number() == 85
    assert records.next_delivery_number(2026) == "2026-0001"
    records.save(builders.delivery(stock, number="2026-0041"))
    assert records.next_delivery_number(2026) == "2026-0042"
    assert records.next_delivery_number(2027) == "2027-0001"


def test_that_a_new_delivery_has_its_number(records: Records) -> None:
    assert records.blank("delivery").number.startswith(f"{date.today().year}-")  # noqa: DTZ011  the office's own day
    assert records.blank("delivery", number="2024-0007").number == "2024-0007"


def test_that_checking_names_errors_and_doubts(records: Records) -> None:
    problems = records.check(builders.territory(code="99999999", code_system="AGS"))
    assert [(problem.field, problem.error) for problem in problems] == [("code", True)]


def test_that_what_is_in_the_trash_does_not_open(records: Records) -> None:
    saved = records.save(builders.task())
    assert records.load("task", saved.id or 0) == saved
    assert records.title("task", saved.id or 0) == "Bericht anfordern"
    records.trash("task", [saved.id or 0])
    assert records.load("task", saved.id or 0) is None
    assert records.is_trashed("task", saved.id or 0)
    marked = translate("{title} (in the trash)", title="Bericht anfordern")
    assert records.title("task", saved.id or 0) == marked
    records.restore("task", [saved.id or 0])
    assert records.load("task", saved.id or 0) is not None


def test_that_a_wrong_record_says_why_in_words(records: Records) -> None:
    with pytest.raises(Invalid) as caught:
        records.save(builders.person(family_name="", given_name=""))
    assert [problem.field for problem in caught.value.problems] == ["family_name"]
    assert caught.value.problems[0].text() in caught.value.message()


def test_that_a_save_comes_from_the_form(register: Register, records: Records) -> None:
    saved = records.save(builders.task())
    records.save(changed(saved, remarks="eilig"), saved)
    with register.reading() as reader:
        assert [(each["origin"], each["done_by"], each["title"]) for each in reader.operations(2)] == [
            ("form", "Anna", "Bericht anfordern")
        ] * 2
        assert reader.count(Query("task")) == 1


def test_that_a_number_that_leaps_far_ahead_is_doubted(register: Register, records: Records) -> None:
    stock = builders.stock(register)
    near, far = (builders.delivery(stock, number=f"2026-{number:04}") for number in (1, 9999))
    assert "number" not in {problem.field for problem in records.check(near)}
    assert [problem.error for problem in records.check(far) if problem.field == "number"] == [False]
    assert not any(problem.field == "network_number" for problem in records.check(builders.partnership(stock)))
